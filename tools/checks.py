"""Everything that is checked without running the system: format, lint, types, arrows, sizes, and the same of the web
client. All checks run, two at a time; the failures are shown together."""

import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import arrows, client, places, say, sizes


@dataclass(frozen=True)
class Outcome:
    """What a check found."""

    name: str
    good: bool
    told: str
    seconds: float


def check() -> None:
    """Run all checks; stop with what they found."""
    client.install_packages()
    ruff, npm = places.venv_bin("ruff"), client.npm_words("run", "--silent", "check")
    todo: list[tuple[str, Callable[[], tuple[bool, str]]]] = [
        ("网页 web: format, lint, types, arrows", lambda: _program(npm, where=places.WEB)),
        ("类型 types", lambda: _program([places.venv_bin("pyright")])),
        ("格式 format", lambda: _program([ruff, "format", "--check", "."])),
        ("规范 lint", lambda: _program([ruff, "check", "."])),
        ("层次 layers", lambda: _program([places.venv_bin("lint-imports"), "--no-cache"])),
        ("箭头 arrows", lambda: _listed(arrows.crossings(places.SRC / "linli"))),
        ("大小 sizes", lambda: _listed(sizes.complaints(sizes.committed_files()))),
    ]
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        outcomes = [each.result() for each in [pool.submit(_outcome, name, run) for name, run in todo]]
    bad = [outcome for outcome in outcomes if not outcome.good]
    for outcome in bad:
        say.line(f"\n✗ {outcome.name}\n{outcome.told}")
    if bad:
        say.stop(
            f"{len(bad)} 项检查未通过。{len(bad)} checks failed.", "python3 dev.py fix 可改格式 mends format"
        )


def fix() -> None:
    """Put right what can be put right by itself: format, order of imports, simple slips."""
    ruff = places.venv_bin("ruff")
    subprocess.run([ruff, "check", "--fix", "--quiet", "--exit-zero", "."], cwd=places.ROOT, check=False)
    subprocess.run([ruff, "format", "."], cwd=places.ROOT, check=False)
    client.install_packages()
    client.npm("run", "--silent", "format")


def _outcome(name: str, run: Callable[[], tuple[bool, str]]) -> Outcome:
    begun = time.monotonic()
    good, told = run()
    outcome = Outcome(name, good, told, time.monotonic() - begun)
    say.line(f"  {'✓' if good else '✗'} {name} ({outcome.seconds:.1f} s)")
    return outcome


def _program(words: list[str], *, where: Path = places.ROOT) -> tuple[bool, str]:
    env = client.npm_environment() | {"PYTHONPATH": str(places.SRC), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    done = subprocess.run(words, cwd=where, env=env, capture_output=True, text=True, check=False)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def _listed(complaints: list[str]) -> tuple[bool, str]:
    return not complaints, "\n".join(complaints)
