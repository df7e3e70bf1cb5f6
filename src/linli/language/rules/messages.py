"""Reading spreadsheets of citizens' messages (留言编号, 留言用户, 留言主题, 留言时间, 留言详情, with 反对数 and 点赞数
or with 答复意见 and 答复时间). Rows stream; every cell that cannot be read is reported, and no row vanishes
unreported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from python_calamine import CalamineError, CalamineWorkbook

from linli.kit.errors import Refused
from linli.language.rules.dates import read_time
from linli.language.rules.plain import tidy

NUMBER, USER, SUBJECT, AT, WORDS = "留言编号", "留言用户", "留言主题", "留言时间", "留言详情"
AGAINST, SUPPORT, REPLY, REPLIED_AT = "反对数", "点赞数", "答复意见", "答复时间"
_NEEDED = (NUMBER, SUBJECT, AT, WORDS)
_HEADING_WITHIN = 10
_DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be read: row as the spreadsheet counts it, column heading, value and reason."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message, with its official reply if it has one. `at` is None only where a BadCell says why."""

    number: int | str
    user: str
    subject: str
    words: str
    at: datetime | None
    against: int
    support: int
    reply: str | None
    replied_at: datetime | None


def read_messages(path: Path, bad: list[BadCell], *, tz: tzinfo = _DEFAULT_ZONE) -> Iterator[Message]:
    """The messages of the first sheet, cells that cannot be read put on `bad`.

    Refuses a file that is no spreadsheet (`messages/unreadable`) or lacks a column (`messages/missing-columns`).
    A row without number or words, or with a number seen before, is reported and left out.
    """
    rows = enumerate(_rows(path), start=1)
    columns = _columns(rows)
    seen: dict[int | str, int] = {}
    for count, cells in rows:
        if not any(str(cell).strip() for cell in cells):
            continue
        row = _Row(
            count, {name: cells[place] for name, place in columns.items() if place < len(cells)}, tz, bad
        )
        message = row.message()
        if not _is_whole(row, message):
            continue
        if (first := seen.setdefault(message.number, count)) != count:
            row.report(NUMBER, f"与第 {first} 行编号相同 / same number as row {first}")
            continue
        yield message


def _rows(path: Path) -> Iterator[list[object]]:
    try:
        with path.open("rb") as file:
            sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        for row in sheet.iter_rows():
            yield list(row)
    except (CalamineError, OSError) as error:
        raise Refused(
            "messages/unreadable",
            zh=f"读不出这个表格文件：{path.name}。请另存为 .xlsx 后再试。",
            en=f"Cannot read {path.name} as a spreadsheet. Save it as .xlsx and try again.",
        ) from error


def _columns(rows: Iterator[tuple[int, list[object]]]) -> dict[str, int]:
    """Where each column is, by the heading, which may stand below a title or a note."""
    for _, cells in islice(rows, _HEADING_WITHIN):
        columns = {tidy(str(cell)): place for place, cell in reversed(list(enumerate(cells)))}
        if all(name in columns for name in _NEEDED):
            return columns
    raise Refused(
        "messages/missing-columns",
        zh=f"前 {_HEADING_WITHIN} 行里没有这样的表头：{'、'.join(_NEEDED)}。请核对列名。",
        en=f"No heading with {', '.join(_NEEDED)} in the first {_HEADING_WITHIN} rows. Check the column names.",
    )


def _is_whole(row: "_Row", message: Message) -> bool:
    """Whether the row can be told from others and says anything; what it lacks is reported."""
    if message.number == "":
        row.report(NUMBER, "没有编号 / no number")
    if not message.words and not message.subject:
        row.report(WORDS, "没有内容 / no words")
    return message.number != "" and bool(message.words or message.subject)


class _Row:
    """One row with the means to read its cells and to say what is wrong with them."""

    def __init__(self, count: int, cells: Mapping[str, object], tz: tzinfo, bad: list[BadCell]) -> None:
        self._count, self._cells, self._tz, self._bad = count, cells, tz, bad

    def message(self) -> Message:
        reply = self._text(REPLY)
        return Message(
            number=self._identity(),
            user=self._text(USER),
            subject=" ".join(self._text(SUBJECT).split()),
            words=self._text(WORDS),
            at=self._time(AT, needed=True),
            against=self._count_of(AGAINST),
            support=self._count_of(SUPPORT),
            reply=reply or None,
            replied_at=self._time(REPLIED_AT, needed=bool(reply)),
        )

    def report(self, column: str, reason: str) -> None:
        self._bad.append(BadCell(self._count, column, str(self._cells.get(column, ""))[:200], reason))

    def _text(self, column: str) -> str:
        value = self._cells.get(column, "")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return tidy(str(value))

    def _identity(self) -> int | str:
        text = self._text(NUMBER)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else text

    def _count_of(self, column: str) -> int:
        text = self._text(column)
        if text.isascii() and text.isdigit() and len(text) <= 9:
            return int(text)
        if column in self._cells and text:
            self.report(column, "不是个数 / not a count")
        return 0

    def _time(self, column: str, *, needed: bool) -> datetime | None:
        value = self._cells.get(column, "")
        if not needed and value == "":
            return None
        try:
            return read_time(value, self._tz)
        except ValueError as error:
            self.report(column, str(error))
            return None
