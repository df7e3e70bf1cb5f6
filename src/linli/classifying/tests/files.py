"""Labelled files as cities send them, made for tests."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.classifying.tests.examples import PLACES, WAYS

THEIRS = {
    "facility.lamp": "城市管理 / 路灯与楼道灯",
    "facility.road": "facility.road",
    "env.garbage": "环境卫生与绿化-暴露垃圾与清运",
    "neighbour.noise_home": "噪音扰民",
}
"""What a city calls our categories: by leaf, by code, by full name, and otherwise than we do."""
CHOSEN = {label: code for code, label in THEIRS.items()}


def rows() -> list[tuple[str, str]]:
    """Category and words: four categories, forty rows each."""
    return [
        (THEIRS[category], f"{place}{way}，电话13812345678" if place == PLACES[0] else f"{place}{way}")
        for category, ways in WAYS.items()
        for way in ways
        for place in PLACES
    ]


def separated(given: Sequence[Sequence[str]], *, encoding: str = "utf-8", mark: str = ",") -> bytes:
    """Rows as separated values, the first of them the headings."""
    return "\r\n".join(mark.join(row) for row in given).encode(encoding)


def labelled(*, encoding: str = "utf-8") -> bytes:
    """A whole file, with a note above its headings, an empty row, one without category and one that comes twice."""
    first = rows()[0]
    more = [("", "没有分类的一条"), ("", ""), first]
    return separated([("某市热线工单", ""), ("分类", "诉求内容"), *rows(), *more], encoding=encoding)


def book(given: Sequence[Sequence[Any]], *, formula: str = "", hidden: bool = False, again: int = 0) -> bytes:
    """Rows as a workbook; where asked for, a failed formula in the cell right of the last row, or a hidden sheet with
    other headings before it, or further sheets of the same rows."""
    stream = io.BytesIO()
    made: Any = xlsxwriter.Workbook(stream)
    if hidden:
        made.add_worksheet("旧").hide()
    page = made.add_worksheet("工单")
    page.activate()
    for number, row in enumerate(given):
        page.write_row(number, 0, row)
    if formula:
        page.write_formula(len(given), 0, formula, None, "#N/A")
        page.write(len(given), 1, "公式算错的一行")
    for _ in range(again):
        further = made.add_worksheet()
        for number, row in enumerate(given):
            further.write_row(number, 0, row)
    made.close()
    return stream.getvalue()
