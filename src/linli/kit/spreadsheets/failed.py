"""Cells of a workbook whose formulas failed (#N/A, #DIV/0!), which the reader hands on as empty ones: looked for in the
package itself, piece by piece, beside the reading."""

import io
import re
import threading
import zipfile
import zlib
from posixpath import join, normpath
from typing import IO, TypeAlias

Failed: TypeAlias = dict[int, list[tuple[int, str]]]
"""By row (from 0): columns, and what Excel shows there."""
MOST = 200_000
_PIECE = 1024 * 1024
_OVERLAP = 16 * 1024
_SIGN = b't="e"'
_CELL = re.compile(
    rb'<c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</c>).){0,8192}?<v>([^<]{1,20})</v>',
    re.S,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\w+:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


class Search:
    """A search that runs beside the reading: begun with the file, waited for when its rows are wanted."""

    def __init__(self, content: bytes) -> None:
        self._found: list[Failed] = []
        self._thread = threading.Thread(target=self._run, args=(content,), daemon=True)
        self._thread.start()

    def of(self, sheet: int) -> Failed:
        """The failed cells of a sheet, by its number in the workbook."""
        self._thread.join()
        return self._found[sheet] if sheet < len(self._found) else {}

    def _run(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for path in _paths(package):
                    if not path:
                        self._found.append({})
                        continue
                    with package.open(path) as source:
                        self._found.append(cells(source))
        except (zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error, NotImplementedError):
            return  # what cannot be opened is told by the reader itself


def cells(source: IO[bytes]) -> Failed:
    """The failed cells of a sheet's text."""
    found: dict[tuple[int, int], str] = {}
    tail = b""
    while (piece := source.read(_PIECE)) and len(found) < MOST:
        text = tail + piece
        if _SIGN in text:
            for letters, row, shown in _CELL.findall(text):
                found[int(row) - 1, _column(letters)] = shown.decode("ascii", "replace")
        tail = text[-_OVERLAP:]
    rows: Failed = {}
    for (row, column), shown in found.items():
        rows.setdefault(row, []).append((column, shown))
    return rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _paths(package: zipfile.ZipFile) -> list[str]:
    """Where the sheets are, in the workbook's order; nothing of one that is only named."""
    targets: dict[bytes, str] = {}
    for relation in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        id, target = (re.search(rb"\s" + name + rb'="([^"]+)"', relation) for name in (b"Id", b"Target"))
        if id and target:
            targets[id[1]] = normpath(join("/xl", target[1].decode("utf-8", "replace"))).lstrip("/")
    return [targets.get(id, "") for id in _SHEET.findall(package.read("xl/workbook.xml"))]
