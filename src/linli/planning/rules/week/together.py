"""What is placed first and stays: doors somebody has settled, in the order settled, and doors where two must go, at one
time for both."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from linli.planning.rules.week.board import Board
from linli.planning.rules.week.doors import Fixed, Reason
from linli.planning.rules.week.outings import EASE, Fit, Outing
from linli.planning.rules.week.units import Unit


def settle_fixed(board: Board, units: list[Unit]) -> None:
    """Put what is fixed behind one another, each worker's in the order fixed."""
    for unit in sorted(units, key=_order):
        fixed = unit.first.fixed
        if fixed is None:
            continue
        own = [each for each in board.of_day[fixed.day] if each.hand.id == fixed.worker]
        begun = max((number for number, each in enumerate(own) if _behind_settled(each)), default=0)
        if not any(_follow(board, unit, outing, fixed) for outing in own[begun:]):
            board.left[unit] = Reason.FIXED


def _order(unit: Unit) -> tuple[object, ...]:
    fixed = unit.first.fixed
    return (fixed.day, fixed.worker, fixed.order, unit.first.id) if fixed else ()


def _follow(board: Board, unit: Unit, outing: Outing, fixed: Fixed) -> bool:
    """Put it behind what is settled before it: in an hour they are home or, as it is settled, in any."""
    if unit.first.two:
        others = [
            each
            for each in _companions(board, outing)
            if fixed.second is None or each.hand.id == fixed.second
        ]
        return _put_both(board, unit, outing, others)
    behind = _behind_settled(outing)
    for at_home in (True, False):
        fits = [fit for fit in outing.fits(unit, at_home=at_home) if fit.at >= behind]
        if fits:
            board.put(unit, outing, min(fits, key=attrgetter("cost")))
            return True
    return False


def _behind_settled(outing: Outing) -> int:
    """How many stops there are up to the last that is settled for him whose outing it is."""
    mine = [
        number
        for number, placed in enumerate(outing.stops, start=1)
        if placed.unit.first.fixed and placed.unit.first.fixed.worker == outing.hand.id
    ]
    return max(mine, default=0)


def settle_pairs(board: Board, units: list[Unit]) -> None:
    """Put doors for two behind one another, the soonest due first, those on the same stairs together."""
    for unit in sorted(units, key=lambda unit: (unit.first.latest, -unit.first.weight, unit.number)):
        serving = board.serving(unit)
        ways = sorted(serving, key=lambda outing: _price(board, unit, outing))
        if not any(_put_both(board, unit, outing, _companions(board, outing)) for outing in ways):
            lone = board.why_not(unit)
            board.left[unit] = Reason.NO_SECOND if lone is Reason.FULL else lone


def _price(board: Board, unit: Unit, outing: Outing) -> tuple[float, int]:
    """The nearer behind what he has, the better; fuller outings later."""
    here = outing.at[-1] if outing.at else None
    full = outing.busy / outing.length
    return outing.way(here, unit) + 30.0 * full + board.beside(unit, outing), board.outings.index(outing)


def _companions(board: Board, outing: Outing) -> Iterator[Outing]:
    """Outings of others at the same time: those already with him first, then those who serve what he does."""
    with_him = {placed.unit for placed in outing.stops if placed.unit.first.two}
    others = [
        each
        for each in board.of_day[outing.day]
        if each.hand.id != outing.hand.id and min(each.ends, outing.ends) > max(each.begins, outing.begins)
    ]

    def order(each: Outing) -> tuple[bool, bool, float]:
        shared = any(placed.unit in with_him for placed in each.stops)
        near = any(area in each.hand.areas for area in outing.hand.areas)
        return not shared, not near, each.busy

    yield from sorted(others, key=order)


def _put_both(board: Board, unit: Unit, outing: Outing, others: Iterable[Outing]) -> bool:
    """Put a unit behind what both have, at the first time both can be there."""
    windows = outing.windows(unit)
    if not windows and unit.first.fixed:
        windows = outing.windows(unit, at_home=False)
    for other in others:
        for first, last in windows:
            begins = max(_behind(outing, unit, first), _behind(other, unit, first))
            if _in_time(outing, unit, begins, last) and _in_time(other, unit, begins, last):
                for each in (outing, other):
                    each.put(unit, Fit(len(each.stops), (begins, begins), 0.0))
                board.place[unit] = [outing, other]
                return True
    return False


def _behind(outing: Outing, unit: Unit, earliest: float) -> float:
    """When he can begin with it after his last stop."""
    here = outing.at[-1] if outing.at else None
    step = 0.0 if unit.phone else outing.way(here, unit)
    return max(outing.end_of_last() + step, earliest, outing.begins)


def _in_time(outing: Outing, unit: Unit, begins: float, last: float) -> bool:
    here = (outing.at[-1] if outing.at else None) if unit.phone else unit
    back = outing.way(here, None)
    return begins <= last + EASE and begins + unit.minutes + back <= outing.ends + EASE
