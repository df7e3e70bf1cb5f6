"""A model in a folder: `model.json` says what it is, `pieces.txt` holds its pieces, `numbers.npz` its numbers. Only
numbers and words are read back; a file that would have to be run, as a pickle, is refused by numpy."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from linli.kit.errors import Refused
from linli.language.rules.classifying.model import Model, Numbers

FORMAT = "linli-classify"
VERSION = 1
ABOUT, PIECES, NUMBERS = "model.json", "pieces.txt", "numbers.npz"
_ARRAYS = ("rarity", "spoken", "worded", "bias")
_MOST_BYTES = 200 * 1024 * 1024


def save(model: Model, folder: Path, **figures: Any) -> None:
    """Write a model, with figures that say how good it is; what stood there under these names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {"format": FORMAT, "version": VERSION, "labels": list(model.labels), "sure_from": model.sure_from}
    (folder / PIECES).write_text("\n".join(model.pieces), "utf-8")
    with (folder / NUMBERS).open("wb") as file:
        np.savez_compressed(file, **{name: getattr(model, name) for name in _ARRAYS})
    (folder / ABOUT).write_text(json.dumps(about | {"figures": figures}, ensure_ascii=False, indent=1), "utf-8")


def load(folder: Path) -> Model:
    """The model in a folder. Refuses one that holds none, or a broken one (`classify/no-model`)."""
    try:
        return _read(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise Refused(
            "classify/no-model",
            zh=f"{folder} 里没有可用的分类模型，或文件已损坏。请用 linli classify train 重新训练",
            en=f"{folder} holds no usable model, or it is damaged; train one with linli classify train",
        ) from error


def _read(folder: Path) -> Model:
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    if about["format"] != FORMAT or about["version"] != VERSION:
        raise ValueError("another format")
    pieces = tuple((folder / PIECES).read_text("utf-8").split("\n"))
    numbers = _numbers(folder / NUMBERS)
    model = Model(
        labels=tuple(str(label) for label in about["labels"]),
        pieces=pieces if pieces != ("",) else (),
        sure_from=float(about["sure_from"]),
        **numbers,
    )
    _check(model)
    return model


def _numbers(path: Path) -> dict[str, Numbers]:
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large")
    with np.load(path, allow_pickle=False) as found:
        return {name: np.asarray(found[name], dtype=np.float32) for name in _ARRAYS}


def _check(model: Model) -> None:
    labels, pieces = len(model.labels), len(model.pieces)
    words = pieces - model.first_word
    shapes = {"rarity": (pieces,), "spoken": (pieces, labels), "worded": (words, labels), "bias": (labels,)}
    for name, shape in shapes.items():
        numbers: Numbers = getattr(model, name)
        if numbers.shape != shape or not np.isfinite(numbers).all():
            raise ValueError(f"{name} does not fit")
    if labels < 2:
        raise ValueError("fewer than two labels")
