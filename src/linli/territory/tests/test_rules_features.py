"""Files of grids: what a feature may look like, and that every bad one is named with its number."""

from typing import Any

import pytest

from linli.kit.errors import Refused
from linli.territory import rules
from linli.territory.rules import GridKind, System
from linli.tests import community as c

SQUARE: Any = c.square(9)
OPEN = SQUARE["coordinates"][0][:-1]


def feature(code: object = c.HOME + "009", name: object = "九号", **more: Any) -> dict[str, Any]:
    geometry = more.pop("geometry", c.square(9))
    return {"type": "Feature", "properties": {"code": code, "name": name, **more}, "geometry": geometry}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.mark.parametrize(
    "content",
    [None, [], {}, "x", {"type": "FeatureCollection"}, {"type": "Feature", "features": []}, collection()],
)
def test_no_collection(content: Any) -> None:
    with pytest.raises(Refused, match="territory/bad-collection"):
        rules.read_features(content)


def test_too_many() -> None:
    with pytest.raises(Refused, match="territory/bad-collection"):
        rules.read_features(collection(*[{}] * 3001))


@pytest.mark.parametrize(
    "properties",
    [
        {"code": c.HOME + "009", "name": "九号", "kind": "dedicated"},
        {"网格编码": c.HOME + "009", "网格名称": "九号", "类型": "专属网格"},
        {"grid_code": int(c.HOME + "009"), "grid_name": "九号", "kind": "专属"},
        {"code": float(c.HOME + "009"), "name": " 九号 ", "kind": "Dedicated"},
    ],
)
def test_headings_that_are_understood(properties: dict[str, Any]) -> None:
    (found,) = rules.read_features(collection({"properties": properties, "geometry": c.square(9)}))
    assert found.fault is None
    assert (found.number, found.code, found.name) == (1, c.HOME + "009", "九号")
    assert found.kind is GridKind.DEDICATED
    assert found.shape is not None


def test_without_a_boundary() -> None:
    (found,) = rules.read_features(collection(feature(geometry=None)))
    assert found.fault is None
    assert found.shape is None


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (None, "bad-code"),
        ([], "bad-code"),
        ({}, "bad-code"),
        ({"properties": None}, "bad-code"),
        (feature(code="12"), "bad-code"),
        (feature(code=True), "bad-code"),
        (feature(code={"a": 1}), "bad-code"),
        (feature(code=c.NEXT_DOOR + "001"), "other-community"),
        (feature(name=""), "bad-name"),
        (feature(name="长" * 61), "bad-name"),
        (feature(kind="别的"), "bad-kind"),
        (feature(geometry={}), "bad-geojson"),
        (feature(geometry="x"), "bad-geojson"),
        (
            feature(geometry={"type": "Polygon", "coordinates": [OPEN]}),
            "not-closed",
        ),
        (feature(), "twice"),
    ],
)
def test_a_bad_feature_is_named_and_the_others_are_read(bad: Any, why: str) -> None:
    found = rules.read_features(collection(feature(), bad, feature(code=c.HOME + "008")), community=c.HOME)
    assert [one.number for one in found] == [1, 2, 3]
    assert [bool(one.fault) for one in found] == [False, True, False]
    assert found[1].fault is not None
    assert found[1].fault.type == f"territory/{why}"


def test_a_file_in_another_system_is_turned() -> None:
    home = rules.read_polygon(c.square(9))
    given = feature(geometry=rules.as_geojson(home, system=System.BD09))
    (found,) = rules.read_features(collection(given), system=System.BD09)
    assert found.shape is not None
    assert rules.square_metres(found.shape.symmetric_difference(home)) < 20


def test_micro_grids_want_their_grid() -> None:
    found = rules.read_features(
        collection(feature(code=c.HOME + "00901"), feature(code=c.HOME + "00801"), feature())
    )
    assert rules.missing_parents(found, known=set()) == {2: c.HOME + "008"}
    assert rules.missing_parents(found, known={c.HOME + "008"}) == {}
