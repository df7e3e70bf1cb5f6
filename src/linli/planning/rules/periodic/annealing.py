"""The search: take some customers out, put them back, keep what is better and, while it is warm, sometimes what is
worse. The prices of load and time over the bounds follow how often the tours keep them."""

import numpy as np

from linli.planning.rules.periodic.chance import Luck, draw
from linli.planning.rules.periodic.compiling import entry, inner
from linli.planning.rules.periodic.ground import Floats, Ground, Tours, Whole
from linli.planning.rules.periodic.recreate import recreate
from linli.planning.rules.periodic.ruin import ruin

EASE = 1e-7
"""Over a bound by less is rounding."""
BIG, BIG_SHARE = 3.0, 0.05
"""Now and then that many times as many customers are taken out."""
OFTEN, SELDOM = 0.3, 0.1
"""Shares of tours within the bounds between which prices stay."""
PERIOD = 200
"""Steps after which prices are looked at."""


@inner
def copy_route(of: Tours, to: Tours, route: int) -> None:
    """Make one route of `to` as it is in `of`."""
    size = of.size[route]
    for place in range(size):
        to.stops[route, place] = of.stops[route, place]
    to.size[route] = size
    to.load[route] = of.load[route]
    to.way[route] = of.way[route]
    to.work[route] = of.work[route]


@inner
def copy_all(of: Tours, to: Tours) -> None:
    """Make `to` as `of`."""
    for route in range(len(of.size)):
        copy_route(of, to, route)
    for customer in range(len(of.pattern)):
        copy_customer(of, to, customer)


@inner
def copy_customer(of: Tours, to: Tours, customer: int) -> None:
    """Make days and pattern of one customer in `to` as they are in `of`. (Loops: slices take seconds to compile.)"""
    to.pattern[customer] = of.pattern[customer]
    for day in range(of.on.shape[1]):
        to.on[customer, day] = of.on[customer, day]


@inner
def copy_changes(of: Tours, to: Tours, touched: Whole, away: Whole, count: int) -> None:
    """Make `to` as `of` where routes were touched and customers moved."""
    for route in range(len(touched)):
        if touched[route]:
            copy_route(of, to, route)
    for customer in away[:count]:
        copy_customer(of, to, customer)


@inner
def cost_of(ground: Ground, tours: Tours, price: Floats, over: Floats) -> float:
    """Way of all routes and the price of what is over the bounds; `over` takes the load and the time that are."""
    cost = 0.0
    over[0], over[1] = 0.0, 0.0
    for route in range(len(tours.size)):
        if tours.size[route]:
            cost += tours.way[route]
            day = route // ground.vehicles
            over[0] += max(0.0, tours.load[route] - ground.load_most[day] - EASE)
            over[1] += max(0.0, tours.way[route] + tours.work[route] - ground.time_most[day] - EASE)
    return cost + over[0] * price[0] + over[1] * price[1]


@inner
def recount(ground: Ground, tours: Tours) -> None:
    """Add ways, loads and service up anew, so that no rounding gathers."""
    for route in range(len(tours.size)):
        tours.way[route], tours.load[route], tours.work[route] = 0.0, 0.0, 0.0
        before = 0
        for customer in tours.stops[route, : tours.size[route]]:
            tours.way[route] += ground.far[before, customer]
            tours.load[route] += ground.demand[customer]
            tours.work[route] += ground.service[customer]
            before = customer
        tours.way[route] += ground.far[before, 0]


@inner
def _reprice(price: Floats, kept: Whole) -> None:
    """Dearer where a bound is seldom kept, cheaper where nearly always; `kept` begins anew."""
    for kind in range(len(price)):
        factor = 1.0
        if kept[kind] < PERIOD * SELDOM:
            factor = 1.15
        elif kept[kind] > PERIOD * OFTEN:
            factor = 0.9
        price[kind] = min(1e6, max(1e-3, price[kind] * factor))
        kept[kind] = 0


@inner
def _keep_best(best: Tours, now: Tours, marks: Floats, way: float, over: Floats) -> None:
    """Keep the tours if they are the best yet."""
    total = over[0] + over[1]
    if total < marks[0] or (total == marks[0] and way < marks[1] - 1e-9):
        marks[0], marks[1] = total, way
        copy_all(now, best)


@entry
def begin(ground: Ground, now: Tours, trial: Tours, price: Floats, luck: Luck) -> None:
    """Put everybody in, in an order by chance; `trial` becomes as `now`."""
    away = np.empty(len(now.pattern) - 1, dtype=np.int64)
    for number in range(len(away)):
        away[number] = number + 1
    recreate(ground, now, np.zeros(len(now.size), dtype=np.int64), away, len(away), price, luck)
    recount(ground, now)
    copy_all(now, trial)


@entry
def anneal(
    ground: Ground,
    now: Tours,
    trial: Tours,
    best: Tours,
    marks: Floats,
    price: Floats,
    warmth: float,
    size: float,
    steps: int,
    luck: Luck,
) -> None:
    """So many steps from `now` at one warmth. `best` is the best so far, by what is over the bounds, then by way;
    `marks` has the two. `trial` equals `now` before and after."""
    away = np.empty(len(now.pattern), dtype=np.int64)
    over, new_over, kept = np.empty(2), np.empty(2), np.zeros(2, dtype=np.int64)
    cost = cost_of(ground, now, price, over)
    for step in range(1, steps + 1):
        touched = np.zeros(len(now.size), dtype=np.int64)
        much = size * BIG if draw(luck) < BIG_SHARE else size
        count = ruin(ground, trial, touched, away, much, luck)
        recreate(ground, trial, touched, away, count, price, luck)
        new = cost_of(ground, trial, price, new_over)
        if new < cost - warmth * np.log(1.0 - draw(luck)):
            copy_changes(trial, now, touched, away, count)
            cost, over[0], over[1] = new, new_over[0], new_over[1]
            _keep_best(best, now, marks, cost - over[0] * price[0] - over[1] * price[1], over)
        else:
            copy_changes(now, trial, touched, away, count)
        kept[0] += over[0] == 0.0
        kept[1] += over[1] == 0.0
        if step % PERIOD == 0:
            _reprice(price, kept)
            cost = cost_of(ground, now, price, over)
    recount(ground, now)
    copy_all(now, trial)
