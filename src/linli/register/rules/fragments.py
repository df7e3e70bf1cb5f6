"""Finding somebody from fragments: half a name, however it is written, a building, an age about so, a word about the
person. What fulfils most of them comes first; each clue tells whether it fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from linli.kit.errors import Refused
from linli.language.rules.pinyin import pinyin
from linli.register.rules.finding import By, Dictionary, Noun, Way, pairs, ways, words_of
from linli.register.rules.kinds import Sex

SHOWN_MOST = 20
CANDIDATES_MOST = 500
WAYS_MOST = 24
_PLACES = frozenset({By.PLACE, By.BUILDING, By.ENTRANCE, By.ROOM, By.DWELLING})
_PERSONS = frozenset({By.NAME, By.SURNAME, By.SOUND})
_WORDS = frozenset({By.LABEL, By.SKILL})
_POINTS = {
    **dict.fromkeys(_PLACES, 30),
    **dict.fromkeys(_WORDS, 25),
    By.NAME: 40,
    By.SOUND: 30,
    By.SURNAME: 25,
    By.WORK: 25,
}
_AGES = ((2, 20), (5, 12), (10, 4))
"""So many years off at most, and what that is worth."""
_WRONG_AGE, _WRONG_SEX, _RIGHT_SEX = -15, -25, 8


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is known of somebody who is looked for."""

    name: str = ""
    place: str = ""
    words: str = ""
    age: int | None = None
    sex: str = ""

    @property
    def clues(self) -> list[str]:
        """Which of them are given, for the ledger: never what they say."""
        return [name for name in ("name", "place", "words", "age", "sex") if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well somebody fits, and clue by clue whether he does."""

    points: int
    clues: tuple[tuple[str, bool], ...]


def check(fragment: Fragment) -> None:
    """Refuse what would list people by their age or sex alone, and an age nobody has."""
    if not (fragment.name.strip() or fragment.place.strip() or fragment.words.strip()):
        raise Refused(
            "register/nothing-to-go-by",
            zh="请至少写姓名的一部分、住处，或一个描述的词",
            en="Give a part of the name, the place, or a word about the person",
            fields=[{"field": "name", "title": "至少写一项", "title_en": "Give one of them"}],
        )
    if fragment.age is not None and not 0 <= fragment.age <= 130:
        title = {"title": "年龄不对", "title_en": "That age cannot be"}
        raise Refused(
            "register/bad-value",
            zh=title["title"],
            en=title["title_en"],
            fields=[{"field": "age", **title}],
        )


def fragment_ways(fragment: Fragment, known: Dictionary) -> list[Way]:
    """Where to look: what fulfils all that was said, then what fulfils some of it."""
    said = [
        _of_name(fragment.name, known),
        _only(fragment.place, known, _PLACES),
        _of_words(fragment.words, known),
    ]
    given = [each for each in said if each]
    found: list[Way] = []
    for size in range(len(given), 0, -1):
        for some in _choose(given, size):
            found += [_joined(choice) for choice in product(*(each[:3] for each in some))]
    return list({(way.tokens, way.told): way for way in found}.values())[:WAYS_MOST]


def _choose(given: Sequence[list[Way]], size: int) -> list[tuple[list[Way], ...]]:
    if size == len(given):
        return [tuple(given)]
    if size == 1:
        return [(each,) for each in given]
    return [(given[0], given[1]), (given[0], given[2]), (given[1], given[2])]


def _joined(choice: Sequence[Way]) -> Way:
    return Way(
        tuple(dict.fromkeys(token for way in choice for token in way.tokens)),
        tuple(dict.fromkeys(code for way in choice for code in way.told)),
        tuple(one for way in choice for one in way.why),
        max(way.start for way in choice),
    )


def _only(text: str, known: Dictionary, by: frozenset[By]) -> list[Way]:
    return [way for way in ways(text, Noun.RESIDENT, known) if all(one in by for _, one in way.why)]


def _of_name(text: str, known: Dictionary) -> list[Way]:
    """The name as it is written, and by its sound: it may have been heard only."""
    found = _only(text, known, _PERSONS)
    heard = pinyin(text).replace(" ", "")
    if len(text.strip()) > 1 and heard.isascii() and heard.isalpha():
        found.append(Way((f"a{heard}",), (), ((text.strip(), By.SOUND.value),)))
    return list({way.tokens: way for way in found}.values())


def _of_words(text: str, known: Dictionary) -> list[Way]:
    """Labels, skills, and what somebody works at or as."""
    words = words_of(text)
    work = [Way(pairs("w", word), (), ((word, By.WORK.value),)) for word in words if len(word) > 1]
    whole = [_joined(work)] if len(work) > 1 else []
    found = [*_only(text, known, _WORDS), *whole, *work]
    apart = [way for word in words for way in _only(word, known, _WORDS)] if len(words) > 1 else []
    return [replace(way) for way in [*found, *apart] if way.tokens or way.told]


def fit(fragment: Fragment, why: Sequence[tuple[str, str]], *, age: int | None, sex: str) -> Fit:
    """How well somebody fits who was found by these words."""
    by = {By(one) for _, one in why}
    clues: list[tuple[str, bool]] = []
    for name, of in (("name", _PERSONS), ("place", _PLACES), ("words", _WORDS | {By.WORK})):
        if getattr(fragment, name).strip():
            clues.append((name, bool(by & of)))
    points = sum(_POINTS.get(one, 0) for one in by)
    if fragment.age is not None and age is not None:
        worth = next((points for most, points in _AGES if abs(age - fragment.age) <= most), _WRONG_AGE)
        points += worth
        clues.append(("age", worth > 0))
    if fragment.sex and sex != Sex.UNKNOWN.value:
        points += _RIGHT_SEX if sex == fragment.sex else _WRONG_SEX
        clues.append(("sex", sex == fragment.sex))
    return Fit(points, tuple(clues))
