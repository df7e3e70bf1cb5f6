"""Informants (民情信息员): who keeps his ears open for which building or grid, and which buildings have nobody."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from linli.kit import paging
from linli.kit.actor import Actor, require
from linli.kit.areas import LENGTHS, Level
from linli.register.models import Building, Household, Informant, Resident
from linli.register.queries import able, masks
from linli.register.queries.named import named_people
from linli.register.queries.sight import (
    below,
    missing,
    visible_buildings,
    visible_households,
    visible_informants,
    within,
)
from linli.register.rules import Permission
from linli.territory import queries as territory


def standing(by: Actor) -> QuerySet[Informant]:
    """Those who are informants now."""
    return visible_informants(by).filter(until=None)


def of_household(by: Actor, row: Household) -> list[dict[str, Any]]:
    """The informants of where a household lives: of its building, then of its micro-grid and its grid."""
    building = row.dwelling.building_id if row.dwelling else None
    areas = [row.area[:n] for n in sorted(LENGTHS) if Level.GRID <= n <= len(row.area)]
    found = standing(by).filter(
        Q(building=building, building__isnull=False) | Q(building=None, area__in=areas)
    )
    return sorted(
        told_informants(by, found),
        key=lambda one: (one["building"] is None, -len(one["area"]), str(one["id"])),
    )


def of_resident(by: Actor, records: Collection[UUID]) -> list[dict[str, Any]]:
    """Where somebody is or was an informant, what holds first."""
    rows = visible_informants(by).filter(resident__in=list(records)).order_by("-until", "since", "id")
    return told_informants(by, rows)


def informant(by: Actor, informant_id: UUID) -> dict[str, Any]:
    """One informant."""
    rows = told_informants(by, visible_informants(by).filter(id=informant_id))
    if not rows:
        raise missing()
    return rows[0]


def told_informants(by: Actor, rows: QuerySet[Informant]) -> list[dict[str, Any]]:
    """Informants as screens show them; of one whom the actor does not see there is no name."""
    found = list(rows.select_related("building__estate"))
    people = named_people(by, {row.resident_id for row in found})
    return [_told(by, row, people.get(row.resident_id)) for row in found]


def _told(by: Actor, row: Informant, one: Resident | None) -> dict[str, Any]:
    building: Building | None = row.building
    estate = building.estate if building else None
    numbers = masks.of_resident(getattr(one, "secret", None))
    home = one.dwelling if one else None
    return {
        "id": row.id,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "building": row.building_id,
        "building_name": building.name if building else "",
        "estate_name": estate.name if estate else "",
        "resident": one.id if one else None,
        "name": one.name if one else "",
        "phone": numbers["phone"] or numbers["other_phone"],
        "place": f"{home.building.estate.name if home.building.estate else ''}{home.code}" if home else "",
        "since": row.since,
        "until": row.until,
        "note": row.note,
        "version": row.version,
        "abilities": able.of_informant(by, row),
    }


def informants(
    by: Actor, *, area: str, vacant: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of the buildings of an area in order, each with its informants (`vacant`: those alone that have none); the
    first page counts them, and tells who informs for a whole grid or micro-grid."""
    require(by, Permission.SEE, within=area)
    size = paging.page_size(most)
    rows = within(by, visible_buildings(by)).filter(below(area))
    served = Exists(standing(by).filter(building=OuterRef("pk")))
    counts = None if after else rows.aggregate(all=Count("id"), vacant=Count("id", filter=~Q(served)))
    rows = rows.filter(~served) if vacant else rows
    if after:
        key, id = paging.read_key(after)
        where, _, sort = key.partition(" ")
        beyond = Q(area=where, sort__gt=sort) | Q(area=where, sort=sort, id__gt=id)
        rows = rows.filter(Q(area__gt=where) | beyond)
    found = list(rows.select_related("estate").order_by("area", "sort", "id")[: size + 1])
    page, end = found[:size], found[size - 1] if len(found) > size else None
    people = told_informants(
        by, standing(by).filter(building__in=[one.id for one in page]).order_by("since", "id")
    )
    homes = _households(by, [one.id for one in page])
    return {
        "rows": [_building(by, one, people, homes) for one in page],
        "next": paging.key(f"{end.area} {end.sort}", end.id) if end else None,
        "buildings": counts["all"] if counts else None,
        "vacant": counts["vacant"] if counts else None,
        "grids": told_informants(by, standing(by).filter(below(area), building=None).order_by("area", "id"))
        if not after
        else [],
        "abilities": able.to_add(by, area),
    }


def _households(by: Actor, buildings: Collection[UUID]) -> dict[UUID, int]:
    rows = visible_households(by).filter(ended_on=None, dwelling__building__in=list(buildings))
    return dict(rows.values_list("dwelling__building").annotate(n=Count("id")).order_by())


def _building(
    by: Actor, row: Building, people: Iterable[dict[str, Any]], homes: dict[UUID, int]
) -> dict[str, Any]:
    return {
        "building": row.id,
        "name": row.name,
        "estate_name": row.estate.name if row.estate else "",
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "households": homes.get(row.id, 0),
        "informants": [one for one in people if one["building"] == row.id],
        "abilities": able.to_add(by, row.area),
    }
