"""The two tables holidays come in: notices (which years are known, from what) and days (what each decides). A
table with a bad row is refused whole, every bad row named."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo
from enum import StrEnum
from io import StringIO
from typing import Any, TypeVar

from linli.calendars.rules.hours import OfficeHours
from linli.calendars.rules.working import WorkingCalendar
from linli.kit.errors import Refused

NOTICE_COLUMNS = ("year", "number", "title", "title_en", "issued_on", "url")
DAY_COLUMNS = ("date", "kind", "name", "name_en", "source")
LONGEST = {"number": 40, "title": 120, "title_en": 160, "url": 200, "name": 40, "name_en": 80, "source": 40}
FIRST_YEAR, LAST_YEAR = 2000, 2100

T = TypeVar("T")


class DayKind(StrEnum):
    """放假, or 调休上班: a weekend day worked in exchange."""

    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that decides days of a year."""

    year: int
    number: str
    title: str
    title_en: str
    issued_on: date
    url: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A date and the number of the notice that decides it."""

    day: date
    kind: DayKind
    name: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Almanac:
    """Notices and the days they decide."""

    notices: tuple[NoticeRow, ...]
    days: tuple[DayRow, ...]

    @property
    def years(self) -> frozenset[int]:
        """The years whose holidays are known."""
        return frozenset(notice.year for notice in self.notices)

    def calendar(self, *, zone: tzinfo, hours: OfficeHours) -> WorkingCalendar:
        """The working calendar of these days."""
        return WorkingCalendar(
            holidays=frozenset(row.day for row in self.days if row.kind is DayKind.HOLIDAY),
            makeup_days=frozenset(row.day for row in self.days if row.kind is DayKind.MAKEUP),
            known_years=self.years,
            zone=zone,
            hours=hours,
        )


def read_almanac(*, notices: str, days: str) -> Almanac:
    """Both tables from CSV text with a header line. Refused (`calendars/bad-table`) with every bad row."""
    bad: list[dict[str, Any]] = []
    read_notices = _read(_Rows("notices", NOTICE_COLUMNS, notices, bad), _notice)
    numbers = _unique(read_notices, "notices", "number", lambda notice: notice.number, bad)
    read_days = _read(_Rows("days", DAY_COLUMNS, days, bad), _day)
    _unique(read_days, "days", "date", lambda row: row.day.isoformat(), bad)
    for number, row in read_days:
        if row.source not in numbers:
            bad.append(_bad("days", number, "source", row.source, "没有这份通知", "No such notice"))
        if row.kind is DayKind.MAKEUP and row.day.weekday() < 5:
            bad.append(
                _bad("days", number, "kind", row.day, "调休上班日应为周末", "A make-up day is a weekend's")
            )
    if bad:
        raise Refused(
            "calendars/bad-table",
            zh=f"节假日表有{len(bad)}处错误，没有载入，请按所列行修改后重试",
            en=f"{len(bad)} mistakes in the holiday tables; nothing was loaded. Mend the rows and try again",
            fields=bad,
        )
    return Almanac(tuple(n for _, n in read_notices), tuple(d for _, d in read_days))


@dataclass(slots=True)
class _Rows:
    """One table being read; what is wrong goes into `bad`."""

    table: str
    columns: tuple[str, ...]
    text: str
    bad: list[dict[str, Any]] = field(repr=False)


class _BadValueError(ValueError):
    """A value that cannot be used: its column, itself, and why in two languages."""


def _read(rows: _Rows, make: Callable[[dict[str, str]], T]) -> list[tuple[int, T]]:
    """The rows that can be used, each with its line number in the file (the header is line 1)."""
    reader = csv.reader(StringIO(rows.text.removeprefix("\ufeff")))
    if (header := next(reader, list[str]())) != list(rows.columns):
        want = ",".join(rows.columns)
        rows.bad.append(
            _bad(rows.table, 1, "", ",".join(header), f"表头应为 {want}", f"The header is {want}")
        )
        return []
    found: list[tuple[int, T]] = []
    for values in reader:
        if not values:
            continue
        try:
            if len(values) != (want := len(rows.columns)):
                raise _BadValueError("", len(values), f"应有{want}列", f"{want} columns are wanted")
            cells = {column: value.strip() for column, value in zip(rows.columns, values, strict=True)}
            _check_texts(cells)
            found.append((reader.line_num, make(cells)))
        except _BadValueError as wrong:
            column, value, zh, en = wrong.args
            rows.bad.append(_bad(rows.table, reader.line_num, column, value, zh, en))
    return found


def _check_texts(cells: dict[str, str]) -> None:
    for column, value in cells.items():
        if not value and column != "url":
            raise _BadValueError(column, value, "这一项必须填写", "This is required")
        if len(value) > LONGEST.get(column, 20):
            raise _BadValueError(column, value, "太长了", "Too long")


def _notice(cells: dict[str, str]) -> NoticeRow:
    if cells["url"] and not cells["url"].startswith("https://"):
        raise _BadValueError(
            "url", cells["url"], "网址应以 https:// 开头", "The address starts with https://"
        )
    return NoticeRow(
        year=_year(cells["year"]),
        number=cells["number"],
        title=cells["title"],
        title_en=cells["title_en"],
        issued_on=_date("issued_on", cells["issued_on"]),
        url=cells["url"],
    )


def _day(cells: dict[str, str]) -> DayRow:
    try:
        kind = DayKind(cells["kind"])
    except ValueError:
        raise _BadValueError(
            "kind", cells["kind"], "应为 holiday 或 makeup", "Either holiday or makeup"
        ) from None
    return DayRow(
        day=_date("date", cells["date"]),
        kind=kind,
        name=cells["name"],
        name_en=cells["name_en"],
        source=cells["source"],
    )


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise _BadValueError("year", text, "年份不对", "Not a year")
    return int(text)


def _date(column: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _BadValueError(column, text, "日期应写作 2026-10-01", "A date is written 2026-10-01")
    return found


def _unique(
    rows: Iterable[tuple[int, T]], table: str, column: str, key: Callable[[T], str], bad: list[dict[str, Any]]
) -> set[str]:
    seen: set[str] = set()
    for number, row in rows:
        if (value := key(row)) in seen:
            bad.append(_bad(table, number, column, value, "重复了", "It is there twice"))
        seen.add(value)
    return seen


def _bad(table: str, row: int, column: str, value: object, zh: str, en: str) -> dict[str, Any]:
    """One mistake in the shape every refusal names its fields by, with the row and the value beside it."""
    return {
        "field": f"{table}.{row}.{column}".rstrip("."),
        "type": "table",
        "title": zh,
        "title_en": en,
        "row": row,
        "value": str(value)[:80],
    }
