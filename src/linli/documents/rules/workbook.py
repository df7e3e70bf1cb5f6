"""Spreadsheets as a subdistrict expects them: a title over the whole width, unit and date below it, a head that stays
in sight and comes again on every printed page, A4 across, numbered pages, a line for who made and who checked it. Rows
are written as they come, in constant memory. What people wrote stays text, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.documents.rules.wording import breakable, fit

Cell: TypeAlias = str | int | datetime | None
"""What a cell holds; a moment without a zone, in that of the place."""

TEXT_MOST = 32_000
"""Characters of a cell; Excel holds 32,767."""
TAB = "清单"
FONT = "宋体"
HEAD_ROWS = 3
EMPTY = "没有符合条件的事项"
_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program may take for the beginning of a formula."""
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code (for the ledger), its heading, its width in characters of Latin type."""

    code: str
    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands round the rows: title, the line below it (unit, date, count), the columns, the closing line."""

    title: str
    line: str
    columns: Sequence[Column]
    close: str
    notes: Sequence[str] = field(default_factory=tuple)
    empty: str = EMPTY

    def on_paper(self, rows: Iterable[Sequence[Cell]]) -> dict[str, object]:
        """The content of the layout `list`, with the rows."""
        return {
            "title": fit(self.title),
            "line": fit(self.line),
            "heads": [column.title for column in self.columns],
            "widths": [column.width for column in self.columns],
            "centred": [column.centred for column in self.columns],
            "rows": [[_shown(cell) for cell in row] for row in rows],
            "empty": self.empty,
            "notes": list(self.notes),
            "close": fit(self.close),
        }


def _shown(cell: Cell) -> str:
    """A cell as paper shows it; a long word gets places to break early, since cells are narrow."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return breakable(" ".join(fit(str(cell or "")).split()), every=8)


def workbook(sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as an .xlsx file."""
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, _PLAIN)
    page = book.add_worksheet(TAB)
    formats = _formats(book)
    _set_up(page, sheet)
    _head(page, sheet, formats)
    last = _body(page, sheet, rows, formats)
    if last < HEAD_ROWS:
        last += 1
        _across(page, last, sheet, sheet.empty, formats["line"])
    for number, line in enumerate([*sheet.notes, sheet.close], start=last + 1):
        _across(page, number, sheet, line, formats["line"])
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": FONT, "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
    centred = {**cell, "align": "center"}
    return {
        "title": book.add_format(
            {"font_name": FONT, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
        ),
        "line": book.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter"}),
        "head": book.add_format({**centred, "bold": True, "bg_color": "#EDEFF2"}),
        "text": book.add_format({**cell, "num_format": "@"}),
        "centred": book.add_format({**centred, "num_format": "@"}),
        "quoted": book.add_format({**cell, "num_format": "@", "quote_prefix": True}),
        "number": book.add_format(centred),
        "moment": book.add_format({**centred, "num_format": "yyyy-mm-dd hh:mm"}),
    }


def _set_up(page: Any, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.repeat_rows(HEAD_ROWS - 1)
    page.freeze_panes(HEAD_ROWS, 0)
    page.set_footer("&C第 &P 页 共 &N 页")
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)


def _head(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.set_row(0, 34)
    _across(page, 0, sheet, sheet.title, formats["title"])
    page.set_row(1, 20)
    _across(page, 1, sheet, sheet.line, formats["line"])
    page.set_row(2, 28)
    for number, column in enumerate(sheet.columns):
        page.write_string(2, number, column.title, formats["head"])


def _across(page: Any, row: int, sheet: Sheet, text: str, format: Any) -> None:
    """A line over the whole width; merging one cell with itself is refused."""
    if len(sheet.columns) > 1:
        page.merge_range(row, 0, row, len(sheet.columns) - 1, "", format)
    page.write_string(row, 0, safe(text), format)


def _body(page: Any, sheet: Sheet, rows: Iterable[Sequence[Cell]], formats: dict[str, Any]) -> int:
    """Write the rows; the number of the last one written."""
    at = HEAD_ROWS - 1
    plain = [formats["centred" if column.centred else "text"] for column in sheet.columns]
    for at, row in enumerate(rows, start=HEAD_ROWS):
        for number, cell in enumerate(row):
            _write(page, at, number, cell, plain[number], formats)
    if at >= HEAD_ROWS:
        page.autofilter(HEAD_ROWS - 1, 0, at, len(sheet.columns) - 1)
    return at


def _write(page: Any, row: int, column: int, cell: Cell, plain: Any, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        page.write_blank(row, column, None, plain)
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, formats["moment"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["number"])
    else:
        page.write_string(
            row, column, safe(cell), formats["quoted"] if cell.startswith(_AS_FORMULA) else plain
        )


def safe(text: str) -> str:
    """A text as a cell may hold it: seen characters alone, not longer than Excel takes."""
    plain = fit(text)
    return plain if len(plain) <= TEXT_MOST else plain[: TEXT_MOST - 1] + "…"
