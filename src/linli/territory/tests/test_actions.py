"""Writing the map: lists loaded whole or not at all, grids drawn and redrawn, and who may."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from linli.kit.actor import system, visitor
from linli.kit.areas import Level
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.ledger.models import Entry
from linli.territory import actions, queries, rules
from linli.territory.actions import DivisionRow
from linli.territory.models import Division, Grid
from linli.territory.rules import GridKind
from linli.tests import community as c

pytestmark = pytest.mark.django_db

NEW = c.HOME + "009"
OUTLINE = {"type": "Polygon", "coordinates": []}


def test_a_list_is_loaded_and_loading_it_again_changes_nothing() -> None:
    rows = [DivisionRow("98", "新省"), DivisionRow("980100000000", "新市", outline=OUTLINE, source="表")]
    before = Division.objects.count()
    for _ in range(2):
        with scope(system()):
            assert actions.load_divisions(by=system(), rows=rows) == 2
    assert Division.objects.count() == before + 2
    with scope(visitor(), write=False):
        assert queries.name_of("9801") == "新市"
        assert queries.outline(visitor(), code="9801")["source"] == "表"
        with pytest.raises(NotFound):
            queries.outline(visitor(), code="98")


def test_a_later_line_of_a_list_counts() -> None:
    with scope(system()):
        rows = [DivisionRow("98", "旧名"), DivisionRow("980000000000", "新名")]
        assert actions.load_divisions(by=system(), rows=rows) == 1
        assert queries.name_of("98") == "新名"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (DivisionRow("985", "省"), "Row 2"),
        (DivisionRow("98", " "), "Bad name"),
        (DivisionRow("98" * 8, "省"), "Row 2"),
    ],
)
def test_one_bad_line_and_nothing_is_loaded(row: DivisionRow, words: str) -> None:
    with pytest.raises(Refused, match=words), scope(system()):
        actions.load_divisions(by=system(), rows=[DivisionRow("99", "好省"), row])
    assert not Division.objects.filter(code="99").exists()


def test_divisions_are_loaded_within_ones_own_area() -> None:
    by = c.actor("subdistrict")
    with scope(by):
        assert actions.load_divisions(by=by, rows=[DivisionRow(c.SUBDISTRICT + "009", "新社区")]) == 1
    with pytest.raises(Forbidden), scope(by):
        actions.load_divisions(by=by, rows=[DivisionRow(c.ELSEWHERE, "改名")])
    with pytest.raises(Forbidden), scope(c.actor("counter")):
        actions.load_divisions(by=c.actor("counter"), rows=[DivisionRow(c.HOME, "改名")])


def _draw(key: str, code: str = NEW, **changes: Any) -> None:
    by = c.actor(key)
    usual: dict[str, Any] = {"name": "九号网格", "polygon": c.square(9)}
    with scope(by):
        actions.draw_grid(by=by, code=code, **usual | changes)


def test_a_grid_is_drawn_and_redrawn_as_one() -> None:
    _draw("secretary")
    _draw("secretary", name="市场网格", kind=GridKind.DEDICATED, polygon=c.square(10))
    with scope(visitor(), write=False):
        assert queries.name_of(NEW) == "市场网格"
        assert queries.grid_at(longitude=130.105, latitude=20.005) == NEW
        assert queries.grid_at(longitude=130.095, latitude=20.005) == ""
    assert Grid.objects.get(code=NEW).kind == "dedicated"


@pytest.mark.parametrize("key", ["secretary", "subdistrict", "admin"])
def test_who_draws(key: str) -> None:
    _draw(key)
    assert Grid.objects.filter(code=NEW).exists()


@pytest.mark.parametrize("key", ["counter", "grid1", "lead", "property", "supervisor", "next_secretary"])
def test_who_does_not(key: str) -> None:
    with pytest.raises(Forbidden):
        _draw(key)
    assert not Grid.objects.filter(code=NEW).exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": c.HOME}, "bad-code"),
        ({"code": c.HOME + "01x"}, "bad-code"),
        ({"name": ""}, "bad-name"),
        (
            {"polygon": {"type": "Polygon", "coordinates": [[[20, 130], [21, 130], [21, 131]]]}},
            "swapped-axes",
        ),
    ],
)
def test_what_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        _draw("secretary", **changes)


def test_a_failed_entry_takes_the_grid_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("no ledger")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(DatabaseError):
        _draw("secretary")
    assert not Grid.objects.filter(code=NEW).exists()


def test_the_second_wall_alone_keeps_strangers_from_the_map() -> None:
    with scope(c.actor("next_secretary")), connection.cursor() as cursor:
        cursor.execute("UPDATE territory_grid SET name = 'x' WHERE community = %s", [c.HOME])
        assert cursor.rowcount == 0
        cursor.execute("SELECT count(*) FROM territory_grid WHERE community = %s", [c.HOME])
        assert cursor.fetchone() == (3,)


def test_the_smallest_grid_holds_the_point() -> None:
    _draw("secretary", code=c.GRIDS[0] + "01", name="微网格", polygon=c.square(0))
    with scope(visitor(), write=False):
        assert queries.grid_at(longitude=130.005, latitude=20.005) == c.GRIDS[0] + "01"


def test_names_on_the_way_down() -> None:
    with scope(visitor(), write=False):
        assert queries.full_name_of(c.GRIDS[0]) == "测试街道 本社区 1号网格"
        assert queries.full_name_of("99") == "99"
        assert queries.full_name_of("") == ""
        assert queries.exists(c.GRIDS[0])
        assert not queries.exists("999999")


def test_served_are_the_areas_with_grids() -> None:
    with scope(visitor(), write=False):
        assert queries.served(visitor(), level=Level.COMMUNITY) == [
            {"code": c.HOME, "name": "本社区", "synthetic": True}
        ]
        assert [a["code"] for a in queries.served(visitor(), below=c.HOME, level=Level.GRID)] == list(c.GRIDS)
        assert queries.served(visitor(), below=c.NEXT_DOOR, level=Level.GRID) == []


def _stored(number: int) -> dict[str, Any]:
    return rules.as_geojson(rules.read_polygon(c.square(number)))


def _change(key: str = "secretary", **changes: Any) -> None:
    by = c.actor(key)
    usual: dict[str, Any] = {"code": c.GRIDS[2], "version": 1, "name": "3号网格", "kind": GridKind.GENERAL}
    with scope(by):
        actions.change_grid(by=by, **usual | changes)


def _open(key: str = "secretary", **changes: Any) -> None:
    by = c.actor(key)
    usual: dict[str, Any] = {"code": NEW, "name": "九号", "polygon": c.square(9)}
    with scope(by):
        actions.open_grid(by=by, **usual | changes)


def _entries(verb: str) -> list[dict[str, Any]]:
    with scope(system(), write=False):
        return list(Entry.objects.filter(verb=verb).values_list("facts", flat=True))


def test_a_redrawing_leaves_the_old_boundary_and_an_entry() -> None:
    _change(polygon=c.square(5), reason="道路改线")
    _change(version=2, name="三号网格")
    grid = Grid.objects.get(code=c.GRIDS[2])
    assert (grid.version, grid.name, grid.polygon) == (3, "三号网格", _stored(5))
    assert grid.longitude == pytest.approx(130.055)
    with scope(c.actor("secretary"), write=False):
        later, first = queries.history(c.actor("secretary"), code=c.GRIDS[2])
    assert (first["version"], first["polygon"], first["reason"]) == (1, _stored(2), "道路改线")
    assert (later["version"], later["polygon"], later["name"]) == (2, _stored(5), "3号网格")
    assert later["since"] == first["replaced_at"]
    (entry,) = _entries("grid.redrawn")
    assert entry["fields"] == ["polygon"]
    assert entry["version"] == 2
    assert _entries("grid.renamed")[-1]["fields"] == ["name"]


def test_the_same_again_changes_nothing() -> None:
    _change()
    _draw("secretary", code=c.GRIDS[2], name="3号网格", polygon=c.square(2))
    with scope(system()):
        actions.draw_grid(by=system(), code=c.GRIDS[2], name="3号网格", polygon=c.square(2), synthetic=True)
    assert _entries("grid.redrawn") == []
    assert Grid.objects.get(code=c.GRIDS[2]).version == 3, "synthetic changed there and back"


def test_a_stale_change_is_refused() -> None:
    _change(polygon=c.square(5))
    with pytest.raises(Conflict, match="territory/stale"):
        _change(polygon=c.square(6))
    assert Grid.objects.get(code=c.GRIDS[2]).polygon == _stored(5)


def test_an_unknown_grid_is_not_found() -> None:
    with pytest.raises(NotFound):
        _change(code=NEW)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": c.HOME}, "bad-code"),
        ({"code": c.HOME + "00901"}, "no-parent"),
        ({"name": " "}, "bad-name"),
        ({"polygon": c.square(2)}, "overlaps"),
        ({"polygon": {"type": "Point", "coordinates": [1, 2]}}, "bad-geojson"),
    ],
)
def test_what_is_refused_of_a_new_grid(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=f"territory/{why}"):
        _open(**changes)
    assert not Grid.objects.filter(code=NEW).exists()


def test_a_community_nobody_knows_has_no_grids() -> None:
    with pytest.raises(Refused, match="territory/no-parent"), scope(system()):
        actions.open_grid(by=system(), code="970101001009001", name="无")


def test_a_micro_grid_is_split_off() -> None:
    west, south = 130.0, 20.0
    ring = [
        [west, south],
        [west + 0.005, south],
        [west + 0.005, south + 0.01],
        [west, south + 0.01],
        [west, south],
    ]
    half = {"type": "Polygon", "coordinates": [ring]}
    _open(code=c.GRIDS[0] + "01", name="1号西", polygon=half)
    with scope(visitor(), write=False):
        assert queries.grid_at(longitude=130.002, latitude=20.005) == c.GRIDS[0] + "01"
        assert queries.grid_at(longitude=130.007, latitude=20.005) == c.GRIDS[0]
    with pytest.raises(Refused, match="territory/overlaps"):
        _open(code=c.GRIDS[0] + "02", name="出格", polygon=c.square(1))


def test_overlaps_are_counted_where_they_are_accepted() -> None:
    _open(polygon=c.square(2), accept_overlaps=True)
    assert _entries("grid.drawn")[-1]["accepted_overlaps"] == 1


def test_a_boundary_comes_in_from_another_map() -> None:
    shape = rules.read_polygon(c.square(9))
    _open(polygon=rules.as_geojson(shape, system=rules.System.BD09), system=rules.System.BD09)
    stored = Grid.objects.get(code=NEW).polygon
    for stored_at, drawn_at in zip(stored["coordinates"][0], c.square(9)["coordinates"][0], strict=True):  # type: ignore[index]
        assert stored_at == pytest.approx(drawn_at, abs=2e-7)


def test_history_is_only_added_to() -> None:
    _change(polygon=c.square(5))
    with scope(c.actor("secretary")), connection.cursor() as cursor:
        cursor.execute("UPDATE territory_former_boundary SET reason = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM territory_former_boundary")
        assert cursor.rowcount == 0
        cursor.execute("SELECT count(*) FROM territory_former_boundary")
        assert cursor.fetchone() == (1,)
    with scope(c.actor("next_secretary")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM territory_former_boundary")
        assert cursor.fetchone() == (0,)


def test_a_market_is_cut_out_of_its_grid() -> None:
    """First the market's own grid, which overlaps on purpose; then the hole around it, which the market fills."""
    ring = [[130.024, 20.004], [130.026, 20.004], [130.026, 20.006], [130.024, 20.006], [130.024, 20.004]]
    holed = c.square(2)
    holed["coordinates"].append(ring)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="territory/hole"):
        _change(polygon=holed)
    market = {"type": "Polygon", "coordinates": [ring]}
    _open(kind=GridKind.DEDICATED, polygon=market, accept_overlaps=True)
    _change(polygon=holed)
    with scope(visitor(), write=False):
        assert queries.tiling(visitor(), community=c.HOME)["overlaps"] == []
        assert queries.grid_at(longitude=130.025, latitude=20.005) == NEW
