"""The tagger: a conditional random field by CRFsuite. A model is one file of CRFsuite's own; nothing in it is ever
run."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite  # pyright: ignore[reportMissingTypeStubs]

from linli.language.rules.addressing.features import features
from linli.language.rules.addressing.sheets import Address

MODEL = "address.crfsuite"
SETTINGS: dict[str, float | int | bool] = {
    "c1": 0.1,
    "c2": 0.1,
    "max_iterations": 60,
    "feature.minfreq": 2,
    "feature.possible_transitions": False,
}
"""Chosen on a sixth of the training addresses that was set apart."""
_BEGINS = b"lCRF"
_crfsuite: Any = pycrfsuite
"""It says nothing of its types."""


def train(
    marked: Iterable[Address], folder: Path, *, settings: dict[str, float | int | bool] = SETTINGS
) -> int:
    """Learn from marked addresses and write the model into a folder; how many there were. ValueError where there are
    none. A model that was there stays until the new one is whole."""
    trainer = _crfsuite.Trainer(verbose=False)
    count = 0
    for address in marked:
        trainer.append(features(address.tokens), list(address.tags))
        count += 1
    if not count:
        raise ValueError("文件里没有地址 there is no address in the file")
    trainer.set_params(settings)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{MODEL}.new"
    trainer.train(str(made))
    made.replace(folder / MODEL)
    return count


class Tagger:
    """A model that was learned, ready to tag. ValueError where the folder holds none."""

    def __init__(self, folder: Path) -> None:
        path = folder / MODEL
        if not path.is_file():
            raise ValueError(f"{folder} 里没有模型，请先训练 there is no model in it; train one first")
        with path.open("rb") as file:
            if file.read(len(_BEGINS)) != _BEGINS:
                raise ValueError(f"{path.name} 不是模型文件 {path.name} is no model")
        self._tagger = _crfsuite.Tagger()
        self._tagger.open(str(path))

    def tag(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """The tags of an address, B- where a part begins, I- where it goes on."""
        found: list[str] = []
        kind = ""
        for tag in self._tagger.tag(features(tokens)):
            mark, _, of = tag.partition("-")
            found.append(f"B-{of}" if mark == "I" and of != kind else tag)
            kind = of
        return tuple(found)
