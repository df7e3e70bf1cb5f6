"""When things happen in the demo: office hours from Monday to Friday, the hours residents write and call, and how long
a limit of the categories is. It knows no public holidays: the story need only look like a year."""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
OPENS, SHUTS = time(8, 30), time(17, 30)
HOURS_A_DAY = 8.0

WEEKDAYS = (1.25, 1.1, 1.05, 1.0, 1.05, 0.8, 0.7)
"""How busy Monday to Sunday are."""

AROUND_THE_CLOCK = (1, 1, 0, 0, 0, 1, 3, 6, 9, 10, 9, 7, 6, 5, 6, 6, 6, 7, 9, 11, 11, 9, 6, 3)
DOORS: dict[str, tuple[int, ...]] = {
    "counter": (0,) * 8 + (4, 10, 10, 8, 1, 2, 8, 8, 7, 2) + (0,) * 6,
    "phone": (0,) * 7 + (2, 8, 10, 9, 7, 4, 5, 8, 8, 7, 6, 5, 4, 2, 1, 0, 0),
    "visit": (0,) * 9 + (4, 7, 5, 0, 0, 5, 7, 6, 5, 7, 6, 2) + (0,) * 3,
    "patrol": (0,) * 8 + (3, 9, 9, 5, 0, 1, 7, 9, 7, 3, 1, 1, 1) + (0,) * 3,
    "meeting": (0,) * 9 + (5, 6, 2, 0, 0, 6, 5, 2, 0, 0, 4, 2) + (0,) * 3,
}
"""How often each hour of the day is used, by door; the others are open around the clock."""

NEVER_ON_SUNDAY = frozenset({"counter", "visit", "patrol", "meeting"})


def is_open(at: datetime) -> bool:
    """Whether the office is open."""
    return at.weekday() < 5 and OPENS <= at.timetz().replace(tzinfo=None) < SHUTS


def opening(at: datetime) -> datetime:
    """The moment itself in office hours, else the next opening."""
    while not is_open(at):
        morning = at.replace(hour=OPENS.hour, minute=OPENS.minute, second=0, microsecond=0)
        at = morning if at < morning and at.weekday() < 5 else _midnight_after(at)
    return at


def _midnight_after(at: datetime) -> datetime:
    return (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def work_on(at: datetime, hours: float) -> datetime:
    """Working hours later, eight to a day."""
    at, left = opening(at), timedelta(hours=hours * (9 / HOURS_A_DAY))
    while True:
        shuts = at.replace(hour=SHUTS.hour, minute=SHUTS.minute, second=0, microsecond=0)
        if at + left <= shuts:
            return at + left
        left -= shuts - at
        at = opening(shuts)


def after(at: datetime, amount: float, unit: str) -> datetime:
    """An amount of a unit of the categories later."""
    match unit:
        case "hour":
            return at + timedelta(hours=amount)
        case "day":
            return at + timedelta(days=amount)
        case "working_hour":
            return work_on(at, amount)
        case _:
            return work_on(at, amount * HOURS_A_DAY)


def moment(rng: random.Random, door: str, until: datetime, days: int) -> datetime:
    """When somebody raises something through a door, within so many days before the end."""
    hours = DOORS.get(door, AROUND_THE_CLOCK)
    while True:
        day = until - timedelta(days=rng.random() * days)
        if door in NEVER_ON_SUNDAY and day.weekday() > (4 if door in {"counter", "meeting"} else 5):
            continue
        if rng.random() * max(WEEKDAYS) > WEEKDAYS[day.weekday()]:
            continue
        hour = rng.choices(range(24), weights=hours)[0]
        at = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
        if until - timedelta(days=days) <= at <= until:
            return at
