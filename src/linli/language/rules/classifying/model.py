"""A trained model: for each run of characters and each word how strongly it speaks for each label, and from which
probability on it may be called sure. Reading a text is one look-up a piece and one sum; nothing of it is random."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linli.language.rules.classifying import texts
from linli.language.rules.classifying.known import Among, Known, Numbers, all_of, known, readable

DAMPED = 0.7
"""The power of how often a piece occurs: what is said again counts more, but not twice as much."""


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
        mine = all_of(self.known(text))
        probabilities = self.of(mine)
        return self._verdict(int(probabilities.argmax()), probabilities, known=bool(mine.at.size))

    def rank(self, text: str, *, most: int = 3, explained: bool = True) -> list[Verdict]:
        """The likeliest labels, the surest first, each with the words that speak for it. A text in which nothing is
        known gives none."""
        found = self.known(text)
        mine = all_of(found)
        if not mine.at.size:
            return []
        probabilities = self.of(mine)
        best = [int(at) for at in np.argsort(-probabilities, kind="stable")[:most]]
        ranked = [self._verdict(at, probabilities, known=True) for at in best]
        if not explained:
            return ranked
        why = readable(found, self.speaks(mine, [each.label for each in ranked]), most=6)
        return [replace(each, why=words) for each, words in zip(ranked, why, strict=True)]

    def probabilities(self, text: str) -> Numbers:
        """How probable each label is, in the order of `labels`."""
        return self.of(all_of(self.known(text)))

    def known(self, text: str) -> Known:
        """What of a text is known here."""
        return known(texts.Seen(text), self.index)

    def of(self, mine: Among) -> Numbers:
        """How probable each label is, by what of a text is known here."""
        if not mine.at.size:
            return softmax(self.bias)
        weights = self._weights(mine)
        sums = self.bias + (weights / np.linalg.norm(weights)) @ self.spoken[mine.at]
        if (among := mine.at >= self.first_word).any():
            alone = weights[among]
            sums = sums + (alone / np.linalg.norm(alone)) @ self.worded[mine.at[among] - self.first_word]
        return softmax(sums.astype(np.float32))

    def speaks(self, mine: Among, labels: Sequence[str]) -> NDArray[np.float64]:
        """How much more each piece speaks for each of these labels than for all on average (pieces × labels)."""
        columns = [self.labels.index(label) for label in labels]
        if not mine.at.size:
            return np.zeros((0, len(columns)))
        weights = self._weights(mine)
        said = (weights / np.linalg.norm(weights))[:, None] * _rather(self.spoken[mine.at], columns)
        if (among := mine.at >= self.first_word).any():
            alone = weights[among] / np.linalg.norm(weights[among])
            said[among] += alone[:, None] * _rather(self.worded[mine.at[among] - self.first_word], columns)
        return said.astype(np.float64)

    def _verdict(self, at: int, probabilities: Numbers, *, known: bool) -> Verdict:
        probability = float(probabilities[at])
        return Verdict(self.labels[at], probability, known and probability >= self.sure_from)

    def _weights(self, mine: Among) -> Numbers:
        return (mine.often ** np.float32(DAMPED) * self.rarity[mine.at]).astype(np.float32)


def _rather(speaks: Numbers, columns: Sequence[int]) -> Numbers:
    """How much more pieces say for these labels than for all on average."""
    return speaks[:, columns] - speaks.mean(axis=1, keepdims=True)


def softmax(sums: Numbers) -> Numbers:
    """Sums as probabilities, along the last axis."""
    shifted = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return (shifted / shifted.sum(axis=-1, keepdims=True)).astype(np.float32)
