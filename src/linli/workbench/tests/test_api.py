"""Who I am, what I prefer, and the boxes of the workbench for every role."""

from typing import Any

import pytest

from linli.accounts.models import User
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workbench import queries
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

BOXES = set(queries.BOXES)


@pytest.mark.parametrize("path", ["/me", "/workbench"])
def test_nobody_without_signing_in(path: str) -> None:
    problem(Caller().get(path), 401, "actor/signed-out")


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_me(who: str) -> None:
    me = Caller(who).get("/me").json()
    assert (me["id"], me["name"], me["kind"]) == (str(c.user_id(who)), f"{who}者", "person")
    assert [(post["title"], post["area"]) for post in me["posts"]] == sorted(
        c.PEOPLE[who], key=lambda post: (len(post[1]), post[1])
    )
    assert me["permissions"] == sorted(set(me["permissions"]))
    assert me["area"] == c.PEOPLE[who][0][1][:12]
    assert me["synthetic"] is False


def test_me_with_names_for_codes() -> None:
    me = Caller("grid1").get("/me").json()
    assert me["community_name"] == "本社区"
    assert me["posts"][0]["area_name"] == "1号网格"
    assert (me["posts"][0]["title_name"], me["posts"][0]["role"]) == ("网格员", "grid_worker")
    assert me["posts"][0]["title_name_en"].isascii()


def test_somebody_without_a_post_may_do_nothing_but_is_somebody() -> None:
    with scope(system()):
        workforce.vacate(by=system(), post_id=c.post_id("volunteer"))
    api = Caller("volunteer")
    me = api.get("/me").json()
    assert (me["posts"], me["permissions"], me["area"], me["community_name"]) == ([], [], "", "")
    assert {
        name: box["count"] for name, box in api.get("/workbench").json().items() if name in BOXES
    } == dict.fromkeys(BOXES, 0)


def test_preferences_are_kept() -> None:
    api = Caller("grid1")
    me = api.post("/me", {"language": "en", "large_text": True}).json()
    assert (me["language"], me["large_text"]) == ("en", True)
    again = api.post("/me", {"language": "zh-hans"}).json()
    assert (again["language"], again["large_text"]) == ("zh-hans", True)
    assert User.objects.filter(large_text=True).count() == 1


def test_a_command_of_before_changes_nothing_again() -> None:
    api, command = Caller("grid1"), ids.new()
    api.post("/me", {"language": "en"}, command=command)
    api.post("/me", {"language": "zh-hans"})
    assert api.post("/me", {"language": "en"}, command=command).json()["language"] == "zh-hans"


@pytest.mark.parametrize(
    "body",
    [{"language": "fr"}, {"language": "x" * 100}, {"language": "\x00"}, {"large_text": "perhaps"}, [], 3],
)
def test_garbage_is_refused(body: Any) -> None:
    problem(Caller("grid1").post("/me", body), 422)


@pytest.mark.parametrize("who", sorted(c.PEOPLE))
def test_the_workbench_has_its_boxes_for_everybody(who: str) -> None:
    bench = Caller(who).get("/workbench").json()
    assert set(bench) == BOXES | {"now", "community_name"}
    for name in BOXES:
        assert bench[name]["count"] >= len(bench[name]["rows"]) or bench[name]["more"]
