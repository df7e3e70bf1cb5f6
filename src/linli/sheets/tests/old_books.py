"""Workbooks as Excel 97 and WPS (.et) write them, made for tests byte by byte: BIFF8 records in a compound file."""

import struct
from collections.abc import Sequence
from datetime import date
from typing import Any

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_DATED, _PLAIN = 1, 0
"""Formats of cells, by their place in the list."""


def book(
    rows: Sequence[Sequence[Any]],
    *,
    name: str = "居民",
    since_1904: bool = False,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """A workbook of one sheet: texts, numbers, days; regions are (first row, last row, first column, last column)."""
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    formats = [_record(0xE0, struct.pack("<HHHBBBBHII", 0, of, 0, 0, 0, 0, 0, 0, 0, 0)) for of in (0, 14)]
    pages = [
        _record(0x42, struct.pack("<H", 1200)),
        _record(0x22, struct.pack("<H", since_1904)),
        *formats,
    ]
    words = name.encode("utf-16-le")
    told = struct.pack("<BBBB", 0, 0, len(name), 1) + words
    before = begin + b"".join(pages)
    at = len(before) + 8 + len(told) + 4
    globals_ = before + _record(0x85, struct.pack("<I", at) + told) + _record(0x0A, b"")
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet += _cell(number, column, value, since_1904)
    if merged:
        regions = b"".join(struct.pack("<HHHH", *one) for one in merged)
        sheet += _record(0xE5, struct.pack("<H", len(merged)) + regions)
    return _compound("Workbook", globals_ + sheet + _record(0x0A, b""))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, value: Any, since_1904: bool) -> bytes:
    if value == "":
        return b""
    if isinstance(value, date):
        days = (value - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days
        return _record(0x203, struct.pack("<HHHd", row, column, _DATED, days))
    if isinstance(value, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, _PLAIN, value))
    text = str(value)
    head = struct.pack("<HHHHB", row, column, _PLAIN, len(text), 1)
    return _record(0x204, head + text.encode("utf-16-le"))


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file of one stream: head, table of sectors, directory, the stream."""
    stream = stream.ljust(max(len(stream), 4096), b"\0")  # smaller ones would go into a table of their own
    stream += b"\0" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    assert len(table) == SECTOR, "one sector of the table holds 128"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHHHIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, _END, 0, _END)
    head += struct.pack("<II", 0, 0).ljust(440, b"\xff")
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    return head + table + directory.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    words = name.encode("utf-16-le")
    told = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words) + 2, kind, 1, _FREE, _FREE, child)
    return told + bytes(36) + struct.pack("<IQ", first, size)
