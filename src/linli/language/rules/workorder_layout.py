"""Taking a pasted order apart into labels and values. Layouts known: `label：value` lines, several on a line,
【label】 value, tab-separated cells of a copied web table, a label line above its value, a row of labels above a row
of values."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from linli.language.rules.plain import plain, tidy


def _read_labels() -> dict[str, str]:
    """Label as cities write it to the field it fills, empty for labels that are known and fill none."""
    path = Path(__file__).parent.parent / "data" / "order_labels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["label"]: row["field"] for row in csv.DictReader(file)}


FIELDS = _read_labels()
_ANY = "|".join(" ?".join(label) for label in sorted(FIELDS, key=len, reverse=True))
_BULLET = r"[*★●◆▪·•]{0,2} ?(?:\d{1,2}[.、] ?|[一二三四五六七八九十]{1,2}、 ?)?"
_MARKED = re.compile(
    rf"{_BULLET}[【\[] ?(?P<boxed>{_ANY}) ?[】\]] ?:?"
    rf"|(?:^|(?<=[|; ])){_BULLET}(?P<bare>{_ANY}) ?(?:\([^()]{{0,12}}\) ?)?:"
)
_ALONE = re.compile(rf"{_BULLET}[【\[(]? ?(?P<bare>{_ANY}) ?[】\])]? ?:?")
_SPACED = re.compile(rf"{_BULLET}(?P<bare>{_ANY}) +(?=\S)")
_SAYS_ITSELF = ("保密",)


@dataclass(slots=True)
class Pair:
    """A label and what stands beside or under it."""

    label: str
    values: list[str] = field(default_factory=list[str])

    @property
    def value(self) -> str:
        return tidy("\n".join(self.values)).strip(";； ")


def label_pairs(text: str) -> list[tuple[str, str]]:
    """Labels and values in order; words before the first label stand under an empty label."""
    lines = [_cells(raw) for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if raw.strip()]
    pairs = list(_crossed(lines)) or _gathered(lines, spaced=False)
    if len(pairs) < 3:
        pairs = _gathered(lines, spaced=True)
    return [(pair.label, pair.value) for pair in pairs]


def _cells(raw: str) -> list[str]:
    cut = raw.strip("\n|").split("|") if raw.count("|") >= 2 else raw.split("\t")
    return [tidy(cell) for cell in cut]


def _label(cell: str) -> str | None:
    found = _ALONE.fullmatch(plain(cell).strip())
    return found["bare"].replace(" ", "") if found else None


def _crossed(lines: list[list[str]]) -> Iterator[Pair]:
    """The pairs of a table that has its labels in one row and the values in the next; nothing for other layouts."""
    for above, below in pairwise(lines):
        labels = [_label(cell) for cell in above]
        known = sum(label is not None for label in labels)
        if known >= 3 and known >= len(labels) - 1 and not any(_label(cell) for cell in below if cell):
            for label, cell, value in zip(labels, above, below, strict=False):
                yield Pair(label or cell, [value])
            return


def _gathered(lines: list[list[str]], *, spaced: bool) -> list[Pair]:
    pairs = [Pair("")]
    for cells in lines:
        for cell in cells:
            label = _label(cell)
            if label and not (label in _SAYS_ITSELF and label in pairs[-1].label and not pairs[-1].value):
                pairs.append(Pair(label))
            else:
                _split(cell, pairs, spaced=spaced)
    return pairs if pairs[0].value else pairs[1:]


def _split(cell: str, pairs: list[Pair], *, spaced: bool) -> None:
    """Add a cell's words to the last pair, or begin new pairs where labels stand in it."""
    shadow = plain(cell)
    marks = list(_MARKED.finditer(shadow))
    if not marks and spaced:
        marks = [found for found in [_SPACED.match(shadow)] if found]
    pairs[-1].values.append(cell[: marks[0].start()] if marks else cell)
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        label = (mark.groupdict().get("boxed") or mark["bare"]).replace(" ", "")
        pairs.append(Pair(label, [cell[mark.end() : after.start() if after else len(cell)]]))
