"""A trained model: for each run of characters and each word how strongly it speaks for each label, and from which
probability on it may be called sure. Reading a text is one look-up a piece and one sum; nothing of it is random."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linli.language.rules.classifying import texts

Numbers = NDArray[np.float32]

DAMPED = 0.7
"""The power of how often a piece occurs: what is said again counts more, but not twice as much."""
EXPLAINED = 1000
"""Characters from which the words that decided are taken; nobody reads further for them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest label, how probable it is (0 to 1), whether that is enough to be called sure, and the words that
    decided, the weightiest first."""

    label: str
    probability: float
    sure: bool
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """`pieces` are runs of characters, then words; `rarity` weighs each. `spoken` (pieces × labels) is what each says
    within the whole text, `worded` (words × labels) what a word says among words alone."""

    labels: tuple[str, ...]
    pieces: tuple[str, ...]
    rarity: Numbers
    spoken: Numbers
    worded: Numbers
    bias: Numbers
    sure_from: float

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each piece stands."""
        return {piece: number for number, piece in enumerate(self.pieces)}

    @cached_property
    def first_word(self) -> int:
        """Where the words begin among the pieces."""
        return next((n for n, piece in enumerate(self.pieces) if piece[0] == texts.WORD), len(self.pieces))

    def read(self, text: str) -> Verdict:
        """What the text is about, without saying why."""
        probabilities, known = self._probabilities(texts.Seen(text))
        return self._verdict(int(probabilities.argmax()), probabilities, known=known)

    def rank(self, text: str | texts.Seen, *, most: int = 3, explained: bool = True) -> list[Verdict]:
        """The likeliest labels, the surest first, each with the words that speak for it. A text in which nothing is
        known gives none."""
        seen = texts.Seen(text) if isinstance(text, str) else text
        probabilities, known = self._probabilities(seen)
        if not known:
            return []
        best = [int(at) for at in np.argsort(-probabilities, kind="stable")[:most]]
        found = [self._verdict(at, probabilities, known=True) for at in best]
        if not explained:
            return found
        why = self.why(seen, [each.label for each in found])
        return [replace(each, why=words) for each, words in zip(found, why, strict=True)]

    def probabilities(self, text: str | texts.Seen) -> Numbers:
        """How probable each label is, in the order of `labels`."""
        return self._probabilities(texts.Seen(text) if isinstance(text, str) else text)[0]

    def why(self, seen: texts.Seen, labels: Sequence[str], *, most: int = 6) -> list[tuple[str, ...]]:
        """For each label the words of the text that speak most for it rather than for the others: what each run of
        characters says is laid on its characters, and words are read off."""
        at, weights = self._weighed(seen)
        if not at.size:
            return [()] * len(labels)
        columns = [self.labels.index(label) for label in labels]
        speaks = (weights / np.linalg.norm(weights))[:, None] * _rather(self.spoken[at], columns)
        if (among := at >= self.first_word).any():
            alone = weights[among] / np.linalg.norm(weights[among])
            speaks[among] += alone[:, None] * _rather(self.worded[at[among] - self.first_word], columns)
        row = {self.pieces[int(number)]: place for place, number in enumerate(at)}
        return _readable(seen, row, speaks.astype(np.float32), most)

    def _verdict(self, at: int, probabilities: Numbers, *, known: bool) -> Verdict:
        probability = float(probabilities[at])
        return Verdict(self.labels[at], probability, known and probability >= self.sure_from)

    def _probabilities(self, seen: texts.Seen) -> tuple[Numbers, bool]:
        """The probability of each label, and whether anything of the text is known."""
        at, weights = self._weighed(seen)
        if not at.size:
            return softmax(self.bias), False
        sums = self.bias + (weights / np.linalg.norm(weights)) @ self.spoken[at]
        if (among := at >= self.first_word).any():
            alone = weights[among]
            sums = sums + (alone / np.linalg.norm(alone)) @ self.worded[at[among] - self.first_word]
        return softmax(sums.astype(np.float32)), True

    def _weighed(self, seen: texts.Seen) -> tuple[NDArray[np.int64], Numbers]:
        known = self.index
        found = [(known[piece], times) for piece, times in seen.pieces.items() if piece in known]
        at = np.array([number for number, _ in found], dtype=np.int64)
        often = np.array([times for _, times in found], dtype=np.float32)
        return at, (often ** np.float32(DAMPED) * self.rarity[at]).astype(np.float32)


def _rather(speaks: Numbers, columns: Sequence[int]) -> Numbers:
    """How much more pieces say for these labels than for all on average."""
    return speaks[:, columns] - speaks.mean(axis=1, keepdims=True)


def _readable(seen: texts.Seen, row: Mapping[str, int], speaks: Numbers, most: int) -> list[tuple[str, ...]]:
    """The weightiest words for each column, with what the runs over their characters say shared out among their
    places."""
    length = min(len(seen.cleaned), EXPLAINED)
    up_to = np.zeros((length + 1, speaks.shape[1]))
    up_to[1:] = np.cumsum(_laid(seen, row, speaks, length), axis=0)
    words = [(start, word) for start, word in seen.words if len(word) > 1 and start + len(word) <= length]
    times = Counter(word for _, word in seen.words)
    weight: dict[str, NDArray[np.float64]] = {}
    for start, word in words:
        said = up_to[start + len(word)] - up_to[start]
        if (own := row.get(texts.WORD + word)) is not None:
            said = said + speaks[own] / times[word]
        weight[word] = weight[word] + said if word in weight else said
    names = sorted(weight)
    found: list[tuple[str, ...]] = []
    for column in range(speaks.shape[1]):
        best = sorted(names, key=lambda word: -weight[word][column])[:most]
        found.append(tuple(word for word in best if weight[word][column] > 0))
    return found


def _laid(seen: texts.Seen, row: Mapping[str, int], speaks: Numbers, length: int) -> NDArray[np.float64]:
    """What is said on each of the first characters by the runs it is part of."""
    on = np.zeros((length, speaks.shape[1]))
    text = seen.cleaned[:length]
    for size in range(1, texts.LONGEST_GRAM + 1):
        met = [
            (at, row[run], seen.pieces[run])
            for at in range(length - size + 1)
            if (run := text[at : at + size]) in row
        ]
        if not met:
            continue
        starts, rows, times = (np.array(column) for column in zip(*met, strict=True))
        share = speaks[rows] / times[:, None] / size
        for place in range(size):
            on[starts + place] += share
    return on


def softmax(sums: Numbers) -> Numbers:
    """Sums as probabilities, along the last axis."""
    shifted = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return (shifted / shifted.sum(axis=-1, keepdims=True)).astype(np.float32)
