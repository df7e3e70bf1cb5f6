"""address: cutting real addresses into their parts, against a plain conditional random field beside it

Both learn from the same addresses and are asked about the same others; a part counts only with its exact ends and
kind. The plain one looks at the characters up to two away and their pairs. Where the addresses are absent nothing is
measured.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from bench import _ground
from linli.config import env
from linli.language.rules import addressing
from linli.language.rules.addressing import Address
from tools import say

BAR = 0.88
_crfsuite: Any = pycrfsuite
TRAIN, DEV = "addresses/parsing_train.txt", "addresses/parsing_dev.txt"


def main() -> int:
    """Learn, tag, count, tell."""
    chosen = _arguments()
    paths = [Path(chosen.train or env.data() / TRAIN), Path(chosen.dev or env.data() / DEV)]
    if not all(path.is_file() for path in paths):
        say.stop("没有地址数据，测不了。", "There are no addresses to measure with.")
    train, dev = (list(addressing.read(path.open(encoding="utf-8"), marked=True)) for path in paths)
    ours = _ours(train, dev)
    plain = {} if chosen.alone else _plain(train, dev)
    return _ground.close(
        name="address",
        figure=ours["f1"],
        unit="F1 of whole parts",
        bar=f"≥ {BAR:g}, and above the plain one",
        holds=ours["f1"] >= max(BAR, plain.get("f1", 0.0)),
        parts={"ours": ours, "plain": plain, "train": len(train), "dev": len(dev)},
        with_=_ground.versions_of("linli", "python-crfsuite"),
    )


def _ours(train: Sequence[Address], dev: Sequence[Address]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        addressing.train(train, Path(folder))
        learned = time.process_time() - began
        tagger = addressing.Tagger(Path(folder))
        size = (Path(folder) / addressing.MODEL).stat().st_size
        began = time.process_time()
        told = [tagger.tag(one.tokens) for one in dev]
        took = time.process_time() - began
    return {
        **_counted(dev, told),
        "by_kind": _by_kind(dev, told),
        "learned_s": round(learned),
        "ms_each": round(1000 * took / len(dev), 2),
        "megabytes": round(size / 1e6, 1),
    }


def _plain(train: Sequence[Address], dev: Sequence[Address]) -> dict[str, Any]:
    trainer = _crfsuite.Trainer(verbose=False)
    for one in train:
        trainer.append(_neighbours(one.tokens), list(one.tags))
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 60})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "plain")
        trainer.train(path)
        tagger = _crfsuite.Tagger()
        tagger.open(path)
        return _counted(dev, [tagger.tag(_neighbours(one.tokens)) for one in dev])


def _neighbours(tokens: Sequence[str]) -> list[list[str]]:
    padded = ["<s>", "<s>", *tokens, "</s>", "</s>"]
    return [
        [
            *(f"{step}={padded[at + 2 + step]}" for step in range(-2, 3)),
            *(f"{step}+={padded[at + 2 + step]}{padded[at + 3 + step]}" for step in range(-2, 2)),
            f"figures={token.isdigit()}",
        ]
        for at, token in enumerate(tokens)
    ]


def _counted(dev: Sequence[Address], told: Sequence[Sequence[str]]) -> dict[str, Any]:
    found = addressing.score((one.tags, said) for one, said in zip(dev, told, strict=True))
    return {
        "f1": round(found.f1, 4),
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
    }


def _by_kind(dev: Sequence[Address], told: Sequence[Sequence[str]]) -> dict[str, float]:
    right: Counter[str] = Counter()
    either: Counter[str] = Counter()
    for one, said in zip(dev, told, strict=True):
        there, here = addressing.entities(one.tags), addressing.entities(said)
        right.update(kind for _, _, kind in there & here)
        either.update(kind for found in (there, here) for _, _, kind in found)
    return {kind: round(2 * right[kind] / count, 3) for kind, count in either.most_common()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench address")
    parser.add_argument("--train", default="", help="marked addresses to learn from")
    parser.add_argument("--dev", default="", help="marked addresses to be asked about")
    parser.add_argument("--alone", action="store_true", help="without the plain one")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
