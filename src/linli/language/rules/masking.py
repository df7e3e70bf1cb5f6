"""Hiding persons in words: `mask_*` for screens of those who may not see the value, `public_words` for text that
leaves the house (复制到群), without name, phone or room. It errs on the side of removing, and says what it removed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from linli.language.rules.names import mask_name, names_in
from linli.language.rules.numbers import Kind, personal_numbers
from linli.language.rules.plain import digits, plain
from linli.language.rules.rooms import rooms

__all__ = ["Kind", "PublicText", "Removed", "mask_name", "mask_phone", "mask_text", "public_words"]

_INSTEAD = {
    Kind.PHONE: "（电话略）",
    Kind.IDENTITY: "（证件号略）",
    Kind.CARD: "（卡号略）",
    Kind.PLATE: "（车牌略）",
    Kind.ACCOUNT: "（账号略）",
    Kind.MAIL: "（邮箱略）",
    Kind.NUMBER: "（号码略）",
}
_SOMEBODY = "某某"
_SOME_HOME = "某户"
_BARE_BUILDING = re.compile(r"[\d\- ]+|[A-Z]\d{0,2}")
_SHOWN = {
    Kind.PHONE: (3, 4),
    Kind.IDENTITY: (3, 2),
    Kind.CARD: (0, 4),
    Kind.PLATE: (2, 2),
    Kind.ACCOUNT: (1, 1),
    Kind.MAIL: (1, 0),
    Kind.NUMBER: (0, 2),
}


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing taken out: what it was, and the words as they stood. For the worker's eyes, not for keeping."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text fit for a group, and everything that was taken out of it."""

    text: str
    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    kind: Kind
    instead: str


def mask_phone(phone: str) -> str:
    """A phone with its middle hidden: 13812345678 → 138****5678; of short numbers nothing but the last two."""
    bare = re.sub(r"[^\d+]", "", plain(phone))
    if len(bare) >= 10:
        return bare[:-8] + "****" + bare[-4:]
    return "*" * max(len(bare) - 2, 0) + bare[-2:] if len(bare) > 4 else "*" * len(bare)


def mask_text(words: str) -> str:
    """The words with every personal number starred but for the few characters that help to recognise it."""
    pieces: list[str] = []
    done = 0
    for found in personal_numbers(words):
        if found.start < done:
            continue
        pieces += [words[done : found.start], _starred(words[found.start : found.end], found.kind)]
        done = found.end
    return "".join(pieces) + words[done:]


def _starred(value: str, kind: Kind) -> str:
    if kind is Kind.MAIL:
        name, _, host = value.partition("@") if "@" in value else value.partition("＠")
        return f"{name[:1]}***@{host}"
    bare = re.sub(r"[^\w*]", "", digits(value))
    head, tail = _SHOWN[kind]
    if len(bare) < head + tail + 3:
        head = tail = 0
    return bare[:head] + "*" * (len(bare) - head - tail) + (bare[-tail:] if tail else "")


def public_words(text: str, names: Iterable[str] = (), *, keep: Iterable[str] = ()) -> PublicText:
    """The text without names, phones, rooms and other personal numbers; `keep` lists numbers meant for the public."""
    known = tuple(names)
    kept = frozenset(_figures(number) for number in keep)
    removed: list[Removed] = []
    for _ in range(3):
        cuts = _merged(_cuts(text, known, kept))
        if not cuts:
            break
        removed += [Removed(cut.kind, text[cut.start : cut.end]) for cut in cuts]
        text = _applied(text, cuts)
    return PublicText(text, tuple(removed))


def _figures(number: str) -> str:
    return re.sub(r"\D", "", digits(number))


def _cuts(text: str, names: tuple[str, ...], kept: frozenset[str]) -> list[_Cut]:
    cuts = [
        _Cut(one.start, one.end, one.kind, _INSTEAD[one.kind])
        for one in personal_numbers(text)
        if _figures(text[one.start : one.end]) not in kept
    ]
    for room in rooms(text):
        instead = _building(text[slice(*room.building)], room.dashed) if room.building else _SOME_HOME
        if instead != text[room.start : room.end]:
            cuts.append(_Cut(room.start, room.end, Kind.ROOM, instead))
    for start, end, title in names_in(text, names):
        instead = f"某{title}" if title and not title.startswith("某") else _SOMEBODY
        if instead != text[start:end]:
            cuts.append(_Cut(start, end, Kind.NAME, instead))
    return cuts


def _building(words: str, dashed: bool) -> str:
    """The building as it may be named: as written, or with 幢 behind the bare figure of 3-2-501."""
    shadow = plain(words)
    if dashed or _BARE_BUILDING.fullmatch(shadow):
        return re.sub(r"[\s_/.·#]+", "-", words.strip()) + "幢"
    return words


def _merged(cuts: list[_Cut]) -> list[_Cut]:
    """The cuts in order, overlapping ones made one: a number hides all of it, but not the building of 12-2-1501."""
    merged: list[_Cut] = []
    for cut in sorted(cuts, key=lambda one: (one.start, -one.end, one.kind is not Kind.ROOM)):
        if not merged or cut.start >= merged[-1].end:
            merged.append(cut)
        elif merged[-1].kind is not Kind.ROOM or cut.end > merged[-1].end:
            last = merged[-1]
            shown = max(last, cut, key=lambda one: (one.kind in _INSTEAD, one.end - one.start))
            merged[-1] = _Cut(last.start, max(last.end, cut.end), shown.kind, shown.instead)
    return merged


def _applied(text: str, cuts: list[_Cut]) -> str:
    pieces: list[str] = []
    done = 0
    for cut in cuts:
        pieces += [text[done : cut.start], cut.instead]
        done = cut.end
    return "".join(pieces) + text[done:]
