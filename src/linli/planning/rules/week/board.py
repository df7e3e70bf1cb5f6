"""The board the plan is laid out on: every outing, where each unit is, and what a place costs beside walking: days
fuller than the others', strangers at the door, urgent things late."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from linli.planning.rules.week.doors import Hand, Reason
from linli.planning.rules.week.outings import Fit, Outing
from linli.planning.rules.week.sharing import shares
from linli.planning.rules.week.units import Unit

FULLER = 0.5
"""A minute over the usual share of an outing, in minutes of walking."""
STRANGER = 2.0
"""A door opened to somebody they do not know, though somebody does."""
ANOTHERS = 0.3
"""A minute of work in an area better left to others, in minutes of walking."""
LATER = 0.02
"""A day later, for a door of weight 1."""
LEAST_SHARE = 0.25
"""An outing is not thought full before this share of it, however little there is to do."""
A_STOP = 1.5
"""Minutes of walking to a unit, for the first reckoning of how full outings will be."""


class Board:
    """Outings and the units in them."""

    def __init__(self, hands: Sequence[Hand], days: Iterable[date], units: Sequence[Unit]) -> None:
        self.outings = [
            Outing(hand, day, begins, ends)
            for day in sorted(set(days))
            for hand in hands
            for begins, ends in sorted(hand.days.get(day, ()))
            if begins < ends
        ]
        self.of_day: dict[date, list[Outing]] = defaultdict(list)
        for outing in self.outings:
            self.of_day[outing.day].append(outing)
        self.place: dict[Unit, list[Outing]] = {}
        self.left: dict[Unit, Reason] = {}
        self._by_area: dict[str, list[Outing]] = {}
        self.units = units
        there_is = sum(outing.length for outing in self.outings)
        work: dict[str, float] = defaultdict(float)
        for unit in units:
            work[unit.first.area] += unit.minutes + (0.0 if unit.phone else A_STOP)
        self.part = shares(work, hands)
        self.share = min(1.0, max(LEAST_SHARE, 1.02 * sum(work.values()) / there_is if there_is else 1.0))

    def serving(self, unit: Unit) -> list[Outing]:
        """Outings of those who serve the unit's area, on the days it is due."""
        area, first = unit.first.area, unit.first
        if area not in self._by_area:
            self._by_area[area] = [outing for outing in self.outings if outing.hand.serves(area)]
        return [outing for outing in self._by_area[area] if first.earliest <= outing.day <= first.latest]

    def cost(self, unit: Unit, outing: Outing, fit: Fit) -> float:
        """All a place costs."""
        return fit.cost + self.beside(unit, outing) + self._fuller(outing, unit.minutes + fit.cost)

    def beside(self, unit: Unit, outing: Outing) -> float:
        """What it costs that he goes, on that day."""
        knows = unit.first.knows
        # a settled or second worker may be one who does not serve the area
        strange = STRANGER * len(unit.doors) if knows and outing.hand.id not in knows else 0.0
        others = ANOTHERS * unit.minutes * (1.0 - self.part.get((unit.first.area, outing.hand.id), 0.0))
        return strange + others + LATER * unit.weight * (outing.day - unit.first.earliest).days

    def _fuller(self, outing: Outing, more: float) -> float:
        usual = self.share * outing.length
        return FULLER * (max(0.0, outing.busy + more - usual) - max(0.0, outing.busy - usual))

    def total(self, outing: Outing) -> float:
        """What an outing costs as it is."""
        over = FULLER * max(0.0, outing.busy - self.share * outing.length)
        beside = sum(self.beside(placed.unit, outing) for placed in outing.stops)
        return outing.walking + outing.waiting * 0.3 + over + beside

    def best(self, unit: Unit) -> tuple[Outing, Fit] | None:
        """The cheapest place for a unit in any outing."""
        best: tuple[Outing, Fit] | None = None
        least = float("inf")
        for outing in self.serving(unit):
            known = self.beside(unit, outing)
            if known >= least or outing.busy + unit.minutes > outing.length:
                continue
            fit = outing.best(unit)
            if fit is not None and (cost := self.cost(unit, outing, fit)) < least:
                best, least = (outing, fit), cost
        return best

    def put(self, unit: Unit, outing: Outing, fit: Fit) -> None:
        """Give the unit its place."""
        outing.put(unit, fit)
        self.place[unit] = [outing]
        self.left.pop(unit, None)

    def why_not(self, unit: Unit) -> Reason:
        """Why a unit has no place."""
        serving = self.serving(unit)
        if not serving:
            return Reason.NO_HAND
        if not any(outing.windows(unit) for outing in serving):
            long_enough = any(outing.windows(unit, at_home=False) for outing in serving)
            return Reason.NOT_HOME if long_enough else Reason.TOO_FAR
        empty = (Outing(each.hand, each.day, each.begins, each.ends) for each in serving)
        return Reason.FULL if any(each.best(unit) for each in empty) else Reason.TOO_FAR
