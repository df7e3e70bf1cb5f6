"""Boundaries: tables of what is taken and what is refused with which reason, and where it points."""

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kit.errors import Refused
from linli.territory import rules
from linli.territory.rules import System

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
        {"type": "MultiPolygon", "coordinates": [[square()], [square(121.0)]]},
        polygon(square(73.6, 39.0)),
        polygon(square(-0.1, 51.4)),
    ],
    ids=["plain", "with a hole", "two parts", "far west", "elsewhere on earth"],
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


SPIKE = [
    [120.0, 31.0],
    [120.01, 31.0],
    [120.01, 31.01],
    [120.02, 31.01],
    [120.01, 31.01],
    [120.0, 31.01],
    [120.0, 31.0],
]
LINE = [[120.0, 31.0], [120.01, 31.0], [120.02, 31.0], [120.0, 31.0]]


def parts(*rings: Ring) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


@pytest.mark.parametrize(
    ("boundary", "why"),
    [
        (None, "bad-geojson"),
        ([], "bad-geojson"),
        ({}, "bad-geojson"),
        ({"type": "Nonsense", "coordinates": []}, "bad-geojson"),
        ({"type": "Polygon"}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": "120,31"}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": [[[True, False]] * 4]}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": [[[120.0]] * 4]}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": []}, "bad-geojson"),
        ({"type": "Polygon", "coordinates": [[]]}, "bad-geojson"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "bad-geojson"),
        ({"type": "Point", "coordinates": [120.0, 31.0]}, "bad-geojson"),
        ({"type": "LineString", "coordinates": square()}, "bad-geojson"),
        ({"type": "GeometryCollection", "geometries": [polygon(square())]}, "bad-geojson"),
        (polygon([[math.nan, 31.0], *square()[1:]]), "bad-geojson"),
        (polygon([[math.inf, 31.0], *square()[1:]]), "bad-geojson"),
        (polygon([[10**400, 31.0], *square()[1:]]), "bad-position"),
        (polygon([[120.0, 31.0], [120.1, 31.0]]), "too-few-points"),
        (polygon([[120.0, 31.0]] * 5), "too-few-points"),
        (polygon(square()[:-1]), "not-closed"),
        (polygon(square(), HOLE[:-1]), "not-closed"),
        (polygon(LINE), "flat"),
        (polygon(BOW), "self-crossing"),
        (polygon(SPIKE), "self-crossing"),
        (polygon(square(), square(125.0)), "bad-hole"),
        (polygon(square(), square(120.005, 31.005)), "bad-hole"),
        (polygon(square(), HOLE, square(120.003, 31.003, 0.002)), "bad-hole"),
        (polygon(square(), square()), "bad-hole"),
        (parts(square(), square(120.005)), "parts-overlap"),
        (parts(square(), square(120.002, 31.002, 0.002)), "parts-overlap"),
        (parts(*(square(120.0 + n / 50) for n in range(21))), "too-many-parts"),
        (polygon(square(), *(square(120.0001 * n) for n in range(21))), "too-many-parts"),
        (polygon([[120.0 + n / 1e6, 31.0] for n in range(10_001)]), "too-many-points"),
        (polygon(square(31.0, 120.0)), "swapped-axes"),
        (polygon(square(31.0, 120.0)[:-1]), "swapped-axes"),
        (polygon(square(179.995)), "bad-position"),
        (polygon(square(120.0, 89.995)), "bad-position"),
        (polygon(square(12_000_000.0, 3_000_000.0, 100.0)), "bad-position"),
        (polygon(square(120.0, 31.0, 0.00005)), "too-small"),
        (polygon(square(120.0, 31.0, 1.0)), "too-large"),
    ],
)
def test_a_boundary_that_cannot_be_used(boundary: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=f"^territory/{why}: "):
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
    shape = rules.read_polygon(polygon([[120 + x / 100, 31 + y / 100] for x, y in ring]))
    assert shape.contains(Point(*rules.centre_of(shape)))


def test_a_refusal_points_at_the_crossing() -> None:
    with pytest.raises(Refused) as refused:
        rules.read_polygon(polygon(BOW))
    assert refused.value.extra["at"] == [120.005, 31.005]


def test_metres_are_told_from_degrees() -> None:
    with pytest.raises(Refused) as refused:
        rules.read_polygon(polygon(square(12_000_000.0, 3_000_000.0, 100.0)))
    assert "投影坐标" in refused.value.zh
    with pytest.raises(Refused) as refused:
        rules.read_polygon(polygon(square(179.995)))
    assert "投影坐标" not in refused.value.zh


def test_heights_are_dropped() -> None:
    shape = rules.read_polygon(polygon([[x, y, 12.5] for x, y in square()]))
    assert rules.as_geojson(shape) == polygon(square())


def test_a_boundary_comes_in_and_goes_out_in_every_system() -> None:
    home = rules.read_polygon(polygon(square()))
    for system in System:
        out = rules.as_geojson(home, system=system)
        back = rules.as_geojson(rules.read_polygon(out, system=system))
        moved = out["coordinates"][0][0][0] - 120.0
        assert (abs(moved) > 0.003) == (system is not System.WGS84)
        for given_back, given_out in zip(back["coordinates"][0], square(), strict=True):
            assert given_back == pytest.approx(given_out, abs=1e-7)


def test_square_metres() -> None:
    """A hundredth of a degree at 31° north: 955.2 m × 1108.5 m by the ellipsoid."""
    assert rules.square_metres(rules.read_polygon(polygon(square()))) == pytest.approx(1_058_800, rel=1e-3)
