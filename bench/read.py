"""read: what a desk reads all day, among 100,000 matters, against a bare keyset page beside it

Open list (counter, grid worker, subdistrict officer), a matter's detail, search (each of the three; rare words, none,
reporters, slips), workbench: each through the real
server with a signed-in session, one client, in turns with the floor's page of 20 out of as many rows. Give 1000000 for
ten times the matters: each kind is then also read among 100,000 in the same turns, and the growth told. The databases
are built once and kept.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import quote

import psycopg

from bench import _floor_table, _ground, _sessions
from tools import places, say, system

BAR = 3.0
USUAL = 100_000
GROWTH_BAR = 1.3
"""How much longer a read may take where there are more matters than usual."""
HOME = "990101001001"
PEOPLE = {"counter": "counter1", "grid_worker": "grid03", "subdistrict": "works"}
WORDS = ("路灯", "停车", "噪音扰民", "垃圾", "小区物业", "公交车", "学校", "油烟", "拆迁补偿", "工资")
"""What is looked for, common words and rare ones, in turn."""
OTHERS = {
    "rare": ("婚姻登记处", "体育器材", "小产权房", "古树"),
    "nothing": ("量子纠缠器", "冰川探险"),
    "reporter": ("王建华", "zjg", "5123", "liwenbo"),
    "typing_error": ("路登", "ludeng", "小区物页", "噪音绕民"),
}
"""Looked for by the counter: words few matters hold, words none holds, reporters, slips of ear and pinyin."""
EACH = 30
"""Requests of a kind in a turn."""


@dataclass
class Kind:
    """A kind of read: its requests and whom they go to, and the medians of its turns as milliseconds, as ratios to the
    floor's and to those of the same kind among fewer matters."""

    name: str
    port: int
    requests: Iterator[bytes]
    fewer: "Kind | None" = None
    p50: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    growth: list[float] = field(default_factory=list)
    others: dict[int, int] = field(default_factory=dict)

    def turn(self) -> float:
        """The median of one turn; what was not answered 200 is kept."""
        volley = _ground.fire(self.port, [next(self.requests) for _ in range(EACH)], clients=1)
        for status, count in volley.statuses().items():
            if status != 200:
                self.others[status] = self.others.get(status, 0) + count
        self.p50.append(volley.p50)
        return volley.p50

    def told(self) -> dict[str, Any]:
        """The kind's part of the closing line."""
        told = {
            "ratio": round(median(self.ratios), 2),
            "p50_ms": round(median(self.p50), 2),
            "ratios": [round(ratio, 2) for ratio in self.ratios],
            "not_200": self.others,
        }
        if self.fewer:
            told["growth"] = round(median(self.growth), 2)
            told["p50_ms_among_fewer"] = round(median(self.fewer.p50), 2)
            told["not_200_among_fewer"] = self.fewer.others
        return told


def main() -> int:
    """Build if need be, measure, print."""
    chosen = _arguments()
    counts = [chosen.matters, *([USUAL] if chosen.matters > USUAL else [])]
    names = [f"{_ground.database_name()}_read_{count}" for count in counts]
    envs = [_built(name, count) for name, count in zip(names, counts, strict=True)]
    servers = [_ground.linli_server(env) for env in envs]
    floor = _ground.floor_server(envs[0])
    with _ground.served(*servers, floor):
        found: list[list[Kind]] = []
        for name, server in zip(names, servers, strict=True):
            with _ground.owner(name) as connection:
                found.append(_kinds(connection, server.port))
        for kind, fewer in zip(*found, strict=True) if len(found) > 1 else []:
            kind.fewer = fewer
        bare = Kind("floor", floor.port, pages())
        turns(found[0], bare, chosen.rounds)
        with _ground.owner(names[0]) as connection:
            return _close(connection, found[0], bare, chosen.matters)


def _built(name: str, count: int) -> dict[str, str]:
    """The environment of the database with so many matters, built anew unless it is of this making."""
    made_from = places.digest(
        [*system.shapes_tables(), *places.BENCH.glob("_matters*.py"), places.BENCH / "_floor_table.py"],
        str(count),
    )
    stamp = places.Stamp(places.VAR / "bench" / name)
    if stamp.holds(made_from) and _ground.is_there(name):
        return _ground.environment(name)
    stamp.drop()
    env = _ground.fresh_database(name)
    _ground.run_part("bench._matters", env, str(count))
    with _ground.owner(name) as connection, say.step("地板的行", "the floor's rows"):
        connection.execute(_floor_table.SQL)
        connection.execute(_floor_table.FILL)
        connection.execute(_floor_table.INDEX)
        connection.execute("VACUUM ANALYZE bench_floor")
    stamp.put(made_from)
    return env


def _kinds(connection: psycopg.Connection[Any], port: int) -> list[Kind]:
    people = {role: _sessions.sign_in(port, name) for role, name in PEOPLE.items()}
    matters = connection.execute(
        "SELECT id FROM matters_matter WHERE community = %s ORDER BY random() LIMIT 500", [HOME]
    ).fetchall()
    ids = [str(row[0]) for row in matters]

    def of(role: str, path: Callable[[int], str]) -> Iterator[bytes]:
        number = 0
        while True:
            yield _ground.request("GET", path(number), headers=people[role])
            number += 1

    def kind(name: str, role: str, path: Callable[[int], str]) -> Kind:
        return Kind(name, port, of(role, path))

    lists = [kind(f"open_list_{role}", role, lambda _: "/api/matters?group=open") for role in PEOPLE]
    detail = kind("detail", "counter", lambda n: f"/api/matters/{ids[n % len(ids)]}")

    def sought(words: tuple[str, ...]) -> Callable[[int], str]:
        return lambda n: f"/api/matters?group=all&q={quote(words[n % len(words)])}"

    searches = [kind(f"search_{role}", role, sought(WORDS)) for role in PEOPLE]
    searches += [kind(f"search_{name}", "counter", sought(asked)) for name, asked in OTHERS.items()]
    benches = [kind(f"workbench_{role}", role, lambda _: "/api/workbench") for role in PEOPLE]
    return [*lists, detail, *searches, *benches]


def pages() -> Iterator[bytes]:
    """The floor's page, from anywhere in three years."""
    chance = random.Random(1)
    while True:
        before = datetime.now(UTC) - timedelta(days=chance.random() * 1000)
        yield _ground.request("GET", f"/rows?community={HOME}&before={quote(before.isoformat())}")


def turns(kinds: list[Kind], bare: Kind, rounds: int) -> None:
    """Every kind in turn with the floor's page, after a warming up."""
    all_of_them = [bare, *kinds, *(kind.fewer for kind in kinds if kind.fewer)]
    with say.step("预热", "warming up"):
        for _ in range(2):
            for kind in all_of_them:
                kind.turn()
    for kind in all_of_them:
        kind.p50.clear()
    for number in range(rounds):
        before = bare.turn()
        for kind in kinds:
            took = kind.turn()
            if kind.fewer:
                kind.growth.append(took / kind.fewer.turn())
            after = bare.turn()
            kind.ratios.append(2 * took / (before + after))
            before = after
        say.line(f"  {number + 1}: " + ", ".join(_turn_told(kind) for kind in kinds))


def _turn_told(kind: Kind) -> str:
    grown = f" (×{kind.growth[-1]:.2f})" if kind.growth else ""
    return f"{kind.name} {kind.ratios[-1]:.1f}{grown}"


def _grown(kinds: list[Kind]) -> dict[str, Any]:
    """The part on growth: the kind that grew most, against its bar."""
    most = max(kinds, key=lambda kind: median(kind.growth))
    figure = round(median(most.growth), 2)
    whole = not any(kind.fewer.others for kind in kinds if kind.fewer)
    return {
        "most": most.name,
        "figure": figure,
        "unit": f"times the time among {USUAL} matters",
        "bar": f"≤ {GROWTH_BAR:g}",
        "holds": figure <= GROWTH_BAR and whole,
        **{kind.name: round(median(kind.growth), 2) for kind in kinds},
    }


def _close(connection: psycopg.Connection[Any], kinds: list[Kind], bare: Kind, count: int) -> int:
    worst = max(kinds, key=lambda kind: median(kind.ratios))
    figure = round(median(worst.ratios), 2)
    growth = {"growth": _grown(kinds)} if worst.fewer else {}
    return _ground.close(
        name="read",
        figure=figure,
        unit="times the bare keyset page, the slowest kind",
        bar=f"≤ {BAR:g}",
        holds=figure <= BAR
        and not any(kind.others for kind in [bare, *kinds])
        and growth.get("growth", {"holds": True})["holds"],
        parts={
            "slowest": worst.name,
            **growth,
            **{kind.name: kind.told() for kind in kinds},
            "floor_p50_ms": round(median(bare.p50), 2),
            "sizes": _sizes(connection, count),
        },
        with_=_ground.versions(connection),
    )


def _sizes(connection: psycopg.Connection[Any], count: int) -> dict[str, int]:
    found = {"asked": count}
    for name, statement in (
        ("matters", "SELECT count(*) FROM matters_matter"),
        ("open", "SELECT count(*) FROM matters_matter WHERE is_open"),
        ("of_home", f"SELECT count(*) FROM matters_matter WHERE community = '{HOME}'"),
        ("ledger_entries", "SELECT count(*) FROM ledger_entry"),
        ("floor_rows", "SELECT count(*) FROM bench_floor"),
    ):
        row = connection.execute(statement.encode()).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench read")
    parser.add_argument("matters", type=int, nargs="?", default=USUAL, help="how many matters")
    parser.add_argument("--rounds", type=int, default=5, help="turns of every kind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
