"""A trained model: for each run of characters and each word how strongly it speaks for each label, and from which
probability on it may be called sure. Reading a text is one look-up a piece and one sum; nothing of it is random."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from linli.language.rules.classifying import texts

Numbers = NDArray[np.float32]

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
        probabilities, known = self._probabilities(texts.cleaned(text))
        return self._verdict(int(probabilities.argmax()), probabilities, known=known)

    def rank(self, text: str, *, most: int = 3, explained: bool = True) -> list[Verdict]:
        """The likeliest labels, the surest first, each with the words that speak for it. A text in which the model knows
        nothing gives none."""
        cleaned = texts.cleaned(text)
        probabilities, known = self._probabilities(cleaned)
        if not known:
            return []
        best = np.argsort(-probabilities, kind="stable")[:most]
        return [
            self._verdict(
                int(at), probabilities, known=True, why=self._why(cleaned, int(at)) if explained else ()
            )
            for at in best
        ]

    def probabilities(self, text: str) -> Numbers:
        """How probable each label is, in the order of `labels`."""
        return self._probabilities(texts.cleaned(text))[0]

    def _verdict(
        self, at: int, probabilities: Numbers, *, known: bool, why: tuple[str, ...] = ()
    ) -> Verdict:
        probability = float(probabilities[at])
        return Verdict(self.labels[at], probability, known and probability >= self.sure_from, why)

    def _probabilities(self, cleaned: str) -> tuple[Numbers, bool]:
        """The probability of each label, and whether anything of the text is known."""
        at, weights = self._weighed(cleaned)
        if not at.size:
            return softmax(self.bias), False
        sums = self.bias + (weights / np.linalg.norm(weights)) @ self.spoken[at]
        if (among := at >= self.first_word).any():
            alone = weights[among]
            sums = sums + (alone / np.linalg.norm(alone)) @ self.worded[at[among] - self.first_word]
        return softmax(sums), True

    def _weighed(self, cleaned: str) -> tuple[NDArray[np.int64], Numbers]:
        known = self.index
        found = [
            (known[piece], times)
            for piece, times in chain(texts.grams(cleaned).items(), texts.words(cleaned).items())
            if piece in known
        ]
        at = np.array([number for number, _ in found], dtype=np.int64)
        often = np.array([times for _, times in found], dtype=np.float32)
        return at, (often**np.float32(DAMPED) * self.rarity[at]).astype(np.float32)

    def _why(self, cleaned: str, label: int, *, most: int = 6) -> tuple[str, ...]:
        """The words of the text that speak most for a label rather than for the others: what each run of characters says
        is laid on its characters, and words are read off."""
        at, weights = self._weighed(cleaned)
        norm = float(np.linalg.norm(weights)) or 1.0
        among = at >= self.first_word
        norm_words = float(np.linalg.norm(weights[among])) or 1.0
        said: dict[str, float] = {}
        for number, weight, is_word in zip(at.tolist(), weights.tolist(), among.tolist(), strict=True):
            speaks = weight / norm * _rather(self.spoken[number], label)
            if is_word:
                speaks += weight / norm_words * _rather(self.worded[number - self.first_word], label)
            said[self.pieces[number]] = speaks
        return _readable(cleaned, said, most)


def _rather(speaks: Numbers, label: int) -> float:
    """How much more it says for this label than for all on average."""
    return float(speaks[label] - speaks.mean())


def _readable(cleaned: str, said: Mapping[str, float], most: int) -> tuple[str, ...]:
    """The weightiest words, with what the runs over their characters say shared out among their places."""
    weight: dict[str, float] = defaultdict(float)
    places = texts.words_at(cleaned)
    times: dict[str, int] = defaultdict(int)
    for _, word in places:
        times[word] += 1
    on = _laid(cleaned, said)
    for start, word in places:
        weight[word] += sum(on[start : start + len(word)]) + said.get(texts.WORD + word, 0.0) / times[word]
    best = sorted((word for word in weight if len(word) > 1), key=lambda word: (-weight[word], word))
    return tuple(word for word in best[:most] if weight[word] > 0)


def _laid(cleaned: str, said: Mapping[str, float]) -> list[float]:
    """What is said on each character by the runs it is part of."""
    on = [0.0] * len(cleaned)
    times = texts.grams(cleaned)
    for start in range(len(cleaned)):
        for size in range(1, texts.LONGEST_GRAM + 1):
            run = cleaned[start : start + size]
            if len(run) == size and run in said:
                share = said[run] / times[run] / size
                for place in range(start, start + size):
                    on[place] += share
    return on


def softmax(sums: Numbers) -> Numbers:
    """Sums as probabilities, along the last axis."""
    shifted = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return (shifted / shifted.sum(axis=-1, keepdims=True)).astype(np.float32)

