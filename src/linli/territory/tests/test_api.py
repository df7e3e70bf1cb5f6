"""The routes of the map: whoever is signed in may look, and no question is an error."""

from typing import Any

import pytest

from linli.territory import rules
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
        ("/boundaries", {"below": "97", "system": "utm"}),
        ("/tiling", {}),
    ],
)
def test_garbage_is_refused(api: Caller, path: str, query: dict[str, Any]) -> None:
    problem(api.get("/territory" + path, **query), 422)


@pytest.mark.parametrize("path", ["/divisions", "/tiling", "/boundaries", "/grid-at", "/outlines/97"])
def test_nothing_is_written_there(api: Caller, path: str) -> None:
    assert api.post("/territory" + path).status_code == 405


NEW = c.HOME + "009"


def stored(number: int) -> dict[str, Any]:
    """A square as it is stored: seven decimals."""
    return rules.as_geojson(rules.read_polygon(c.square(number)))


def draw(who: str = "secretary", **changes: Any) -> Any:
    usual = {"code": NEW, "name": "九号", "polygon": c.square(9)}
    return Caller(who).post("/territory/grids", usual | changes)


def change(who: str = "secretary", **changes: Any) -> Any:
    usual = {"code": NEW, "version": 1, "name": "九号", "polygon": c.square(10)}
    return Caller(who).post("/territory/grids/change", usual | changes)


def test_drawn_redrawn_and_its_history(api: Caller) -> None:
    made = draw()
    assert made.status_code == 201
    assert (made.json()["version"], made.json()["abilities"]) == (1, ["draw"])
    changed = change(reason="并入市场")
    assert changed.status_code == 200
    assert changed.json()["version"] == 2
    assert changed.json()["polygon"] == stored(10)
    (former,) = Caller("counter").get(f"/territory/grids/{NEW}/history").json()
    assert former["polygon"] == stored(9)
    assert (former["version"], former["replaced_by_name"], former["reason"]) == (1, "secretary者", "并入市场")
    assert api.get("/territory/grids", below=NEW).json()[0]["abilities"] == []


def test_history_is_for_those_who_see_the_area(api: Caller) -> None:
    draw()
    problem(Caller("next_secretary").get(f"/territory/grids/{NEW}/history"), 404, "territory/no-grid")
    assert Caller("secretary").get(f"/territory/grids/{NEW}/history").json() == []


def test_a_stale_change_shows_both() -> None:
    draw()
    change()
    told = problem(change(name="又名"), 409, "territory/stale")
    assert told["yours"] == 1
    assert told["now"]["version"] == 2
    assert told["now"]["polygon"] == stored(10)


def test_the_same_command_twice_is_one_grid() -> None:
    caller, id = Caller("secretary"), "01935000-0000-7000-8000-000000000009"
    body = {"code": NEW, "name": "九号", "polygon": c.square(9)}
    assert [caller.post("/territory/grids", body, command=id).status_code for _ in range(2)] == [201, 201]
    problem(caller.post("/territory/grids", body), 409, "territory/code-taken")


@pytest.mark.parametrize("who", ["counter", "grid1", "next_secretary", "far_secretary", "volunteer"])
def test_who_may_not(who: str) -> None:
    problem(draw(who), 403)
    problem(change(who, code=c.GRIDS[0]), 403)
    problem(Caller(who).post("/territory/check-boundary", {"code": NEW, "polygon": c.square(9)}), 403)
    body = {"area": c.HOME, "content": collection(feature())}
    problem(Caller(who).post("/territory/check-file", body), 403)
    problem(Caller(who).post("/territory/load-file", body), 403)


def test_checking_tells_faults_overlaps_and_gaps() -> None:
    secretary = Caller("secretary")

    def check(polygon: Any, code: str = NEW) -> Any:
        answer = secretary.post("/territory/check-boundary", {"code": code, "polygon": polygon})
        assert answer.status_code == 200, answer.json()
        return answer.json()

    good = check(c.square(3))
    assert (good["fault"], good["overlaps"], good["gaps"], good["fitted"]) == (None, [], [], None)
    assert good["square_metres"] == pytest.approx(1_157_000, rel=0.01)
    over = check(shifted(-0.0005))
    assert over["overlaps"][0]["names"] == ["3号网格", NEW]
    assert over["fitted"]["coordinates"]
    strip = check(shifted(0.0001))
    assert strip["gaps"][0]["codes"] == [c.GRIDS[2], NEW]
    crossing = check({"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [2, 1], [1, 2], [1, 1]]]})
    assert crossing["fault"]["type"] == "territory/self-crossing"
    assert crossing["fault"]["at"] == [1.5, 1.5]
    hole = c.square(5)
    hole["coordinates"].append([[130.052, 20.002], [130.055, 20.002], [130.055, 20.005], [130.052, 20.002]])  # type: ignore[attr-defined]
    assert check(hole)["fault"]["type"] == "territory/hole"
    problem(
        secretary.post("/territory/check-boundary", {"code": "12", "polygon": {}}), 422, "territory/bad-code"
    )


def shifted(east: float) -> dict[str, Any]:
    ring = c.square(3)["coordinates"][0]  # type: ignore[index]
    return {"type": "Polygon", "coordinates": [[[x + east, y] for x, y in ring]]}


def feature(code: str = NEW, polygon: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "九号", **more},
        "geometry": polygon or c.square(9),
    }


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_file_is_previewed_loaded_and_comes_out_again() -> None:
    secretary = Caller("secretary")
    content = collection(
        feature(),
        feature(code=c.GRIDS[0], polygon=c.square(0)),
        feature(code=NEW + "01", polygon=c.square(9)),
        {"type": "Feature", "properties": {"code": c.GRIDS[1], "name": "2号网格"}, "geometry": c.square(1)},
    )
    told = secretary.post("/territory/check-file", {"area": c.HOME, "content": content}).json()
    assert [one["state"] for one in told["features"]] == ["new", "changed", "new", "same"]
    assert told["counts"] == {"new": 2, "changed": 1, "same": 1, "bad": 0}
    body = {"area": c.HOME, "content": content, "versions": {c.GRIDS[0]: 1}}
    loaded = secretary.post("/territory/load-file", body)
    assert loaded.status_code == 201
    assert loaded.json()["overlaps"] == []
    for system in ("wgs84", "gcj02", "bd09"):
        out = secretary.get("/territory/boundaries", below=c.HOME, system=system).json()
        assert (out["coordinate_system"], len(out["features"])) == (system, 5)
        again = secretary.post("/territory/check-file", {"area": c.HOME, "content": out, "system": system})
        states = {one["state"] for one in again.json()["features"]}
        assert states == {"same"} if system == "wgs84" else states <= {"same", "changed"}
        assert again.json()["overlaps"] == []
    problem(secretary.post("/territory/load-file", body), 409, "territory/stale")


def test_one_bad_feature_and_nothing_is_loaded(api: Caller) -> None:
    secretary = Caller("secretary")
    crossing = {
        "type": "Polygon",
        "coordinates": [[[130, 20], [130.1, 20.1], [130.1, 20], [130, 20.1], [130, 20]]],
    }
    content = collection(
        feature(), feature(code=c.HOME + "008", polygon=crossing), feature(code=c.NEXT_DOOR + "001")
    )
    body = {"area": c.HOME, "content": content}
    told = secretary.post("/territory/check-file", body).json()
    assert [one["state"] for one in told["features"]] == ["new", "bad", "bad"]
    refused = problem(secretary.post("/territory/load-file", body), 422, "territory/bad-features")
    assert [one["type"] for one in refused["errors"]] == [
        "territory/self-crossing",
        "territory/other-community",
    ]
    assert refused["errors"][0]["title"].startswith("第2个“九号”：边界自己和自己交叉了")
    assert api.get("/territory/grids", below=NEW).json() == []


def test_overlaps_are_loaded_on_purpose_alone() -> None:
    body = {"area": c.HOME, "content": collection(feature(polygon=c.square(2)))}
    secretary = Caller("secretary")
    problem(secretary.post("/territory/load-file", body), 422, "territory/overlaps")
    loaded = secretary.post("/territory/load-file", body | {"accept_overlaps": True})
    assert loaded.status_code == 201
    assert loaded.json()["overlaps"][0]["codes"] == [c.GRIDS[2], NEW]


def test_how_all_fit_together() -> None:
    told = Caller("secretary").get("/territory/tiling", area=c.GRIDS[0]).json()
    assert told == {"abilities": ["draw"], "overlaps": [], "gaps": [], "outside": []}
    draw(polygon=c.square(2), accept_overlaps=True)
    told = Caller("counter").get("/territory/tiling", area=c.HOME).json()
    assert told["abilities"] == []
    assert told["overlaps"][0]["names"] == ["3号网格", "九号"]
