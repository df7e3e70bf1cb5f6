"""Sealing anew, under the current key and algorithms, what a table holds sealed under older ones: a bounded piece at a
time, in the order of its primary key. Rows somebody has locked are passed over; what does not open stays as it is."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from django.db import connection

from linli.kit import sealing
from linli.kit.ciphers import Cipher
from linli.kit.sealed import Sealed

log = structlog.get_logger(__name__)
BATCH = 500
"""Rows looked at in one transaction."""
Heads = Counter[tuple[int, Cipher]]
"""How many values are sealed with which key and algorithms."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What became of some rows: up to where they went (nothing at the end of the table), how many were looked at,
    sealed anew, and did not open."""

    last: str
    seen: int = 0
    done: int = 0
    failed: int = 0


def _head(column: str) -> str:
    """SQL: how a value says what it is sealed with; the oldest form as if it were numbered."""
    return (
        f"CASE WHEN length({column}) = 0 THEN NULL WHEN substr({column}, 1, 1) = '\\x01'::bytea"
        f" THEN '\\x02010001'::bytea ELSE substr({column}, 1, {sealing.HEAD}) END"
    )


def piece(
    of: Sealed, after: str, *, most: int = 0, follow: Callable[[Sequence[UUID]], None] | None = None
) -> Piece:
    """Look at the next rows of a table and seal anew those that are not sealed as it is done now, with their blind
    indexes. `follow` is told which, in the same transaction."""
    most = most or of.most or BATCH
    found = _next(of, after, most)
    if not found:
        return Piece("")
    stale = [row[0] for row in found if row[1]]
    rows = _locked(of, stale) if stale else []
    changed, failed = list[tuple[Any, ...]](), 0
    for row in rows:
        try:
            changed.append(_anew(of, row))
        except ValueError:
            failed += 1
            log.exception("does not open", table=of.table, row=str(row[0]))
    if changed:
        _write(of, changed)
        if follow is not None:
            follow([row[0] for row in changed])
    last = str(found[-1][0]) if len(found) == most else ""
    return Piece(last, len(found), len(changed), failed)


def _next(of: Sealed, after: str, most: int) -> list[tuple[Any, ...]]:
    old = " OR ".join(f"{_head(column)} <> %s" for column in of.fields)
    ahead = f" WHERE {of.key} > %s::uuid" if after else ""
    words = f"SELECT {of.key}, coalesce({old}, false) FROM {of.table}{ahead} ORDER BY {of.key} LIMIT %s"  # noqa: S608
    values = [sealing.head()] * len(of.fields) + ([after] if after else []) + [most]
    return _rows(words, values)


def _locked(of: Sealed, ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    columns = ", ".join((of.key, *of.fields))
    words = f"SELECT {columns} FROM {of.table} WHERE {of.key} = ANY(%s) FOR UPDATE SKIP LOCKED"  # noqa: S608
    return _rows(words, [list(ids)])


def _anew(of: Sealed, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Key, values and indexes of a row as they are written now. ValueError where a value does not open."""
    id: UUID = row[0]
    plain = {
        column: sealing.unseal_bytes(value, of=id, field=field)
        for (column, field), value in zip(of.fields.items(), row[1:], strict=True)
    }
    values = [sealing.seal_bytes(plain[column], of=id, field=field) for column, field in of.fields.items()]
    blind = [sealing.index(one.cut(plain[one.of].decode()), field=one.kind) for one in of.blinds.values()]
    return (id, *values, *blind)


def _write(of: Sealed, rows: list[tuple[Any, ...]]) -> None:
    columns = (*of.fields, *of.blinds)
    sets = ", ".join(f"{column} = v.{column}" for column in columns)
    arrays = ", ".join(["%s::uuid[]", *(["%s::bytea[]"] * len(columns))])
    names = ", ".join(("id", *columns))
    words = f"UPDATE {of.table} AS t SET {sets} FROM unnest({arrays}) AS v ({names}) WHERE t.{of.key} = v.id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(words, [list(column) for column in zip(*rows, strict=True)])


def heads(of: Sealed) -> Heads:
    """How many values of a table are sealed with which key and algorithms; reads the whole table."""
    all_of = ", ".join(_head(column) for column in of.fields)
    words = f"SELECT h, count(*) FROM {of.table}, unnest(ARRAY[{all_of}]) AS h WHERE h IS NOT NULL GROUP BY h"  # noqa: S608
    return counted((bytes(head), number) for head, number in _rows(words, []))


def counted(told: Any) -> Heads:
    """Heads with how often each is there, as key numbers and algorithms; what is in no known form is key 0."""
    found: Heads = Counter()
    for head, number in told:
        try:
            found[sealing.made_with(head)] += number
        except ValueError:
            found[0, Cipher.AES] += number
    return found


def _rows(words: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(words, list(values))
        return cursor.fetchall()
