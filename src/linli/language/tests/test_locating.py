"""Places in texts: numbers read, names met, and unsure where the words or the register do not decide."""

import string
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from linli.language.rules.locating import Gazetteer, Kind, Located, Place, Room, Wanted, locate
from linli.language.rules.locating.chains import chains
from linli.language.rules.locating.shadow import number, shadow
from linli.language.rules.plain import DASHES

HOME = "990101001001"
G1, G2, G3 = f"{HOME}001", f"{HOME}002", f"{HOME}003"


def _estate(id: str, name: str, area: str, *aliases: str) -> Place:
    return Place(Kind.ESTATE, id, "", name, area, aliases=aliases, address=f"听松路{len(id)}{area[-1]}号")


def _buildings(estate: str, name: str, area: str, count: int) -> list[Place]:
    stairs = frozenset({"1", "2", "3"})
    return [
        Place(
            Kind.BUILDING,
            f"{estate}-{n}",
            str(n),
            f"{name}{n}号楼",
            area,
            parent=estate,
            number=str(n),
            entrances=stairs,
            floors=6,
        )
        for n in range(1, count + 1)
    ]


PLACES = [
    _estate("yjw", "玉景湾", G1, "老油库"),
    *_buildings("yjw", "玉景湾", G1, 4),
    _estate("lf", "丽发新城", G2),
    *_buildings("lf", "丽发新城", G2, 25),
    _estate("mf", "棉纺三舍", G3),
    *_buildings("mf", "棉纺三舍", G3, 12),
    Place(Kind.ORGANISATION, "market", "", "渡口农贸市场", G2, address="渡口巷12号", trade="农贸市场"),
    Place(Kind.ORGANISATION, "mixer", "", "丽发混凝土搅拌站", G2, trade="搅拌站"),
    Place(Kind.ORGANISATION, "shop", "92X", "听松路顺发超市", G1, parent="yjw-1", trade="超市"),
    Place(Kind.ORGANISATION, "drug", "", "同心药店", G3, parent="mf-2", trade="药店"),
    Place(Kind.POINT, "pond", "", "南大坑", G1),
    Place(Kind.GRID, G1, G1, "玉景湾网格", G1),
]
KNOWN = Gazetteer(PLACES)


def _rooms(wanted: Sequence[Wanted]) -> Mapping[str, Sequence[Room]]:
    """Six floors of two homes at each of three stairwells, in every building."""
    found: dict[str, list[Room]] = {}
    for one in wanted:
        every = [
            Room(f"{one.building}-{e}-{f}0{d}", one.building, str(e), f"{f}0{d}", f, f"{e}-{f}0{d}", G1)
            for e in (1, 2, 3)
            for f in range(1, 7)
            for d in (1, 2)
        ]
        found[one.building] = [
            room
            for room in every
            if one.entrance in ("", room.entrance)
            and (room.room == one.room if one.room else room.floor == one.floor)
        ]
    return found


def _ask(text: str, *near: str) -> Located:
    return locate(KNOWN, text, rooms=_rooms, near=near)


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("玉景湾2幢1单元301漏水", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾２幢１单元３０１室", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾2-1-301", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾二栋一单元三零一", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾二号楼1单元三百零一", Kind.DWELLING, "yjw-2-1-301"),
        ("住在玉景湾 2 号楼 1 单元 301 室的", Kind.DWELLING, "yjw-2-1-301"),
        ("玉 景 湾 2 幢 1 单 元 3 0 1", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾2#1单元3O1室", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景弯2座1门301", Kind.DWELLING, "yjw-2-1-301"),
        ("景玉湾2座1门301", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景灣2號樓1單元301", Kind.DWELLING, "yjw-2-1-301"),
        ("玉景湾2懂1单元301路灯坏了", Kind.DWELLING, "yjw-2-1-301"),
        ("丽发新城廿三幢2单元", Kind.BUILDING, "lf-23"),
        ("丽发23号楼", Kind.BUILDING, "lf-23"),
        ("棉纺三舍十二号楼", Kind.BUILDING, "mf-12"),
        ("棉纺3舍12栋", Kind.BUILDING, "mf-12"),
        ("玉景湾2幢301", Kind.BUILDING, "yjw-2"),  # which stairwell is not said
        ("玉景湾三号楼二单元三楼东户", Kind.BUILDING, "yjw-3"),
        ("玉景湾3幢2单元301对面堆满了东西", Kind.BUILDING, "yjw-3"),
        ("玉景湾3号楼旁边", Kind.BUILDING, "yjw-3"),
        ("老油库3号楼门口", Kind.BUILDING, "yjw-3"),
        ("玉景湾南门", Kind.ESTATE, "yjw"),
        ("听松路31号", Kind.ESTATE, "yjw"),
        ("渡口农贸市场门口", Kind.ORGANISATION, "market"),
        ("农贸市场门口", Kind.ORGANISATION, "market"),
        ("丽发新城旁边的搅拌站", Kind.ORGANISATION, "mixer"),
        ("顺发超市门口", Kind.ORGANISATION, "shop"),
        ("顺发便利店门口", Kind.ORGANISATION, "shop"),
        ("瞬发超市门口", Kind.ORGANISATION, "shop"),
        ("同心大药房里", Kind.ORGANISATION, "drug"),
        ("南大坑边上", Kind.POINT, "pond"),
        ("玉景湾网格", Kind.GRID, G1),
    ],
)
def test_sure(text: str, kind: Kind, id: str) -> None:
    found = _ask(text)
    assert found.unsure is None, found
    assert (found.candidates[0].kind, found.candidates[0].id) == (kind, id)
    assert all(reason.zh and reason.en for reason in found.candidates[0].why)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😡😡😡",
        "3号楼2单元",  # which estate is not said
        "翠湖天地3号楼301",  # an estate the register has not
        "城西客运3号楼301",
        "玉景湾8号楼",  # four buildings stand there
        "玉景湾2幢7单元",
        "玉景湾2幢1单元901",
        "玉景湾2幢9楼",
        "玉景湾旁边的棋牌室",
        "超市门口",
        "公交301路等了50分钟",
        "2026-11-03 报的修，花了3200元",
        "电话13812345678",
        "棉纺四舍12号楼",  # not the third
        "玉景湾2号楼和丽发新城3号楼之间",
        "'; DROP TABLE register_building; --",
        "<script>alert(1)</script> ../../etc/passwd %00",
        "the lift at Block 3 is out of order",
    ],
)
def test_unsure(text: str) -> None:
    assert _ask(text).unsure is not None


def test_ambiguity_is_told_with_its_candidates() -> None:
    found = _ask("3号楼2单元301")
    assert found.unsure is not None
    assert len({one.id.split("-")[0] for one in found.candidates}) > 1


def test_own_grid_settles_what_is_called_the_same() -> None:
    found = _ask("3号楼2单元301漏水", G3)
    assert found.unsure is None
    assert found.candidates[0].id == "mf-3-2-301"
    assert "片区" in "".join(reason.zh for reason in found.candidates[0].why)


def test_own_grid_does_not_settle_a_strange_estate() -> None:
    assert _ask("翠湖天地3号楼2单元301", G3).unsure is not None


def test_rooms_one_may_not_know_leave_the_building() -> None:
    found = locate(KNOWN, "玉景湾2幢1单元301", rooms=lambda _: {})
    assert found.unsure is None
    assert found.candidates[0].kind is Kind.BUILDING


def test_whoever_only_says_where_he_lives_does_not_mean_his_home() -> None:
    found = _ask("家住玉景湾2幢1单元301的居民反映渡口农贸市场门口占道")
    assert found.unsure is None
    assert found.candidates[0].id == "market"


@pytest.mark.parametrize(
    "text", ["玉景湾2幢1单元301" * 800, "啊" * 10_000, "3-" * 5_000, "1" * 10_000, "十" * 10_000]
)
def test_long_texts_end(text: str) -> None:
    assert len(_ask(text).candidates) <= 5


def test_nobody_means_nothing_in_an_empty_register() -> None:
    assert locate(Gazetteer([]), "玉景湾2幢301", rooms=_rooms).unsure is not None


_SPOKEN = "零一二三四五六七八九"


def _spoken(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else _SPOKEN[tens] + "十"
    return head + (_SPOKEN[ones] if ones or not tens else "")


@given(some.integers(1, 99))
def test_numerals_are_numbers(value: int) -> None:
    assert number(shadow(_spoken(value))) == str(value)


@given(
    some.integers(1, 99),
    some.integers(1, 9),
    some.integers(1, 33),
    some.integers(1, 9),
    some.sampled_from(["号楼", "幢", "栋", "座", "#"]),
    some.sampled_from(["", " ", "的", "，"]),
    some.booleans(),
)
def test_a_home_is_read_however_it_is_written(
    block: int, stair: int, floor: int, door: int, word: str, gap: str, spoken: bool
) -> None:
    room = f"{floor}0{door}"
    text = f"{_spoken(block) if spoken else block}{word}{gap}{stair}单元{gap}{room}室"
    found = chains(shadow(text))
    assert [(one.building, one.entrance, one.room) for one in found] == [(str(block), str(stair), room)]


@given(
    some.integers(1, 99),
    some.integers(1, 9),
    some.integers(101, 3309),
    some.sampled_from(sorted(DASHES - set("~〜～ーｰ"))),
)
def test_a_home_is_read_in_dashes(block: int, stair: int, room: int, dash: str) -> None:
    found = chains(shadow(f"{block}{dash}{stair}{dash}{room}"))
    assert [(one.building, one.entrance, one.room) for one in found] == [(str(block), str(stair), str(room))]


@given(
    some.text(max_size=200)
    | some.text("玉景湾丽发新城幢号楼单元室栋0123456789一二三十-#旁边的超市 ", max_size=60)
)
def test_anything_may_be_asked(text: str) -> None:
    found = _ask(text)
    assert found.unsure is not None or found.candidates[0].score >= 0.65
    assert all(0 <= one.score <= 1.1 for one in found.candidates)


@given(some.text(string.printable, max_size=80))
def test_latin_says_nothing_sure(text: str) -> None:
    assert _ask(text).unsure is not None or any(sign.isdigit() for sign in text)
