"""Keywords speak for categories; urgent words are meant in earnest or not counted."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.keywords import CategoryWords, Lexicon, urgent_words

LEXICON = Lexicon(
    [
        CategoryWords("water", ("停水", "漏水", "水压", "-停水通知"), 1),
        CategoryWords("lift", ("电梯", "电梯故障", "-加装电梯"), 2),
        CategoryWords("lift_new", ("加装电梯",), 3),
        CategoryWords("exit", ("消防通道", "堵"), 4),
        CategoryWords("parking", ("停车", "通道", "-充电桩"), 5),
        CategoryWords("wifi", ("WiFi", "宽带"), 6),
        CategoryWords("noise", ("吵", "噪音"), 7),
        CategoryWords("neighbour", ("吵", "邻居"), 8),
    ]
)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("三号楼停水两天", ["water"]),
        ("电梯故障没人修", ["lift"]),
        ("希望加装电梯", ["lift_new"]),
        ("加装电梯后电梯老是坏", ["lift_new", "lift"]),
        ("消防通道被占", ["exit"]),
        ("消防通道停车", ["exit", "parking"]),
        ("没收到停水通知", []),
        ("没收到停水通知就停水", ["water"]),
        ("停车位没有充电桩", []),
        ("ＷＩＦＩ不通", ["wifi"]),
        ("wi fi不通", ["wifi"]),
        ("停 水", ["water"]),
        ("今天天气不错", []),
        ("", []),
    ],
)
def test_suggestions(words: str, codes: list[str]) -> None:
    assert [one.code for one in LEXICON.suggest(words)] == codes


def test_the_subject_counts_double() -> None:
    assert [one.code for one in LEXICON.suggest("电梯也坏", subject="漏水")] == ["water", "lift"]
    assert LEXICON.suggest("", subject="漏水")[0].score == 2 * LEXICON.suggest("漏水")[0].score


def test_shares_add_up_and_words_are_named() -> None:
    found = LEXICON.suggest("漏水停水，邻居太吵", k=9)
    assert [one.code for one in found] == ["water", "neighbour", "noise"]
    assert sum(one.share for one in found) == pytest.approx(1.0, abs=0.001)
    assert set(found[0].matched) == {"漏水", "停水"}


def test_ties_go_by_order_and_k_limits() -> None:
    assert [one.code for one in LEXICON.suggest("吵", k=1)] == ["noise"]
    assert LEXICON.suggest("吵", k=0) == []


def test_saying_it_ten_times_is_not_ten_times_as_much() -> None:
    assert LEXICON.suggest("停水" * 10)[0].score < 2 * LEXICON.suggest("停水")[0].score


def test_an_empty_lexicon_says_nothing() -> None:
    assert Lexicon([]).suggest("停水") == []
    assert Lexicon([CategoryWords("a", ("", "-", " "))]).suggest("停水\0-") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("救命啊", ("救命",)),
        ("3栋着火了，快来人", ("着火", "快来人")),
        ("煤气泄漏", ("煤气泄漏",)),
        ("楼道里有煤气味", ("煤气味",)),
        ("老人走失两小时了", ("走失",)),
        ("有人被困电梯", ("被困",)),
        ("小孩落水", ("落水",)),
        ("邻居晕倒了", ("晕倒",)),
        ("没人接电话，楼道起火", ("起火",)),
        ("有人拿刀", ("拿刀",)),
        ("外墙砖坍塌", ("坍塌",)),
    ],
)
def test_urgent(words: str, found: tuple[str, ...]) -> None:
    assert urgent_words(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "没有着火",
        "未发生火灾",
        "周三消防演练，模拟着火",
        "着火逃生演练通知",
        "防止煤气泄漏",
        "如果着火怎么办",
        "万一着火",
        "一旦起火后果不堪设想",
        "担心老人走失",
        "预防走失手环",
        "存在触电隐患",
        "去年着火过",
        "2014年倒塌的围墙",
        "燃气泄漏报警器安装",
        "看着火车站",
        "救命稻草",
        "下落水管坏了",
        "被困扰很久",
        "跳楼价甩卖",
        "道德绑架",
        "减轻生产成本",
        "消防通道被占",
        "",
        "路灯不亮",
        "家暴露在外面",
    ],
)
def test_not_urgent(words: str) -> None:
    assert urgent_words(words) == ()


def test_a_long_letter_is_read_at_its_head_only() -> None:
    assert urgent_words("路" * 300 + "着火了") == ()


@given(
    st.text(alphabet="停水漏电梯加装消防通道堵吵邻居wifi -\n着火没有", max_size=200),
    st.text(max_size=50),
    st.integers(0, 9),
)
@settings(max_examples=300, deadline=None)
def test_never_crashes_and_shares_stay_within_one(words: str, subject: str, k: int) -> None:
    found = LEXICON.suggest(words, k, subject=subject)
    assert len(found) <= k
    assert sum(one.share for one in found) <= 1.001
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    urgent_words(words + subject)


CASES = Path(__file__).parents[4] / "web/src/field/raise/keywords.cases.json"


def test_a_phone_is_held_to_what_is_read_here() -> None:
    """The cases the phone's own matcher is tested by say what this one says."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    lexicon = Lexicon(
        CategoryWords(row["code"], tuple(row["words"]), place)
        for place, row in enumerate(cases["categories"])
    )
    for case in cases["texts"]:
        found = [
            {"code": one.code, "share": one.share, "why": list(one.matched)}
            for one in lexicon.suggest(case["text"])
        ]
        assert found == case["found"], case["text"]
