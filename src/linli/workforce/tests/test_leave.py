"""Leave with a stand-in: who may enter it for whom, what passes on and for how long, and who is told."""

import threading
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from linli.accounts.models import User
from linli.delivery.models import Message
from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Conflict, Forbidden, Gone, NotFound, Problem, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger import queries as entries
from linli.tests import community as c
from linli.tests.calling import Caller
from linli.workforce import actions, queries, rules
from linli.workforce.models import Leave, LeaveReason, Post
from linli.workforce.rules import LeaveReason as Why

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localtime(clock.now()).date()


def enter(
    person: str, stand_in: str, by: str = "", *, begins: int = 0, days: int = 3, why: Why = Why.SICK
) -> UUID:
    """A leave from so many days ahead, for so many days."""
    actor, first = c.actor(by or person), today() + timedelta(days=begins)
    with scope(actor):
        return actions.enter_leave(
            by=actor,
            person_id=c.user_id(person),
            stand_in_id=c.user_id(stand_in),
            first=first,
            last=first + timedelta(days=days - 1),
            reason=why,
        )


def end(leave: UUID, by: str, version: int | None = None) -> UUID:
    actor = c.actor(by)
    with scope(actor):
        return actions.end_leave(by=actor, leave_id=leave, version=version)


def in_place(key: str) -> dict[UUID, UUID | None]:
    """Post → in whose place, of everything somebody sits in now."""
    return {seat.post: seat.stands_in for seat in c.actor(key).seats}


def test_a_stand_in_sits_beside_his_own_post_while_the_leave_runs_and_no_longer() -> None:
    enter("grid1", "grid2", begins=2, days=2)
    own = {c.post_id("grid2"): None}
    assert in_place("grid2") == own
    begins = datetime.combine(
        today() + timedelta(days=2), datetime.min.time(), timezone.get_default_timezone()
    )
    for moment, stands in (
        (begins - timedelta(seconds=1), False),
        (begins, True),
        (begins + timedelta(days=2) - timedelta(seconds=1), True),
        (begins + timedelta(days=2), False),
    ):
        with clock.at(moment):
            theirs = {c.post_id("grid1"): c.user_id("grid1")} if stands else {}
            assert in_place("grid2") == own | theirs
            assert in_place("grid1") == {c.post_id("grid1"): None}


def test_the_seat_says_whose_it_is_and_the_own_comes_first() -> None:
    enter("grid1", "grid2")
    own, theirs = c.actor("grid2").seats
    assert (own.stands_in, own.stands_in_name) == (None, "")
    assert (theirs.stands_in, theirs.stands_in_name, theirs.role) == (
        c.user_id("grid1"),
        "grid1者",
        Role.GRID_WORKER,
    )
    by = c.actor("grid2")
    assert by.hands == (c.user_id("grid2"), c.user_id("grid1"))
    assert by.areas == (c.GRIDS[0], c.GRIDS[1])
    assert by.in_place_of(c.post_id("grid1")) == c.user_id("grid1")
    assert by.in_place_of(c.post_id("grid2")) is None


def test_signing_in_is_still_one_statement(django_assert_num_queries: Any) -> None:
    enter("grid1", "grid2")
    with django_assert_num_queries(1):
        assert len(c.actor("grid2").seats) == 2


def test_a_leave_that_begins_today_begins_now_and_ends_when_it_is_ended() -> None:
    leave = enter("grid1", "grid2", days=1)
    assert Leave.objects.get(id=leave).since <= clock.now()
    assert c.post_id("grid1") in in_place("grid2")
    end(leave, "grid1")
    assert c.post_id("grid1") not in in_place("grid2")
    again = enter("grid1", "grid2", days=1)
    assert again != leave


@pytest.mark.parametrize("by", ["secretary", "subdistrict", "admin", "grid1"])
def test_who_fills_the_post_ends_the_leave_too(by: str) -> None:
    leave = enter("grid1", "grid2")
    end(leave, by)
    assert Leave.objects.get(id=leave).ended_by == c.user_id(by)
    with pytest.raises(Gone, match="leave/over"):
        end(leave, by)


@pytest.mark.parametrize("by", ["grid2", "counter", "lead", "supervisor", "next_secretary", "far_secretary"])
def test_who_ends_no_leave(by: str) -> None:
    leave = enter("grid1", "grid2")
    with pytest.raises(NotFound, match="leave/not-found"):
        end(leave, by)
    assert Leave.objects.get(id=leave).ended_at is None


@pytest.mark.parametrize("by", ["grid2", "counter", "lead", "supervisor", "volunteer", "next_secretary"])
def test_who_enters_no_leave_for_another(by: str) -> None:
    with pytest.raises((Forbidden, NotFound)):
        enter("grid1", "grid2", by)
    assert not Leave.objects.exists()


def test_oneself_names_nobody_lower_but_who_fills_the_post_may() -> None:
    with pytest.raises(Refused, match="leave/too-low"):
        enter("lead", "grid1")
    with pytest.raises(Refused, match="leave/too-low"):
        enter("secretary", "counter")
    enter("secretary", "subdistrict", days=1)
    leave = enter("lead", "grid1", "secretary")
    assert set(Leave.objects.get(id=leave).posts) == {c.post_id("lead", 0), c.post_id("lead", 1)}


def test_nobody_from_another_community_stands_in() -> None:
    with pytest.raises(Refused, match="leave/too-low"):
        enter("counter", "next_counter")
    with pytest.raises(Refused, match="leave/out-of-reach"):
        enter("counter", "next_counter", "secretary")


def test_what_the_one_who_enters_it_does_not_fill_does_not_pass() -> None:
    """Somebody with a post of his community and one of the subdistrict: his secretary passes on the lower one alone."""
    upper = ids.new()
    with scope(system()):
        actions.open_post(
            by=system(), area=c.SUBDISTRICT, title="subdistrict_officer", name="上级岗", id=upper
        )
        actions.assign(by=system(), post_id=upper, user_id=c.user_id("counter"))
    leave = enter("counter", "counter2", "secretary")
    assert Leave.objects.get(id=leave).posts == [c.post_id("counter")]
    assert upper not in in_place("counter2")


def test_an_administrators_post_passes_to_nobody() -> None:
    with pytest.raises(Refused, match="leave/no-post"):
        enter("admin", "subdistrict")
    leave = enter("secretary", "subdistrict", "admin")
    with scope(system()):
        Leave.objects.filter(id=leave).update(person_id=c.user_id("admin"), posts=[c.post_id("admin")])
    assert c.post_id("admin") not in in_place("subdistrict")
    queries.forget_posts()
    with scope(system()):
        found = queries.post(c.post_id("admin"))
    assert found is not None
    assert found.stand_in is None


def test_nobody_stands_in_for_himself_nor_is_away_twice() -> None:
    with pytest.raises(Refused, match="leave/oneself"):
        enter("grid1", "grid1")
    enter("grid1", "grid2", days=5)
    with pytest.raises(Refused, match="leave/twice"):
        enter("grid1", "counter", begins=4)
    enter("grid1", "counter", begins=5)


def test_who_is_away_stands_in_for_nobody_and_who_stands_in_is_not_away() -> None:
    enter("grid1", "grid2", days=5)
    with pytest.raises(Refused, match="leave/stands-in"):
        enter("grid2", "counter", begins=2)
    with pytest.raises(Refused, match="leave/stand-in-away"):
        enter("counter", "grid1", begins=2)
    enter("grid2", "counter", begins=5)


def test_a_seat_never_passes_on_to_a_third() -> None:
    """Even where the rows were there: only posts somebody holds pass on, not those he stands in for."""
    enter("grid1", "grid2")
    with scope(system()):
        now = clock.now()
        Leave.objects.create(
            id=ids.new(),
            community=c.HOME,
            area=c.GRIDS[1],
            person_id=c.user_id("grid2"),
            stand_in_id=c.user_id("counter"),
            posts=[c.post_id("grid2"), c.post_id("grid1")],
            since=now,
            until=now + timedelta(days=1),
            entered_at=now,
            entered_by=c.user_id("grid2"),
        )
    assert in_place("counter") == {
        c.post_id("counter"): None,
        c.post_id("grid2"): c.user_id("grid2"),
    }


def test_the_database_keeps_two_leaves_of_one_person_apart() -> None:
    leave = Leave.objects.get(id=enter("grid1", "grid2"))
    leave.id = ids.new()
    with scope(system()), pytest.raises(IntegrityError, match="workforce_leave_apart"), transaction.atomic():
        leave.save(force_insert=True)


@pytest.mark.parametrize(
    ("begins", "days", "right"),
    [(-1, 2, False), (0, 0, False), (0, 90, True), (0, 91, False), (180, 1, True), (181, 1, False)],
)
def test_the_days_of_a_leave(begins: int, days: int, right: bool) -> None:
    if right:
        enter("grid1", "grid2", begins=begins, days=days)
    else:
        with pytest.raises(Refused, match="leave/bad-days"):
            enter("grid1", "grid2", begins=begins, days=days)


def test_who_was_moved_out_of_his_last_post_stands_in_no_more() -> None:
    enter("grid1", "grid2")
    by = c.actor("secretary")
    with scope(by):
        actions.vacate(by=by, post_id=c.post_id("grid2"))
    assert in_place("grid2") == {}


def test_a_post_that_changes_hands_leaves_the_stand_in_too() -> None:
    enter("grid1", "grid2")
    by = c.actor("secretary")
    with scope(by):
        actions.assign(by=by, post_id=c.post_id("grid1"), user_id=c.user_id("counter"))
    assert c.post_id("grid1") not in in_place("grid2")


def test_closing_an_account_ends_its_leaves_on_both_sides() -> None:
    enter("grid1", "grid2")
    enter("counter", "grid1", "secretary", begins=30)
    by = c.actor("admin")
    with scope(by):
        actions.close_person(by=by, person_id=c.user_id("grid1"))
    assert not Leave.objects.filter(ended_at=None).exists()


def test_appointing_people_does_not_pass_on() -> None:
    enter("secretary", "counter", "subdistrict")
    by = c.actor("counter")
    assert by.may("matter:close", c.HOME)
    assert not by.may("post:fill", c.HOME)
    assert not queries.may_fill(by, Role.GRID_WORKER, c.GRIDS[0])
    with scope(by), pytest.raises(Forbidden):
        actions.assign(by=by, post_id=c.post_id("secretary"), user_id=by.id)
    with pytest.raises(Forbidden, match="leave/not-yours"):
        enter("grid1", "grid2", "counter")


def test_the_ledger_says_who_and_never_why_and_the_stand_in_is_told() -> None:
    leave = enter("grid1", "grid2")
    end(leave, "grid1")
    by = system()
    with scope(by, write=False):
        told = entries.timeline(by, subject=leave, since=clock.now() - timedelta(days=1))
        messages = list(Message.objects.filter(subject=leave).values_list("to_user", "title").order_by("id"))
    assert [row["verb"] for row in told] == ["leave.entered", "leave.ended"]
    assert all("sick" not in str(row["facts"]) for row in told)
    assert told[0]["facts"]["person"] == str(c.user_id("grid1"))  # type: ignore[index]
    assert {to for to, _ in messages} == {c.user_id("grid2")}
    assert "grid1者" in messages[0][1]
    assert len(messages) == 2


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
    assert {row["name"] for row in own} == {
        "secretary者",
        "subdistrict者",
        "supervisor者",
        "department者",
        "admin者",
    }
    secretary = c.actor("secretary")
    with scope(secretary, write=False):
        found = queries.stand_ins(secretary, person_id=by.id, q="grid1")
    assert [row["name"] for row in found] == ["grid1者"]
    assert {post["id"] for post in found[0]["passes"]} == {c.post_id("lead", 0), c.post_id("lead", 1)}


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


def test_no_stale_end() -> None:
    leave = enter("grid1", "grid2")
    with pytest.raises(Conflict, match="leave/changed"):
        end(leave, "grid1", version=2)


def test_rules_of_passing_on() -> None:
    assert [role for role in Role if not rules.passes_on(role)] == [Role.ADMINISTRATOR]
    assert rules.may_stand_in([(Role.COUNTER, c.HOME)], Role.GRID_WORKER, c.GRIDS[0])
    assert rules.may_stand_in([(Role.GRID_WORKER, c.GRIDS[1])], Role.GRID_WORKER, c.GRIDS[0])
    assert not rules.may_stand_in([(Role.GRID_WORKER, c.GRIDS[1])], Role.GRID_LEAD, c.GRIDS[0])
    assert not rules.may_stand_in([(Role.SECRETARY, c.NEXT_DOOR)], Role.GRID_WORKER, c.GRIDS[0])
    assert rules.may_stand_in([(Role.SUBDISTRICT, c.SUBDISTRICT)], Role.SECRETARY, c.HOME)


@pytest.mark.django_db(transaction=True)
def test_two_enter_a_leave_at_once() -> None:
    """A is to be away with B standing in while B is to be away with A standing in: one of the two comes too late."""
    ready, found = threading.Barrier(2), list[object]()

    def run(person: str, stand_in: str) -> None:
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            found.append(enter(person, stand_in))
        except Problem as error:
            found.append(error.type)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in (("grid1", "grid2"), ("grid2", "grid1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Leave.objects.count() == 1
    assert {"leave/stands-in", "leave/stand-in-away"} & {one for one in found if isinstance(one, str)}


def test_the_phone_that_rings_is_one_that_somebody_answers() -> None:
    """A post's own phone stays with the post; one that is the absent person's own gives way to the stand-in's."""

    def phone() -> str:
        queries.forget_posts()
        found = queries.post(c.post_id("grid1"))
        assert found is not None
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
