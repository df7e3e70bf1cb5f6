"""Codes and names: tables of what is taken and what is refused with which reason."""

from typing import Any

import pytest

from linli.kit.errors import Conflict, Refused
from linli.territory import rules


@pytest.mark.parametrize("code", ["970101001001001", "97010100100100101"])
def test_a_grid_code(code: str) -> None:
    rules.check_grid_code(code)


@pytest.mark.parametrize("code", ["", "970101001001", "9701010010010011", "97010100100100x", "97" * 10])
def test_no_grid_code(code: str) -> None:
    with pytest.raises(Refused, match="territory/bad-code"):
        rules.check_grid_code(code)


@pytest.mark.parametrize("code", ["97", "9701", "970101", "970101001", "970101001001"])
def test_a_division_code(code: str) -> None:
    rules.check_division_code(code, row=1)


@pytest.mark.parametrize("code", ["", "970", "970101001001001", "９７", "97\x00", "ab"])
def test_no_division_code(code: str) -> None:
    with pytest.raises(Refused, match="Row 7"):
        rules.check_division_code(code, row=7)


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ("320508017003", "320508017003"),
        ("320508017000", "320508017"),
        ("320508000000", "320508"),
        ("320500000000", "3205"),
        ("320000000000", "32"),
        ("320508", "320508"),
        ("3205080000", "3205080000"),
        ("", ""),
        ("abcdef000000", "abcdef000000"),
    ],
)
def test_zeros_that_fill_up_a_code_are_cut(listed: str, code: str) -> None:
    assert rules.trimmed(listed) == code


@pytest.mark.parametrize("name", ["", "  ", "\t\n", "长" * 61])
def test_a_name_is_wanted(name: str) -> None:
    with pytest.raises(Refused, match="territory/bad-name"):
        rules.check_name(name, code="97")


def test_a_name_is_tidied() -> None:
    assert rules.check_name("  石榴里 \n 社区 ", code="97") == "石榴里 社区"


def test_a_name_has_no_marks_that_nobody_sees() -> None:
    assert rules.check_name("\u202e石榴里\u2066\ufeff社区\u200b", code="97") == "石榴里社区"
    with pytest.raises(Refused, match="territory/bad-name"):
        rules.check_name("\u202e\u2066", code="97")


def test_a_reason_is_tidied_and_short() -> None:
    assert rules.check_reason(" 两个网格 合并 ") == "两个网格 合并"
    with pytest.raises(Refused, match="territory/long-reason"):
        rules.check_reason("长" * 201)


def test_a_stale_version_is_refused_with_what_is_there_now() -> None:
    now: dict[str, Any] = {"name": "一号", "kind": "general", "polygon": None, "version": 3}
    rules.check_version(3, now=now)
    with pytest.raises(Conflict, match="territory/stale") as refused:
        rules.check_version(2, now=now)
    assert refused.value.extra == {"yours": 2, "now": now}


@pytest.mark.parametrize(("code", "word"), [("970101001001001", "社区"), ("97010100100100101", "网格")])
def test_a_parent_is_wanted(code: str, word: str) -> None:
    rules.check_parent(code, known=True)
    with pytest.raises(Refused, match="territory/no-parent") as refused:
        rules.check_parent(code, known=False)
    assert word in refused.value.zh


STEMS = rules.stems(
    [
        ("棉纺三舍网格", "005"),
        ("棉纺网格", "006"),
        ("柳堤小区网格", "007"),
        ("柳堤（北）网格", "008"),
        ("3号网格", "009"),
        ("第十二网格", "010"),
        ("银杏院网格", "011"),
        ("银杏院网格", "012"),
    ]
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("棉纺三舍2号楼路灯不亮", {"005"}),
        ("棉纺门口", {"006"}),
        ("棉纺三舍和柳堤小区之间", {"005", "007"}),
        ("棉纺街15号", set()),
        ("3号楼", set()),
        ("第十二中学", set()),
        ("银杏院的凉亭", set()),
        ("", set()),
    ],
)
def test_grids_named_in_a_text(text: str, codes: set[str]) -> None:
    assert rules.named(text, STEMS) == codes
