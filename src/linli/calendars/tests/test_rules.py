"""Working days, deadlines and the time used, as tables of cases."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from linli.calendars.rules import OfficeHours, Unit, WorkingCalendar, read_office_hours
from linli.calendars.tests.factories import SHANGHAI, at, shipped_almanac, shipped_calendar

HOUR, WORKING_HOUR, DAY, WORKING_DAY = Unit.HOUR, Unit.WORKING_HOUR, Unit.DAY, Unit.WORKING_DAY


@pytest.mark.parametrize(
    ("day", "worked", "known"),
    [
        ("2011-12-30", True, False),  # a Friday of a year without notice
        ("2011-12-31", True, True),  # the Saturday the notice for 2012 takes
        ("2012-01-03", False, True),
        ("2015-09-04", False, True),  # the victory anniversary
        ("2015-09-06", True, True),
        ("2018-12-29", True, True),
        ("2018-12-31", False, True),
        ("2019-05-03", False, True),  # Labour Day as changed in March
        ("2019-05-05", True, True),
        ("2020-01-31", False, True),  # Spring Festival as extended
        ("2020-02-01", False, True),  # first meant to be worked
        ("2020-02-03", True, True),
        ("2022-12-31", False, True),
        ("2024-02-04", True, True),
        ("2024-02-09", True, True),  # the eve of 2024 was left to employers
        ("2024-02-12", False, True),
        ("2024-02-18", True, True),
        ("2025-01-26", True, True),
        ("2025-01-28", False, True),
        ("2025-02-04", False, True),
        ("2025-02-08", True, True),
        ("2026-02-14", True, True),
        ("2026-02-15", False, True),
        ("2026-02-23", False, True),
        ("2026-02-28", True, True),
        ("2026-09-20", True, True),
        ("2026-10-01", False, True),
        ("2026-10-10", True, True),
        ("2026-10-11", False, True),
        ("2027-02-05", True, False),
        ("2027-10-02", False, False),
        ("2010-10-01", True, False),
    ],
)
def test_day_is_worked(day: str, worked: bool, known: bool) -> None:
    assert shipped_calendar().is_working_day(date.fromisoformat(day)) == (worked, known)


def test_working_days_a_year() -> None:
    calendar = shipped_calendar()
    counted = {
        year: sum(
            calendar.is_working_day(date.fromordinal(o))[0]
            for o in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        )
        for year in (2012, 2024, 2025, 2026, 2027)
    }
    assert counted == {2012: 249, 2024: 251, 2025: 248, 2026: 248, 2027: 261}


DEADLINES = [
    # start, amount, unit, deadline
    ("2026-03-02 09:00", 4, WORKING_HOUR, "2026-03-02 14:30"),  # over lunch
    ("2026-03-02 09:00", 3, WORKING_HOUR, "2026-03-02 12:00"),  # used up at noon
    ("2026-03-02 12:30", 1, WORKING_HOUR, "2026-03-02 14:30"),  # begun at lunch
    ("2026-03-02 09:00", 7, WORKING_HOUR, "2026-03-02 17:30"),  # a whole day ends at closing
    ("2026-03-02 09:00", 7.5, WORKING_HOUR, "2026-03-03 09:30"),
    ("2026-03-02 22:15", 2, WORKING_HOUR, "2026-03-03 11:00"),  # begun at night
    ("2026-03-02 06:00", 2, WORKING_HOUR, "2026-03-02 11:00"),  # begun before opening
    ("2026-03-06 16:30", 2, WORKING_HOUR, "2026-03-09 10:00"),  # over a weekend
    ("2026-03-07 10:00", 2, WORKING_HOUR, "2026-03-09 11:00"),  # begun on a Saturday
    ("2026-02-13 17:00", 4, WORKING_HOUR, "2026-02-14 14:00"),  # the Saturday is worked
    ("2026-02-14 17:00", 4, WORKING_HOUR, "2026-02-24 14:00"),  # then nine days are not
    ("2024-02-09 16:30", 8, WORKING_HOUR, "2024-02-18 17:30"),  # Sunday is worked
    ("2026-03-02 10:00", 1, WORKING_DAY, "2026-03-03 17:30"),
    ("2026-03-02 23:59", 1, WORKING_DAY, "2026-03-03 17:30"),  # the day of the start is not counted
    ("2026-03-07 10:00", 1, WORKING_DAY, "2026-03-09 17:30"),
    ("2026-02-13 10:00", 1, WORKING_DAY, "2026-02-14 17:30"),
    ("2026-02-13 10:00", 2, WORKING_DAY, "2026-02-24 17:30"),
    ("2026-02-13 10:00", 5, WORKING_DAY, "2026-02-27 17:30"),
    ("2026-02-13 10:00", 6, WORKING_DAY, "2026-02-28 17:30"),
    ("2025-01-24 10:00", 3, WORKING_DAY, "2025-02-05 17:30"),
    ("2024-02-03 10:00", 1, WORKING_DAY, "2024-02-04 17:30"),
    ("2026-09-30 16:00", 3, WORKING_DAY, "2026-10-10 17:30"),
    ("2026-09-18 16:00", 1, WORKING_DAY, "2026-09-20 17:30"),
    ("2025-09-26 16:00", 4, WORKING_DAY, "2025-10-09 17:30"),
    ("2012-09-28 16:00", 2, WORKING_DAY, "2012-10-08 17:30"),
    ("2010-09-30 16:00", 1, WORKING_DAY, "2010-10-01 17:30"),  # unknown year: weekdays
    ("2026-12-31 16:00", 1, WORKING_DAY, "2027-01-01 17:30"),
    ("2026-03-02 10:00", 15, WORKING_DAY, "2026-03-23 17:30"),
    ("2026-03-07 10:20", 24, HOUR, "2026-03-08 10:20"),
    ("2026-02-15 23:30", 1.5, HOUR, "2026-02-16 01:00"),
    ("2026-03-02 10:00", 3, DAY, "2026-03-05 17:30"),
    ("2026-03-03 10:00", 4, DAY, "2026-03-09 17:30"),  # ends on a Saturday, so on Monday
    ("2026-09-30 10:00", 3, DAY, "2026-10-08 17:30"),
    ("2026-03-02 10:00", 0.5, WORKING_DAY, "2026-03-03 14:00"),
    ("2026-03-02 20:00", 2.4, WORKING_DAY, "2026-03-05 11:48"),
    ("2026-03-02 10:00", 2.5, DAY, "2026-03-05 05:30"),
    ("2026-03-02 17:30", 0.5, DAY, "2026-03-03 05:30"),
    ("2026-03-02 20:00", 0, WORKING_HOUR, "2026-03-02 20:00"),
    ("2026-03-02 20:00", 0, WORKING_DAY, "2026-03-02 20:00"),
    ("2026-03-02 20:00", 0, DAY, "2026-03-02 20:00"),
    ("2026-03-02 20:00", 0, HOUR, "2026-03-02 20:00"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "due"), DEADLINES)
def test_deadline(start: str, amount: float, unit: Unit, due: str) -> None:
    found = shipped_calendar().deadline(at(start), amount, unit)
    assert found == at(due)
    assert found.tzinfo is SHANGHAI


def test_deadline_of_a_moment_in_another_zone() -> None:
    calendar = shipped_calendar()
    assert calendar.deadline(datetime(2026, 3, 2, 1, tzinfo=UTC), 4, WORKING_HOUR) == at("2026-03-02 14:30")
    late = datetime(2026, 3, 2, 17, tzinfo=UTC)  # already the third of March in Shanghai
    assert calendar.deadline(late, 1, WORKING_DAY) == at("2026-03-04 17:30")


def test_hours_run_on_when_the_zone_changes_its_clock() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkingCalendar(frozenset(), frozenset(), frozenset(), berlin)
    start = datetime(2026, 3, 28, 12, tzinfo=berlin)
    assert calendar.deadline(start, 24, HOUR) == datetime(2026, 3, 29, 13, tzinfo=berlin)


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (-1, WORKING_HOUR),
        (-1, WORKING_DAY),
        (-0.5, DAY),
        (float("nan"), WORKING_DAY),
        (float("nan"), HOUR),
        (float("inf"), HOUR),
    ],
)
def test_a_limit_that_is_none_is_refused(amount: float, unit: Unit) -> None:
    with pytest.raises(ValueError, match="limit"):
        shipped_calendar().deadline(at("2026-03-02 10:00"), amount, unit)


def test_a_unit_may_be_a_text_and_must_be_known() -> None:
    calendar = shipped_calendar()
    assert calendar.deadline(at("2026-03-02 10:00"), 1, "working_day") == at("2026-03-03 17:30")
    assert (
        calendar.share_used(at("2026-03-02 09:00"), at("2026-03-03 17:30"), at("2026-03-02 20:00"), "day")
        < 0.5
    )
    with pytest.raises(ValueError, match="fortnight"):
        calendar.deadline(at("2026-03-02 10:00"), 1, "fortnight")
    with pytest.raises(ValueError, match="fortnight"):
        calendar.share_reached_at(at("2026-03-02 10:00"), at("2026-03-03 10:00"), "fortnight")


def test_naive_moments_and_moments_for_days_are_refused() -> None:
    calendar = shipped_calendar()
    with pytest.raises(ValueError, match="time zone"):
        calendar.deadline(datetime(2026, 3, 2, 10), 1, HOUR)  # noqa: DTZ001
    with pytest.raises(TypeError):
        calendar.is_working_day(at("2026-03-02 10:00"))


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ("2026-03-02 09:00", "2026-03-02 10:30", 90),
        ("2026-03-02 11:30", "2026-03-02 14:00", 60),
        ("2026-03-02 12:10", "2026-03-02 13:20", 0),
        ("2026-03-06 17:00", "2026-03-09 09:30", 60),
        ("2026-02-14 17:00", "2026-02-24 09:30", 60),
        ("2026-03-09 09:30", "2026-03-06 17:00", -60),
        ("2025-12-31 00:00", "2026-12-31 00:00", 248 * 420),
    ],
)
def test_working_minutes(a: str, b: str, minutes: float) -> None:
    assert shipped_calendar().working_minutes_between(at(a), at(b)) == minutes


@pytest.mark.parametrize(
    ("start", "due", "now", "unit", "share"),
    [
        ("2026-03-02 09:00", "2026-03-02 14:30", "2026-03-02 11:00", WORKING_HOUR, 0.5),
        ("2026-03-02 09:00", "2026-03-02 14:30", "2026-03-02 13:00", WORKING_HOUR, 0.75),
        (
            "2026-03-06 16:30",
            "2026-03-09 10:00",
            "2026-03-08 12:00",
            WORKING_HOUR,
            0.5,
        ),  # a weekend uses nothing
        ("2026-03-06 16:30", "2026-03-09 10:00", "2026-03-09 11:00", WORKING_HOUR, 1.5),
        ("2026-03-06 16:30", "2026-03-09 10:00", "2026-03-06 16:00", WORKING_HOUR, 0.0),
        ("2026-02-13 17:30", "2026-02-25 17:30", "2026-02-20 08:00", WORKING_DAY, 1 / 3),
        ("2026-03-06 12:00", "2026-03-07 12:00", "2026-03-07 06:00", HOUR, 0.75),
        ("2026-03-06 17:30", "2026-03-09 17:30", "2026-03-08 05:30", DAY, 0.5),
        (
            "2026-03-07 09:00",
            "2026-03-08 09:00",
            "2026-03-07 20:00",
            WORKING_HOUR,
            0.0,
        ),  # no office time in it
        ("2026-03-07 09:00", "2026-03-08 09:00", "2026-03-08 09:00", WORKING_HOUR, 1.0),
    ],
)
def test_share_used(start: str, due: str, now: str, unit: Unit, share: float) -> None:
    assert shipped_calendar().share_used(at(start), at(due), at(now), unit) == pytest.approx(share)


@pytest.mark.parametrize(
    ("start", "due", "unit", "share", "reached"),
    [
        ("2026-03-02 09:00", "2026-03-02 15:30", WORKING_HOUR, 0.8, "2026-03-02 14:30"),
        ("2026-02-13 17:30", "2026-02-27 17:30", WORKING_DAY, 0.8, "2026-02-26 17:30"),
        ("2026-03-02 09:00", "2026-03-03 09:00", HOUR, 0.5, "2026-03-02 21:00"),
        ("2026-03-02 09:00", "2026-03-03 09:00", HOUR, 0.0, "2026-03-02 09:00"),
        ("2026-03-07 09:00", "2026-03-08 09:00", WORKING_HOUR, 0.8, "2026-03-08 09:00"),
    ],
)
def test_share_reached_at(start: str, due: str, unit: Unit, share: float, reached: str) -> None:
    assert shipped_calendar().share_reached_at(at(start), at(due), unit, share) == at(reached)


def test_share_reached_at_wants_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        shipped_calendar().share_reached_at(at("2026-03-02 09:00"), at("2026-03-03 09:00"), HOUR, 1.2)


def test_unknown_years() -> None:
    calendar = shipped_calendar()
    assert calendar.unknown_years(at("2026-12-30 10:00"), at("2027-01-05 10:00")) == (2027,)
    assert calendar.unknown_years(at("2027-01-05 10:00"), at("2026-12-30 10:00")) == (2027,)
    assert calendar.unknown_years(at("2010-06-01 10:00"), at("2013-06-01 10:00")) == (2010, 2011)
    assert calendar.unknown_years(at("2012-01-01 00:00"), at("2026-12-31 23:59")) == ()


def test_a_day_cannot_be_both() -> None:
    day = frozenset({date(2026, 2, 14)})
    with pytest.raises(ValueError, match="2026-02-14"):
        WorkingCalendar(day, day, frozenset({2026}), SHANGHAI)


def test_office_hours_are_configurable() -> None:
    hours = read_office_hours("08:30-12:00, 14:00-18:00")
    assert hours == OfficeHours(((time(8, 30), time(12)), (time(14), time(18))))
    calendar = shipped_almanac().calendar(zone=SHANGHAI, hours=hours)
    assert calendar.deadline(at("2026-03-02 08:30"), 4, WORKING_HOUR) == at("2026-03-02 14:30")
    assert calendar.deadline(at("2026-03-02 08:30"), 1, WORKING_DAY) == at("2026-03-03 18:00")


@pytest.mark.parametrize(
    "text",
    ["", "09:00", "09:00-08:00", "09:00-12:00,11:00-17:00", "09:00-12:00,12:00-17:00", "9-17", "25:00-26:00"],
)
def test_office_hours_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_office_hours(text)
