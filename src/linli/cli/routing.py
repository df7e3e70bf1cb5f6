"""Solving a periodic routing instance from the terminal: the result is one JSON document on standard output."""

import contextlib
import hashlib
import json
import os
import sys
import time
from pathlib import Path

from linli.cli.reading import check_bytes
from linli.kit.errors import Refused
from linli.planning.rules.periodic import instance as instances

MOST_MEGABYTES = 5
LONGEST = 86_400.0
MOST_SEARCHES = 4


def solve(path: Path, *, seconds: float, seed: int) -> int:
    """Print the best routes found in so many seconds: `cost, feasible, seconds, routes`. What is wrong with routes that
    are not feasible goes to standard error."""
    began = time.monotonic()
    if not 0 < seconds <= LONGEST:
        raise Refused("plan/bad-seconds", zh="时间应在 0 到 86400 秒之间", en="Give 0 to 86400 seconds")
    check_bytes(path, megabytes=MOST_MEGABYTES)
    instance = instances.read(path.read_text("utf-8-sig", errors="replace"))
    _keep_compiled()
    from linli.planning.rules.periodic import solving  # numba: a refused file need not wait for it

    left = seconds - (time.monotonic() - began)
    solution = solving.solve(instance, seconds=left, seed=seed, searches=_processors())
    for fault in solution.faults:
        print(f"没有做到 not kept: {fault}", file=sys.stderr)
    document = {
        "cost": round(solution.cost, 6),
        "feasible": not solution.faults,
        "seconds": round(time.monotonic() - began, 2),
        "routes": [
            {"day": route.day, "vehicle": route.vehicle, "stops": list(route.stops)}
            for route in sorted(solution.routes, key=lambda route: (route.day, route.vehicle))
        ],
    }
    print(json.dumps(document))
    return 0


def _keep_compiled() -> None:
    """Let the search's machine code be kept under LINLI_VAR, by a name that changes with the code, so that only its
    first run waits some seconds for it. Where that cannot be written, every run does."""
    total = hashlib.sha256()
    for path in sorted(Path(instances.__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    var = Path(os.environ.get("LINLI_VAR") or Path(__file__).resolve().parents[3] / "var")
    folder = var / "compiled" / total.hexdigest()[:16]
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))


def _processors() -> int:
    """How many searches may run side by side."""
    return min(MOST_SEARCHES, len(os.sched_getaffinity(0)))
