"""One fold of `bench classify`, in a process of its own: train on the rest, read what was held out, and a plain model
beside it on the same texts. Its arguments are the file of folds, the number of the fold and where to write."""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench import _classify_floor
from linli.language.rules import classifying
from linli.language.rules.classifying import rows, training
from linli.language.rules.classifying.rows import Labelled

MEGABYTE = 1024 * 1024


def main() -> None:
    """Read the folds, work, write."""
    source, number, to = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    asked = json.loads(source.read_text("utf-8"))
    given = rows.read(Path(asked["file"]), labelled=True)
    outside = [given[at] for at, fold in enumerate(asked["folds"]) if fold != number]
    inside = [given[at] for at, fold in enumerate(asked["folds"]) if fold == number]
    if asked["most"]:
        outside = outside[:: max(1, len(outside) // asked["most"])][: asked["most"]]
    told = _ours(outside, inside)
    if asked["floor"]:
        told["floor"] = _classify_floor.answers(outside, inside)
        told["keywords"] = _classify_floor.by_keywords(inside)
    to.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _ours(outside: list[Labelled], inside: list[Labelled]) -> dict[str, Any]:
    began = time.process_time()
    trained = training.train(outside)
    learnt = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        classifying.save(trained.model, Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / MEGABYTE
        model = classifying.load(Path(folder))
    model.read("先读一次")
    began = time.process_time()
    verdicts = [model.read(row.text) for row in inside]
    spent = (time.process_time() - began) / len(inside)
    began = time.process_time()
    for row in inside[:200]:
        model.rank(row.text)
    explained = (time.process_time() - began) / len(inside[:200])
    held = [[float(p) for p in model.probabilities(row.text)] for row in inside]
    return {
        "labels": list(model.labels),
        "said": [each.label for each in verdicts],
        "sure": [each.sure for each in verdicts],
        "probabilities": np.round(held, 6).tolist(),
        "seconds_to_learn": round(learnt, 1),
        "ms": spent * 1000,
        "ms_explained": explained * 1000,
        "megabytes": size,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pieces": len(model.pieces),
    }


if __name__ == "__main__":
    main()
