"""How words sound, for finding what was typed by ear: pairs of syllables without tones, with the sounds that half the
country does not tell apart (zh/z, ch/c, sh/s, -ng/-n) made one; the same for what is stored and for what is asked. A
query may be written in Chinese, in pinyin, or in both."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin, pinyin

from linli.language.rules.grams import MOST
from linli.language.rules.plain import folded

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}]+")
_ASKED = re.compile(f"(?:[{_HAN}]|[a-zü]+)+")
_PIECE = re.compile(f"[{_HAN}]|[a-zü]+")
_LATIN_MOST = 36
READINGS_MOST = 4
_FIRST = re.compile("^(z|c|s)h")
_LAST = re.compile("([aei]n)g$")


@cache
def reading(char: str) -> str:
    """The usual reading of a character without its tone, ü written v; a character without one reads as itself."""
    return lazy_pinyin(char)[0].replace("ü", "v")


def _blunt(syllable: str) -> str:
    return _LAST.sub(r"\1", _FIRST.sub(r"\1", syllable))


@cache
def sound(char: str) -> str:
    """How a character is usually read, without its tone and with alike sounds made one."""
    return _blunt(reading(char))


@cache
def syllables() -> frozenset[str]:
    """Every syllable that a character of everyday use has."""
    return frozenset(
        read for code in range(0x4E00, 0x9FA6) if (read := reading(chr(code))).isalpha() and read.isascii()
    )


def sounds(text: str) -> list[str]:
    """The pairs of syllables a text is found by, each once, those that come first first."""
    found: dict[str, None] = {}
    for run in _RUN.finditer(text):
        for read in _both(run[0]):
            found.update(dict.fromkeys(f"{a}.{b}" for a, b in pairwise(read)))
        if len(found) >= MOST:
            break
    return list(found)[:MOST]


def _both(run: str) -> list[list[str]]:
    """A run as its words are read (窨井 yin jing), and character by character, where that differs."""
    alone = [sound(char) for char in run]
    read = [_blunt(one.replace("ü", "v")) for one in lazy_pinyin(run)]
    return [read] if read == alone or len(read) != len(run) else [read, alone]


def query_sounds(query: str) -> list[list[str]]:
    """The ways a query may be read, each as the pairs of syllables that must all be there; [] where it has no two
    syllables, or Latin letters that are no pinyin."""
    ways: list[list[str]] = [[]]
    for run in _ASKED.finditer(folded(query)[:200].replace("ü", "v")):
        read = _readings(run[0])
        ways = [way + [f"{a}.{b}" for a, b in pairwise(one)] for way in ways for one in read][:READINGS_MOST]
    return [way for way in ways if way]


def _readings(run: str) -> list[list[str]]:
    """The syllables of one run, in every way that Latin letters can be cut, the fewest syllables first."""
    if _RUN.fullmatch(run):
        return [way for way in _both(run) if len(way) > 1]
    ways: list[list[str]] = [[]]
    for piece in _PIECE.findall(run):
        cuts = [[sound(piece)]] if not piece.isascii() else _cut(piece)
        ways = [way + cut for way in ways for cut in cuts]
    ways = [way for way in ways if len(way) > 1]
    return sorted(ways, key=len)[:READINGS_MOST]


def _cut(letters: str) -> list[list[str]]:
    """The ways pinyin without spaces falls into syllables: xian is one, or xi and an."""
    if len(letters) > _LATIN_MOST:
        return []
    known, ways = syllables(), dict[int, list[list[str]]]({0: [[]]})
    for end in range(1, len(letters) + 1):
        ways[end] = [
            [*way, _blunt(part)]
            for start in range(max(0, end - 6), end)
            if (part := letters[start:end]) in known
            for way in ways[start]
        ]
        ways[end] = sorted(ways[end], key=len)[:READINGS_MOST]
    return ways[len(letters)]


def heard(query: str, text: str) -> list[tuple[int, int]]:
    """Stretches of a text that sound like the query, read in any of its ways. Only where each character has the sound
    among its readings is the text read in its words, which is slow."""
    letters = set(text)
    return sorted(
        {
            (at, at + len(way))
            for way in _ways(query)
            for at in _could_begin(way, text, letters)
            if _sounds_so(way, text, at)
        }
    )


def _sounds_so(way: list[str], text: str, at: int) -> bool:
    """Whether a text, where it could, does sound so: as its characters usually do, or as its words do."""
    end = at + len(way)
    if way == [sound(char) for char in text[at:end]]:
        return True
    run = next((run for run in _RUN.finditer(text) if at < run.end()), None)
    if run is None or at < run.start() or run.end() < end:
        return False
    return way == _in_words(run[0])[at - run.start() : end - run.start()]


@lru_cache(maxsize=256)
def _ways(query: str) -> list[list[str]]:
    """Every way each part of a query may be read: the same for all the texts it is held against."""
    return [
        way for run in _ASKED.finditer(folded(query)[:200].replace("ü", "v")) for way in _readings(run[0])
    ]


@lru_cache(maxsize=1024)
def _in_words(run: str) -> list[str]:
    """A run as its words are read; the pages of a search come back to the same texts."""
    return _both(run)[0]


def _could_begin(way: list[str], text: str, letters: set[str]) -> list[int]:
    """Where the characters of a text, which are these, may be read like this."""
    for char in letters - _MET:
        _meet(char)
    first, *rest = [letters & _SOUNDING.get(one, set()) for one in way]
    if not first or not all(rest):
        return []
    return sorted(
        at
        for char in first
        for at in _spots(char, text, len(text) - len(rest))
        if all(text[at + n] in known for n, known in enumerate(rest, 1))
    )


def _spots(char: str, text: str, before: int) -> Iterator[int]:
    """Where a character stands in a text, before a place."""
    at = text.find(char, 0, before)
    while at >= 0:
        yield at
        at = text.find(char, at + 1, before)


_MET: set[str] = set()
_SOUNDING: dict[str, set[str]] = {}
"""The characters met so far, and by what they may sound like."""


def _meet(char: str) -> None:
    """Take in all readings of a character."""
    every = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    for one in {*(_blunt(read.replace("ü", "v")) for read in every), sound(char)}:
        _SOUNDING.setdefault(one, set()).add(char)
    _MET.add(char)
