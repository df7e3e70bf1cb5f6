"""Nobody sees what is not theirs: every route of the document × every role × inside and outside the area, once as it
is, once with the queries' filters taken away so that the database's wall stands alone, and every table past all
code."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from linli.config.drafting import Model
from linli.kit import outside
from linli.kit.actor import Seat, system
from linli.kit.roles import Role
from linli.tests import community as c
from linli.tests import matrix, sides, tables, unfiltered
from linli.tests.sides import Side

pytestmark = pytest.mark.django_db

NOBODY_HERE = {
    ("POST", "/api/classifying/versions/{version_id}/use"): "nothing was learnt in the test community",
    ("POST", "/api/classifying/files/{file_id}/take-out"): "nothing was given in the test community",
    ("POST", "/api/delivery/settings/confirm"): "nobody asked for a code",
    ("POST", "/api/delivery/templates/put-back"): "there is no earlier edition",
    ("GET", "/api/territory/outlines/{code}"): "no outline was drawn in the test community",
    ("POST", "/api/dictionary/categories/put-back"): "there is only one edition, so nothing would change",
    ("POST", "/api/workforce/titles/put-back"): "there is only one edition, so nothing would change",
    ("POST", "/api/calendars/years/put-back"): "there is only one edition, so nothing would change",
    ("POST", "/api/hotspots/{issue_id}/put"): "the matter lies there already",
    ("POST", "/api/hotspots/{issue_id}/join"): "one matter lies there, and it is settled",
    ("GET", "/api/files/{file_id}/thumb"): "the file inside is a paper, which has no small picture",
}
"""Routes that give nobody a 2xx inside, and why."""


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_FILES = tmp_path


@pytest.fixture(autouse=True)
def drafts(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A made-up model that drafts, so that who may ask it is tried too; and what it was sent."""
    settings.LINLI_DRAFT = Model("http://model.test/v1", "made-up", "")
    sent: list[dict[str, Any]] = []

    def post(_url: str, asked: dict[str, Any], _key: str) -> bytes:
        sent.append(asked)
        return json.dumps({"choices": [{"message": {"content": "路灯下周三前修好"}}]}).encode()

    monkeypatch.setattr(outside, "post", post)
    return sent


@pytest.fixture
def both() -> tuple[Side, Side]:
    return sides.inside(), sides.outside()


def slots() -> dict[tuple[str, str], str]:
    return {(route.method, route.path): route.slot for route in matrix.routes()}


def test_everybody_who_can_come_in_is_in_it() -> None:
    assert set(matrix.ROLES) == set(Role) - {Role.SYSTEM}
    assert {seat.role for role in matrix.PEOPLE for seat in _seats(role)} == set(matrix.PEOPLE)


def _seats(role: Role) -> list[Seat]:
    return list(c.actor(matrix.PEOPLE[role]).seats)


def test_nothing_of_the_outside_is_answered_or_touched(
    both: tuple[Side, Side], drafts: list[dict[str, Any]]
) -> None:
    known = slots()
    answers = [answer for role in matrix.ROLES for answer in matrix.knock_everywhere(role, both)]
    assert {(a.method, a.path, a.role) for a in answers} == {
        (*r, role) for r in known for role in matrix.ROLES
    }
    assert [str(a) for a in answers if a.leaks] == []
    assert [str(a) for a in answers if not matrix.expected(a, known[a.method, a.path])] == []
    opened = {(a.method, a.path) for a in answers if a.good and a.side == "inside"}
    assert set(known) - opened == set(NOBODY_HERE)
    asked = {a.role for a in answers if a.good and a.path == "/api/matters/{matter_id}/draft"}
    assert asked == {a.role for a in answers if a.good and a.path == "/api/matters/{matter_id}/answer"}
    assert len(drafts) == len(asked)


def test_the_second_wall_alone_gives_nothing_either(both: tuple[Side, Side]) -> None:
    known = slots()
    with unfiltered.without_filters():
        answers = [answer for role in matrix.ROLES for answer in matrix.knock_everywhere(role, both)]
    assert [str(a) for a in answers if a.leaks] == []
    assert [str(a) for a in answers if not matrix.expected(a, known[a.method, a.path])] == []


def test_whoever_is_at_home_there_sees_the_marks(
    both: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other way round: the marks are there to be seen, and by the right person they are."""
    monkeypatch.setitem(matrix.PEOPLE, Role.SECRETARY, sides.PERSON)
    answers = list(matrix.knock_everywhere(Role.SECRETARY, both))
    seen = {mark for answer in answers for mark in answer.leaks}
    never_told = {str(both[1].ids[name]) for name in ("file", "opinion")}
    assert {mark for mark in both[1].marks - seen if not mark.startswith('"')} == never_told
    assert both[1].organisation - seen == set()


@pytest.mark.parametrize("role", [*matrix.PEOPLE, Role.VISITOR])
def test_no_row_of_the_outside_is_reached_past_all_code(role: Role, both: tuple[Side, Side]) -> None:
    for table in tables.walled_tables():
        reached = tables.rows_reached(matrix.actor(role), table)
        if table in tables.SEEN_BY_ALL:
            del reached["seen"]
        assert set(reached.values()) <= {0}, (table, reached)


def test_there_is_a_row_outside_in_every_table(both: tuple[Side, Side]) -> None:
    seen = {
        table
        for by in (system(), c.actor(sides.PERSON))
        for table in tables.walled_tables()
        if tables.rows_reached(by, table)["seen"]
    }
    assert seen == set(tables.walled_tables())
