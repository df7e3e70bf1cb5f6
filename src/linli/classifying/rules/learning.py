"""Learning from texts at hand: a tree, how much keywords should count beside it, and how it stands against keywords
alone and against the version in use, each on texts it has not seen. It takes seconds to minutes, and no table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from linli.classifying.rules import (
    FEWEST_OF_A_CATEGORY,
    LEAST_JUDGED,
    WEIGHTS,
    Match,
    Why,
    verdict,
    weighed,
)
from linli.language.rules.classifying import measuring, tree
from linli.language.rules.classifying.rows import Labelled
from linli.language.rules.classifying.texts import cleaned
from linli.language.rules.classifying.training import SURE
from linli.language.rules.classifying.tree import Tree

Which = NDArray[np.int64]
Marks = NDArray[np.bool_]
Shares = Callable[[str], Mapping[str, float]]
"""From a text to the shares of the categories its keywords speak for."""
NONE = -1
EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything was closed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed matter's words, the category it was closed under, and when."""

    category: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Example:
    """Masked words of a file somebody gave, the category they were found to be, and the file."""

    category: str
    text: str
    file: UUID


@dataclass(frozen=True, slots=True)
class InUse:
    """The version in use: what it learnt, how keywords count beside it, up to when it has seen matters, and which
    files it has seen."""

    tree: Tree
    keyword_weight: float
    until: datetime
    files: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Learnt:
    """What came of it, its figures on held-out texts, and whether it may be used. `file_texts` of its texts are from
    `files`; `judged` texts were what it was judged on, the site's own or (`judged_on_files`) those of files."""

    tree: Tree
    keyword_weight: float
    texts: int
    until: datetime
    figures: dict[str, Any]
    why: Why
    judged: int
    file_texts: int = 0
    files: tuple[UUID, ...] = ()
    judged_on_files: bool = False


def learn(
    given: Sequence[Closed],
    shares: Shares,
    used: InUse | None,
    examples: Sequence[Example] = (),
    *,
    asof: datetime = EVER,
) -> Learnt:
    """Learn from closed matters and from files beside them; `asof` is when the matters were looked for, where there may
    be none. Refuses what `training.train` refuses."""
    beside = _beside(given, examples, used)
    grown = tree.grow(
        [Labelled(each.category, each.text) for each in (*given, *beside)], fewest=FEWEST_OF_A_CATEGORY
    )
    codes, truth = grown.tree.leaves, grown.truth
    seen = _Seen.of(grown, given, beside, used, examples)
    judged = seen.judged
    spoken = [shares(row.text) for row in grown.rows]
    weight, held = _weighted(codes, grown.held_out, spoken, truth, judged)
    said = held.argmax(axis=1)
    sure_from = max(
        measuring.sure_from(held[judged], truth[judged], right=SURE),
        measuring.sure_from(held, truth, right=SURE),
    )
    by_keywords = _numbered(codes, [max(each, key=lambda c: (each[c], c)) if each else "" for each in spoken])
    keywords = _match(truth[judged], said[judged], by_keywords[judged])
    last = _against(used, grown, said, seen.fresh, shares) if used else None
    return Learnt(
        tree=replace(grown.tree, sure_from=sure_from),
        keyword_weight=weight,
        texts=len(grown.rows),
        until=max((each.at for each in given), default=asof),
        figures=_figures(codes, held[judged], truth[judged], sure_from)
        | {"keywords": _told(keywords), "last": _told(last)},
        why=verdict(keywords, last, replaces=used is not None),
        judged=int(judged.sum()),
        file_texts=int((~seen.own).sum()),
        files=tuple(sorted({each.file for each in examples})),
        judged_on_files=seen.by_files,
    )


def _against(used: InUse, grown: tree.Grown, said: Which, fresh: Marks, shares: Shares) -> Match:
    """What the new version and the one in use say of the texts that neither has seen."""
    texts = [row.text for row, new in zip(grown.rows, fresh, strict=True) if new]
    by_used = _numbered(grown.tree.leaves, [_said(used, text, shares) for text in texts])
    return _match(grown.truth[fresh], said[fresh], by_used)


def _beside(given: Sequence[Closed], examples: Sequence[Example], used: InUse | None) -> list[Example]:
    """Examples that say something no closed matter says, each once: those the version in use has seen come first, so
    that nothing it has seen is taken for new."""
    known = {cleaned(each.text) for each in given}
    found: list[Example] = []
    for each in sorted(examples, key=lambda one: used is None or one.file not in used.files):
        if (mark := cleaned(each.text)) not in known:
            known.add(mark)
            found.append(each)
    return found


@dataclass(frozen=True)
class _Seen:
    """Of each text that was learnt from: whether it is of the site's `own` matters, and whether it is `fresh`, which
    the version in use has not seen; `judged` are those that figures are of. A site with too few matters of its own is
    judged by what is in files."""

    own: Marks
    fresh: Marks
    by_files: bool

    @property
    def judged(self) -> Marks:
        return ~self.own if self.by_files else self.own

    @classmethod
    def of(
        cls,
        grown: tree.Grown,
        given: Sequence[Closed],
        beside: Sequence[Example],
        used: InUse | None,
        examples: Sequence[Example],
    ) -> "_Seen":
        at = {(each.category, each.text): each.at for each in given}
        moments = [at.get((row.label, row.text)) for row in grown.rows]
        own = np.array([moment is not None for moment in moments])
        by_files = int(own.sum()) < LEAST_JUDGED and not bool(own.all())
        if used is None:
            return cls(own, np.zeros(len(own), dtype=np.bool_), by_files)
        shown = {cleaned(each.text) for each in examples if each.file in used.files}
        file_of = {(each.category, each.text): each.file for each in beside}

        def new(row: Labelled, moment: datetime | None) -> bool:
            if by_files:
                return moment is None and file_of[row.label, row.text] not in used.files
            return moment is not None and moment > used.until and cleaned(row.text) not in shown

        fresh = [new(row, moment) for row, moment in zip(grown.rows, moments, strict=True)]
        return cls(own, np.array(fresh, dtype=np.bool_), by_files)


def _weighted(
    codes: Sequence[str],
    held: NDArray[np.float32],
    spoken: Sequence[Mapping[str, float]],
    truth: Which,
    judged: Marks,
) -> tuple[float, NDArray[np.float32]]:
    """The weight of keywords under which most of the judged held-out texts are right, the least such, and what is said
    of all of them with it."""
    tried: list[tuple[int, float, NDArray[np.float32]]] = []
    for weight in WEIGHTS:
        both = np.zeros_like(held)
        for number, shares in enumerate(spoken):
            learnt = dict(zip(codes, held[number].tolist(), strict=True))
            found = weighed(learnt, shares, weight)
            both[number] = [found.get(code, 0.0) for code in codes]
        right = both[judged].argmax(axis=1) == truth[judged]
        tried.append((int(right.sum()), weight, both))
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
