"""Opening a file of rows: .xlsx and what WPS writes, .xls, .ods, .csv. The file is looked at from outside first (size,
what it would unpack to), then read by a process of its own (`apart`)."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import msgspec

from linli.kit.errors import Refused, TooLarge
from linli.kit.spreadsheets import apart

BYTES_MOST = 20 * 1024 * 1024
UNPACKED_MOST = 400 * 1024 * 1024
RATIO_MOST = 150
MEMBERS_MOST = 2_000
ROWS_MOST = 300_000
_SOURCES = Path(__file__).parents[3]
_COUNT = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet as it was found: its number in the file, how large, whether hidden, and the rows at its beginning."""

    number: int
    name: str
    hidden: bool
    height: int
    width: int
    head: list[list[Any]]


class Opened:
    """A file that is being read."""

    def __init__(self, process: "subprocess.Popen[bytes]", sheets: list[SheetRead]) -> None:
        self._process = process
        self.sheets = sheets

    def rows(self, number: int) -> Iterator[tuple[int, list[list[Any]]]]:
        """Batches of a sheet's rows, each with the number in the sheet of its first (from 0); cells of merged regions
        that go down hold what the first of them holds."""
        asked = self._process.stdin
        assert asked is not None  # noqa: S101 - a pipe was asked for
        asked.write(_COUNT.pack(number))
        asked.flush()
        merged = _Merged(_frame(self._process))
        at = 0
        while batch := _frame(self._process):
            merged.fill(batch, at)
            yield at, batch
            at += len(batch)


@contextmanager
def opened(content: bytes, *, cell_most: int = apart.CELL_MOST) -> Generator[Opened]:
    """The file, while it is read by a process that knows nothing of this one's keys; of a cell no more than so many
    characters. Refused: too large, a bomb, locked, damaged, more rows than a load takes."""
    check(content)
    env = {"PYTHONPATH": str(_SOURCES), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    words = [sys.executable, "-m", "linli.kit.spreadsheets.apart"]
    process = subprocess.Popen(  # noqa: S603 - our own program, told through its standard input
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
    )
    try:
        yield Opened(process, _heads(process, content, cell_most))
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            _shut(pipe)
        process.wait()


def _shut(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        pass


def _heads(process: "subprocess.Popen[bytes]", content: bytes, cell_most: int) -> list[SheetRead]:
    given = process.stdin
    assert given is not None  # noqa: S101 - a pipe was asked for
    try:
        given.write(_COUNT.pack(cell_most) + _COUNT.pack(len(content)))
        given.write(content)
        given.flush()
    except BrokenPipeError as error:
        raise broken() from error
    told = _frame(process)
    if "error" in told:
        raise {apart.LOCKED: locked, apart.LONG: unclosed}.get(told["error"], broken)()
    sheets = [
        SheetRead(number, one["name"], one["hidden"], one["size"][0], one["size"][1], one["head"])
        for number, one in enumerate(told["sheets"])
    ]
    if sum(one.height for one in sheets) > ROWS_MOST:
        raise Refused(
            "sheets/too-many-rows",
            zh=f"表里超过{ROWS_MOST // 10_000}万行，请分成几个文件",
            en=f"More than {ROWS_MOST} rows: split the file",
        )
    return sheets


def _frame(process: "subprocess.Popen[bytes]") -> Any:
    """The next frame. Refused where the other end is gone, which is what happens to a sheet without end."""
    source = process.stdout
    assert source is not None  # noqa: S101 - a pipe was asked for
    length = source.read(_COUNT.size)
    if len(length) == _COUNT.size and _COUNT.unpack(length)[0] <= apart.FRAME_MOST:
        frame = source.read(_COUNT.unpack(length)[0])
        if len(frame) == _COUNT.unpack(length)[0]:
            return msgspec.msgpack.decode(frame)
    raise Refused(
        "sheets/unreadable",
        zh="这个表读不下来：里面的格子太多、太远或内容不对，请把要用的几列复制到新表再上传",
        en="This sheet cannot be read: too many cells, or one far out; copy what is wanted into a new one",
    )


class _Merged:
    """Regions one column wide that go over several rows, and what their first cells hold."""

    def __init__(self, regions: list[tuple[int, int, int, int]]) -> None:
        self._regions = sorted((top, bottom, left) for top, left, bottom, right in regions if left == right)
        self._held: dict[tuple[int, int], Any] = {}

    def fill(self, batch: list[list[Any]], at: int) -> None:
        """Put a region's value into all of its cells in a batch whose first row is `at`."""
        for top, bottom, column in self._regions:
            if top >= at + len(batch):
                break
            if bottom < at or bottom == top:
                continue
            if top >= at and column < len(batch[top - at]):
                self._held[top, column] = batch[top - at][column]
            value = self._held.get((top, column), "")
            for row in batch[max(top, at) - at : bottom + 1 - at]:
                if column < len(row):
                    row[column] = value


def check(content: bytes) -> None:
    """Refuse what is no file of rows, from outside: nothing is unpacked."""
    if not content:
        raise Refused("file/empty", zh="文件是空的", en="The file is empty")
    if len(content) > BYTES_MOST:
        raise TooLarge(
            "file/too-large",
            zh=f"文件太大，不超过{BYTES_MOST // 1024 // 1024}MB，请分成几个文件",
            en=f"Too large: {BYTES_MOST // 1024 // 1024} MB at most; split the file",
        )
    if content.startswith(b"PK\x03\x04"):
        _check_package(content)
    elif (
        not content.startswith(b"\xd0\xcf\x11\xe0")
        and b"\x00" in content[:4096]
        and content[:2] not in _UTF16
    ):
        raise Refused(
            "sheets/unknown-kind",
            zh="不是表格文件，请上传xlsx、xls、et、ods或csv",
            en="Not a sheet: send xlsx, xls, et, ods or csv",
        )


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError) as error:
        raise broken() from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS_MOST or unpacked > UNPACKED_MOST or unpacked > len(content) * RATIO_MOST:
        raise Refused("file/bomb", zh="文件解压后过大，不能打开", en="The file would unpack to far too much")
    if any(member.flag_bits & 1 for member in members):
        raise locked()


def locked() -> Refused:
    """It wants a password."""
    return Refused("file/locked", zh="文件加了密码，请先去掉密码", en="The file is locked with a password")


def broken() -> Refused:
    """It does not open."""
    return Refused(
        "file/broken-paper",
        zh="文件打不开：已损坏，或不是表格文件",
        en="The file does not open: it is damaged, or no sheet",
    )


def unclosed() -> Refused:
    """A quotation mark opens a cell that never ends."""
    return Refused(
        "file/unclosed-quote",
        zh="有一格超过10万字，多半是引号少了一半：请用Excel另存为xlsx再上传",
        en="A cell has over 100,000 characters; most likely a quotation mark is not closed: save it as .xlsx",
    )
