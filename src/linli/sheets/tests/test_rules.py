"""Headings and cells as people write them."""

from datetime import date
from typing import Any

import pytest

from linli.register.tests.factories import number
from linli.sheets.rules import cells, headings
from linli.sheets.rules.people import Checker
from linli.sheets.rules.places import taken_apart

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("姓 名", "name"),
        ("*身份证号码（18位）", "id_number"),
        ("公民身份号码", "id_number"),
        ("幢号", "building"),
        ("联系电话\n（手机）", "phone"),
        ("是否人户分离", "presence"),
        ("序号", ""),
        ("血型", ""),
    ],
)
def test_headings_in_the_words_of_subdistricts(title: str, field: str) -> None:
    assert headings.field_of(title) == field


def test_headings_stand_below_titles_and_above_notes() -> None:
    head = [
        ["某街道某社区人口台账", "", "", ""],
        ["填报单位：", "", "", "2026年11月"],
        ["序号", "姓名", "身份证号", "室号"],
        ["", "必填", "必填，文本格式", "例：501"],
        [1.0, "王秀英", "x", "501"],
    ]
    found = headings.find(head, {})
    assert found == headings.Head(4, ("序号", "姓名", "身份证号", "室号"))


def test_headings_over_two_rows() -> None:
    head = [
        ["姓名", "居住地址", "", "", "电话"],
        ["", "楼栋", "单元", "室号", ""],
        ["王秀英", "3", "2", "501", ""],
    ]
    found = headings.find(head, {})
    assert found == headings.Head(2, ("姓名", "楼栋", "单元", "室号", "电话"))


def test_what_was_set_for_a_source_goes_first() -> None:
    head = [["老人", "证件", "房", "姓名"]]
    assert headings.find(head, {}) is None
    found = headings.find(head, {"老人": "name", "证件": "id_number", "房": "room", "姓名": ""})
    assert found is not None
    mapping = headings.mapping_of(found.titles, {"老人": "name", "姓名": ""})
    assert mapping == {"老人": "name", "证件": "", "房": "", "姓名": ""}


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("3-2-501", "3-2-501"),
        ("3-501室", "3-501"),
        ("春晖新村3幢2单元501室", "春晖新村 3-2-501"),
        ("某街道某社区桂园12号楼1103", "桂园 12-1103"),
        ("不详", None),
    ],
)
def test_addresses_are_taken_apart(address: str, shown: str | None) -> None:
    home = taken_apart(address)
    assert (home.shown() if home else None) == shown


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("sex", "男性", "male"),
        ("sex", "不男", None),
        ("relation", "长女", "daughter"),
        ("relation", "表弟", "unknown:表弟"),
        ("presence", "户在人不在", "away"),
        ("use", "出租房", "let"),
        ("born_on", "1958.3.12", "1958-03-12"),
        ("born_on", "1958年3月", None),
        ("born_on", "2058-03-12", None),
        ("phone", "13655550000、0512-66667777", "13655550000"),
        ("phone", "66667777 ", "66667777"),
        ("phone", "136", None),
        ("age", "68岁", 68),
        ("ethnicity", "汉", "汉族"),
        ("building", "３幢", "3"),
    ],
)
def test_cells_are_kept_as_the_register_keeps_them(field: str, text: str, value: Any) -> None:
    got, problem = cells.CHECKS[field](text, TODAY)
    assert got == value
    assert (problem is None) == (value is not None)


COLUMNS = {"name": 0, "id_number": 1, "sex": 2, "born_on": 3, "age": 4, "address": 5, "relation": 6}


def checked(*rows: list[Any]) -> tuple[list[str], list[list[str]], dict[str, int]]:
    """Names of those who can be taken, fields of what is wrong, remarks."""
    checker = Checker(TODAY)
    done = checker.batch(0, 1, [list(one) for one in rows], COLUMNS)
    names = [str(one.values[0]) for one in done.people]
    return names, [[name for name, _ in one.problems] for one in done.wrong], checker.remarks


def test_contradictions_are_told() -> None:
    own = number("19580312", 1)
    names, wrong, remarks = checked(
        ["王一", own, "女", "", "", "3-501", "户主"],
        ["王二", number("19600101", 2), "女", "1961-01-01", "", "3-502", "户主"],
        ["王三", number("19600101", 4), "女", "", "30", "3-503", "户主"],
    )
    assert names == ["王三"]
    assert wrong == [["sex"], ["born_on"]]
    assert remarks == {"age": 1}


def test_nobody_stands_on_a_sheet_twice() -> None:
    own = number("19580312", 1)
    names, wrong, _ = checked(
        ["王一", own, "", "", "", "3-501", "户主"],
        ["王一", own, "", "", "", "4-501", "户主"],
        ["陈四", "", "", "1970-01-01", "", "3-502", "户主"],
        ["陈四", "", "", "1970-01-01", "", "3-502", "户主"],
    )
    assert names == ["王一", "陈四"]
    assert wrong == [["id_number"], ["name"]]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ((number("19580312", 1), ""), ("", "1958-03-12"), True),
        (("", "1958-03-12"), (number("19580312", 1), ""), True),
        (("", ""), ("", "1958-03-12"), True),
        (("", "1958-03-12"), ("", ""), True),
        (("", "1958-03-12"), ("", "1990-01-02"), False),
        ((number("19580312", 1), ""), (number("19900102", 3), ""), False),
        ((number("19580312", 1), ""), ("", "1990-01-02"), False),
    ],
)
def test_one_person_with_and_without_number_or_birthday_is_one(
    first: tuple[str, str], second: tuple[str, str], told: bool
) -> None:
    rows = [["王一", own, "", born, "", "3-501", "户主"] for own, born in (first, second)]
    names, wrong, _ = checked(*rows)
    assert (len(names), wrong) == ((1, [["name"]]) if told else (2, []))


@pytest.mark.parametrize("own", [number("19580312", 1), ""])
def test_the_same_row_of_two_sheets_is_one_person(own: str) -> None:
    checker = Checker(TODAY)
    row = ["王一", own, "", "1958-03-12", "", "3-501", "户主"]
    assert checker.batch(0, 4, [row], COLUMNS).wrong == []
    [wrong] = checker.batch(1, 4, [row], COLUMNS).wrong
    assert "第1张表第4行" in wrong.problems[0][1][0]
    assert "row 4 of sheet 1" in wrong.problems[0][1][1]


def test_members_below_their_head_may_leave_the_address_out() -> None:
    names, wrong, remarks = checked(
        ["王一", "", "", "", "", "3-501", "户主"],
        ["李二", "", "", "", "", "", "配偶"],
        ["赵三", "", "", "", "", "", "户主"],
        ["钱四", "", "", "", "", "", "子"],
    )
    assert names == ["王一", "李二"]
    assert wrong == [["room"], ["room"]]
    assert remarks["carried"] == 1
