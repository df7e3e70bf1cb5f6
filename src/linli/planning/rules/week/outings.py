"""An outing: one worker's span of a day, from where he starts and back to it. It knows the earliest and the latest time
of each of its stops, so that whether another fits in somewhere is seen at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot

from linli.planning.rules.week.doors import Hand
from linli.planning.rules.week.units import Unit
from linli.planning.rules.week.walking import A_FLOOR, DETOUR, METRES_A_MINUTE, NEXT_DOOR

PACE = DETOUR / METRES_A_MINUTE
WAITING = 0.3
"""A minute of standing about, in minutes of walking."""
EASE = 1e-6

Window = tuple[float, float]
"""Earliest and latest minute to begin."""


@dataclass(frozen=True, eq=False)
class Placed:
    """A unit in an outing, with the window it was put in by."""

    unit: Unit
    window: Window


@dataclass(frozen=True)
class Fit:
    """A place for a unit: before which stop, by which window, what it adds in minutes of walking and waiting."""

    at: int
    window: Window
    cost: float


class Outing:
    """A span of a worker's day and its stops."""

    def __init__(self, hand: Hand, day: date, begins: float, ends: float) -> None:
        self.hand, self.day, self.begins, self.ends = hand, day, begins, ends
        self.stops: list[Placed] = []
        self.arrive: list[float] = []
        self.latest: list[float] = []
        self.at: list[Unit | None] = []
        """Where he is after each stop: calls are made from where the last visit was."""
        self.legs: list[float] = [0.0]
        """Minutes on foot to each stop, and back from the last."""
        self.walking = self.waiting = self.busy = 0.0

    @property
    def length(self) -> float:
        """Minutes from its begin to its end."""
        return self.ends - self.begins

    def windows(self, unit: Unit, *, at_home: bool = True) -> list[Window]:
        """When a unit may begin in this span, so that it ends within it and (`at_home`) within an hour somebody is
        home."""
        first, last = self.begins, self.ends - unit.minutes
        if not (at_home and unit.first.hours):
            return [(first, last)] if first <= last + EASE else []
        weekday = self.day.weekday()
        found = [
            (max(first, hours.begins), min(last, hours.ends - unit.minutes))
            for hours in unit.first.hours
            if weekday in hours.weekdays
        ]
        return [window for window in found if window[0] <= window[1] + EASE]

    def way(self, here: Unit | None, there: Unit | None) -> float:
        """Minutes on foot between two units (None: where he starts)."""
        if here is None:
            return self._out(there, there.up) if there else 0.0
        if there is None:
            return self._out(here, here.down)
        if here.stairs == there.stairs:
            return abs(here.floor_out - there.floor_in) * A_FLOOR + NEXT_DOOR
        return here.down + hypot(here.x - there.x, here.y - there.y) * PACE + there.up

    def _out(self, unit: Unit, climb: float) -> float:
        """Minutes between where he starts and a unit."""
        return hypot(unit.x - self.hand.start[0], unit.y - self.hand.start[1]) * PACE + climb

    def settle(self) -> None:
        """Reckon all times anew."""
        self._forward()
        self._backward()

    def _forward(self) -> None:
        self.arrive, self.at, self.legs = [], [], []
        self.walking = self.waiting = self.busy = 0.0
        ready, here = self.begins, None
        for placed in self.stops:
            unit = placed.unit
            step = 0.0 if unit.phone else self.way(here, unit)
            self.legs.append(step)
            if not unit.phone:
                self.walking += step + unit.inside
                ready += step
                here = unit
            begins = max(ready, placed.window[0])
            self.waiting += begins - ready
            self.arrive.append(begins)
            self.at.append(here)
            self.busy += unit.minutes
            ready = begins + unit.minutes
        self.legs.append(self.way(here, None))
        self.walking += self.legs[-1]
        self.busy += self.walking - sum(p.unit.inside for p in self.stops)

    def _backward(self) -> None:
        self.latest = [0.0] * len(self.stops)
        limit = self.ends
        for at in range(len(self.stops) - 1, -1, -1):
            placed = self.stops[at]
            limit = min(placed.window[1], limit - self.legs[at + 1] - placed.unit.minutes)
            self.latest[at] = limit

    def fits(self, unit: Unit, *, at_home: bool = True) -> Iterator[Fit]:
        """Every place the unit may be put in."""
        for window in self.windows(unit, at_home=at_home):
            if unit.phone:
                yield from self._calls(unit, window)
            else:
                yield from self._visits(unit, window)

    def best(self, unit: Unit) -> Fit | None:
        """The cheapest place of all."""
        best: Fit | None = None
        for fit in self.fits(unit):
            if best is None or fit.cost < best.cost:
                best = fit
        return best

    def _calls(self, unit: Unit, window: Window) -> Iterator[Fit]:
        for at, ready in self._gaps():
            begins = max(ready, window[0])
            if begins > window[1] + EASE:
                return
            here = self.at[at - 1] if at else None
            done = begins + unit.minutes
            if done + self._onward(here, at) <= self._due(at) + EASE:
                yield Fit(at, window, (begins - ready) * WAITING)

    def _visits(self, unit: Unit, window: Window) -> Iterator[Fit]:
        stops = self.stops
        for at, ready in self._gaps():
            if at < len(stops) and stops[at].unit.phone:
                continue  # after the call costs the same
            here = self.at[at - 1] if at else None
            there = stops[at].unit if at < len(stops) else None
            step = self.way(here, unit)
            begins = max(ready + step, window[0])
            if begins > window[1] + EASE:
                if ready > window[1]:
                    return
                continue
            onward = self.way(unit, there)
            if begins + unit.minutes + onward <= self._due(at) + EASE:
                added = step + onward - self.legs[at]
                yield Fit(at, window, added + (begins - ready - step) * WAITING)

    def _gaps(self) -> Iterator[tuple[int, float]]:
        """Before which stop, and when he is ready there."""
        yield 0, self.begins
        for at, (placed, arrive) in enumerate(zip(self.stops, self.arrive, strict=True), start=1):
            yield at, arrive + placed.unit.minutes

    def _onward(self, here: Unit | None, at: int) -> float:
        """Minutes from somewhere to stop `at`, or back."""
        if at == len(self.stops):
            return self.way(here, None)
        there = self.stops[at].unit
        return 0.0 if there.phone else self.way(here, there)

    def _due(self, at: int) -> float:
        return self.latest[at] if at < len(self.stops) else self.ends

    def put(self, unit: Unit, fit: Fit) -> None:
        """Take the unit in."""
        self.stops.insert(fit.at, Placed(unit, fit.window))
        self.settle()

    def take_out(self, units: set[Unit]) -> None:
        """Let these go. What stays keeps its windows, so it still fits: ways obey the triangle."""
        self.stops = [placed for placed in self.stops if placed.unit not in units]
        self.settle()

    def holds(self) -> bool:
        """Whether every stop is in time as they stand."""
        return all(arrive <= latest + EASE for arrive, latest in zip(self.arrive, self.latest, strict=True))

    def end_of_last(self) -> float:
        """When he has done his last stop."""
        return self.arrive[-1] + self.stops[-1].unit.minutes if self.stops else self.begins
