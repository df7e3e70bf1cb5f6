"""Planning: asked for by a lead, done by a job, moved by hand. What a person placed stays where it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app

from linli.kit import clock, ids
from linli.kit.actor import Actor, require, require_system
from linli.kit.areas import Level, community_of
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.planning.rules.week.doors import Plan, Stop
from linli.planning.rules.week.planning import plan
from linli.visits.models import Planned, Planning, Standing
from linli.visits.queries.ground import Ground, ground
from linli.visits.queries.sight import below, missing, visible_planned
from linli.visits.rules import Permission, refused
from linli.visits.rules.planning import SPAN_MOST
from linli.workforce import queries as workforce

SECONDS = 8.0
LEFT_TOLD = 200
"""Doors without a place that are told by name."""


def ask_plan(
    *,
    by: Actor,
    planning_id: UUID,
    area: str,
    from_on: date,
    until_on: date,
    evenings: bool = False,
    window: Sequence[tuple[UUID, date]] = (),
) -> UUID:
    """Ask for a plan of some days; a job makes it. `window` names who has duty at the window on which day and so does
    not go out. Refused: days past, the wrong way round or over fourteen, an area above a community, a plan being made
    (409)."""
    require(by, Permission.LEAD, within=area)
    today = timezone.localdate(clock.now())
    if len(area) < Level.COMMUNITY:
        raise refused("area", "请选择一个社区或网格", "Choose a community or a grid")
    if from_on < today or until_on < from_on or (until_on - from_on).days >= SPAN_MOST:
        raise refused("until_on", "请选择今天起最长14天", "Choose at most fourteen days from today on")
    waiting = Planning.objects.filter(community=community_of(area), ended_at=None)
    if waiting.filter(asked_at__gt=clock.now() - timedelta(minutes=10)).exists():
        raise Conflict(
            "plan/being-made", zh="正在排一份计划，请稍等", en="A plan is being made; wait a moment"
        )
    row = Planning.objects.create(
        id=planning_id,
        community=community_of(area),
        area=area,
        from_on=from_on,
        until_on=until_on,
        asked_at=clock.now(),
        asked_by=by.id,
        asked_by_name=by.name[:80],
        told={"evenings": evenings, "window": [[str(post), day.isoformat()] for post, day in window]},
    )
    app.configure_task("visits.plan").defer(planning=str(row.id))
    ledger.record("plan.asked", by=by, area=area, subject=row.id, days=(until_on - from_on).days + 1)
    return row.id


def make_plan(*, by: Actor, planning_id: UUID) -> int:
    """Make a plan that was asked for, in the place of what stood there unfixed and undone; and return how many doors
    were placed, nothing where it was made. Forbidden to all but the system."""
    require_system(by)
    row = Planning.objects.select_for_update().filter(id=planning_id, ended_at=None).first()
    if row is None:
        return 0
    there = ground(by, row)
    made = plan(there.doors, there.hands, there.days, seconds=SECONDS)
    Planned.objects.filter(
        below(row.area), on__gte=row.from_on, on__lte=row.until_on, fixed=False, done_at=None
    ).delete()
    placed = _put(row, there, made)
    row.ended_at = clock.now()
    row.told = row.told | _told(there, made)
    row.save()
    ledger.record("plan.made", by=by, area=row.area, subject=row.id, placed=placed, left=len(made.left))
    return placed


def give_up(*, by: Actor, planning_id: UUID, trouble: str) -> None:
    """Say that a plan could not be made, and why. Forbidden to all but the system."""
    require_system(by)
    row = Planning.objects.filter(id=planning_id, ended_at=None).first()
    if row is not None:
        row.ended_at, row.trouble = clock.now(), trouble[:300]
        row.save()
        ledger.record("plan.failed", by=by, area=row.area, subject=row.id)


def _put(row: Planning, there: Ground, made: Plan) -> int:
    """Write the stops; what was fixed stays as it is, and what somebody did or fixed for that day meanwhile is not
    planned twice."""
    taken = set(
        Planned.objects.filter(below(row.area), on__gte=row.from_on, on__lte=row.until_on).values_list(
            "on", "subject"
        )
    )
    new = [
        _planned(row, there.standing[UUID(stop.door)], stop, there)
        for stop in made.stops
        if (stop.day, UUID(stop.door)) not in taken
    ]
    Planned.objects.bulk_create(new, batch_size=1000)
    return len(new)


def _planned(row: Planning, standing: Standing, stop: Stop, there: Ground) -> Planned:
    return Planned(
        id=ids.new(),
        community=row.community,
        area=standing.area,
        noun=standing.noun,
        subject=standing.id,
        on=stop.day,
        post=UUID(stop.worker),
        second_post=UUID(stop.second) if stop.second else None,
        order=stop.order,
        minute=int(stop.arrival),
        way=there.ways[stop.door].value,
        planned_at=clock.now(),
        planned_by=row.asked_by,
    )


def _told(there: Ground, made: Plan) -> dict[str, Any]:
    by_post = Counter(stop.worker for stop in made.stops)
    by_day = Counter(stop.day.isoformat() for stop in made.stops)
    return {
        "placed": len(made.stops),
        "walking": round(made.walking),
        "days": dict(sorted(by_day.items())),
        "posts": [{"post": post, "stops": n} for post, n in sorted(by_post.items())],
        "reasons": dict(Counter(one.reason.value for one in made.left)),
        "left": [{"subject": one.door, "reason": one.reason.value} for one in made.left[:LEFT_TOLD]],
    }


def move_planned(*, by: Actor, planned_id: UUID, on: date, post: UUID, order: int | None = None) -> UUID:
    """Put a planned door on another day, post or place in the order; it is fixed then and replanning leaves it.
    Refused: a day that is past, a post that does not go out there, a door that is done (409) or stands on that day
    already (409)."""
    row = _locked(by, planned_id)
    if on < timezone.localdate(clock.now()):
        raise refused("on", "这一天已经过去了", "That day is past")
    target = workforce.post(post)
    if target is None or not target.open or target.holder is None or not row.area.startswith(target.area):
        raise refused(
            "post", "这个岗位空着，或不管这里，请选别的岗位", "That post is vacant or has no duty there"
        )
    if (
        Planned.objects.filter(community=row.community, on=on, subject=row.subject)
        .exclude(id=row.id)
        .exists()
    ):
        raise Conflict("plan/twice", zh="这一户那天已经排上了", en="That door stands on that day already")
    last = Planned.objects.filter(post=post, on=on).aggregate(last=Max("order"))["last"] or 0
    row.on, row.post = on, post
    row.order = order if order is not None and order > 0 else last + 1
    row.minute, row.fixed = None, True
    if row.second_post == post:
        row.second_post = None
    row.save()
    ledger.record("plan.moved", by=by, area=row.area, subject=row.id, post=post, on=on.isoformat())
    return row.id


def drop_planned(*, by: Actor, planned_id: UUID, on: date) -> UUID:
    """Take a door off the plan of a day; it stays due. Refused where it is done or was moved meanwhile (409)."""
    row = _locked(by, planned_id)
    if row.on != on:
        raise Conflict(
            "plan/moved", zh="别人刚把它挪到了另一天，请刷新", en="Somebody moved it meanwhile; look again"
        )
    ledger.record("plan.dropped", by=by, area=row.area, subject=row.subject, on=row.on.isoformat())
    row.delete()
    return planned_id


def _locked(by: Actor, planned_id: UUID) -> Planned:
    row = visible_planned(by).select_for_update(of=("self",)).filter(id=planned_id).first()
    if row is None:
        raise missing()
    require(by, Permission.LEAD, within=row.area)
    if row.done_at is not None:
        raise Conflict("plan/done", zh="这一户已经走过了", en="That door was visited already")
    return row
