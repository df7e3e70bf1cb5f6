"""Routes of doors: whom is due, one door, what to heed, coverage, the calendar."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Schema

from linli.kit import clock
from linli.kit.http import Request, reads, writes
from linli.visits import actions, queries
from linli.visits.api.router import days, once, router
from linli.visits.queries import Narrowed
from linli.visits.rules.kinds import Grade, Whom
from linli.visits.schemas.sent import ChangeIn, HeedIn
from linli.visits.schemas.told import (
    BuildingCovered,
    CoverageOut,
    DoorOut,
    DoorWhole,
    DueCalendar,
    DuePage,
    TakenAlong,
)


class DueQuery(Schema):
    """What a due list is narrowed to. `on` is the day by which something is due, today where none is said."""

    area: str = Field("", max_length=17)
    on: date | None = None
    noun: Whom | None = None
    grade: Grade | None = None
    building: UUID | None = None
    inside: bool = False
    all: bool = False
    after: str = ""
    most: int | None = None


@router.get("/due", response=DuePage)
@reads
def due_list(request: Request, asked: Query[DueQuery]) -> dict[str, Any]:
    """Whom is due, in walking order."""
    want = Narrowed(
        area=asked.area,
        on=asked.on,
        noun=asked.noun.value if asked.noun else "",
        grade=asked.grade.value if asked.grade else "",
        building=asked.building,
        inside=asked.inside,
        all=asked.all,
    )
    return queries.due_list(request.actor, want, after=asked.after, most=asked.most)


@router.get("/along", response=TakenAlong)
@reads
def take_along(request: Request, area: str, days: int = 7) -> dict[str, Any]:
    """The doors of an area that fall due within some days, whole, to have at hand without a signal."""
    return queries.along(request.actor, area=area, days=days)


@router.get("/doors/{uuid:door_id}", response=DoorWhole)
@reads
def show_door(request: Request, door_id: UUID) -> dict[str, Any]:
    """One door with all its visitor needs."""
    return queries.door(request.actor, door_id)


@router.post("/doors/{uuid:door_id}/heed", response=DoorOut)
@writes
def heed(request: Request, door_id: UUID, body: HeedIn) -> dict[str, Any]:
    """Say what the next visitor should heed."""
    by = request.actor
    once(
        request,
        lambda: actions.heed(
            by=by,
            subject=door_id,
            two_go=body.two_go,
            hours=body.hours,
            words=body.heed,
            version=body.version,
        ),
    )
    return queries.door_line(by, door_id)


@router.post("/doors/{uuid:door_id}/change", response=DoorOut)
@writes
def tell_change(request: Request, door_id: UUID, body: ChangeIn) -> dict[str, Any]:
    """Tell of a major change: the door is due within 24 hours."""
    by = request.actor
    once(request, lambda: actions.tell_change(by=by, subject=door_id, change=body.change))
    return queries.door_line(by, door_id)


class SpanQuery(Schema):
    """An area and some days, the last thirty where none are said."""

    area: str = Field(..., max_length=17)
    since: date | None = None
    until: date | None = None


@router.get("/coverage", response=CoverageOut)
@reads
def coverage(request: Request, asked: Query[SpanQuery]) -> dict[str, Any]:
    """How far one has come, by grid."""
    span, today = days(asked.since, asked.until), timezone.localdate(clock.now())
    return queries.coverage(request.actor, area=asked.area, days=span, today=today)


@router.get("/coverage/buildings", response=list[BuildingCovered])
@reads
def coverage_of_buildings(request: Request, asked: Query[SpanQuery]) -> list[dict[str, Any]]:
    """How far one has come, by building."""
    span, today = days(asked.since, asked.until), timezone.localdate(clock.now())
    return queries.by_building(request.actor, area=asked.area, days=span, today=today)


@router.get("/calendar", response=DueCalendar)
@reads
def due_calendar(request: Request, area: str, since: date, length: int = 42) -> dict[str, Any]:
    """What falls due on each of some days, at most 62."""
    return queries.calendar(request.actor, area=area, from_on=since, days=length)
