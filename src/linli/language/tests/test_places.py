"""Anonymous place names: which district a message is about, and how many of the real ones name none."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.mentions import find_place
from linli.language.rules.messages import read_messages
from linli.language.rules.places import SyntheticArea, synthetic_area
from linli.language.tests.real import REAL_MESSAGES, needs_real_messages


@pytest.mark.parametrize(
    ("subject", "body", "city", "district"),
    [
        ("A市A3区路灯不亮", "", "A", "A3区"),
        ("反映A7县星沙泉塘街道占道", "A市的A5区也有", "A", "A7县"),
        ("咨询A市公积金", "", "A", None),
        ("路灯不亮", "我住A市A3区，A3区的路灯", "A", "A3区"),
        ("路灯不亮", "我住A市", "A", None),
        ("咨询B市医保", "我从I6市来", "B", None),
        ("B9市与A市之间的公交", "", "B", "B9市"),
        ("举报J10 县佳园延期交房", "", "J", "J10县"),
        ("A3区大道与旺龙路路口堵车", "在A6区境内，A6区管", "A", "A6区"),
        ("A3区山景区路标", "A市", "A", None),
        ("A市北辰三角洲E5区外墙渗水", "北辰三角洲E5区", "A", None),
        ("A3区桐梓坡路M6州部落噪音", "", "A", "A3区"),
        ("Ａ７县停水", "", "A", "A7县"),
        ("A1区与A2区交界", "A2区不管，A2区说", "A", "A2区"),
    ],
)
def test_synthetic_area(subject: str, body: str, city: str, district: str | None) -> None:
    assert synthetic_area(subject, body) == SyntheticArea(city, district)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "西地省公务员考试",
        "小区B区停车乱",
        "a区垃圾",
        "S105省道",
        "X186乡道",
        "7g00市场价",
        "k015县道",
        "IT市场",
        "电梯坏了",
    ],
)
def test_no_area(text: str) -> None:
    assert synthetic_area(text, text) is None


@given(st.text(alphabet="A3区市县省L5路大道 西地，小区洲", max_size=40), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_never_crashes(subject: str, body: str) -> None:
    area = synthetic_area(subject, body)
    assert area is None or area.district is None or area.district.startswith(area.city)
    find_place(body)


@needs_real_messages
def test_a_third_of_the_real_messages_name_no_district() -> None:
    told: Counter[str] = Counter()
    for name in ("timeline.xlsx", "replies.xlsx"):
        for message in read_messages(REAL_MESSAGES / name, []):
            area = synthetic_area(message.subject, message.words)
            told["none" if area is None else "district" if area.district else "city"] += 1
    assert told.total() == 7142
    assert 0.60 < told["district"] / told.total() < 0.70
    assert told["none"] / told.total() < 0.07


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("3栋电梯坏了", "3栋"),
        ("我住在幸福小区3栋2单元501", "幸福小区3栋2单元501"),
        ("3-2-501漏水了", "3-2-501"),
        ("北门路灯不亮", "北门"),
        ("观前街88号门口垃圾没人收", "观前街88号"),
        ("地下车库漏水", "地下车库"),
        ("幸福小区北门口的路灯坏了", "幸福小区北门口"),
        ("人民路与干将路路口红绿灯坏了", "人民路与干将路路口"),
        ("阳光花园三号楼二单元五零一停水", "阳光花园三号楼二单元五零一"),
        ("和平小区6幢楼道灯不亮", "和平小区6幢楼道"),
        ("请问物业什么时候修电梯", None),
        ("你好", None),
        ("", None),
    ],
)
def test_find_place(words: str, place: str | None) -> None:
    assert find_place(words) == place
