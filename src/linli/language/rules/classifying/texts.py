"""What a model sees of a text: runs of one to three Chinese characters and words, without figures, Latin letters or
marks; so neither a phone nor a number plate nor a name of a web page can become part of a model. Also which texts are
the same but for a few characters."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import rjieba

from linli.language.rules.plain import folded

READ = 5000
"""Characters of a text that are read; the longest honest letters end before."""
LONGEST_GRAM = 3
WORD = " "
"""Put before words, so that they are told from runs of the same characters: a cleaned text has no spaces."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOT_WORDS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The text as it is read: in compatibility form, without spaces and case, and no longer than `READ`."""
    whole = text[: 2 * READ].encode("utf-8", "ignore").decode()  # halves of characters are no text
    return _SPACE.sub("", folded(whole))[:READ]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where pieces stand in a text: the first character of each, and the pieces themselves."""

    starts: Sequence[int]
    pieces: Sequence[str]


def grams(text: str) -> list[Placed]:
    """The runs of one, two and three Chinese characters of a cleaned text."""
    spans = [match.span() for match in _HAN.finditer(text)]
    found: list[Placed] = []
    for size in range(1, LONGEST_GRAM + 1):
        starts = [at for start, end in spans for at in range(start, end - size + 1)]
        found.append(Placed(starts, [text[at : at + size] for at in starts]))
    return found


class Seen:
    """A text as models see it, taken apart once however many of them read it: `placed` are its runs by length, then
    its words, marked as such."""

    def __init__(self, text: str) -> None:
        self.cleaned = cleaned(text)
        self.words = [
            (start, word) for word, start, _end in rjieba.tokenize(self.cleaned) if _HAN.fullmatch(word)
        ]
        words = Placed([start for start, _ in self.words], [WORD + word for _, word in self.words])
        self.placed = (*grams(self.cleaned), words)

    @property
    def pieces(self) -> Counter[str]:
        """How often each piece is in the text."""
        return Counter(piece for placed in self.placed for piece in placed.pieces)


def alike(texts: Sequence[str]) -> list[int]:
    """A number for each text, the same for texts that are equal or more than half made of the same pieces: copies,
    letters sent twice, forms filled in by many. What is measured must not be trained on, not even by a copy of it."""
    bare = [_NOT_WORDS.sub("", cleaned(text)) for text in texts]
    groups = _Groups(len(texts))
    first: dict[str, int] = {}
    for number, text in enumerate(bare):
        groups.join(first.setdefault(text, number), number)
    pieces = {number: _pieces(bare[number]) for number in first.values()}
    buckets: dict[int, list[int]] = defaultdict(list)
    for number, found in pieces.items():
        for mark in sorted(map(_mark, found))[:_SKETCH]:
            buckets[mark].append(number)
    for bucket in buckets.values():
        for other in bucket[1 : _BUCKET_MOST + 1]:
            if groups.of(bucket[0]) != groups.of(other) and _overlap(pieces[bucket[0]], pieces[other]):
                groups.join(bucket[0], other)
    return [groups.of(number) for number in range(len(texts))]


_PIECE = 6
_SKETCH = 20
_BUCKET_MOST = 60


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1)))


def _mark(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) > min(len(one), len(other))


class _Groups:
    """Which numbers belong together."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        self._parent[self.of(other)] = self.of(one)


def folds(labels: Sequence[str], groups: Iterable[int], *, count: int, seed: int) -> list[int]:
    """The fold of each text: groups stay whole, and each label is spread as evenly as they allow. The same seed gives
    the same folds; groups are dealt out largest first, else in an order that the seed decides."""
    members: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        members[group].append(number)
    dealt = sorted(members.values(), key=lambda many: (-len(many), _mark(f"{seed}:{many[0]}")))
    held: list[Counter[str]] = [Counter() for _ in range(count)]
    found = [0] * len(labels)
    for many in dealt:
        carried = Counter(labels[number] for number in many)
        best = min(
            range(count),
            key=lambda fold: (
                sum(held[fold][one] * n for one, n in carried.items()),
                held[fold].total(),
                fold,
            ),
        )
        held[best] += carried
        for number in many:
            found[number] = best
    return found
