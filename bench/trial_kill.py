"""Nothing acknowledged is lost: `kill -9` of the web server, then of PostgreSQL, amid an intake load, 20 times

Eight clients send real messages like an outbox: what is not answered well is sent again, the same bytes. In each round
the server is killed (all of it, or one of its workers, in turn), and then the database. The figure is the number of
faults: commands answered 2xx that are not there exactly once with their matter, ledger entry, code and search words,
halves left behind, answers that changed, commands never answered.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import _ground, _kept, _messages
from tools import say

AREA = "990101001"
CLIENTS = 8
PATIENCE = 120.0
"""Seconds within which all answers again after a kill."""


@dataclass
class Told:
    """What was promised and what the kills did."""

    commands: dict[UUID, UUID] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)
    sent_again: int = 0
    unanswered: int = 0
    longest: float = 0.0

    def hear(self, requests: list[bytes], volley: _ground.Volley) -> None:
        """Keep what was answered well, count the rest."""
        good = set(volley.good)
        for number in good:
            command, matter = _messages.ids_of(requests[number])
            self.commands[command] = matter
        self.requests += [requests[number] for number in good]
        self.unanswered += len(requests) - len(good)
        self.sent_again += sum(attempts - 1 for _, _, _, attempts in volley.answers)

    def killed(self, what: str, took: float) -> None:
        """One kill, and the seconds until all answered again."""
        self.kills[what] = self.kills.get(what, 0) + 1
        self.longest = max(self.longest, took)


def main() -> int:
    """Load, kill, look, tell."""
    chosen = _arguments()
    if not os.environ.get("LINLI_PG_DATA"):
        say.stop(
            "这个试验要杀自带的数据库。This trial kills the embedded database.",
            "不设 DATABASE_URL unset DATABASE_URL",
        )
    name = _ground.database_name() + "_kill"
    env = _ground.fresh_database(name)
    bearer = {"Authorization": f"Bearer {_ground.issue_key(env, AREA)}"}
    server, (source, found) = _ground.linli_server(env), _messages.texts()
    bodies, told, chance = _messages.bodies(found), Told(), random.Random(chosen.seed)
    with _ground.served(server):
        for number in range(chosen.rounds):
            requests = [_messages.to_linli(body, bearer) for body in islice(bodies, chosen.matters)]
            _round(server, requests, told, chance, whole=number % 2 == 0)
            say.line(f"  {number + 1}: {len(told.commands)} 件已答复 acknowledged")
        repeated = _kept.repeat(server.port, told.requests[:: 1 + len(told.requests) // 100])
    with _ground.owner(name) as connection:
        wrong = _kept.wrong(connection, told.commands)
        durable, versions = _kept.durable(connection), _ground.versions(connection)
    return _close(told, wrong, repeated, {"durable": durable, "messages": source}, versions)


def _round(
    server: _ground.Server, requests: list[bytes], told: Told, chance: random.Random, *, whole: bool
) -> None:
    """One load with a kill of the server and one of the database in the middle of it."""
    shot = _ground.begin(server.port, requests, clients=CLIENTS, retry=True)
    for what in ("server" if whole else "worker", "database"):
        time.sleep(0.2 + chance.random() * 0.5)
        if shot.process.poll() is not None:
            say.stop("负载太快结束。The load was over before the kill.", "--matters 更大 a larger number")
        begun = time.monotonic()
        {"server": _kill_server, "worker": _kill_worker, "database": _kill_database}[what](server)
        _wait_until_all_answers(server)
        told.killed(what, time.monotonic() - begun)
    told.hear(requests, shot.end())


def _kill_server(server: _ground.Server) -> None:
    """The whole of it, and start it as its keeper would."""
    running = server.process.running
    assert running is not None
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    server.process.start()


def _kill_worker(server: _ground.Server) -> None:
    """One of its processes; the server itself must start another."""
    for pid in server.pids()[1:2]:
        os.kill(pid, signal.SIGKILL)


def _kill_database(_server: _ground.Server) -> None:
    """The postmaster; whoever runs the trial starts it again, and the server's processes find it."""
    data = Path(os.environ["LINLI_PG_DATA"])
    before = (data / "postmaster.pid").read_text().split()[0]
    os.kill(int(before), signal.SIGKILL)
    for _ in _until(PATIENCE):
        with contextlib.suppress(OSError, IndexError):
            if (data / "postmaster.pid").read_text().split()[0] != before:
                return


def _wait_until_all_answers(server: _ground.Server) -> None:
    for _ in _until(PATIENCE):
        with contextlib.suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
            connection.request("GET", "/api/matters/categories", headers={"Authorization": "Bearer none"})
            if connection.getresponse().status == 401:
                return


def _until(seconds: float) -> Iterator[None]:
    """Turns of a wait; a failure when it was in vain."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(0.02)
    raise RuntimeError(f"not back within {seconds:.0f} s")


def _close(
    told: Told,
    wrong: dict[str, int],
    repeated: dict[str, int],
    parts: dict[str, Any],
    versions: dict[str, str],
) -> int:
    faults = sum(wrong.values()) + repeated["different"] + told.unanswered
    durable = parts["durable"]
    return _ground.close(
        name="kill",
        figure=faults,
        unit="faults",
        bar="= 0",
        holds=faults == 0 and durable["fsync"] == "on" and durable["synchronous_commit"] == "on",
        parts={
            "kills": told.kills,
            "acknowledged": len(told.commands),
            "unanswered": told.unanswered,
            "wrong_in_database": wrong,
            "asked_again_afterwards": repeated,
            "sends_repeated_during_kills": told.sent_again,
            "longest_back_seconds": round(told.longest, 1),
            **parts,
        },
        with_=versions,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py trial kill")
    parser.add_argument(
        "--rounds", type=int, default=20, help="kills of the server, and as many of PostgreSQL"
    )
    parser.add_argument("--matters", type=int, default=1200, help="messages in a round's load")
    parser.add_argument("--seed", type=int, default=1, help="when in the load the kills come")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
