"""Small periodic instances for the tests."""

import os
from pathlib import Path

from linli.planning.rules.periodic.checking import Route
from linli.planning.rules.periodic.instance import Customer, Instance

ROOT = Path(__file__).resolve().parents[4]


def real_folder() -> Path:
    """Where the published instances lie, if anywhere."""
    return Path(os.environ.get("LINLI_DATA") or ROOT.parent / "shared" / "data") / "routing"


def instance(
    *customers: tuple[float, float, float, tuple[int, ...]],
    days: int = 2,
    vehicles: int = 1,
    load_most: float = 0,
    time_most: float = 0,
    service: float = 0,
) -> Instance:
    """Customers as (x, y, demand, patterns), numbered from 1; the depot is at 0, 0."""
    return Instance(
        vehicles=vehicles,
        days=days,
        time_most=(time_most,) * days,
        load_most=(load_most,) * days,
        depot=(0.0, 0.0),
        customers=tuple(
            Customer(number, x, y, service, demand, patterns)
            for number, (x, y, demand, patterns) in enumerate(customers, start=1)
        ),
    )


def routes_of(best: str) -> tuple[float, list[Route]]:
    """A published solution: its cost, then a route a line: day, vehicle, duration, load, and stops between two 0."""
    lines = best.split("\n")
    rows = [line.split() for line in lines[1:] if line.strip()]
    routes = [Route(int(row[0]), int(row[1]), tuple(int(stop) for stop in row[5:-1])) for row in rows]
    return float(lines[0]), routes
