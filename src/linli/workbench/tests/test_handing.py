"""What ends together with open work, by the API: it is counted, offered, handed over, and never lost in silence; and
what a stand-in is told of himself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.accounts.models import User
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce import actions as workforce
from linli.workforce.models import Post
from linli.workforce.rules import LeaveReason

pytestmark = pytest.mark.django_db

GRID1, GRID2 = str(c.post_id("grid1")), str(c.post_id("grid2"))


def ask(who: str = "secretary", **values: Any) -> Any:
    return Caller(who).get("/workbench/handover", **values)


def hand_over(who: str = "secretary", **values: Any) -> Any:
    usual = {"posts": [GRID1], "to": GRID2, "reason": "split"}
    return Caller(who).post("/workbench/handover", usual | values)


def close_post(id: UUID, who: str = "secretary") -> Any:
    return Caller(who).post(f"/workforce/posts/{id}/close", {})


def close_person(key: str, **values: Any) -> Any:
    return Caller("admin").post(f"/workforce/people/{c.user_id(key)}/close", {"reason": "left"} | values)


def test_counted_first_then_handed_over_and_the_answer_says_what_is_left() -> None:
    for _ in range(2):
        make.dispatched()
    empty = {"count": 0, "late": 0, "in_hand": 0, "settled": 0, "fits": 0}
    assert (
        ask(posts=GRID1).json()
        == ask(person=str(c.user_id("grid1"))).json()
        == empty | {"count": 2, "fits": 2}
    )
    problem(hand_over(seen=3), 409, "handover/changed")
    assert hand_over(seen=2).json() == empty
    assert ask(posts=GRID2).json()["count"] == 2


def test_all_posts_of_a_person_go_at_once() -> None:
    make.dispatched("lead")
    with scope(system()):
        second = c.post_id("lead", 1)
    make.do("counter", make.actions.dispatch, matter_id=make.accepted(), post_id=second)
    person = str(c.user_id("lead"))
    assert hand_over(posts=[], person=person, seen=2).json()["count"] == 0
    assert ask(posts=GRID2).json()["count"] == 2


def test_the_same_command_twice_hands_over_once() -> None:
    make.dispatched()
    api, body = Caller("secretary"), {"posts": [GRID1], "to": GRID2, "reason": "left"}
    command = UUID(int=77)
    first = api.post("/workbench/handover", body, command=command)
    again = api.post("/workbench/handover", body, command=command)
    assert (first.status_code, again.status_code) == (200, 200)
    assert ask(posts=GRID2).json()["count"] == 1


def test_no_reason_but_those_of_the_list() -> None:
    make.dispatched()
    assert hand_over(reason="因为").status_code == 422
    problem(hand_over("counter"), 403, "handover/not-yours")
    problem(hand_over(posts=[]), 404, "post/not-found")


def test_a_post_with_open_work_is_not_ended() -> None:
    make.dispatched()
    with scope(system()):
        workforce.vacate(by=system(), post_id=c.post_id("grid1"))
    told = problem(close_post(c.post_id("grid1")), 422, "post/has-work")
    assert told["count"] == 1
    assert Post.objects.get(id=c.post_id("grid1")).closed_at is None
    hand_over()
    assert close_post(c.post_id("grid1")).status_code == 200
    assert Post.objects.get(id=c.post_id("grid1")).closed_at is not None


def test_an_account_over_open_work_is_closed_only_where_one_says_what_becomes_of_it() -> None:
    make.dispatched()
    told = problem(close_person("grid1"), 422, "account/has-work")
    assert (told["count"], told["posts"]) == (1, [GRID1])
    assert User.objects.get(id=c.user_id("grid1")).is_active
    assert Post.objects.get(id=c.post_id("grid1")).holder_id == c.user_id("grid1")
    assert close_person("grid1", leave_work=True).status_code == 200
    assert not User.objects.get(id=c.user_id("grid1")).is_active
    assert ask("admin", posts=GRID1).json()["count"] == 1


def test_without_open_work_nothing_is_asked() -> None:
    make.closed()
    assert close_person("grid1").status_code == 200


def test_all_posts_of_somebody_pass_to_another_with_the_work() -> None:
    id = make.dispatched("lead")
    address = f"/workforce/people/{c.user_id('lead')}/pass-on"
    api = Caller("secretary")
    problem(api.post(address, {"to": str(c.user_id("lead"))}), 422, "post/nothing-to-pass")
    assert api.post(address, {"to": str(c.user_id("grid1"))}).status_code == 200
    assert c.actor("lead").seats == ()
    assert {seat.post for seat in c.actor("grid1").seats} >= {c.post_id("lead", 0), c.post_id("lead", 1)}
    assert make.row(id).post_id == c.post_id("lead")
    assert Caller("counter").post(address, {"to": str(c.user_id("grid1"))}).status_code in {403, 422}


def test_passing_on_is_all_or_nothing() -> None:
    """One of his posts is above the secretary's: nothing changes hands."""
    upper = UUID(int=88)
    with scope(system()):
        workforce.open_post(
            by=system(), area=c.SUBDISTRICT, title="subdistrict_officer", name="上级岗", id=upper
        )
        workforce.assign(by=system(), post_id=upper, user_id=c.user_id("lead"))
    answer = Caller("secretary").post(
        f"/workforce/people/{c.user_id('lead')}/pass-on", {"to": str(c.user_id("grid1"))}
    )
    assert answer.status_code in {403, 404, 422}
    assert len(c.actor("lead").seats) == 3


def test_a_stand_in_is_told_for_whom_and_until_when() -> None:
    first = timezone.localtime(clock.now()).date()
    last = first + timedelta(days=2)
    assert Caller("grid2").get("/me").json()["standing_in"] == []
    make.do(
        "grid1",
        workforce.enter_leave,
        person_id=c.user_id("grid1"),
        stand_in_id=c.user_id("grid2"),
        first=first,
        last=last,
        reason=LeaveReason.ANNUAL,
    )
    me = Caller("grid2").get("/me").json()
    assert me["standing_in"] == [{"name": "grid1者", "posts": ["grid1岗"], "last": last.isoformat()}]
    assert [(post["name"], post["stands_in_name"]) for post in me["posts"]] == [
        ("grid2岗", ""),
        ("grid1岗", "grid1者"),
    ]
    make.do(
        "subdistrict",
        workforce.enter_leave,
        person_id=c.user_id("secretary"),
        stand_in_id=c.user_id("counter"),
        first=first,
        last=last,
        reason=LeaveReason.ANNUAL,
    )
    rights = Caller("counter").get("/me").json()["permissions"]
    assert "matter:close" in rights
    assert not {"post:fill", "matter:hand-over"} & set(rights)
