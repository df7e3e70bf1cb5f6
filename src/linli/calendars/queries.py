"""Reading the calendar. It is public and the same for everybody. A process keeps one ready-made and asks at
most once a minute whether the tables changed; while they are empty it reads the tables that ship."""

import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone

from linli.calendars import rules
from linli.calendars.models import Day, Notice
from linli.editions import queries as editions
from linli.editions.rules import differences
from linli.kit import clock
from linli.kit.actor import Actor, require

SHIPPED = Path(__file__).parent / "data"
STALE_AFTER = 60.0
"""Seconds a process trusts its copy before it asks whether the tables changed."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """The tables and the calendar made from them; the stamp says which state of the database it was."""

    almanac: rules.Almanac
    calendar: rules.WorkingCalendar
    stamp: tuple[Any, ...]


@dataclass(slots=True)
class _Kept:
    """A process's copy and when it last asked."""

    ready: _Ready | None = None
    asked: float = 0.0


_kept = _Kept()


def forget_calendar() -> None:
    """Drop the process's copy: after a load in this process, and between tests."""
    _kept.ready = None


def working_calendar() -> rules.WorkingCalendar:
    """The working calendar in the site's time zone (`TIME_ZONE`) with its office hours (`LINLI_OFFICE_HOURS`,
    such as `09:00-12:00,13:30-17:30`)."""
    return _fresh().calendar


def describe_year(by: Actor, *, year: int) -> dict[str, Any]:
    """Whether the year's holidays are known, from which notices, and how many days they name."""
    return _described(_fresh().almanac, year)


def years(by: Actor) -> list[dict[str, Any]]:
    """Every year from the first known one to the next, newest first, unknown ones among them."""
    almanac = _fresh().almanac
    this_year = clock.now().astimezone(timezone.get_default_timezone()).year
    first, last = min({*almanac.years, this_year}), max({*almanac.years, this_year + 1})
    return [_described(almanac, year) for year in range(last, first - 1, -1)]


def exceptions(by: Actor, *, since: date, until: date) -> list[dict[str, Any]]:
    """The holidays and make-up days from one date to another (400 days at most); every other day is as its weekday
    says. A later notice has the last word on a day."""
    last = min(until, since + timedelta(days=400))
    decided = {row.day: row for row in _fresh().almanac.days if since <= row.day <= last}
    return [
        {"day": day, "working": row.kind is rules.DayKind.MAKEUP, "name": row.name, "name_en": row.name_en}
        for day, row in sorted(decided.items())
    ]


def year_edited(by: Actor, *, year: int) -> dict[str, Any]:
    """A year with the number of its edition, for editing; an unknown one is empty. Refused to all but
    administrators."""
    require(by, rules.Permission.LOAD, within=None)
    found = rules.year_of(_in_force(), year)
    return {
        "year": year,
        "number": editions.number_of(by, rules.CALENDAR, part=str(year)),
        "abilities": ["change"] if by.may_for_site(rules.Permission.LOAD) else [],
        "notices": [asdict(notice) for notice in found.notices],
        "days": [asdict(row) for row in found.days],
    }


def year_editions(by: Actor, *, year: int, before: int = 0) -> dict[str, Any]:
    """Who changed a year when, why and how. Refused to all but administrators."""
    require(by, rules.Permission.LOAD, within=None)
    return editions.history(by, rules.CALENDAR, part=str(year), before=before)


def read_year(by: Actor, *, year: int, text: str) -> dict[str, Any]:
    """The days of a pasted text and the lines that could not be read; nothing is stored. Refused to all but
    administrators."""
    require(by, rules.Permission.LOAD, within=None)
    days, bad = rules.read_days(text, year=year)
    return {"days": [asdict(one) for one in days], "bad": bad}


def try_year(by: Actor, *, wanted: rules.Year) -> dict[str, Any]:
    """What is wrong with a draft, what is worth a look, what it changes, and from which day to which. Refused to all
    but administrators."""
    require(by, rules.Permission.LOAD, within=None)
    almanac = _in_force()
    before = rules.rows_of(rules.year_of(almanac, wanted.year))
    found = differences(rules.CALENDAR, before, rules.rows_of(wanted))
    days = sorted(one.key for one in found if _is_day(one.key))
    return {
        "bad": rules.check_year(wanted, almanac),
        "doubts": rules.doubts(wanted),
        "differences": [editions.told(one) for one in found],
        "since": days[0] if days else None,
        "until": days[-1] if days else None,
    }


def _is_day(key: str) -> bool:
    return len(key) == 10 and key[4::3] == "--"


def _in_force() -> rules.Almanac:
    """What counts now, past the process's copy: the stored tables, or those that ship while nothing is stored."""
    found = stored()
    return found if found.notices else _shipped()


def read_folder(folder: Path) -> rules.Almanac:
    """The two tables of a folder, `notices.csv` and `days.csv`. Refused when a row is bad."""
    return rules.read_almanac(
        notices=(folder / "notices.csv").read_text(encoding="utf-8"),
        days=(folder / "days.csv").read_text(encoding="utf-8"),
    )


def stored() -> rules.Almanac:
    """The tables as the database has them, in order; empty when nothing was loaded."""
    notices = tuple(
        rules.NoticeRow(n.year, n.number, n.title, n.title_en, n.issued_on, n.url)
        for n in Notice.objects.order_by("issued_on", "number")
    )
    days = tuple(
        rules.DayRow(date, rules.DayKind(kind), name, name_en, source)
        for date, kind, name, name_en, source in Day.objects.order_by("date").values_list(
            "date", "kind", "name", "name_en", "source__number"
        )
    )
    return rules.Almanac(notices, days)


@cache
def _shipped() -> rules.Almanac:
    return read_folder(SHIPPED)


def _fresh() -> _Ready:
    if _kept.ready is None or time.monotonic() - _kept.asked >= STALE_AFTER:
        found = Notice.objects.aggregate(n=Count("id"), at=Max("changed_at"))
        stamp = (found["n"], found["at"])
        if _kept.ready is None or _kept.ready.stamp != stamp:
            _kept.ready = _made(stored() if found["n"] else _shipped(), stamp)
        _kept.asked = time.monotonic()
    return _kept.ready


def _made(almanac: rules.Almanac, stamp: tuple[Any, ...]) -> _Ready:
    text = getattr(settings, "LINLI_OFFICE_HOURS", "")
    hours = rules.read_office_hours(text) if text else rules.USUAL_HOURS
    return _Ready(almanac, almanac.calendar(zone=timezone.get_default_timezone(), hours=hours), stamp)


def _described(almanac: rules.Almanac, year: int) -> dict[str, Any]:
    numbers = {notice.number for notice in almanac.notices if notice.year == year}
    days = [row for row in almanac.days if row.source in numbers]
    return {
        "year": year,
        "known": bool(numbers),
        "holidays": sum(row.kind is rules.DayKind.HOLIDAY for row in days),
        "makeup_days": sum(row.kind is rules.DayKind.MAKEUP for row in days),
        "sources": [
            {
                "number": notice.number,
                "title": notice.title,
                "title_en": notice.title_en,
                "issued_on": notice.issued_on,
                "url": notice.url,
            }
            for notice in almanac.notices
            if notice.number in numbers
        ],
    }
