"""Spreadsheets of messages: the real ones whole, made ones with everything wrong that can be."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from linli.kit.errors import Refused
from linli.language.rules.messages import BadCell, Message, read_messages
from linli.language.tests.real import REAL_MESSAGES, needs_real_messages

HERE = ZoneInfo("Asia/Shanghai")
HEADING = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]


def sheet(path: Path, *rows: list[object], date_1904: bool = False) -> Path:
    with xlsxwriter.Workbook(path, {"date_1904": date_1904}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(number, place, cell, day)
                else:
                    page.write(number, place, cell)
    return path


def read(path: Path) -> tuple[list[Message], list[BadCell]]:
    bad: list[BadCell] = []
    return list(read_messages(path, bad)), bad


@needs_real_messages
@pytest.mark.parametrize(
    ("name", "count", "answered"), [("timeline.xlsx", 4326, 0), ("replies.xlsx", 2816, 2816)]
)
def test_the_real_messages_are_read_whole(name: str, count: int, answered: int) -> None:
    messages, bad = read(REAL_MESSAGES / name)
    assert (len(messages), len({message.number for message in messages}), bad) == (count, count, [])
    assert all(message.at and message.subject and message.words for message in messages)
    assert (
        sum(message.reply is not None and message.replied_at is not None for message in messages) == answered
    )
    assert all(message.replied_at > message.at for message in messages if message.replied_at and message.at)


@needs_real_messages
def test_the_two_real_files_share_no_number() -> None:
    numbers = [
        message.number
        for name in ("timeline.xlsx", "replies.xlsx")
        for message in read(REAL_MESSAGES / name)[0]
    ]
    assert len(set(numbers)) == len(numbers) == 7142


@pytest.mark.parametrize("date_1904", [False, True])
def test_times_in_every_form(tmp_path: Path, date_1904: bool) -> None:
    cells: list[object] = ["2019/2/28 11:25:05", datetime(2019, 2, 28, 11, 25, 5), 43524.4757523148]  # noqa: DTZ001
    rows: list[list[object]] = [
        [number, "u", "主题", cell, "内容", 0, 1] for number, cell in enumerate(cells, start=1)
    ]
    messages, bad = read(sheet(tmp_path / "a.xlsx", list(HEADING), *rows, date_1904=date_1904))
    assert not bad
    assert {message.at for message in messages} == {datetime(2019, 2, 28, 11, 25, 5, tzinfo=HERE)}


def test_every_bad_cell_is_named_and_no_row_vanishes(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [1, "u", "主题", "很久以前", "\n\t\t内容\xa0一 \n\n\t二\n", 0, 1],
        ["", "u", "主题", "2019/2/28", "内容", 0, 1],
        [1, "u", "主题", "2019/2/28", "内容", 0, 1],
        [2, "u", "", "2019/2/28", "", 0, 1],
        ["x-3", "u", "主题", "2019/2/28", "内容", "许多", -1],
        ["", "", "", "", "", "", ""],
        [4, "u", "主题", "2019/2/28", "内容", "", ""],
    ]
    messages, bad = read(sheet(tmp_path / "a.xlsx", ["市民留言"], list(HEADING), *rows))
    assert [message.number for message in messages] == [1, "x-3", 4]
    assert (messages[0].words, messages[0].at) == ("内容 一\n二", None)
    assert [(one.row, one.column) for one in bad] == [
        (3, "留言时间"),
        (4, "留言编号"),
        (5, "留言编号"),
        (6, "留言详情"),
        (7, "反对数"),
        (7, "点赞数"),
    ]
    assert bad[0].value == "很久以前"
    assert "第 3 行" in bad[2].reason


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        ["答复时间", "答复意见", "多余", "留言详情", "留言时间", "留言主题", "留言编号"],
        ["2019/3/1 9:00:00", "已办", "-", "内容", "2019/2/28", "主题", 7],
    )
    messages, bad = read(path)
    assert not bad
    assert (messages[0].reply, messages[0].replied_at) == ("已办", datetime(2019, 3, 1, 9, tzinfo=HERE))


@pytest.mark.parametrize("missing", ["留言编号", "留言主题", "留言时间", "留言详情"])
def test_a_file_without_a_needed_column_is_refused(tmp_path: Path, missing: str) -> None:
    path = sheet(tmp_path / "a.xlsx", [name for name in HEADING if name != missing], [1, 2, 3])
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.type == "messages/missing-columns"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"number,subject\n1,a\n"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Refused) as refused:
        read(tmp_path / "a.xlsx")
    assert refused.value.type == "messages/unreadable"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path / "none.xlsx")
