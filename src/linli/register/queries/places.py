"""Estates, buildings and dwellings as screens show them: a list with counts, a building as a picture of its stairwells,
a dwelling with who lives in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.register.models import Building, Dwelling, Entrance, Estate, Household
from linli.register.queries import able, labelled, masks
from linli.register.queries.changed import changes_of
from linli.register.queries.people import members_of
from linli.register.queries.rows import HOUSEHOLD, told
from linli.register.queries.sight import (
    below,
    missing,
    visible_buildings,
    visible_dwellings,
    visible_estates,
    visible_households,
    visible_residents,
)
from linli.register.rules import Permission
from linli.register.rules.kinds import LIVING_HERE
from linli.territory import queries as territory

LEASE_SOON = timedelta(days=30)
_ESTATE = ("id", "area", "name", "kind", "keeper", "address", "built_in", "longitude", "latitude", "version")
_BUILDING = (
    "id",
    "area",
    "number",
    "name",
    "address",
    "use",
    "floors",
    "has_lift",
    "longitude",
    "latitude",
    "version",
)
_DWELLING = (
    "id",
    "area",
    "room",
    "floor",
    "code",
    "use",
    "square_metres",
    "lease_ends_on",
    "note",
    "checked_at",
    "source",
    "version",
)


def estates(by: Actor, *, area: str = "") -> list[dict[str, Any]]:
    """Estates of an area with the number of their buildings; of a grid those of its community that have a building in
    it."""
    require(by, Permission.SEE, within=None)
    here = visible_buildings(by).filter(below(area))
    rows = visible_estates(by).filter(below(area) | Q(id__in=here.values("estate"))).order_by("name", "id")
    counts = dict(here.filter(estate__isnull=False).values_list("estate").annotate(n=Count("id")).order_by())
    return [_told_estate(by, row) | {"buildings": counts.get(row.id, 0)} for row in rows]


def _told_estate(by: Actor, row: Estate) -> dict[str, Any]:
    return told(row, _ESTATE) | {
        "area_name": territory.name_of(row.area),
        "abilities": [verb for verb in able.in_area(by, row.area) if verb != "close"],
    }


def estate(by: Actor, estate_id: UUID) -> dict[str, Any]:
    """One estate."""
    row = visible_estates(by).filter(id=estate_id).first()
    if row is None:
        raise missing()
    return _told_estate(by, row) | {"buildings": visible_buildings(by).filter(estate=row).count()}


def buildings(
    by: Actor, *, area: str = "", estate_id: UUID | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of the buildings of an area in the order people count them, with how many dwellings, households and
    residents each has, as far as the actor sees them."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_buildings(by).filter(below(area)).select_related("estate")
    if estate_id:
        rows = rows.filter(estate=estate_id)
    if after:
        text, id = paging.read_key(after)
        lies, _, sort = text.partition("/")
        rows = rows.filter(
            Q(area=lies, sort=sort, id__gt=id) | Q(area=lies, sort__gt=sort) | Q(area__gt=lies)
        )
    found = list(rows.order_by("area", "sort", "id")[: size + 1])
    page = found[:size]
    counts = _counted(by, [row.id for row in page])
    last = page[-1] if len(found) > size else None
    return {
        "rows": [_told_building(by, row) | counts[row.id] for row in page],
        "next": paging.key(f"{last.area}/{last.sort}", last.id) if last else None,
        "abilities": able.to_add(by, area),
    }


def _told_building(by: Actor, row: Building) -> dict[str, Any]:
    return told(row, _BUILDING) | {
        "area_name": territory.name_of(row.area),
        "estate": row.estate_id,
        "estate_name": row.estate.name if row.estate else "",
        "abilities": able.in_area(by, row.area),
    }


_NOTHING = {
    "dwellings": 0,
    "households": 0,
    "residents": 0,
    "living_here": 0,
    "checked_at": None,
    "unchecked": 0,
}
"""What is counted of a building."""


def _counted(by: Actor, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Of each building how many dwellings, households, residents (of whom living there), and when the dwelling that
    waits longest was last looked at."""
    counts: dict[UUID, dict[str, Any]] = {id: dict(_NOTHING) for id in ids}
    here = Q(presence__in=list(LIVING_HERE))
    homes = visible_dwellings(by).filter(building__in=ids).values("building").order_by()
    never = Count("id", filter=Q(checked_at=None))
    for row in homes.annotate(dwellings=Count("id"), seen=Min("checked_at"), unchecked=never):
        row["checked_at"] = row.pop("seen")
        counts[row.pop("building")] |= row
    where = "dwelling__building"
    households = visible_households(by).filter(dwelling__building__in=ids, ended_on=None)
    residents = visible_residents(by).filter(dwelling__building__in=ids, state="active")
    asked: list[Iterable[dict[str, Any]]] = [
        households.values(where).order_by().annotate(households=Count("id")),
        residents.values(where)
        .order_by()
        .annotate(residents=Count("id"), living_here=Count("id", filter=here)),
    ]
    for row in (row for found in asked for row in found):
        counts[row.pop(where)] |= row
    return counts


def building(by: Actor, building_id: UUID) -> dict[str, Any]:
    """A building as a picture of its stairwells: each entrance, each floor from the top, each dwelling with its use,
    how many live there, what labels the actor may see, and when it was last looked at."""
    row = visible_buildings(by).select_related("estate").filter(id=building_id).first()
    if row is None:
        raise missing()
    entrances = list(Entrance.objects.filter(building=row).order_by("sort", "id"))
    homes = list(visible_dwellings(by).filter(building=row).order_by("sort", "id"))
    cells = _cells(by, row.id, homes)
    stairs: list[tuple[UUID | None, str]] = [(one.id, one.number) for one in entrances]
    if any(home.entrance_id is None for home in homes):
        stairs.insert(0, (None, ""))
    return (
        _told_building(by, row)
        | _counted(by, [row.id])[row.id]
        | {
            "source": row.source,
            "entrances": [
                {"id": id, "number": number, "floors": _floors(homes, cells, id)} for id, number in stairs
            ],
            "changes": changes_of(by, [row.id]),
        }
    )


def _floors(
    homes: list[Dwelling], cells: dict[UUID, dict[str, Any]], entrance: UUID | None
) -> list[dict[str, Any]]:
    """The floors of one entrance from the top down; dwellings of no known floor last."""
    found: dict[int | None, list[dict[str, Any]]] = {}
    for home in homes:
        if home.entrance_id == entrance:
            found.setdefault(home.floor, []).append(cells[home.id])
    order = sorted(found, key=lambda floor: (floor is None, -(floor or 0)))
    return [{"floor": floor, "dwellings": found[floor]} for floor in order]


@dataclass(frozen=True, slots=True)
class _Lived:
    """Who is in which dwelling, over a whole building."""

    households: dict[UUID, UUID]
    persons: dict[UUID, UUID]
    here: dict[UUID, int]


def _cells(by: Actor, building_id: UUID, homes: list[Dwelling]) -> dict[UUID, dict[str, Any]]:
    """What a picture tells of each dwelling, asked for the whole building at once."""
    lived = _lived(by, building_id)
    worn: dict[UUID, set[str]] = {}
    for found, where in (
        (labelled.on_persons(by, labelled.records_of(by, list(lived.persons))), lived.persons),
        (labelled.on_households(by, list(lived.households)), lived.households),
    ):
        for who, codes in found.items():
            worn.setdefault(where[who], set()).update(codes)
    households = _tally(lived.households)
    persons = _tally(lived.persons)
    return {
        home.id: told(home, ("id", "room", "code", "use", "lease_ends_on", "checked_at"))
        | {
            "households": households.get(home.id, 0),
            "residents": persons.get(home.id, 0),
            "living_here": lived.here.get(home.id, 0),
            "labels": labelled.in_order(worn.get(home.id, ())),
        }
        for home in homes
    }


def _lived(by: Actor, building_id: UUID) -> _Lived:
    households = visible_households(by).filter(dwelling__building=building_id, ended_on=None)
    persons: dict[UUID, UUID] = {}
    here: dict[UUID, int] = {}
    residents = visible_residents(by).filter(dwelling__building=building_id, state="active")
    for id, dwelling, presence in residents.values_list("id", "dwelling_id", "presence"):
        persons[id] = dwelling
        here[dwelling] = here.get(dwelling, 0) + (presence in LIVING_HERE)
    return _Lived(dict(households.values_list("id", "dwelling_id")), persons, here)


def _tally(where: dict[UUID, UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    for dwelling in where.values():
        counts[dwelling] = counts.get(dwelling, 0) + 1
    return counts


def dwelling(by: Actor, dwelling_id: UUID) -> dict[str, Any]:
    """A dwelling with its households and their members, the landlord masked, and who lived there before."""
    rows = visible_dwellings(by).select_related("building__estate", "entrance")
    row = rows.filter(id=dwelling_id).first()
    if row is None:
        raise missing()
    there = list(visible_households(by).filter(dwelling=row).order_by("since", "id"))
    standing = [one for one in there if one.ended_on is None]
    members = members_of(by, [one.id for one in standing])
    labels = labelled.on_households(by, [one.id for one in standing])
    return told(row, _DWELLING) | {
        "building": row.building_id,
        "building_name": row.building.name,
        "estate_name": row.building.estate.name if row.building.estate else "",
        "entrance": row.entrance.number if row.entrance else "",
        "area_name": territory.name_of(row.area),
        **masks.of_dwelling(row),
        "households": [
            _told_household(by, one) | {"members": members.get(one.id, []), "labels": labels.get(one.id, [])}
            for one in standing
        ],
        "before": _before(by, [one for one in there if one.ended_on is not None]),
        "changes": changes_of(by, [row.id]),
        "abilities": able.of_dwelling(by, row, lived_in=bool(standing)),
    }


def _told_household(by: Actor, row: Household) -> dict[str, Any]:
    """A household without its members."""
    return told(row, HOUSEHOLD) | {"abilities": able.of_household(by, row)}


def _before(by: Actor, ended: list[Household]) -> list[dict[str, Any]]:
    """Households that were there, the last first, each by who stayed in it."""
    names: dict[UUID, list[str]] = {}
    stays = visible_residents(by).filter(stays__household__in=[one.id for one in ended])
    rows = stays.order_by("stays__since", "id").values_list("stays__household", "name") if ended else []
    for household, name in rows:
        if name not in names.setdefault(household, []):
            names[household].append(name)
    return [
        told(one, ("id", "tenant", "since", "ended_on", "ending")) | {"names": names.get(one.id, [])}
        for one in sorted(ended, key=lambda one: one.ended_on or date.min, reverse=True)
    ]


def leases(
    by: Actor, *, area: str = "", until: date | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Dwellings whose lease ends by a day (30 days from today unless said), those that have ended first, with how many
    households of tenants they have."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    last = until or timezone.localdate(clock.now()) + LEASE_SOON
    rows = visible_dwellings(by).filter(below(area), lease_ends_on__lte=last)
    rows = rows.select_related("building__estate").order_by("lease_ends_on", "id")
    if after:
        text, id = paging.read_key(after)
        day = paging.as_day(text)
        rows = rows.filter(Q(lease_ends_on=day, id__gt=id) | Q(lease_ends_on__gt=day))
    found = list(rows[: size + 1])
    page = found[:size]
    let = visible_households(by).filter(dwelling__in=[one.id for one in page], ended_on=None)
    counts = {
        row["dwelling"]: row
        for row in let.values("dwelling").order_by().annotate(households=Count("id"), residents=Sum("size"))
    }
    end = page[-1] if len(found) > size else None
    return {
        "rows": [_told_lease(one, counts.get(one.id, {})) for one in page],
        "next": paging.key(str(end.lease_ends_on), end.id) if end else None,
    }


def _told_lease(row: Dwelling, counts: dict[str, Any]) -> dict[str, Any]:
    return told(row, ("id", "area", "code", "use", "lease_ends_on")) | {
        "estate_name": row.building.estate.name if row.building.estate else "",
        "building_name": row.building.name,
        "households": counts.get("households", 0),
        "residents": counts.get("residents", 0) or 0,
    }
