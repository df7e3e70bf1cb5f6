"""The test suite on a database of its own, whose data need not outlive the machine: on the embedded PostgreSQL, or on
the system's."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

from tools import checks, client, debian, environment, places, postgres, say

WITHOUT_BROWSER = ("-m", "not browser")
SIDE_BY_SIDE = ("-n", str(min(os.cpu_count() or 1, 4)))
"""Python tests share nothing, so that each core takes some."""
BY_FILE = ("--dist", "loadfile")
"""Browser tests of one file stay with one site; each core serves a site of its own."""


def test(*, packaged: bool, only_python: bool, arguments: list[str]) -> int:
    """Check, test the web client, then run pytest, whose closing line comes last. Status of pytest."""
    environment.ensure(developer=True)
    browser: dict[str, str] = {}
    if not only_python:
        browser = {"LINLI_CHROMIUM": debian.chromium()}
        debian.chinese_fonts()
        checks.check()
        client.npm("run", "--silent", "test")
    client.build()
    client.compile_translations()
    with _database(packaged=packaged) as env:
        client.collect_static(env)
        _check_migrations(env)
        ended = [_pytest(one, env | browser) for one in _runs(arguments, only_python=only_python)]
        return next((code for code in ended if code), 0)


def _runs(arguments: list[str], *, only_python: bool) -> list[list[str]]:
    """What pytest is asked, one run after the other: just what was said, or else everything."""
    if only_python:
        return [[*WITHOUT_BROWSER, *(arguments or SIDE_BY_SIDE)]]
    if arguments:
        return [arguments]
    return [[*WITHOUT_BROWSER, *SIDE_BY_SIDE], ["-m", "browser", *SIDE_BY_SIDE, *BY_FILE]]


def _pytest(chosen: list[str], env: dict[str, str]) -> int:
    words = [places.python(), "-m", "pytest", *chosen]
    return subprocess.run(words, cwd=places.ROOT, env=env, check=False).returncode


@contextmanager
def _database(*, packaged: bool) -> Generator[dict[str, str]]:
    """The environment of the tests: their own database cluster, their own folder for files and secrets."""
    env = os.environ | {"LINLI_VAR": str(places.VAR / "test"), "PYTHONPATH": str(places.ROOT)}
    if os.environ.get("DATABASE_URL"):
        yield env
        return
    programs = debian.packaged_postgres() if packaged else postgres.embedded_programs()
    home = places.VAR / (f"pg{programs.parent.name}" if packaged else "pg-test")
    with postgres.Cluster(home, programs, durable=False) as cluster:
        cluster.ensure(postgres.DATABASE)
        yield env | {"DATABASE_URL": cluster.url()}


def _check_migrations(env: dict[str, str]) -> None:
    """Refuse models whose migrations are missing."""
    words = [
        places.python(),
        "-m",
        "linli.manage",
        "makemigrations",
        "--check",
        "--dry-run",
        "--verbosity",
        "1",
    ]
    with say.step("核对迁移", "comparing migrations with models"):
        environment.run(words, "makemigrations --check", env=env, stdout=sys.stderr)
