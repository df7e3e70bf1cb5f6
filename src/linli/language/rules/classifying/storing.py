"""A model as plain data: `model.json` says what it is, `pieces.txt` holds its pieces, `numbers.npz` its numbers. Only
numbers and words are read back; a file that would have to be run, as a pickle, is refused by numpy."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from linli.kit.errors import Refused
from linli.language.rules.classifying.model import Model, Numbers

FORMAT = "linli-classify"
VERSION = 1
ABOUT, PIECES, NUMBERS = PARTS = ("model.json", "pieces.txt", "numbers.npz")
_ARRAYS = ("rarity", "spoken", "worded", "bias")
_MOST_BYTES = 200 * 1024 * 1024
BROKEN = (
    *(OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RecursionError),
)
"""What reading a file that is no model, or half of one, may raise."""


def parts(model: Model, **figures: Any) -> dict[str, bytes]:
    """The files of a model, with figures that say how good it is."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "labels": list(model.labels),
        "sure_from": model.sure_from,
        "figures": figures,
    }
    numbers = io.BytesIO()
    np.savez_compressed(numbers, **{name: getattr(model, name) for name in _ARRAYS})
    return {
        ABOUT: json.dumps(about, ensure_ascii=False, indent=1).encode(),
        PIECES: "\n".join(model.pieces).encode(),
        NUMBERS: numbers.getvalue(),
    }


def of_parts(found: Mapping[str, bytes]) -> Model:
    """The model in such files; raises one of `BROKEN` where they hold none."""
    about = json.loads(found[ABOUT].decode())
    if about["format"] != FORMAT or about["version"] != VERSION:
        raise ValueError("another format")
    pieces = tuple(found[PIECES].decode().split("\n"))
    model = Model(
        labels=tuple(str(label) for label in about["labels"]),
        pieces=pieces if pieces != ("",) else (),
        sure_from=float(about["sure_from"]),
        **_numbers(found[NUMBERS]),
    )
    _check(model)
    return model


def save(model: Model, folder: Path, **figures: Any) -> None:
    """Write a model into a folder; what stood there under these names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in parts(model, **figures).items():
        (folder / name).write_bytes(content)


def load(folder: Path) -> Model:
    """The model in a folder. Refuses one that holds none, or a broken one (`classify/no-model`)."""
    try:
        return of_parts({name: (folder / name).read_bytes() for name in PARTS})
    except BROKEN as error:
        raise Refused(
            "classify/no-model",
            zh=f"{folder} 里没有可用的分类模型，或文件已损坏。请用 linli classify train 重新训练",
            en=f"{folder} holds no usable model, or it is damaged; train one with linli classify train",
        ) from error


def _numbers(content: bytes) -> dict[str, Numbers]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large")
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        return {name: np.asarray(found[name], dtype=np.float32) for name in _ARRAYS}


def _check(model: Model) -> None:
    labels, pieces = len(model.labels), len(model.pieces)
    if labels < 2 or not all(model.pieces):
        raise ValueError("labels or pieces are missing")
    words = pieces - model.first_word
    shapes = {"rarity": (pieces,), "spoken": (pieces, labels), "worded": (words, labels), "bias": (labels,)}
    for name, shape in shapes.items():
        numbers: Numbers = getattr(model, name)
        if numbers.shape != shape or not np.isfinite(numbers).all():
            raise ValueError(f"{name} does not fit")
