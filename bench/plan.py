"""plan: a week of contacts, a campaign of shops, and the published periodic-routing instances

The week is 5,426 households, eleven workers out and four at the window each day; the campaign 400 shops in 58 working
days. Both are checked door by door, and the week's walking is told beside that of going on to the nearest door. The
instances are those of Cordeau under LINLI_DATA, each solved by `linli plan solve` in a process of its own; the figure
is the largest gap to the best known. Without the instances they are skipped, and that is said.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench import _doors, _ground, _nearest
from linli.planning.rules.periodic import checking as routes_checking
from linli.planning.rules.periodic.checking import Route
from linli.planning.rules.periodic.instance import read
from linli.planning.rules.week import checking, planning
from linli.planning.rules.week.doors import Door, Hand, Plan
from tools import places, say

BAR_SECONDS, BAR_GAP, BAR_SOLVING = 10.0, 1.0, 60.0


def main() -> int:
    """Plan, solve, tell."""
    chosen = _arguments()
    week = _week(chosen.seed)
    shops = _shops(chosen.seed)
    instances = [_instance(path, chosen.seconds, chosen.seed) for path in _files()]
    gaps = [each["gap_percent"] for each in instances]
    planned = all(
        part["left"] == 0 and not part["faults"] and part["seconds"] <= BAR_SECONDS for part in (week, shops)
    )
    solved = all(
        each["feasible"] and each["gap_percent"] <= BAR_GAP and each["seconds"] <= BAR_SOLVING
        for each in instances
    )
    return _ground.close(
        name="plan",
        figure=max(gaps, default=0.0),
        unit="% over the best known, the worst instance",
        bar=f"all due placed in <= {BAR_SECONDS:g} s; <= {BAR_GAP:g} % in {BAR_SOLVING:g} s each",
        holds=planned and solved,
        parts={
            "week": week,
            "shops": shops,
            "instances": instances or "skipped: no routing/ under LINLI_DATA",
            "load": [round(each, 1) for each in os.getloadavg()],
        },
        with_=_ground.versions_of("linli", "numpy", "numba"),
    )


def _week(seed: int) -> dict[str, Any]:
    doors, hands, days = _doors.households(seed), _doors.workers(), _doors.week()
    with say.step("排一周的走访", "planning a week of contacts"):
        told = _planned(doors, hands, days, seed)
    with say.step("比照：总去最近的一家", "beside it: always on to the nearest"):
        reached, walking = _nearest.walk(doors, hands, days)
    known = {door.id: door.knows for door in doors}
    plan = told.pop("plan")
    return {
        **_doors.told(doors),
        **told,
        "nearest_reached": reached,
        "nearest_walking_minutes": round(walking),
        "opened to somebody they know": sum(1 for stop in plan.stops if stop.worker in known[stop.door]),
        "minutes_out": sum(
            end - begin for hand in hands for spans in hand.days.values() for begin, end in spans
        ),
        "mix": _doors.MIX,
    }


def _shops(seed: int) -> dict[str, Any]:
    doors, hands, days = _doors.campaign()
    with say.step("排三个月的商户", "planning three months of shops"):
        told = _planned(doors, hands, days, seed)
    a_day = Counter(stop.day for stop in told.pop("plan").stops)
    return {"due": len(doors), **told, "days": len(days), "a_day": [min(a_day.values()), max(a_day.values())]}


def _planned(doors: Sequence[Door], hands: Sequence[Hand], days: Sequence[date], seed: int) -> dict[str, Any]:
    began = time.monotonic()
    plan: Plan = planning.plan(doors, hands, days, seed=seed)
    seconds = time.monotonic() - began
    return {
        "plan": plan,
        "placed": len(plan.stops),
        "left": len(plan.left),
        "reasons": dict(Counter(left.reason.value for left in plan.left)),
        "faults": checking.faults(plan, doors, hands, days)[:20],
        "seconds": round(seconds, 2),
        "walking_minutes": round(plan.walking),
    }


def _files() -> list[Path]:
    data = Path(os.environ.get("LINLI_DATA") or places.ROOT.parent / "shared" / "data")
    return [path.with_suffix("") for path in sorted((data / "routing").glob("*.best"))]


def _instance(path: Path, seconds: float, seed: int) -> dict[str, Any]:
    best = float(path.with_suffix(".best").read_text("utf-8").split()[0])
    words = [places.venv_bin("linli"), "plan", "solve", str(path)]
    words += ["--seconds", str(seconds), "--seed", str(seed)]
    with say.step(f"解 {path.name}", f"solving {path.name}"):
        began = time.monotonic()
        told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
        took = time.monotonic() - began
    routes = [Route(each["day"], each["vehicle"], tuple(each["stops"])) for each in told["routes"]]
    problem = read(path.read_text("utf-8"))
    cost = routes_checking.cost(problem, routes)
    return {
        "name": path.name,
        "cost": round(cost, 2),
        "best": best,
        "gap_percent": round(100 * (cost / best - 1), 2),
        "feasible": told["feasible"] and not routes_checking.faults(problem, routes),
        "seconds": round(took, 1),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench plan")
    parser.add_argument("--seconds", type=float, default=55.0, help="for each instance")
    parser.add_argument("--seed", type=int, default=1, help="of the week and of the searches")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
