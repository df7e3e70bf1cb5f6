"""While somebody stands in for another: he sees and does that one's work, no sooner and no longer; it is on record in
whose place; and neither of the two judges what the other did."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.delivery import queries as delivery
from linli.kit import clock
from linli.kit.actor import Actor, Seat
from linli.kit.errors import Forbidden, NotFound, Problem
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Matter
from linli.matters.queries import routing
from linli.matters.rules import TABLE, Outcome, State, Step, Who
from linli.matters.rules.loop import ENTRIES, right_of
from linli.matters.rules.steps import is_handler, may_renew_code, refusal
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce
from linli.workforce.rules import LeaveReason

ABSENT = UUID(int=200)
THEIRS, THIRD = make.post(2), make.post(3)


def stand_in(role: Role = Role.SECRETARY) -> Actor:
    """Somebody with a post of his own, who stands in for another in a second one."""
    by = make.seated(role)
    return replace(by, seats=(*by.seats, replace(by.seats[0], post=THEIRS, stands_in=ABSENT)))


def absent(role: Role = Role.SECRETARY) -> Actor:
    """The other one, who may come back any day."""
    by = make.seated(role, number=2)
    return replace(by, id=ABSENT)


NOT_OWN = [
    (step, state)
    for step in TABLE
    for state in sorted(step.sources)
    if step.who in {Who.OTHER, Who.REPORTER} or state in step.not_own
]


def facts(state: State, **changes: Any) -> make.Facts:
    now = make.NOW
    usual: dict[str, Any] = {
        "post_id": THIRD,
        "owner_area": c.HOME,
        "closed_at": now,
        "extend_to": now + timedelta(days=3),
        "supervised_at": now,
    }
    return make.Facts(state=state, **usual | changes)


def why(step: Step, matter: make.Facts, by: Actor) -> str:
    found = refusal(step.verb, matter, by, now=make.NOW)
    return found.type if found else ""


@pytest.mark.parametrize(("step", "state"), NOT_OWN, ids=lambda one: getattr(one, "verb", one))
def test_both_are_the_handler_where_the_handler_may_not(step: Step, state: State) -> None:
    """Every step that is not the handler's own, in every state it is taken from."""
    one, other = stand_in(), absent()
    assert why(step, facts(state), one) != "matter/own-work"
    for theirs in (
        {"post_id": THEIRS},
        {"post_id": one.seats[0].post},
        {"handled_by": ABSENT},
        {"handled_by": one.id, "handled_for": ABSENT},
        {"handled_by": UUID(int=7), "handled_for": ABSENT},
    ):
        assert why(step, facts(state, **theirs), one) == "matter/own-work", theirs
    for theirs in ({"post_id": THEIRS}, {"handled_by": one.id, "handled_for": ABSENT}):
        assert why(step, facts(state, **theirs), other) == "matter/own-work", theirs


def test_no_new_code_from_either() -> None:
    matter = facts(State.RESOLVED, handled_by=ABSENT)
    assert may_renew_code(facts(State.RESOLVED), stand_in(Role.COUNTER))
    assert not may_renew_code(matter, stand_in(Role.COUNTER))
    assert not may_renew_code(replace(matter, handled_by=None, handled_for=ABSENT), absent(Role.COUNTER))


def test_once_it_is_over_what_the_absent_does_later_is_his_alone() -> None:
    assert not is_handler(facts(State.RESOLVED, handled_by=ABSENT), make.seated(Role.SECRETARY))


def test_an_own_post_goes_before_one_he_stands_in_for() -> None:
    """Also where the other lies closer: what he may do in his own right he does in it."""
    own = make.seated(Role.COUNTER)
    near = Seat(THEIRS, c.GRIDS[0], Role.GRID_WORKER, "grid_worker", stands_in=ABSENT)
    by = replace(own, seats=(*own.seats, near))
    assert by.seat_for("matter:accept", c.GRIDS[0]) == own.seats[0]
    assert replace(own, seats=(near,)).seat_for("matter:accept", c.GRIDS[0]) == near


def test_every_entry_of_an_office_has_the_right_of_its_step() -> None:
    offices = {step.verb for step in TABLE if step.who is not Who.HANDLER}
    assert set(ENTRIES.values()) == offices
    assert right_of("closed") == "matter:close"
    assert right_of("taken") == "matter:see"


@contextmanager
def away(person: str, other: str, by: str = "") -> Generator[UUID]:
    """While somebody is away and another stands in for him."""
    first = timezone.localtime(clock.now()).date()
    leave = make.do(
        by or person,
        workforce.enter_leave,
        person_id=c.user_id(person),
        stand_in_id=c.user_id(other),
        first=first,
        last=first + timedelta(days=6),
        reason=LeaveReason.OTHER,
    )
    yield leave
    make.do(by or person, workforce.end_leave, leave_id=leave)


def reached(key: str, id: UUID) -> tuple[bool, bool]:
    """Whether somebody sees a matter through the queries, and past them."""
    by = c.actor(key)
    with scope(by, write=False):
        past = Matter.objects.filter(id=id).exists()
        try:
            queries.detail(by, id)
        except NotFound:
            return False, past
        return True, past


db = pytest.mark.django_db


@db
@pytest.mark.parametrize("other", ["grid2", "counter2"])
def test_sight_comes_and_goes_with_the_leave(other: str) -> None:
    id = make.dispatched()
    before = reached(other, id)
    with away("grid1", other):
        assert reached(other, id) == (True, True)
        with clock.at(clock.now() + timedelta(days=8)):
            assert reached(other, id) == before
    assert reached(other, id) == before
    assert before == ((other == "counter2"),) * 2
    assert reached("grid1", id) == (True, True)


@db
def test_the_work_is_on_the_stand_ins_bench_and_in_his_messages() -> None:
    with away("grid1", "grid2"):
        id = make.dispatched()
        box = make.box("grid2", "waiting")
        assert [row["id"] for row in box["rows"]] == [id]
        listed = make.look("grid2", queries.page, queries.Filters(owner="mine"))
        assert [row["id"] for row in listed["rows"]] == [id]
        assert id in told("grid2")
        assert id in told("grid1")
    assert make.box("grid2", "waiting")["rows"] == []
    assert id not in told("grid2")
    assert [row["id"] for row in make.box("grid1", "waiting")["rows"]] == [id]


def told(key: str) -> set[UUID]:
    by = c.actor(key)
    with scope(by, write=False):
        return set(delivery.own(by).values_list("subject", flat=True))


@db
def test_it_is_on_record_in_whose_place_it_was_done() -> None:
    id = make.dispatched()
    with away("grid1", "grid2"):
        make.do("grid2", actions.take, matter_id=id)
        make.do("grid2", actions.answer, matter_id=id, words="师傅下午来换灯泡")
    make.do("grid1", actions.resolve, matter_id=id, words="灯泡已换好", outcome=Outcome.SOLVED)
    facts = {e["verb"]: (e["actor"], e["post"], e["facts"].get("in_place_of")) for e in make.entries(id)}
    theirs = (c.user_id("grid2"), c.post_id("grid1"), str(c.user_id("grid1")))
    assert facts["matter.taken"] == facts["matter.answered"] == theirs
    assert facts["matter.resolved"] == (c.user_id("grid1"), c.post_id("grid1"), None)
    shown = {
        e["verb"]: (e["actor_name"], e["in_place_of"]) for e in make.look("counter", queries.timeline, id)
    }
    assert shown["matter.taken"] == ("grid2者", "grid1者")
    assert shown["matter.resolved"] == ("grid1者", "")
    notes = make.look("counter", queries.detail, id)["notes"]
    assert [(n["by_name"], n["for_name"]) for n in notes] == [("grid2者", "grid1者"), ("grid1者", "")]


@db
def test_who_did_it_in_anothers_place_is_kept_and_both_are_barred() -> None:
    """The counter2 settles it for the counter; afterwards neither of them follows it up, and the secretary may."""
    with away("counter", "counter2"):
        id = make.accepted()
        make.do("counter2", actions.settle, matter_id=id, words="已换好", outcome=Outcome.SOLVED)
        assert make.row(id).handled_by == c.user_id("counter2")
        boxes = [make.box(key, "to_follow_up")["rows"] for key in ("counter", "counter2")]
        assert boxes == [[], []]
    for key in ("counter", "counter2"):
        with pytest.raises(Forbidden, match="matter/own-work"):
            make.do(key, actions.follow_up, matter_id=id, reached=True)
    assert make.box("secretary", "to_follow_up")["count"] == 1
    make.do("secretary", actions.follow_up, matter_id=id, reached=True)


@db
def test_what_the_absent_did_the_stand_in_does_not_follow_up() -> None:
    id = make.accepted()
    make.do("secretary", actions.settle, matter_id=id, words="已换好", outcome=Outcome.SOLVED)
    with away("secretary", "counter2", "subdistrict"):
        assert make.box("counter2", "to_follow_up")["rows"] == []
        with pytest.raises(Forbidden, match="matter/own-work"):
            make.do("counter2", actions.follow_up, matter_id=id, reached=True)
    make.do("counter2", actions.follow_up, matter_id=id, reached=True)


@db
def test_nobody_grants_the_time_he_asked_for_in_anothers_place() -> None:
    id = make.in_hand()
    until = (make.row(id).settle_by + timedelta(days=5)).date()
    with away("grid1", "lead", "secretary"):
        make.do("lead", actions.extend, matter_id=id, until=until, reason="等配件到货")
        with pytest.raises(Forbidden, match="matter/own-work"):
            make.do("lead", actions.grant, matter_id=id)
    assert make.row(id).extend_by == c.user_id("lead")
    for decide in (actions.grant, actions.refuse):
        with pytest.raises(Forbidden, match="matter/own-work"):
            make.do("lead", decide, matter_id=id, **({"reason": "不行"} if decide is actions.refuse else {}))
    assert make.box("lead", "asking")["rows"] == []
    make.do("counter", actions.grant, matter_id=id)
    assert (make.row(id).extensions, make.row(id).extend_by) == (1, None)


@db
def test_who_gave_it_and_is_stood_in_for_by_the_asker_is_not_the_one_told() -> None:
    id = make.do("secretary", actions.dispatch, matter_id=make.accepted(), post_id=c.post_id("grid1"))
    make.do("grid1", actions.take, matter_id=id)
    until = (make.row(id).settle_by + timedelta(days=5)).date()
    with away("secretary", "grid1", "subdistrict"):
        make.do("grid1", actions.extend, matter_id=id, until=until, reason="等配件到货")
    asked = {post for kind, post in make.told(id) if kind == "extension_asked"}
    assert asked == {c.post_id("counter")} or asked == {c.post_id("counter2")}


@db
def test_a_rating_goes_to_a_decider_who_is_not_stood_in_for_by_the_handler() -> None:
    id = make.resolved()
    with away("secretary", "grid1", "subdistrict"):
        make.do(make.resident(id), actions.rate, matter_id=id, score=1)
        found = make.look("secretary", lambda _: routing.deciders(make_row(id)))
    assert [post.id for post in found][:1] == [c.post_id("subdistrict")]
    asked = {post for kind, post in make.told(id) if kind == "dissatisfied"}
    assert c.post_id("subdistrict") in asked
    assert c.post_id("secretary") not in asked
    with pytest.raises(Problem):
        make.do("grid1", actions.close, matter_id=id, reason="解释清楚了")


def make_row(id: UUID) -> Matter:
    return Matter.objects.get(id=id)


@db
def test_a_right_that_only_the_other_post_gives_is_used_from_there() -> None:
    id = make.rated()
    with away("secretary", "counter", "subdistrict"):
        make.do("counter", actions.reopen, matter_id=id, reason="确实没修好")
    entry = next(e for e in make.entries(id) if e["verb"] == "matter.reopened")
    assert (entry["post"], entry["facts"]["in_place_of"]) == (
        c.post_id("secretary"),
        str(c.user_id("secretary")),
    )


@db
def test_residents_see_who_answers_now() -> None:
    id = make.dispatched()
    with away("grid1", "grid2"):
        seen = make.look(make.resident(id), queries.public_view, id)
        assert (seen["holder_name"], seen["in_place_of"]) == ("grid2者", "grid1者")
        phone = seen["owner_phone"]
        inside = make.look("counter", queries.detail, id)
        assert (inside["holder_name"], inside["stand_in_name"]) == ("grid1者", "grid2者")
    seen = make.look(make.resident(id), queries.public_view, id)
    assert (seen["holder_name"], seen["in_place_of"]) == ("grid1者", "")
    assert phone
    assert phone != seen["owner_phone"]
