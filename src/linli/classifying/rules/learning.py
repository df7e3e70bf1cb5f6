"""Learning from texts at hand: a tree, how much keywords should count beside it, and how it stands against keywords
alone and against the version in use, each on texts it has not seen. It takes seconds to minutes, and no table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.classifying.rules import FEWEST_OF_A_CATEGORY, WEIGHTS, Match, Why, verdict, weighed
from linli.language.rules.classifying import measuring, tree
from linli.language.rules.classifying.rows import Labelled
from linli.language.rules.classifying.training import SURE
from linli.language.rules.classifying.tree import Tree

Which = NDArray[np.int64]
Shares = Callable[[str], Mapping[str, float]]
"""From a text to the shares of the categories its keywords speak for."""
NONE = -1


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed matter's words, the category it was closed under, and when."""

    category: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InUse:
    """The version in use: what it learnt, how keywords count beside it, and up to when it has seen matters."""

    tree: Tree
    keyword_weight: float
    until: datetime


@dataclass(frozen=True)
class Learnt:
    """What came of it, its figures on held-out texts, and whether it may be used."""

    tree: Tree
    keyword_weight: float
    texts: int
    until: datetime
    figures: dict[str, Any]
    why: Why


def learn(given: Sequence[Closed], shares: Shares, used: InUse | None) -> Learnt:
    """Learn from closed matters; refuses what `training.train` refuses."""
    grown = tree.grow([Labelled(each.category, each.text) for each in given], fewest=FEWEST_OF_A_CATEGORY)
    codes, truth = grown.tree.leaves, grown.truth
    spoken = [shares(row.text) for row in grown.rows]
    by_keywords = _numbered(codes, [max(each, key=lambda c: (each[c], c)) if each else "" for each in spoken])
    weight, held = _weighted(codes, grown.held_out, spoken, truth)
    grown_tree = replace(grown.tree, sure_from=measuring.sure_from(held, truth, right=SURE))
    said = held.argmax(axis=1)
    at = {(each.category, each.text): each.at for each in given}
    moments = [at[(row.label, row.text)] for row in grown.rows]
    last = None
    if used is not None:
        fresh = np.array([moment > used.until for moment in moments])
        texts = [row.text for row, new in zip(grown.rows, fresh, strict=True) if new]
        last = _match(
            truth[fresh], said[fresh], _numbered(codes, [_said(used, text, shares) for text in texts])
        )
    keywords = _match(truth, said, by_keywords)
    return Learnt(
        tree=grown_tree,
        keyword_weight=weight,
        texts=len(grown.rows),
        until=max(each.at for each in given),
        figures=_figures(codes, held, truth, grown_tree.sure_from)
        | {"keywords": _told(keywords), "last": _told(last)},
        why=verdict(keywords, last, replaces=used is not None),
    )


def _weighted(
    codes: Sequence[str], held: NDArray[np.float32], spoken: Sequence[Mapping[str, float]], truth: Which
) -> tuple[float, NDArray[np.float32]]:
    """The weight of keywords under which most held-out texts are right, the least such, and what is said with it."""
    tried: list[tuple[int, float, NDArray[np.float32]]] = []
    for weight in WEIGHTS:
        both = np.zeros_like(held)
        for number, shares in enumerate(spoken):
            learnt = dict(zip(codes, held[number].tolist(), strict=True))
            found = weighed(learnt, shares, weight)
            both[number] = [found.get(code, 0.0) for code in codes]
        tried.append((int((both.argmax(axis=1) == truth).sum()), weight, both))
    _, weight, both = max(tried, key=lambda each: (each[0], -each[1]))
    return weight, both


def _said(used: InUse, text: str, shares: Shares) -> str:
    both = weighed(used.tree.probabilities(text), shares(text), used.keyword_weight)
    return max(both, key=lambda code: (both[code], code)) if both else ""


def _numbered(codes: Sequence[str], said: Sequence[str]) -> Which:
    at = {code: number for number, code in enumerate(codes)}
    return np.array([at.get(code, NONE) for code in said], dtype=np.int64)


def _match(truth: Which, said: Which, other: Which) -> Match:
    most = int(truth.max()) + 2 if truth.size else 1
    return Match(
        texts=len(truth),
        right=int((said == truth).sum()),
        right_other=int((other == truth).sum()),
        f1=_f1(truth, said, most),
        f1_other=_f1(truth, other, most),
    )


def _f1(truth: Which, said: Which, most: int) -> float:
    """Macro-F1 over the categories that are the truth of any of these texts."""
    if not truth.size:
        return 0.0
    inside = np.where((said < 0) | (said >= most - 1), most - 1, said)
    each = measuring.each_f1(measuring.confusion(truth, inside, most))
    return float(each[np.unique(truth)].mean())


def _told(match: Match | None) -> dict[str, float] | None:
    if match is None:
        return None
    return {
        "texts": match.texts,
        "right": match.right,
        "right_other": match.right_other,
        "f1": round(match.f1, 4),
        "f1_other": round(match.f1_other, 4),
    }


def _figures(
    codes: Sequence[str], held: NDArray[np.float32], truth: Which, sure_from: float
) -> dict[str, Any]:
    said = held.argmax(axis=1)
    right, sure = said == truth, held.max(axis=1) >= sure_from
    branches = sorted({tree.branch_of(code) for code in codes})
    of = np.array([branches.index(tree.branch_of(code)) for code in codes], dtype=np.int64)
    return {
        "right": round(float(right.mean()), 4),
        "macro_f1": round(measuring.macro_f1(truth, said, len(codes)), 4),
        "sure_share": round(float(sure.mean()), 4),
        "sure_right": round(float(right[sure].mean()), 4) if sure.any() else 0.0,
        "branches": branches,
        "confusion": measuring.confusion(of[truth], of[said], len(branches)).tolist(),
    }
