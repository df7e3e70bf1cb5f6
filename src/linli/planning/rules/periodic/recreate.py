"""Putting customers back: each gets the pattern whose days take him in at least cost, at the best place of each day.
Overloaded and overlong routes are allowed at a price, so that a search may pass through them."""

import numpy as np

from linli.planning.rules.periodic.chance import Luck, draw
from linli.planning.rules.periodic.compiling import inner
from linli.planning.rules.periodic.ground import Floats, Ground, Tours, Whole

BLINK = 0.01
"""Share of places that are overlooked, so that the best is not always taken."""


@inner
def excess(ground: Ground, route: int, load: float, time: float, price: Floats) -> float:
    """What a route costs for being over its bounds."""
    day = route // ground.vehicles
    over_load = max(0.0, load - ground.load_most[day])
    over_time = max(0.0, time - ground.time_most[day])
    return over_load * price[0] + over_time * price[1]


@inner
def recreate(
    ground: Ground,
    tours: Tours,
    touched: Whole,
    away: Whole,
    count: int,
    price: Floats,
    luck: Luck,
) -> None:
    """Put the first `count` of `away` back, in an order drawn anew each time."""
    _arrange(ground, away, count, luck)
    days = tours.on.shape[1]
    costs = np.empty(days)
    routes = np.empty(days, dtype=np.int64)
    places = np.empty(days, dtype=np.int64)
    for customer in away[:count]:
        _best_of_days(ground, tours, customer, price, luck, costs, routes, places)
        chosen = _best_pattern(ground, customer, costs, luck)
        tours.pattern[customer] = chosen
        for day in range(days):
            if ground.patterns[chosen, day]:
                _put(ground, tours, customer, day, routes[day], places[day])
                touched[routes[day]] = 1


@inner
def _arrange(ground: Ground, away: Whole, count: int, luck: Luck) -> None:
    """By chance, the heavy first, the far first or the near first; those with more visits count as heavier."""
    way = draw(luck)
    keys = np.empty(count)
    for number in range(count):
        customer = away[number]
        if way < 0.36:
            keys[number] = draw(luck)
        elif way < 0.72:
            keys[number] = -(ground.demand[customer] + 1e-3) * ground.visits[customer]
        elif way < 0.9:
            keys[number] = -ground.far[0, customer]
        else:
            keys[number] = ground.far[0, customer]
    for number in range(1, count):
        key, customer, at = keys[number], away[number], number
        while at > 0 and keys[at - 1] > key:
            keys[at], away[at] = keys[at - 1], away[at - 1]
            at -= 1
        keys[at], away[at] = key, customer


@inner
def _best_of_days(
    ground: Ground,
    tours: Tours,
    customer: int,
    price: Floats,
    luck: Luck,
    costs: Floats,
    routes: Whole,
    places: Whole,
) -> None:
    """For every day some pattern of the customer has: the least cost, on which route, at which place."""
    skip = _until_blink(luck)
    for day in range(len(costs)):
        costs[day] = np.inf
        if not ground.may[customer, day]:
            continue
        seen_empty = False
        for route in range(day * ground.vehicles, (day + 1) * ground.vehicles):
            if tours.size[route] == 0 and seen_empty:
                continue
            seen_empty = seen_empty or tours.size[route] == 0
            cost, place, skip = _best_of_route(ground, tours, customer, route, price, costs[day], skip, luck)
            if cost < costs[day]:
                costs[day], routes[day], places[day] = cost, route, place


@inner
def _best_of_route(
    ground: Ground,
    tours: Tours,
    customer: int,
    route: int,
    price: Floats,
    bound: float,
    skip: int,
    luck: Luck,
) -> tuple[float, int, int]:
    """The least cost of taking a customer into a route, the place, and places left until the next is overlooked.
    Infinite where it would not be under `bound`: ways obey the triangle, so load alone may decide."""
    far, size = ground.far, tours.size[route]
    load, time = tours.load[route], tours.way[route] + tours.work[route]
    paid = excess(ground, route, load, time, price)
    more, longer = load + ground.demand[customer], time + ground.service[customer]
    if excess(ground, route, more, longer, price) - paid >= bound:
        return np.inf, -1, skip
    best, place = np.inf, -1
    before = 0
    for at in range(size + 1):
        after = tours.stops[route, at] if at < size else 0
        added = far[before, customer] + far[customer, after] - far[before, after]
        before = after
        if added < best:
            if place >= 0 or bound < np.inf:  # one place is always seen: every customer gets one
                if skip <= 0:
                    skip = _until_blink(luck)
                    continue
                skip -= 1
            best, place = added, at
    if place < 0:
        return np.inf, -1, skip
    return best + excess(ground, route, more, longer + best, price) - paid, place, skip


@inner
def _until_blink(luck: Luck) -> int:
    """How many places are looked at before one is overlooked."""
    return int(np.log(1.0 - draw(luck)) / np.log(1.0 - BLINK))


@inner
def _best_pattern(ground: Ground, customer: int, costs: Floats, luck: Luck) -> int:
    """The row of the pattern that costs least; of equal ones any."""
    best, chosen, ties = np.inf, ground.first[customer], 1
    for row in range(ground.first[customer], ground.first[customer + 1]):
        total = 0.0
        for day in range(len(costs)):
            if ground.patterns[row, day]:
                total += costs[day]
        if total < best - 1e-9:
            best, chosen, ties = total, row, 1
        elif total < best + 1e-9:
            ties += 1
            if draw(luck) * ties < 1.0:
                chosen = row
    return chosen


@inner
def _put(ground: Ground, tours: Tours, customer: int, day: int, route: int, place: int) -> None:
    stops, size, far = tours.stops[route], tours.size[route], ground.far
    before = stops[place - 1] if place > 0 else 0
    after = stops[place] if place < size else 0
    for at in range(size, place, -1):
        stops[at] = stops[at - 1]
    stops[place] = customer
    tours.size[route] = size + 1
    tours.way[route] += far[before, customer] + far[customer, after] - far[before, after]
    tours.load[route] += ground.demand[customer]
    tours.work[route] += ground.service[customer]
    tours.on[customer, day] = route
