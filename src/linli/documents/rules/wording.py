"""Words made fit for print: nothing that cannot be seen, nothing that runs off the paper, dates as Chinese papers write
them."""

import re
from datetime import date, datetime

UNBROKEN_MOST = 24
"""Characters of a word without a place to break (an address of a web page, a row of digits) before one is made."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNBROKEN = re.compile(rf"[^\s\u2e80-\U0003ffff]{{{UNBROKEN_MOST},}}")
_BREAK = "\u200b"


def fit(text: str) -> str:
    """The text without control characters, marks that turn the direction, halves of characters and the like; line ends
    are `\\n`, tabs are spaces."""
    if text.isprintable():  # most are, and this asks ten times as fast
        return text
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def breakable(text: str, *, every: int = UNBROKEN_MOST) -> str:
    """The text with a place to break after every so many characters of a word longer than 24 that has none: a line
    breaks there and nothing is seen of it."""

    def cut(found: re.Match[str]) -> str:
        word = found.group()
        return _BREAK.join(word[n : n + every] for n in range(0, len(word), every))

    return _UNBROKEN.sub(cut, text)


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something, fit for print."""
    return [breakable(line.strip()) for line in fit(text).split("\n") if line.strip()]


def title_fit(text: str, most: int) -> str:
    """The text on one line, fit for print, at most so many characters; what was cut shows as an ellipsis."""
    line = " ".join(fit(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def chinese_date(day: date) -> str:
    """2026年3月4日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """2026年3月4日 10:05, of a moment in the zone of the place."""
    return f"{chinese_date(moment)} {moment:%H:%M}"
