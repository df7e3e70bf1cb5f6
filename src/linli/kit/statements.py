"""Statements of the hottest paths, said to libpq without a cursor. The database parses and plans each once a connection
and gets only its values after that; inserts that need nothing of each other travel as one. They run in Django's own
connection and transaction."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import Escaping, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

_WELL = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
KEPT_MOST = 400
"""Statements a connection keeps prepared; what is asked beyond is planned each time."""
_prepared: "WeakKeyDictionary[psycopg.Connection[Any], dict[str, bytes]]" = WeakKeyDictionary()
_Statement: TypeAlias = tuple[str, Sequence[Any]]
_gathered: ContextVar[list[_Statement] | None] = ContextVar("linli_gathered", default=None)
_waiting: ContextVar[list[_Statement] | None] = ContextVar("linli_waiting", default=None)


def run(sql: str, values: Sequence[Any]) -> int:
    """Run a constant statement with `%s` for its values, and return how many rows it touched."""
    return _done(sql, values)[1].command_tuples or 0


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a constant statement with `%s` for its values, and return its rows."""
    raw, done = _done(sql, values)
    loading = Transformer(raw)
    loading.set_pgresult(done)
    return loading.load_rows(0, done.ntuples, tuple)


def _done(sql: str, values: Sequence[Any]) -> "tuple[psycopg.Connection[Any], PGresult]":
    django, raw = _ready(sql)
    with django.wrap_database_errors:
        if raw.pgconn.transaction_status == TransactionStatus.IDLE and not raw.autocommit:
            _well(raw, raw.pgconn.exec_(b"BEGIN"))
        given: Any = Transformer(raw).dump_sequence(values, [PyFormat.TEXT] * len(values))
        known = _prepared.setdefault(raw, {})
        if sql not in known:
            if len(known) >= KEPT_MOST:
                return raw, _well(raw, raw.pgconn.exec_params(_numbered(sql), given))
            name = b"linli_%d" % len(known)
            _well(raw, raw.pgconn.prepare(name, _numbered(sql)))
            known[sql] = name
        return raw, _well(raw, raw.pgconn.exec_prepared(known[sql], given))


def begin(sql: str, values: Sequence[str]) -> None:
    """Begin a transaction and run its first statement, a constant one with texts for values, in one go."""
    django, raw = _ready(sql)
    with django.wrap_database_errors:
        escape = Escaping(raw.pgconn).escape_literal
        parts = [part.encode() for part in sql.split("%s")]
        said = b"".join(part + escape(value.encode()) for part, value in zip(parts, values, strict=False))
        outside = raw.pgconn.transaction_status == TransactionStatus.IDLE
        _well(raw, raw.pgconn.exec_((b"BEGIN;" if outside else b"") + said + parts[-1]))


def insert(sql: str, values: Sequence[Any]) -> None:
    """Run a constant INSERT: at once, or with the others inside `together`."""
    gathered = _gathered.get()
    if gathered is None:
        run(sql, values)
    else:
        gathered.append((sql, values))


@contextmanager
def together() -> Generator[None]:
    """Gather what `insert` is given inside and send it as one statement at the end. The database puts the rows in at
    one moment: no policy of one sees the rows of another; foreign keys are looked at afterwards."""
    waiting = _waiting.get() or []
    gathered = list(waiting)
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    if gathered:
        waiting.clear()
        statements, values = zip(*gathered, strict=True)
        run(_as_one(statements), [value for one in values for value in one])


@contextmanager
def along(sql: str, values: Sequence[Any]) -> Generator[None]:
    """Send a constant INSERT with the first that go `together` inside, which spares a round trip; by itself at the end
    where none do."""
    waiting: list[_Statement] = [(sql, values)]
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting:
        run(sql, values)


def _ready(sql: str) -> "tuple[Any, psycopg.Connection[Any]]":
    """Django's connection and psycopg's inside it, looked up once."""
    django: Any = connections[DEFAULT_DB_ALIAS]
    django.ensure_connection()
    django.validate_no_broken_transaction()
    if django.queries_logged:
        django.queries_log.append({"sql": sql, "time": "0"})
    return django, django.connection


def _well(raw: "psycopg.Connection[Any]", result: PGresult) -> PGresult:
    if result.status not in _WELL:
        raise error_from_result(result, encoding=raw.info.encoding)
    return result


@lru_cache(maxsize=256)
def _numbered(sql: str) -> bytes:
    first, *rest = sql.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))).encode()


@lru_cache(maxsize=64)
def _as_one(statements: tuple[str, ...]) -> str:
    *first, last = statements
    parts = ", ".join(f"part{number} AS ({sql})" for number, sql in enumerate(first))
    return f"WITH {parts} {last}" if first else last
