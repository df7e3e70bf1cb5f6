"""A whole made-up community at once. PostgreSQL refuses COPY into a table while its policies hold for the login, so
under the jobs' login the rows go by way of a passing table; the owner of the tables copies straight in."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection

from linli.kit import ids
from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.register.actions.finding import mark, reckon
from linli.register.actions.lines import TABLES, Lines, Table, text
from linli.register.models import Building, Estate, Household, Organisation
from linli.register.queries import dictionary
from linli.register.rules import writing
from linli.register.rules.rows import Rows

MADE_UP = "合成"
AT_ONCE = 2000
"""Lines sent in one piece."""


def load_made_up(*, by: Actor, community: str, rows: Rows) -> int:
    """Put a whole made-up community in, every row of it marked synthetic, with one entry of counts in the ledger;
    returns the rows written, nothing where this very community is there already. For the system alone. Refused where
    the community has a register of its own."""
    require_system(by)
    if rows.estates and Estate.objects.filter(id=rows.estates[0].id).exists():
        return 0
    for model in (Estate, Household, Organisation):
        if model.objects.filter(community=community).exists():
            raise writing.refused(
                "community",
                f"社区 {community} 已有底册，不能再灌合成数据",
                f"Community {community} has a register; nothing made up is put beside it",
                type="register/used",
            )
    lines = Lines(community, MADE_UP, dictionary.kinds())
    written = sum(_put(table, lines, rows) for table in TABLES)
    _let_find(community)
    counts: dict[str, Any] = dict(rows.counts())
    ledger.record("register.loaded", by=by, area=community, subject=ids.of("register", community), **counts)
    return written


def _let_find(community: str) -> None:
    """Let all of it be found, by numbers too."""
    reckon(community)
    buildings = Building.objects.filter(community=community).values_list("id", flat=True)
    firms = Organisation.objects.filter(community=community).values_list("id", flat=True)
    mark(buildings=list(buildings), organisations=list(firms))


def _put(table: Table, lines: Lines, rows: Rows) -> int:
    """Write the rows of one table, and return how many."""
    with connection.cursor() as wrapped:
        cursor: Any = wrapped  # psycopg's own, which can copy, is behind it
        cursor.execute("SELECT row_security_active(%s)", [table.name])
        straight = not cursor.fetchone()[0]
        into = table.name if straight else f"passing_{table.name}"
        if not straight:
            cursor.execute(f"CREATE TEMPORARY TABLE {into} (LIKE {table.name}) ON COMMIT DROP")
        with cursor.copy(f"COPY {into} ({table.columns}) FROM STDIN") as copy:
            for piece in _pieces(table.lines(lines, rows)):
                copy.write(piece)
        count = cursor.rowcount
        if not straight:
            cursor.execute(
                f"INSERT INTO {table.name} ({table.columns}) SELECT {table.columns} FROM {into}"  # noqa: S608
            )
            cursor.execute(f"DROP TABLE {into}")
    return count


def _pieces(values: Iterator[tuple[object, ...]]) -> Iterator[str]:
    while piece := "".join([text(line) for line in islice(values, AT_ONCE)]):
        yield piece
