"""Where buildings lie when grids are drawn otherwise, what is counted, what stands in the way; shapes cut, joined."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit.errors import Refused
from linli.regrouping import rules
from linli.regrouping.rules import Building, DraftGrid
from linli.territory.rules import read_polygon, square_metres

HOME = "970101001001"
A, B, C = f"{HOME}001", f"{HOME}002", f"{HOME}003"


def box(west: float, east: float, south: float = 20.0, north: float = 20.01) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


LEFT, RIGHT = box(130.0, 130.01), box(130.01, 130.02)


def grid(
    code: str, polygon: dict[str, Any] | None = None, *, into: str = "", kind: str = "general"
) -> DraftGrid:
    return DraftGrid(code, code[-3:], kind, polygon, into)


def building(number: int, area: str, longitude: float | None = None, **more: int) -> Building:
    latitude = 20.005 if longitude is not None else None
    return Building(UUID(int=number), f"{number}幢", str(number), area, longitude, latitude, **more)


NOW = {A: LEFT, B: RIGHT}
HOUSES = [building(1, A, 130.002), building(2, A, 130.008), building(3, B, 130.012), building(4, B)]


def lies(grids: list[DraftGrid], moves: dict[int, str] | None = None) -> list[str]:
    by_hand = {UUID(int=number): code for number, code in (moves or {}).items()}
    return list(rules.placed(HOUSES, grids, NOW, by_hand).values())


@pytest.mark.parametrize(
    ("grids", "where"),
    [
        ([grid(A, LEFT), grid(B, RIGHT)], [A, A, B, B]),
        ([grid(A, box(130.0, 130.005)), grid(B, box(130.005, 130.02))], [A, B, B, B]),
        ([grid(A, LEFT), grid(B, RIGHT, into=A)], [A, A, A, A]),
        ([grid(A, LEFT), grid(B, box(130.01, 130.015)), grid(C, box(130.015, 130.02))], [A, A, B, B]),
        ([grid(A, box(130.0, 130.004)), grid(B, RIGHT), grid(C, box(130.004, 130.01))], [A, C, B, B]),
        ([grid(A, None), grid(B, RIGHT)], [A, A, B, B]),
    ],
    ids=["as it is", "the border moved", "one into the other", "nothing there", "one split", "no boundary"],
)
def test_where_buildings_lie(grids: list[DraftGrid], where: list[str]) -> None:
    assert lies(grids) == where


def test_a_hand_goes_before_the_map() -> None:
    assert lies([grid(A, LEFT), grid(B, RIGHT)], {1: B, 4: A}) == [B, A, B, A]
    assert lies([grid(A, LEFT), grid(B, RIGHT, into=A)], {1: B}) == ["", A, A, A]


def test_a_building_that_was_elsewhere_by_hand_stays_while_nobody_redraws() -> None:
    house = [building(1, B, 130.002)]
    assert rules.placed(house, [grid(A, LEFT), grid(B, RIGHT)], NOW, {}) == {UUID(int=1): B}


def test_what_is_counted_and_told() -> None:
    houses = [building(1, A, households=310, residents=600), building(2, B, households=20)]
    grids = [grid(A, LEFT), grid(B, RIGHT), grid(C), grid(f"{HOME}004", kind="dedicated")]
    where = rules.placed(houses, grids, NOW, {})
    assert rules.counted(houses, where)[A].residents == 600
    told = rules.problems(grids, houses, where)
    assert [(one.type, one.code, one.blocking) for one in told] == [
        ("small", B, False),
        ("empty", C, False),
    ]


def test_a_building_in_no_grid_stands_in_the_way() -> None:
    houses = [building(1, HOME), building(2, A, households=501)]
    grids = [grid(A, LEFT)]
    told = rules.problems(grids, houses, rules.placed(houses, grids, NOW, {}))
    assert [(one.type, one.blocking) for one in told] == [("nowhere", True), ("large", False)]
    assert told[0].buildings == (UUID(int=1),)


def row(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": "一", "kind": "general", "polygon": LEFT, **more}


@pytest.mark.parametrize(
    ("rows", "type"),
    [
        ([], "regrouping/number"),
        ([row(A), row(A)], "regrouping/code-twice"),
        ([row("970101001002001")], "regrouping/elsewhere"),
        ([row(A + "01")], "regrouping/elsewhere"),
        ([row(A, into=A)], "regrouping/bad-into"),
        ([row(A, into=B)], "regrouping/bad-into"),
        ([row(A, into=B), row(B, into=A)], "regrouping/bad-into"),
        ([row(A, polygon={"type": "Polygon", "coordinates": []})], "regrouping/bad-geojson"),
        ([row(A, name=" ")], None),
    ],
)
def test_a_bad_draft_is_refused(rows: list[dict[str, Any]], type: str | None) -> None:
    with pytest.raises(Refused) as refused:
        rules.read_grids(rows, community=HOME)
    assert type in {None, refused.value.type}
    assert refused.value.zh
    assert refused.value.en


def test_a_draft_is_read() -> None:
    read = rules.read_grids([row(B, into=A, polygon=RIGHT), row(A)], community=HOME)
    assert [(one.code, one.into) for one in read] == [(A, ""), (B, A)]
    assert rules.successors(read) == {B: A}


def test_cutting_and_joining() -> None:
    rest = rules.cut(LEFT, box(130.005, 130.02))
    assert rest is not None
    half = square_metres(read_polygon(LEFT)) / 2
    assert square_metres(read_polygon(rest)) == pytest.approx(half, rel=0.01)
    assert rules.cut(LEFT, box(129.9, 130.1, 19.9, 20.1)) is None
    whole = rules.joined([LEFT, RIGHT])
    assert whole["type"] == "Polygon"
    assert square_metres(read_polygon(whole)) == pytest.approx(4 * half, rel=0.01)


def test_a_cut_through_the_middle_leaves_two_pieces() -> None:
    rest = rules.cut(LEFT, box(130.004, 130.006, 19.99, 20.02))
    assert rest is not None
    assert rest["type"] == "MultiPolygon"


def test_a_shape_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        rules.cut(LEFT, {"type": "Polygon", "coordinates": [[[1, 2]]]})
    with pytest.raises(Refused):
        rules.joined([])
