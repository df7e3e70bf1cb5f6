"""Routes as screens and papers have them."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.patrols.models import Point, Route
from linli.patrols.queries.days import asked_of
from linli.patrols.queries.schedules import schedules_of
from linli.patrols.queries.sight import may_walk, missing, narrowed, visible_points, visible_routes
from linli.patrols.rules import Permission, papers
from linli.patrols.rules.kinds import PointKind
from linli.territory import queries as territory
from linli.workforce import queries as workforce

_FIELDS = (
    "id",
    "area",
    "name",
    "note",
    "made_at",
    "made_by_name",
    "changed_at",
    "archived_at",
    "version",
)


def _told(by: Actor, rows: Collection[Route]) -> list[dict[str, Any]]:
    schedules = schedules_of(by, [row.id for row in rows])
    posts = workforce.posts_by_id({post for row in rows for post in row.posts})
    found: list[dict[str, Any]] = []
    for row in rows:
        last = (schedules.get(row.id) or [None])[-1]
        found.append(
            {name: getattr(row, name) for name in _FIELDS}
            | {
                "area_name": territory.name_of(row.area),
                "days": last.days.value if last else "",
                "slots": [slot.told() for slot in last.slots] if last else [],
                "from_on": last.from_on if last else None,
                "posts": [
                    {"id": id, "name": posts[id].name, "holder_name": posts[id].holder_name}
                    for id in row.posts
                    if id in posts
                ],
                "abilities": _abilities(by, row),
            }
        )
    return found


def _abilities(by: Actor, row: Route) -> list[str]:
    if row.archived_at is not None:
        return []
    lead = ["change", "archive"] if by.may(Permission.LEAD, row.area) else []
    return [*lead, *(["walk", "print"] if may_walk(by, row) else [])]


def routes(
    by: Actor, *, area: str = "", archived: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of routes by area, those in use or those archived, each with how many points it has."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_routes(by).filter(narrowed(area), archived_at__isnull=not archived)
    if after:
        where, id = paging.read_key(after)
        rows = rows.filter(Q(area__gt=where) | Q(area=where, id__gt=id))
    found = list(rows.order_by("area", "id")[: size + 1])
    page = found[:size]
    points = visible_points(by).filter(route__in=page, dropped_at=None).values_list("route")
    counted = dict(points.annotate(n=Count("id")).order_by())
    return {
        "rows": [one | {"points": counted.get(one["id"], 0)} for one in _told(by, page)],
        "next": paging.key(page[-1].area, page[-1].id) if len(found) > size else None,
    }


_POINT = ("id", "kind", "name", "note", "building", "organisation", "lies_in", "seen_at")


def route(by: Actor, route_id: UUID) -> dict[str, Any]:
    """One route with its points in their order."""
    require(by, Permission.SEE, within=None)
    row = visible_routes(by).filter(id=route_id).first()
    if row is None:
        raise missing()
    return stands(by, row)


def stands(by: Actor, row: Route) -> dict[str, Any]:
    """A route as it stands, whole."""
    (told,) = _told(by, [row])
    points = visible_points(by).filter(route=row, dropped_at=None).order_by("order", "id")
    return told | {"points": list(points.values(*_POINT))}


def printable(by: Actor, route_id: UUID) -> Route:
    """A route the actor may print a sheet of: one he may walk. NotFound, Forbidden."""
    row = visible_routes(by).filter(id=route_id).first()
    if row is None:
        raise missing()
    if not may_walk(by, row):
        require(by, Permission.WALK, within=row.area)
    return row


def sheet_paper(by: Actor, row: Route, on: date) -> dict[str, object]:
    """What a patrol sheet says on paper: a column for each round asked for that day, or one where none is."""
    posts = workforce.posts_by_id(set(row.posts))
    points: Collection[Point] = visible_points(by).filter(route=row, dropped_at=None).order_by("order", "id")
    return papers.patrol_sheet(
        unit=territory.name_of(row.area) if len(row.area) == 12 else _unit(row.area),
        route=row.name,
        who="、".join(posts[id].holder_name or posts[id].name for id in row.posts if id in posts),
        note=row.note,
        on=on,
        slots=asked_of(by, row, on),
        stops=[papers.Stop(PointKind(one.kind).zh, one.name, one.note) for one in points],
        now=timezone.localtime(clock.now()),
    )


def _unit(area: str) -> str:
    return f"{territory.name_of(area[:12])} {territory.name_of(area)}"
