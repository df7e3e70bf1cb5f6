"""The demo's contact network, entered through the same actions as a real one: whom nobody reaches, family and
neighbours to call, informants of buildings."""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from linli.cli import progress
from linli.cli.demo import network, places
from linli.cli.demo.network import Plan, Said
from linli.kit import ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register import queries as register_queries
from linli.register.actions import Member, TieData

SOURCE = "合成"
PER_TRANSACTION = 40
T = TypeVar("T")


def planned(by: Actor) -> Plan:
    """Who is in touch with whom, by the register as it is."""
    with scope(by, write=False):
        packed = [one.content for one in register_queries.packed_homes(by, [places.COMMUNITY])]
    return network.plan(network.homes_in(packed))


def tie(by: Actor, plan: Plan) -> None:
    """Enter it all; whoever is silent has no phone either."""
    with progress.step("装载联系网络", "the contact network"):
        for some in _batched(list(_members(plan))):
            with scope(by):
                for member in some:
                    register.change_resident(
                        by=by, member=Member(id=member, values={}, phone="", other_phone=""), source=SOURCE
                    )
        for said in _batched(plan.ties):
            with scope(by):
                for one in said:
                    _tie(by, one)
        with scope(by):
            for building, (resident, note) in plan.informants.items():
                register.appoint_informant(
                    by=by,
                    informant_id=ids.of("demo-informant", str(building)),
                    resident_id=resident,
                    building_id=building,
                    note=note,
                    source=SOURCE,
                    synthetic=True,
                )


def _batched(all_: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(all_), PER_TRANSACTION):
        yield all_[start : start + PER_TRANSACTION]


def _members(plan: Plan) -> Iterator[UUID]:
    for home in plan.silent:
        for one in home.members:
            if one["phone"]:
                yield one["id"]


def _tie(by: Actor, one: Said) -> None:
    values = {
        "kind": one.kind,
        "kin": one.kin,
        "emergency": one.emergency,
        "has_key": one.has_key,
        "note": one.note,
    }
    data = TieData(
        id=ids.of("demo-tie", f"{one.household}/{one.kind}"),
        values=values,
        member=one.member,
        other=one.other,
        name=one.name,
        phone=one.phone,
    )
    register.add_tie(by=by, household_id=one.household, tie=data, source=SOURCE, synthetic=True)
