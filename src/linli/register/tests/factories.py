"""Things of a register for tests: a building with a home, whoever lives there, a shop."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.scope import scope
from linli.register import actions
from linli.register.actions import ContactData, Member, TieData
from linli.register.rules.numbers import check_digit
from linli.tests import community as c

SOURCE = "测试"
M = TypeVar("M", bound=Model)
R = TypeVar("R")


def act(key: str, action: Callable[..., R], **values: Any) -> R:
    """What an action answers when a person of the community does it."""
    by = c.actor(key)
    with scope(by):
        return action(by=by, **values)


def ask(key: str, query: Callable[..., R], *given: Any, **values: Any) -> R:
    """What a query answers to a person of the community."""
    by = c.actor(key)
    with scope(by, write=False):
        return query(by, *given, **values)


def row(model: type[M], **named: Any) -> M:
    """A row as it stands, past both walls."""
    with scope(system(), write=False):
        return model.objects.get(**named)  # type: ignore[attr-defined]


def rows(model: type[M], **named: Any) -> list[M]:
    """Rows as they stand, past both walls."""
    with scope(system(), write=False):
        return list(model.objects.filter(**named))  # type: ignore[attr-defined]


def number(born: str = "19580312", order: int = 1, *, home: str = "970101") -> str:
    """A citizen number that can be right: a day of birth (YYYYMMDD) and an order, odd for men."""
    first = f"{home}{born}{order:03d}"
    return first + check_digit(first)


def building(by: Actor, area: str, number: str = "3", **values: Any) -> UUID:
    """A building in a grid, by its number there."""
    id = ids.of("test-building", f"{area}/{number}")
    with scope(by):
        return actions.put_building(
            by=by, building_id=id, area=area, number=number, values=values, source=SOURCE
        )


def dwelling(by: Actor, building_id: UUID, room: str = "501", entrance: str = "2", **more: Any) -> UUID:
    """A dwelling in a building."""
    id = ids.of("test-dwelling", f"{building_id}/{entrance}/{room}")
    with scope(by):
        return actions.put_dwelling(
            by=by,
            dwelling_id=id,
            building_id=building_id,
            room=room,
            entrance=entrance,
            source=SOURCE,
            **more,
        )


def member(name: str = "王秀英", *, id: UUID | None = None, **more: Any) -> Member:
    """Somebody as he is said; plain fields by name, `id_number`, `phone` and `skills` apart."""
    apart = {key: more.pop(key) for key in ("id_number", "phone", "other_phone", "skills") if key in more}
    return Member(id=id or ids.new(), values={"name": name, **more}, **apart)


def household(by: Actor, dwelling_id: UUID, *members: Member, **more: Any) -> UUID:
    """A household in a dwelling."""
    with scope(by):
        return actions.found_household(
            by=by,
            household_id=ids.new(),
            dwelling_id=dwelling_id,
            members=members,
            source=SOURCE,
            **more,
        )


def shop(by: Actor, area: str, name: str = "惠民便利店", *, building_id: UUID | None = None) -> UUID:
    """A shop and whom one speaks to there."""
    with scope(by):
        return actions.put_organisation(
            by=by,
            organisation_id=ids.new(),
            area=area,
            values={"kind": "shop", "name": name},
            building_id=building_id,
            contacts=[ContactData(id=ids.new(), name="李店", duty="负责人", phone="13655550000")],
            source=SOURCE,
        )


def label(by: Actor, resident_id: UUID, kind: str = "living_alone_elder", **more: Any) -> UUID:
    """A label on somebody."""
    with scope(by):
        return actions.give_label(by=by, label_id=ids.new(), kind=kind, resident_id=resident_id, **more)


def label_home(by: Actor, household_id: UUID, kind: str = "hard_up", **more: Any) -> UUID:
    """A label on a household."""
    with scope(by):
        return actions.give_label(by=by, label_id=ids.new(), kind=kind, household_id=household_id, **more)


def home(by: Actor, area: str, *members: Member, room: str = "501", **more: Any) -> tuple[UUID, UUID]:
    """A dwelling of the grid's first building with a household in it, by both ids."""
    there = dwelling(by, building(by, area, area[-1]), room)
    return there, household(by, there, *members, **more)


def tie(by: Actor, household_id: UUID, *, kind: str = "relative", **more: Any) -> UUID:
    """Who is in touch with a household: somebody outside the register unless `other` says which resident."""
    outside: dict[str, Any] = {} if more.get("other") else {"name": "王小军", "phone": "13912345678"}
    apart = {key: more.pop(key) for key in ("member", "other", "name", "phone") if key in more}
    data = TieData(id=ids.new(), values={"kind": kind, **more}, **outside | apart)
    with scope(by):
        return actions.add_tie(by=by, household_id=household_id, tie=data, source=SOURCE)


def informant(by: Actor, resident_id: UUID, **more: Any) -> UUID:
    """A resident who informs for a building or an area."""
    with scope(by):
        return actions.appoint_informant(by=by, informant_id=ids.new(), resident_id=resident_id, **more)
