"""Newcomers of a ledger, many at a time: households, residents, what of them is sealed, and their stays."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from linli.kit import clock, sealing
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.finding import tailer
from linli.register.actions.loading import copying
from linli.register.queries.matching import PEOPLE
from linli.register.rules import Permission, writing
from linli.register.rules.moving import Beginning

_HOUSEHOLD = ("id", "area", "dwelling_id", "tenant", "size")
_RESIDENT = ("id", "area", "household_id", "dwelling_id", "sort", *PEOPLE)
_SECRET = (
    *("resident_id", "area", "id_number", "phone", "other_phone", "id_index", "phone_index", "other_index"),
    "tails",
)
_SEALED = ("id_number", "phone", "other_phone")
_STAY = {"id": None, "area": None, "resident_id": "id", "household_id": None, "relation": None}
_DEFAULTS = {"sex": "unknown", "relation": "other", "presence": "unknown", "born_on": None}
_RECOUNT = (
    "UPDATE register_household h SET size = (SELECT count(*) FROM register_resident r"
    " WHERE r.household_id = h.id AND r.state = 'active') WHERE h.id = ANY(%s)"
)


class NewHousehold(msgspec.Struct, gc=False):
    """A household to be founded in a dwelling, with how many."""

    id: UUID
    dwelling: UUID
    area: str
    tenant: bool = False
    size: int = 0


class Newcomer(msgspec.Struct, frozen=True, gc=False):
    """A resident to be entered: his id, which his first stay bears too; where; the plain values in the order of
    `PEOPLE` (None: not said), number and phones in clear."""

    id: UUID
    household: UUID
    dwelling: UUID
    area: str
    values: tuple[Any, ...]
    id_number: str = ""
    phone: str = ""
    other_phone: str = ""


def enter_many(
    *,
    by: Actor,
    community: str,
    households: Sequence[NewHousehold],
    people: Sequence[Newcomer],
    subject: UUID,
    source: str,
    synthetic: bool = False,
) -> int:
    """Enter newcomers with their households, and return how many. The caller has matched them against the register in
    this transaction; one entry of the ledger tells of all, each stay of one."""
    require(by, Permission.LOAD, within=community)
    now = clock.now()
    record: dict[str, Any] = {"source": source[:60], "checked_at": now, "changed_at": now, "version": 1}
    record |= {"community": community, "synthetic": synthetic, "ended_on": None}
    put = _found(households, {**record, "note": ""})
    _put_people(people, record)
    new = {one.id for one in households}
    joined = {one.household for one in people}
    if put == len(new):
        joined -= new
    if joined:
        with connection.cursor() as cursor:
            cursor.execute(_RECOUNT, [list(joined)])
    ledger.record(
        "register.people_loaded", by=by, area=community, subject=subject, people=len(people), households=put
    )
    return len(people)


def _put_people(people: Sequence[Newcomer], record: dict[str, Any]) -> None:
    """Residents, the stays they begin, and what of them is sealed."""
    here = {"community": record["community"]}
    held = copying.hold("register_resident", _RESIDENT, _residents(people))
    standing = {**record, "state": "active", "merged_into_id": None}
    copying.put_held("register_resident", held, dict.fromkeys(_RESIDENT), same=standing)
    begun: dict[str, Any] = {"since": None, "until": None, "ending": "", "recorded_at": record["changed_at"]}
    begun["beginning"] = Beginning.ENTERED.value
    copying.put_held("register_stay", held, _STAY, same={**here, **begun})
    sealed = {**here, "id_kind": "citizen", "key": 1}
    copying.put("register_secret", _SECRET, _secrets(people), same=sealed)


def _found(households: Sequence[NewHousehold], record: dict[str, Any]) -> int:
    """Found those that another part of the ledger has not founded already; how many."""
    rows = ((one.id, one.area, one.dwelling, one.tenant, one.size) for one in households)
    same = {**record, "kind": "family", "since": None, "ending": ""}
    return copying.put("register_household", _HOUSEHOLD, rows, same=same, unless_there=True)


def _residents(people: Sequence[Newcomer]) -> Iterator[tuple[Any, ...]]:
    """Rows of residents."""
    blank = [_DEFAULTS.get(name, "") for name in PEOPLE]
    sorts: dict[str, str] = {}
    for one in people:
        name = one.values[0]
        sort = sorts.get(name)
        if sort is None:
            sort = sorts[name] = writing.name_sort(name)
        values = [b if v is None else v for v, b in zip(one.values, blank, strict=True)]
        yield (one.id, one.area, one.household, one.dwelling, sort, *values)


def _secrets(people: Sequence[Newcomer]) -> Iterator[tuple[Any, ...]]:
    """Rows of what of them is sealed."""
    tails = tailer()
    number, phone = sealing.indexer(field="id_number"), sealing.indexer(field="phone")
    seal_number, seal_phone, seal_other = (sealing.sealer(field=f"resident.{name}") for name in _SEALED)
    for one in people:
        id, of, other = one.id, one.id.bytes, one.other_phone
        yield (
            id,
            one.area,
            seal_number(one.id_number, of),
            seal_phone(one.phone, of),
            seal_other(other, of),
            number(one.id_number),
            phone(one.phone),
            phone(other),
            tails(one.id_number, one.phone, other),
        )
