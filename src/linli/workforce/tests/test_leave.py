"""Leave with a stand-in: who may enter it for whom, what passes on and for how long, and who is told."""

import threading
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from linli.delivery.models import Message
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, Gone, NotFound, Problem, Refused
from linli.kit.roles import SIGHTED, Role, granted, kept
from linli.kit.scope import scope
from linli.ledger import queries as entries
from linli.tests import community as c
from linli.workforce import actions, queries, rules
from linli.workforce.models import Leave
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


def test_who_is_away_is_told_what_another_entered_and_ended_for_him() -> None:
    leave = enter("grid1", "grid2", "secretary")
    end(leave, "admin")
    with scope(system(), write=False):
        rows = Message.objects.filter(subject=leave).order_by("id")
        entered, ended = rows.filter(to_user=c.user_id("grid1")).values_list("title", "title_en")
        assert rows.filter(to_user=c.user_id("grid2")).count() == 2
    assert entered[0].startswith("已替您登记请假")
    assert ended[0].startswith("您的请假提前结束了")
    assert all("grid2者" in title for title in (*entered, *ended))


def test_no_stale_end() -> None:
    leave = enter("grid1", "grid2")
    with pytest.raises(Conflict, match="leave/changed"):
        end(leave, "grid1", version=2)


def test_rules_of_passing_on() -> None:
    assert [role for role in Role if not rules.passes_on(role)] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("role", "where", "wanted", "area", "right"),
    [
        (Role.COUNTER, c.HOME, Role.GRID_WORKER, c.GRIDS[0], True),
        (Role.COUNTER, c.HOME, Role.GRID_LEAD, c.GRIDS[0], True),
        (Role.GRID_WORKER, c.GRIDS[1], Role.GRID_WORKER, c.GRIDS[0], True),
        (Role.SECRETARY, c.HOME, Role.COUNTER, c.HOME, True),
        (Role.SUBDISTRICT, c.SUBDISTRICT, Role.SECRETARY, c.HOME, True),
        (Role.DEPARTMENT, c.DISTRICT, Role.DEPARTMENT, c.DISTRICT, True),
        (Role.GRID_WORKER, c.GRIDS[0], Role.COUNTER, c.HOME, False),
        (Role.GRID_WORKER, c.HOME, Role.COUNTER, c.HOME, False),
        (Role.DEPARTMENT, c.DISTRICT, Role.SECRETARY, c.HOME, False),
        (Role.ADMINISTRATOR, c.DISTRICT, Role.SECRETARY, c.HOME, False),
        (Role.SUPERVISOR, c.SUBDISTRICT, Role.SUBDISTRICT, c.SUBDISTRICT, False),
        (Role.GRID_LEAD, c.GRIDS[1], Role.GRID_WORKER, c.GRIDS[0], False),
        (Role.SECRETARY, c.NEXT_DOOR, Role.GRID_WORKER, c.GRIDS[0], False),
        (Role.GRID_WORKER, f"{c.NEXT_DOOR}001", Role.GRID_WORKER, c.GRIDS[0], False),
    ],
)
def test_whom_one_names_oneself(role: Role, where: str, wanted: Role, area: str, right: bool) -> None:
    assert rules.may_stand_in([(role, where)], wanted, area) is right


def test_nobody_named_by_the_holder_comes_to_a_right_or_a_sight_he_lacks() -> None:
    """For every pair of roles at one place, by what they grant today."""
    roles = set(Role) - rules.UNGIVEN
    for role, wanted in product(roles, roles):
        if rules.may_stand_in([(role, c.HOME)], wanted, c.HOME):
            assert not granted(wanted) - granted(role) - set(kept())
            assert role in SIGHTED or wanted not in SIGHTED


def test_each_post_passes_by_itself() -> None:
    """Who has two posts and names somebody equal in one of them alone: only that one passes."""
    second = ids.new()
    with scope(system()):
        actions.open_post(by=system(), area=c.HOME, title="counter_worker", name="兼窗口", id=second)
        actions.assign(by=system(), post_id=second, user_id=c.user_id("grid1"))
    leave = enter("grid1", "grid2")
    assert Leave.objects.get(id=leave).posts == [c.post_id("grid1")]
    assert second not in in_place("grid2")
    with pytest.raises(Refused, match="leave/too-low"):
        enter("counter", "grid2")


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
