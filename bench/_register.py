"""Any number of synthetic residents in communities of ten thousand, with their homes, phones, labels and shops, put in
by statements over the whole set. Run as `python -m bench._register COUNT` with DATABASE_URL naming the database."""

import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
os.environ.setdefault("LINLI_DATABASE_ROLE", "jobs")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402

from bench import _ground, _matters_sql, _register_sql, _sessions  # noqa: E402
from bench._matters import bare  # noqa: E402
from linli.accounts import actions as accounts  # noqa: E402
from linli.kit import sealing  # noqa: E402
from linli.kit.actor import Actor, system  # noqa: E402
from linli.kit.scope import scope  # noqa: E402
from linli.register.actions import finding  # noqa: E402
from linli.register.rules import writing  # noqa: E402
from linli.register.rules.finding import Noun  # noqa: E402
from linli.workforce import actions as workforce  # noqa: E402
from tools import say  # noqa: E402

DISTRICT = "990101"
NAMES = 60_000
_FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "单解仇"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲红建国华志海燕雪梅林波鑫宇浩然子轩梓涵欣怡思雨"
    "晨佳琪美玉凤云飞龙春生德福永清淑珍翠萍金宝荣祥瑞"
)


def main() -> int:
    """Fill the database."""
    homes = max(1, int(sys.argv[1]) // _register_sql.EACH)
    with scope(by := system("bench")):
        _overseer(by)
    with _ground.owner() as connection, say.step(f"{homes} 个合成社区", f"{homes} synthetic communities"):
        connection.execute(
            "SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'"
        )
        connection.execute(_register_sql.HOMES_OF.format(homes=homes).encode())
        _names(connection)
        with bare(connection, list(_register_sql.TABLES)):
            for statement in (*_register_sql.PLACES, *_register_sql.PEOPLE):
                connection.execute(statement.encode())
            with say.step("电话", "phones"):
                _phones(connection)
    with say.step("可找的", "what they are found by"):
        _found(homes)
    with _ground.owner() as connection, say.step("整理统计", "vacuum and statistics"):
        connection.execute("VACUUM ANALYZE")
    return 0


def _overseer(by: Actor) -> None:
    """Somebody who sees the whole district."""
    person = accounts.add_person(
        by=by,
        area=DISTRICT,
        username="overseer",
        name="合成",
        encoded=make_password(_sessions.PASSWORD),
        synthetic=True,
    )
    post = workforce.open_post(by=by, area=DISTRICT, title="supervisor", name="区督查岗", synthetic=True)
    workforce.assign(by=by, post_id=post, user_id=person)


def _names(connection: psycopg.Connection[Any]) -> None:
    chance = random.Random(7)
    weights = [1 / (2 + rank) for rank in range(len(_FAMILIES))]
    with connection.cursor().copy("COPY bench_name (name, sort) FROM STDIN") as copy:
        for family in chance.choices(_FAMILIES, weights, k=NAMES):
            name = family + "".join(chance.choices(_GIVEN, k=1 if chance.random() < 0.15 else 2))
            copy.write_row((name, writing.name_sort(name)))
    with connection.cursor().copy("COPY bench_shop (name, sort, trade) FROM STDIN") as copy:
        for n in range(2000):
            trade = ("超市", "餐饮", "药店", "理发", "五金", "水果")[n % 6]
            name = f"{''.join(chance.choices(_GIVEN, k=2))}{trade}店"
            copy.write_row((name, writing.organisation_sort(name), trade))


def _phones(connection: psycopg.Connection[Any]) -> None:
    """Sealed, as they are in life, in the first two subdistricts, from which all is shown that is measured: whoever
    looks at a hit opens them. Elsewhere the ends of the numbers are there alone."""
    ends = {f"{n:04d}": finding.tails(f"{n:04d}")[0] for n in range(10_000)}
    words = "COPY register_secret (resident_id, community, area, id_kind, id_number, phone, other_phone, id_index,"
    words += " phone_index, other_index, tails, key) FROM STDIN"
    with _ground.owner() as second, connection.transaction(), connection.cursor(name="residents") as reading:
        second.execute("SET synchronous_commit = off")
        reading.itersize = 20_000
        reading.execute(_register_sql.SEALED)
        with second.cursor().copy(words.encode()) as copy:
            for row in _secrets(reading, ends):
                copy.write_row(row)
    connection.execute("CREATE TEMP TABLE bench_end (n serial PRIMARY KEY, tail bigint NOT NULL)")
    with connection.cursor().copy("COPY bench_end (tail) FROM STDIN") as copy:
        for tail in ends.values():
            copy.write_row((tail,))
    connection.execute(_register_sql.UNSEALED.encode())


def _secrets(people: Any, ends: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(11)
    for id, community, area in people:
        phone = f"139{chance.randrange(10**8):08d}"
        sealed = sealing.seal(phone, of=UUID(str(id)), field="resident.phone")
        tails = [ends[f"{chance.randrange(10**4):04d}"], ends[phone[-4:]]]
        index = sealing.index(phone, field="phone")
        yield (id, community, area, "citizen", b"", sealed, b"", b"", index, b"", tails, 1)


def _found(homes: int) -> None:
    """What is found, in two halves at a time; the indexes afterwards."""
    with _ground.owner() as connection:
        rows = connection.execute(
            "SELECT DISTINCT community FROM register_building WHERE community LIKE '990101%' ORDER BY 1"
        ).fetchall()
        index = _matters_sql.BESIDES[1]
        kept = connection.execute(index, [["register_find"]]).fetchall()
        for drop, _ in kept:
            connection.execute(drop.encode())
        every = [row[0] for row in rows]
        lots = [every[at : at + 5] for at in range(0, len(every), 5)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(_some_found, lots))
        connection.execute("SET maintenance_work_mem = '1500MB'")
        for _, make in kept:
            connection.execute(make.encode())


def _some_found(lot: list[str]) -> None:
    with _ground.owner() as connection:
        connection.execute("SET synchronous_commit = off; SET work_mem = '128MB'")
        for noun in Noun:
            connection.execute(_register_sql.FIND.format(noun=noun.value).encode(), [lot[0], lot[-1]])


if __name__ == "__main__":
    sys.exit(main())
