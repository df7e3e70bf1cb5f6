"""A week of contacts and a campaign of shops, as a community of the published size would have them; every share is said
in `MIX` and comes out in the parts of the figure."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from linli.planning.rules.week.doors import Door, Hand, Hours, Span, Walk, Way

HOUSEHOLDS, WORKERS, AT_WINDOW, SHOPS, CAMPAIGN_DAYS = 5_426, 15, 4, 400, 58
GRIDS, TEAMS = 16, 3
ACROSS, DEEP = 800.0, 812.5
"""Metres: 0.65 square kilometres."""
MIX = {
    "at home this week (quarterly cadence)": 1 / 13,
    "at home this week (priority, monthly)": 0.03 / 4.33,
    "at home every week (high risk)": 0.005,
    "minutes at home": 15,
    "minutes on the stairs or by phone": 2,
    "nobody home by day, reached by phone": 0.45,
    "home visits only in the evening": 0.07,
    "home in the morning alone": 0.08,
    "home visits by two": 0.1,
}
MONDAY = date(2026, 11, 30)
EVERY_DAY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
MORNING, AFTERNOON, EVENING = (540, 720), (810, 1050), (1110, 1230)


def households(seed: int) -> list[Door]:
    """The week's due: every household once, most in passing, some at home."""
    luck = random.Random(seed)
    found: list[Door] = []
    many = [0] * GRIDS
    for building in range(HOUSEHOLDS):
        grid = many.index(min(many))
        x = (grid % 4 + luck.uniform(0.05, 0.95)) * ACROSS / 4
        y = (grid // 4 + luck.uniform(0.05, 0.95)) * DEEP / 4
        floors, entrances = luck.choice((6, 6, 6, 11, 18)), luck.choice((2, 3, 3, 4))
        for number in range(entrances * floors * 2):
            if len(found) == HOUSEHOLDS:
                return found
            entrance, rest = divmod(number, floors * 2)
            floor, room = divmod(rest, 2)
            walk = Walk(f"b{building:03d}", entrance + 1, floor + 1, f"{floor + 1}{room + 1:02d}")
            found.append(_household(luck, len(found), (x + 12 * entrance, y), walk, grid))
            many[grid] += 1
    return found


def _household(luck: random.Random, number: int, place: tuple[float, float], walk: Walk, grid: int) -> Door:
    weekly = luck.random() < MIX["at home every week (high risk)"]
    monthly = luck.random() < MIX["at home this week (priority, monthly)"]
    inside = weekly or monthly or luck.random() < MIX["at home this week (quarterly cadence)"]
    when, hours, way = luck.random(), (), Way.DOOR
    if inside and when < MIX["home visits only in the evening"]:
        hours = (Hours(WORKDAYS, *EVENING),)
    elif not inside and when < MIX["nobody home by day, reached by phone"]:
        way = Way.PHONE
    elif when > 1 - MIX["home in the morning alone"]:
        hours = (Hours(EVERY_DAY, *MORNING),)
    return Door(
        id=f"h{number:04d}",
        place=place,
        walk=walk,
        area=f"{grid:02d}",
        minutes=MIX["minutes at home"] if inside else MIX["minutes on the stairs or by phone"],
        earliest=MONDAY,
        latest=MONDAY + timedelta(2 if weekly else 4),
        weight=3.0 if weekly else 2.0 if monthly else 1.0,
        hours=hours,
        two=inside and luck.random() < MIX["home visits by two"],
        knows=frozenset({f"w{_team_of(grid) + TEAMS * (grid % 5):02d}"}),
        way=way,
    )


def workers() -> list[Hand]:
    """Fifteen in three teams, each for a third of the grids and the next on either side; four in turn at the window, so
    eleven out; everybody has one evening."""
    days = week()
    out: list[dict[date, tuple[Span, ...]]] = [{} for _ in range(WORKERS)]
    for number, day in enumerate(days):
        at_window = {(number * AT_WINDOW + place) % WORKERS for place in range(AT_WINDOW)}
        for worker in range(WORKERS):
            if worker not in at_window:
                out[worker][day] = (MORNING, AFTERNOON)
    for worker, spans in enumerate(out):
        evening = sorted(spans)[worker % len(spans)]
        spans[evening] = (*spans[evening], EVENING)
    middle = (ACROSS / 2, DEEP / 2)
    return [Hand(f"w{worker:02d}", _areas(worker % TEAMS), middle, spans) for worker, spans in enumerate(out)]


def _team_of(grid: int) -> int:
    return grid * TEAMS // GRIDS


def _areas(team: int) -> tuple[str, ...]:
    """A team's own grids and, to help out, the next one on either side."""
    own = [grid for grid in range(GRIDS) if _team_of(grid) == team]
    return tuple(f"{grid:02d}" for grid in range(max(0, own[0] - 1), min(GRIDS, own[-1] + 2)))


def week() -> list[date]:
    """Monday to Friday."""
    return [MONDAY + timedelta(number) for number in range(5)]


def campaign() -> tuple[list[Door], list[Hand], list[date]]:
    """Four hundred shops, twenty minutes each, one worker's mornings of 58 working days."""
    luck = random.Random(4)
    first = date(2026, 9, 1)
    days = [day for number in range(90) if (day := first + timedelta(number)).weekday() < 5][:CAMPAIGN_DAYS]
    doors = [
        Door(
            id=f"s{number:03d}",
            place=(luck.uniform(0, ACROSS), luck.uniform(0, DEEP)),
            walk=Walk(f"s{number:03d}"),
            area="00",
            minutes=20,
            earliest=days[0],
            latest=days[-1],
        )
        for number in range(SHOPS)
    ]
    hand = Hand("w00", ("00",), (ACROSS / 2, DEEP / 2), dict.fromkeys(days, (MORNING,)))
    return doors, [hand], days


def told(doors: Sequence[Door]) -> dict[str, int]:
    """What was due, by kind."""
    inside = MIX["minutes at home"]
    return {
        "due": len(doors),
        "at home": sum(1 for door in doors if door.minutes == inside),
        "at the door or on the stairs": sum(
            1 for door in doors if door.minutes != inside and door.way is Way.DOOR
        ),
        "by phone": sum(1 for door in doors if door.way is Way.PHONE),
        "by two": sum(1 for door in doors if door.two),
        "at certain hours": sum(1 for door in doors if door.hours),
    }
