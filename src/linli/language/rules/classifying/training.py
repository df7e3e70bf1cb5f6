"""Fitting a model: a linear support vector machine over runs of characters and words, one over words weighed by how
unevenly labels use them, and a complement naive Bayes over the same pieces as the first. What they say of texts they
have not seen is what a logistic regression learns probabilities from; all of it is one sum in the end. Where labels
are rare, they count for more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse as scipy_sparse  # pyright: ignore[reportMissingTypeStubs]
from sklearn import linear_model, naive_bayes, svm  # pyright: ignore[reportMissingTypeStubs]

from linli.kit.errors import Refused
from linli.language.rules.classifying import measuring, texts
from linli.language.rules.classifying.model import DAMPED, Model, Numbers, softmax
from linli.language.rules.classifying.rows import Labelled

sparse: Any = scipy_sparse  # neither package says its types
LogisticRegression: Any = linear_model.LogisticRegression
ComplementNB: Any = naive_bayes.ComplementNB
LinearSVC: Any = svm.LinearSVC
Counts: TypeAlias = Any
"""A sparse matrix, a row for each text, a column for each piece."""
Which = NDArray[np.int64]

FEWEST = 20
"""Labelled texts below which nothing can be learnt."""
FEWEST_OF_A_LABEL = 2
MIN_TEXTS = 4
"""Texts a piece must be in to be kept: what fewer say is chance, or somebody's name."""
INNER = 4
FIRM = 1.0
FIRM_WORDS = 0.3
SMOOTH = 1.0
SMOOTH_RATES = 0.1
STACK_FIRM = 0.5
MEMBERS = 3
ROUNDS = 3000
SURE = 0.978
"""How often what is called sure has to be right; more than the 97 of 100 that are promised, since what was held out
inside a fold was judged about a point too well."""


@dataclass(frozen=True)
class Trained:
    """A model, and what it said of its texts when they were held out: one row of probabilities a text, in the order of
    `rows`. `left_out` counts the texts of labels with too few."""

    model: Model
    rows: tuple[Labelled, ...]
    held_out: Numbers
    left_out: int

    @property
    def truth(self) -> Which:
        """The number of the right label of each row."""
        return numbered(self.model.labels, self.rows)


def train(given: Sequence[Labelled], *, seed: int = 0) -> Trained:
    """Learn from labelled texts; the same texts in the same order give the same model. Refuses fewer than twenty
    (`classify/too-few`), a single label (`classify/one-label`), and texts that are all copies of one another
    (`classify/all-alike`), of which none can be held out."""
    rows = _usable(given)
    labels = tuple(sorted({row.label for row in rows}))
    truth = numbered(labels, rows)
    counts, pieces = count(rows)
    parts = np.array(
        texts.folds(
            [row.label for row in rows], texts.alike([row.text for row in rows]), count=INNER, seed=seed
        )
    )
    if (parts == parts[0]).all():
        raise _all_alike()
    said = np.zeros((len(rows), MEMBERS * len(labels)), dtype=np.float64)
    for part in range(INNER):
        outside, inside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        if inside.size:
            members = _Members.fitted(counts[outside], pieces, truth[outside], len(labels))
            said[inside] = members.said(counts[inside])
    scale = _scale(said, len(labels))
    held_out = _held_out(said / scale, truth, parts, len(labels))
    stack = _Stack.fitted(said / scale, truth, len(labels))
    sure_from = measuring.sure_from(held_out, truth, right=SURE)
    model = _joined(
        _Members.fitted(counts, pieces, truth, len(labels)), stack, scale, pieces, labels, sure_from
    )
    return Trained(model, tuple(rows), held_out, len(given) - len(rows))


def _all_alike() -> Refused:
    return Refused(
        "classify/all-alike",
        zh="所有文本都大同小异，分不出没见过的来检验。请给出内容不同的文本",
        en="All texts are nearly the same, so none can be held out to judge by; give texts that differ",
    )


def numbered(labels: Sequence[str], rows: Sequence[Labelled]) -> Which:
    """The number of each row's label."""
    at = {label: number for number, label in enumerate(labels)}
    return np.array([at[row.label] for row in rows], dtype=np.int64)


def _usable(given: Sequence[Labelled]) -> list[Labelled]:
    said = [row for row in given if row.label and row.text.strip()]
    each = Counter(row.label for row in said)
    rows = [row for row in said if each[row.label] >= FEWEST_OF_A_LABEL]
    if len(rows) < FEWEST:
        raise Refused(
            "classify/too-few",
            zh=f"有标签的文本只有 {len(rows)} 条，至少要 {FEWEST} 条才能学",
            en=f"Only {len(rows)} labelled texts; at least {FEWEST} are needed to learn from",
        )
    if len({row.label for row in rows}) < 2:
        raise Refused(
            "classify/one-label",
            zh="所有文本都是同一个标签，没有可学的区别。请给出至少两个标签",
            en="All texts have the same label, so there is nothing to tell apart; give at least two",
        )
    return rows


def count(rows: Sequence[Labelled]) -> tuple[Counts, list[str]]:
    """How often each piece is in each text, runs of characters before words. Only counts: which pieces are kept is
    decided by the texts that are learnt from."""
    each = [texts.Seen(row.text).pieces for row in rows]
    among = Counter(chain.from_iterable(each))
    kept = sorted(piece for piece, times in among.items() if times >= MIN_TEXTS)
    pieces = [p for p in kept if p[0] != texts.WORD] + [p for p in kept if p[0] == texts.WORD]
    index = {piece: number for number, piece in enumerate(pieces)}
    at: list[int] = []
    often: list[int] = []
    ends = [0]
    for one in each:
        for piece, times in one.items():
            if (number := index.get(piece)) is not None:
                at.append(number)
                often.append(times)
        ends.append(len(at))
    shape = (len(rows), len(pieces))
    return sparse.csr_matrix((np.array(often, dtype=np.float32), np.array(at), np.array(ends)), shape), pieces


def first_word(pieces: Sequence[str]) -> int:
    """Where the words begin."""
    return next((number for number, piece in enumerate(pieces) if piece[0] == texts.WORD), len(pieces))


def _scale(said: NDArray[np.float64], labels: int) -> NDArray[np.float64]:
    """By how much each member's numbers differ, a column each, so that none is louder than another."""
    each = said.reshape(len(said), MEMBERS, labels).std(axis=(0, 2))
    return np.repeat(np.where(each > 0, each, 1.0), labels)


@dataclass(frozen=True)
class _Members:
    """The machines: `kept` pieces, their rarity, and what each says for each label; `rated` are the numbers of the
    complement naive Bayes. `bias` has them one after the other."""

    kept: Which
    words_from: int
    rarity: Numbers
    spoken: NDArray[np.float64]
    worded: NDArray[np.float64]
    rated: NDArray[np.float64]
    bias: NDArray[np.float64]

    @classmethod
    def fitted(cls, counts: Counts, pieces: Sequence[str], truth: Which, labels: int) -> "_Members":
        among = np.bincount(counts.indices, minlength=counts.shape[1])
        kept = np.flatnonzero(among >= MIN_TEXTS)
        words_from = int(np.searchsorted(kept, first_word(pieces)))
        rarity = (np.log((1 + counts.shape[0]) / (1 + among[kept])) + 1).astype(np.float32)
        whole, alone = _weighed(counts[:, kept], rarity, words_from)
        spoken, spoken_bias = _svm(whole, truth, labels, firm=FIRM)
        worded, worded_bias = _uneven_svm(alone, truth, labels)
        rated, rated_bias = _rates(whole, truth, labels)
        bias = np.concatenate([spoken_bias, worded_bias, rated_bias])
        return cls(kept, words_from, rarity, spoken, worded, rated, bias)

    def said(self, counts: Counts) -> NDArray[np.float64]:
        """What they say of texts, side by side: as many columns for each as there are labels."""
        whole, alone = _weighed(counts[:, self.kept], self.rarity, self.words_from)
        return np.hstack([whole @ self.spoken, alone @ self.worded, whole @ self.rated]) + self.bias


def _weighed(counts: Counts, rarity: Numbers, words_from: int) -> tuple[Counts, Counts]:
    """Counts as weights of length one: over all pieces, and over the words alone."""
    weights = counts.astype(np.float32)
    weights.data = weights.data ** np.float32(DAMPED) * rarity[weights.indices]
    return _unit(weights), _unit(weights[:, words_from:].tocsr())


def _unit(weights: Counts) -> Counts:
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    unit = weights.copy()
    unit.data = (unit.data / np.repeat(lengths, np.diff(unit.indptr))).astype(np.float32)
    return unit


def _svm(
    weights: Counts, truth: Which, labels: int, *, firm: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One machine a label against all others; a label nobody has here is never spoken for."""
    coefficients = np.zeros((weights.shape[1], labels))
    bias = np.full(labels, -1.0)
    for label in range(labels):
        coefficients[:, label], bias[label] = _one(weights, truth == label, firm)
    return coefficients, bias


def _uneven_svm(
    weights: Counts, truth: Which, labels: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same, each word weighed by how unevenly the label and the others use it."""
    coefficients = np.zeros((weights.shape[1], labels))
    bias = np.full(labels, -1.0)
    for label in range(labels):
        mine = truth == label
        used = SMOOTH + np.asarray(weights[mine].sum(axis=0)).ravel()
        others = SMOOTH + np.asarray(weights[~mine].sum(axis=0)).ravel()
        uneven = np.log((used / used.sum()) / (others / others.sum())).astype(np.float32)
        found, bias[label] = _one(weights.multiply(uneven).tocsr(), mine, FIRM_WORDS)
        coefficients[:, label] = found * uneven
    return coefficients, bias


def _rates(weights: Counts, truth: Which, labels: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How rarely all other labels use each piece (complement naive Bayes: Rennie and others, 2003), less the average
    over labels; of a label nobody has here, as little as of the one spoken for least."""
    coefficients = np.zeros((weights.shape[1], labels))
    present = np.unique(truth)
    if not weights.shape[1] or present.size < 2:
        return coefficients, np.zeros(labels)
    found = ComplementNB(alpha=SMOOTH_RATES).fit(weights, truth).feature_log_prob_.T
    coefficients[:, present] = found - found.mean(axis=1, keepdims=True)
    absent = np.setdiff1d(np.arange(labels), present)
    coefficients[:, absent] = coefficients[:, present].min(axis=1, keepdims=True)
    return coefficients, np.zeros(labels)


def _one(weights: Counts, mine: NDArray[np.bool_], firm: float) -> tuple[NDArray[np.float64], float]:
    if not weights.shape[1] or mine.all() or not mine.any():
        return np.zeros(int(weights.shape[1])), 1.0 if mine.all() else -1.0
    machine = LinearSVC(C=firm, class_weight="balanced", random_state=0, max_iter=ROUNDS)
    machine.fit(weights, mine)
    coefficients: NDArray[np.float64] = machine.coef_[0]
    return coefficients, float(machine.intercept_[0])


@dataclass(frozen=True)
class _Stack:
    """From what the members say to sums whose softmax is the probability."""

    coefficients: NDArray[np.float64]
    bias: NDArray[np.float64]

    @classmethod
    def fitted(cls, said: NDArray[np.float64], truth: Which, labels: int) -> "_Stack":
        present = np.unique(truth)
        coefficients, bias = np.zeros((said.shape[1], labels)), np.full(labels, -20.0)
        if present.size == 1:
            bias[present] = 0.0
            return cls(coefficients, bias)
        found = LogisticRegression(C=STACK_FIRM, max_iter=ROUNDS).fit(said, truth)
        if present.size == 2:
            coefficients[:, present[1]] = found.coef_[0]
            bias[present[0]], bias[present[1]] = 0.0, found.intercept_[0]
        else:
            coefficients[:, present] = found.coef_.T
            bias[present] = found.intercept_
        return cls(coefficients, bias)

    def probabilities(self, said: NDArray[np.float64]) -> Numbers:
        return softmax((said @ self.coefficients + self.bias).astype(np.float32))


def _held_out(said: NDArray[np.float64], truth: Which, parts: Which, labels: int) -> Numbers:
    """Probabilities of each text from a stack that has not seen it either."""
    found = np.zeros((len(truth), labels), dtype=np.float32)
    for part in range(INNER):
        outside, inside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        if inside.size:
            stack = _Stack.fitted(said[outside], truth[outside], labels)
            found[inside] = stack.probabilities(said[inside])
    return found


def _joined(
    members: _Members,
    stack: _Stack,
    scale: NDArray[np.float64],
    pieces: Sequence[str],
    labels: tuple[str, ...],
    sure_from: float,
) -> Model:
    """Members and stack as one sum."""
    first, second, third = np.split(stack.coefficients / scale[:, None], MEMBERS)
    biases = np.split(members.bias, MEMBERS)
    bias = sum((b @ part for b, part in zip(biases, (first, second, third), strict=True)), stack.bias)
    return Model(
        labels=labels,
        pieces=tuple(pieces[int(at)] for at in members.kept),
        rarity=members.rarity,
        spoken=(members.spoken @ first + members.rated @ third).astype(np.float32),
        worded=(members.worded @ second).astype(np.float32),
        bias=bias.astype(np.float32),
        sure_from=sure_from,
    )
