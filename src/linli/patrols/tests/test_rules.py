"""Which rounds are asked for, how they stand, and what a round must say."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.errors import Refused
from linli.patrols.rules import rounds, slots
from linli.patrols.rules.kinds import SlotState, TickState, WalkedOn
from linli.patrols.rules.rounds import Tick
from linli.patrols.rules.routes import check_route
from linli.patrols.rules.slots import USUAL, Life, Schedule, Slot

MONDAY = date(2026, 11, 23)
WORKED = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the n-th day from Monday."""
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute), UTC)


def working(*, from_on: date = MONDAY, slots: tuple[Slot, ...] = USUAL) -> Schedule:
    return Schedule(from_on, WalkedOn.WORKING, slots)


ONCE = (Slot(1, "夜间", time(20), time(22)),)
LONG = Life(at(-30, 0))


@pytest.mark.parametrize(
    ("schedules", "life", "day", "numbers"),
    [
        ([working()], LONG, 0, [1, 2]),
        ([working()], LONG, 5, []),  # a Saturday
        ([Schedule(MONDAY, WalkedOn.ALL, USUAL)], LONG, 5, [1, 2]),
        ([working()], LONG, -3, []),  # before it began
        ([working()], Life(at(0, 12)), 0, [2]),  # made at noon: the morning is over
        ([working()], Life(at(-9, 0), at(0, 12)), 0, [1]),  # archived at noon
        ([working()], Life(at(-9, 0), at(0, 12)), 1, []),
        ([working(), working(from_on=MONDAY + timedelta(days=1), slots=ONCE)], LONG, 0, [1, 2]),
        ([working(), working(from_on=MONDAY + timedelta(days=1), slots=ONCE)], LONG, 1, [1]),
    ],
)
def test_what_is_asked_on_a_day(schedules: list[Schedule], life: Life, day: int, numbers: list[int]) -> None:
    on = MONDAY + timedelta(days=day)
    asked = slots.asked_on(schedules, life, on, working=on in WORKED, zone=UTC)
    assert [slot.number for slot in asked] == numbers


@pytest.mark.parametrize(
    ("schedules", "life", "since", "until", "now", "count"),
    [
        ([working()], LONG, 0, 6, at(20, 0), 10),  # five working days, twice each
        ([Schedule(MONDAY, WalkedOn.ALL, USUAL)], LONG, 0, 6, at(20, 0), 14),
        ([working()], LONG, 0, 4, at(4, 9), 9),  # Friday morning: the afternoon is not asked for yet
        ([working()], LONG, 0, 4, at(4, 13, 30), 10),  # early enough to walk it
        ([working()], LONG, 0, 11, at(2, 9), 5),
        ([working()], Life(at(1, 12)), 0, 4, at(20, 0), 7),
        ([working()], Life(at(-9, 0), at(3, 12)), 0, 6, at(20, 0), 7),
        ([working(), working(from_on=MONDAY + timedelta(days=2), slots=ONCE)], LONG, 0, 6, at(20, 0), 7),
        ([working()], LONG, 5, 6, at(20, 0), 0),
        ([], LONG, 0, 6, at(20, 0), 0),
    ],
)
def test_what_is_asked_over_days(
    schedules: list[Schedule], life: Life, since: int, until: int, now: datetime, count: int
) -> None:
    days: dict[str, Any] = {
        "since": MONDAY + timedelta(days=since),
        "until": MONDAY + timedelta(days=until),
        "now": now,
        "zone": UTC,
    }
    worked = [day for day in WORKED if days["since"] <= day <= days["until"]]
    assert slots.count_asked(schedules, life, worked=worked, **days) == count
    days_apart = [MONDAY + timedelta(days=n) for n in range(since, until + 1)]
    asked = [
        (on, slot)
        for on in days_apart
        for slot in slots.asked_on(schedules, life, on, working=on in WORKED, zone=UTC)
    ]
    by_day = [one for one in asked if slots.moment(one[0], one[1].begins, UTC) - slots.EARLY <= now]
    assert len(by_day) == count


@pytest.mark.parametrize(
    ("said", "started", "counts"),
    [
        (1, at(0, 9), 1),
        (1, at(0, 7, 30), 1),
        (1, at(0, 7, 29), 0),  # too early
        (1, at(0, 23), 1),  # late is late, and counts
        (3, at(0, 9), 0),  # not asked for
        (0, at(0, 9), 0),
    ],
)
def test_what_a_round_counts_for(said: int, started: datetime, counts: int) -> None:
    assert slots.counts_for(USUAL, said, MONDAY, started, UTC) == counts


@pytest.mark.parametrize(
    ("walked", "covered", "now", "state"),
    [
        (0, 0, at(0, 7), SlotState.COMING),
        (0, 0, at(0, 7, 30), SlotState.DUE),
        (0, 0, at(0, 11, 30), SlotState.DUE),
        (0, 0, at(0, 11, 31), SlotState.MISSED),
        (1, 3, at(0, 9), SlotState.PARTLY),
        (2, 5, at(0, 9), SlotState.DONE),
        (1, 3, at(0, 12), SlotState.PARTLY),
    ],
)
def test_how_a_slot_stands(walked: int, covered: int, now: datetime, state: SlotState) -> None:
    told = slots.state_of(USUAL[0], MONDAY, rounds=walked, points=5, covered=covered, now=now, zone=UTC)
    assert told is state


def test_slots_come_back_as_they_were_told() -> None:
    assert slots.slots_from([slot.told() for slot in USUAL]) == USUAL
    slots.check_slots(USUAL)


@pytest.mark.parametrize(
    "bad",
    [
        (),
        tuple(Slot(n, f"{n}班", time(n), time(n + 1)) for n in range(1, 8)),
        (Slot(1, " ", time(8), time(9)),),
        (Slot(1, "上午", time(9), time(9)),),
        (Slot(1, "上午", time(8), time(10)), Slot(2, "下午", time(9), time(11))),
    ],
)
def test_hours_that_cannot_be(bad: tuple[Slot, ...]) -> None:
    with pytest.raises(Refused):
        slots.check_slots(bad)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"area": "970101001"}, "area"),
        ({"area": "97010100100100101"}, "area"),
        ({"name": ""}, "name"),
        ({"points": 0}, "points"),
        ({"points": 61}, "points"),
        ({"posts": 41}, "posts"),
    ],
)
def test_a_route_that_cannot_be(changed: dict[str, Any], field: str) -> None:
    good: dict[str, Any] = {"area": "970101001001", "name": "东线", "points": 60, "posts": 40}
    check_route(**good)
    with pytest.raises(Refused) as refusal:
        check_route(**(good | changed))
    assert refusal.value.fields[0]["field"] == field


@pytest.mark.parametrize(
    ("started", "ended", "good"),
    [
        (at(0, 9), at(0, 10), True),
        (at(0, 10), at(0, 9), False),
        (at(0, 9), at(0, 21, 1), False),
        (at(0, 12), at(0, 12, 9), True),  # a clock that is ahead
        (at(0, 12), at(0, 12, 11), False),
        (at(-92, 13), at(-92, 13), True),
        (at(-93, 9), at(-93, 9), False),
    ],
)
def test_the_hours_of_a_round(started: datetime, ended: datetime, good: bool) -> None:
    if good:
        rounds.check_hours(started, ended, at(0, 12))
    else:
        with pytest.raises(Refused):
            rounds.check_hours(started, ended, at(0, 12))


A, B, C = ids.of("t", "a"), ids.of("t", "b"), ids.of("t", "c")


@pytest.mark.parametrize(
    ("ticks", "said", "good"),
    [
        ([Tick(A), Tick(B)], 0, True),
        ([Tick(A), Tick(A)], 0, False),
        ([Tick(C)], 0, False),
        ([Tick(A, TickState.SKIPPED, "在施工")], 0, True),
        ([Tick(A, TickState.SKIPPED, " ")], 0, False),
        ([], 0, False),
        ([], 1, True),
    ],
)
def test_what_a_round_says(ticks: list[Tick], said: int, good: bool) -> None:
    known: frozenset[UUID] = frozenset({A, B})
    if good:
        rounds.check_ticks(ticks, known, said)
    else:
        with pytest.raises(Refused):
            rounds.check_ticks(ticks, known, said)


def test_where_something_was_found_one_has_looked() -> None:
    marked = rounds.with_found([Tick(A), Tick(B, TickState.SKIPPED, "锁着")], [B, C, C])
    assert marked == [Tick(A), Tick(B, TickState.FOUND), Tick(C, TickState.FOUND)]
