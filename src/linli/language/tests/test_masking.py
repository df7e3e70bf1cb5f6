"""What must not leave the house does not, in whatever form it was typed, and what is harmless stays."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linli.language.rules.masking import Kind, mask_name, mask_phone, mask_text, public_words
from linli.language.rules.numbers import personal_numbers
from linli.language.rules.plain import digits

PUBLIC = [
    # rooms behind a building that may be named
    ("3-2-501漏水", "3幢漏水"),
    ("2幢1单元301室", "2幢"),
    ("301室漏水", "某户漏水"),
    ("三号楼二单元五零一堵了", "三号楼堵了"),
    ("３幢２单元５０１室", "３幢"),
    ("3 - 2 - 501", "3幢"),
    ("3—2—501堵了", "3幢堵了"),
    ("三-二-五〇一", "三幢"),
    ("12-2-1501 漏水", "12幢 漏水"),
    ("1-3-2-501", "1-3幢"),
    ("3.2.501", "3幢"),
    ("3号楼 2 单元 5 0 1 室", "3号楼"),
    ("3栋，2单元，501", "3栋"),
    ("3栋501、502室都漏", "3栋都漏"),
    ("3栋501和3单元601室", "3栋和某户"),
    ("3栋5楼东户", "3栋"),
    ("3栋2单元五楼西边那户", "3栋"),
    ("A座1203", "A座"),
    ("A-1203噪音", "A幢噪音"),
    ("B栋12A", "B栋"),
    ("3#501", "3#"),
    ("3#2单元501", "3#"),
    ("1弄4号501室", "1弄4号"),
    ("甲幢乙单元302", "甲幢"),
    ("五百零一室", "某户"),
    ("六〇一室", "某户"),
    ("住502的老人", "住某户的老人"),
    ("楼上501太吵", "楼上某户太吵"),
    ("501业主", "某户业主"),
    ("501家漏水", "某户家漏水"),
    ("五组12号化粪池", "五组某户化粪池"),
    ("101-105室", "某户"),
    ("2单元301空调滴水", "某户空调滴水"),
    # a stairwell without a room is no home
    ("3号楼2单元电梯坏了", "3号楼2单元电梯坏了"),
    ("建设路88号3幢", "建设路88号3幢"),
    # phones and other numbers
    ("电话13812345678", "电话（电话略）"),
    ("138 1234 5678", "（电话略）"),
    ("１３８－１２３４－５６７８", "（电话略）"),
    ("一三八一二三四五六七八", "（电话略）"),
    ("幺三八幺二三四五六七八", "（电话略）"),
    ("1 3 8 1 2 3 4 5 6 7 8", "（电话略）"),
    ("138\u200b1234\u200b5678", "（电话略）"),
    ("+86 138-1234-5678", "+（电话略）"),
    ("138****5678", "（电话略）"),
    ("0512-65123456转8001", "（电话略）"),
    ("(0512)65123456", "（电话略）"),
    ("座机65123456", "座机（电话略）"),
    ("3栋501 13812345678", "3栋（卡号略）"),
    ("身份证320501199001011234", "身份证（证件号略）"),
    ("32050119900101123X", "（证件号略）"),
    ("卡号6222 0212 3456 7890 123", "卡号（卡号略）"),
    ("苏E·12345 挡道", "（车牌略） 挡道"),
    ("苏e12345d挡道", "（车牌略）挡道"),
    ("车牌E12345", "车牌（车牌略）"),
    ("微信号abc_12345", "微信号（账号略）"),
    ("加QQ 12345678", "加QQ （账号略）"),
    ("a.b@qq.com", "（邮箱略）"),
    # names
    ("张三家漏水", "某某家漏水"),
    ("张 三家漏水", "某某家漏水"),
    ("老张说的对，小张也来了", "某某说的对，某某也来了"),
    ("李女士来电", "某女士来电"),
    ("欧阳阿姨", "某阿姨"),
    ("王桂英阿姨家", "某阿姨家"),
    ("我叫王五，住502", "我叫某某，住某户"),
    ("联系人：李四", "联系人：某某"),
    ("业主王桂英反映", "业主某某反映"),
    ("网格员赵六已到场", "网格员某某已到场"),
    # what stays
    ("请拨打12345或0512-12345", "请拨打12345或0512-12345"),
    ("2026-11-03 10:21 已处理", "2026-11-03 10:21 已处理"),
    ("2026年11月3日18:00前", "2026年11月3日18:00前"),
    ("2025-2026年度", "2025-2026年度"),
    ("共12345678元", "共12345678元"),
    ("我们小区有100户居民，301路公交", "我们小区有100户居民，301路公交"),
    ("500家商户", "500家商户"),
    ("3栋2026年建成，2栋200米处", "3栋2026年建成，2栋200米处"),
    ("三室两厅", "三室两厅"),
    ("8:00-12:00停水", "8:00-12:00停水"),
    ("业主高度关注张贴的通知", "业主高度关注张贴的通知"),
    ("有关部门主任，相关经理", "有关部门主任，相关经理"),
    ("GB 50016-2014", "GB 50016-2014"),
    ("国办函〔2026〕12号", "国办函〔2026〕12号"),
    ("", ""),
]


@pytest.mark.parametrize(("words", "shown"), PUBLIC)
def test_public_words(words: str, shown: str) -> None:
    assert public_words(words, ["张三"]).text == shown


@pytest.mark.parametrize(("words", "shown"), PUBLIC)
def test_public_words_are_public_already(words: str, shown: str) -> None:
    assert public_words(shown, ["张三"]).text == shown


def test_what_was_removed_is_listed_as_it_stood() -> None:
    public = public_words("3-2-501张三，电话138 1234 5678", ["张三"])
    assert public.text == "3幢某某，电话（电话略）"
    assert [(one.kind, one.words) for one in public.removed] == [
        (Kind.ROOM, "3-2-501"),
        (Kind.NAME, "张三"),
        (Kind.PHONE, "138 1234 5678"),
    ]


def test_numbers_meant_for_the_public_may_be_kept() -> None:
    kept = public_words("社区电话0512-65123456，他的电话13812345678", keep=["0512 6512 3456"])
    assert kept.text == "社区电话0512-65123456，他的电话（电话略）"


@pytest.mark.parametrize("name", ["", " ", "张"])
def test_a_name_too_short_to_tell_removes_nothing(name: str) -> None:
    assert public_words("张贴通知", [name]).text == "张贴通知"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳娜娜", "欧阳**"),
        ("尉迟恭", "尉迟*"),
        ("王", "王*"),
        ("", ""),
        (" 李四 ", "李*"),
    ],
)
def test_mask_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("１３８ 1234 5678", "138****5678"),
        ("+8613812345678", "+86138****5678"),
        ("0512-65123456", "0512****3456"),
        ("65123456", "******56"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_mask_phone(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("身份证320501199001011234", "身份证320*************34"),
        ("卡6222021234567890123", "卡***************0123"),
        ("苏E12345", "苏E***45"),
        ("abc@qq.com", "a***@qq.com"),
        ("3栋501漏水", "3栋501漏水"),
        ("2026-11-03", "2026-11-03"),
    ],
)
def test_mask_text(words: str, masked: str) -> None:
    assert mask_text(words) == masked


HAN_DIGITS = "零一二三四五六七八九"
LINKS = ["", "-", " ", "—", ".", "－", "·", "\u3000", "  ", "\u200b", "/"]
WORDS = st.text(alphabet="漏水电梯坏了，。 \n的我家楼上在说是abc", max_size=20)


def _written(figure: str, form: int) -> str:
    return (figure, chr(ord("０") + int(figure)), HAN_DIGITS[int(figure)])[form]


PHONES = st.builds(
    lambda rest, lead: f"1{lead}{rest:09d}", st.integers(0, 999_999_999), st.sampled_from("3456789")
)


@given(
    phone=PHONES,
    forms=st.lists(st.integers(0, 2), min_size=11, max_size=11),
    links=st.lists(st.sampled_from(LINKS), min_size=11, max_size=11),
    before=WORDS,
    after=WORDS,
)
@settings(max_examples=300, deadline=None)
@example("13812345678", [0] * 11, ["."] * 11, "", "")
def test_no_phone_leaks_however_typed(
    phone: str, forms: list[int], links: list[str], before: str, after: str
) -> None:
    typed = "".join(_written(one, form) + link for one, form, link in zip(phone, forms, links, strict=True))
    for shown in (public_words(before + typed + after).text, mask_text(before + typed + after)):
        figures = re.sub(r"[^\d*]", "", digits(shown))
        assert phone[-8:] not in figures
        assert phone not in figures


@given(
    st.text(alphabet="0123456789-—  号楼栋幢单元室层一二三十百张李王先生.,，、/#A户东：*年月", max_size=60)
)
@settings(max_examples=400, deadline=None)
def test_never_crashes_and_leaves_nothing_to_remove(text: str) -> None:
    public = public_words(text)
    assert not [one for one in personal_numbers(public.text) if one.kind is Kind.PHONE]
    assert len(mask_text(text)) >= 0


@given(st.text(max_size=200), st.lists(st.text(max_size=6), max_size=3))
@settings(max_examples=200, deadline=None)
def test_never_crashes_on_any_text(text: str, names: list[str]) -> None:
    public_words(text, names)
    mask_text(text)
    mask_phone(text)
    mask_name(text)


@given(building=st.integers(1, 99), unit=st.integers(1, 9), floor=st.integers(1, 33), door=st.integers(1, 8))
@settings(max_examples=200, deadline=None)
def test_no_room_leaks_in_its_usual_forms(building: int, unit: int, floor: int, door: int) -> None:
    room = f"{floor}{door:02d}"
    for form in (
        "{b}-{u}-{r}",
        "{b}幢{u}单元{r}室",
        "{b}号楼{u}单元{r}",
        "{b}栋{r}",
        "{b} 号楼 {u} 单元 {r} 室",
        "{b}#{u}-{r}",
    ):
        public = public_words("我家" + form.format(b=building, u=unit, r=room) + "漏水")
        assert room not in public.text.replace(str(building), "", 1)
        assert str(building) in public.text
