"""The routes of the map: whoever is signed in may look, and no question is an error."""

from typing import Any

import pytest

from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Caller:
    return Caller("volunteer")


@pytest.mark.parametrize(
    "path", ["/divisions", "/grids?below=97", "/outlines/97", "/grid-at?longitude=1&latitude=1"]
)
def test_nobody_without_signing_in(path: str) -> None:
    problem(Caller().get("/territory" + path), 401)


def test_divisions(api: Caller) -> None:
    found = api.get("/territory/divisions", below=c.SUBDISTRICT).json()
    assert [area["code"] for area in found] == [c.SUBDISTRICT, c.HOME, c.NEXT_DOOR]
    assert [a["code"] for a in api.get("/territory/divisions", below="97", level=12).json()] == [
        c.HOME,
        c.NEXT_DOOR,
        c.ELSEWHERE,
    ]
    assert [a["name"] for a in api.get("/territory/divisions", q="邻社").json()] == ["邻社区"]


def test_grids_with_their_boundaries(api: Caller) -> None:
    found = api.get("/territory/grids", below=c.HOME).json()
    assert [grid["code"] for grid in found] == list(c.GRIDS)
    assert found[0]["polygon"]["type"] == "Polygon"
    assert found[0]["synthetic"] is True


def test_the_grid_at_a_point(api: Caller) -> None:
    assert api.get("/territory/grid-at", longitude=130.015, latitude=20.005).json() == {
        "grid": c.GRIDS[1],
        "name": "2号网格",
    }
    assert api.get("/territory/grid-at", longitude=0, latitude=0).json() == {"grid": "", "name": ""}


def test_no_outline(api: Caller) -> None:
    problem(api.get("/territory/outlines/97"), 404, "territory/no-outline")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/divisions", {"level": 13}),
        ("/divisions", {"level": "x"}),
        ("/divisions", {"q": "\x00"}),
        ("/divisions", {"below": "\x00"}),
        ("/grids", {}),
        ("/grids", {"below": "\x00"}),
        ("/grids", {"below": "97", "micro": "perhaps"}),
        ("/grid-at", {"longitude": 181, "latitude": 0}),
        ("/grid-at", {"longitude": "1e400", "latitude": 0}),
        ("/grid-at", {"longitude": "nan", "latitude": "nan"}),
        ("/grid-at", {"longitude": 1}),
        ("/outlines/%00", {}),
    ],
)
def test_garbage_is_refused(api: Caller, path: str, query: dict[str, Any]) -> None:
    problem(api.get("/territory" + path, **query), 422)


@pytest.mark.parametrize("path", ["/divisions", "/grids", "/grid-at", "/outlines/97"])
def test_nothing_is_written_there(api: Caller, path: str) -> None:
    assert api.post("/territory" + path).status_code == 405
