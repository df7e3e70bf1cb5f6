"""What a plan promises: every door told once, nobody where he cannot be, what is fixed kept, reasons for the rest."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.planning.rules.week.checking import faults
from linli.planning.rules.week.doors import Door, Fixed, Hand, Hours, Left, Plan, Reason, Walk, Way
from linli.planning.rules.week.planning import plan
from linli.planning.tests.weeks import (
    AFTERNOON,
    DAYS,
    EVENING,
    EVERY_DAY,
    MORNING,
    door,
    hand,
    some_doors,
    some_hands,
)

SECONDS = 600.0
"""So long that the rounds decide, not the clock."""


def planned(doors: list[Door], hands: list[Hand], rounds: int = 60) -> Plan:
    """A plan the checker finds nothing wrong with."""
    made = plan(doors, hands, DAYS, rounds=rounds, seconds=SECONDS)
    assert faults(made, doors, hands, DAYS) == []
    return made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_doors(), some_hands(), st.integers(0, 3))
def test_whatever_is_due_the_plan_can_be_walked(doors: list[Door], hands: list[Hand], rounds: int) -> None:
    """Windows, hours, areas, leave, pairs, ways and what is fixed: the checker sees all of it."""
    planned(doors, hands, rounds=rounds * 20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_doors(), some_hands())
def test_what_was_planned_can_be_fixed_and_planned_again(doors: list[Door], hands: list[Hand]) -> None:
    """A plan that is fixed whole, but for what was left, comes out with the same days, workers and order."""
    doors = [replace(each, fixed=None) for each in doors]
    first = planned(doors, hands)
    kept = {stop.door: stop for stop in first.stops}
    again = [
        replace(each, fixed=Fixed(stop.day, stop.worker, stop.order, stop.second))
        if (stop := kept.get(each.id)) and not each.two
        else each
        for each in doors
    ]
    second = plan([each for each in again if not each.two], hands, DAYS, rounds=60, seconds=SECONDS)
    assert faults(second, [each for each in again if not each.two], hands, DAYS) == []
    fixed = {each.id for each in again if each.fixed}
    assert fixed <= {stop.door for stop in second.stops}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_doors(), some_hands())
def test_pairs_are_fixed_with_who_goes_along(doors: list[Door], hands: list[Hand]) -> None:
    """Planned again, a pair keeps both; where that does not fit it is told as fixed."""
    doors = [replace(each, fixed=None) for each in doors]
    again = list(doors)
    for stop in planned(doors, hands).stops:
        at = next(number for number, each in enumerate(doors) if each.id == stop.door)
        again[at] = replace(doors[at], fixed=Fixed(stop.day, stop.worker, stop.order, stop.second))
    planned(again, hands)


def test_what_others_settled_with_him_leaves_room_before() -> None:
    """A pair settled for the afternoon does not push out what he himself has settled for the morning."""
    late = (Hours(EVERY_DAY, 660, 720),)
    doors = [
        door("both", two=True, hours=late, fixed=Fixed(DAYS[0], "a", 1, "b")),
        door("own", minutes=60, fixed=Fixed(DAYS[0], "b", 1)),
    ]
    made = planned(doors, [hand("a", MORNING), hand("b", MORNING)])
    assert made.left == ()
    assert {stop.door: stop.second for stop in made.stops} == {"both": "b", "own": None}


def test_a_seed_decides() -> None:
    """The same doors, hands and seed give the same plan."""
    doors = [door(f"d{n:02d}", place=(n % 7 * 60.0, n % 5 * 80.0), walk=Walk(f"b{n}")) for n in range(60)]
    hands = [hand("a", MORNING), hand("b", AFTERNOON)]
    assert planned(doors, hands) == planned(doors, hands)


def test_stairs_are_walked_from_the_top_down() -> None:
    """Entrance by entrance, floor by floor, whatever order the doors came in."""
    doors = [
        door(f"{entrance}-{floor}{room}", walk=Walk("b1", entrance, floor, str(room)), minutes=2)
        for floor in (2, 5, 1, 4, 3)
        for entrance in (2, 1)
        for room in (1, 2)
    ]
    stops = planned(doors, [hand("a", MORNING, days=DAYS[:1])]).stops
    walked = [stop.door for stop in stops]
    of_each = [[id for id in walked if id.startswith(entrance)] for entrance in ("1", "2")]
    assert walked in (of_each[0] + of_each[1], of_each[1] + of_each[0])
    for ids in of_each:
        assert [id[2] for id in ids] == sorted((id[2] for id in ids), reverse=True)


def test_near_doors_go_on_the_same_day() -> None:
    """Two clusters, two mornings: one for each."""
    doors = [
        door(f"{side}{n}", place=(side * 1000.0 + n * 5, 0), walk=Walk(f"{side}-{n}"), minutes=20)
        for n in range(4)
        for side in (-1, 1)
    ]
    stops = planned(doors, [hand("a", MORNING, days=DAYS[:2])]).stops
    days = {side: {stop.day for stop in stops if stop.door.startswith(side)} for side in ("-1", "1")}
    assert len(stops) == 8
    assert [len(each) for each in days.values()] == [1, 1]
    assert days["-1"] != days["1"]


def test_who_is_known_goes_and_work_is_shared() -> None:
    """Each household gets the one it knows; nobody does all the rest."""
    doors = [door(f"a{n}", knows=frozenset({"a"})) for n in range(6)]
    doors += [door(f"b{n}", knows=frozenset({"b"})) for n in range(6)]
    doors += [door(f"x{n}", minutes=60, walk=Walk(f"x{n}")) for n in range(10)]
    stops = planned(doors, [hand("a", MORNING), hand("b", MORNING)]).stops
    assert all(stop.worker == stop.door[0] for stop in stops if stop.door[0] in "ab")
    assert {4, 5, 6} >= {
        sum(1 for stop in stops if stop.worker == who and stop.door[0] == "x") for who in "ab"
    }


def test_two_go_together() -> None:
    """Both are there at one time, and one alone is not enough."""
    doors = [door(f"d{n}", two=True) for n in range(3)] + [door(f"e{n}") for n in range(20)]
    both = planned(doors, [hand("a", MORNING), hand("b", MORNING)])
    assert len(both.stops) == len(doors)
    alone = planned(doors, [hand("a", MORNING)])
    assert alone.left == tuple(Left(f"d{n}", Reason.NO_SECOND) for n in range(3))


def test_a_campaign_is_spread_evenly() -> None:
    """Thirty shops in a week: six a day, not thirty on the first."""
    doors = [door(f"s{n:02d}", place=(n * 20.0, 0), walk=Walk(f"s{n}"), minutes=15) for n in range(30)]
    stops = planned(doors, [hand("a", MORNING)]).stops
    counts = [sum(1 for stop in stops if stop.day == day) for day in DAYS]
    assert sum(counts) == 30
    assert min(counts) >= 4
    assert max(counts) <= 8


def test_reasons() -> None:
    """Each is told by its own."""
    evening = (Hours(EVERY_DAY, EVENING[0], EVENING[1]),)
    doors = [
        door("served", area="01"),
        door("unserved", area="09"),
        door("out", hours=evening),
        door("far", place=(20_000.0, 0.0), walk=Walk("far")),
        door("past", earliest=DAYS[4], latest=DAYS[4]),
        door("by phone", place=(20_000.0, 0.0), walk=Walk("far"), way=Way.PHONE),
        door("settled", fixed=Fixed(DAYS[4], "a", 1)),
        door("long", minutes=500),
    ]
    made = planned(doors, [hand("a", MORNING, days=DAYS[:4], areas=("01",))])
    assert {left.door: left.reason for left in made.left} == {
        "unserved": Reason.NO_HAND,
        "out": Reason.NOT_HOME,
        "far": Reason.TOO_FAR,
        "past": Reason.NO_HAND,
        "settled": Reason.FIXED,
        "long": Reason.TOO_FAR,
    }
    full = planned([door(f"d{n}", minutes=100) for n in range(3)], [hand("a", MORNING, days=DAYS[:1])])
    assert [left.reason for left in full.left] == [Reason.FULL, Reason.FULL]


def test_doors_of_one_stairs_may_go_at_different_times() -> None:
    """Together they take longer than anybody is home, one by one they do not."""
    hours = (Hours(EVERY_DAY, 600, 612),)
    doors = [door(f"d{n}", hours=hours) for n in range(4)]
    made = planned(doors, [hand("a", MORNING)])
    assert len({stop.day for stop in made.stops}) == 4


def test_the_urgent_has_its_place_before_the_rest() -> None:
    """Where not all fit, what weighs more is in."""
    doors = [door(f"d{n}", minutes=50) for n in range(4)] + [door("z", minutes=50, weight=9.0)]
    made = planned(doors, [hand("a", MORNING, days=DAYS[:1])], rounds=300)
    assert "z" in {stop.door for stop in made.stops}


def test_what_is_settled_stays_when_more_comes() -> None:
    """Day, worker and order of the settled; the new goes around them; a settled hour needs nobody's asking."""
    fixed = [
        door("late", fixed=Fixed(DAYS[1], "b", 2)),
        door("soon", place=(400.0, 0.0), walk=Walk("b9"), fixed=Fixed(DAYS[1], "b", 1)),
        door("asked", hours=(Hours(EVERY_DAY, *EVENING),), fixed=Fixed(DAYS[1], "b", 3)),
        door("elsewhere", area="77", fixed=Fixed(DAYS[1], "b", 4)),
    ]
    new = [door(f"n{n}", knows=frozenset({"b"})) for n in range(30)]
    hands = [hand("a", MORNING, areas=("01",)), hand("b", MORNING, areas=("01",))]
    stops = planned([*new, *fixed], hands).stops
    kept = [stop.door for stop in stops if stop.door in {each.id for each in fixed}]
    assert kept == ["soon", "late", "asked", "elsewhere"]
    assert len(stops) == 34


def test_nothing_due_or_nobody_there() -> None:
    """Empty is no error."""
    assert planned([], [hand("a", MORNING)]) == Plan((), (), 0.0)
    assert planned([door("d")], []).left == (Left("d", Reason.NO_HAND),)
