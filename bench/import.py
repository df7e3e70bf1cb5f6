"""import: a ledger of 130,000 residents × 20 columns, checked, previewed, loaded, against a fast reader and COPY alone

One row in a hundred holds a mistake. Ours (`_import_ours.py`) takes the file in, checks every row against the register,
puts the preview down, loads what can be loaded, and finds every bad row named; the floor (`_import_floor.py`) reads the
same file and copies its cells into a bare table. Both in turns, each in a process of its own, ours into a fresh copy of
the database each time. Afterwards the same file comes a second time and must change nothing.
`let_find` is the job that lets everybody be found; it follows the load, beside other work, and is told for itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from psycopg import sql

from bench import _ground, _ledger
from tools import places, say

BAR = 3.0
MEMORY_BAR = 600
USUAL = 130_000


def main() -> int:
    """Measure and print."""
    chosen = _arguments()
    name = _ground.database_name() + "_import"
    env = _ground.fresh_database(name)
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        file = Path(folder) / "ledger.xlsx"
        with say.step("写台账", "writing the ledger"):
            spoiled = _ledger.write(file, chosen.rows)
        ours: list[dict[str, Any]] = []
        floor: list[dict[str, Any]] = []
        for number in range(chosen.rounds):
            floor.append(_part("bench._import_floor", _copy(name), file))
            own = _copy(name)
            ours.append(_part("bench._import_ours", own, file))
            if not number:
                ours[0]["again"] = _part("bench._import_ours", own, file, "--only-check")
            ratio = ours[-1]["seconds"] / floor[-1]["seconds"]
            say.line(
                f"  {number + 1}: {ours[-1]['seconds']:.1f} s, 地板 floor {floor[-1]['seconds']:.1f} s, {ratio:.2f}"
            )
        size = file.stat().st_size
    with _ground.owner(env["DATABASE_URL"].rsplit("/", 1)[-1]) as connection:
        return _close(connection, ours, floor, spoiled, {"rows": chosen.rows, "bytes": size})


def _copy(name: str) -> dict[str, str]:
    """The environment of a fresh copy of the database."""
    copy = f"{name}_copy"
    with _ground.owner() as connection:
        _drop(connection, copy)
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(words.format(sql.Identifier(copy), sql.Identifier(name)))
    return _ground.environment(copy)


def _drop(connection: psycopg.Connection[Any], name: str, *, tries: int = 50) -> None:
    """Drop a database; sessions that are just closing are waited for."""
    words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for left in range(tries, 0, -1):
        try:
            connection.execute(words)
            return
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if left == 1:
                raise
            time.sleep(0.1)


def _part(module: str, env: dict[str, str], file: Path, *more: str) -> dict[str, Any]:
    words = [places.python(), "-m", module, str(file), *filter(None, more)]
    path = f"{env['PYTHONPATH']}:{places.ROOT / 'src'}"
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            words, cwd=places.ROOT, env=env | {"PYTHONPATH": path}, stdout=out, stderr=errors, text=True
        )
        peak = _watched(process)
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            say.stop(f"{module} 失败 failed:\n{errors.read()[-3000:]}", "看上面的输出 see its output above")
        return json.loads(out.read().splitlines()[-1]) | {"peak_mb": peak}


def _watched(process: "subprocess.Popen[str]") -> int:
    """Wait for a process; the most memory it held together with those it started, in megabytes."""
    peak = 0
    while process.poll() is None:
        pids = _ground.family(process.pid)
        peak = max(peak, sum(_resident(pid) for pid in pids))
        time.sleep(0.05)
    return peak // (1024 * 1024)


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _close(
    connection: psycopg.Connection[Any],
    ours: list[dict[str, Any]],
    floor: list[dict[str, Any]],
    spoiled: dict[int, str],
    sizes: dict[str, int],
) -> int:
    ratios = [one["seconds"] / bare["seconds"] for one, bare in zip(ours, floor, strict=True)]
    figure = round(median(ratios), 2)
    memory = max(one["peak_mb"] for one in ours)
    unnamed = max(len(set(spoiled) ^ set(one.pop("wrong_rows"))) for one in ours)
    whole = all(one["entered"] == sizes["rows"] - len(spoiled) for one in ours) and not unnamed
    unchanged = ours[0]["again"]["same"] == ours[0]["entered"] and not ours[0]["again"]["changed"]
    return _ground.close(
        name="import",
        figure=figure,
        unit="times the fast reader and COPY alone",
        bar=f"≤ {BAR:g}, memory ≤ {MEMORY_BAR} MB",
        holds=figure <= BAR and memory <= MEMORY_BAR and whole and unchanged,
        parts={
            "ratios": [round(one, 2) for one in ratios],
            "ours": ours,
            "floor": floor,
            "let_find": round(median(one["let_find"] for one in ours), 1),
            "peak_mb": memory,
            "bad_rows": len(spoiled),
            "bad_rows_not_named_or_named_wrongly": unnamed,
            "same_file_again_changes_nothing": unchanged,
            "sizes": sizes,
        },
        with_=_ground.versions(connection),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench import")
    parser.add_argument("--rows", type=int, default=USUAL, help="residents on the ledger")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each side")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
