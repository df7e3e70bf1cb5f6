"""What a phone takes along: all that lies in its holder's post, nothing outside it, no number, no label that is not for
phones; and the second time only what has changed."""

import json
from typing import Any

import pytest

from linli.kit.actor import system
from linli.ledger.models import Entry
from linli.register.tests import factories as make
from linli.sync import rules
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
HIDDEN = "mental_disorder"
PHONE, NUMBER = "19412345678", make.number(order=7)


def _home(area: str, building: str, name: str, **more: Any) -> Any:
    by = system()
    dwelling = make.dwelling(by, make.building(by, area, building))
    who = make.member(name, skills=[], **more)
    make.household(by, dwelling, who)
    return who.id


@pytest.fixture
def people() -> dict[str, Any]:
    """One in the grid, with a label for phones and one that is not; one in the next grid; one next door."""
    found = {
        "mine": _home(c.GRIDS[0], "81", "季秀英", phone=PHONE, id_number=NUMBER),
        "other": _home(c.GRIDS[1], "82", "卓听云"),
        "next": _home(f"{c.NEXT_DOOR}", "83", "曾望舒"),
    }
    make.label(system(), found["mine"], kind=HIDDEN)
    make.label(system(), found["mine"], kind="veteran")
    return found


def _pack(key: str, **body: Any) -> dict[str, Any]:
    answer = Caller(key).post("/sync/pack", {"areas": [], "known": {}} | body)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def _known(pack: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["stamp"] for one in pack["chunks"]}


def test_it_holds_the_post_and_nothing_else(people: dict[str, Any]) -> None:
    whole = json.dumps(_pack("grid1"), ensure_ascii=False)
    assert "季秀英" in whole
    assert "veteran" in whole
    assert "194****5678" in whole
    for absent in ("卓听云", "曾望舒", str(people["other"]), PHONE, NUMBER, NUMBER[-4:] + '"', HIDDEN):
        assert absent not in whole


def test_only_what_changed_comes_again(people: dict[str, Any]) -> None:
    first = _pack("grid1")
    again = _pack("grid1", known=_known(first))
    assert again["chunks"] == []
    assert again["gone"] == []
    _home(c.GRIDS[0], "84", "鲍新来")
    more = _pack("grid1", known=_known(first) | {"building:gone": "x"})
    assert [one["content"]["number"] for one in more["chunks"]] == ["84"]
    assert more["gone"] == ["building:gone"]


def test_the_first_time_is_entered(people: dict[str, Any]) -> None:
    first = _pack("grid1")
    _pack("grid1", known=_known(first))
    entry = make.row(Entry, verb="pack.taken")
    assert (entry.actor, entry.area, entry.facts) == (
        c.user_id("grid1"),
        c.GRIDS[0],
        {"households": first["households"]},
    )


def test_homes_are_entered_whatever_the_phone_says_it_has(people: dict[str, Any]) -> None:
    _pack("grid1", known={"labels": "x", "building:none": "x"})
    assert make.row(Entry, verb="pack.taken").facts["households"] >= 1


def test_a_wide_post_chooses_its_grids(people: dict[str, Any]) -> None:
    caller = Caller("secretary")
    problem(caller.post("/sync/pack", {}), 422, "sync/choose-grids")
    problem(caller.post("/sync/pack", {"areas": [c.HOME]}), 422, "sync/choose-grids")
    whole = json.dumps(_pack("secretary", areas=[c.GRIDS[1]]), ensure_ascii=False)
    assert "卓听云" in whole
    assert "季秀英" not in whole


@pytest.mark.parametrize("area", [c.GRIDS[1], f"{c.NEXT_DOOR}001", c.HOME, "", "x"])
def test_nobody_takes_anothers_grid(people: dict[str, Any], area: str) -> None:
    problem(Caller("grid1").post("/sync/pack", {"areas": [area]}), 403, "sync/outside-area")


@pytest.mark.parametrize("key", ["volunteer", "property", "department"])
def test_who_has_no_sight_of_the_register_takes_nothing(key: str) -> None:
    problem(Caller(key).post("/sync/pack", {}), 403, "actor/not-allowed")


def test_more_than_a_phone_carries(people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "HOUSEHOLDS_MOST", 0)
    said = problem(Caller("grid1").post("/sync/pack", {}), 422, "sync/too-many-households")
    assert said["households"][c.GRIDS[0]] >= 1


def test_categories_go_along_with_the_words_they_are_spoken_for_by(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    [chunk] = [one for one in _pack("grid1")["chunks"] if one["id"] == "categories"]
    by_code = {row["code"]: row for row in chunk["content"]}
    assert "垃圾" in by_code["env.garbage"]["words"]
    assert by_code["env.garbage"]["parent"] == "env"
    assert len(json.dumps(chunk["content"], ensure_ascii=False).encode()) < 60_000
    monkeypatch.setattr("linli.matters.queries.dictionary.CARRIED_MOST", 10)
    [chunk] = [one for one in _pack("grid1")["chunks"] if one["id"] == "categories"]
    assert not any(row["words"] for row in chunk["content"]), "names alone where there are too many"
