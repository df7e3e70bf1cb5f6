"""Two shadows of a text that keep every character in its place, so that a find in the shadow is a find in the
text: `plain` makes full-width and odd forms ordinary, `digits` also turns Chinese numerals into digits. `folded` is the
form texts are compared in, where length does not matter."""

import re
import unicodedata
from functools import lru_cache

DASHES = frozenset("-‐‑‒–—―−─━－﹣﹘ーｰ〜～~")
_NUMERALS = str.maketrans(
    "零〇○一壹幺弌二贰两三叁四肆五伍六陆七柒八捌九玖拾佰",
    "000111122233445566778899十百",
)


_ODD = re.compile(r".?[^\n -~\u4e00-\u9fa5\u3001\u3002\u201c\u201d\u300a\u300b]+", re.DOTALL)
"""Stretches that compatibility forms may change, with the character a mark may join; the rest stays as it is."""

_MARKS = tuple(zip("，！？：；（）", ",!?:;()", strict=True))
"""The wide marks nearly every text has, put straight before the rest: most stretches are one of them alone."""


def _composed(odd: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", odd[0])


@lru_cache(maxsize=16)
def folded(text: str) -> str:
    """The text in compatibility form (NFKC) and without case; half the time of normalising all of it. What was folded
    last is kept, since a message taken in is asked about by several rules."""
    for wide, narrow in _MARKS:
        text = text.replace(wide, narrow)
    return _ODD.sub(_composed, text).casefold()


class _Shadow(dict[int, str]):
    """Code point to one plain character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = _plain_character(chr(code))
        self[code] = found
        return found


def _plain_character(char: str) -> str:
    if char in DASHES:
        return "-"
    if char == "巿":  # a look-alike of 市 that input methods produce
        return "市"
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me", "Cc", "Zs", "Zl", "Zp"):
        return "\n" if char == "\n" else " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    folded = unicodedata.normalize("NFKC", char).upper()
    return folded if len(folded) == 1 else char


_SHADOW = _Shadow()


_TO_CHANGE = re.compile(r"[^\n -`{-}\u4e00-\u5dfe\u5e00-\u9fa5\u3001\u3002\u201c\u201d\u300a\u300b]+")
"""Stretches with characters that the shadow may show otherwise; in most texts there are few."""


def _shadowed(changed: re.Match[str]) -> str:
    return changed[0].translate(_SHADOW)


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """The text in ordinary capitals, digits, dashes and spaces, of the same length. What was asked last is kept, since
    several rules look at one text."""
    for wide, narrow in _MARKS:
        text = text.replace(wide, narrow)
    return _TO_CHANGE.sub(_shadowed, text)


def digits(text: str) -> str:
    """`plain`, with Chinese numerals as digits (十 and 百 stay), of the same length."""
    return plain(text).translate(_NUMERALS)


class _Tidy(dict[int, str | None]):
    """Code point to what is kept of it: nothing of invisible characters, a plain space for odd ones."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        kept = None if category in ("Cc", "Cf", "Cs") else " " if category == "Zs" else chr(code)
        self[code] = kept
        return kept


_TIDY = _Tidy({9: " ", 10: "\n"})


def tidy(text: str) -> str:
    """The text as a person would have typed it: no invisible characters, single spaces, no empty lines."""
    seen = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TIDY)
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)
