"""By when something happens: dates that lie ahead, and terms such as 月底前 or 5个工作日内. A date that is over, or the
day a letter was written, tells nothing of what comes."""

import re
from datetime import date

from linli.language.rules.answering.lists import AHEAD
from linli.language.rules.answering.signs import Span

_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_DATE = re.compile(
    rf"(?<![\d.])(?:(?P<year>20\d\d) ?年 ?)?(?P<month>{_MONTH}) ?月 ?(?:(?P<day>{_DAY}) ?[日号]?"
    r"|(?P<part>份|底|初|末|[上中下]旬))?(?P<before>之?前|以前|内|底)?"
    rf"|(?<![\d.])(?P<year2>20\d\d)(?P<dash>[-/.])(?P<month2>{_MONTH})(?P=dash)(?P<day2>{_DAY})(?!\d)"
    r"(?P<before2>之?前|以前)?"
)
_OVER = re.compile(r"(?:已|曾|自|从)(?:经)?(?:于|在)?[^,。;!?\n]{0,4}$")
_SIGNED = re.compile(r"20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[ \n。]*$")
_BEFORE = 8


def ahead(text: str, today: date) -> list[Span]:
    """Where a text, its signature taken off, says by when, of what lies ahead of a day."""
    dates = list(_DATE.finditer(text))
    taken = [place.span() for place in dates]
    found = [place.span() for place in dates if _is_ahead(place, text, today)]
    found += [span for span in AHEAD.spans(text) if not _inside(span, taken) and not _is_over(text, span)]
    return sorted(found)


def without_signature(shadow: str) -> str:
    """The text without the day at its end on which it was written."""
    signed = _SIGNED.search(shadow, max(len(shadow) - 40, 0))
    return shadow[: signed.start()] if signed else shadow


def _is_ahead(place: re.Match[str], text: str, today: date) -> bool:
    given, before = place["year"] or place["year2"], place["before"] or place["before2"]
    day = int(place["day"] or place["day2"] or 0)
    if _is_over(text, place.span()) or not (given or day or place["part"] or before):
        return False
    month = int(place["month"] or place["month2"])
    then, now = (int(given or today.year), month, day or 31), (today.year, today.month, today.day)
    if then > now or (then == now and before):
        return True
    return not given and bool(before or place["part"]) and month + 6 < today.month


def _is_over(text: str, span: Span) -> bool:
    return _OVER.search(text[max(0, span[0] - _BEFORE) : span[0]]) is not None


def _inside(span: Span, taken: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)
