"""Benchmarks and fault trials: scripts in `bench/` that print one JSON line at the end, run on a database of their
own beside the demo's."""

import ast
import subprocess
from pathlib import Path

from tools import places, say, system

TRIAL = "trial_"


def scripts(*, trials: bool) -> dict[str, Path]:
    """Names and files of all benchmarks, or of all trials. A file whose name begins with `_` is part of others."""
    found = {path.stem: path for path in sorted(places.BENCH.glob("*.py")) if not path.name.startswith("_")}
    if trials:
        return {name.removeprefix(TRIAL): path for name, path in found.items() if name.startswith(TRIAL)}
    return {name: path for name, path in found.items() if not name.startswith(TRIAL)}


def listing(*, trials: bool) -> list[str]:
    """One line for each: its name and what it shows."""
    return [f"{name:<12} {_purpose(path)}" for name, path in scripts(trials=trials).items()]


def run(name: str, arguments: list[str], *, trials: bool) -> int:
    """Run one and return its status; its last line of standard output is the figure."""
    path = scripts(trials=trials).get(name)
    if not path:
        say.stop(f"没有 {name}。There is no {name}.", f"python3 dev.py {'trial' if trials else 'bench'}")
    with system.database(system.BENCH_DATABASE) as env:
        system.prepare_files(env)
        system.migrate(env, system.BENCH_DATABASE)
        words = [places.python(), str(path), *arguments]
        return subprocess.run(
            words, cwd=places.ROOT, env=env | {"PYTHONPATH": str(places.ROOT)}, check=False
        ).returncode


def _purpose(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0]
