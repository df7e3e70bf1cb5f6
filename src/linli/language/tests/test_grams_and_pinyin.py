"""Search tokens match what people type; surnames are read as families read them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.grams import MOST, grams, query_grams
from linli.language.rules.pinyin import pinyin, pinyin_initials
from linli.language.rules.plain import folded


def test_grams_of_mixed_text() -> None:
    """Words and figures first, then pairs."""
    assert grams("3栋电梯坏了，WiFi不通") == [
        "3",
        "3栋",
        "wifi",
        "wifi不",
        "栋电",
        "电梯",
        "梯坏",
        "坏了",
        "不通",
    ]


def test_each_once_and_not_too_many() -> None:
    assert grams("电梯电梯") == ["电梯", "梯电"]
    assert len(grams("".join(chr(0x4E00 + number) for number in range(3000)))) == MOST


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("电梯", "3栋电梯坏了"),
        ("３栋", "3栋电梯坏了"),
        ("3栋电梯", "在3栋电梯里"),
        ("3-2-501", "业主3-2-501反映"),
        ("3—2—501", "业主3-2-501反映"),
        ("501", "业主3-2-501反映"),
        ("WIFI", "wifi不通"),
        ("ｗｉｆｉ", "WiFi 不通"),
        ("电梯 坏", "电梯坏了"),
        ("13812345678", "电话13812345678"),
    ],
)
def test_a_query_finds_the_text(query: str, text: str) -> None:
    assert query_grams(query)
    assert set(query_grams(query)) <= set(grams(text))


def test_a_query_of_one_character_is_too_short() -> None:
    assert query_grams("电") == []
    assert query_grams("，") == []


@given(st.text(alphabet="电梯坏了路灯不亮3栋501abcＡ -，", max_size=40), st.data())
@settings(max_examples=200, deadline=None)
def test_every_stretch_of_han_is_found(text: str, data: st.DataObject) -> None:
    han = "".join(char for char in text if char in "电梯坏了路灯不亮")
    start = data.draw(st.integers(0, len(han)))
    end = data.draw(st.integers(start, len(han)))
    assert set(query_grams(han[start:end])) <= set(grams(han))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_never_crashes(text: str) -> None:
    assert len(grams(text)) <= MOST
    assert len(query_grams(text)) <= MOST
    pinyin(text)
    pinyin_initials(text)


@pytest.mark.parametrize(
    ("name", "read", "initials"),
    [
        ("张三", "zhang san", "zs"),
        ("曾小红", "zeng xiao hong", "zxh"),
        ("单雄信", "shan xiong xin", "sxx"),
        ("单于明", "chan yu ming", "cym"),
        ("解晓东", "xie xiao dong", "xxd"),
        ("仇英", "qiu ying", "qy"),
        ("朴成", "piao cheng", "pc"),
        ("区志航", "ou zhi hang", "ozh"),
        ("查良镛", "zha liang yong", "zly"),
        ("盖叫天", "ge jiao tian", "gjt"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("万俟卨", "mo qi xie", "mqx"),
        ("闾丘明", "lv qiu ming", "lqm"),
        ("长孙无忌", "zhang sun wu ji", "zswj"),
        ("缪可", "miao ke", "mk"),
        ("翟天", "zhai tian", "zt"),
        ("任静", "ren jing", "rj"),
        ("覃辉", "qin hui", "qh"),
        ("3栋王五", "3 dong wang wu", "3dww"),
        ("Ａlice", "alice", "alice"),
        ("", "", ""),
    ],
)
def test_pinyin(name: str, read: str, initials: str) -> None:
    assert pinyin(name) == read
    assert pinyin_initials(name) == initials


def test_what_is_no_person_is_read_plainly() -> None:
    assert pinyin("单位", person=False) == "dan wei"
    assert pinyin_initials("区政府", person=False) == "qzf"


@given(st.text(alphabet="电梯A1ａ２①e\u0301\u0308ﬁ㎡，。-—가\u1100\u1161㈱か\u3099\n", max_size=12))
@settings(max_examples=300, deadline=None)
def test_folding_in_parts_is_folding_the_whole(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text).casefold()
