"""Laying out what may move: first everything in turn, the hardest to place before the rest and the rest along one walk
through all stairs; then again and again a neighbourhood is lifted and laid out anew, and kept where that is better."""

import random
import time

import numpy as np
from numpy.typing import NDArray

from linli.planning.rules.week.board import Board
from linli.planning.rules.week.doors import Reason
from linli.planning.rules.week.outings import EASE, Outing, Placed
from linli.planning.rules.week.units import Unit, apart

Points = NDArray[np.float64]

FEWEST, MOST = 4, 14
"""Units lifted at once."""
LEFT_OUT = 500.0
"""A door without a place, for its weight."""


def fill(board: Board, units: list[Unit]) -> None:
    """Give every unit the cheapest place it finds when its turn comes; what does not fit goes door by door."""
    walk = _walk([unit for unit in units if unit.movable])
    choices = {unit: sum(1 for outing in board.serving(unit) if outing.windows(unit)) for unit in walk}
    turn = {unit: number for number, unit in enumerate(walk)}
    for unit in sorted(walk, key=lambda unit: (_hardness(choices[unit]), turn[unit])):
        if choices[unit] == 0 or not _place(board, unit):
            for door in apart(unit):
                if not _place(board, door):
                    board.left[door] = board.why_not(door)


def _hardness(choices: int) -> int:
    """Those with few places first; from a dozen on the walk alone decides."""
    return min(choices, 12) // 4


def _place(board: Board, unit: Unit) -> bool:
    found = board.best(unit)
    if found:
        board.put(unit, *found)
    return found is not None


def _walk(units: list[Unit]) -> list[Unit]:
    """The units in the order of one walk: always on to the nearest stairs; on the stairs as they come."""
    if not units:
        return []
    stairs = sorted({(unit.x, unit.y, unit.stairs) for unit in units})
    points = np.array([(x, y) for x, y, _ in stairs])
    away = np.zeros(len(stairs), dtype=np.bool_)
    turn: dict[tuple[float, float, tuple[str, int]], int] = {}
    here = 0
    for number in range(len(stairs)):
        turn[stairs[here]] = number
        away[here] = True
        far = ((points - points[here]) ** 2).sum(axis=1)
        far[away] = np.inf
        here = int(far.argmin())
    return sorted(units, key=lambda unit: (turn[unit.x, unit.y, unit.stairs], unit.number))


def improve(board: Board, *, rounds: int, until: float, seed: int) -> None:
    """Lift and lay out neighbourhoods for so many rounds, or until the clock (`time.monotonic`) says so."""
    luck = random.Random(seed)
    units = [unit for unit in board.place if unit.movable]
    units += _waiting(board)
    if len(units) < 2:
        return
    points = np.array([(unit.x, unit.y) for unit in units])
    for _ in range(rounds):
        if time.monotonic() > until:
            return
        chosen = _neighbourhood(board, units, points, luck)
        _lay_out_anew(board, chosen, luck)


def _waiting(board: Board) -> list[Unit]:
    return [unit for unit, why in board.left.items() if why is Reason.FULL and unit.movable]


def _neighbourhood(board: Board, units: list[Unit], points: Points, luck: random.Random) -> list[Unit]:
    """What is lifted at once: where something waits for a place, half the time it and a stretch of an outing that could
    take it; else one unit with the nearest others, or with those beside it in its outing."""
    many = luck.randint(FEWEST, MOST)
    waiting = _waiting(board)
    if waiting and luck.random() < 0.5:
        unit = luck.choice(waiting)
        outing = luck.choice([each for each in board.serving(unit) if each.windows(unit)])
        return [unit, *_stretch(outing, many, luck)]
    centre = luck.randrange(len(units))
    placed = board.place.get(units[centre])
    if placed and luck.random() < 0.3:
        return _stretch(placed[0], many, luck)
    far = ((points - points[centre]) ** 2).sum(axis=1)
    nearest: list[int] = np.argsort(far, kind="stable")[: 2 * many].tolist()
    near = [units[at] for at in nearest]
    return [near[0], *luck.sample(near[1:], min(many - 1, len(near) - 1))]


def _stretch(outing: Outing, many: int, luck: random.Random) -> list[Unit]:
    """Movable units one behind another in an outing."""
    units = [placed.unit for placed in outing.stops if placed.unit.movable]
    begin = luck.randrange(max(1, len(units) - many + 1))
    return units[begin : begin + many]


def _lay_out_anew(board: Board, chosen: list[Unit], luck: random.Random) -> None:
    """Lift these, put them back in an order by chance but what waited first, and undo it all where that is worse."""
    before: dict[Outing, tuple[list[Placed], float]] = {}
    places = {unit: board.place.get(unit) for unit in chosen}
    lifted = set(chosen)
    for outing in {each: None for unit in chosen for each in board.place.pop(unit, [])}:
        before[outing] = (outing.stops, board.total(outing))
        outing.take_out(lifted)
    luck.shuffle(chosen)
    chosen.sort(key=lambda unit: places[unit] is not None)
    lost = 0.0
    for unit in chosen:
        lost -= LEFT_OUT * unit.weight if places[unit] is None else 0.0
        found = board.best(unit)
        if found is None:
            lost += LEFT_OUT * unit.weight
            continue
        outing, fit = found
        if outing not in before:
            before[outing] = (list(outing.stops), board.total(outing))
        outing.put(unit, fit)
        board.place[unit] = [outing]
    gained = sum(cost - board.total(outing) for outing, (_, cost) in before.items()) - lost
    if gained < -EASE:
        _undo(board, before, places)
    for unit in chosen:
        if unit in board.place:
            board.left.pop(unit, None)
        else:
            board.left[unit] = Reason.FULL


def _undo(
    board: Board,
    before: dict[Outing, tuple[list[Placed], float]],
    places: dict[Unit, list[Outing] | None],
) -> None:
    for outing, (stops, _) in before.items():
        outing.stops = stops
        outing.settle()
    for unit, place in places.items():
        if place is None:
            board.place.pop(unit, None)
        else:
            board.place[unit] = place
