"""Looks behind a mask are listed for whoever answers for them, and many of them are told."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from time_machine import travel

from linli.delivery.models import Message
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.register import actions
from linli.register.actions.reveals import MANY
from linli.register.tests import factories as homes
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db
NUMBER, PHONE = homes.number(), "13700001111"


def _resident(grid: int = 0, number: str = NUMBER) -> UUID:
    by = system("tests")
    one = homes.member(id_number=number, phone=PHONE)
    homes.household(by, homes.dwelling(by, homes.building(by, c.GRIDS[grid], str(grid + 3))), one)
    return one.id


def _look(who: str, id: UUID, reason: str = "要上门核实情况") -> dict[str, str]:
    by = c.actor(who)
    with scope(by):
        return actions.reveal_resident(by=by, resident_id=id, reason=reason)


def _listed(who: str, **asked: Any) -> list[dict[str, Any]]:
    return Caller(who).get("/register/reveals", **asked).json()["rows"]


def test_the_secretary_sees_who_looked_at_whom_and_why() -> None:
    id = _resident()
    assert _look("grid1", id)["phone"] == PHONE
    for who in ("secretary", "supervisor"):
        (row,) = _listed(who)
        assert row["by"] == str(c.user_id("grid1"))
        assert (row["noun"], row["subject"], row["about"]) == ("resident", str(id), "王秀英")
        assert row["reason"] == "要上门核实情况"
        assert NUMBER not in str(row)
        assert PHONE not in str(row)
    assert _listed("secretary", by=str(c.user_id("grid2"))) == []
    assert len(_listed("secretary", by=str(c.user_id("grid1")), area=c.GRIDS[0])) == 1
    assert _listed("secretary", area=c.GRIDS[1]) == []


def test_narrowed_to_days_and_to_whom_was_looked_at() -> None:
    first, second = _resident(), _resident(1, homes.number("19700101"))
    today = timezone.localtime(clock.now()).replace(hour=0, minute=30)
    before = today - timedelta(minutes=31)
    for moment, who, id, why in (
        (before - timedelta(days=1), "grid1", first, "前天"),
        (before, "grid1", first, "昨天夜里"),
        (before - timedelta(hours=2), "grid2", second, "昨天"),
    ):
        with travel(moment, tick=False):
            _look(who, id, why)
    day = str(before.date())
    assert [row["reason"] for row in _listed("secretary", since=day, until=day)] == ["昨天夜里", "昨天"]
    assert [row["reason"] for row in _listed("secretary", since=str(today.date()))] == []
    assert [row["reason"] for row in _listed("secretary", about=str(second))] == ["昨天"]
    assert _listed("secretary", since="9999-12-31", until="9999-12-31") == []
    assert len(_listed("secretary", since="0001-01-01", until="9999-12-31")) == 3
    told = Caller("secretary").get("/register/reveals", by=str(c.user_id("grid2")), since=day).json()
    assert {(one["name"], one["looks"]) for one in told["lookers"]} == {("grid1者", 1), ("grid2者", 1)}
    assert [row["area_name"] for row in told["rows"]] == ["2号网格"]


def test_nobody_else_sees_it() -> None:
    _look("grid1", _resident())
    for who in ("grid1", "lead", "counter", "volunteer", "admin", "department"):
        assert Caller(who).get("/register/reveals").status_code == 403, who
    assert Caller("secretary").get("/register/reveals", by="x").status_code == 422


def test_pages_go_on_and_cost_the_same(django_assert_max_num_queries: Any) -> None:
    id = _resident()
    for n in range(23):
        _look("grid1", id, reason=f"要上门核实情况{n}")
    who = Caller("secretary")
    who.get("/register/reveals")
    with django_assert_max_num_queries(9):
        first = who.get("/register/reveals").json()
    rest = who.get("/register/reveals", after=first["next"]).json()
    told = [row["reason"][7:] for row in first["rows"] + rest["rows"]]
    assert told == [str(n) for n in reversed(range(23))]
    assert rest["next"] is None
    assert rest["lookers"] is None
    assert [one["looks"] for one in first["lookers"]] == [23]


def test_many_looks_within_an_hour_are_told_once() -> None:
    id = _resident()
    for _ in range(MANY - 1):
        _look("grid1", id)
    assert not _told()
    _look("grid1", id)
    assert _told() == {c.post_id("secretary"), c.post_id("supervisor")}
    _look("grid1", id)
    with scope(system(), write=False):
        assert Message.objects.filter(kind="register.many-reveals").count() == 2


def _told() -> set[UUID | None]:
    with scope(system(), write=False):
        return set(Message.objects.filter(kind="register.many-reveals").values_list("to_post", flat=True))


def test_without_a_reason_nothing_is_shown_or_listed() -> None:
    id = _resident()
    with pytest.raises(Refused):
        _look("grid1", id, reason="")
    assert _listed("secretary") == []
