"""Route sheets (走访单): their numbers, when a visit on one happened, pure."""

import re
from datetime import date, datetime, time, tzinfo

from linli.kit.errors import Refused

LINES_MOST, LINES_USUAL = 60, 30
"""What one walks in a day, with room."""
NOON = time(12)
_NUMBER = re.compile(r"([0-9]{6})-?([0-9]{5}(?=-)|[0-9]{3})-?([0-9]{1,3})")


def number_of(on: date, area: str, nth: int) -> str:
    """261127-003-1: the day, the grid (000 for a whole community), and the how-manieth there that day; short enough to
    be typed by hand."""
    return f"{on:%y%m%d}-{area[12:] or '000'}-{nth}"


def tidy_number(text: str) -> str:
    """A number as it was typed: with spaces, without dashes, full-width; nothing where it is none."""
    plain = "".join(str(int(one)) if one.isdecimal() else "-" for one in text.strip())
    found = _NUMBER.fullmatch(re.sub("-+", "-", plain))
    return "-".join(found.groups()) if found else ""


def happened_at(on: date, *, said: time | None, now: datetime, zone: tzinfo) -> datetime:
    """When a visit of a sheet's day happened: at the time that is said, else at noon of a day that is past, and now of
    today. Refuses a day that has not come."""
    today = now.astimezone(zone).date()
    if on > today:
        raise Refused(
            "sheet/not-yet",
            zh="这张走访单的日子还没有到，还不能补录",
            en="The day of this sheet has not come yet",
        )
    if said is None:
        return now if on == today else datetime.combine(on, NOON, zone)
    return min(datetime.combine(on, said, zone), now)
