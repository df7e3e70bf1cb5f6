"""How good answers are: what is confused with what, the mean of the labels' F1, how right the surest are, how far
probabilities are from what came true, and from which probability on one may be called sure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.language.rules.classifying.model import Model

Which = NDArray[np.int64]
NEVER = 1.01


def confusion(truth: Which, said: Which, labels: int) -> NDArray[np.int64]:
    """How many texts of each label (rows) were taken for which (columns)."""
    table = np.zeros((labels, labels), dtype=np.int64)
    np.add.at(table, (truth, said), 1)
    return table


def each_f1(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 of each label; nought for one that is never right."""
    right = np.diag(table).astype(np.float64)
    whole = table.sum(axis=0) + table.sum(axis=1)
    return np.divide(2 * right, whole, out=np.zeros_like(right), where=whole > 0)


def macro_f1(truth: Which, said: Which, labels: int) -> float:
    """The mean F1 of the labels that occur, each counting the same."""
    table = confusion(truth, said, labels)
    occurs = (table.sum(axis=0) + table.sum(axis=1)) > 0
    return float(each_f1(table)[occurs].mean()) if occurs.any() else 0.0


def surest(probabilities: NDArray[np.float32], truth: Which, *, share: float) -> float:
    """How many of the surest share of the texts are right, 0 to 1."""
    most = probabilities.max(axis=1)
    best = np.argsort(-most, kind="stable")[: max(1, round(share * len(truth)))]
    return float((probabilities.argmax(axis=1)[best] == truth[best]).mean())


def calibration_error(probabilities: NDArray[np.float32], truth: Which, *, bins: int = 10) -> float:
    """The mean distance between how probable answers were called and how often they were right, over ten equal bins."""
    most = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bin_of = np.minimum((most * bins).astype(int), bins - 1)
    apart = 0.0
    for number in range(bins):
        inside = bin_of == number
        if inside.any():
            apart += inside.sum() * abs(float(most[inside].mean()) - float(right[inside].mean()))
    return apart / len(truth)


def sure_from(probabilities: NDArray[np.float32], truth: Which, *, right: float) -> float:
    """The lowest probability at and above which so many of these held-out answers are right; above one where there is
    none, so that nothing is called sure."""
    most = probabilities.max(axis=1)
    order = np.argsort(-most, kind="stable")
    good = np.cumsum((probabilities.argmax(axis=1) == truth)[order]) / np.arange(1, len(truth) + 1)
    enough = np.flatnonzero(good >= right)
    return float(most[order[enough[-1]]]) if enough.size else NEVER


def spread(figures: Sequence[float]) -> dict[str, float]:
    """Mean, standard deviation, least and most."""
    found = np.array(figures)
    return {
        "mean": round(float(found.mean()), 4),
        "deviation": round(float(found.std()), 4),
        "least": round(float(found.min()), 4),
        "most": round(float(found.max()), 4),
    }


def told(probabilities: NDArray[np.float32], truth: Which, model: Model) -> dict[str, Any]:
    """The figures of held-out answers that are kept beside a model."""
    labels = len(model.labels)
    said = probabilities.argmax(axis=1)
    table = confusion(truth, said, labels)
    sure = probabilities.max(axis=1) >= model.sure_from
    right = said == truth
    return {
        "texts": len(truth),
        "macro_f1": round(macro_f1(truth, said, labels), 4),
        "right": round(float(right.mean()), 4),
        "sure_share": round(float(sure.mean()), 4),
        "sure_right": round(float(right[sure].mean()), 4) if sure.any() else 0.0,
        "calibration_error": round(calibration_error(probabilities, truth), 4),
        "f1": dict(zip(model.labels, (round(float(f1), 4) for f1 in each_f1(table)), strict=True)),
        "confusion": table.tolist(),
    }
