"""The working calendar: which days are worked, and where a deadline falls. Plain weekdays are counted by
arithmetic and only the exceptions (a holiday on a weekday, a make-up day on a weekend) are kept, sorted with
a running sum, so every question costs a binary search however many years lie between. Days are counted as the
Civil Code counts a period (民法典 art. 201, 203): the day it starts is not counted and it ends at the close
of office."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from math import ceil, inf

from linli.calendars.rules.hours import (
    MICROS_PER_HOUR,
    MICROS_PER_MINUTE,
    USUAL_HOURS,
    OfficeHours,
    micros_of,
)

APPROACHING = 0.8
"""The share of the time after which a deadline is approaching."""


class Unit(StrEnum):
    """What a limit is counted in: 工作时, 工作日, 小时, 日 (自然日)."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    HOUR = "hour"
    DAY = "day"


IN_WORKING_TIME = frozenset({Unit.WORKING_HOUR, Unit.WORKING_DAY})


@dataclass(frozen=True)
class WorkingCalendar:
    """Holidays, make-up days and office hours in one time zone. A day of a year not in `known_years` that no
    notice names follows the week. Moments are aware datetimes and come back in `zone`; a naive one is a
    ValueError."""

    holidays: frozenset[date]
    makeup_days: frozenset[date]
    known_years: frozenset[int]
    zone: tzinfo
    hours: OfficeHours = USUAL_HOURS
    _exceptions: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _counts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if both := self.holidays & self.makeup_days:
            raise ValueError(f"both holiday and make-up day: {min(both)}")
        off = {day.toordinal() for day in self.holidays if day.weekday() < 5}
        on = {day.toordinal() for day in self.makeup_days if day.weekday() >= 5}
        exceptions = tuple(sorted(off | on))
        shifts = [0]
        for ordinal in exceptions:
            shifts.append(shifts[-1] + (1 if ordinal in on else -1))
        counts = tuple(_weekdays_before(o + 1) + s for o, s in zip(exceptions, shifts[1:], strict=True))
        object.__setattr__(self, "_exceptions", exceptions)
        object.__setattr__(self, "_shifts", tuple(shifts))
        object.__setattr__(self, "_counts", counts)

    # Days

    def is_working_day(self, day: date) -> tuple[bool, bool]:
        """Whether the day is worked, and whether that is known from a notice rather than from the week
        alone."""
        if isinstance(day, datetime):
            raise TypeError("a date is wanted: a moment belongs to different days in different zones")
        known = day.year in self.known_years or day in self.holidays or day in self.makeup_days
        return self._count(day.toordinal())[1], known

    def unknown_years(self, start: datetime, end: datetime) -> tuple[int, ...]:
        """The years a span touches whose holidays are not known, so that what was counted over it can say
        so."""
        first, last = sorted((self._local(start).year, self._local(end).year))
        return tuple(year for year in range(first, last + 1) if year not in self.known_years)

    def _count(self, ordinal: int) -> tuple[int, bool]:
        """Working days before a day since year 1, and whether the day itself is one."""
        n = bisect_left(self._exceptions, ordinal)
        flipped = n < len(self._exceptions) and self._exceptions[n] == ordinal
        return _weekdays_before(ordinal) + self._shifts[n], ((ordinal - 1) % 7 < 5) != flipped

    def _day_of(self, count: int) -> int:
        """The working day that has exactly so many before it."""
        n = bisect_right(self._counts, count)
        if n < len(self._exceptions):
            before = _weekdays_before(self._exceptions[n]) + self._shifts[n]
            if before <= count:
                return self._exceptions[n]
        weeks, day = divmod(count - self._shifts[n], 5)
        return weeks * 7 + day + 1

    # Deadlines

    def deadline(self, start: datetime, amount: float, unit: str) -> datetime:
        """When a limit of an amount of a `Unit` runs out; nothing of anything is over at once. Hours run by
        the clock, working hours by office hours; days end at the close of office, calendar days that end on a
        day off on the next working day. ValueError for another unit and a negative amount."""
        match Unit(unit):
            case Unit.WORKING_HOUR:
                return self.add_working_hours(start, amount)
            case Unit.WORKING_DAY:
                return self.add_working_days(start, amount)
            case Unit.HOUR:
                return self._later(start, timedelta(hours=_positive(amount)))
            case Unit.DAY:
                return self._add_days(start, _positive(amount))

    def add_working_days(self, start: datetime, n: float) -> datetime:
        """The close of office on the n-th working day after the day of `start`. A part of a day is that part
        of its office hours: half a day begun on Monday is over in the middle of Tuesday."""
        local = self._local(start)
        added = round(_positive(n) * self.hours.total)
        if not added:
            return local
        before, worked = self._count(local.toordinal())
        return self._moment_at((before + worked) * self.hours.total + added)

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """The moment by which so many office hours have passed since `start`; time outside office hours is
        not counted. A limit that is used up at closing time ends there, not at the next opening."""
        added = round(_positive(hours) * MICROS_PER_HOUR)
        local = self._local(start)
        return self._moment_at(self._position(local) + added) if added else local

    def _add_days(self, start: datetime, n: float) -> datetime:
        """Calendar days; a part of a day is that part of the time between the two whole ends."""
        whole = int(n)
        found = self._local(start) if whole == 0 else self._end_of(self._local(start).toordinal() + whole)
        return found if whole == n else found + (self._add_days(start, whole + 1) - found) * (n - whole)

    def _end_of(self, ordinal: int) -> datetime:
        before, worked = self._count(ordinal)
        return self._close_of(ordinal if worked else self._day_of(before))

    def _close_of(self, ordinal: int) -> datetime:
        return datetime.combine(date.fromordinal(ordinal), self.hours.closes, self.zone)

    # Time used

    def working_minutes_between(self, a: datetime, b: datetime) -> float:
        """Office minutes from `a` to `b`; negative when `b` comes first."""
        return (self._position(self._local(b)) - self._position(self._local(a))) / MICROS_PER_MINUTE

    def share_used(self, start: datetime, deadline: datetime, now: datetime, unit: str) -> float:
        """How much of the time is gone at `now`: 0 before the start, 1 at the deadline, more once overdue.
        Limits in working hours or days are measured in office time, so a night or a holiday uses nothing; the
        others by the clock. A span with no such time in it is unused until the deadline and used up from
        it."""
        begun, due, present = (self._measure(moment, unit) for moment in (start, deadline, now))
        if due <= begun:
            return 1.0 if now >= deadline else 0.0
        return max(0, present - begun) / (due - begun)

    def share_reached_at(
        self, start: datetime, deadline: datetime, unit: str, share: float = APPROACHING
    ) -> datetime:
        """The first moment at which that share (0 to 1) of the time is used; for storing when a deadline
        begins to approach, so that a list can be asked for it."""
        if not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")
        begun, due = self._measure(start, unit), self._measure(deadline, unit)
        if due <= begun:
            return self._local(deadline)
        target = begun + ceil((due - begun) * share)
        if target == begun:
            return self._local(start)
        if unit in IN_WORKING_TIME:
            return self._moment_at(target)
        return self._later(start, timedelta(microseconds=target - begun))

    def _measure(self, moment: datetime, unit: str) -> int:
        local = self._local(moment)
        if Unit(unit) in IN_WORKING_TIME:
            return self._position(local)
        return (local - _EPOCH) // _MICROSECOND

    def _later(self, start: datetime, span: timedelta) -> datetime:
        """So much later by the clock, also over a change of the zone's offset."""
        return (self._local(start).astimezone(UTC) + span).astimezone(self.zone)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return moment.astimezone(self.zone)

    def _position(self, local: datetime) -> int:
        """Microseconds of office time since year 1 up to a local moment."""
        before, worked = self._count(local.toordinal())
        position = before * self.hours.total
        return position + self.hours.worked_by(micros_of(local.time())) if worked else position

    def _moment_at(self, position: int) -> datetime:
        """The earliest moment at a position of office time: the inverse of `_position`."""
        days, worked = divmod(position, self.hours.total)
        if worked == 0:
            return self._close_of(self._day_of(days - 1))
        midnight = datetime.combine(date.fromordinal(self._day_of(days)), _MIDNIGHT, self.zone)
        return midnight + timedelta(microseconds=self.hours.reached_at(worked))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MIDNIGHT = time()


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays before a day, counted from year 1, whose first day is a Monday."""
    weeks, day = divmod(ordinal - 1, 7)
    return weeks * 5 + min(day, 5)


def _positive(amount: float) -> float:
    if not 0 <= amount < inf:
        raise ValueError(f"a limit of {amount} is none")
    return amount
