"""The form in which names and texts are compared: capitals, narrow signs, Chinese numerals as digits, no spaces behind
figures, letters that stand for figures made figures."""

import re

from linli.language.rules.plain import digits

READ_MOST = 2_000
"""Characters of a text that are looked at; places are named near the beginning."""

_OLD = str.maketrans("號樓棟單層門園區裏裡廣場苑橦", "号楼栋单层门园区里里广场苑幢")
_SPACE = re.compile(r"(?<=[\d#])\s+(?=[^\d\s])|\s+(?=#)")
_SPELT = re.compile(r"(?:(?<=\s)|^)[\u4e00-\u9fff](?=\s)")
_ODD_ZERO = re.compile(r"(?<=\d)[OQ](?=[\dOQ]|室|号|户|$)")
_ODD_ONE = re.compile(r"(?<=\d)[IL](?=[\dOQIL]|室|号|户)")


def shadow(text: str) -> str:
    """A text as it is compared. It may be shorter than the text."""
    even = digits(text[:READ_MOST]).translate(_OLD)
    if len(_SPELT.findall(even)) > 2:  # 枇 杷 园 3 号 楼
        even = re.sub(r"\s+", "", even)
    even = _SPACE.sub("", even)
    return _ODD_ONE.sub("1", _ODD_ZERO.sub("0", even))


_TENS = {"廿": 20, "卅": 30}


def number(written: str) -> str:
    """A number as a register writes it: 03 → 3, 2十3 → 23, 廿3 → 23, 1百02 → 102, A3 → A3, 甲1 → 甲1."""
    head = written[:1] if written[:1] and not (written[0].isdigit() or written[0] in "十百廿卅") else ""
    tail = written[len(head) :]
    letter = tail[-1:] if tail[-1:].isalpha() and tail[-1:].isascii() else ""
    tail = tail[: len(tail) - len(letter)]
    return f"{head}{_figure(tail)}{letter}"


def _figure(tail: str) -> str:
    if not tail or tail.isdigit():
        return str(int(tail)) if tail else ""
    total = left = 0
    for sign in tail:
        if sign.isdigit():
            left = left * 10 + int(sign)
        elif sign == "百":
            total, left = total + (left or 1) * 100, 0
        elif sign == "十":
            total, left = total + (left or 1) * 10, 0
        else:
            total, left = total + _TENS.get(sign, 0), 0
    return str(total + left)
