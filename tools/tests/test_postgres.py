"""The supervisor of the embedded PostgreSQL, tried on real servers: kills, closed homes, several users, stale files."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from tools import postgres, postgres_process, say, standing


@pytest.fixture
def home() -> Generator[Path]:
    """An open folder for a cluster; what root's fallback made is taken away as well."""
    folder = Path(tempfile.mkdtemp(prefix="linli-tools-"))
    folder.chmod(0o755)
    yield folder / "pg"
    away = standing.away_from(folder / "pg")
    shutil.rmtree(folder)
    shutil.rmtree(away, ignore_errors=True)


def cluster(home: Path) -> postgres.Cluster:
    """A cluster of the embedded programs, forgetful as tests may be."""
    return postgres.Cluster(home, postgres.embedded_programs(), durable=False)


def until_it_answers(used: postgres.Cluster, statement: str) -> str:
    """What the database says once it answers again."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return used.sql(statement, database="template1")
        except say.Stop:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_reads_chinese_and_keeps_its_secrets(home: Path) -> None:
    with cluster(home) as used:
        alike = used.sql("SELECT similarity('路灯坏了没人修', '路灯坏了')", database="template1")
        assert float(alike) > 0.4
        assert used.ensure("linli")
        assert not used.ensure("linli")
        owner = used.sql(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'linli_owner'"
        )
        assert owner == "f|t|t"
    assert stat.S_IMODE((home / "cluster.json").stat().st_mode) == 0o600


def test_a_killed_server_is_back_with_what_was_committed(home: Path) -> None:
    with cluster(home) as used:
        used.sql("CREATE TABLE kept (i int)", database="template1")
        for number in range(3):
            used.sql(f"INSERT INTO kept VALUES ({number})", database="template1")
            killed = used.pid()
            assert killed
            os.kill(killed, signal.SIGKILL)
            assert until_it_answers(used, "SELECT count(*) FROM kept") == str(number + 1)
            assert used.pid() != killed


def test_the_last_to_leave_stops_it(home: Path) -> None:
    first, second = cluster(home), cluster(home)
    first.start()
    second.start()
    pid = first.pid()
    assert pid == second.pid()
    first.stop()
    assert second.sql("SELECT 1") == "1"
    second.stop()
    assert not postgres_process.running(second.data, None)


def test_a_server_that_outlived_its_command_is_taken_over(home: Path) -> None:
    lonely = (
        "import os, sys; from pathlib import Path; from tools import postgres;"
        "used = postgres.Cluster(Path(sys.argv[1]), postgres.embedded_programs(), durable=False);"
        "used.start(); print(used.pid(), flush=True); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", lonely, str(home)], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    with cluster(home) as used:
        assert str(used.pid()) == done.stdout.strip()
    assert not postgres_process.left_behind(used.data)


def test_a_stale_note_of_a_number_now_somebody_elses(home: Path) -> None:
    with cluster(home) as used:
        data = used.data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    os.chown(data / "postmaster.pid", data.stat().st_uid, -1)
    with cluster(home) as used:
        assert used.sql("SELECT 1") == "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend another user")
def test_a_closed_home(home: Path) -> None:
    home.parent.chmod(0o700)
    with cluster(home) as used:
        assert not used.data.is_relative_to(home)
        assert used.data.stat().st_uid != 0
        assert used.sql("SELECT 1") == "1"
