"""What must never go to a phone is answered to none, whoever holds it: asked for by the field's pages, or by a browser
that says it is a phone's; at a desk the same person sees it."""

from typing import Any

import pytest

from linli.kit.actor import system
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db
KEPT = "mental_disorder"
PHONES: list[dict[str, str]] = [
    {"X-Linli-Face": "field"},
    {"Sec-CH-UA-Mobile": "?1"},
    {"User-Agent": "Mozilla/5.0 (Linux; Android 14; HarmonyOS) Mobile Safari/537.36"},
]


@pytest.fixture
def home() -> dict[str, Any]:
    by = system()
    building = make.building(by, c.GRIDS[0], "5")
    dwelling = make.dwelling(by, building)
    who = make.member("季秀英", skills=[])
    make.household(by, dwelling, who)
    make.label(by, who.id, kind=KEPT)
    make.label(by, who.id, kind="veteran")
    return {"building": building, "dwelling": dwelling, "resident": who.id}


def _everything(caller: Caller, home: dict[str, Any]) -> str:
    """All that tells of somebody's labels, in one text."""
    answers = [
        caller.get(f"/register/buildings/{home['building']}"),
        caller.get(f"/register/dwellings/{home['dwelling']}"),
        caller.get(f"/register/residents/{home['resident']}"),
        caller.get("/register/residents", label=KEPT),
        caller.get("/register/label-kinds"),
        caller.get("/insight/profile", area=c.HOME),
        caller.post("/register/find", {"q": "季秀英"}),
        caller.post("/register/find", {"q": "精神障碍"}),
        caller.post("/register/fragments", {"words": "精神障碍"}),
    ]
    assert all(one.status_code in {200, 201} for one in answers), [one.content for one in answers]
    return "".join(one.content.decode() for one in answers)


def test_at_a_desk_who_may_know_is_told(home: dict[str, Any]) -> None:
    told = _everything(Caller("secretary"), home)
    assert KEPT in told
    assert "veteran" in told


@pytest.mark.parametrize("headers", PHONES, ids=["field", "hint", "agent"])
def test_a_phone_is_never_told(home: dict[str, Any], headers: dict[str, str]) -> None:
    caller = Caller("secretary")
    caller.headers = headers
    told = _everything(caller, home)
    assert KEPT not in told
    assert "精神障碍患者" not in told
    assert "veteran" in told
