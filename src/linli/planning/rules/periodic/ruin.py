"""Taking customers out: strings of neighbouring stops, near one another on several routes and days (slack induction by
string removals, Christiaens and Vanden Berghe 2020). A customer goes with all his days: his pattern is free again."""

import numpy as np

from linli.planning.rules.periodic.chance import Luck, below, draw
from linli.planning.rules.periodic.compiling import inner
from linli.planning.rules.periodic.ground import Ground, Tours, Whole

LONGEST = 10
"""Stops of a string at most."""


@inner
def take_out_customer(ground: Ground, tours: Tours, customer: int, touched: Whole) -> None:
    """Take all visits of a customer out of their routes; mark those in `touched`."""
    far = ground.far
    for day in range(tours.on.shape[1]):
        route = tours.on[customer, day]
        if route < 0:
            continue
        touched[route] = 1
        stops, size = tours.stops[route], tours.size[route]
        at = 0
        while stops[at] != customer:
            at += 1
        before = stops[at - 1] if at > 0 else 0
        after = stops[at + 1] if at + 1 < size else 0
        for place in range(at, size - 1):
            stops[place] = stops[place + 1]
        tours.size[route] = size - 1
        tours.way[route] += far[before, after] - far[before, customer] - far[customer, after]
        tours.load[route] -= ground.demand[customer]
        tours.work[route] -= ground.service[customer]
        tours.on[customer, day] = -1
    tours.pattern[customer] = -1


@inner
def ruin(ground: Ground, tours: Tours, touched: Whole, away: Whole, size: float, luck: Luck) -> int:
    """Take out about `size` customers around one; `away` lists them. Returns how many."""
    nodes, days = tours.on.shape
    longest = min(float(LONGEST), _usual(tours.size))
    strings = 1 + below(luck, 4.0 * size / (1.0 + longest) - 1.0)
    ruined = np.zeros(len(tours.size), dtype=np.int64)
    count = 0
    for customer in ground.near[1 + below(luck, nodes - 1)]:
        if strings <= 0:
            break
        if customer == 0 or tours.pattern[customer] < 0:
            continue
        day = _day_of(tours, customer, below(luck, days))
        route = tours.on[customer, day]
        if ruined[route]:
            continue
        ruined[route] = 1
        strings -= 1
        count = _string(ground, tours, touched, away, count, route, customer, longest, luck)
    return count


@inner
def _usual(sizes: Whole) -> float:
    """Stops of a route that has any, on average; at least 1."""
    routes, stops = 0, 0
    for size in sizes:
        stops += size
        routes += 1 if size else 0
    return max(1.0, stops / max(1, routes))


@inner
def _day_of(tours: Tours, customer: int, start: int) -> int:
    """A day on which the customer is visited, the first from `start` on, round the end."""
    days = tours.on.shape[1]
    day = start
    while tours.on[customer, day] < 0:
        day = (day + 1) % days
    return day


@inner
def _string(
    ground: Ground,
    tours: Tours,
    touched: Whole,
    away: Whole,
    count: int,
    route: int,
    customer: int,
    longest: float,
    luck: Luck,
) -> int:
    """Take a string of stops around a customer out of his route; half the time some in its middle stay."""
    size = tours.size[route]
    length = 1 + below(luck, min(float(size), longest))
    kept = 0
    if 1 < length < size and draw(luck) < 0.5:
        kept = 1
        while length + kept < size and draw(luck) > 0.01:
            kept += 1
    span = length + kept
    at = 0
    while tours.stops[route, at] != customer:
        at += 1
    low, high = max(0, at - span + 1), min(at, size - span)
    begin = low + below(luck, high - low + 1)
    gap = begin + 1 + below(luck, length - 1) if kept else begin + span
    chosen = np.empty(span, dtype=np.int64)
    number = 0
    for place in range(begin, begin + span):
        if not gap <= place < gap + kept:
            chosen[number] = tours.stops[route, place]
            number += 1
    for one in chosen[:number]:
        take_out_customer(ground, tours, one, touched)
        away[count] = one
        count += 1
    return count
