"""The process's copy of the map: it sees what others change within seconds, reads only that, and is never half new."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.territory import actions, queries
from linli.territory.queries import lookup
from linli.territory.rules import as_geojson, read_polygon
from linli.tests import community as c

pytestmark = pytest.mark.django_db
PLACE = {"longitude": 130.095, "latitude": 20.005}
NEW = c.HOME + "009"


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    queries.forget_map()  # what was read by the real clock before
    monkeypatch.setattr(lookup, "time", watch)
    return watch


def elsewhere(monkeypatch: pytest.MonkeyPatch, number: int, *, at: datetime | None = None) -> None:
    """A grid is drawn by another process: nothing here is told."""
    with monkeypatch.context() as patch, scope(system()):
        patch.setattr(queries, "look_again", lambda: None)
        if at is not None:
            patch.setattr(clock, "now", lambda: at)
        actions.draw_grid(by=system(), code=NEW, name="九号", polygon=c.square(number))


def at(**place: float) -> str:
    with scope(system(), write=False):
        return queries.grid_at(**(PLACE | place))


def test_a_change_elsewhere_is_seen_after_three_seconds(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at() == ""
    elsewhere(monkeypatch, 9)
    watch.now += lookup.STALE_AFTER - 0.1
    assert at() == ""
    watch.now += 0.2
    assert at() == NEW
    elsewhere(monkeypatch, 10)
    watch.now += lookup.STALE_AFTER + 0.1
    assert at() == ""
    assert at(longitude=130.105) == NEW


def test_a_change_that_becomes_visible_late_is_seen(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its transaction began before another that committed first."""
    elsewhere(monkeypatch, 9)
    assert at() == NEW
    elsewhere(monkeypatch, 10, at=clock.now() - timedelta(minutes=2))
    watch.now += lookup.STALE_AFTER + 0.1
    assert at(longitude=130.105) == NEW


def test_time_that_went_backwards_loads_all_anew(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere(monkeypatch, 9, at=clock.now() + timedelta(days=1))
    assert at() == NEW
    with scope(system()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE territory_grid SET changed_at = now() - interval '1 year' WHERE code = %s", [NEW]
        )
        polygon = as_geojson(read_polygon(c.square(10)))
        cursor.execute(
            "UPDATE territory_grid SET polygon = %s::jsonb WHERE code = %s", [json.dumps(polygon), NEW]
        )
    watch.now += lookup.STALE_AFTER + 0.1
    assert at(longitude=130.105) == NEW


def test_a_closed_grid_is_off_the_map(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere(monkeypatch, 9)
    assert at() == NEW
    with scope(system()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE territory_grid SET closed_at = now(), changed_at = now() + interval '1 s' WHERE code = %s",
            [NEW],
        )
    watch.now += lookup.STALE_AFTER + 0.1
    assert at() == ""
    with scope(system(), write=False):
        assert not queries.exists(NEW)


def test_asking_costs_one_statement_and_between_none(watch: Watch) -> None:
    with scope(system(), write=False):
        queries.grid_at(**PLACE)
        with CaptureQueriesContext(connection) as told:
            for _ in range(50):
                queries.grid_at(**PLACE)
        assert len(told) == 0
        watch.now += lookup.STALE_AFTER + 0.1
        with CaptureQueriesContext(connection) as told:
            for _ in range(50):
                queries.grid_at(**PLACE)
        assert len(told) == 1
