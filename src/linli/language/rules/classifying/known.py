"""Which pieces of a text a model knows, and where they stand: what is summed up to say what the text is about, and laid
on its characters again to say why."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from linli.language.rules.classifying import texts

Which = NDArray[np.int64]
Few = NDArray[np.int32]
Numbers = NDArray[np.float32]
EXPLAINED = 1000
"""Characters from which the words that decided are taken; nobody reads further for them."""


@dataclass(frozen=True)
class Known:
    """The numbers of the pieces of a text that are known, in order, and how often each is there. `placed` holds, for
    runs by length and then for words, the number of the piece at each place, or less than nothing."""

    seen: texts.Seen
    at: Which
    often: Numbers
    placed: tuple[Which, ...]

    def among(self, theirs: Few) -> "Among":
        """Those another model knows too; `theirs` says which number it gives to each of ours, or less than nothing."""
        numbers = theirs[self.at].astype(np.int64)
        both = numbers >= 0
        return Among(numbers[both], self.often[both], np.flatnonzero(both))


@dataclass(frozen=True)
class Among:
    """Pieces a model knows, by its own numbers; `rows` says which of the known ones of the text they are."""

    at: Which
    often: Numbers
    rows: Which


def known(seen: texts.Seen, index: Mapping[str, int]) -> Known:
    """What of a text stands in an index."""
    placed = tuple(
        np.array([*map(index.get, each.pieces, repeat(-1))], dtype=np.int64) for each in seen.placed
    )
    every = np.concatenate(placed)
    at, often = np.unique(every[every >= 0], return_counts=True)
    return Known(seen, at, often.astype(np.float32), placed)


def all_of(found: Known) -> Among:
    """All that is known, as a model's own."""
    return Among(found.at, found.often, np.arange(found.at.size))


def readable(found: Known, speaks: NDArray[np.float64], *, most: int) -> list[tuple[str, ...]]:
    """The weightiest words of the text for each column of `speaks` (known pieces × columns): what a run says is shared
    out among the places where it stands and the characters it is made of; what stands on a word's characters counts
    for it, and what it says itself."""
    length = min(len(found.seen.cleaned), EXPLAINED)
    up_to = np.zeros((length + 1, speaks.shape[1]))
    up_to[1:] = np.cumsum(_laid(found, speaks, length), axis=0)
    words = [
        (at, start, word)
        for at, (start, word) in enumerate(found.seen.words)
        if len(word) > 1 and start + len(word) <= length
    ]
    if not words:
        return [()] * speaks.shape[1]
    names = sorted({word for _, _, word in words})
    number = {word: at for at, word in enumerate(names)}
    starts = np.array([start for _, start, _ in words], dtype=np.int64)
    ends = starts + np.array([len(word) for _, _, word in words], dtype=np.int64)
    said = up_to[ends] - up_to[starts]
    rows = _rows(found, found.placed[-1][[at for at, _, _ in words]])
    own = rows >= 0
    said[own] += (speaks / found.often[:, None])[rows[own]]
    weight = np.zeros((len(names), speaks.shape[1]))
    np.add.at(weight, [number[word] for _, _, word in words], said)
    ranked: list[list[int]] = np.argsort(-weight, axis=0, kind="stable")[:most].T.tolist()
    return [tuple(names[at] for at in best if weight[at, column] > 0) for column, best in enumerate(ranked)]


def _rows(found: Known, numbers: Which) -> Which:
    """Which of the known pieces these are, or less than nothing."""
    return np.where(numbers >= 0, np.searchsorted(found.at, numbers), -1)


def _laid(found: Known, speaks: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """What is said on each of the first characters by the runs it is part of."""
    on = np.zeros((length, speaks.shape[1]))
    share = speaks / found.often[:, None]
    runs = zip(found.seen.placed[:-1], found.placed[:-1], strict=True)
    for size, (placed, numbers) in enumerate(runs, start=1):
        starts = np.array(placed.starts, dtype=np.int64)
        here = (numbers >= 0) & (starts + size <= length)
        starts, said = starts[here], share[_rows(found, numbers[here])] / size
        for place in range(size):
            on[starts + place] += said
    return on
