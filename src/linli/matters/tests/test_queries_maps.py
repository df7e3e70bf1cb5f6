"""Matters on the map: who sees which, at their point or counted in their grid, narrowed, and never too many."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.matters import queries
from linli.matters.models import Matter
from linli.matters.queries import MapFilters, maps
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

HERE: dict[str, Any] = {"longitude": 130.004, "latitude": 20.006}


def seen(who: str | Actor, **filters: str) -> dict[str, Any]:
    return make.look(who, queries.on_map, MapFilters(**filters))


def ids(found: dict[str, Any]) -> set[UUID]:
    return {point["id"] for point in found["points"]}


def counts(found: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {a["area"]: (a["count"], a["overdue"], a["placeless"]) for a in found["areas"]}


def test_points_and_counts() -> None:
    at_a_point = make.raised(area="", **HERE)
    make.raised(area=c.GRIDS[0])
    make.raised(area=c.GRIDS[1])
    make.closed(area=c.GRIDS[1])
    found = seen("counter", area=c.HOME)
    assert ids(found) == {at_a_point}
    assert counts(found) == {c.GRIDS[0]: (2, 0, 1), c.GRIDS[1]: (1, 0, 1)}
    assert found["areas"][0]["name"] == "1号网格"
    point = found["points"][0]
    assert (point["longitude"], point["latitude"]) == (130.004, 20.006)
    assert point["category_name"]
    assert point["standing"] == "on_time"
    assert found["cut"] is False


@pytest.mark.parametrize(
    ("who", "number"),
    [
        ("counter", 2),
        ("secretary", 2),
        ("subdistrict", 2),
        ("grid1", 1),
        ("lead", 2),
        ("grid2", 1),
        ("property", 0),
        ("volunteer", 0),
        ("next_counter", 0),
        ("far_secretary", 0),
    ],
)
def test_under_the_first_wall(who: str, number: int) -> None:
    make.raised(area=c.GRIDS[0], **HERE)
    make.raised(area=c.GRIDS[1], longitude=130.015, latitude=20.005)
    found = seen(who)
    assert len(found["points"]) == number
    assert sum(a["count"] for a in found["areas"]) == number


def test_under_the_second_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    make.raised(area=c.GRIDS[0], **HERE)
    monkeypatch.setattr("linli.matters.queries.narrowing.visible_matters", lambda _: Matter.objects.all())
    assert seen("next_counter") == {"points": [], "cut": False, "areas": []}
    assert len(seen("counter")["points"]) == 1


def test_what_my_post_has_elsewhere_is_on_my_map() -> None:
    id = make.dispatched("property", **HERE)
    assert ids(seen("property")) == {id}


def _late(id: UUID) -> None:
    with scope(c.actor("counter")), connection.cursor() as cursor:
        past = clock.now() - timedelta(hours=1)
        cursor.execute("UPDATE matters_matter SET due_at = %s, warn_at = %s WHERE id = %s", [past, past, id])


def test_narrowed() -> None:
    lamp = make.raised(**HERE)
    tree = make.raised(category="env.tree", **HERE)
    make.raised(category="env.tree", area=c.GRIDS[1])
    _late(tree)
    assert ids(seen("counter", category="env")) == {tree}
    assert ids(seen("counter", category="env.tree")) == {tree}
    assert ids(seen("counter", category="en")) == set()
    assert ids(seen("counter", standing="overdue")) == {tree}
    assert ids(seen("counter", area=c.GRIDS[1])) == set()
    found = seen("counter", area=c.GRIDS[0])
    assert ids(found) == {lamp, tree}
    assert counts(found) == {c.GRIDS[0]: (2, 1, 0)}
    assert found["points"][0]["id"] == tree, "the one that is due first comes first"
    assert found["points"][0]["standing"] == "overdue"


def test_never_too_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        make.raised(**HERE)
    monkeypatch.setattr(maps, "POINTS_MOST", 2)
    found = seen("counter")
    assert len(found["points"]) == 2
    assert found["cut"] is True
    assert counts(found) == {c.GRIDS[0]: (3, 0, 0)}


def test_over_the_api() -> None:
    id = make.raised(**HERE)
    told = Caller("counter").get("/matters/map", area=c.HOME).json()
    assert [point["id"] for point in told["points"]] == [str(id)]
    assert set(told["areas"][0]) == {"area", "name", "count", "overdue", "placeless"}
    assert Caller("next_counter").get("/matters/map", area=c.HOME).json()["points"] == []
    problem(Caller().get("/matters/map"), 401)
