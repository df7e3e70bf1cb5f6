"""The tables the compiled search works on: what stays (`Ground`) and what it changes (`Tours`). Routes are numbered day
by day: route r is driven on day r // vehicles. Node 0 is the depot, customers are 1 to n."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from linli.planning.rules.periodic.instance import Customer, Instance

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Ground(NamedTuple):
    """What stays: distances, neighbours by nearness, demand and service of each node, the day patterns a customer
    may have (rows `first[c]` to `first[c + 1]` of `patterns`), the days in any of them, how often he is visited at
    least, bounds of load and time by day (none is infinite)."""

    far: Floats
    near: Whole
    demand: Floats
    service: Floats
    first: Whole
    patterns: Flags
    may: Flags
    visits: Whole
    load_most: Floats
    time_most: Floats
    vehicles: int


class Tours(NamedTuple):
    """What changes: the customers of each route in order, how many, its load, way and service, and for each customer
    the route of each day (-1: none) and the row of its pattern (-1: absent)."""

    stops: Whole
    size: Whole
    load: Floats
    way: Floats
    work: Floats
    on: Whole
    pattern: Whole


def ground_of(instance: Instance) -> Ground:
    """The tables of an instance."""
    points = np.array([instance.depot, *((c.x, c.y) for c in instance.customers)], dtype=np.float64)
    far = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    near = np.argsort(far, axis=1, kind="stable")
    choices = [_days_of(instance, customer) for customer in instance.customers]
    nobody = np.zeros((1, instance.days), dtype=np.bool_)
    return Ground(
        far=far,
        near=near.astype(np.int64),
        demand=np.array([0.0, *(c.demand for c in instance.customers)]),
        service=np.array([0.0, *(c.service for c in instance.customers)]),
        first=np.cumsum([0, 0, *(len(rows) for rows in choices)]).astype(np.int64),
        patterns=np.concatenate([nobody[:0], *choices]),
        may=np.concatenate([nobody, *(rows.any(axis=0, keepdims=True) for rows in choices)]),
        visits=np.array([0, *(rows.sum(axis=1).min() for rows in choices)], dtype=np.int64),
        load_most=_bounds(instance.load_most),
        time_most=_bounds(instance.time_most),
        vehicles=min(instance.vehicles, len(instance.customers)),
    )


def _days_of(instance: Instance, customer: Customer) -> Flags:
    """A row for each pattern, a column for each day."""
    rows = [[instance.is_on(pattern, day) for day in range(instance.days)] for pattern in customer.patterns]
    return np.array(rows, dtype=np.bool_)


def _bounds(values: tuple[float, ...]) -> Floats:
    return np.array([value or np.inf for value in values])


def no_tours(ground: Ground) -> Tours:
    """Empty routes, everybody absent."""
    nodes, days = len(ground.demand), len(ground.load_most)
    routes = days * ground.vehicles
    return Tours(
        stops=np.zeros((routes, nodes), dtype=np.int64),
        size=np.zeros(routes, dtype=np.int64),
        load=np.zeros(routes),
        way=np.zeros(routes),
        work=np.zeros(routes),
        on=np.full((nodes, days), -1, dtype=np.int64),
        pattern=np.full(nodes, -1, dtype=np.int64),
    )
