"""What doors are called and who is behind them, for those who knock: by household or organisation."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from linli.kit.actor import Actor
from linli.register.models import Contact, Household, Organisation
from linli.register.queries import dictionary, masks
from linli.register.queries.people import members_of
from linli.register.queries.sight import (
    contacts,
    visible_buildings,
    visible_dwellings,
    visible_households,
    visible_organisations,
    visible_residents,
)
from linli.register.rules import Permission


def door_names(
    by: Actor, *, households: Collection[UUID] = (), organisations: Collection[UUID] = ()
) -> dict[UUID, dict[str, Any]]:
    """Of each door its name (the head of the household, the organisation), its place as neighbours say it, and how many
    people there are. Two statements, and one for the heads."""
    homes = (
        visible_households(by).filter(id__in=list(households)).select_related("dwelling__building__estate")
    )
    heads = _heads(by, households) if households else {}
    found = {row.id: _home(row, heads.get(row.id, "")) for row in homes} if households else {}
    if organisations:
        rows = visible_organisations(by).filter(id__in=list(organisations)).select_related("building__estate")
        found |= {row.id: _firm(row) for row in rows}
    return found


def _heads(by: Actor, households: Collection[UUID]) -> dict[UUID, str]:
    """The head's name, or of the oldest where none is one."""
    rows = visible_residents(by).filter(household__in=list(households), state="active")
    named: dict[UUID, str] = {}
    told = rows.order_by("born_on", "id").values_list("household", "name", "relation")
    for household, name, _ in sorted(told, key=lambda one: one[2] != "head"):
        named.setdefault(household, name)
    return named


def _home(row: Household, head: str) -> dict[str, Any]:
    home = row.dwelling
    estate = home.building.estate.name if home and home.building.estate else ""
    return {"name": head, "place": f"{estate}{home.code}" if home else "", "people": row.size}


def _firm(row: Organisation) -> dict[str, Any]:
    place = row.premises or (row.building.name if row.building else "")
    return {"name": row.name, "place": place, "people": row.employees or 0}


_SOMEBODY = ("id", "name", "sex", "age", "relation", "presence", "version")


def _named(codes: Iterable[str]) -> list[dict[str, str]]:
    """Labels with their names, so that a screen needs no dictionary."""
    kinds = dictionary.kinds()
    return [
        {"code": code, "name": kinds[code].name, "name_en": kinds[code].name_en}
        for code in codes
        if code in kinds
    ]


def who_is_there(
    by: Actor, *, households: Collection[UUID] = (), organisations: Collection[UUID] = ()
) -> dict[UUID, list[dict[str, Any]]]:
    """By door the members of a household, or whom one speaks to at an organisation; numbers masked."""
    members = members_of(by, households) if households else {}
    found = {
        home: [
            {name: one[name] for name in _SOMEBODY}
            | {"phone": one.get("phone", ""), "duty": "", "labels": _named(one["labels"])}
            for one in there
        ]
        for home, there in members.items()
    }
    rows = contacts(by).filter(organisation__in=list(organisations)).order_by("order", "id")
    for one in rows if organisations else ():
        found.setdefault(one.organisation_id, []).append(_contact(one))
    return found


def _contact(one: Contact) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "sex": "",
        "age": None,
        "relation": "",
        "presence": "",
        "labels": [],
        "phone": masks.of_contact(one),
        "version": 0,
        "duty": one.duty,
    }


def names_of(by: Actor, residents: Collection[UUID]) -> list[dict[str, Any]]:
    """Names of some residents, in the order they were given; who is not seen is left out."""
    rows = dict(visible_residents(by).filter(id__in=list(residents)).values_list("id", "name"))
    return [{"id": one, "name": rows[one]} for one in residents if one in rows]


def may_know(by: Actor, label: str, area: str) -> bool:
    """Whether the actor may know of a label in an area: one of his titles there is named, or nobody is; and on a phone
    only of those that may go to phones."""
    kind = dictionary.kinds().get(label)
    if kind is None or (by.on_phone and not kind.on_phone):
        return False
    if not kind.seen_by or by.everywhere:
        return True
    titles = {s.title for s in by.seats if s.grants(Permission.SEE) and area.startswith(s.area)}
    return bool(titles & set(kind.seen_by))


def places_of(by: Actor, buildings: Collection[UUID]) -> dict[UUID, tuple[float, float]]:
    """Longitude and latitude of some buildings, of those that have them."""
    rows = visible_buildings(by).filter(
        id__in=list(buildings), longitude__isnull=False, latitude__isnull=False
    )
    return {
        id: (longitude, latitude)
        for id, longitude, latitude in rows.values_list("id", "longitude", "latitude")
    }


def steps_of(by: Actor, dwellings: Collection[UUID]) -> dict[UUID, tuple[str, int, str]]:
    """Of some dwellings the entrance, the floor (1 where it is not known) and the room."""
    rows = visible_dwellings(by).filter(id__in=list(dwellings))
    told = rows.values_list("id", "entrance__number", "floor", "room")
    return {
        id: (entrance or "", floor if floor is not None else 1, room) for id, entrance, floor, room in told
    }
