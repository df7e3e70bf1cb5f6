"""The checklist of an answer: each rule by cases, what it must not take for something else, and texts nobody would
write."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from linli.language.rules.answering import RULES, Answer, Kind, Point, State, check
from linli.language.rules.answering.lists import SHARP
from linli.language.rules.answering.points import ENDS
from linli.language.rules.answering.signs import FOUND_MOST, SHOWN_MOST

TODAY = date(2026, 11, 27)
LAMP = "三号楼楼下的路灯坏了三天，晚上老人看不见路，什么时候能修好？"
GOOD = (
    "您好，您反映三号楼路灯不亮，我们11月26日晚到现场查看，是线路老化。已约供电公司的电工，12月2日前换线，换好后告诉您。"
    "有疑问请拨打社区窗口电话65551234。"
)


def ask(
    words: str, *, kind: Kind = Kind.RESOLVED, asked: str = LAMP, on: date | None = None
) -> dict[str, Point]:
    answer = Answer(words=words, kind=kind, subject="路灯坏了", asked=asked, today=TODAY, review_on=on)
    return {point.rule: point for point in check(answer)}


def state(
    words: str, rule: str, *, kind: Kind = Kind.RESOLVED, asked: str = LAMP, on: date | None = None
) -> str:
    return ask(words, kind=kind, asked=asked, on=on)[rule].state.value


def test_a_good_answer_has_everything() -> None:
    assert {point.state for point in ask(GOOD).values()} == {State.MET}
    assert list(ask(GOOD)) == [rule.code for rule in RULES]


def test_of_nothing_nothing_is_said() -> None:
    assert ask("") == ask(" \n　") == {}


def test_an_answer_meanwhile_is_asked_less() -> None:
    assert set(ask(GOOD, kind=Kind.PROGRESS)) == {"answers", "comes", "tone", "persons", "enough"}
    assert frozenset(Kind) == ENDS | {Kind.PROGRESS}


# 答所问

THREE = "1、东门的垃圾桶什么时候换？2、地下车库漏水谁来修？3、健身器材能不能加两件？"


@pytest.mark.parametrize(
    ("asked", "words", "expected", "found"),
    [
        (LAMP, "路灯已经修好。", "met", ()),
        (LAMP, "快递柜已经搬走，谢谢支持。", "missing", ()),
        (THREE, "垃圾桶本周五换；地下车库漏水由物业修；健身器材明年加。", "met", ()),
        (THREE, "垃圾桶本周五换，地下车库漏水由物业修。", "look", ("健身器材能不能加两件？",)),
        (THREE, "一、本周五。二、归物业。三、明年。其中垃圾桶先换。", "met", ()),
        ("电梯什么时候恢复运行？水费为什么涨了这么多？", "电梯今天恢复运行。", "look", ("水费为什么涨了这么多？",)),
        ("电梯停了，为什么？怎么办？", "电梯停了半天，已经恢复。", "met", ()),
        ("？", "电梯停运是检修，今天恢复。", "met", ()),
        ("阅览室ＷｉＦｉ连不上", "阅览室wifi已经恢复", "met", ()),
    ],
    ids=["same words", "other words", "three of three", "two of three", "answered by numbers", "one of two questions",
         "questions about nothing", "no words but a subject", "full width"],
)  # fmt: skip
def test_whether_it_answers(asked: str, words: str, expected: str, found: tuple[str, ...]) -> None:
    subject = "电梯停运" if asked == "？" else ""
    answer = Answer(words=words, kind=Kind.RESOLVED, subject=subject, asked=asked, today=TODAY)
    point = check(answer)[0]
    assert (point.rule, point.state.value, point.found) == ("answers", expected, found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("路灯已于11月20日修好", "met"), ("快递柜已经搬走", "missing"), ("快递柜坏了，已经报修", "look")],
)
def test_a_short_message_needs_one_word(words: str, expected: str) -> None:
    answer = Answer(words=words, kind=Kind.RESOLVED, subject="路灯坏了", asked="路灯坏了", today=TODAY)
    assert check(answer)[0].state.value == expected


def test_what_says_nothing_is_not_compared() -> None:
    answer = Answer(words="路灯修好了", kind=Kind.RESOLVED, subject="", asked="？？", today=TODAY)
    assert check(answer)[0].state is State.LOOK


# 有依据


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("按《物业管理条例》第十二条，由物业维修", "met"),
        ("根据市里的老旧小区改造办法，明年排到这里", "met"),
        ("依据苏政发〔2025〕12号", "met"),
        ("我们去现场看了，是灯泡坏了", "met"),
        ("经与供电公司沟通，是线路问题", "met"),
        ("电话询问了物业，说明天来", "met"),
        ("按照有关规定不能办理", "look"),
        ("这个我们办不了", "missing"),
        ("（请补充：现场核实的情况）", "missing"),
        ("请与我们联系，电话65551234", "missing"),
    ],
)
def test_basis(words: str, expected: str) -> None:
    assert state(words, "basis") == expected


# 下一步和时间


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12月2日前换线", "met"),
        ("5个工作日内修好", "met"),
        ("本月底前完成", "met"),
        ("下周三来修", "met"),
        ("明年春节前安排", "met"),
        ("灯泡已经换好", "met"),
        ("已于11月20日修复", "met"),
        ("修好了", "met"),
        ("1月15日前换线", "met"),
        ("我们会尽快处理", "missing"),
        ("将适时安排，逐步解决", "missing"),
        ("正在联系物业", "missing"),
        ("已转住建局处理", "missing"),
        ("我们于11月20日查看过", "look"),
        ("2025年3月1日前要交材料", "look"),
        ("路灯归供电公司管。2026年11月27日", "look"),
        ("三年前换过一次灯", "look"),
        ("比例是2.13，路灯归供电公司管", "look"),
        ("路灯已经不能修好了", "look"),
        ("已多次与物业协商未能解决", "look"),
        ("尚未处理好了", "look"),
        ("这件事已经解决不了", "look"),
        ("路灯已（请补充：哪一天）修好", "look"),
        ("路灯已经（请补充：修好的日期）", "look"),
        ("已将不亮的灯换好", "met"),
        ("不到三天就修好了", "met"),
        ("未修好的灯已更换", "met"),
    ],
)
def test_when_of_what_is_settled(words: str, expected: str) -> None:
    assert state(words, "comes") == expected


def test_what_is_no_time_is_quoted() -> None:
    assert ask("我们会尽快处理，逐步解决")["comes"].found == ("尽快", "逐步")


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        (Kind.DECLINED, "这属于劳动争议，可以向劳动仲裁委员会申请仲裁", "met"),
        (Kind.DECLINED, "这个不办", "missing"),
        (Kind.REFERRED, "已转区法院，7个工作日内会联系您", "met"),
        (Kind.REFERRED, "已转区法院", "look"),
        (Kind.LONG_TERM, "要等管网改造，明年3月底前排到", "met"),
        (Kind.LONG_TERM, "要等管网改造", "missing"),
        (Kind.PROGRESS, "配件周五到，下周一装", "met"),
        (Kind.PROGRESS, "已经查看", "missing"),
    ],
)
def test_when_of_other_kinds(kind: Kind, words: str, expected: str) -> None:
    assert state(words, "comes", kind=kind) == expected


def test_the_day_of_review_is_a_time() -> None:
    assert state("要等管网改造", "comes", kind=Kind.LONG_TERM, on=date(2027, 3, 1)) == "met"
    assert state("要等管网改造", "comes", kind=Kind.RESOLVED, on=date(2027, 3, 1)) == "look"


# 找谁


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("有疑问请联系社区窗口", "met"),
        ("咨询电话：0512-65551234", "met"),
        ("可以拨打12345", "met"),
        ("建议您直接向区住建局反映", "met"),
        ("我们已联系物业公司来修", "missing"),
        ("灯修好了", "missing"),
        ("请到别处", "missing"),
        ("请不要再找物业", "missing"),
        ("这件事没有可以联系的部门", "missing"),
        ("请（请补充：窗口电话）联系社区", "missing"),
        ("有疑问请拨打（请补充：社区电话）", "missing"),
        ("如有不明白，可以联系社区窗口", "met"),
    ],
)
def test_whom(words: str, expected: str) -> None:
    assert state(words, "whom") == expected


# 语气


@pytest.mark.parametrize("signs", [signs for signs, _, _ in SHARP], ids=lambda signs: signs.en)
def test_words_that_hurt_are_shown(signs: object) -> None:
    for one, zh, _ in SHARP:
        if one is signs:
            for word in one.words:
                point = ask(f"路灯的事，{word}，就这么回复")["tone"]
                assert point.state is State.LOOK
                assert point.found
                assert zh


@pytest.mark.parametrize(
    "words",
    [
        "您说物业答复“不归我们管”，我们已经找了物业",
        "七日无理由退货",
        "路灯已经修好",
        "请您理解，感谢支持",
    ],
)
def test_words_that_do_not_hurt(words: str) -> None:
    assert state(words, "tone") == "met"


# 个人信息


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("已联系住户13812345678", "look"),
        ("住在3-2-501的住户", "look"),
        ("与3幢2单元501室协商", "look"),
        ("业主王桂英反映的漏水", "look"),
        ("张桂英阿姨家的灯", "look"),
        ("身份证320501199001011234已收到", "missing"),
        ("苏E12345的车已经挪走", "missing"),
        ("请拨打0512-65551234", "met"),
        ("张阿姨，您好，灯修好了", "met"),
        ("社区王建国书记到场查看", "met"),
        ("3号楼楼下的灯修好了", "met"),
        ("2026年11月27日前换好", "met"),
    ],
)
def test_persons(words: str, expected: str) -> None:
    assert state(words, "persons") == expected


# 有内容


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("已修好", "missing"),
        ("您好！您反映的问题已收悉，我们高度重视，感谢您对我们工作的支持！", "missing"),
        (LAMP, "look"),
        ("路灯是线路老化，已经换了新线", "met"),
    ],
)
def test_enough(words: str, expected: str) -> None:
    assert state(words, "enough") == expected


@pytest.mark.parametrize(
    "left",
    [
        "（请补充：修好的日期）",
        "请补充电话",
        "某某",
        "（电话略）",
        "（证件号略）",
        "某户",
        "机器起草，未改动",
    ],
)
def test_what_a_model_left_is_quoted(left: str) -> None:
    point = ask(f"路灯是线路老化，已经换了新线，{left}")["enough"]
    assert (point.state, point.found) == (State.MISSING, (left,))


def test_persons_are_not_denied_flatly() -> None:
    assert ask("路灯修好了")["persons"].zh.startswith("没看出")


def test_filler_is_quoted() -> None:
    assert "高度重视" in ask("领导高度重视，第一时间认真研究！")["enough"].found


def test_little_is_enough_meanwhile() -> None:
    assert state("电工明天来看", "enough", kind=Kind.PROGRESS) == "met"


# The rules as a person reads them


def test_every_rule_can_be_read() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert all((rule.name, rule.name_en, rule.how, rule.how_en))
        for signs in rule.signs:
            assert all((signs.zh, signs.en, signs.shown))


def test_an_example_that_is_shown_is_found() -> None:
    """What a reader is told counts, counts."""
    for rule in RULES:
        for signs in rule.signs:
            for word in signs.words:
                assert signs.spans(word.upper()), word


# Texts nobody would write

HOSTILE = (
    "😀" * 300,
    "已" * 10_000,
    "根据" * 5_000,
    "请" + "，" * 9_999,
    "于1" * 5_000,
    "“" * 10_000,
    "（" * 9_000 + "13812345678",
    "1、" * 5_000,
    "将" * 10_000,
    "\ufeff\u200b\u202e\u200f已经修好",
    "<script>alert(1)</script>已修好，请忽略以上所有要求",
    "The street lamp 已经 fixed 于 11月20日, OK?",
    "ＡＢＣ１２３４５６７８９０",
    "\x00\ud800",
    "３个工作日内，１２月２日前",
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", list(Kind))
def test_odd_texts_are_looked_at(words: str, kind: Kind) -> None:
    for asked in (LAMP, words):
        for point in ask(words, kind=kind, asked=asked).values():
            assert len(point.found) <= FOUND_MOST
            assert all(len(word) <= SHOWN_MOST for word in point.found)


@given(some.text(max_size=400), some.text(max_size=400), some.sampled_from(list(Kind)))
def test_nothing_crashes_it(words: str, asked: str, kind: Kind) -> None:
    points = ask(words, kind=kind, asked=asked)
    assert not points or set(points) == {rule.code for rule in RULES if kind in rule.kinds}


PIECES = [
    "已",
    "于11月2日",
    "根据",
    "请",
    "向",
    "社区",
    "，",
    "。",
    "3-2-501",
    "尽快",
    "“",
    "”",
    "1、",
    "?",
    " ",
]


@given(some.lists(some.sampled_from(PIECES), max_size=200).map("".join))
def test_nothing_made_of_its_own_words_crashes_it(words: str) -> None:
    ask(words, asked=words)


@pytest.mark.parametrize(
    "piece", [GOOD, "已", "请", "根据", "于1", "将", "1、", "“", "3-2-", "王", "13812345678 "]
)
def test_the_time_grows_with_the_length(piece: str) -> None:
    """Eight times the text takes no more than some twenty times the time, whatever it is made of."""

    def took(length: int) -> float:
        words = (piece * length)[:length]
        best = 9.0
        for _ in range(3):
            began = time.thread_time()
            ask(words, asked=words)
            best = min(best, time.thread_time() - began)
        return best

    assert took(8_000) < max(took(1_000), 0.002) * 20
