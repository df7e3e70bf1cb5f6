"""What routes cost and whether they keep every bound, counted from the instance alone; it knows no search."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from linli.planning.rules.periodic.instance import Customer, Instance

EASE = 1e-6
"""Over a bound by less is rounding."""


@dataclass(frozen=True)
class Route:
    """A vehicle's way on a day; days and vehicles from 1, stops are the customers' numbers in the file."""

    day: int
    vehicle: int
    stops: tuple[int, ...]


def cost(instance: Instance, routes: Sequence[Route]) -> float:
    """The way of all routes, from the depot and back to it."""
    places = {customer.number: (customer.x, customer.y) for customer in instance.customers}
    return sum(_way(instance, places, route) for route in routes)


def faults(instance: Instance, routes: Sequence[Route]) -> list[str]:
    """What is wrong with the routes, one line each; none means that they may be driven as they are."""
    by_number = {customer.number: customer for customer in instance.customers}
    unknown = {stop for route in routes for stop in route.stops} - by_number.keys()
    if unknown:
        return [f"customers nobody knows: {sorted(unknown)[:10]}"]
    found = _double_vehicles(instance, routes)
    for route in routes:
        found += _over(instance, by_number, route)
    return found + _off_pattern(instance, routes)


def _double_vehicles(instance: Instance, routes: Sequence[Route]) -> list[str]:
    found: list[str] = []
    seen: set[tuple[int, int]] = set()
    for route in routes:
        if not (1 <= route.day <= instance.days and 1 <= route.vehicle <= instance.vehicles):
            found.append(f"no day {route.day} with vehicle {route.vehicle}")
        if (route.day, route.vehicle) in seen:
            found.append(f"day {route.day}: vehicle {route.vehicle} twice")
        seen.add((route.day, route.vehicle))
    return found


def _over(instance: Instance, by_number: dict[int, Customer], route: Route) -> list[str]:
    if not 1 <= route.day <= instance.days:
        return []
    customers = [by_number[stop] for stop in route.stops]
    places = {customer.number: (customer.x, customer.y) for customer in customers}
    load = sum(customer.demand for customer in customers)
    time = _way(instance, places, route) + sum(customer.service for customer in customers)
    load_most = instance.load_most[route.day - 1] or math.inf
    time_most = instance.time_most[route.day - 1] or math.inf
    name, found = f"day {route.day} vehicle {route.vehicle}", list[str]()
    if load > load_most + EASE:
        found.append(f"{name}: load {load:g} of {load_most:g}")
    if time > time_most + EASE:
        found.append(f"{name}: time {time:.2f} of {time_most:g}")
    return found


def _off_pattern(instance: Instance, routes: Sequence[Route]) -> list[str]:
    days: dict[int, list[int]] = defaultdict(list)
    for route in routes:
        for stop in route.stops:
            days[stop].append(route.day)
    found: list[str] = []
    for customer in instance.customers:
        visited = sorted(days[customer.number])
        if visited not in [_days_of(instance, pattern) for pattern in customer.patterns]:
            found.append(f"customer {customer.number}: days {visited} are no pattern of his")
    return found


def _days_of(instance: Instance, pattern: int) -> list[int]:
    return [day + 1 for day in range(instance.days) if instance.is_on(pattern, day)]


def _way(instance: Instance, places: dict[int, tuple[float, float]], route: Route) -> float:
    points = [instance.depot, *(places[stop] for stop in route.stops), instance.depot]
    return sum(math.dist(here, there) for here, there in pairwise(points))
