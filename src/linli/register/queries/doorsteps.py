"""Doors as those who knock on them need them: every household and organisation with where it lies, in the order one
walks, of what kind it is and which labels stand on it. The labels are those the asker may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from linli.kit.actor import Actor
from linli.register.models import Building, Household, Organisation, Stay
from linli.register.queries.sight import (
    standing_labels,
    visible_households,
    visible_organisations,
    within,
)
from linli.register.rules.kinds import HouseholdKind
from linli.register.rules.moving import Ending

LAST = "~"
"""Sorts behind every name: what stands in no building comes after all that does."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which doors: those of a whole community, or those that some records of the register belong to."""

    community: str = ""
    households: Collection[UUID] = ()
    residents: Collection[UUID] = ()
    dwellings: Collection[UUID] = ()
    organisations: Collection[UUID] = ()
    buildings: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class Doorstep:
    """One door. `noun` is `household` or `organisation`; `kind` is `household`, `tenant`, `collective` or the kind of
    an organisation; `walk` sorts the doors of an area by estate, building, entrance, floor and room; `bereaved_on` is
    when somebody of the household last died."""

    id: UUID
    noun: str
    community: str
    area: str
    building: UUID | None
    dwelling: UUID | None
    walk: str
    kind: str
    labels: tuple[str, ...]
    stands: bool
    bereaved_on: date | None = None


def doorsteps(by: Actor, which: Which) -> list[Doorstep]:
    """Those doors, households that have ended and organisations that have closed too."""
    return [*_of_households(by, which), *_of_organisations(by, which)]


def _of_households(by: Actor, which: Which) -> Iterable[Doorstep]:
    if which.community:
        asked = Q(community=which.community)
    else:
        lived_in = within(
            by, Stay.objects.filter(resident__in=list(which.residents), household__isnull=False)
        )
        asked = (
            Q(id__in=[*which.households, *lived_in.values_list("household", flat=True)])
            | Q(residents__in=list(which.residents))
            | Q(dwelling__in=list(which.dwellings))
            | Q(dwelling__building__in=list(which.buildings))
        )
        if not any((which.households, which.residents, which.dwellings, which.buildings)):
            return []
    rows = visible_households(by).filter(asked).select_related("dwelling__building__estate").distinct()
    found = list(rows)
    ids = [row.id for row in found if row.ended_on is None]
    labels, bereaved = _labels(by, ids), _bereaved(by, ids)
    return [_household(row, labels.get(row.id, ()), bereaved.get(row.id)) for row in found]


def _household(row: Household, labels: Iterable[str], bereaved_on: date | None) -> Doorstep:
    home = row.dwelling
    kind = (
        "tenant"
        if row.tenant
        else "collective"
        if row.kind == HouseholdKind.COLLECTIVE.value
        else "household"
    )
    return Doorstep(
        id=row.id,
        noun="household",
        community=row.community,
        area=row.area,
        building=home.building_id if home else None,
        dwelling=home.id if home else None,
        walk=_walk(home.building if home else None, home.sort if home else LAST),
        kind=kind,
        labels=tuple(sorted(set(labels))),
        stands=row.ended_on is None,
        bereaved_on=bereaved_on,
    )


def _walk(building: Building | None, door: str) -> str:
    if building is None:
        return f"{LAST}/{LAST}/{door}"[:200]
    estate = building.estate.name if building.estate else ""
    return f"{estate}/{building.sort}/{door}"[:200]


def _labels(by: Actor, households: Collection[UUID]) -> dict[UUID, set[str]]:
    """Labels that stand on each household or on anybody in it."""
    told: dict[UUID, set[str]] = defaultdict(set)
    here = list(households)
    rows = standing_labels(by).filter(Q(household__in=here) | Q(resident__household__in=here))
    for own, of_member, kind in rows.values_list("household", "resident__household", "kind"):
        told[own or of_member].add(kind)
    return told


def _bereaved(by: Actor, households: Collection[UUID]) -> dict[UUID, date]:
    stays = within(by, Stay.objects.filter(household__in=list(households), ending=Ending.DIED.value))
    return dict(stays.values_list("household").annotate(last=Max("until")).order_by())


def _of_organisations(by: Actor, which: Which) -> Iterable[Doorstep]:
    if not any((which.community, which.organisations, which.buildings)):
        return []
    asked = (
        Q(community=which.community)
        if which.community
        else Q(id__in=list(which.organisations)) | Q(building__in=list(which.buildings))
    )
    rows = visible_organisations(by).filter(asked).select_related("building__estate")
    return [_organisation(row) for row in rows]


def _organisation(row: Organisation) -> Doorstep:
    return Doorstep(
        id=row.id,
        noun="organisation",
        community=row.community,
        area=row.area,
        building=row.building.id if row.building else None,
        dwelling=None,
        walk=_walk(row.building, f"{LAST}{row.sort}"),
        kind=row.kind,
        labels=(),
        stands=row.closed_at is None,
    )
