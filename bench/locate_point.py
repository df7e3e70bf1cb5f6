"""locate_point: from a point to its grid among 20,000 grids, in the process's own index

A database with as many grids as a large city has, forty corners each; the question is asked of `territory.queries`, as
taking in a matter does, at random points in and between the grids. What staying up to date costs is in the parts: the
look every three seconds, reading one redrawn grid, reading all of them at the start, and how long another process's
redrawing stays unseen.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg

from bench import _ground
from tools import places, say

BAR_MS = 1.0
CORNERS = 40
ACROSS = 200
"""Grids side by side in a row; the rows lie one above the other."""
WEST, SOUTH, SIDE = 100.0, 30.0, 0.005


def main() -> int:
    """Make the database, measure in a process of its own, tell."""
    chosen = _arguments()
    name = f"{_ground.database_name()}_points"
    env = _ground.fresh_database(name)
    with _ground.owner(name) as connection:
        _fill(connection, chosen.grids)
        file = places.VAR / "bench" / "locate_point.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        _ground.run_part("bench._locate_point", env, str(file), str(chosen.points), str(chosen.rounds))
        return _close(connection, json.loads(file.read_text("utf-8")))


def ring(number: int) -> list[list[float]]:
    """The corners of a grid: a circle of forty points almost as wide as its square, so that there is ground between."""
    x, y = WEST + (number % ACROSS + 0.5) * SIDE, SOUTH + (number // ACROSS + 0.5) * SIDE
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    corners = [
        [round(x + 0.49 * SIDE * math.cos(a), 7), round(y + 0.49 * SIDE * math.sin(a), 7)] for a in turns
    ]
    return [*corners, corners[0]]


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    for number in range(count):
        community = f"98{number // 40:010d}"
        polygon = json.dumps({"type": "Polygon", "coordinates": [ring(number)]})
        yield (UUID(int=1 << 100 | number), community, f"{community}{number % 40 + 1:03d}", polygon)


def _fill(connection: psycopg.Connection[Any], count: int) -> None:
    with say.step(f"画 {count} 个网格", f"drawing {count} grids"):
        columns = "id, community, code, name, kind, polygon, synthetic, changed_at, version"
        copied = f"COPY territory_grid ({columns}) FROM STDIN".encode()
        with connection.cursor().copy(copied) as copy:
            for id, community, code, polygon in _rows(count):
                row = (id, community, code, code, "general", polygon, True, "2026-01-01 00:00:00+00", 1)
                copy.write_row(row)
        connection.execute("VACUUM ANALYZE territory_grid")


def _close(connection: psycopg.Connection[Any], told: dict[str, Any]) -> int:
    figure = told["p99_ms"]
    return _ground.close(
        name="locate_point",
        figure=figure,
        unit="ms, the 99th percentile of one question",
        bar=f"< {BAR_MS:g}",
        holds=figure < BAR_MS and told["wrong"] == 0,
        parts=told,
        with_=_ground.versions(connection),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench locate_point")
    parser.add_argument("grids", type=int, nargs="?", default=20_000, help="how many grids")
    parser.add_argument("--points", type=int, default=20_000, help="questions of a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the median counts")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
