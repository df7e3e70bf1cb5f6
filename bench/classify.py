"""classify: the category of unseen real messages, by five-fold cross-validation, beside a plain model

Trains on `messages/labelled_train.csv` under LINLI_DATA with everything inside the fold: which pieces are kept, their
weights, the machines, what joins them, probabilities and the threshold of being sure. Texts that are equal or more than
half the same stay on one side. `--full` deals the folds in three ways and tells a learning curve as well; that takes
about four times as long. Milliseconds are of the processor, for one message alone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from bench import _ground
from linli.config import env
from linli.language.rules.classifying import measuring, rows, texts
from tools import places, say

FILE = "messages/labelled_train.csv"
FOLDS = 5
BAR = 0.92
BAR_SURE, SHARE = 0.97, 0.8
BAR_MS, BAR_MEGABYTES = 2.0, 50.0
CURVE = (200, 500, 1000, 2000, 4000)
SEEDS, SEEDS_FULL = 1, 3


def main() -> int:
    """Deal the folds, run each, tell."""
    chosen = _arguments()
    path = env.data() / FILE
    if not path.is_file():
        say.stop(f"没有 {FILE}，测不了。{FILE} is not there.", "LINLI_DATA")
    runs = [_run(path, seed, chosen.processes) for seed in range(SEEDS_FULL if chosen.full else SEEDS)]
    curve = _curve(path, chosen.processes) if chosen.full else {}
    return _close(runs, curve)


def _run(path: Path, seed: int, processes: int) -> dict[str, Any]:
    """All five folds of one way to deal, and what comes of them together."""
    given = rows.read(path, labelled=True)
    groups = texts.alike([row.text for row in given])
    dealt = texts.folds([row.label for row in given], groups, count=FOLDS, seed=seed)
    with say.step(f"五折交叉验证，第 {seed + 1} 种分法", f"five folds, dealt by seed {seed}"):
        told = _folds(path, dealt, list(range(FOLDS)), most=0, floor=True, processes=processes)
    labels = told[0]["labels"]
    number = {label: at for at, label in enumerate(labels)}
    truth = [
        np.array([number[row.label] for row, f in zip(given, dealt, strict=True) if f == k])
        for k in range(FOLDS)
    ]
    return {"labels": labels, "truth": truth, "folds": told, "groups": len(set(groups)), "texts": len(given)}


def _folds(
    path: Path, dealt: list[int], numbers: list[int], *, most: int, floor: bool, processes: int
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.json"
        asked.write_text(
            json.dumps({"file": str(path), "folds": dealt, "most": most, "floor": floor}), "utf-8"
        )

        def one(number: int) -> dict[str, Any]:
            to = Path(folder) / f"{number}.json"
            words = [places.python(), "-m", "bench._classify_fold", str(asked), str(number), str(to)]
            where = os.environ | {
                "PYTHONPATH": f"{places.ROOT}:{places.ROOT / 'src'}",
                "OMP_NUM_THREADS": "1",
            }
            subprocess.run(words, cwd=places.ROOT, env=where | {"OPENBLAS_NUM_THREADS": "1"}, check=True)
            return json.loads(to.read_text("utf-8"))

        with ThreadPoolExecutor(processes) as pool:
            return list(pool.map(one, numbers))


def _curve(path: Path, processes: int) -> dict[str, float]:
    """Macro-F1 on one fold with fewer texts to learn from."""
    given = rows.read(path, labelled=True)
    dealt = texts.folds(
        [row.label for row in given], texts.alike([row.text for row in given]), count=FOLDS, seed=0
    )
    held = [row.label for row, fold in zip(given, dealt, strict=True) if fold == 0]
    found = {}
    for most in CURVE:
        with say.step(f"只学 {most} 条", f"learning from {most}"):
            told = _folds(path, dealt, [0], most=most, floor=False, processes=processes)[0]
        labels = sorted(set(held))
        number = {label: at for at, label in enumerate(labels)}
        truth, said = (np.array([number[label] for label in many]) for many in (held, told["said"]))
        found[str(most)] = round(measuring.macro_f1(truth, said, len(labels)), 4)
    return found


def _f1(run: dict[str, Any], of: str) -> list[float]:
    """Macro-F1 of each fold; an answer that is none of the labels is wrong for all."""
    labels = run["labels"]
    number = {label: at for at, label in enumerate(labels)}
    return [
        _macro(truth, np.array([number.get(label, len(labels)) for label in told[of]]), len(labels))
        for truth, told in zip(run["truth"], run["folds"], strict=True)
    ]


def _macro(truth: np.ndarray, said: np.ndarray, labels: int) -> float:
    table = measuring.confusion(truth, said, labels + 1)
    return float(measuring.each_f1(table)[:labels].mean())


def _close(runs: list[dict[str, Any]], curve: dict[str, float]) -> int:
    f1 = [figure for run in runs for figure in _f1(run, "said")]
    pooled = _pooled(runs)
    folds = [told for run in runs for told in run["folds"]]
    ms = float(np.median([told["ms"] for told in folds]))
    megabytes = max(told["megabytes"] for told in folds)
    figure = round(float(np.mean(f1)), 4)
    holds = (
        figure >= BAR and pooled["surest_right"] >= BAR_SURE and ms <= BAR_MS and megabytes <= BAR_MEGABYTES
    )
    return _ground.close(
        name="classify",
        figure=figure,
        unit="macro-F1, mean of the folds",
        bar=f"≥ {BAR}; surest {SHARE:.0%} ≥ {BAR_SURE:.0%} right; ≤ {BAR_MS:g} ms; ≤ {BAR_MEGABYTES:g} MB",
        holds=holds,
        parts={
            "spread": measuring.spread(f1),
            "each": [round(one, 4) for one in f1],
            "plain": measuring.spread([one for run in runs for one in _f1(run, "floor")]),
            "keywords_alone": measuring.spread([one for run in runs for one in _f1(run, "keywords")]),
            **pooled,
            "ms": round(ms, 3),
            "ms_explained": round(float(np.median([told["ms_explained"] for told in folds])), 3),
            "megabytes": round(megabytes, 2),
            "peak_megabytes_learning": round(max(told["peak_megabytes"] for told in folds)),
            "seconds_to_learn": round(float(np.median([told["seconds_to_learn"] for told in folds])), 1),
            "pieces": folds[0]["pieces"],
            "texts": runs[0]["texts"],
            "groups": runs[0]["groups"],
            "learning_curve": curve or "with --full",
            "load": [round(each, 1) for each in os.getloadavg()],
        },
        with_=_ground.versions_of("linli", "scikit-learn", "scipy", "numpy", "rjieba"),
    )


def _pooled(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """What only shows over all held-out texts together."""
    labels = runs[0]["labels"]
    truth = np.concatenate([each for run in runs for each in run["truth"]])
    folds = [told for run in runs for told in run["folds"]]
    held = np.concatenate([np.array(told["probabilities"], dtype=np.float32) for told in folds])
    sure = np.concatenate([np.array(told["sure"], dtype=bool) for told in folds])
    said = held.argmax(axis=1)
    table = measuring.confusion(truth, said, len(labels))
    right = said == truth
    top3 = (np.argsort(-held, axis=1)[:, :3] == truth[:, None]).any(axis=1)
    wrong = Counter(
        f"{labels[true]} → {labels[taken]}" for true, taken in zip(truth[~right], said[~right], strict=True)
    )
    return {
        "right": round(float(right.mean()), 4),
        "right_among_three": round(float(top3.mean()), 4),
        "surest_right": round(measuring.surest(held, truth, share=SHARE), 4),
        "sure_share": round(float(sure.mean()), 4),
        "sure_right": round(float(right[sure].mean()), 4),
        "calibration_error": round(measuring.calibration_error(held, truth), 4),
        "f1": dict(zip(labels, (round(float(f), 4) for f in measuring.each_f1(table)), strict=True)),
        "confusion": {"labels": labels, "rows_are_true": table.tolist()},
        "confused_most": dict(wrong.most_common(8)),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench classify")
    parser.add_argument("--full", action="store_true", help="three ways to deal, and the learning curve")
    parser.add_argument("--processes", type=int, default=min(2, len(os.sched_getaffinity(0))))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
