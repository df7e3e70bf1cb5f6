"""The end of the reader that runs in a process of its own, with bounds on memory and time: a sheet whose last cell is
far out, or whose strings never end, ends this process and nothing else. Frames of msgpack on standard output: first
what sheets there are with the head of each, then, for each sheet asked for on standard input, its rows in batches and
an empty frame."""

import csv
import io
import os
import resource
import struct
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from linli.kit.spreadsheets.failed import Failed, Search

BATCH = 4096
FRAME_MOST = 8 * 1024 * 1024
"""How large a frame may be; rows are sent in more of them, what is larger still is no ledger."""
HEAD_CELL = 80
"""How much of a cell is sent to find headings in."""
HEAD = 40
"""Rows of each sheet that are sent at once, to find the headings in."""
COLUMNS_MOST = 120
"""Further columns are not looked at."""
CELL_MOST = 1000
"""Characters of a cell that are handed on, where whoever opens the file asks for no more."""
FIELD_MOST = 100_000
"""Characters between two separators; more is a quotation mark that nobody closed."""
MEMORY_MOST = 1_500 * 1024 * 1024
SECONDS_MOST = 120
MERGED_MOST = 50_000
DATE = "\x00"
"""Begins a cell that Excel keeps as a date; no text in a workbook can hold it."""
FAILED = DATE + "#"
"""Begins a cell whose formula failed, before what Excel shows of it."""
BROKEN, LOCKED, LONG = "broken", "locked", "long"
SHEETS_MOST = 60
_COUNT = struct.Struct("<I")
_LENGTH = struct.Struct("<I")
_PLAIN = frozenset({str, float, bool, int})


class Table:
    """A sheet as rows: from a workbook, or a text of separated values."""

    def __init__(self, name: str, hidden: bool, size: tuple[int, int], rows: Any) -> None:
        self.name, self.hidden, self.size, self.rows = name, hidden, size, rows
        self.merged: list[tuple[int, int, int, int]] = []
        self.number = 0
        self.cell_most = CELL_MOST
        self.failed: Failed = {}

    def head(self) -> list[list[Any]]:
        """The rows at its beginning."""
        for batch in self.batches(HEAD):
            return [[cell[:HEAD_CELL] if isinstance(cell, str) else cell for cell in row] for row in batch]
        return []

    def batches(self, most: int | None = None) -> Iterator[list[list[Any]]]:
        """The rows in batches, from the first of the sheet, empty ones too."""
        batch: list[list[Any]] = []
        for number, row in enumerate(self.rows()):
            if number == most:
                break
            batch.append(self._failing(number, _simple(row[:COLUMNS_MOST], self.cell_most)))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _failing(self, number: int, row: list[Any]) -> list[Any]:
        """A row with the cells whose formulas failed."""
        for column, shown in self.failed.get(number, ()) if self.failed else ():
            if column < len(row):
                row[column] = FAILED + shown.removeprefix("#")
        return row


def _simple(row: list[Any], most: int) -> list[Any]:
    """Cells as msgpack takes them; dates marked."""
    if set(map(type, row)) <= _PLAIN:
        return [cell[:most] if type(cell) is str and len(cell) > most else cell for cell in row]
    return [_cell(cell, most) for cell in row]


def _cell(cell: Any, most: int) -> Any:
    if isinstance(cell, datetime):
        return DATE + (cell.date().isoformat() if cell.time() == time() else cell.isoformat())
    if isinstance(cell, date | time):
        return DATE + cell.isoformat()
    if isinstance(cell, timedelta):
        return DATE + str(cell)
    return cell[:most] if isinstance(cell, str) else cell


def _tables(content: bytes) -> "list[Table]":
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(content)
    return [_separated(content)]


def _workbook(content: bytes) -> list[Table]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables: list[Table] = []
    for number, one in enumerate(book.sheets_metadata[:SHEETS_MOST]):
        try:
            sheet = book.get_sheet_by_index(number)
        except (CalamineError, OSError):  # a chart, or a sheet the book only names
            continue
        end = sheet.end or (-1, -1)
        size = (end[0] + 1, end[1] + 1)
        table = Table(one.name, one.visible != SheetVisibleEnum.Visible, size, sheet.iter_rows)
        table.number = number
        table.merged = [(a[0], a[1], b[0], b[1]) for a, b in (sheet.merged_cell_ranges or [])[:MERGED_MOST]]
        tables.append(table)
    return tables


def _separated(content: bytes) -> Table:
    text = _decoded(content)
    sample = text[:8192]
    mark = max(",\t;", key=sample.count)
    csv.field_size_limit(FIELD_MOST)
    rows: list[list[str]] = [
        [cell.replace(DATE, "") for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)
    ]
    width = max(map(len, rows), default=0)
    return Table("CSV", False, (len(rows), width), lambda: iter(rows))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB 18030")


def _send(to: BinaryIO, said: Any) -> None:
    frame = msgspec.msgpack.encode(said)
    if len(frame) > FRAME_MOST:
        raise ValueError("a frame too large")
    to.write(_LENGTH.pack(len(frame)))
    to.write(frame)


def send_rows(to: BinaryIO, rows: list[list[Any]]) -> None:
    """Rows in as many frames as they need."""
    frame = msgspec.msgpack.encode(rows)
    if len(frame) > FRAME_MOST and len(rows) > 1:
        half = len(rows) // 2
        del frame
        send_rows(to, rows[:half])
        send_rows(to, rows[half:])
        return
    to.write(_LENGTH.pack(len(frame)))
    to.write(frame)


def _failed(error: Exception) -> str:
    if isinstance(error, PasswordError) or "assword" in str(error):
        return LOCKED
    return LONG if "field limit" in str(error) else BROKEN


def main() -> int:
    """How much of a cell is wanted, the file's length and its bytes on standard input, then the numbers of the sheets
    that are wanted."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST, MEMORY_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MOST, SECONDS_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, to = sys.stdin.buffer, sys.stdout.buffer
    cell_most: int = _COUNT.unpack(source.read(_COUNT.size))[0]
    content = source.read(_LENGTH.unpack(source.read(_LENGTH.size))[0])
    search = Search(content) if content.startswith(b"PK") else None
    try:
        tables = _tables(content)
        heads = [one.head() for one in tables]
    except (CalamineError, ValueError, OSError, csv.Error) as error:
        _send(to, {"error": _failed(error)})
        return 0
    del content
    told = [
        {"name": one.name, "hidden": one.hidden, "size": one.size, "head": head}
        for one, head in zip(tables, heads, strict=True)
    ]
    try:
        _send(to, {"sheets": told})
    except ValueError:
        return 1
    to.flush()
    while asked := source.read(_COUNT.size):
        number: int = _COUNT.unpack(asked)[0]
        table = tables[number]
        table.cell_most = cell_most
        table.failed = search.of(table.number) if search else {}
        _send(to, table.merged)
        for batch in table.batches():
            send_rows(to, batch)
        _send(to, [])
        to.flush()
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # what was read is not taken apart piece by piece
