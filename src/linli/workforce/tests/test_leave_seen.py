"""What is seen of a leave: by whom, through which wall, on which list, and by residents."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import User
from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce import actions, queries
from linli.workforce.models import Leave, LeaveReason, Post
from linli.workforce.tests.test_leave import enter, today

pytestmark = pytest.mark.django_db


def test_two_walls_before_the_reason() -> None:
    """That somebody stands in is public organisation; why, neither a colleague nor the stand-in reads, and from another
    community not past all code either."""
    enter("grid1", "grid2")

    def reasons(key: str) -> list[str]:
        by = c.actor(key)
        with scope(by, write=False):
            return [row["reason"] for row in queries.leaves(by, area=c.HOME)]

    assert reasons("secretary") == ["sick"]
    assert reasons("counter") == [""]
    for key, seen in (("next_secretary", 0), ("department", 0), ("secretary", 1), ("grid1", 1)):
        by = c.actor(key)
        with scope(by, write=False):
            assert LeaveReason.objects.count() == seen, key
            assert Leave.objects.count() == 1


def test_nobody_writes_a_leave_past_the_wall() -> None:
    leave = enter("grid1", "grid2")
    by = c.actor("next_secretary")
    with scope(by):
        assert Leave.objects.filter(id=leave).update(version=9) == 0


def test_lists_of_leaves() -> None:
    enter("grid1", "grid2", days=2)
    enter("counter", "counter2", begins=3)

    def listed(by: Actor) -> list[tuple[str, str, bool, list[str]]]:
        with scope(by, write=False):
            rows = queries.leaves(by, area=c.HOME)
        return [(r["person_name"], r["stand_in_name"], r["running"], r["abilities"]) for r in rows]

    assert listed(c.actor("secretary")) == [
        ("grid1者", "grid2者", True, ["end"]),
        ("counter者", "counter2者", False, ["end"]),
    ]
    assert {tuple(row[3]) for row in listed(c.actor("counter2"))} == {()}
    with pytest.raises(Forbidden), scope(c.actor("next_counter"), write=False):
        queries.leaves(c.actor("next_counter"), area=c.HOME)


def test_who_could_stand_in_with_what_passes() -> None:
    by = c.actor("lead")
    with scope(by, write=False):
        own = queries.stand_ins(by, person_id=by.id)
    assert {row["name"] for row in own} == {"secretary者", "subdistrict者", "counter者", "counter2者"}
    secretary = c.actor("secretary")
    with scope(secretary, write=False):
        found = queries.stand_ins(secretary, person_id=by.id, q="grid1")
    assert [row["name"] for row in found] == ["grid1者"]
    assert {post["id"] for post in found[0]["passes"]} == {c.post_id("lead", 0), c.post_id("lead", 1)}


def test_who_sees_no_posts_is_offered_no_names() -> None:
    for key in ("volunteer", "property"):
        assert problem(Caller(key).get("/workforce/leaves/stand-ins"), 403, "actor/not-allowed")
    assert Caller("grid1").get("/workforce/leaves/stand-ins").status_code == 200


def test_residents_are_shown_the_stand_in() -> None:
    enter("grid1", "grid2")
    queries.forget_posts()
    with scope(system(), write=False):
        cards = {card["post"]: card for card in queries.public_cards(area=c.GRIDS[0])}
        other = c.actor("grid2")
        found = queries.post(c.post_id("grid1"))
    assert (cards["grid1岗"]["name"], cards["grid1岗"]["in_place_of"]) == ("grid2者", "grid1者")
    assert cards["grid1岗"]["phone"].startswith("194")
    assert cards["secretary岗"]["in_place_of"] == ""
    assert found is not None
    assert (found.holder_name, found.stand_in, found.sitting) == (
        "grid1者",
        other.id,
        {c.user_id("grid1"), other.id},
    )


def test_by_the_api() -> None:
    first, last = today(), today() + timedelta(days=1)
    body: dict[str, Any] = {
        "id": str(ids.new()),
        "stand_in": str(c.user_id("grid2")),
        "first": str(first),
        "last": str(last),
        "reason": "annual",
    }
    me = Caller("grid1")
    assert me.post("/workforce/leaves", body).status_code == 201
    mine = me.get("/workforce/leaves/mine").json()
    assert [(row["stand_in_name"], row["reason"]) for row in mine["own"]] == [("grid2者", "annual")]
    theirs = Caller("grid2").get("/workforce/leaves/mine").json()
    assert [(row["person_name"], row["reason"], row["abilities"]) for row in theirs["standing_in"]] == [
        ("grid1者", "", [])
    ]
    assert Caller("counter").post("/workforce/leaves", body | {"reason": "cold"}).status_code == 422
    address = f"/workforce/leaves/{body['id']}/end"
    assert Caller("grid2").post(address, {}).status_code == 404
    assert me.post(address, {"version": 7}).status_code == 409
    assert me.post(address, {"version": 1}).status_code == 200
    assert me.get("/workforce/leaves/mine").json() == {"own": [], "standing_in": []}
    assert Caller("grid1").get("/workforce/leaves/stand-ins", q="grid2").json()[0]["name"] == "grid2者"


def test_the_phone_that_rings_is_one_that_somebody_answers() -> None:
    """A post's own phone stays with the post; one that is the absent person's own gives way to the stand-in's."""

    def phone() -> str:
        """The same to other rooms, to residents, and on the list of posts."""
        queries.forget_posts()
        by = c.actor("secretary")
        with scope(by, write=False):
            found = queries.post(c.post_id("grid1"))
            listed = {post["id"]: post["phone"] for post in queries.posts(by, area=c.GRIDS[0])}
            cards = {card["post"]: card["phone"] for card in queries.public_cards(area=c.GRIDS[0])}
        assert found is not None
        assert found.phone == listed[found.id] == cards[found.name]
        return found.phone

    own = User.objects.get(id=c.user_id("grid1")).phone
    theirs = User.objects.get(id=c.user_id("grid2")).phone
    assert phone() == own
    enter("grid1", "grid2")
    assert phone() == theirs
    with scope(system()):
        Post.objects.filter(id=c.post_id("grid1")).update(phone=own)
    assert phone() == theirs
    with scope(system()):
        Post.objects.filter(id=c.post_id("grid1")).update(phone="0512-1234567")
    assert phone() == "0512-1234567"


def test_who_has_left_his_last_post_stands_in_nowhere() -> None:
    """As he sits there no more, nobody is told he does: not the rooms, nor residents."""
    enter("grid1", "grid2")
    by = c.actor("secretary")
    with scope(by):
        actions.vacate(by=by, post_id=c.post_id("grid2"))
        found = queries.post(c.post_id("grid1"))
        cards = {card["post"]: card["name"] for card in queries.public_cards(area=c.GRIDS[0])}
    assert c.actor("grid2").seats == ()
    assert found is not None
    assert (found.stand_in, found.stand_in_name) == (None, "")
    assert found.phone == User.objects.get(id=c.user_id("grid1")).phone
    assert cards["grid1岗"] == "grid1者"
