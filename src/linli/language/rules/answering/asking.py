"""What a message asks, in parts, and which of them an answer touches: by words in common alone."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import add

from ahocorasick_rs import AhoCorasick, MatchKind

from linli.language.rules.answering.signs import Span
from linli.language.rules.phrases import PHRASES
from linli.language.rules.plain import plain

PARTS_MOST = 12
"""Parts that are told apart; what comes after them belongs to the last."""
TOUCHED_FROM = 2
"""Pairs in common from which a part counts as touched; of a part with fewer, all of them."""
SHORT_MOST = 6
"""Pairs up to which a part is short: one word in common is enough."""
TELLING_FROM = 3
"""Pairs from which a question is about something; 为什么呢？ is not."""
QUESTIONS_MOST = 6

_EMPTY = frozenset("了的是在有不我您你们这那么好已和也都就")
"""Characters that make no word of their own."""
_HAN, _WORD = re.compile("[\u4e00-\u9fff]{2,}"), re.compile("[A-Z]{2,40}")
_BROKEN = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no finder of words takes."""
_MARK = re.compile(
    r"(?:(?<=[\n。;!?,:])|^) ?(?:[一二三四五六七八九十]{1,2} ?、|第[一二三四五六七八九十][,、:是]?"
    r"|[(][一二三四五六七八九十\d]{1,2}[)]"
    r"|\d{1,2} ?(?:、|[.)](?!\d))|[①-⑳])"
)
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]*")
_SAID_BY_ALL = (
    *PHRASES.split("|"),
    *[
        "询问",
        "恳求",
        "怎么办",
        "能否",
        "到底",
        "究竟",
        "关于",
        "对于",
        "其他",
        "是不是",
        "有没有",
        "会不会",
        "可不可以",
        "多少",
        "哪里",
        "哪些",
        "哪个",
        "如何",
        "怎样",
        "解释",
        "回复",
        "答复",
    ],
)


@dataclass(frozen=True, slots=True)
class Part:
    """A thing asked: how it reads, and the pairs of characters that tell what it is about."""

    words: str
    pairs: frozenset[str]


@lru_cache(maxsize=16)
def asked(subject: str, words: str) -> tuple[Part, list[Part]]:
    """A message whole, and the things it asks: numbered items, else its sentences with a question mark, where there are
    several; else the message as one. What says nothing of its own is no part. Kept for
    the last few messages: an answer is looked at again and again while it is typed."""
    text = f"{subject}\n{words}"
    shadow = plain(text)
    whole = Part(text, pairs_of(shadow))
    shadow = shadow[len(subject) + 1 :]
    several = [part for part in _parts(words, shadow, _items(shadow)) if part.pairs] or _questions(
        words, shadow
    )
    return whole, several if len(several) > 1 else [whole]


def touches(part: Part, answer: frozenset[str]) -> bool:
    """Whether an answer has enough in common with a part: of a short one, a single word that is no mere ending."""
    shared = part.pairs & answer
    if len(part.pairs) <= SHORT_MOST and any(_EMPTY.isdisjoint(pair) for pair in shared):
        return True
    return len(shared) >= min(TOUCHED_FROM, len(part.pairs))


def pairs_of(shadow: str) -> frozenset[str]:
    """The telling pairs of a text in plain forms: two Han characters side by side, and words of letters."""
    bare = _bare(_BROKEN.sub(" ", shadow))
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in _HAN.findall(bare))
    return frozenset(chain(pairs, _WORD.findall(bare)))


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(_SAID_BY_ALL, matchkind=MatchKind.LeftmostLongest)


def _bare(text: str) -> str:
    """The text without what everybody says, a blank in its place."""
    pieces: list[str] = []
    done = 0
    for _, start, end in _automaton().find_matches_as_indexes(text):
        pieces.append(text[done:start])
        done = end
    return " ".join([*pieces, text[done:]])


def items_in(shadow: str) -> int:
    """How many numbered items a text in plain forms has."""
    return len(_items(shadow))


def _part(words: str, shadow: str) -> Part:
    return Part(words.strip(), pairs_of(shadow))


def _parts(words: str, shadow: str, spans: list[Span]) -> list[Part]:
    return [_part(words[slice(*span)], shadow[slice(*span)]) for span in spans]


def _items(shadow: str) -> list[Span]:
    """Where the numbered items stand, where there are two or more; what comes before the first is none."""
    marks = [place.span() for place in _MARK.finditer(shadow)][:PARTS_MOST]
    if len(marks) < 2:
        return []
    ends = [start for start, _ in marks[1:]] + [len(shadow)]
    return [(start, end) for (_, start), end in zip(marks, ends, strict=True)]


def _questions(words: str, shadow: str) -> list[Part]:
    """The sentences with a question mark that are about something; none where there are many: those only wonder."""
    spans = [place.span() for place in _SENTENCE.finditer(shadow) if "?" in place[0]]
    telling = [part for part in _parts(words, shadow, spans) if len(part.pairs) >= TELLING_FROM]
    return telling if len(telling) <= QUESTIONS_MOST else []
