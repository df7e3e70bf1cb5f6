"""Reading times as people and spreadsheets write them: `read_time` takes one cell, `find_time` looks inside a
sentence, `read_moment` reads the loose stamps of chat programs against the present. All results are aware."""

import math
import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from linli.language.rules.plain import plain

_SERIAL_FIRST, _SERIAL_LAST = 10_000, 80_000
_EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "夜里", "PM")
_PART = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|夜里|[AP]M)"
_CLOCK = (
    rf"{_PART}? *(?P<hour>\d{{1,2}})(?: *: *(?P<minute>\d{{1,2}})(?: *: *(?P<second>\d{{1,2}})(?:\.\d+)?)?"
    r"| *[时点](?:(?P<minute2>\d{1,2})分?|(?P<half>半)|整|钟)?(?:(?P<second2>\d{1,2})秒)?)(?: *(?P<part2>[AP]M))?"
)
_DAY = r"(?P<year>(?:19|20)\d\d) *[-/.年] *(?P<month>\d{1,2}) *[-/.月] *(?P<day>\d{1,2}) *[日号]?"
_ZONE = r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
_WEEKDAY = r"(?:[(（]? *(?:星期|周|礼拜)[一二三四五六日天] *[)）]?)?"

_WHOLE = re.compile(rf"{_DAY}(?:[ T]*{_WEEKDAY}[ T]*{_CLOCK} *{_ZONE}(?:[之以]?前)?)?")
_INSIDE = re.compile(rf"(?<!\d){_DAY}(?:(?<=[日号])|(?!\d))(?:[ T]*{_WEEKDAY}[ T]*{_CLOCK})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[ T]?(\d\d)(\d\d)(\d\d)?)?")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")

_RELATIVE = (
    r"(?:(?P<ago>今天|昨天|前天|昨日|今日)|(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?:(?P<year>(?:19|20)\d\d) *[-/.年] *)?(?P<month>\d{1,2}) *[-/.月] *(?P<day>\d{1,2}) *[日号]?)"
)
MOMENT = rf"(?:(?:{_RELATIVE}) *)?{_WEEKDAY} *{_CLOCK}"
"""Pattern of a chat stamp; its named groups are what `read_moment` reads, so it may stand once in a pattern."""
_MOMENT = re.compile(MOMENT)
_DAYS_AGO = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}


def read_time(value: object, tz: tzinfo) -> datetime:
    """A spreadsheet cell (date, Excel serial number, text) as a time in `tz`; ValueError says why it is none."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=tz)).astimezone(tz)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=tz)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(float(value), tz)
    if isinstance(value, str):
        return _from_text(plain(value).strip(), tz)
    raise ValueError("不是时间 / not a time")


def _from_serial(number: float, tz: tzinfo) -> datetime:
    if not math.isfinite(number) or not _SERIAL_FIRST <= number <= _SERIAL_LAST:
        raise ValueError("数字不像日期序号 / the number is no plausible date serial")
    return (_EXCEL_DAY_ZERO + timedelta(seconds=round(number * 86_400))).replace(tzinfo=tz)


def _from_text(text: str, tz: tzinfo) -> datetime:
    if not text:
        raise ValueError("时间为空 / the time is empty")
    if _NUMBER.fullmatch(text):
        return _from_serial(float(text), tz)
    if compact := _COMPACT.fullmatch(text):
        return _built(*(int(part or 0) for part in compact.groups()), tz=tz)
    if whole := _WHOLE.fullmatch(text):
        return _from_match(whole, _zone(whole["zone"], tz)).astimezone(tz)
    raise ValueError("看不出是什么时间 / not a form of time that is known")


def _zone(written: str | None, tz: tzinfo) -> tzinfo:
    if not written:
        return tz
    if written == "Z":
        return UTC
    return datetime.strptime(written.replace(":", ""), "%z").tzinfo or tz


def _from_match(found: re.Match[str], tz: tzinfo) -> datetime:
    day = (int(found["year"]), int(found["month"]), int(found["day"]))
    return _built(*day, *_clock(found), tz=tz)


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    """Hour, minute and second of a match of the clock pattern; midnight where it gives none."""
    part = found["part"] or found["part2"] or ""
    hour = int(found["hour"] or 0)
    if part in _AFTERNOON and hour < 12:
        hour += 12
    elif part in ("凌晨", "AM") and hour == 12:
        hour = 0
    elif part == "中午" and hour < 3:
        hour += 12
    minute = 30 if found["half"] else int(found["minute"] or found["minute2"] or 0)
    return hour, minute, int(found["second"] or found["second2"] or 0)


def _built(year: int, month: int, day: int, hour: int, minute: int, second: int, *, tz: tzinfo) -> datetime:
    """The time of these parts, 24:00 being the next midnight; ValueError for a day or hour that does not exist."""
    late = (hour, minute, second) == (24, 0, 0)
    try:
        built = datetime(year, month, day, 0 if late else hour, minute, second, tzinfo=tz)
        return built + timedelta(days=1) if late else built
    except (ValueError, OverflowError):
        raise ValueError("没有这个日期或钟点 / no such day or hour") from None


def find_time(text: str, tz: tzinfo, *, end_of_day: bool = False) -> datetime | None:
    """The first full date in a sentence, with its clock if it has one; a bare date may mean its last second."""
    for found in _INSIDE.finditer(plain(text)):
        try:
            moment = _from_match(found, tz)
        except ValueError:
            continue
        if end_of_day and found["hour"] is None:
            return moment.replace(hour=23, minute=59, second=59)
        return moment
    return None


def read_moment(stamp: str, now: datetime, *, on: date | None = None) -> datetime | None:
    """The time a chat stamp means: 昨天 21:03, 星期三 08:15, 11月3日 10:21, or a bare clock on the day `on`."""
    found = _MOMENT.fullmatch(plain(stamp).strip())
    return moment_of(found, now, on=on) if found else None


def moment_of(found: re.Match[str], now: datetime, *, on: date | None = None) -> datetime | None:
    """The time that the groups of `MOMENT` mean in a larger match; never later than `now` unless a year says so."""
    try:
        day = _moment_day(found, now, on)
        moment = _built(day.year, day.month, day.day, *_clock(found), tz=now.tzinfo or UTC)
        return _not_ahead(found, moment, now, on)
    except (ValueError, OverflowError):
        return None


def _moment_day(found: re.Match[str], now: datetime, on: date | None) -> date:
    today = now.date()
    if found["ago"]:
        return today - timedelta(days=_DAYS_AGO[found["ago"]])
    if found["weekday"]:
        wanted = "一二三四五六日".index(found["weekday"].replace("天", "日"))
        return today - timedelta(days=(today.weekday() - wanted) % 7)
    if found["month"]:
        return date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    return on or today


def _not_ahead(found: re.Match[str], moment: datetime, now: datetime, on: date | None) -> datetime:
    """Move a moment that would lie ahead back by its own round: a day, a week or a year."""
    if moment <= now + timedelta(minutes=5) or found["year"] or found["ago"]:
        return moment
    if found["weekday"]:
        return moment - timedelta(days=7)
    if found["month"]:
        return moment.replace(year=moment.year - 1)
    return moment if on else moment - timedelta(days=1)
