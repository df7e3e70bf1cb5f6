"""A ledger of residents to load: an .xlsx as a subdistrict keeps it (title over the whole width, a note row, Chinese
headings), with invented people; one row in a hundred holds a mistake. The same number gives the same people."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from linli.register.rules.numbers import check_digit

HEADS = (
    "序号",
    "小区",
    "楼栋",
    "单元",
    "室号",
    "与户主关系",
    "姓名",
    "性别",
    "身份证号码",
    "出生日期",
    "民族",
    "政治面貌",
    "文化程度",
    "婚姻状况",
    "职业",
    "工作单位",
    "联系电话",
    "户籍地址",
    "人户状态",
    "备注",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余"
_GIVEN = (
    "秀英建国志强丽芳伟敏静磊洋艳勇娟涛明超霞平刚桂兰玉梅文华海燕红军晓东春生凤琴金龙小雨欣怡浩然子轩梓涵思远"
)
_ESTATES = ("春晖新村", "桂园", "荷塘月色花园", "东港家苑", "望湖里", "银杏苑")
_WORK = ("退休", "职员", "教师", "工人", "个体经营", "学生", "医护", "保安", "无业", "工程师")
_MISTAKES = ("ruined", "check", "name", "sex", "room", "born", "twice")
BASE = date(1936, 1, 1)


def rows(count: int, *, wrong: float = 0.01, seed: int = 7) -> Iterator[tuple[list[Any], str]]:
    """So many rows, each with the kind of mistake that is in it, or none."""
    chance = random.Random(seed)
    last = ""
    used: set[str] = set()
    for number in range(count):
        born = BASE + timedelta(days=chance.randrange(32_000))
        sex = chance.randrange(2)
        while (
            first := f"3205{chance.randrange(1, 10):02d}{born:%Y%m%d}{chance.randrange(499) * 2 + sex:03d}"
        ) in used:
            born += timedelta(days=1)
        used.add(first)
        row = _row(chance, number, first + check_digit(first), born, sex)
        mistake = chance.choice(_MISTAKES) if number > 2 and chance.random() < wrong else ""
        _spoil(row, mistake, last)
        last = row[8] if not mistake else last
        yield row, mistake


def _row(chance: random.Random, number: int, citizen: str, born: date, sex: int) -> list[Any]:
    home, place = divmod(number, 3)
    building, at = divmod(home, 132)
    stair, room = divmod(at, 66)
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2))))
    return [
        number + 1,
        _ESTATES[building % len(_ESTATES)],
        f"{building // len(_ESTATES) + 1}幢",
        f"{stair + 1}单元",
        f"{room // 2 + 1}{room % 2 + 1:02d}室",
        ("户主", "配偶", "子" if sex else "女")[place],
        name,
        "男" if sex else "女",
        citizen,
        born.isoformat(),
        "汉族" if chance.random() < 0.96 else "回族",
        chance.choice(("群众", "群众", "群众", "中共党员", "共青团员")),
        chance.choice(("小学", "初中", "高中", "大专", "本科")),
        "已婚" if place < 2 else "未婚",
        chance.choice(_WORK),
        f"第{chance.randrange(400)}纺织厂" if chance.random() < 0.4 else "",
        f"1{chance.choice('3578')}{chance.randrange(10**9):09d}",
        f"江苏省苏州市{building % 90 + 1}号",
        chance.choice(("户在人在", "户在人在", "人户分离", "人在户不在")),
        "",
    ]


def _spoil(row: list[Any], mistake: str, last: str) -> None:
    """Put a mistake in, as people and Excel make them."""
    if mistake == "ruined":
        row[8] = float(row[8][:15] + "000")
    elif mistake == "check":
        row[8] = row[8][:17] + ("1" if row[8][17] != "1" else "2")
    elif mistake == "name":
        row[6] = ""
    elif mistake == "sex":
        row[7] = "女" if row[7] == "男" else "男"
    elif mistake == "room":
        row[4] = ""
    elif mistake == "born":
        row[9] = "1958-13-40"
    elif mistake == "twice":
        row[8] = last


def write(path: Path, count: int, *, wrong: float = 0.01) -> dict[int, str]:
    """Write the ledger; the rows with mistakes by their number in the file, each with its kind."""
    book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    page = book.add_worksheet("居民")
    page.write_string(0, 0, "某社区常住人口台账")
    page.write_string(1, 0, "填表说明：身份证号码请以文本填写；一人一行。")
    page.write_row(2, 0, HEADS)
    spoiled: dict[int, str] = {}
    for at, (row, mistake) in enumerate(rows(count, wrong=wrong), start=3):
        page.write_row(at, 0, row)
        if mistake:
            spoiled[at + 1] = mistake
    book.close()
    return spoiled
