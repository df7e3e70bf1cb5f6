"""The part of `locate_point` that asks, in a process that is set up as a web worker is."""

import json
import os
import random
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
os.environ.setdefault("LINLI_DATABASE_ROLE", "web")

import django

django.setup()

import shapely  # noqa: E402

from bench import _ground  # noqa: E402
from bench.locate_point import ACROSS, SIDE, SOUTH, WEST  # noqa: E402
from linli.kit.actor import system  # noqa: E402
from linli.kit.scope import scope  # noqa: E402
from linli.territory import queries  # noqa: E402
from linli.territory.models import Grid  # noqa: E402
from linli.territory.queries import lookup  # noqa: E402


def main(file: str, points: int, rounds: int) -> None:
    """Measure and write down."""
    with scope(system(), write=False):
        count = Grid.objects.filter(community__startswith="98").count()
        began = time.perf_counter()
        queries.grid_at(longitude=0, latitude=0)
        told: dict[str, Any] = {"read_all_s": round(time.perf_counter() - began, 2)}
        told |= _asked(count, points, rounds)
        told |= _up_to_date()
    told |= _seen(count) | {"grids": count, "points": points, "shapely": shapely.__version__}
    Path(file).write_text(json.dumps(told), "utf-8")


def _asked(count: int, points: int, rounds: int) -> dict[str, Any]:
    chance = random.Random(1)
    p50: list[float] = []
    p99: list[float] = []
    longest, wrong, inside = 0.0, 0, 0
    for _ in range(rounds):
        took: list[float] = []
        for _ in range(points):
            number = chance.randrange(count)
            x, y = WEST + (number % ACROSS) * SIDE, SOUTH + (number // ACROSS) * SIDE
            east, north = chance.random(), chance.random()
            began = time.perf_counter()
            found = queries.grid_at(longitude=x + east * SIDE, latitude=y + north * SIDE)
            took.append(time.perf_counter() - began)
            far = ((east - 0.5) ** 2 + (north - 0.5) ** 2) ** 0.5
            inside += bool(found)
            wrong += (far < 0.48 and found != _code(number)) or (far > 0.4901 and found == _code(number))
        cuts = quantiles(took, n=100)
        p50.append(cuts[49])
        p99.append(cuts[98])
        longest = max(longest, *took)
    return {
        "p50_ms": round(1000 * median(p50), 4),
        "p99_ms": round(1000 * median(p99), 4),
        "longest_ms": round(1000 * longest, 2),
        "share_inside": round(inside / (points * rounds), 3),
        "wrong": wrong,
    }


def _code(number: int) -> str:
    return f"98{number // 40:010d}{number % 40 + 1:03d}"


def _up_to_date() -> dict[str, float]:
    """What the look costs that finds nothing new."""
    took: list[float] = []
    for _ in range(50):
        queries.look_again()
        began = time.perf_counter()
        queries.grid_at(longitude=0, latitude=0)
        took.append(time.perf_counter() - began)
    return {"look_ms": round(1000 * median(took), 3), "look_every_s": lookup.STALE_AFTER}


def _seen(count: int) -> dict[str, float]:
    """How long a redrawing by another session stays unseen, and what reading it costs the one who asks."""
    number = count // 2
    x, y = WEST + (number % ACROSS + 0.5) * SIDE, SOUTH + (number // ACROSS + 0.5) * SIDE
    with _ground.owner(_database()) as connection:
        connection.execute(
            "UPDATE territory_grid SET polygon = NULL, version = version + 1, changed_at = now() WHERE code = %s",
            [_code(number)],
        )
    began, slowest = time.perf_counter(), 0.0
    while True:
        asked = time.perf_counter()
        with scope(system(), write=False):
            found = queries.grid_at(longitude=x, latitude=y)
        slowest = max(slowest, time.perf_counter() - asked)
        if not found:
            return {
                "seen_after_s": round(time.perf_counter() - began, 2),
                "read_one_ms": round(1000 * slowest, 1),
            }
        time.sleep(0.01)


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
