"""Writing the map: lists loaded whole or not at all, grids drawn and redrawn, and who may."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from linli.kit.actor import system, visitor
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.territory import actions, queries
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
