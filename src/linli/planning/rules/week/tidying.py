"""Last of all, what stands one behind another is put in the order people walk: on the same stairs from the top down,
calls by building and room."""

from itertools import groupby

from linli.planning.rules.week.board import Board
from linli.planning.rules.week.outings import EASE, Outing, Placed
from linli.planning.rules.week.units import Unit, walking_order


def tidy(board: Board) -> None:
    """Join neighbours of every outing, where that fits and is no farther."""
    for outing in board.outings:
        before, walking = outing.stops, outing.walking
        outing.stops = [placed for run in _runs(outing) for placed in _joined(outing, run)]
        outing.settle()
        if not outing.holds() or outing.walking > walking + EASE:
            outing.stops = before
            outing.settle()
        for placed in outing.stops:
            board.place.setdefault(placed.unit, [outing])


def _runs(outing: Outing) -> list[list[Placed]]:
    return [list(run) for _, run in groupby(outing.stops, key=lambda placed: _alike(placed.unit))]


def _alike(unit: Unit) -> object:
    """What may be joined: free in time, and calls, or visits on the same stairs."""
    if not unit.movable or unit.first.hours:
        return unit
    return "calls" if unit.phone else unit.stairs


def _joined(outing: Outing, run: list[Placed]) -> list[Placed]:
    if len(run) == 1:
        return run
    doors = sorted((door for placed in run for door in placed.unit.doors), key=walking_order)
    unit = Unit(tuple(doors))
    return [Placed(unit, (outing.begins, outing.ends - unit.minutes))]
