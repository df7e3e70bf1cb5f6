"""Many rows into a table at once. COPY is refused where row-level policies stand, so the rows are copied into a table of
the session, which nobody else sees, and inserted or updated from there."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def put(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, unless_there: bool = False
) -> int:
    """Insert rows into a table, and return how many; with `unless_there` those whose key is there are left out."""
    held, names = hold(table, columns, rows), ", ".join(columns)
    known = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {held}{known}")  # noqa: S608
        return int(cursor.rowcount)


def update(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, key: str = "id") -> int:
    """Update rows of a table by their key, which is the first column, and return how many there were."""
    held = hold(table, columns, rows)
    sets = ", ".join(f"{name} = h.{name}" for name in columns if name != key)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} t SET {sets} FROM {held} h WHERE t.{key} = h.{key}")  # noqa: S608
        return int(cursor.rowcount)


def hold(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Copy rows into the session's own table beside one, and return its name; what it held before is gone."""
    held, names = f"held_{table}", ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{held}")
        cursor.execute(
            f"CREATE TEMP TABLE {held} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608
        )
        types = _types(cursor, held)
        with cursor.cursor.copy(f"COPY {held} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    return f"pg_temp.{held}"


def _types(cursor: Any, held: str) -> list[int]:
    cursor.execute(
        "SELECT atttypid::int FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 ORDER BY attnum",
        [f"pg_temp.{held}"],
    )
    return [row[0] for row in cursor.fetchall()]
