"""intake: taking in real messages through the public API, against the bare floor beside it

Every message becomes a matter with category, grid, owner, deadlines, search words, ledger entry and stored answer, all
durable; 8 clients. The floor (`_floor.py`) does one insert a request. Both run in turns on the same server settings and
the same PostgreSQL. Afterwards everything that was answered 2xx is looked for in the database.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

from bench import _floor_table, _ground, _kept, _messages
from tools import say

CLIENTS = 8
BAR = 0.40
AREA = "990101001"


@dataclass
class Side:
    """One of the two that are compared: its server, how a body becomes a request, what came of it."""

    server: _ground.Server
    made: Callable[[dict[str, Any]], bytes]
    meter: _ground.Meter
    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    others: dict[int, int] = field(default_factory=dict)

    def fire(self, bodies: Iterator[dict[str, Any]], seconds: float) -> None:
        """One round: as many as can be sent in the seconds."""
        ahead = int(seconds * 2.5 * max(self.rates, default=400)) + CLIENTS
        requests = [self.made(body) for body in islice(bodies, ahead)]
        with self.meter.running():
            volley = _ground.fire(self.server.port, requests, clients=CLIENTS, seconds=seconds)
        self.meter.done += len(volley.good)
        self.rates.append(volley.rate)
        self.p50.append(volley.p50)
        for status, count in volley.statuses().items():
            if status != 201:
                self.others[status] = self.others.get(status, 0) + count
        self.heard(requests, volley)

    def heard(self, requests: list[bytes], volley: _ground.Volley) -> None:
        """What was answered well; the floor forgets it."""

    def told(self) -> dict[str, Any]:
        """The side's part of the closing line."""
        return {
            "per_second": round(median(self.rates), 1),
            "rounds": [round(rate, 1) for rate in self.rates],
            "p50_ms": round(median(self.p50), 2),
            "cpu_ms_each": self.meter.each(),
            "matters": self.meter.done,
            "not_201": self.others,
        }


class Linli(Side):
    """Linli's side remembers what it was promised."""

    commands: dict[UUID, UUID]
    requests: dict[UUID, bytes]

    def heard(self, requests: list[bytes], volley: _ground.Volley) -> None:
        """Keep command and matter of every good answer."""
        for number in volley.good:
            command, matter = _messages.ids_of(requests[number])
            self.commands[command] = matter
            self.requests[command] = requests[number]


def main() -> int:
    """Measure and print."""
    chosen = _arguments()
    name = _ground.database_name() + "_intake"
    env = _ground.fresh_database(name)
    with _ground.owner(name) as connection:
        connection.execute(_floor_table.SQL)
        linli, floor = _sides(env)
        source, found = _messages.texts()
        bodies = _messages.bodies(found)
        with _ground.served(linli.server, floor.server):
            _rounds(linli, floor, bodies, chosen)
            repeated = _kept.repeat(
                linli.server.port, list(linli.requests.values())[:: 1 + len(linli.requests) // 40]
            )
        wrong = _kept.wrong(connection, linli.commands)
        return _close(connection, linli, floor, {"source": source, "texts": len(found)}, wrong, repeated)


def _sides(env: dict[str, str]) -> tuple[Linli, Side]:
    bearer = {"Authorization": f"Bearer {_ground.issue_key(env, AREA)}"}
    servers = _ground.linli_server(env), _ground.floor_server(env)

    def matter(body: dict[str, Any]) -> bytes:
        return _messages.to_linli(body, bearer)

    linli = Linli(servers[0], matter, _ground.Meter(servers[0]))
    linli.commands, linli.requests = {}, {}
    return linli, Side(servers[1], _messages.to_floor, _ground.Meter(servers[1]))


def _rounds(linli: Linli, floor: Side, bodies: Iterator[dict[str, Any]], chosen: argparse.Namespace) -> None:
    with say.step("预热", "warming up"):
        for side in (linli, floor):
            side.fire(bodies, 3)
            side.rates.clear()
            side.p50.clear()
            side.meter = _ground.Meter(side.server)
    for number in range(chosen.rounds):
        for side in (linli, floor):
            side.fire(bodies, chosen.seconds)
        ours, bare = linli.rates[-1], floor.rates[-1]
        say.line(f"  {number + 1}: {ours:.0f}/s, 地板 floor {bare:.0f}/s, {ours / bare:.2f}")


def _close(
    connection: psycopg.Connection[Any],
    linli: Linli,
    floor: Side,
    messages: dict[str, Any],
    wrong: dict[str, int],
    repeated: dict[str, int],
) -> int:
    ratios = [ours / bare for ours, bare in zip(linli.rates, floor.rates, strict=True)]
    figure = round(median(ratios), 3)
    durable = _kept.durable(connection)
    whole = not any(wrong.values()) and not repeated["different"] and not linli.others
    return _ground.close(
        name="intake",
        figure=figure,
        unit="of the bare floor's matters per second",
        bar=f"≥ {BAR}",
        holds=figure >= BAR and whole and durable["fsync"] == "on" and durable["synchronous_commit"] == "on",
        parts={
            "linli": linli.told(),
            "floor": floor.told(),
            "ratios": [round(one, 3) for one in ratios],
            "acknowledged": len(linli.commands),
            "wrong_in_database": wrong,
            "sent_again": repeated,
            "durable": durable,
            "clients": CLIENTS,
            "messages": messages,
        },
        with_=_ground.versions(connection),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench intake")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each side")
    parser.add_argument("--seconds", type=float, default=6, help="length of a turn")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
