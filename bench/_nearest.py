"""What a plan is measured beside: everybody goes on to the nearest door of his areas that is still due, where somebody
is home and there is time. Nobody thinks ahead, and doors for two are opened by one."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from linli.planning.rules.week import walking
from linli.planning.rules.week.doors import Door, Hand, Span, Way

Floats = NDArray[np.float64]


class Doors:
    """Doors as columns."""

    def __init__(self, doors: Sequence[Door]) -> None:
        self.doors = doors
        self.x = np.array([door.place[0] for door in doors])
        self.y = np.array([door.place[1] for door in doors])
        self.floor = np.array([float(door.walk.floor) for door in doors])
        self.minutes = np.array([door.minutes for door in doors])
        self.climb = np.array([walking.climb(door) for door in doors])
        self.calls = np.array([door.way is Way.PHONE for door in doors])
        names = {stairs: number for number, stairs in enumerate(dict.fromkeys(map(_stairs, doors)))}
        self.stairs = np.array([names[_stairs(door)] for door in doors])
        self.due = np.ones(len(doors), dtype=np.bool_)

    def home(self, day: date) -> tuple[Floats, Floats]:
        """From when and until when somebody is home; the whole day where nothing is said."""
        spans = [
            next(((h.begins, h.ends) for h in door.hours if day.weekday() in h.weekdays), (0, 0))
            if door.hours
            else (0, 1440)
            for door in self.doors
        ]
        return np.array([float(a) for a, _ in spans]), np.array([float(b) for _, b in spans])

    def ways(self, here: int | None, start: tuple[float, float]) -> Floats:
        """Minutes from a door (None: the start) to every other."""
        pace = walking.DETOUR / walking.METRES_A_MINUTE
        if here is None:
            found = np.hypot(self.x - start[0], self.y - start[1]) * pace + self.climb
        else:
            found = np.hypot(self.x - self.x[here], self.y - self.y[here]) * pace
            found += self.climb + self.climb[here]
            same = self.stairs == self.stairs[here]
            inside = np.abs(self.floor - self.floor[here]) * walking.A_FLOOR + walking.NEXT_DOOR
            found = np.where(same, inside, found)
        return np.where(self.calls, 0.0, found)


def _stairs(door: Door) -> tuple[str, int]:
    return door.walk.building, door.walk.entrance


def walk(doors: Sequence[Door], hands: Sequence[Hand], days: Sequence[date]) -> tuple[int, float]:
    """How many doors are reached, and the minutes on foot."""
    table = Doors(doors)
    total = 0.0
    for day in days:
        home = table.home(day)
        timely = np.array([door.earliest <= day <= door.latest for door in doors])
        for hand in hands:
            mine = timely & np.array([hand.serves(door.area) for door in doors])
            for span in hand.days.get(day, ()):
                total += _outing(table, hand, span, mine, home)
    return int((~table.due).sum()), total


def _outing(
    table: Doors, hand: Hand, span: Span, mine: NDArray[np.bool_], home: tuple[Floats, Floats]
) -> float:
    here, ready, walked = None, float(span[0]), 0.0
    back = np.hypot(table.x - hand.start[0], table.y - hand.start[1])
    back = back * walking.DETOUR / walking.METRES_A_MINUTE + table.climb
    while True:
        ways = table.ways(here, hand.start)
        begins = ready + ways
        ends = begins + table.minutes
        returning = np.where(table.calls, back[here] if here is not None else 0.0, back)
        fits = mine & table.due & (begins >= home[0]) & (ends <= home[1]) & (ends + returning <= span[1])
        if not fits.any():
            return walked + (float(back[here]) if here is not None else 0.0)
        nearest = int(np.where(fits, ways, np.inf).argmin())
        table.due[nearest] = False
        walked += float(ways[nearest])
        ready = float(ends[nearest])
        here = here if table.calls[nearest] else nearest
