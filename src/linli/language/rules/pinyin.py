"""Readings of names, surnames read as families read them (曾 zēng, 单 shàn, 仇 qiú, 单于 chán yú), for sorting and for
finding 张三 by `zs`. Tones are left out and ü is written v, as people type it."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as readings

from linli.language.rules.names import SURNAMES
from linli.language.rules.plain import plain

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[A-Za-z0-9]+")


def pinyin(name: str, *, person: bool = True) -> str:
    """The reading of a name in lower case, a space between syllables; `person=False` reads no surname (单位)."""
    return " ".join(syllable for syllable, _ in _read(name, person))


def pinyin_initials(name: str, *, person: bool = True) -> str:
    """The first letters of the reading, figures and Latin words kept whole: 曾小红 → zxh, 3栋王五 → 3dww."""
    return "".join(syllable[0] if han else syllable for syllable, han in _read(name, person))


@lru_cache(maxsize=4096)
def _read(name: str, person: bool) -> tuple[tuple[str, bool], ...]:
    """The syllables of a name, and for each whether it is read from a Han character. A family name is read apart from
    what follows it, so that the two never make a word together."""
    bare = plain(name).replace(" ", "")
    surname = _surname(bare) if person else ""
    read = [(syllable, True) for syllable in _surname_read(surname)]
    for run in _RUN.finditer(bare, len(surname)):
        if run["han"]:
            read += [(syllable, True) for syllable in _syllables(run[0])]
        else:
            read.append((run[0].lower(), False))
    return tuple(read)


@lru_cache(maxsize=2048)
def _surname_read(surname: str) -> tuple[str, ...]:
    odd = SURNAMES.get(surname, "")
    return tuple(odd.replace("ü", "v").split()) if odd else _syllables(surname)


@lru_cache(maxsize=16384)
def _syllables(han: str) -> tuple[str, ...]:
    """The syllables of a run of Han characters; words are looked at only where a character has several readings."""
    single = [_only_reading(char) for char in han]
    return tuple(single if all(single) else filter(None, lazy_pinyin(han)))


@lru_cache(maxsize=8192)
def _only_reading(char: str) -> str:
    """A character's reading, if it has one alone (tones left out)."""
    found = readings(char, style=Style.NORMAL, heteronym=True)[0]
    return found[0] if len(found) == 1 else ""


def _surname(name: str) -> str:
    """The surname a name begins with, those of two characters and more first."""
    for length in (4, 2):
        if len(name) >= length and SURNAMES.get(name[:length]):
            return name[:length]
    return name[:1] if name[:1] in SURNAMES else ""
