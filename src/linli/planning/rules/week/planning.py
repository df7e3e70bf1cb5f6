"""The plan itself: doors become units, units are laid out and come out as doors again, in walking order."""

import time
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from linli.planning.rules.week.board import Board
from linli.planning.rules.week.doors import Door, Hand, Left, Plan, Stop
from linli.planning.rules.week.filling import fill, improve
from linli.planning.rules.week.tidying import tidy
from linli.planning.rules.week.together import settle_fixed, settle_pairs
from linli.planning.rules.week.units import units_of
from linli.planning.rules.week.walking import between

ROUNDS = 3_000


def plan(
    doors: Sequence[Door],
    hands: Sequence[Hand],
    days: Iterable[date],
    *,
    seconds: float = 8.0,
    rounds: int = ROUNDS,
    seed: int = 1,
) -> Plan:
    """Every door placed on one of the days or left with a reason. What is fixed stays as fixed. The same doors, hands
    and seed give the same plan where the rounds are done within the seconds; then it ends early."""
    until = time.monotonic() + seconds
    units = units_of(doors)
    board = Board(hands, days, units)
    settle_fixed(board, [unit for unit in units if unit.first.fixed])
    settle_pairs(board, [unit for unit in units if unit.first.two and not unit.first.fixed])
    fill(board, units)
    improve(board, rounds=rounds, until=until, seed=seed)
    tidy(board)
    left = [Left(door.id, reason) for unit, reason in board.left.items() for door in unit.doors]
    return Plan(
        stops=tuple(_stops(board)),
        left=tuple(sorted(left, key=attrgetter("door"))),
        walking=sum(outing.walking for outing in board.outings),
    )


def _stops(board: Board) -> list[Stop]:
    """Doors in order; a pair's is told once, with him who goes along."""
    stops: list[Stop] = []
    order: dict[tuple[date, str], int] = {}
    for outing in board.outings:
        for placed, arrive in zip(outing.stops, outing.arrive, strict=True):
            both = board.place[placed.unit]
            key = (outing.day, outing.hand.id)
            at, before = arrive, None
            for door in placed.unit.doors:
                if before is not None and not placed.unit.phone:
                    at += between(before, door)
                order[key] = order.get(key, 0) + 1
                if both[0] is outing:
                    second = both[1].hand.id if len(both) > 1 else None
                    stops.append(Stop(outing.day, outing.hand.id, order[key], door.id, at, second))
                at, before = at + door.minutes, door
    return stops
