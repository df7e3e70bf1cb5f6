"""Files to load, made for tests: a sheet of rows as .xlsx, with whatever Excel does to it."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.register.tests.factories import number

HEADS = (
    "小区",
    "楼栋",
    "单元",
    "室号",
    "与户主关系",
    "姓名",
    "性别",
    "身份证号码",
    "出生日期",
    "联系电话",
    "备注",
)


def row(name: str = "王秀英", *, room: str = "501室", relation: str = "户主", **more: Any) -> list[Any]:
    """One resident as a row below `HEADS`."""
    values = {
        "小区": "春晖新村",
        "楼栋": "3幢",
        "单元": "2单元",
        "室号": room,
        "与户主关系": relation,
        "姓名": name,
        "性别": "",
        "身份证号码": "",
        "出生日期": "",
        "联系电话": "",
        "备注": "",
    }
    return [(values | more)[head] for head in HEADS]


def family() -> list[list[Any]]:
    """Three people of one household, and one next door without a number."""
    return [
        row("王秀英", 身份证号码=number("19580312", 2), 性别="女", 联系电话="13655550000"),
        row("李建国", relation="配偶", 身份证号码=number("19560102", 1)),
        row("李小明", relation="子", 身份证号码=number("19850607", 3)),
        row("陈四", room="502室", 出生日期="1970-01-02"),
    ]


def book(
    rows: Sequence[Sequence[Any]],
    *,
    heads: Sequence[str] = HEADS,
    title: str = "某社区常住人口台账",
    also: Callable[[Any, Any], None] | None = None,
    **options: Any,
) -> bytes:
    """An .xlsx with a title over the whole width, a note, headings and rows; `also` adds to book and page."""
    stream = io.BytesIO()
    made: Any = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    page = made.add_worksheet("居民")
    page.merge_range(0, 0, 0, len(heads) - 1, title)
    page.write(1, 0, "填表说明：一人一行")
    for at, one in enumerate([heads, *rows], start=2):
        for column, value in enumerate(one):
            page.write(at, column, value)
    if also:
        also(made, page)
    made.close()
    return stream.getvalue()
