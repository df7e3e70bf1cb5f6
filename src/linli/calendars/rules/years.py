"""What the calendar of one year must be before it is put in force, and how an edition holds it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.calendars.rules.reading import FESTIVALS
from linli.calendars.rules.tables import FIRST_YEAR, LAST_YEAR, Almanac, DayKind, DayRow, NoticeRow
from linli.editions.rules import Noun, Row, mistake

CALENDAR = Noun("calendar", "key")
TURN = 22
"""From this day of December a day may belong to the next year's notice: the New Year's holiday begins there."""


@dataclass(frozen=True, slots=True)
class Year:
    """The notices of a year and the days they decide."""

    year: int
    notices: tuple[NoticeRow, ...]
    days: tuple[DayRow, ...]


def year_of(almanac: Almanac, year: int) -> Year:
    """One year out of all."""
    notices = tuple(notice for notice in almanac.notices if notice.year == year)
    numbers = {notice.number for notice in notices}
    return Year(year, notices, tuple(row for row in almanac.days if row.source in numbers))


def rows_of(year: Year) -> list[Row]:
    """A year as an edition holds it: its notices, then its days."""
    notices = [
        {
            "key": notice.number,
            "what": "notice",
            "name": notice.title,
            "name_en": notice.title_en,
            "issued_on": notice.issued_on.isoformat(),
            "url": notice.url,
        }
        for notice in year.notices
    ]
    days = [
        {
            "key": row.day.isoformat(),
            "what": "day",
            "kind": row.kind.value,
            "name": row.name,
            "name_en": row.name_en,
            "source": row.source,
        }
        for row in sorted(year.days, key=lambda one: one.day)
    ]
    return [*notices, *days]


def year_from(year: int, rows: Sequence[Row]) -> Year:
    """A year as an edition held it."""
    notices = tuple(
        NoticeRow(
            year, row["key"], row["name"], row["name_en"], date.fromisoformat(row["issued_on"]), row["url"]
        )
        for row in rows
        if row["what"] == "notice"
    )
    days = tuple(
        DayRow(
            date.fromisoformat(row["key"]), DayKind(row["kind"]), row["name"], row["name_en"], row["source"]
        )
        for row in rows
        if row["what"] == "day"
    )
    return Year(year, notices, days)


def check_year(year: Year, others: Almanac) -> list[dict[str, Any]]:
    """What is wrong: no notice, a notice or day without a name, a number or date that is there twice or that another
    year has, a date outside the year, a make-up day that is no weekend's, a day whose notice is not there."""
    bad: list[dict[str, Any]] = []
    if not FIRST_YEAR <= year.year <= LAST_YEAR:
        bad.append(mistake("", "year", "年份不对", "Not a year"))
    if not year.notices:
        bad.append(mistake("", "notices", "请填写放假通知的文号", "Name the notice the holidays come from"))
    bad += _bad_notices(year, others)
    bad += _bad_days(year, others)
    return bad


def _bad_notices(year: Year, others: Almanac) -> list[dict[str, Any]]:
    bad: list[dict[str, Any]] = []
    counted = Counter(notice.number for notice in year.notices)
    taken = {notice.number for notice in others.notices if notice.year != year.year}
    for notice in year.notices:
        number = notice.number
        if not number:
            bad.append(mistake(number, "number", "请填写文号", "The notice needs its number"))
        if not notice.title:
            bad.append(mistake(number, "title", "请填写通知的标题", "The notice needs its title"))
        if counted[number] > 1 or number in taken:
            zh, en = f"文号“{number}”已经有了", f"The number {number} is there already"
            bad.append(mistake(number, "number", zh, en))
        if notice.url and not notice.url.startswith("https://"):
            zh, en = "网址应以 https:// 开头", "The address starts with https://"
            bad.append(mistake(number, "url", zh, en))
    return bad


def _bad_days(year: Year, others: Almanac) -> list[dict[str, Any]]:
    bad: list[dict[str, Any]] = []
    numbers = {notice.number for notice in year.notices}
    counted = Counter(row.day for row in year.days)
    elsewhere = {notice.number for notice in others.notices if notice.year != year.year}
    taken = {row.day for row in others.days if row.source in elsewhere}
    for row in year.days:
        day = row.day.isoformat()
        bad += [mistake(day, column, zh, en) for column, zh, en in _wrong_day(row, year.year, numbers)]
        if counted[row.day] > 1:
            zh, en = f"{day}写了不止一次，既放假又上班的请留一个", f"{day} is there more than once; keep one"
            bad.append(mistake(day, "day", zh, en))
        if row.day in taken:
            zh, en = f"{day}已由另一年的通知规定", f"{day} is decided by another year's notice"
            bad.append(mistake(day, "day", zh, en))
    return bad


def _wrong_day(row: DayRow, year: int, numbers: set[str]) -> list[tuple[str, str, str]]:
    day = row.day.isoformat()
    checks = [
        (_belongs(row.day, year), "day", f"{day}不在{year}年", f"{day} is not in {year}"),
        (
            row.kind is DayKind.HOLIDAY or row.day.weekday() >= 5,
            "kind",
            f"{day}不是周末，本来就上班，不用调休",
            f"{day} is no weekend's: it is worked anyway",
        ),
        (row.name, "name", f"请写明{day}是什么节", f"Name the holiday of {day}"),
        (row.source in numbers, "source", f"{day}没有依据的通知", f"{day} names no notice of the year"),
    ]
    return [(column, zh, en) for good, column, zh, en in checks if not good]


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == 12 and day.day >= TURN)


def doubts(year: Year) -> list[dict[str, Any]]:
    """What is worth a second look: a statutory festival that has no day."""
    named = {row.name for row in year.days if row.kind is DayKind.HOLIDAY}
    missing = [name for name in FESTIVALS if not any(name in one for one in named)]
    return [
        mistake(
            name, "name", f"没有{name}的放假日，请核对通知", f"No holiday for {FESTIVALS[name]}: check it"
        )
        for name in missing
    ]
