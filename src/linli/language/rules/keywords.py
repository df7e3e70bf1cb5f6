"""Words that say what a text is about. A `Lexicon` weighs the keywords of categories and suggests the best few, or
nothing; `urgent_words` names what cannot wait, unless it is denied, feared, practised, remembered or forbidden."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from linli.language.rules.plain import folded

_SUBJECT_COUNTS = 2.0
_REPEAT_COUNTS = 0.25
_REPEATS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """The keywords of one category; one that begins with `-` speaks against it. `order` settles ties."""

    code: str
    keywords: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that the words speak for: its score, its share of all scores (0 to 1), and the words that did it."""

    code: str
    score: float
    share: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one keyword does: for which categories it speaks, which it excludes, which matches it only covers."""

    word: str
    weight: float
    speaks_for: tuple[int, ...]
    excludes: tuple[int, ...]
    covers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    entry: _Entry


@dataclass(slots=True)
class _Tally:
    """How often a word was met, and the greatest factor it was met with."""

    weight: float
    factor: float
    times: int = 1


class Lexicon:
    """All keywords of all categories in one automaton, built once and read often; safe to share between threads."""

    def __init__(self, categories: Iterable[CategoryWords]) -> None:
        self._categories = tuple(categories)
        self._entries = tuple(_entries(self._categories))
        self._automaton = AhoCorasick([entry.word for entry in self._entries] or ["\0"])

    def suggest(self, words: str, k: int = 3, *, subject: str = "") -> list[Suggestion]:
        """The best `k` categories for a text, the surest first; words of the subject count double; [] for none."""
        head, body = _folded(subject), _folded(words)
        text = f"{head}\n{body}"
        tallies: dict[int, dict[str, _Tally]] = {}
        excluded: set[int] = set()
        for match in self._longest(text, excluded):
            factor = _SUBJECT_COUNTS if match.end <= len(head) else 1.0
            for number in match.entry.speaks_for:
                _count(tallies.setdefault(number, {}), match.entry, factor)
        scores = {
            number: {word: _score(tally) for word, tally in found.items()}
            for number, found in tallies.items()
            if number not in excluded
        }
        return self._ranked(scores, k)

    def _longest(self, text: str, excluded: set[int]) -> list[_Match]:
        """Matches that lie in no longer one; fills `excluded` with the categories a word of the text speaks against."""
        matches = [
            _Match(start, end, self._entries[index])
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if self._entries
        ]
        matches.sort(key=lambda one: (one.start, -one.end))
        kept: list[_Match] = []
        reach = 0
        covers: list[_Match] = []
        for match in matches:
            excluded.update(match.entry.excludes)
            if match.entry.covers:
                covers.append(match)
            if match.entry.speaks_for and match.end > reach:
                kept.append(match)
                reach = match.end
        return [match for match in kept if not _covered(match, covers)] if covers else kept

    def _ranked(self, scores: dict[int, dict[str, float]], k: int) -> list[Suggestion]:
        totals = {number: sum(found.values()) for number, found in scores.items()}
        whole = sum(totals.values())
        best = sorted(totals, key=lambda number: (-totals[number], self._categories[number].order, number))[
            :k
        ]
        return [
            Suggestion(
                code=self._categories[number].code,
                score=round(totals[number], 3),
                share=round(totals[number] / whole, 4),
                matched=tuple(sorted(scores[number], key=lambda word: -scores[number][word])),
            )
            for number in best
        ]


def _count(found: dict[str, _Tally], entry: _Entry, factor: float) -> None:
    if tally := found.get(entry.word):
        tally.times += 1
        tally.factor = max(tally.factor, factor)
    else:
        found[entry.word] = _Tally(entry.weight, factor)


def _score(tally: _Tally) -> float:
    """A word counts once in full, where it counts most, and up to three repeats a little."""
    return tally.weight * (tally.factor + _REPEAT_COUNTS * min(tally.times - 1, _REPEATS_AT_MOST))


def _covered(match: _Match, covers: list[_Match]) -> bool:
    """Whether a counter-word lies over the match (停水通知 over 停水) for every category it speaks for."""
    for cover in covers:
        over = cover.start <= match.start and match.end <= cover.end
        if over and set(match.entry.speaks_for) <= set(cover.entry.covers):
            return True
    return False


def _entries(categories: tuple[CategoryWords, ...]) -> Iterable[_Entry]:
    speaks: dict[str, list[int]] = defaultdict(list)
    excludes: dict[str, list[int]] = defaultdict(list)
    covers: dict[str, list[int]] = defaultdict(list)
    for number, category in enumerate(categories):
        good, against = matched_as(category.keywords)
        for word in good:
            speaks[word].append(number)
        for word in against:
            (covers if any(one in word for one in good) else excludes)[word].append(number)
    for word in sorted({*speaks, *excludes, *covers}):
        shared = len(speaks[word]) or 1
        yield _Entry(
            word, _weight(word) / shared, tuple(speaks[word]), tuple(excludes[word]), tuple(covers[word])
        )


def matched_as(keywords: Iterable[str]) -> tuple[list[str], list[str]]:
    """Keywords of a category in the form texts are matched in, each once: those that speak for it, those against."""
    folded = [(word.strip().startswith("-"), _folded(word.strip().lstrip("-"))) for word in keywords]
    good = dict.fromkeys(word for against, word in folded if word and not against)
    return list(good), list(dict.fromkeys(word for against, word in folded if word and against))


def _weight(word: str) -> float:
    """Longer words say more: one character counts 0.5, two 2, three 3.5, each further 1.5, never more than 9."""
    return 0.5 if len(word) == 1 else min(1.5 * len(word) - 1.0, 9.0)


def _folded(text: str) -> str:
    return "".join(folded(text).split())


@dataclass(frozen=True, slots=True)
class _Urgent:
    words: str
    kind: str
    unless: tuple[str, ...]


_CLAUSE = re.compile(r"[,，。.!！?？;；\n:：、…]+")
_DENIED = re.compile(
    r"(?:没有?|未|无|不会|不是|不算|并非|不曾|杜绝|排除)(?:任何|人员?|再|人)?(?:发生|出现|造成|引起|引发|导致|有|存在|被)?(?:过|了)?$"
)
_DISTANT = re.compile(
    r"防|避免|以免|免得|免遭|万一|如果|假如|假设|要是|一旦|若|怕|担心|担忧|恐|唯恐|容易|易|可能(?!是|有|在)|或许|会不会|造成.{0,4}风险|导致.{0,4}风险"
    r"|演练|演习|培训|宣传|知识|讲座|课堂|模拟|去年|前年|曾|以前|上次|前几年|多年前|历史上|电影|电视剧|小说|(?<!好)像|似的|等于|相当于"
    r"|经常|多次|时常|时有|随时|将会|日后|(?:19|20)\d\d年"
    r"|严禁|禁止|隐患|应对|应急预案|预警|整治|治理|管控|杜绝|保险|最怕|迟早|早晚|差点|险些|几乎"
)
_AFTER = re.compile(
    r"^.{0,4}?(?:演练|演习|隐患|风险|预案|知识|宣传|培训|讲座|报警器|探测器|怎么办|怎么得了|谁负责|谁来负责|谁承担|的危险|的可能|案例|整治|专项"
    r"|防范|预防|预警|险情排查|保险|罪|案件?已)"
)
_WINDOW = 14
_READ = 200
"""Characters read for urgency: who must be saved writes short, and long letters tell of the past."""


@cache
def _urgent() -> tuple[tuple[_Urgent, ...], AhoCorasick]:
    path = Path(__file__).parent.parent / "data" / "urgent.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = tuple(
            _Urgent(row["words"], row["kind"], tuple(filter(None, row["unless"].split("|"))))
            for row in csv.DictReader(file)
        )
    return rows, AhoCorasick([row.words for row in rows])


def urgent_words(text: str) -> tuple[str, ...]:
    """Words of the text that say it cannot wait, each once, in order; () where none is meant in earnest."""
    return tuple(urgent_signs(text))


def urgent_signs(text: str) -> dict[str, str]:
    """The same words, each with the kind of danger it tells of: fire, gas, life, water, despair, help, lost, trapped,
    crime, family or danger."""
    rows, automaton = _urgent()
    short = unicodedata.normalize("NFKC", text[:_READ])
    found: dict[str, str] = {}
    for index, start, end in automaton.find_matches_as_indexes(short):
        row = rows[index]
        if not _excepted(short, start, row) and _meant(_before(short, start), short[end : end + 10]):
            found[row.words] = row.kind
    return found


def _excepted(text: str, start: int, row: _Urgent) -> bool:
    return any(
        text.startswith(phrase, start - offset)
        for phrase in row.unless
        if (offset := phrase.find(row.words)) >= 0 and start >= offset
    )


def _before(text: str, start: int) -> str:
    """What stands before in the same clause, a few characters of it."""
    return _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]


def _meant(before: str, after: str) -> bool:
    return not (_DENIED.search(before) or _DISTANT.search(before) or _AFTER.search(_CLAUSE.split(after)[0]))
