"""The calendar from the shipped tables, without a database, and moments written short."""

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from linli.calendars import rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
DATA = Path(__file__).parent.parent / "data"


@cache
def shipped_almanac() -> rules.Almanac:
    """The tables that ship."""
    return rules.read_almanac(
        notices=(DATA / "notices.csv").read_text(encoding="utf-8"),
        days=(DATA / "days.csv").read_text(encoding="utf-8"),
    )


@cache
def shipped_calendar() -> rules.WorkingCalendar:
    """The working calendar of the tables that ship, with the usual office hours."""
    return shipped_almanac().calendar(zone=SHANGHAI, hours=rules.USUAL_HOURS)


def at(text: str) -> datetime:
    """`2026-02-13 16:30` as a moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
