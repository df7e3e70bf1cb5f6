"""Many rows into a table at once. COPY is refused where row-level policies stand, so the rows are copied into a table
of the session, which nobody else sees, and inserted or updated from there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def put(
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Mapping[str, Any],
    unless_there: bool = False,
) -> int:
    """Insert rows into a table, and return how many; `same` holds the columns that are the same in all. With
    `unless_there` those whose key is there are left out."""
    held = hold(table, columns, rows)
    return put_held(table, held, dict.fromkeys(columns), same=same, unless_there=unless_there)


def put_held(
    table: str,
    held: str,
    columns: Mapping[str, str | None],
    *,
    same: Mapping[str, Any],
    unless_there: bool = False,
) -> int:
    """Insert what is held: each column from the one of its own name, or from the one named."""
    names = ", ".join([*columns, *same])
    taken = ", ".join([*(of or name for name, of in columns.items()), *(["%s"] * len(same))])
    known = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {taken} FROM {held}{known}", [*same.values()])  # noqa: S608
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
        raw: Any = cursor
        with raw.cursor.copy(f"COPY {held} ({names}) FROM STDIN ({_FORM})") as copy:
            between = len(columns) - 1
            for lines in _pieces(rows, between):
                copy.write(lines)
    return f"pg_temp.{held}"


CHANGE = ("id", "area", "subject", "field", "before", "after")
"""What differs in rows of `register_change` that are written together."""
_FORM = "DELIMITER E'\\x01', NULL E'\\x02'"
"""Signs that no text of the register holds part the values, so that only a backslash wants care."""
_PIECE = 500


def _pieces(rows: Iterable[Sequence[Any]], between: int) -> Iterator[str]:
    """Rows as COPY takes them, some hundred at a time."""
    lines: list[str] = []
    for row in rows:
        lines.append(_line(row, between))
        if len(lines) >= _PIECE:
            yield "\n".join(lines) + "\n"
            lines = []
    if lines:
        yield "\n".join(lines) + "\n"


def _line(row: Sequence[Any], between: int) -> str:
    """One row. A text with a sign in it that parts values or rows is a mistake of the caller (ValueError)."""
    line = "\x01".join([value if type(value) is str else _TEXT[type(value)](value) for value in row])
    if line.count("\x01") != between or "\n" in line:
        raise ValueError("a text holds a sign that parts values")
    return line.replace("\\", "\\\\") if "\\" in line else line


_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "\x02",
    UUID: lambda value: value.hex,
    bytes: lambda value: "\\x" + value.hex(),
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    list: lambda value: "{" + ",".join(map(str, value)) + "}",
    date: date.isoformat,
    datetime: datetime.isoformat,
}
