"""intake: taking in real messages through the public API, against the bare floor beside it

Every message becomes a matter with category, grid, owner, deadlines, search words, ledger entry and stored answer, all
durable; 8 clients. The floor (`_floor.py`) does one insert a request. Both run in turns on the same server settings and
the same PostgreSQL. Afterwards everything that was answered 2xx is looked for in the database. With `--peer`,
django-helpdesk takes the same messages in its turns (`_peer_side.py`), at each of its two doors. With `--learnt`, a
version of what was learnt about categories reads every message beside the keywords.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

from bench import _floor_table, _ground, _kept, _learnt, _messages, _peer_side
from tools import say

CLIENTS = 8
BAR = 0.40
PEER_BAR = 10.0
AREA = "990101001"


@dataclass
class Side:
    """One of those that are compared: its server, how a body becomes a request, the status of what is taken in, what
    came of it."""

    server: _ground.Server
    made: Callable[[dict[str, Any]], bytes]
    meter: _ground.Meter
    accepted: int = 201
    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    others: dict[int, int] = field(default_factory=dict)

    def fire(self, bodies: Iterator[dict[str, Any]], seconds: float) -> None:
        """One round: as many as can be sent in the seconds."""
        ahead = int(seconds * 2.5 * max(self.rates, default=400)) + CLIENTS
        sent = list(islice(bodies, ahead))
        requests = [self.made(body) for body in sent]
        with self.meter.running():
            volley = _ground.fire(self.server.port, requests, clients=CLIENTS, seconds=seconds)
        good = [number for number, status, _, _ in volley.answers if status == self.accepted]
        self.meter.done += len(good)
        self.rates.append(len(good) / volley.seconds)
        self.p50.append(volley.p50)
        for status, count in volley.statuses().items():
            if status != self.accepted:
                self.others[status] = self.others.get(status, 0) + count
        self.heard(sent, requests, good)

    def heard(self, sent: list[dict[str, Any]], requests: list[bytes], good: list[int]) -> None:
        """Which of what was sent was taken in; the floor forgets it."""

    def told(self) -> dict[str, Any]:
        """The side's part of the closing line."""
        return {
            "per_second": round(median(self.rates), 1),
            "rounds": [round(rate, 1) for rate in self.rates],
            "p50_ms": round(median(self.p50), 2),
            "cpu_ms_each": self.meter.each(),
            "matters": self.meter.done,
            "not_accepted": self.others,
        }


class Linli(Side):
    """Linli's side remembers what it was promised."""

    commands: dict[UUID, UUID]
    requests: dict[UUID, bytes]

    def heard(self, sent: list[dict[str, Any]], requests: list[bytes], good: list[int]) -> None:
        """Keep command and matter of every good answer."""
        for number in good:
            command, matter = _messages.ids_of(requests[number])
            self.commands[command] = matter
            self.requests[command] = requests[number]


class Peer(Side):
    """A door of the peer; all of its doors write into one list what they were promised."""

    promised: list[str]

    def heard(self, sent: list[dict[str, Any]], requests: list[bytes], good: list[int]) -> None:
        """Keep the message's id of every good answer."""
        self.promised += [sent[number]["id"] for number in good]


def main() -> int:
    """Measure and print."""
    chosen = _arguments()
    name = _ground.database_name() + "_intake"
    env = _ground.fresh_database(name)
    peer = _peer_side.prepared(name + "_peer") if chosen.peer else None
    with _ground.owner(name) as connection:
        connection.execute(_floor_table.SQL)
        linli, floor = _sides(env)
        source, found = _messages.texts()
        learnt = {"learnt": _learnt.put(connection, found)} if chosen.learnt else {}
        with _ground.served(linli.server, floor.server, *([peer.server] if peer else [])):
            doors = _doors(peer) if peer else {}
            _rounds([linli, floor, *doors.values()], _messages.bodies(found), chosen)
            repeated = _kept.repeat(
                linli.server.port, list(linli.requests.values())[:: 1 + len(linli.requests) // 40]
            )
        wrong = _kept.wrong(connection, linli.commands)
        more = {"peer": _compared(linli, doors, name + "_peer")} if doors else {}
        parts = {"messages": {"source": source, "texts": len(found)}, **learnt, **more}
        return _close(connection, linli, floor, parts, wrong, repeated)


def _sides(env: dict[str, str]) -> tuple[Linli, Side]:
    bearer = {"Authorization": f"Bearer {_ground.issue_key(env, AREA)}"}
    servers = _ground.linli_server(env), _ground.floor_server(env)

    def matter(body: dict[str, Any]) -> bytes:
        return _messages.to_linli(body, bearer)

    linli = Linli(servers[0], matter, _ground.Meter(servers[0]))
    linli.commands, linli.requests = {}, {}
    return linli, Side(servers[1], _messages.to_floor, _ground.Meter(servers[1]))


def _doors(peer: _peer_side.Peer) -> dict[str, Peer]:
    promised: list[str] = []
    doors: dict[str, Peer] = {}
    for name, made in peer.doors().items():
        meter = _ground.Meter(peer.server)
        doors[name] = Peer(peer.server, made, meter, _peer_side.DOORS[name])
        doors[name].promised = promised
    return doors


def _rounds(sides: Sequence[Side], bodies: Iterator[dict[str, Any]], chosen: argparse.Namespace) -> None:
    with say.step("预热", "warming up"):
        for side in sides:
            side.fire(bodies, 3)
            side.rates.clear()
            side.p50.clear()
            side.meter = _ground.Meter(side.server)
    for number in range(chosen.rounds):
        for side in sides:
            side.fire(bodies, chosen.seconds)
        ours, bare, *peers = [side.rates[-1] for side in sides]
        told = "".join(f", 对照 peer {rate:.0f}/s, {ours / rate:.1f}" for rate in peers)
        say.line(f"  {number + 1}: {ours:.0f}/s, 地板 floor {bare:.0f}/s, {ours / bare:.2f}{told}")


def _compared(linli: Linli, doors: dict[str, Peer], name: str) -> dict[str, Any]:
    """The peer's part: each door's figures and ours as a multiple, the bar held against the dearer comparison for us,
    the door that takes in more; what each does; whether all is there."""
    told: dict[str, Any] = {}
    for door, side in doors.items():
        ratios = [ours / theirs for ours, theirs in zip(linli.rates, side.rates, strict=True)]
        told[door] = {
            "ours_by_theirs": round(median(ratios), 2),
            "ratios": [round(one, 2) for one in ratios],
            "accepted": side.accepted,
            **side.told(),
        }
    with _ground.owner(name) as connection:
        wrong = _peer_side.wrong(connection, next(iter(doors.values())).promised)
    figure = min(told[door]["ours_by_theirs"] for door in doors)
    whole = not any(wrong.values()) and not any(side.others for side in doors.values())
    return {
        "figure": figure,
        "unit": "times the peer's tickets per second at its faster door",
        "bar": f"≥ {PEER_BAR:g}",
        "holds": figure >= PEER_BAR and whole,
        **told,
        "does": _peer_side.DOES,
        "acknowledged": len(next(iter(doors.values())).promised),
        "wrong_in_database": wrong,
        "versions": _peer_side.versions(),
    }


def _close(
    connection: psycopg.Connection[Any],
    linli: Linli,
    floor: Side,
    more: dict[str, Any],
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
        holds=figure >= BAR
        and whole
        and durable["fsync"] == "on"
        and durable["synchronous_commit"] == "on"
        and more.get("peer", {"holds": True})["holds"],
        parts={
            "linli": linli.told(),
            "floor": floor.told(),
            "ratios": [round(one, 3) for one in ratios],
            "acknowledged": len(linli.commands),
            "wrong_in_database": wrong,
            "sent_again": repeated,
            "durable": durable,
            "clients": CLIENTS,
            **more,
        },
        with_=_ground.versions(connection),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench intake")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each side")
    parser.add_argument("--seconds", type=float, default=6, help="length of a turn")
    parser.add_argument("--peer", action="store_true", help="django-helpdesk beside it")
    parser.add_argument("--learnt", action="store_true", help="a learnt version of categories in use")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
