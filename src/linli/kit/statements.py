"""Statements of the hottest paths, said to libpq without a cursor. The database parses and plans each once a connection
and gets only its values after that; inserts that need nothing of each other travel as one. They run in Django's own
connection and transaction."""

import select
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from psycopg.abc import Buffer
from psycopg.adapt import Loader, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

M = TypeVar("M", bound=Model)
_WELL = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
KEPT_MOST = 400
"""Statements a connection keeps prepared; what is asked beyond is planned each time."""
_prepared: "WeakKeyDictionary[psycopg.Connection[Any], dict[str, bytes]]" = WeakKeyDictionary()
_Statement: TypeAlias = tuple[str, Sequence[Any]]
_gathered: ContextVar[list[_Statement] | None] = ContextVar("linli_gathered", default=None)
_opening: ContextVar[_Statement | None] = ContextVar("linli_opening", default=None)
_waiting: ContextVar[list[_Statement] | None] = ContextVar("linli_waiting", default=None)


class _Moment(Loader):
    """A moment as the database writes it, taken in by the standard library's own reading of ISO 8601: a sixth of the
    time of psycopg's, of which a page has sixty. `timezone` tells Django that it is the one it wants."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """The moment, in UTC as every connection's zone is."""
        return datetime.fromisoformat(bytes(data).decode())


def run(sql: str, values: Sequence[Any]) -> int:
    """Run a constant statement with `%s` for its values, and return how many rows it touched."""
    return _done(sql, values)[1].command_tuples or 0


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a constant statement with `%s` for its values, and return its rows."""
    return _loaded(*_done(sql, values))


def _loaded(raw: "psycopg.Connection[Any]", done: PGresult) -> list[tuple[Any, ...]]:
    loading = Transformer(raw)
    loading.set_pgresult(done)
    return loading.load_rows(0, done.ntuples, tuple)


def several(asked: Sequence[_Statement]) -> list[list[tuple[Any, ...]]]:
    """The rows of some constant statements that need nothing of each other, sent in one go and answered in one: each is
    as for `rows`. The first that fails is told, and none of those after it was run."""
    if not asked:
        return []
    django, raw = _ready(*(sql for sql, _ in asked))
    with django.wrap_database_errors:
        return [_loaded(raw, one) for one in _piped(raw, [*_first_words(raw), *asked])[-len(asked) :]]


def _piped(raw: "psycopg.Connection[Any]", asked: Sequence[_Statement]) -> list[PGresult]:
    """The results of some statements sent in one go."""
    ready = [_prepared_as(raw, sql) for sql, _ in asked]
    dumped = [_dumped(raw, values) for _, values in asked]
    pg = raw.pgconn
    pg.enter_pipeline_mode()
    try:
        for (sql, _), name, given in zip(asked, ready, dumped, strict=True):
            if name is None:
                pg.send_query_params(_numbered(sql), given)
            else:
                pg.send_query_prepared(name, given)
        pg.pipeline_sync()
        _sent(raw)
        told = [_of_pipeline(raw) for _ in asked]
        _awaited(raw)
        pg.exit_pipeline_mode()
    except BaseException:
        raw.close()  # what is still on its way would be taken for another's answer
        raise
    return [_well(raw, one) for one in told]


def _sent(raw: "psycopg.Connection[Any]") -> None:
    """See that all is on its way, taking answers in meanwhile: the server may stop reading until somebody reads it."""
    pg = raw.pgconn
    if not pg.flush():
        return
    poll = select.poll()
    poll.register(pg.socket, select.POLLIN | select.POLLOUT)
    while pg.flush():
        if any(event & select.POLLIN for _, event in poll.poll()):
            pg.consume_input()


def _of_pipeline(raw: "psycopg.Connection[Any]") -> PGresult:
    """A statement's result and the nothing that ends it."""
    result = _awaited(raw)
    assert result is not None  # noqa: S101 - each statement has one
    _awaited(raw)
    return result


def _awaited(raw: "psycopg.Connection[Any]") -> PGresult | None:
    """The next result; other threads go on while it is waited for."""
    pg = raw.pgconn
    if pg.is_busy():
        poll = select.poll()
        poll.register(pg.socket, select.POLLIN)
        while pg.is_busy():
            poll.poll()
            pg.consume_input()
    return pg.get_result()


def models(model: type[M], holds: str, values: Sequence[Any]) -> list[M]:
    """What of a model's table fulfils a constant condition with `%s` for its values (an order may follow it); for
    models without columns that Django would convert, such as JSON."""
    return made(model, rows(of(model, holds), values))


def made(model: type[M], found: Sequence[tuple[Any, ...]]) -> list[M]:
    """The rows of an `of` statement as models."""
    names = _names(model)
    return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in found]


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001


@lru_cache(maxsize=256)
def of(model: type[Model], holds: str) -> str:
    """The statement of `models`, to be sent with others."""
    return f"SELECT {', '.join(_names(model))} FROM {model._meta.db_table} WHERE {holds}"  # noqa: S608, SLF001


def _done(sql: str, values: Sequence[Any]) -> "tuple[psycopg.Connection[Any], PGresult]":
    django, raw = _ready(sql)
    with django.wrap_database_errors:
        if first := _first_words(raw):
            return raw, _piped(raw, [*first, (sql, values)])[-1]
        name, given = _prepared_as(raw, sql), _dumped(raw, values)
        if name is None:
            return raw, _well(raw, raw.pgconn.exec_params(_numbered(sql), given))
        return raw, _well(raw, raw.pgconn.exec_prepared(name, given))


def _first_words(raw: "psycopg.Connection[Any]") -> list[_Statement]:
    """What must be said before the next statement: that a transaction begins, where Django believes in one and none
    runs, and what it was to begin with."""
    first: list[_Statement] = []
    if raw.pgconn.transaction_status == TransactionStatus.IDLE and not raw.autocommit:
        first.append(("BEGIN", ()))
    if opening := _opening.get():
        _opening.set(None)
        first.append(opening)
    return first


def _dumped(raw: "psycopg.Connection[Any]", values: Sequence[Any]) -> Any:
    return Transformer(raw).dump_sequence(values, [PyFormat.TEXT] * len(values))


def _prepared_as(raw: "psycopg.Connection[Any]", sql: str) -> bytes | None:
    """The name a statement is prepared under, when it is first met; none beyond the most that are kept."""
    known = _prepared.get(raw)
    if known is None:
        raw.adapters.register_loader("timestamptz", _Moment)
        known = _prepared[raw] = {}
    if sql not in known:
        if len(known) >= KEPT_MOST:
            return None
        name = b"linli_%d" % len(known)
        _well(raw, raw.pgconn.prepare(name, _numbered(sql)))
        known[sql] = name
    return known[sql]


@contextmanager
def opening(sql: str, values: Sequence[str]) -> Generator[None]:
    """A transaction's first statement, a constant one whose rows nobody reads: it goes with the first that is run
    inside, which spares a round trip, or before it where Django's cursors run that (not before a `copy`, which passes
    Django's hook by: what it then meets is the wall of nobody). Where nothing is run, neither is this."""
    django: Any = connections[DEFAULT_DB_ALIAS]
    token = _opening.set((sql, values))
    try:
        with django.execute_wrapper(_opened_first):
            yield
    finally:
        _opening.reset(token)


def _opened_first(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    """Django's hook around every statement of its cursors."""
    if _opening.get():
        django, raw = _ready()
        with django.wrap_database_errors:
            _piped(raw, _first_words(raw))
    return execute(sql, params, many, context)


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
        statements, values = zip(*gathered, strict=True)
        run(_as_one(statements), [value for one in values for value in one])
        waiting.clear()


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


def _ready(*sqls: str) -> "tuple[Any, psycopg.Connection[Any]]":
    """Django's connection and psycopg's inside it, looked up once."""
    django: Any = connections[DEFAULT_DB_ALIAS]
    django.ensure_connection()
    django.validate_no_broken_transaction()
    if django.queries_logged:
        django.queries_log.extend({"sql": sql, "time": "0"} for sql in sqls)
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
