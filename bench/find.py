"""find: looking for people, homes and shops among 130,000 residents, against a bare keyset page beside it

Half a name, initials, four figures, an address, a shop, a label and two words together, all nouns at once as the box
asks for them, by a counter, a grid worker, a subdistrict officer and an overseer of the whole district: each through
the real server with a signed-in session, one client, in turns with the floor's page of 20 out of as many rows. Give
3000000 for three million residents in three hundred communities. The databases are built once and kept.
"""

import argparse
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

import psycopg

from bench import _floor_table, _ground, _register_sql, _sessions
from bench.read import BAR, HOME, Kind, pages, turns
from tools import places, say, system

USUAL = 130_000
PEOPLE = {"counter": "counter1", "grid_worker": "grid03", "subdistrict": "works", "district": "overseer"}
ASKED = {
    "name": ("王秀英", "陈晓", "张伟", "刘志强", "秀英", "建国", "李丽", "赵玉珍"),
    "surname": ("王", "李", "曾", "单", "解", "欧阳", "老张", "陈阿姨"),
    "sound": ("wxy", "zengxiaomin", "lijg", "zhangwei", "shan", "xjf", "chenyu", "zml"),
    "figures": ("1234", "8812", "0071", "5678", "9306", "4410", "2750", "1999"),
    "home": (
        "3-2-501",
        "5-1-1203",
        "８幢２单元６０１",
        "2-302",
        "10-1-404",
        "七幢一单元803室",
        "4-2-1101",
        "6-1-102",
    ),
    "shop": ("秀英超市", "药店", "平安餐饮", "hmcs", "五金 3幢", "理发店", "liling", "水果店"),
    "label": ("独居老人", "残疾", "党员", "高龄", "合唱", "退役", "空巢", "书画"),
    "words": ("王 3-2", "独居 5幢", "zwh 3幢", "阳光 张", "惠民 超市", "李 1203", "党员 陈", "秀 2单元"),
}


def main() -> int:
    """Build if need be, measure, print."""
    chosen = _arguments()
    name = f"{_ground.database_name()}_find_{chosen.residents}"
    env = _built(name, chosen.residents)
    server = _ground.linli_server(env)
    floor = _ground.floor_server(env)
    with _ground.served(server, floor), _ground.owner(name) as connection:
        kinds = _kinds(server.port)
        bare = Kind("floor", floor.port, pages())
        turns(kinds, bare, chosen.rounds)
        return _close(connection, kinds, bare, chosen.residents)


def _built(name: str, count: int) -> dict[str, str]:
    """The environment of the database with so many residents, built anew unless it is of this making."""
    made_from = places.digest(
        [*system.shapes_tables(), *places.BENCH.glob("_register*.py"), places.BENCH / "_floor_table.py"],
        str(count),
    )
    stamp = places.Stamp(places.VAR / "bench" / name)
    if stamp.holds(made_from) and _ground.is_there(name):
        return _ground.environment(name)
    stamp.drop()
    env = _ground.fresh_database(name)
    _ground.run_part("bench._register", env, str(count))
    with _ground.owner(name) as connection, say.step("地板的行", "the floor's rows"):
        connection.execute(_floor_table.SQL)
        connection.execute(_register_sql.FLOOR)
        connection.execute(_floor_table.INDEX)
        connection.execute("VACUUM ANALYZE bench_floor")
    stamp.put(made_from)
    return env


def _kinds(port: int) -> list[Kind]:
    people = {role: _sessions.sign_in(port, name) for role, name in PEOPLE.items()}

    def of(role: str, words: tuple[str, ...]) -> Iterator[bytes]:
        headers = people[role] | _sessions.token(people[role])
        number = 0
        while True:
            body = {"q": words[number % len(words)]}
            yield _ground.request("POST", "/api/register/find", headers=headers, body=body)
            number += 1

    return [
        Kind(f"{asked}_{role}", port, of(role, words)) for role in PEOPLE for asked, words in ASKED.items()
    ]


def _close(connection: psycopg.Connection[Any], kinds: list[Kind], bare: Kind, count: int) -> int:
    worst = max(kinds, key=lambda kind: median(kind.ratios))
    figure = round(median(worst.ratios), 2)
    return _ground.close(
        name="find",
        figure=figure,
        unit="times the bare keyset page, the slowest kind",
        bar=f"≤ {BAR:g}",
        holds=figure <= BAR and not any(kind.others for kind in [bare, *kinds]),
        parts={
            "slowest": worst.name,
            **{kind.name: kind.told() for kind in kinds},
            "floor_p50_ms": round(median(bare.p50), 2),
            "sizes": _sizes(connection, count),
        },
        with_=_ground.versions(connection),
    )


def _sizes(connection: psycopg.Connection[Any], count: int) -> dict[str, int]:
    found = {"asked": count}
    for name, statement in (
        ("residents", "SELECT count(*) FROM register_resident"),
        ("found_by", "SELECT count(*) FROM register_find"),
        ("of_home", f"SELECT count(*) FROM register_find WHERE community = '{HOME}'"),
        ("table_mb", "SELECT pg_relation_size('register_find') / 1000000"),
        ("index_mb", "SELECT pg_relation_size('register_find_tokens') / 1000000"),
        ("floor_rows", "SELECT count(*) FROM bench_floor"),
    ):
        row = connection.execute(statement.encode()).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench find")
    parser.add_argument("residents", type=int, nargs="?", default=USUAL, help="how many residents")
    parser.add_argument("--rounds", type=int, default=5, help="turns of every kind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
