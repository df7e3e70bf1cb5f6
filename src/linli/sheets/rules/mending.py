"""Wrong rows as a file to mend and send again: the headings as they came, each row as it stood, and the reasons."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.sheets.rules import headings
from linli.sheets.rules.ledger import worded
from linli.sheets.rules.people import PLAIN, Person
from linli.sheets.rules.places import Home

REASON = "原因"
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}


def workbook(sheets: Mapping[int, tuple[str, Sequence[str]]], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as an .xlsx, sheet by sheet; numbers stay numbers, all else is text."""
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, _PLAIN)
    text = book.add_format({"num_format": "@"})
    told = book.add_format({"font_color": "#C8435F", "text_wrap": True})
    page: Any = None
    current, at, used = -1, 0, set[str]()
    for row in rows:
        number = row["sheet"]
        if number != current or page is None:
            name, titles = sheets.get(number, (f"{number + 1}", []))
            page, current, at = book.add_worksheet(_name(name, used)), number, 0
            page.freeze_panes(1, 1)
            page.set_column(0, 0, 44)
            page.set_column(1, max(len(titles), 1), 16, text)
            page.write_row(0, 0, [REASON, *titles])
        at += 1
        why = "；".join(
            f"{one['title']}（{one['value']}）" if one["value"] else one["title"] for one in row["problems"]
        )
        page.write_string(at, 0, f"第{row['row']}行：{why}", told)
        for column, cell in enumerate(row["cells"], start=1):
            _write(page, at, column, cell, text)
    if page is None:
        book.add_worksheet("没有有误的行")
    book.close()
    return stream.getvalue()


def cells(person: Person, home: Home, titles: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """A checked row as it goes out again, under the headings it came with."""
    told: dict[str, str | None] = dict(zip(PLAIN, person.values, strict=True))
    told = {name: worded(name, value or "") for name, value in told.items()}
    told |= {"id_number": person.id_number, "phone": person.phone, "other_phone": person.other_phone}
    told |= {"labels": "、".join(person.labels), "address": home.shown(), "estate": home.estate}
    told |= {"building": home.building, "entrance": home.entrance, "room": home.room}
    return [told.get(mapping.get(headings.bare(title), headings.SKIP)) or "" for title in titles]


def _write(page: Any, row: int, column: int, cell: Any, text: Any) -> None:
    if isinstance(cell, bool) or cell is None or cell == "":
        page.write_string(row, column, "是" if cell is True else "", text)
    elif isinstance(cell, float | int) and abs(cell) < 1e15:
        page.write_number(row, column, cell)
    else:
        page.write_string(row, column, str(cell), text)


def _name(name: str, used: set[str]) -> str:
    """A name a workbook takes for a sheet."""
    bare = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:28] or "表"
    while bare.lower() in used:
        bare = f"{bare[:26]}_{len(used)}"
    used.add(bare.lower())
    return bare
