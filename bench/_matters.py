"""Any number of synthetic matters in the shape of a district at work, put in by statements over the whole set: thirteen
communities under two subdistricts, the demo community with two fifths of all, three years, one in twenty still open,
ten ledger entries each. Run as `python -m bench._matters COUNT` with DATABASE_URL naming the database to fill."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
os.environ.setdefault("LINLI_DATABASE_ROLE", "jobs")
django.setup()

from django.db.models import BooleanField, Field, IntegerField, JSONField, Model  # noqa: E402

from bench import _ground, _matters_sql, _messages  # noqa: E402
from linli.accounts import actions as accounts  # noqa: E402
from linli.kit import sealing  # noqa: E402
from linli.kit.actor import Actor, system  # noqa: E402
from linli.kit.scope import scope  # noqa: E402
from linli.language.rules import grams, sounds  # noqa: E402
from linli.ledger.models import Entry  # noqa: E402
from linli.matters.models import Grams, Matter, Note, Partaking, Reporter, Ticket, Traces  # noqa: E402
from linli.matters.queries.search import mark_key  # noqa: E402
from linli.matters.rules.marks import marks_of  # noqa: E402
from linli.territory import actions as territory  # noqa: E402
from linli.territory.actions import DivisionRow  # noqa: E402
from linli.workforce import actions as workforce  # noqa: E402
from tools import say  # noqa: E402

HOME = "990101001001"
NEIGHBOURS = [f"99010100100{n}" for n in range(2, 9)] + [f"99010100200{n}" for n in range(1, 6)]
GRIDS = 8
HOME_SHARE = 0.4
POSTS = (("community_secretary", 12), ("counter_worker", 12), ("grid_worker", 15), ("property_company", 15))


def main() -> int:
    """Fill the database."""
    count = int(sys.argv[1])
    by = system("bench")
    with say.step("邻近社区、网格与岗位", "neighbouring communities, grids and posts"):
        _neighbours(by)
    with _ground.owner() as connection, say.step(f"{count} 件合成事项", f"{count} synthetic matters"):
        connection.execute(
            "SET synchronous_commit = off; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'"
        )
        _texts(connection)
        connection.execute(_matters_sql.PLACES, {"home": HOME, "share": HOME_SHARE})
        connection.execute(_matters_sql.MONTHS)
        connection.execute(_matters_sql.BASE, {"count": count})
        connection.execute("ANALYZE bench_base, bench_text")
        tables = [model._meta.db_table for model in _MODELS.values()]
        with bare(connection, tables):
            for name, source, given in _matters_sql.ROWS:
                connection.execute(_insert(_MODELS[name], source, given))
            _reporters(connection)
    with _ground.owner() as connection, say.step("整理统计", "vacuum and statistics"):
        connection.execute("VACUUM ANALYZE")
    return 0


def _neighbours(by: Actor) -> None:
    rows = [DivisionRow(code="990101002", name="望云街道（合成）", source="合成", synthetic=True)]
    rows += [
        DivisionRow(code=code, name=f"第{n}社区（合成）", source="合成", synthetic=True)
        for n, code in enumerate(NEIGHBOURS, 2)
    ]
    with scope(by):
        territory.load_divisions(by=by, rows=rows)
    for code in NEIGHBOURS:
        with scope(by):
            areas = [f"{code}{n:03d}" for n in range(1, GRIDS + 1)]
            for area in areas:
                territory.draw_grid(by=by, code=area, name=f"{area[-2:]}网格", synthetic=True)
            for title, length in POSTS:
                for area in [code] if length == len(code) else areas:
                    _post(by, title, area)


def _post(by: Actor, title: str, area: str) -> None:
    person = accounts.add_person(by=by, area=area, username=f"{title}{area}", name="合成", synthetic=True)
    post = workforce.open_post(by=by, area=area, title=title, name=f"{title} {area[-3:]}", synthetic=True)
    workforce.assign(by=by, post_id=post, user_id=person)


def _texts(connection: psycopg.Connection[Any]) -> None:
    """The messages' words, and their tokens in the way of a tsvector."""
    connection.execute(_matters_sql.TEXTS)
    _, found = _messages.texts()
    with connection.cursor().copy("COPY bench_text (subject, words, grams, sounds) FROM STDIN") as copy:
        for subject, words, _user in found:
            text = f"{subject}\n{words}"
            copy.write_row(
                (subject[:80] or words[:40], words, _tokens(grams.grams(text)), _tokens(sounds.sounds(text)))
            )
    with connection.cursor().copy("COPY bench_keys (n, keys) FROM STDIN") as copy:
        for number in range(200):
            family, given = "王李张刘陈杨黄赵吴周"[number % 10], "建国秀英志强桂兰海燕文博"[number % 12]
            name = f"{family}{given}{'华明平军丽'[number % 5]}"
            keys = [mark_key(mark) for mark in marks_of(name, f"1380000{5000 + number}")]
            copy.write_row((number, keys))


def _tokens(tokens: list[str]) -> str:
    """Tokens in the way of a tsvector."""
    return " ".join(f"'{token}'" for token in tokens)


def _reporters(connection: psycopg.Connection[Any]) -> None:
    """Sealed, as they are in life: whoever looks at a detail opens them."""
    columns = [field.column for field in Reporter._meta.concrete_fields]
    reported = connection.execute(_matters_sql.REPORTED).fetchall()
    with connection.cursor().copy(
        f"COPY matters_reporter ({', '.join(columns)}) FROM STDIN".encode()
    ) as copy:
        for number, (id, community) in enumerate(reported):
            sealed = {name: sealing.seal(text, of=id, field=f"reporter.{name}") for name, text in _SAID}
            known: dict[str, object] = {"matter_id": id, "community": community, "secret": False, **sealed}
            copy.write_row([known.get(name, str(number).encode()) for name in columns])


_SAID = (("name", "张建国"), ("phone", "13800005678"), ("address", "3栋2单元501"))


@contextmanager
def bare(connection: psycopg.Connection[Any], tables: list[str]) -> Generator[None]:
    """The tables without foreign keys and further indexes while they are filled, as any large load does it."""
    found = [connection.execute(question, [tables]).fetchall() for question in _matters_sql.BESIDES]
    for drop, _ in [row for rows in found for row in rows]:
        connection.execute(drop.encode())
    yield
    for _, make in [row for rows in reversed(found) for row in rows]:
        connection.execute(make.encode())


def _insert(model: type[Model], source: str, given: dict[str, str]) -> bytes:
    """The insert with a value for every column there is: what is given, else nothing."""
    columns = {
        field.column: given.get(field.column) or _nothing(field) for field in model._meta.concrete_fields
    }
    names, values = ", ".join(columns), ", ".join(columns.values())
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {source}".encode()


_NOTHING: tuple[tuple[type, str], ...] = (
    (BooleanField, "false"),
    (IntegerField, "0"),
    (JSONField, "'[]'"),
    (Field, "''"),
)


def _nothing(field: "Field[Any, Any]") -> str:
    return "NULL" if field.null else next(value for kind, value in _NOTHING if isinstance(field, kind))


_MODELS: dict[str, type[Model]] = {
    model.__name__: model for model in (Matter, Ticket, Grams, Traces, Reporter, Partaking, Note, Entry)
}


if __name__ == "__main__":
    sys.exit(main())
