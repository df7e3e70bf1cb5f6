"""Open matters on the map: those with a point at their point, and how many every grid has, in two statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from linli.kit import clock
from linli.kit.actor import Actor
from linli.matters.queries import dictionary
from linli.matters.queries.narrowing import Filters, narrowed
from linli.matters.rules import standing
from linli.territory import queries as territory

POINTS_MOST = 3000
"""Points sent at once, those due first; the counts are of all. A canvas draws as many in well under a second."""
AREAS_MOST = 3000

_POINT: tuple[str, ...] = (
    "id",
    "reference",
    "subject",
    "category",
    "urgency",
    "area",
    "place",
    "longitude",
    "latitude",
)


@dataclass(frozen=True, slots=True)
class MapFilters:
    """What the map is narrowed to: an area, a category or group of them, `late`, `approaching` or `overdue`."""

    area: str = ""
    category: str = ""
    standing: str = ""


def on_map(by: Actor, filters: MapFilters) -> dict[str, Any]:
    """Open matters the actor sees: `points` (3000 at most, those due first; `cut` when there are more) and `areas`, how
    many each grid has, how many of them are overdue, and how many have no point of their own."""
    now = clock.now()
    asked = Filters(area=filters.area, category=filters.category, standing=filters.standing)
    matters = narrowed(by, asked, now=now)
    late = Q(due_at__lt=now)
    areas = (
        matters.order_by()
        .values("area")
        .annotate(count=Count("id"), overdue=Count("id", filter=late))
        .annotate(placeless=Count("id", filter=Q(longitude=None)))
        .order_by("area")[:AREAS_MOST]
    )
    placed = matters.filter(longitude__isnull=False, latitude__isnull=False)
    due_first = placed.order_by(F("due_at").asc(nulls_last=True), "id")
    rows = list(due_first.values_list(*_POINT, "due_at", "warn_at")[: POINTS_MOST + 1])
    return {
        "points": [_as_point(row, now) for row in rows[:POINTS_MOST]],
        "cut": len(rows) > POINTS_MOST,
        "areas": [{**row, "name": territory.name_of(row["area"])} for row in areas],
    }


def _as_point(row: tuple[Any, ...], now: datetime) -> dict[str, Any]:
    *said, due_at, warn_at = row
    found: dict[str, Any] = dict(zip(_POINT, said, strict=True))
    found["category_name"] = dictionary.category_name(found["category"])
    found["due_at"] = due_at
    found["standing"] = standing(due_at, warn_at, now=now).value
    return found
