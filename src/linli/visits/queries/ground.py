"""What a plan is made of: the doors that fall due, who goes out on which days and hours, what is settled already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from linli.calendars import queries as calendars
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.roles import Role
from linli.planning.rules.week.doors import Door, Fixed, Hand, Span, Walk
from linli.register import queries as register
from linli.visits.models import Planned, Planning, Standing
from linli.visits.queries.sight import below
from linli.visits.rules.kinds import Grade, Hours, Way
from linli.visits.rules.planning import (
    EVENING_ENDS,
    HOME,
    MINUTES,
    WEIGHTS,
    going,
    metres,
    number_in,
    way_of,
    window,
)
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

WALKERS = (Role.GRID_WORKER, Role.GRID_LEAD)


@dataclass(frozen=True)
class Ground:
    """Doors, hands and days as the planner takes them; standings by id and how each door is to be reached."""

    doors: Sequence[Door]
    hands: Sequence[Hand]
    days: Sequence[date]
    standing: Mapping[UUID, Standing]
    ways: Mapping[str, Way]


def ground(by: Actor, row: Planning) -> Ground:
    """All of it for a plan that was asked for."""
    days = [row.from_on + timedelta(days=n) for n in range((row.until_on - row.from_on).days + 1)]
    standing = _due(row)
    places = register.places_of(by, [one.building_id for one in standing if one.building_id])
    origin = _middle(places.values())
    fixed = _fixed(row)
    ways = {
        str(one.id): way_of(
            one.noun, inside_due=bool(one.home_due_on and one.home_due_on <= row.until_on), tries=one.tries
        )
        for one in standing
    }
    steps = register.steps_of(by, [one.dwelling_id for one in standing if one.dwelling_id])
    hands = _hands(by, row, days)
    out = [day for day in days if any(day in hand.days for hand in hands)] or days
    doors = [_door(one, ways[str(one.id)], places, origin, steps, fixed, out) for one in standing]
    return Ground(doors, hands, days, {one.id: one for one in standing}, ways)


def _due(row: Planning) -> list[Standing]:
    """Doors of the area that fall due by the last day, and those that are settled for one of the days."""
    settled = Planned.objects.filter(
        below(row.area), on__gte=row.from_on, on__lte=row.until_on, fixed=True, done_at=None
    )
    rows = Standing.objects.filter(below(row.area), active=True)
    elsewhere = Planned.objects.filter(below(row.area), on__gte=timezone.localdate(clock.now()), done_at=None)
    elsewhere = elsewhere.exclude(on__gte=row.from_on, on__lte=row.until_on)
    due = rows.filter(due_on__lte=row.until_on).exclude(id__in=elsewhere.values("subject"))
    due = due | rows.filter(id__in=settled.values("subject"))
    return list(due.distinct().order_by("walk", "id"))


def _fixed(row: Planning) -> dict[UUID, Fixed]:
    settled = Planned.objects.filter(
        below(row.area), on__gte=row.from_on, on__lte=row.until_on, fixed=True, done_at=None
    ).order_by("on", "post", "order", "id")
    return {
        one.subject: Fixed(
            one.on, str(one.post), one.order, str(one.second_post) if one.second_post else None
        )
        for one in settled
    }


def _middle(points: "Sequence[tuple[float, float]] | object") -> tuple[float, float]:
    found = [one for one in points if one]  # type: ignore[attr-defined]
    if not found:
        return 0.0, 0.0
    return sum(one[0] for one in found) / len(found), sum(one[1] for one in found) / len(found)


def _door(
    one: Standing,
    way: Way,
    places: Mapping[UUID, tuple[float, float]],
    origin: tuple[float, float],
    steps: Mapping[UUID, tuple[str, int, str]],
    fixed: Mapping[UUID, Fixed],
    out: Sequence[date],
) -> Door:
    point = places.get(one.building_id) if one.building_id else None
    entrance, floor, room = steps.get(one.dwelling_id, ("", 1, "")) if one.dwelling_id else ("", 1, "")
    grade = Grade(one.grade)
    first, last = window(one.due_on or out[-1], grade, out=out)
    return Door(
        id=str(one.id),
        place=metres(*point, origin=origin) if point else (0.0, 0.0),
        walk=Walk(str(one.building_id or one.id), number_in(entrance), floor, room),
        area=one.area,
        minutes=MINUTES[way],
        earliest=first,
        latest=last,
        weight=WEIGHTS[grade],
        hours=HOME[Hours(one.hours)],
        two=one.two_go,
        knows=frozenset({str(one.last_post)} if one.last_post else ()),
        way=going(way),
        fixed=fixed.get(one.id),
    )


def _hands(by: Actor, row: Planning, days: Sequence[date]) -> list[Hand]:
    """Who goes out: whoever holds a grid's post, on working days, in office hours (and evenings where asked), not on
    days at the window nor on leave; whoever stands in takes the grid of who is away along."""
    posts = workforce.held_below(area=row.area, roles=WALKERS) or workforce.held(area=row.area, roles=WALKERS)
    at_window = {(UUID(post), date.fromisoformat(day)) for post, day in row.told.get("window", [])}
    first = timezone.make_aware(datetime.combine(days[0], time()))
    away = workforce.away(by, since=first, until=first + timedelta(days=len(days)))
    spans = _spans(days, evenings=bool(row.told.get("evenings")))

    def free(post: PostRef, day: date) -> bool:
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        gone = any(one.person == post.holder and one.since <= noon < one.until for one in away)
        return not gone and (post.id, day) not in at_window

    def areas(post: PostRef) -> tuple[str, ...]:
        others = {id for one in away if one.stand_in == post.holder for id in one.posts}
        return tuple(dict.fromkeys([post.area, *(p.area for p in posts if p.id in others)]))

    return [
        Hand(
            id=str(post.id),
            areas=areas(post),
            start=(0.0, 0.0),
            days={day: spans[day] for day in days if spans[day] and free(post, day)},
        )
        for post in posts
    ]


def _spans(days: Sequence[date], *, evenings: bool) -> dict[date, tuple[Span, ...]]:
    calendar = calendars.working_calendar()
    office = [(_minute(begin), _minute(end)) for begin, end in calendar.hours.spans]
    if evenings:
        office[-1] = (office[-1][0], EVENING_ENDS)
    return {day: tuple(office) if calendar.is_working_day(day)[0] else () for day in days}


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
