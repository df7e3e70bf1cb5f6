"""What benchmarks stand on: a database of their own with the demo community in it, Linli and the bare floor served side
by side by the same server, the load generator, meters of processor time, and the closing line."""

import contextlib
import importlib.metadata
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench import _load
from tools import places, processes, say, system

FLOOR = "bench._floor:application"
DEMO_MATTERS = 40
_TICK = os.sysconf("SC_CLK_TCK")


def database_name() -> str:
    """The database this run may fill and empty. Refuses one that is not named as a benchmark's."""
    name = urlsplit(os.environ.get("DATABASE_URL", "")).path.lstrip("/")
    if "bench" not in name:
        say.stop(
            f"只在名字带 bench 的数据库里测量，不是 {name or '空'}。Only a database with `bench` in its name is used.",
            "不设 DATABASE_URL 即用自带的 unset DATABASE_URL to use the embedded one",
        )
    return name


def owner(name: str | None = None) -> psycopg.Connection[Any]:
    """A connection as the owner of the tables; every statement commits by itself."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return psycopg.connect(url._replace(path=f"/{name}").geturl() if name else url.geturl(), autocommit=True)


def environment(name: str) -> dict[str, str]:
    """The environment of a process that works in a database of this name."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return os.environ | {"DATABASE_URL": url, "PYTHONPATH": os.environ.get("PYTHONPATH") or str(places.ROOT)}


def fresh_database(name: str) -> dict[str, str]:
    """An empty database of this name, migrated, with the demo community; what was there goes."""
    with say.step("新建测量用数据库", "making the database of the benchmark"):
        env = empty_database(name)
        words = [places.python(), "-m", "linli.manage", "migrate", "--noinput", "--verbosity", "0"]
        subprocess.run(words, env=env, check=True, stdout=sys.stderr)
        load_demo(env)
    return env


def empty_database(name: str) -> dict[str, str]:
    """An empty database of this name without any table; what was there goes."""
    with owner() as connection:
        wanted = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(wanted))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(wanted))
    return environment(name)


def is_there(name: str) -> bool:
    """Whether there is a database of this name."""
    with owner() as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def run_part(module: str, env: dict[str, str], *arguments: str) -> None:
    """Run a part that needs a process of its own; a failure stops the benchmark."""
    words = [places.python(), "-m", module, *arguments]
    if subprocess.run(words, cwd=places.ROOT, env=env, check=False).returncode:
        say.stop(f"{module} 失败 failed", "看上面的输出 see its output above")


def load_demo(env: dict[str, str]) -> None:
    """The demo community with its people and a few matters, once."""
    words = [places.venv_bin("linli"), "demo", "--matters", str(DEMO_MATTERS)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        say.stop(f"演示社区没有载入。The demo community was not loaded:\n{done.stderr[-2000:]}", "linli demo")


def issue_key(env: dict[str, str], area: str) -> str:
    """A key for taking in, as another system would be given one."""
    words = [places.venv_bin("linli"), "key", "bench", "--area", area]
    return subprocess.run(words, env=env, check=True, capture_output=True, text=True).stdout.strip()


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A web server under test."""

    port: int
    process: processes.Process

    def pids(self) -> list[int]:
        """The server's processes."""
        running = self.process.running
        return [running.pid, *_children(running.pid)] if running else []


def linli_server(env: dict[str, str]) -> Server:
    """Linli's own web server, with the settings `dev.py demo` serves by."""
    port = free_port()
    return Server(port, system.web_server(system.with_address(env, port), host="127.0.0.1", port=port))


def floor_server(env: dict[str, str]) -> Server:
    """The bare floor under the very same server settings."""
    like = linli_server(env)
    words = [FLOOR if word == "linli.config.wsgi:application" else word for word in like.process.words]
    return Server(like.port, processes.Process("地板 floor", words, env))


@contextmanager
def served(*servers: Server) -> Generator[None]:
    """The servers, while the block runs; they take connections when it begins."""
    with processes.together(*(each.process for each in servers)):
        deadline = time.monotonic() + 60
        for each in servers:
            while not _takes_connections(each.port):
                if time.monotonic() > deadline:
                    say.stop(
                        f"{each.process.name} 没有起来 did not start", "看上面的输出 see its output above"
                    )
                time.sleep(0.1)
        yield


def _takes_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for each in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (each / "children").read_text().split()]
    return found


def family(pid: int) -> list[int]:
    """A process and those it started."""
    return [pid, *_children(pid)]


def database_pids() -> list[int]:
    """The processes of the database server, where it runs on this machine as our own."""
    data = os.environ.get("LINLI_PG_DATA")
    if not data:
        return []
    postmaster = int((Path(data) / "postmaster.pid").read_text().split()[0])
    return [postmaster, *_children(postmaster)]


def processor_seconds(pids: Sequence[int]) -> float:
    """Seconds of processor time the processes and their buried children have used so far."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(int(value) for value in stat[11:15])
    return ticks / _TICK


@dataclass
class Volley:
    """What came of one load: seconds, and number, status, milliseconds, attempts of every answer."""

    seconds: float
    answers: list[tuple[int, int, float, int]]

    @property
    def good(self) -> list[int]:
        """Numbers of the requests that were answered 2xx."""
        return [number for number, status, _, _ in self.answers if 200 <= status < 300]

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.good) / self.seconds

    @property
    def p50(self) -> float:
        """The median answer's milliseconds."""
        return median(took for _, _, took, _ in self.answers)

    def statuses(self) -> dict[int, int]:
        """How many answers had which status."""
        found: dict[int, int] = {}
        for _, status, _, _ in self.answers:
            found[status] = found.get(status, 0) + 1
        return found


@dataclass
class Shot:
    """A load under way in a process of its own."""

    folder: tempfile.TemporaryDirectory[str]
    process: "subprocess.Popen[bytes]"

    def end(self) -> Volley:
        """Wait for it."""
        status = self.process.wait()
        if status:
            raise RuntimeError(f"the load generator ended with {status}")
        told = json.loads((Path(self.folder.name) / "requests.answers").read_text())
        self.folder.cleanup()
        return Volley(told["seconds"], [tuple(one) for one in told["answers"]])


def begin(
    port: int, requests: Sequence[bytes], *, clients: int, seconds: float = 0, retry: bool = False
) -> Shot:
    """Begin a load."""
    folder = tempfile.TemporaryDirectory(prefix="linli-bench-")
    file = Path(folder.name) / "requests"
    _load.save(file, requests)
    how = "retry" if retry else "once"
    words = [places.python(), "-m", "bench._load", str(port), str(clients), str(seconds), how, str(file)]
    return Shot(folder, subprocess.Popen(words, cwd=places.ROOT))


def fire(port: int, requests: Sequence[bytes], *, clients: int, seconds: float = 0) -> Volley:
    """A whole load."""
    return begin(port, requests, clients=clients, seconds=seconds).end()


@dataclass
class Meter:
    """Processor time by server and database over several loads."""

    server: Server
    used: dict[str, float] = field(default_factory=lambda: {"web": 0.0, "database": 0.0})
    done: int = 0

    @contextmanager
    def running(self) -> Generator[None]:
        """Add what is used while the block runs."""
        before = processor_seconds(self.server.pids()), processor_seconds(database_pids())
        yield
        self.used["web"] += processor_seconds(self.server.pids()) - before[0]
        self.used["database"] += processor_seconds(database_pids()) - before[1]

    def each(self) -> dict[str, float]:
        """Milliseconds of processor time for one."""
        return {name: round(1000 * value / max(self.done, 1), 3) for name, value in self.used.items()}


def request(
    method: str, path: str, *, headers: dict[str, str] | None = None, body: object | None = None
) -> bytes:
    """An HTTP request, ready to send."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    head = {"Host": "127.0.0.1", "Accept": "application/json"} | (headers or {})
    if content:
        head |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def versions(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """What was measured with, the database among it."""
    row = connection.execute("SHOW server_version").fetchone()
    names = ("linli", "django", "django-ninja", "granian", "psycopg")
    return {**versions_of(*names), "postgresql": str(row[0]) if row else ""}


def versions_of(*names: str) -> dict[str, str]:
    """The versions of Python and of these packages, and the machine."""
    return {
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in names},
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def close(
    *,
    name: str,
    figure: float,
    unit: str,
    bar: str,
    holds: bool,
    parts: dict[str, Any],
    with_: dict[str, str],
) -> int:
    """Print the closing line; the status is 0 when the bar holds."""
    line = {
        "name": name,
        "figure": figure,
        "unit": unit,
        "bar": bar,
        "holds": holds,
        "parts": parts,
        "versions": with_,
    }
    say.out(json.dumps(line, ensure_ascii=False))
    return 0 if holds else 1
