"""Codes, names and boundaries: tables of what is taken and what is refused with which reason."""

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit.errors import Refused
from linli.territory import rules

Ring = list[list[float]]


def square(west: float = 120.0, south: float = 31.0, side: float = 0.01) -> Ring:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


HOLE = square(120.002, 31.002, 0.002)
BOW = [[120.0, 31.0], [120.01, 31.01], [120.01, 31.0], [120.0, 31.01], [120.0, 31.0]]


@pytest.mark.parametrize(
    "boundary",
    [
        polygon(square()),
        polygon(square(), HOLE),
        polygon(square()[:-1]),
        {"type": "MultiPolygon", "coordinates": [[square()], [square(121.0)]]},
        polygon(square(73.6, 39.0)),
        polygon(square(-0.1, 51.4)),
    ],
    ids=["plain", "with a hole", "left open", "two parts", "far west", "elsewhere on earth"],
)
def test_a_usable_boundary(boundary: dict[str, Any]) -> None:
    shape = rules.read_polygon(boundary)
    assert shape.is_valid
    longitude, latitude = rules.centre_of(shape)
    assert -180 <= longitude <= 180
    assert -90 <= latitude <= 90
    stored = rules.as_geojson(shape)
    assert stored["type"] == boundary["type"]
    json.dumps(stored)


@pytest.mark.parametrize(
    ("boundary", "why"),
    [
        ({}, "bad-geojson"),
        ({"type": "Nonsense", "coordinates": []}, "bad-geojson"),
        ({"type": "Polygon"}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": "120,31"}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": []}, "bad-geojson"),
        (polygon([[120.0, 31.0], [120.1, 31.0]]), "bad-geojson"),
        ({"type": "Point", "coordinates": [120.0, 31.0]}, "bad-geojson"),
        ({"type": "LineString", "coordinates": square()}, "bad-geojson"),
        ({"type": "GeometryCollection", "geometries": [polygon(square())]}, "bad-geojson"),
        (polygon(BOW), "self-crossing"),
        (polygon(square(), square(125.0)), "self-crossing"),
        (polygon(square(31.0, 120.0)), "swapped-axes"),
        (polygon(square(179.995)), "bad-position"),
        (polygon(square(120.0, 89.995)), "bad-position"),
        (polygon(square(12_000_000.0, 3_000_000.0, 100.0)), "bad-position"),
        (polygon([[math.nan, 31.0], *square()[1:]]), "bad-geojson"),
        (polygon([[math.inf, 31.0], *square()[1:]]), "self-crossing"),
    ],
)
def test_a_boundary_that_cannot_be_used(boundary: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        rules.read_polygon(boundary)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection", "x"]), JSON)
def test_no_boundary_is_an_error(kind: str, coordinates: Any) -> None:
    with contextlib.suppress(Refused):
        rules.read_polygon({"type": kind, "coordinates": coordinates})


def test_the_centre_lies_inside_even_of_a_horseshoe() -> None:
    from shapely.geometry import Point

    ring = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]
    shape = rules.read_polygon(polygon([[float(x), float(y)] for x, y in ring]))
    assert shape.contains(Point(*rules.centre_of(shape)))


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
