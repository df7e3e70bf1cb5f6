"""What is asked for on a day and how it stands: all of an area for the desk, one's own for the phone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.patrols.models import Point, Round, Route
from linli.patrols.queries.schedules import is_worked, life_of, schedules_of
from linli.patrols.queries.sight import (
    may_walk,
    narrowed,
    visible_points,
    visible_rounds,
    visible_routes,
    visible_ticks,
)
from linli.patrols.rules import Permission, slots
from linli.patrols.rules.kinds import SlotState
from linli.patrols.rules.slots import Slot
from linli.territory import queries as territory
from linli.workforce import queries as workforce

ROUTES_MOST = 500


@dataclass(slots=True)
class _Walked:
    """What was walked for a slot: its rounds, and the points they speak of."""

    rounds: list[Round] = field(default_factory=list[Round])
    covered: set[UUID] = field(default_factory=set[UUID])


def asked_of(by: Actor, route: Route, on: date) -> tuple[Slot, ...]:
    """The rounds asked for of one route on a day."""
    known = schedules_of(by, [route.id]).get(route.id, [])
    zone = timezone.get_current_timezone()
    return slots.asked_on(known, life_of(route), on, working=is_worked(on), zone=zone)


def _walked(by: Actor, routes: Collection[UUID], on: date) -> dict[tuple[UUID, int], _Walked]:
    found: dict[tuple[UUID, int], _Walked] = defaultdict(_Walked)
    rows = visible_rounds(by).filter(route__in=list(routes), on=on).order_by("started_at", "id")
    by_id = {row.id: row for row in rows}
    for row in by_id.values():
        found[row.route_id, row.slot].rounds.append(row)
    ticks = visible_ticks(by).filter(round__in=list(by_id)).values_list("round", "point")
    for round_id, point in ticks:
        row = by_id[round_id]
        found[row.route_id, row.slot].covered.add(point)
    return found


def points_of(by: Actor, routes: Collection[UUID]) -> dict[UUID, list[Point]]:
    """By route its points in order, those that were dropped left out."""
    found: dict[UUID, list[Point]] = defaultdict(list)
    rows = visible_points(by).filter(route__in=list(routes), dropped_at=None)
    for row in rows.order_by("route", "order", "id"):
        found[row.route_id].append(row)
    return found


def _told_slot(slot: Slot, on: date, walked: _Walked, points: int) -> dict[str, Any]:
    zone = timezone.get_current_timezone()
    asked = max((row.points for row in walked.rounds), default=points)
    covered = len(walked.covered)
    state = slots.state_of(
        slot, on, rounds=len(walked.rounds), points=asked, covered=covered, now=clock.now(), zone=zone
    )
    last = max((row.ended_at for row in walked.rounds), default=None)
    return slot.told() | {
        "state": state.value,
        "points": asked,
        "covered": covered,
        "late": last is not None and last > slots.moment(on, slot.until, zone),
        "over": clock.now() > slots.moment(on, slot.until, zone),
    }


_ROUND = ("id", "walked_by_name", "started_at", "ended_at", "seen", "skipped", "findings")


def day(by: Actor, *, area: str = "", on: date | None = None) -> dict[str, Any]:
    """A day of an area: its routes with each round that is asked for and how it stands. Five hundred routes at most,
    which is said."""
    require(by, Permission.SEE, within=None)
    day = on or timezone.localdate(clock.now())
    begins = clock.midnight(day)
    rows = visible_routes(by).filter(narrowed(area))
    rows = rows.filter(Q(archived_at=None) | Q(archived_at__gte=begins))
    found = list(rows.order_by("area", "name", "id")[: ROUTES_MOST + 1])
    page = found[:ROUTES_MOST]
    told = _told_day(by, page, day)
    counts: dict[str, int] = {state.value: 0 for state in SlotState}
    for row in told:
        for slot in row["slots"]:
            counts[slot["state"]] += 1
    return {
        "on": day,
        "working": is_worked(day),
        "routes": [row for row in told if row["slots"] or row["more"]],
        "counts": counts,
        "cut": len(found) > ROUTES_MOST,
    }


def _told_day(by: Actor, page: Sequence[Route], on: date) -> list[dict[str, Any]]:
    ids = [row.id for row in page]
    schedules, points, walked = schedules_of(by, ids), points_of(by, ids), _walked(by, ids, on)
    posts = workforce.posts_by_id({post for row in page for post in row.posts})
    zone, working = timezone.get_current_timezone(), is_worked(on)
    return [
        {
            "id": row.id,
            "name": row.name,
            "area": row.area,
            "area_name": territory.name_of(row.area),
            "points": len(points[row.id]),
            "posts": [posts[id].holder_name or posts[id].name for id in row.posts if id in posts],
            "abilities": ["walk"] if row.archived_at is None and may_walk(by, row) else [],
            "more": [_told_round(one) for one in walked[row.id, 0].rounds],
            "slots": [
                _told_slot(slot, on, walked[row.id, slot.number], len(points[row.id]))
                | {"rounds": [_told_round(one) for one in walked[row.id, slot.number].rounds]}
                for slot in slots.asked_on(
                    schedules.get(row.id, []), life_of(row), on, working=working, zone=zone
                )
            ],
        }
        for row in page
    ]


def _told_round(row: Round) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ROUND}


def routes_of_mine(by: Actor) -> list[Route]:
    """The routes that are the actor's own to walk: those that name a post of his; of those that name nobody, those of a
    grid he walks in, and those of the whole community it is in."""
    grids = {
        seat.area for seat in by.seats if len(seat.area) > Level.COMMUNITY and seat.grants(Permission.WALK)
    }
    rows = visible_routes(by).filter(archived_at=None)
    rows = rows.filter(Q(posts__overlap=list(by.posts)) | Q(posts=[])).order_by("area", "name", "id")
    return [row for row in rows[:ROUTES_MOST] if (row.posts or _lies_in(row, grids)) and may_walk(by, row)]


def _lies_in(row: Route, grids: Iterable[str]) -> bool:
    return any(row.area.startswith(grid) or grid.startswith(row.area) for grid in grids)


def mine(by: Actor) -> dict[str, Any]:
    """One's own patrols of today: routes with their points, and each round that is asked for with how it stands and
    which points were looked at already."""
    require(by, Permission.WALK, within=None)
    today = timezone.localdate(clock.now())
    found = routes_of_mine(by)
    ids = [row.id for row in found]
    schedules, points, walked = schedules_of(by, ids), points_of(by, ids), _walked(by, ids, today)
    zone, working = timezone.get_current_timezone(), is_worked(today)
    told: list[dict[str, Any]] = []
    for row in found:
        asked = slots.asked_on(schedules.get(row.id, []), life_of(row), today, working=working, zone=zone)
        told.append(
            told_route(row, points[row.id])
            | {
                "slots": [
                    _told_slot(slot, today, walked[row.id, slot.number], len(points[row.id]))
                    | {"ticked": sorted(walked[row.id, slot.number].covered)}
                    for slot in asked
                ]
            }
        )
    return {"on": today, "routes": told}


_POINT = ("id", "kind", "name", "note", "lies_in")


def told_route(row: Route, points: Iterable[Point]) -> dict[str, Any]:
    """A route as whoever walks it needs it."""
    return {
        "id": row.id,
        "area": row.area,
        "name": row.name,
        "note": row.note,
        "points": [
            {name: getattr(one, name) for name in _POINT} | {"organisation": one.organisation_id}
            for one in points
        ],
    }
