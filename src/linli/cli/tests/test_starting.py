"""A new site's first hour by command: dictionaries, first administrator, grids from a file, a forgotten password."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from linli.accounts import queries as accounts
from linli.cli import loading, starting
from linli.kit.actor import Actor
from linli.kit.errors import Conflict, NotFound, Refused
from linli.matters.tests import factories as make
from linli.territory import queries as territory
from linli.tests import community as c
from linli.workforce import queries as workforce

pytestmark = pytest.mark.django_db
SECRET = "first-pass-2026"


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))


def _administrator() -> Actor:
    person = accounts.by_login("first.admin")
    assert person is not None
    assert person.check_password(SECRET)
    found = workforce.actor_of(person.id)
    assert found is not None
    return found


def test_the_first_administrator_sits_in_a_post() -> None:
    assert starting.init(area=c.DISTRICT, admin="first.admin", name="首任") == 0
    seats = _administrator().seats
    assert [(s.title, s.area) for s in seats] == [("administrator", c.DISTRICT)]


def test_a_taken_name_is_refused() -> None:
    with pytest.raises(Conflict):
        starting.init(area=c.DISTRICT, admin="counter", name="首任")


def _collection(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def _feature(code: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "新网格", **more},
        "geometry": c.square(7),
    }


def test_grids_come_from_a_file(tmp_path: Path) -> None:
    assert starting.grids(_collection(tmp_path / "g.json", _feature(f"{c.HOME}009", kind="dedicated"))) == 0
    assert territory.grid_at(longitude=130.075, latitude=20.005) == f"{c.HOME}009"


def test_every_bad_feature_is_named_and_none_is_loaded(tmp_path: Path) -> None:
    file = _collection(tmp_path / "g.json", _feature(f"{c.HOME}008"), _feature("12"), {"properties": {}})
    with pytest.raises(ValueError, match="Feature 2") as refused:
        starting.grids(file)
    assert "Feature 3" in str(refused.value)
    assert not territory.exists(f"{c.HOME}008")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(ValueError, match="FeatureCollection"):
        starting.grids(path)


def test_a_forgotten_password_is_set_anew() -> None:
    assert starting.password("counter") == 0
    person = accounts.by_login("counter")
    assert person is not None
    assert person.check_password(SECRET)


def test_a_closed_account_is_no_actor() -> None:
    assert starting.close_person("counter2") == 0
    assert workforce.actor_of(c.user_id("counter2")) is None


def test_an_account_over_open_work_is_closed_only_where_one_says_so() -> None:
    make.dispatched()
    with pytest.raises(Refused, match="account/has-work") as refused:
        starting.close_person("grid1")
    assert "1件" in refused.value.zh
    assert workforce.actor_of(c.user_id("grid1")) is not None
    assert starting.close_person("grid1", leave_work=True) == 0
    assert workforce.actor_of(c.user_id("grid1")) is None


def test_nobody_of_that_name() -> None:
    with pytest.raises(NotFound):
        starting.password("nobody.here")


def test_the_demo_stays_on_this_machine() -> None:
    with (
        override_settings(PUBLIC_URL="https://community.example"),
        pytest.raises(ValueError, match="PUBLIC_URL"),
    ):
        loading.demo(matters=1)
