"""A running Linli: database, tables, static files, web server and job worker, put together in order."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tools import client, environment, places, postgres, processes, say

BENCH_DATABASE = "linli_bench"


@contextmanager
def database(name: str = postgres.DATABASE, *, fresh: bool = False) -> Generator[dict[str, str]]:
    """The environment of a command with a database: the site's own (DATABASE_URL) or the embedded one, kept running
    while the block runs. `fresh` throws the embedded one's data away first."""
    env = os.environ | {"LINLI_VAR": str(places.VAR)}
    if os.environ.get("DATABASE_URL"):
        if fresh:
            say.stop(
                "--reset 只用于自带数据库。--reset is for the embedded database alone.",
                "自行清空 empty it yourself, or unset DATABASE_URL",
            )
        yield env
        return
    with postgres.Cluster(places.VAR / "pg", postgres.embedded_programs()) as cluster:
        if fresh:
            with say.step("清空演示数据", "throwing the demo's data away"):
                cluster.drop(name)
                shutil.rmtree(places.VAR / "files", ignore_errors=True)
        if cluster.ensure(name):
            _migrated(name).drop()
        _tell_others(cluster.url())
        yield env | {"DATABASE_URL": cluster.url(name), "LINLI_PG_DATA": str(cluster.data)}


def _tell_others(url: str) -> None:
    """Keep the embedded database's address where `linli` finds it when DATABASE_URL is not set."""
    path = places.VAR / "database_url"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(url)


def migrate(env: dict[str, str], name: str = postgres.DATABASE) -> None:
    """Bring the tables up to date; an embedded database already at these migrations is left alone."""
    wanted = places.digest(shapes_tables())
    if "LINLI_PG_DATA" in env and _migrated(name).holds(wanted):
        return
    with say.step("更新数据库结构", "migrating the database"):
        words = [places.python(), "-m", "linli.manage", "migrate", "--noinput", "--verbosity", "0"]
        environment.run(words, "migrate", env=env)
    _migrated(name).put(wanted)


def web_server(env: dict[str, str], *, host: str, port: int) -> processes.Process:
    """The web server. Behind the numbers: sync views under WSGI, two processes of four threads with kept
    connections, are the fastest on two cores."""
    words = [places.venv_bin("granian"), "linli.config.wsgi:application", "--interface", "wsgi"]
    words += ["--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    words += ["--backlog", "1024", "--backpressure", "64", "--no-ws", "--respawn-failed-workers"]
    words += ["--workers-kill-timeout", "5", "--log-level", "warning"]
    return processes.Process("网站 web server", words, env)


def job_worker(env: dict[str, str]) -> processes.Process:
    """The process that does the jobs."""
    return processes.Process("任务 job worker", [places.venv_bin("linli"), "worker"], env)


def with_address(env: dict[str, str], port: int) -> dict[str, str]:
    """The environment with the public address that this port means, unless the site has set one."""
    return {"PUBLIC_URL": f"http://127.0.0.1:{port}"} | env


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else is using."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            say.stop(
                f"端口 {port} 不能用。Port {port} cannot be used ({wrong.strerror}).", f"--port {port + 1}"
            )


def answers(port: int, *paths: str) -> bool:
    """Whether the pages answer well."""
    try:
        return all(_status(port, path) in {200, 302} for path in paths)
    except (OSError, http.client.HTTPException):
        return False


def wait_until_ready(port: int, running: list[processes.Process], *, patience: float = 60) -> None:
    """Wait until the health check and the first page answer."""
    deadline = time.monotonic() + patience
    processes.look_after(running, until=lambda: answers(port, "/healthz", "/") or time.monotonic() > deadline)
    if not answers(port, "/healthz", "/"):
        say.stop("网站没有应答。The web server does not answer.", "看上面的输出 see its output above")


def load_demo(env: dict[str, str]) -> None:
    """Load the demo community, once; prints who may sign in."""
    if run_linli(env, ["demo"]):
        say.stop("载入演示社区失败。Loading the demo community failed.", "python3 dev.py demo --reset")


def run_linli(env: dict[str, str], arguments: list[str]) -> int:
    """Run a command of `linli` and return its status."""
    return subprocess.run([places.venv_bin("linli"), *arguments], env=env, check=False).returncode


def prepare_files(env: dict[str, str]) -> None:
    """Everything browsers get."""
    client.build()
    client.compile_translations()
    client.collect_static(env)


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def _migrated(name: str) -> places.Stamp:
    return places.Stamp(places.VAR / "pg" / f"migrated-{name}")


def shapes_tables() -> list[Path]:
    """Files that decide what `migrate` does."""
    app_files = places.SRC.rglob("migrations/*.py")
    composition = places.SRC / "linli" / "config"
    return [
        *app_files,
        *composition.glob("*.py"),
        *(places.SRC / "linli" / "kit").glob("walls*.py"),
        places.ROOT / environment.RUNTIME,
    ]
