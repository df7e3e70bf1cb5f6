"""What holds for every start, amount and unit, over known and unknown years."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli.calendars.rules import Unit, WorkingCalendar
from linli.calendars.tests.factories import SHANGHAI, shipped_calendar

MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2029, 12, 31), timezones=st.just(SHANGHAI))  # noqa: DTZ001
DAYS = st.dates(date(2009, 1, 1), date(2029, 12, 31))
AMOUNTS = st.integers(0, 2000) | st.floats(0, 400).filter(lambda amount: amount == 0 or amount > 1e-6)
UNITS = st.sampled_from(list(Unit))
MINUTE = timedelta(minutes=1)


@given(MOMENTS, AMOUNTS, UNITS)
def test_never_before_the_start(start: datetime, amount: float, unit: Unit) -> None:
    due = shipped_calendar().deadline(start, amount, unit)
    assert due > start if amount else due == start


@given(MOMENTS, AMOUNTS, AMOUNTS, UNITS)
def test_more_is_later(start: datetime, one: float, other: float, unit: Unit) -> None:
    less, more = sorted((one, other))
    calendar = shipped_calendar()
    assert calendar.deadline(start, less, unit) <= calendar.deadline(start, more, unit)


@given(MOMENTS, MOMENTS, st.integers(1, 500) | st.floats(0.1, 30), UNITS)
def test_a_later_start_is_never_due_earlier(
    one: datetime, other: datetime, amount: float, unit: Unit
) -> None:
    early, late = sorted((one, other))
    calendar = shipped_calendar()
    assert calendar.deadline(early, amount, unit) <= calendar.deadline(late, amount, unit)


@given(MOMENTS, st.integers(1, 300_000))
def test_hours_are_the_inverse_of_minutes(start: datetime, minutes: int) -> None:
    calendar = shipped_calendar()
    due = calendar.add_working_hours(start, minutes / 60)
    assert abs(calendar.working_minutes_between(start, due) - minutes) < 1e-4
    opens, closes = due - timedelta(microseconds=1), due
    assert calendar.is_working_day(opens.date())[0]
    assert calendar.working_minutes_between(opens, closes) > 0


@given(DAYS, st.integers(1, 600))
def test_days_are_counted_as_a_loop_would(day: date, n: int) -> None:
    calendar = shipped_calendar()
    due = calendar.add_working_days(datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI), n)
    counted, last = 0, day
    while counted < n:
        last += timedelta(days=1)
        counted += calendar.is_working_day(last)[0]
    assert due.date() == last


@given(MOMENTS, MOMENTS, MOMENTS)
def test_minutes_add_up(a: datetime, b: datetime, c: datetime) -> None:
    between = shipped_calendar().working_minutes_between
    assert abs(between(a, b) + between(b, c) - between(a, c)) < 1e-6
    assert between(a, b) <= max(0.0, (b - a) / MINUTE)


@given(MOMENTS, st.integers(1, 200), UNITS, MOMENTS, MOMENTS)
def test_share_only_grows(start: datetime, amount: float, unit: Unit, one: datetime, other: datetime) -> None:
    calendar = shipped_calendar()
    due = calendar.deadline(start, amount, unit)
    early, late = sorted((one, other))
    assert calendar.share_used(start, due, early, unit) <= calendar.share_used(start, due, late, unit)
    assert calendar.share_used(start, due, start, unit) == 0
    assert calendar.share_used(start, due, due, unit) == 1


@given(MOMENTS, st.integers(1, 200), UNITS, st.floats(0.01, 1))
def test_share_is_reached_when_it_says(start: datetime, amount: float, unit: Unit, share: float) -> None:
    calendar = shipped_calendar()
    due = calendar.deadline(start, amount, unit)
    moment = calendar.share_reached_at(start, due, unit, share)
    assert start <= moment <= due
    assert calendar.share_used(start, due, moment, unit) >= share - 1e-9
    assert calendar.share_used(start, due, moment - timedelta(microseconds=2), unit) < share


@given(st.sets(DAYS, max_size=60), st.sets(DAYS, max_size=60), MOMENTS, st.integers(1, 60))
def test_any_set_of_days(off: set[date], on: set[date], start: datetime, n: int) -> None:
    calendar = WorkingCalendar(frozenset(off - on), frozenset(on), frozenset(), SHANGHAI)
    due = calendar.add_working_days(start, n)
    passed = [start.date() + timedelta(days=d) for d in range(1, (due.date() - start.date()).days + 1)]
    assert sum(calendar.is_working_day(day)[0] for day in passed) == n
    for day in passed[:40]:
        assert calendar.is_working_day(day)[0] == (day in on or (day.weekday() < 5 and day not in off))


@given(MOMENTS, AMOUNTS, UNITS)
def test_the_zone_a_moment_is_written_in_does_not_matter(start: datetime, amount: float, unit: Unit) -> None:
    calendar = shipped_calendar()
    assert calendar.deadline(start, amount, unit) == calendar.deadline(start.astimezone(UTC), amount, unit)
