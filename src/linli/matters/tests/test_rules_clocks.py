"""By when: the three clocks, the deadline a 12345 order brings along, which of them runs, how it stands, what a rest
leaves. All in the real working calendar of 2026."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from linli.calendars import queries as calendars
from linli.calendars.rules import USUAL_HOURS, WorkingCalendar
from linli.matters.rules import OPEN, RUNNING, Limits, Standing, State, Urgency, standing
from linli.matters.rules.clocks import Limit, after_rest, clocks, due

ZONE = ZoneInfo("Asia/Shanghai")
LIMITS = Limits(
    accept=Limit(2, "working_hour"), respond=Limit(4, "working_hour"), settle=Limit(3, "working_day")
)
STARTS = "03-04 10:00"
"""A Wednesday without a holiday near."""


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return calendars.read_folder(calendars.SHIPPED).calendar(zone=ZONE, hours=USUAL_HOURS)


def at(text: str) -> datetime:
    """A moment of 2026 in the community's own time."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def shown(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%m-%d %H:%M")


CASES: tuple[tuple[str, str, str, str, str], ...] = (
    ("ordinary", STARTS, "03-04 12:00", "03-04 15:30", "03-09 17:30"),
    ("ordinary", "03-06 17:00", "03-09 10:30", "03-09 14:00", "03-11 17:30"),
    ("ordinary", "09-30 17:00", "10-08 10:30", "10-08 14:00", "10-10 17:30"),
    ("urgent", STARTS, "03-04 10:30", "03-04 11:00", "03-05 10:00"),
    ("urgent", "03-07 23:00", "03-07 23:30", "03-08 00:00", "03-08 23:00"),
)
"""Urgency, start, accept by, respond by, settle by; over a weekend, the National Day week with its make-up day, and,
for what is urgent, straight through the night."""


@pytest.mark.parametrize(("urgency", "start", "accept", "respond", "settle"), CASES)
def test_three_clocks(
    calendar: WorkingCalendar, urgency: str, start: str, accept: str, respond: str, settle: str
) -> None:
    found = clocks(LIMITS, at(start), calendar, urgency=urgency)
    assert [shown(found.accept_by), shown(found.respond_by), shown(found.settle_by)] == [
        accept,
        respond,
        settle,
    ]
    for warn, by in (
        (found.accept_warn, found.accept_by),
        (found.respond_warn, found.respond_by),
        (found.settle_warn, found.settle_by),
    ):
        assert at(start) < warn < by


def test_approaching_begins_at_four_fifths(calendar: WorkingCalendar) -> None:
    found = clocks(LIMITS, at(STARTS), calendar)
    assert shown(found.accept_warn) == "03-04 11:36"
    assert shown(clocks(LIMITS, at(STARTS), calendar, urgency="urgent").settle_warn) == "03-05 05:12"


def test_what_is_urgent_keeps_a_shorter_limit_of_its_own(calendar: WorkingCalendar) -> None:
    quick = Limits(accept=Limit(0.25, "hour"), respond=Limit(0.5, "hour"), settle=Limit(2, "hour"))
    found = clocks(quick, at(STARTS), calendar, urgency=Urgency.URGENT)
    assert [shown(found.accept_by), shown(found.respond_by), shown(found.settle_by)] == [
        "03-04 10:15",
        "03-04 10:30",
        "03-04 12:00",
    ]


BROUGHT: tuple[tuple[str, str], ...] = (
    ("03-05 10:00", "03-05 10:00"),
    ("03-12 10:00", "03-09 17:30"),
    ("03-04 10:00", "03-09 17:30"),
    ("03-01 10:00", "03-09 17:30"),
)
"""The order's deadline, and by when it is to be settled: theirs when sooner and still ahead."""


@pytest.mark.parametrize(("theirs", "settle"), BROUGHT)
def test_the_deadline_of_an_order(calendar: WorkingCalendar, theirs: str, settle: str) -> None:
    found = clocks(LIMITS, at(STARTS), calendar, theirs=at(theirs))
    assert shown(found.settle_by) == settle
    assert found.settle_warn < found.settle_by
    if theirs == settle:
        assert shown(found.settle_warn) == "03-05 05:12"


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ACCEPT = (NOON + timedelta(hours=1), NOON)
RESPOND = (NOON + timedelta(hours=2), NOON)
SETTLE = (NOON + timedelta(hours=3), NOON)
REVIEW = NOON + timedelta(days=30), NOON + timedelta(days=30) - timedelta(hours=10)


@pytest.mark.parametrize("state", State)
def test_which_clock_runs(state: State) -> None:
    found = due(state, accept=ACCEPT, respond=RESPOND, settle=SETTLE, review=REVIEW)
    expected = {
        State.RECEIVED: ACCEPT,
        State.ACCEPTED: RESPOND,
        State.DISPATCHED: RESPOND,
        State.IN_HAND: RESPOND,
        State.LONG_TERM: REVIEW,
    }.get(state, (None, None))
    assert (found.at, found.warn_at) == expected
    assert (found.at is not None) == (state in RUNNING or state is State.LONG_TERM)
    assert state in OPEN or found.at is None


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DISPATCHED, State.IN_HAND])
def test_once_answered_the_settling_clock_runs_alone(state: State) -> None:
    assert due(state, accept=ACCEPT, respond=None, settle=SETTLE).at == SETTLE[0]
    assert due(state, accept=ACCEPT, respond=(SETTLE[0] + timedelta(1), NOON), settle=SETTLE).at == SETTLE[0]


STANDINGS: tuple[tuple[float | None, float | None, Standing], ...] = (
    (None, None, Standing.NONE),
    (1, 0.5, Standing.ON_TIME),
    (1, 0, Standing.APPROACHING),
    (1, -1, Standing.APPROACHING),
    (0, -1, Standing.APPROACHING),
    (-0.01, -1, Standing.OVERDUE),
    (1, None, Standing.ON_TIME),
)
"""Hours until it is due, hours until the last fifth begins, how it stands: due at this very moment is not late yet."""


@pytest.mark.parametrize(("until", "warn", "expected"), STANDINGS)
def test_standing(until: float | None, warn: float | None, expected: Standing) -> None:
    moments = [None if hours is None else NOON + timedelta(hours=hours) for hours in (until, warn)]
    assert standing(moments[0], moments[1], now=NOON) is expected


RESTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("working_day", "03-09 17:30", "03-09 09:00", "03-13 17:30", "03-16 17:30"),
    ("working_hour", "03-09 12:00", "03-09 10:00", "03-20 16:30", "03-23 10:00"),
    ("hour", "03-09 12:00", "03-09 10:00", "03-20 16:30", "03-20 18:30"),
    ("working_day", "03-06 17:30", "03-09 09:00", "03-13 17:30", "03-06 17:30"),
)
"""Unit, settle by, set aside at, back at, settle by then: a day left is a day left again; what was late stays late."""


@pytest.mark.parametrize(("unit", "by_then", "since", "now", "expected"), RESTS)
def test_what_a_rest_leaves(
    calendar: WorkingCalendar, unit: str, by_then: str, since: str, now: str, expected: str
) -> None:
    found = after_rest(at(by_then), since=at(since), now=at(now), unit=unit, by=calendar)
    assert shown(found) == expected
