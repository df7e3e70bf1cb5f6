"""Reading what is typed into the register's one box: words, and for each the ways it may be meant (王 a surname, zxm
first letters, 3-2 a stairwell, 1234 the end of a number or a room, 独居 a label). What is found must fulfil each word
in one of its ways."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import pairwise
from typing import TypeAlias

from linli.language.rules.names import SURNAMES
from linli.language.rules.pinyin import pinyin
from linli.language.rules.plain import DASHES, digits, folded
from linli.language.rules.sounds import syllables
from linli.register.rules.kinds import DwellingUse
from linli.register.rules.labels import SKILLS

QUERY_MOST = 60
"""Characters of a query that are looked at."""
WORDS_MOST = 6
WAYS_MOST = 12
PARTS_MOST = 8
MEANINGS_MOST = 6
KEYED_MOST = 48
"""Ways with those under older keys."""
NUMBER_LEAST = 7
"""Figures from which a number is looked for whole; four are the end of one."""
TAIL = 4


class Noun(StrEnum):
    """What can be found, in the order it is shown in."""

    RESIDENT = "resident"
    DWELLING = "dwelling"
    ORGANISATION = "organisation"
    BUILDING = "building"


class By(StrEnum):
    """What of a thing a word was found in."""

    NAME = "name"
    SURNAME = "surname"
    SOUND = "sound"
    PLACE = "place"
    BUILDING = "building"
    ENTRANCE = "entrance"
    ROOM = "room"
    DWELLING = "dwelling"
    TAIL = "tail"
    NUMBER = "number"
    LABEL = "label"
    SKILL = "skill"
    USE = "use"
    CODE = "code"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Meant:
    """One way a word may be meant: tokens that must all be there, or a label that few may see (`told`)."""

    by: By
    tokens: tuple[str, ...] = ()
    told: str = ""
    start: str = ""
    """From where in the list of names it can be met: zeng."""
    number: str = ""
    """Of a sealed number, whole or its last figures: its token is another under each key."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way all the words may be meant together."""

    tokens: tuple[str, ...]
    told: tuple[str, ...]
    why: tuple[tuple[str, str], ...]
    """Each word with what it was found in."""
    start: str = ""


Hash: TypeAlias = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What words may name beside the register itself: labels by name, each with its code and whether few may see it;
    and the keyed hashes of figures: under each key a number may have been written with, the current one first."""

    labels: Mapping[str, tuple[str, bool]]
    keys: Sequence[Hash]


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DASH = re.compile("[" + "".join(map(re.escape, DASHES)) + "]")
_SPACE = re.compile(r"[\s,，、;；。|/]+")
_NUM = r"[a-z甲乙丙丁东西南北]?[0-9]{1,3}[a-z]?|[甲乙丙丁]"
_PARTS = re.compile(
    rf"(?P<building>{_NUM})(?:号楼|号院|幢|栋|座|橦|#楼?)"
    rf"|(?P<entrance>{_NUM}|[a-z])(?:单元|门洞|号门|门|梯|楼道)"
    r"|(?P<room>[a-z]?[0-9]{2,5}[a-z]?)(?:室|房|户)"
    r"|(?P<dashed>[0-9a-z甲乙丙丁]+(?:-[0-9a-z甲乙丙丁]+){1,2})"
    r"|(?P<figures>[0-9]{1,18}x?(?![a-wyz]))"
    rf"|(?P<latin>[a-zü·']+)|(?P<han>[{_HAN}]+)"
)
_TITLES = re.compile(
    r"(?:先生|女士|小姐|阿姨|大爷|大妈|大娘|大姐|大哥|大伯|奶奶|爷爷|叔叔|伯伯|老太|阿婆|婆婆|师傅|老师|某某?)$"
)
_FAMILIAR = re.compile(r"^[老小阿](?=.$)")
_NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百]+(?=号楼|号院|幢|栋|座|单元|室)"
    r"|(?<=[幢栋座楼元])[零〇一二两三四五六七八九]{3,4}(?![一-龥])"
)


def words_of(query: str) -> list[str]:
    """The words of a query in one form: full-width signs made plain, dashes one dash, numerals figures where a place
    follows them."""
    bare = _DASH.sub("-", folded(query[:QUERY_MOST])).replace("ü", "v")
    bare = _NUMERAL.sub(lambda found: _figures(found[0]), bare)
    return [word for word in _SPACE.split(bare) if word][:WORDS_MOST]


def _figures(numeral: str) -> str:
    """Chinese numerals as figures: 十二 → 12, 五零一 → 501."""
    plain = digits(numeral)
    if "百" in plain or plain.count("十") > 1:
        return numeral
    tens, ten, ones = plain.partition("十")
    return f"{int(tens or 1) * 10 + int(ones or 0)}" if ten and (tens or "1").isdigit() else plain


def ways(query: str, noun: Noun, known: Dictionary) -> list[Way]:
    """The ways a query may be meant of a noun, the likeliest first; none where a word can mean nothing of it. Numbers
    under older keys come after all that is meant under the current one."""
    meant: list[list[tuple[str, Meant]]] = []
    for word in words_of(query):
        for part in _parts(word):
            found = _of_part(part, noun, known)
            if not found:
                return []
            meant.append([(part[1], one) for one in found])
    if not meant:
        return []
    choices = _likeliest(meant)
    numbered = [choice for choice in choices if any(one.number for _, one in choice)]
    older = [_way(choice, key) for key in known.keys[1:] for choice in numbered]
    return [*(_way(choice, known.keys[0]) for choice in choices), *older][:KEYED_MOST]


Choice: TypeAlias = tuple[tuple[str, Meant], ...]


def _likeliest(meant: Sequence[Sequence[tuple[str, Meant]]]) -> list[Choice]:
    """The choices of one meaning for each part whose ranks come to the least. Only so many are kept after each part:
    what begins a choice of those is itself one of those."""
    kept: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    few = [each[:MEANINGS_MOST] for each in meant[:PARTS_MOST]]
    for each in few:
        wider = ((worse + rank, (*ranks, rank)) for worse, ranks in kept for rank in range(len(each)))
        kept = nsmallest(WAYS_MOST, wider)
    return [tuple(each[rank] for each, rank in zip(few, ranks, strict=True)) for _, ranks in kept]


def _way(choice: Choice, key: Hash) -> Way:
    tokens = dict.fromkeys(token for _, one in choice for token in _tokens(one, key))
    told = dict.fromkeys(one.told for _, one in choice if one.told)
    start = max(one.start for _, one in choice)
    return Way(tuple(tokens), tuple(told), tuple((word, one.by.value) for word, one in choice), start)


def _tokens(one: Meant, key: Hash) -> tuple[str, ...]:
    return (f"t{key(one.number.upper())}",) if one.number else one.tokens


Part: TypeAlias = tuple[str, str]
"""What a stretch of a word is (a group of `_PARTS`), and the stretch."""


def _parts(word: str) -> list[Part]:
    """A word's stretches; building and entrance beside each other are one: 3幢2单元501室 → 3-2, 501."""
    found: list[Part] = []
    for place in _PARTS.finditer(word):
        kind = str(place.lastgroup)
        text = place[kind]
        if kind == "entrance" and found and found[-1][0] == "building":
            found[-1] = ("stairwell", f"{found[-1][1]}-{text}")
        elif kind == "figures" and found and found[-1][0] in {"building", "stairwell", "entrance"}:
            found.append(("room", text))
        else:
            found.append((kind, text))
    return found


def _of_part(part: Part, noun: Noun, known: Dictionary) -> list[Meant]:
    kind, text = part
    match kind:
        case "building":
            return [Meant(By.BUILDING, (f"b{text}",))]
        case "han":
            return _of_han(text, noun, known)
        case "latin":
            return _of_latin(text.replace("'", "").replace("·", ""), noun)
        case "figures":
            return _of_figures(text, noun)
        case _:
            return _of_home(kind, text) if noun in {Noun.RESIDENT, Noun.DWELLING} else []


def _of_home(kind: str, text: str) -> list[Meant]:
    """What lies in a building: a stairwell, an entrance, a room, or a code with dashes."""
    match kind:
        case "entrance":
            return [Meant(By.ENTRANCE, (f"u{text}",))]
        case "stairwell":
            return [Meant(By.ENTRANCE, (f"e{text}",))]
        case "room":
            return [Meant(By.ROOM, (f"r{text}",))]
        case _:
            return _of_dashed(text.split("-"))


def _of_dashed(parts: Sequence[str]) -> list[Meant]:
    if len(parts) == 3:
        return [Meant(By.DWELLING, (f"e{parts[0]}-{parts[1]}", f"r{parts[2]}"))]
    building, last = parts
    room = Meant(By.DWELLING, (f"b{building}", f"r{last}"))
    stairs = Meant(By.ENTRANCE, (f"e{building}-{last}",))
    return [room] if len(last) > 2 else [stairs, room]


def _of_figures(text: str, noun: Noun) -> list[Meant]:
    """Figures: the end of a number or the whole of it, a room, a building."""
    found: list[Meant] = []
    sealed = noun in {Noun.RESIDENT, Noun.ORGANISATION}
    if sealed and len(text) == TAIL:
        found.append(Meant(By.TAIL, number=text))
    if sealed and len(text) >= NUMBER_LEAST:
        found.append(Meant(By.NUMBER, number=text))
    if noun is Noun.ORGANISATION and (len(text) == TAIL or len(text) == 18):
        found.append(Meant(By.CODE, (f"k{text}",)))
    if noun in {Noun.RESIDENT, Noun.DWELLING} and 2 < len(text) <= 5:
        found.append(Meant(By.ROOM, (f"r{text}",)))
    if len(text) <= 3:
        found.append(Meant(By.BUILDING, (f"b{text}",)))
    return found


def numbers_in(text: str) -> tuple[str, ...]:
    """What a sealed number is found by: itself and its last four signs."""
    bare = text.upper()
    return () if len(bare) < TAIL else tuple(dict.fromkeys((bare, bare[-TAIL:])))


def pairs(sign: str, text: str) -> tuple[str, ...]:
    """A stretch of Han as tokens: each two that stand beside each other."""
    return tuple(dict.fromkeys(f"{sign}{a}{b}" for a, b in pairwise(text)))


def _of_han(text: str, noun: Noun, known: Dictionary) -> list[Meant]:
    match noun:
        case Noun.RESIDENT:
            return _of_person(text, known)
        case _ if len(text) < 2:
            return []
        case Noun.DWELLING:
            uses = [Meant(By.USE, (f"d{use.value}",)) for use in DwellingUse if text in use.zh]
            return [*uses, Meant(By.PLACE, pairs("p", text))]
        case Noun.ORGANISATION:
            return [Meant(By.NAME, pairs("n", text)), Meant(By.PLACE, pairs("p", text))]
        case Noun.BUILDING:
            return [Meant(By.NAME, pairs("n", text))]


def _of_person(text: str, known: Dictionary) -> list[Meant]:
    bare = _FAMILIAR.sub("", _TITLES.sub("", text) or text)
    if len(bare) == 1 or bare in SURNAMES:
        whole = [Meant(By.NAME, pairs("n", text))] if len(text) > 1 and text != bare else []
        family = Meant(By.SURNAME, (f"^{bare[0]}", *pairs("n", bare)), start=_first_reading(bare[0]))
        given = [Meant(By.NAME, (f"g{text}",))] if len(text) == 1 else []
        return [*whole, family, *given, *(_of_words(text, known) if len(text) > 1 else [])]
    return [Meant(By.NAME, pairs("n", bare)), *_of_words(text, known)]


def _first_reading(family: str) -> str:
    """The first in the list of the readings a surname with this character has: 单 shan, but 单于 chan yu."""
    said = {name for name in SURNAMES if name.startswith(family)} | {family}
    return min(pinyin(name) for name in said)


def _of_words(text: str, known: Dictionary) -> list[Meant]:
    """A word of Han that is no name: labels and skills it is part of, the place one lives at."""
    labels = [
        Meant(By.LABEL, told=code) if told else Meant(By.LABEL, (f"l{code}",))
        for name, (code, told) in known.labels.items()
        if text in name
    ]
    skills = [Meant(By.SKILL, (f"s{code}",)) for code, (name, _) in SKILLS.items() if text in name]
    return [*labels[:4], *skills[:2], Meant(By.PLACE, pairs("p", text))]


def _of_latin(text: str, noun: Noun) -> list[Meant]:
    """Letters: readings written out, first letters, or both (wangxiuy)."""
    if noun not in {Noun.RESIDENT, Noun.ORGANISATION} or len(text) < 2:
        return []
    found = [Meant(By.SOUND, (f"a{text}",))] if noun is Noun.RESIDENT or len(text) <= 4 else []
    cut, rest = _cut(text)
    if noun is Noun.ORGANISATION and (len(cut) > 1 or len(text) > 4):
        found.append(Meant(By.SOUND, _chained(cut if not rest and len(cut) > 1 else list(text))))
    if noun is Noun.RESIDENT and cut and rest:
        firsts = "".join(one[0] for one in cut) + rest[0]
        found.append(Meant(By.SOUND, (f"a{''.join(cut)}", f"a{firsts}")))
    return found


def _chained(pieces: Sequence[str]) -> tuple[str, ...]:
    """Sounds in a row, of an organisation, whose stretches are kept up to four."""
    size = 2 if len(pieces[0]) > 1 else 4
    if len(pieces) <= size:
        return (f"a{''.join(pieces)}",)
    return tuple(f"a{''.join(pieces[at : at + size])}" for at in range(len(pieces) - size + 1))


def _cut(letters: str) -> tuple[list[str], str]:
    """The syllables letters begin with, the longest first, and what is left."""
    known, found = syllables(), list[str]()
    while letters:
        size = next((n for n in range(min(6, len(letters)), 0, -1) if letters[:n] in known), 0)
        if not size:
            break
        found.append(letters[:size])
        letters = letters[size:]
    return found, letters
