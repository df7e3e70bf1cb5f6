"""The route of the ledger: for who answers for it, of his areas, in pages."""

from typing import Any

import pytest

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.ledger import actions
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

READERS = {"supervisor", "admin"}


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_who_may_read_it(who: str) -> None:
    answer = Caller(who).get("/ledger")
    if who in READERS:
        assert answer.status_code == 200
    else:
        problem(answer, 403, "actor/not-allowed")


def test_nobody_without_signing_in() -> None:
    problem(Caller().get("/ledger"), 401)


def _entries(count: int, area: str, verb: str = "thing.done") -> None:
    by = system()
    with scope(by):
        for _ in range(count):
            actions.record(verb, by=by, area=area, subject=ids.new())


def _all(caller: Caller, **query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    after = ""
    while True:
        page = caller.get("/ledger", after=after, **query).json()
        rows += page["rows"]
        if not page["next"]:
            return rows
        after = page["next"]


def test_pages_show_each_entry_once_the_newest_first() -> None:
    with clock.at(clock.now()):
        _entries(30, c.HOME)
    _entries(25, c.NEXT_DOOR, "thing.moved")
    rows = _all(Caller("supervisor"), noun="thing")
    assert len(rows) == 55
    assert len({row["id"] for row in rows}) == 55
    assert rows == sorted(rows, key=lambda row: (row["at"], row["id"]), reverse=True)
    assert len(_all(Caller("supervisor"), noun="thing", verb="thing.moved")) == 25


def test_only_of_ones_areas() -> None:
    _entries(3, c.ELSEWHERE)
    _entries(2, c.SUBDISTRICT)
    assert {row["area"] for row in _all(Caller("supervisor"), noun="thing")} == {c.SUBDISTRICT}
    assert {row["area"] for row in _all(Caller("admin"), noun="thing")} == {c.SUBDISTRICT}


@pytest.mark.parametrize(
    "query", [{"after": "garbage"}, {"after": "\x00"}, {"noun": "\x00"}, {"verb": "\x00"}]
)
def test_garbage_is_refused(query: dict[str, str]) -> None:
    problem(Caller("admin").get("/ledger", **query), 422)
