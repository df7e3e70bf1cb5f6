"""Routes and rounds for tests."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.patrols import actions
from linli.patrols.actions import PointData, RoundData, RouteData
from linli.patrols.models import Point
from linli.patrols.rules.kinds import PointKind, WalkedOn
from linli.patrols.rules.rounds import Tick
from linli.patrols.rules.slots import Slot
from linli.register.tests import factories as make
from linli.tests import community as c

WHOLE_DAY = (Slot(1, "全天", time(0), time(23, 59)),)
"""One round that counts whenever it is walked on a day."""


def points(number: int = 3) -> list[PointData]:
    """Points in words."""
    return [PointData(id=ids.new(), kind=PointKind.STREET, name=f"{n}号点") for n in range(1, number + 1)]


def said(**more: Any) -> RouteData:
    """A route as it is said: three points of the first grid, asked for once on each day."""
    values: dict[str, Any] = {
        "area": c.GRIDS[0],
        "name": "东线",
        "days": WalkedOn.ALL,
        "slots": WHOLE_DAY,
        "points": points(),
    }
    return RouteData(**(values | more))


def route(key: str = "lead", **more: Any) -> UUID:
    """A route drawn by a person of the community."""
    return make.act(key, actions.draw, route_id=ids.new(), data=said(**more))


def points_of(route_id: UUID) -> list[UUID]:
    """Its points in their order."""
    return [one.id for one in sorted(make.rows(Point, route=route_id), key=lambda one: one.order)]


def round_(route_id: UUID, *, at: datetime | None = None, **more: Any) -> RoundData:
    """A round as it is told: all points fine, unless said otherwise."""
    ended = at or clock.now()
    values: dict[str, Any] = {
        "id": ids.new(),
        "slot": 1,
        "started_at": ended - timedelta(seconds=1),
        "ended_at": ended,
        "ticks": [Tick(point) for point in points_of(route_id)],
    }
    return RoundData(route=route_id, **(values | more))


def walk(key: str, route_id: UUID, **more: Any) -> UUID:
    """A round recorded by a person of the community."""
    return make.act(key, actions.record, data=round_(route_id, **more))


def fine(points: Sequence[UUID]) -> list[Tick]:
    """These points, seen and fine."""
    return [Tick(point) for point in points]


def noon(days_ago: int = 0) -> datetime:
    """Noon of a day where the site is."""
    return clock.midnight(timezone.localdate(clock.now()) - timedelta(days=days_ago)) + timedelta(hours=12)
