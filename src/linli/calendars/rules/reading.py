"""Reading the days of a year out of a text: the State Council's notice itself as it is pasted, lines somebody typed,
or CSV. What cannot be read is named by its line; nothing is guessed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.calendars.rules.tables import DayKind

TEXT_MOST = 20_000
RANGE_MOST = 31
"""No holiday is longer; a longer span is a slip."""

FESTIVALS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
"""The seven statutory festivals; a year that lacks one is worth a second look."""

MAKEUP_WORD = "调休上班"

_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.](?!\d)|[(]\w+[)])\s*")
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_WORD = re.compile(r"放假|休息|holiday|上班|makeup")
_JOINED = re.compile(r"\s*(?:星期|周)?[一二三四五六日天]?\s*(?:至|到|—+|--?|~|-)\s*")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day as it was read."""

    day: date
    kind: DayKind
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class _Span:
    since: date
    until: date
    end: int


def read_days(text: str, *, year: int) -> tuple[list[ReadDay], list[dict[str, Any]]]:
    """The days of a text in order, and the lines that could not be read: number, text, why. A date without a year is
    of `year`; a line without a name belongs to the festival before it."""
    days: list[ReadDay] = []
    bad: list[dict[str, Any]] = []
    name = ""
    for number, line in enumerate(text[:TEXT_MOST].splitlines(), start=1):
        plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", line)).strip()
        if not _DATE.search(plain):
            continue
        name = _name_of(plain) or name
        try:
            days += _days_of(plain, name, year)
        except ValueError as wrong:
            zh, en = wrong.args
            bad.append({"line": number, "text": line.strip()[:80], "title": zh, "title_en": en})
    return sorted(days, key=lambda one: one.day), bad


def english_of(name: str) -> str:
    """The English name of a festival, of two that fall together, or of a day worked in exchange; nothing for an
    unknown one."""
    festival = name.removesuffix(MAKEUP_WORD)
    parts = [FESTIVALS.get(part, "") for part in festival.split("、")]
    told = " and ".join(parts) if all(parts) else ""
    return f"Make-up day, {told}" if told and festival != name else told


def _name_of(plain: str) -> str:
    """What stands before the colon, or in a column of its own."""
    rest = _NUMBERED.sub("", plain)
    before, colon, _ = rest.partition(":")
    if colon and not _DATE.search(before):
        return before.strip()[:40]
    cells = [cell.strip() for cell in re.split(r"[,\t]", rest)]
    named = [one for one in cells if one and not _DATE.search(one) and not _WORD.fullmatch(one)]
    named = [one.removesuffix(MAKEUP_WORD) for one in named if re.search(r"[\u4e00-\u9fff]", one)]
    words = [
        re.sub(_WORD, "", one).strip() for one in named if not re.match(r"[一二三四五六七八九十共]", one)
    ]
    return next((one for one in words if one and len(one) <= 20 and _is_name(one)), "")


def _is_name(text: str) -> bool:
    return any(festival in text for festival in FESTIVALS) or text.endswith(("节", "日"))


def _days_of(plain: str, name: str, year: int) -> list[ReadDay]:
    """Every span takes the next word after it: 放假 or 上班. ValueError with a Chinese and an English reason."""
    spans = _spans(plain, year)
    words = list(_WORD.finditer(plain))
    found: list[ReadDay] = []
    for span in spans:
        word = next((one.group() for one in words if one.start() >= span.end), "")
        if not word:
            raise ValueError("看不出是放假还是上班", "Neither a holiday (放假) nor worked (上班)")
        if not name:
            raise ValueError("看不出是哪个节日", "The festival is not named")
        kind = DayKind.MAKEUP if word in {"上班", "makeup"} else DayKind.HOLIDAY
        own = name + MAKEUP_WORD if kind is DayKind.MAKEUP else name
        count = (span.until - span.since).days + 1
        found += [ReadDay(span.since + timedelta(days=n), kind, own, english_of(own)) for n in range(count)]
    return found


def _spans(plain: str, year: int) -> list[_Span]:
    spans: list[_Span] = []
    month, joined, last = 0, False, 0
    for match in _DATE.finditer(plain):
        day, month = _date_of(match, year, month)
        joined = bool(spans) and not joined and bool(_JOINED.fullmatch(plain[last : match.start()]))
        if joined:
            since = spans.pop().since
            if not since <= day <= since + timedelta(days=RANGE_MOST):
                raise ValueError("起止日期不对", "The span begins after it ends, or is too long")
            spans.append(_Span(since, day, match.end()))
        else:
            spans.append(_Span(day, day, match.end()))
        last = match.end()
    return spans


def _date_of(match: re.Match[str], year: int, month: int) -> tuple[date, int]:
    chinese_year, chinese_month, chinese_day, *plain = match.groups()
    numbers = plain if plain[0] else [chinese_year or year, chinese_month or month, chinese_day]
    try:
        found = date(*(int(one) for one in numbers))
    except ValueError:
        raise ValueError(f"没有“{match.group()}”这一天", f"There is no such day: {match.group()}") from None
    return found, found.month
