"""Which rounds are asked for, pure. None of them is a row: a schedule says the hours of a day and on which days, the
calendar says which days are worked. A schedule counts from a day on, so that one that is changed changes no day that is
past."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise, zip_longest
from typing import Any

from linli.kit.errors import Refused
from linli.patrols.rules.kinds import SlotState, WalkedOn

SLOTS_MOST = 6
NAME_MOST = 10
EARLY = timedelta(minutes=60)
"""A round may begin so long before its hours and still count for them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One asked-for round of a day: its number from 1, what it is called, from when until when."""

    number: int
    name: str
    begins: time
    until: time

    def told(self) -> dict[str, Any]:
        """As answers and the table have it."""
        hours = {"begins": f"{self.begins:%H:%M}", "until": f"{self.until:%H:%M}"}
        return {"number": self.number, "name": self.name, **hours}


USUAL = (Slot(1, "上午", time(8, 30), time(11, 30)), Slot(2, "下午", time(14), time(17, 30)))
"""一日两巡: once before noon, once after it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rounds of a day, from a day on."""

    from_on: date
    days: WalkedOn
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """Since when a route is walked, and until when, if it is no more."""

    made_at: datetime
    archived_at: datetime | None = None


def slots_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Slot, ...]:
    """Slots as the table has them."""
    return tuple(
        Slot(
            number=place,
            name=str(row["name"]),
            begins=time.fromisoformat(row["begins"]),
            until=time.fromisoformat(row["until"]),
        )
        for place, row in enumerate(rows, start=1)
    )


def check_slots(slots: Sequence[Slot]) -> None:
    """Refuse none or more than six rounds a day, one without a name, one that ends before it begins, two that cross."""
    if not 1 <= len(slots) <= SLOTS_MOST:
        raise _refused(
            f"一天至少走一次，最多{SLOTS_MOST}次", f"A route is walked once to {SLOTS_MOST} times a day"
        )
    if any(not slot.name.strip() or len(slot.name) > NAME_MOST for slot in slots):
        raise _refused(
            f"请给每一班起个名字，最多{NAME_MOST}字，比如“上午”",
            f"Give each round a name of at most {NAME_MOST} characters, such as “morning”",
        )
    if any(slot.begins >= slot.until for slot in slots):
        raise _refused("每一班的结束时间要晚于开始时间", "Each round ends later than it begins")
    if any(one.until > other.begins for one, other in pairwise(slots)):
        raise _refused(
            "几班的时间不要重叠，按先后排好", "The rounds of a day do not cross and stand in their order"
        )


def _refused(zh: str, en: str) -> Refused:
    return Refused("route/slots", zh=zh, en=en, fields=[{"field": "slots", "title": zh, "title_en": en}])


def in_force(schedules: Sequence[Schedule], on: date) -> Schedule | None:
    """The schedule of a day: the last that began by then."""
    return max((one for one in schedules if one.from_on <= on), key=lambda one: one.from_on, default=None)


def asked_on(
    schedules: Sequence[Schedule], life: Life, on: date, *, working: bool, zone: tzinfo
) -> tuple[Slot, ...]:
    """The rounds asked for on a day: none on a day off where working days are said, none that was over when the route
    was made, none that had not ended when it was archived."""
    found = in_force(schedules, on)
    if found is None or (found.days is WalkedOn.WORKING and not working):
        return ()
    gone = life.archived_at
    return tuple(
        slot
        for slot in found.slots
        if moment(on, slot.until, zone) > life.made_at
        and (gone is None or moment(on, slot.until, zone) <= gone)
    )


def moment(on: date, at: time, zone: tzinfo) -> datetime:
    """A time of a day where the site is."""
    return datetime.combine(on, at, zone)


def counts_for(slots: Sequence[Slot], said: int, on: date, started_at: datetime, zone: tzinfo) -> int:
    """The slot a round counts for: the one that was said, where it is asked for that day and had begun, or nearly; else
    none (0), so that nobody's round is lost because a route was changed meanwhile."""
    for slot in slots:
        if slot.number == said and started_at >= moment(on, slot.begins, zone) - EARLY:
            return said
    return 0


def count_asked(
    schedules: Sequence[Schedule],
    life: Life,
    *,
    since: date,
    now: datetime,
    until: date,
    worked: Sequence[date],
    zone: tzinfo,
) -> int:
    """How many rounds were asked for over some days, both in them, as far as their hours have begun by now. `worked`
    are the working days among them in order. The days at the edges are looked at hour by hour, those between are
    counted."""
    today = now.astimezone(zone).date()
    first = max(since, life.made_at.astimezone(zone).date())
    last = min(until, today, life.archived_at.astimezone(zone).date() if life.archived_at else until)
    if first > last:
        return 0
    edges = {day for day in (first, last, today) if first <= day <= last}
    days = set(worked)
    total = sum(
        len(
            [
                slot
                for slot in asked_on(schedules, life, day, working=day in days, zone=zone)
                if moment(day, slot.begins, zone) - EARLY <= now
            ]
        )
        for day in edges
    )
    for schedule, begins, ends in _spans(schedules, first, last):
        inner = _days_in(schedule, begins, ends, worked) - sum(
            1 for day in edges if begins <= day <= ends and (schedule.days is WalkedOn.ALL or day in days)
        )
        total += inner * len(schedule.slots)
    return total


def _spans(schedules: Sequence[Schedule], first: date, last: date) -> Iterable[tuple[Schedule, date, date]]:
    """Each schedule with the days within which it is in force."""
    ordered = sorted(schedules, key=lambda one: one.from_on)
    for one, following in zip_longest(ordered, ordered[1:]):
        begins = max(first, one.from_on)
        ends = min(last, following.from_on - timedelta(days=1)) if following else last
        if begins <= ends:
            yield one, begins, ends


def _days_in(schedule: Schedule, begins: date, ends: date, worked: Sequence[date]) -> int:
    if schedule.days is WalkedOn.ALL:
        return (ends - begins).days + 1
    return bisect_right(worked, ends) - bisect_left(worked, begins)


def state_of(
    slot: Slot, on: date, *, rounds: int, points: int, covered: int, now: datetime, zone: tzinfo
) -> SlotState:
    """How a slot stands: walked once all points of its route were looked at or skipped with a reason, by one round or
    by several."""
    if rounds:
        return SlotState.DONE if covered >= points else SlotState.PARTLY
    if now < moment(on, slot.begins, zone) - EARLY:
        return SlotState.COMING
    return SlotState.DUE if now <= moment(on, slot.until, zone) else SlotState.MISSED
