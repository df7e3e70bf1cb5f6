"""Labelled texts as a file brings them: CSV with a heading `label,text`, the label left out where it is to be found."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from linli.kit.errors import Refused

LABEL, TEXT = "label", "text"
_LONGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and its label, which is empty where none was given."""

    label: str
    text: str


def read(path: Path, *, labelled: bool) -> list[Labelled]:
    """The rows of a file, in order. Refuses one that is neither UTF-8 nor GB18030 (`classify/unreadable`) or has no
    column `text`, or no `label` where it is needed (`classify/missing-columns`)."""
    return parse(path.read_bytes(), name=path.name, labelled=labelled)


def parse(content: bytes, *, name: str, labelled: bool) -> list[Labelled]:
    """The rows of a file's content; refuses what `read` refuses."""
    csv.field_size_limit(_LONGEST)
    lines = csv.reader(io.StringIO(_decoded(content, name), newline=""))
    heading = [cell.strip().casefold() for cell in next(lines, list[str]())]
    needed = [LABEL, TEXT] if labelled else [TEXT]
    if missing := [column for column in needed if column not in heading]:
        raise Refused(
            "classify/missing-columns",
            zh=f"{name}：第一行表头里没有 {'、'.join(missing)}。表头应是 label,text",
            en=f"{name}: the heading lacks {', '.join(missing)}; it should be label,text",
        )
    text = heading.index(TEXT)
    label = heading.index(LABEL) if LABEL in heading else -1
    return [Labelled(_cell(row, label).strip(), _cell(row, text)) for row in lines if row]


def _cell(row: list[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise Refused(
        "classify/unreadable",
        zh=f"{name} 不是文本文件：既不是 UTF-8 也不是 GB18030。请另存为 CSV (UTF-8)",
        en=f"{name} is neither UTF-8 nor GB18030; save it as CSV (UTF-8)",
    )
