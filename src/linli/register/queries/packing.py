"""The register as a phone takes it along: building by building who lives where, and the organisations. Names and what
one needs at a door; of numbers none, of phones the masked form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kit.actor import Actor
from linli.register.models import Contact, Dwelling, Entrance, Household, Organisation
from linli.register.queries import labelled, masks
from linli.register.queries.people import members_of
from linli.register.queries.rows import told
from linli.register.queries.sight import (
    below,
    contacts,
    visible_dwellings,
    visible_households,
    visible_organisations,
)
from linli.register.rules.writing import name_sort

_MEMBER = ("id", "name", "sex", "age", "relation", "presence", "labels", "phone", "version")
_HOUSEHOLD = ("id", "kind", "tenant", "size", "since", "checked_at", "version")
_DWELLING = ("id", "area", "room", "floor", "code", "use", "checked_at", "version")
_FIRM = ("id", "area", "name", "sort", "kind", "trade", "premises", "small_premises", "checked_at", "version")


@dataclass(frozen=True, slots=True)
class Packed:
    """A piece of the register: of which building, or of what lies in no building of an area."""

    key: str
    content: dict[str, Any]


def _in(areas: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for area in areas:
        found |= below(area)
    return found


def households_in(by: Actor, area: str) -> int:
    """How many households stand in an area, of those the actor sees."""
    return visible_households(by).filter(below(area), ended_on=None).count()


def packed_homes(by: Actor, areas: Sequence[str]) -> Iterator[Packed]:
    """Each building of some areas with its homes and who lives in them; last, by area, who lives in no home."""
    homes = _homes(by, areas)
    households = list(visible_households(by).filter(_in(areas), ended_on=None).order_by("since", "id"))
    ids = [one.id for one in households]
    members, labels = members_of(by, ids), labelled.on_households(by, ids)
    lived: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    apart: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in households:
        known = _household(one, members.get(one.id, []), labels.get(one.id, []))
        (lived[one.dwelling_id] if one.dwelling_id else apart[one.area]).append(known)
    yield from _buildings(homes, lived)
    for area, found in sorted(apart.items()):
        yield Packed(f"apart:{area}", {"area": area, "households": found})


def _homes(by: Actor, areas: Sequence[str]) -> QuerySet[Dwelling]:
    found = visible_dwellings(by).filter(_in(areas))
    return found.select_related("building__estate", "entrance").order_by("building__sort", "sort", "id")


def _household(row: Household, members: Sequence[Mapping[str, Any]], labels: list[str]) -> dict[str, Any]:
    kept = [{name: one[name] for name in _MEMBER} | {"sort": name_sort(one["name"])} for one in members]
    return told(row, _HOUSEHOLD) | {"labels": labels, "members": kept}


def _buildings(
    homes: Iterable[Dwelling], lived: Mapping[UUID | None, list[dict[str, Any]]]
) -> Iterator[Packed]:
    found: dict[UUID, dict[str, Any]] = {}
    for home in homes:
        building = home.building
        known = found.setdefault(
            home.building_id,
            {
                "id": building.id,
                "area": building.area,
                "name": building.name,
                "number": building.number,
                "estate": building.estate.name if building.estate else "",
                "sort": building.sort,
                "dwellings": [],
            },
        )
        entrance: Entrance | None = home.entrance
        dwelling = told(home, _DWELLING) | {
            "entrance": entrance.number if entrance else "",
            "households": lived.get(home.id, []),
        }
        known["dwellings"].append(dwelling)
    for id, content in found.items():
        yield Packed(f"building:{id}", content)


def packed_organisations(by: Actor, areas: Sequence[str]) -> Iterator[Packed]:
    """The organisations that are there, area by area, each with whom one speaks to."""
    firms = list(visible_organisations(by).filter(_in(areas), closed_at=None).order_by("area", "sort", "id"))
    spoken: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = contacts(by).filter(organisation__in=[one.id for one in firms]).order_by("order", "id")
    for one in rows:
        spoken[_of(one)].append({"name": one.name, "duty": one.duty, "phone": masks.of_contact(one)})
    gathered: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for firm in firms:
        gathered[firm.area].append(_firm(firm, spoken.get(firm.id, [])))
    for area, found in gathered.items():
        yield Packed(f"firms:{area}", {"area": area, "organisations": found})


def _of(row: Contact) -> UUID:
    return row.organisation_id  # pyright: ignore[reportAttributeAccessIssue]


def _firm(row: Organisation, spoken: list[dict[str, Any]]) -> dict[str, Any]:
    building: UUID | None = row.building_id  # pyright: ignore[reportAttributeAccessIssue]
    return told(row, _FIRM) | {"building": building, "contacts": spoken}
