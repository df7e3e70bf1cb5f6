"""Solving an instance: annealing, from a start made by putting everybody in, as long as there is time; several searches
side by side where there are processors, and the best of them."""

import itertools
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from linli.planning.rules.periodic import annealing, checking
from linli.planning.rules.periodic.chance import luck_of
from linli.planning.rules.periodic.checking import Route
from linli.planning.rules.periodic.ground import Floats, Ground, Tours, ground_of, no_tours
from linli.planning.rules.periodic.instance import Instance

SIZE = 10.0
"""Customers taken out in one step, about."""
HOT, COLD = 3.0, 0.003
"""Warmth first and last, in ways of one stop."""
CHUNK = annealing.PERIOD
"""Steps between two looks at the clock."""
PATIENCE = 60
"""Looks before a search gives up hope of routes within the bounds: prices need that long to rise."""


@dataclass(frozen=True)
class Solution:
    """The best routes found, what they cost, and what is wrong with them (nothing, if at all possible)."""

    cost: float
    faults: tuple[str, ...]
    routes: tuple[Route, ...]

    @property
    def rank(self) -> tuple[bool, float]:
        """The lower the better."""
        return bool(self.faults), self.cost


def solve(instance: Instance, *, seconds: float, seed: int = 1, searches: int = 1) -> Solution:
    """The best routes found within so many seconds, by searches each in a process of its own."""
    ends = time.monotonic() + seconds
    if not instance.customers:
        return Solution(0.0, (), ())
    ground = ground_of(instance)
    _compile(ground)
    if searches == 1:
        return _by_clock(instance, ground, seed, ends)
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(searches, mp_context=forked) as pool:
        found = [pool.submit(_by_clock, instance, ground, seed + number, ends) for number in range(searches)]
        return min((each.result() for each in found), key=lambda solution: solution.rank)


def solve_in_steps(instance: Instance, *, steps: int, seed: int = 1) -> Solution:
    """The best routes found in so many steps: the same on every machine."""
    if not instance.customers:
        return Solution(0.0, (), ())
    ground = ground_of(instance)
    looks = itertools.count(0, CHUNK)
    return _solution(instance, _search(ground, seed, lambda: next(looks) / steps))


def _by_clock(instance: Instance, ground: Ground, seed: int, ends: float) -> Solution:
    begins = time.monotonic()
    span = max(1e-9, ends - begins)
    return _solution(instance, _search(ground, seed, lambda: (time.monotonic() - begins) / span))


def _compile(ground: Ground) -> None:
    """Make the machine code before there are several processes that would each make it."""
    now, trial, best = no_tours(ground), no_tours(ground), no_tours(ground)
    luck, prices = luck_of(0), _first_prices(ground)
    annealing.begin(ground, now, trial, prices, luck)
    annealing.anneal(ground, now, trial, best, np.array([np.inf, np.inf]), prices, 1.0, SIZE, 1, luck)


def _search(ground: Ground, seed: int, passed: Callable[[], float]) -> Tours:
    """Anneal until `passed` says 1, which also sets the warmth; a little longer while none are within the bounds."""
    now, trial, best = no_tours(ground), no_tours(ground), no_tours(ground)
    luck, price = luck_of(seed), _first_prices(ground)
    annealing.begin(ground, now, trial, price, luck)
    marks = np.array([np.inf, np.inf])
    scale = float(now.way.sum() / max(1, now.size.sum())) or 1.0
    share, looks = 0.0, 0
    while share < 1.0 or (marks[0] > 0.0 and looks < PATIENCE):
        share, looks = min(1.0, passed()), looks + 1
        warmth = scale * HOT * (COLD / HOT) ** share
        annealing.anneal(ground, now, trial, best, marks, price, warmth, SIZE, CHUNK, luck)
    return best


def _first_prices(ground: Ground) -> Floats:
    """What is over the bounds costs at first: a usual demand as much as the median way, time as much as itself."""
    usual = float(ground.demand[1:].mean())
    return np.array([float(np.median(ground.far)) / usual if usual > 0 else 1.0, 1.0])


def _solution(instance: Instance, tours: Tours) -> Solution:
    """Routes by the numbers of the file, empty ones left out."""
    routes: list[Route] = []
    vehicles = len(tours.size) // instance.days
    for route, size in enumerate(tours.size.tolist()):
        if size:
            numbers: list[int] = tours.stops[route, :size].tolist()
            stops = tuple(instance.customers[at - 1].number for at in numbers)
            routes.append(Route(route // vehicles + 1, route % vehicles + 1, stops))
    found = tuple(checking.faults(instance, routes))
    return Solution(checking.cost(instance, routes), found, tuple(routes))
