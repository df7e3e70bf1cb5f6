"""Handing the whole open work of a post to another: who may, what moves and how, what stays on record, two at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Matter, Partaking
from linli.matters.rules import OPEN, Party, State
from linli.matters.rules.handing import BEGUN_ANEW, SETTLED, HandoverReason, handed
from linli.matters.tests import factories as make
from linli.matters.tests.test_racing import lost, together, won
from linli.tests import community as c
from linli.workforce import actions as workforce

GRID1, GRID2 = c.post_id("grid1"), c.post_id("grid2")
WHY = HandoverReason.SPLIT


def hand_over(
    by: str = "secretary", *, posts: tuple[UUID, ...] = (GRID1,), to: UUID = GRID2, **values: Any
) -> int:
    return make.do(by, actions.hand_over, posts=posts, to=to, reason=WHY, **values)


def counted(by: str = "secretary", *, to: UUID | None = GRID2) -> dict[str, int]:
    return make.look(by, queries.handover, posts=[GRID1], to=to)


def test_every_open_state_is_told_what_becomes_of_it() -> None:
    assert BEGUN_ANEW | SETTLED == OPEN
    assert not BEGUN_ANEW & SETTLED
    assert {state for state in OPEN if handed(state) is not state} == {State.IN_HAND}


OF_GRID1: dict[State, Callable[[], UUID]] = {
    State.DISPATCHED: make.dispatched,
    State.IN_HAND: make.in_hand,
    State.LONG_TERM: make.long_term,
    State.RESOLVED: make.resolved,
    State.FOLLOWED_UP: make.followed_up,
    State.RATED: make.rated,
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", OF_GRID1, ids=str)
def test_a_matter_goes_over_as_it_stands_and_its_clock_runs_on(state: State) -> None:
    id = OF_GRID1[state]()
    before = make.row(id)
    assert hand_over() == 1
    after = make.row(id)
    assert (after.post_id, after.owner_area) == (GRID2, c.GRIDS[1])
    assert after.state == handed(state)
    assert after.version == before.version + 1
    same = (
        "due_at",
        "warn_at",
        "overdue_at",
        "accept_by",
        "respond_by",
        "settle_by",
        "review_on",
        "decide_by",
    )
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    kept = before.handled_by if state in SETTLED else None
    assert after.handled_by == kept
    entry = make.entries(id)[-1]
    assert entry["verb"] == "matter.handed-over"
    assert entry["facts"] == {"to": str(GRID2), "origin": str(GRID1), "reason": "split"}
    assert (entry["actor"], entry["post"]) == (c.user_id("secretary"), c.post_id("secretary"))


@pytest.mark.django_db
def test_what_waits_to_be_accepted_and_what_runs_along_go_too() -> None:
    received, first = make.raised("grid1"), make.in_hand()
    along = make.do("counter", actions.merge, matter_id=make.dispatched(), into=first)
    assert make.row(received).post_id == GRID1
    assert counted()["count"] == 3
    assert hand_over(seen=3) == 3
    assert {make.row(id).post_id for id in (received, first, along)} == {GRID2}
    assert make.row(along).state == State.MERGED
    assert make.row(received).state == State.RECEIVED


@pytest.mark.django_db
def test_what_has_ended_stays_where_it_was() -> None:
    id = make.closed()
    with pytest.raises(Refused, match="handover/nothing"):
        hand_over()
    assert make.row(id).post_id == GRID1


@pytest.mark.django_db
def test_whoever_settled_it_still_judges_nothing_and_the_new_post_neither() -> None:
    id = make.resolved("lead")
    hand_over(posts=(c.post_id("lead"),), to=c.post_id("counter"))
    for key in ("counter",):
        with pytest.raises(Forbidden, match="matter/own-work"):
            make.do(key, actions.follow_up, matter_id=id, reached=True)
    assert make.row(id).handled_by == c.user_id("lead")
    make.do("counter2", actions.follow_up, matter_id=id, reached=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by", ["grid1", "grid2", "lead", "counter", "supervisor", "department", "volunteer", "next_secretary"]
)
def test_who_hands_nothing_over(by: str) -> None:
    id = make.dispatched()
    with pytest.raises((Forbidden, NotFound)):
        hand_over(by)
    with pytest.raises((Forbidden, NotFound)):
        counted(by)
    assert make.row(id).post_id == GRID1


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["secretary", "subdistrict", "admin"])
def test_who_fills_the_post_hands_its_work_over(by: str) -> None:
    make.dispatched()
    assert hand_over(by) == 1


@pytest.mark.django_db
def test_nobody_hands_over_his_own_work() -> None:
    make.dispatched("secretary")
    with pytest.raises(Forbidden, match="handover/own"):
        hand_over("secretary", posts=(c.post_id("secretary"),), to=c.post_id("counter"))
    with pytest.raises(Forbidden, match="handover/not-yours"):
        hand_over("secretary", posts=(c.post_id("subdistrict"),))
    assert hand_over("subdistrict", posts=(c.post_id("secretary"),), to=c.post_id("counter")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("to", "error", "type"),
    [
        (GRID1, Refused, "handover/bad-post"),
        (UUID(int=9), Refused, "handover/bad-post"),
        (c.post_id("supervisor"), Refused, "handover/bad-post"),
        (c.post_id("vacant"), Refused, "handover/vacant"),
        (c.post_id("next_counter"), Refused, "handover/nothing"),
        (c.post_id("far_secretary"), Refused, "handover/nothing"),
    ],
)
def test_where_it_cannot_go(to: UUID, error: type[Problem], type: str) -> None:
    id = make.dispatched()
    with pytest.raises(error, match=type):
        hand_over(to=to)
    assert make.row(id).post_id == GRID1


@pytest.mark.django_db
def test_what_does_not_fit_stays_and_is_counted_beforehand() -> None:
    """A property company accepts nothing: what waits to be accepted stays with the grid worker."""
    received, given = make.raised("grid1"), make.dispatched()
    to = c.post_id("property")
    found = counted(to=to)
    assert (found["count"], found["fits"]) == (2, 1)
    assert hand_over(to=to, seen=1) == 1
    assert (make.row(received).post_id, make.row(given).post_id) == (GRID1, to)


@pytest.mark.django_db
def test_the_list_beforehand_counts_what_is_late() -> None:
    make.in_hand()
    late = make.dispatched()
    with scope(system()):
        long_ago = make.NOW.replace(year=2020)
        Matter.objects.filter(id=late).update(due_at=long_ago)
    assert counted(to=None) == {"count": 2, "late": 1, "in_hand": 1, "settled": 0, "fits": 2}


@pytest.mark.django_db
def test_another_number_than_seen_is_told() -> None:
    make.dispatched()
    with pytest.raises(Conflict, match="handover/changed") as told:
        hand_over(seen=7)
    assert told.value.extra["fits"] == 1


@pytest.mark.django_db
def test_sight_goes_with_it() -> None:
    """Whoever saw it as its handler alone sees it no more; the new one does, wherever it lies."""
    id = make.dispatched("property")
    hand_over(posts=(c.post_id("property"),), to=c.post_id("volunteer"))
    with pytest.raises(NotFound):
        make.look("property", queries.detail, id)
    assert make.look("volunteer", queries.detail, id)["state"] == "dispatched"
    with scope(system(), write=False):
        rows = list(
            Partaking.objects.filter(matter=id, part=Party.HANDLER.value).values_list("post", flat=True)
        )
    assert rows == [c.post_id("volunteer")]


@pytest.mark.django_db
def test_each_is_told_once_and_the_resident_sees_who_answers_now() -> None:
    some = [make.dispatched() for _ in range(3)]
    hand_over()
    kinds = [(kind, post) for id in some for kind, post in make.told(id)]
    assert kinds.count(("handed_over", GRID2)) == 1
    view = make.look(make.resident(some[0]), queries.public_view, some[0])
    assert view["holder_name"] == "grid2者"
    assert [step["verb"] for step in view["steps"]][-1] == "matter.handed-over"
    shown = make.look("counter", queries.timeline, some[0])[-1]["facts"]
    assert (shown["to_name"], shown["origin_name"]) == ("grid2岗", "grid1岗")


@pytest.mark.django_db
def test_who_gave_nothing_is_told_nothing() -> None:
    make.dispatched()
    hand_over(posts=(GRID1, c.post_id("property")))
    assert make.told(GRID2) == {("handed_on", GRID1)}


@pytest.mark.django_db
def test_more_time_the_old_handler_asked_for_falls_away() -> None:
    """The new one takes it anew and asks for himself."""
    id = make.in_hand("grid1")
    until = (clock.now() + timedelta(days=20)).date()
    make.do("grid1", actions.extend, matter_id=id, until=until, reason="配件要从外地发")
    hand_over()
    row = make.row(id)
    assert (row.extend_to, row.extend_by) == (None, None)
    make.do("grid2", actions.take, matter_id=id)
    make.do("grid2", actions.extend, matter_id=id, until=until, reason="刚接手")
    assert make.row(id).extend_to is not None


@pytest.mark.django_db
def test_the_post_itself_keeps_a_line() -> None:
    make.dispatched()
    make.dispatched()
    hand_over()
    assert [e["facts"]["count"] for e in make.entries(GRID1) if e["verb"] == "post.handed-over"] == [2]


@pytest.mark.django_db
def test_fifty_cost_no_more_statements_than_five() -> None:
    """A batch is bounded work whatever it holds."""

    def statements(number: int) -> int:
        first = make.row(make.dispatched())
        with scope(system()):
            rows = [Matter.objects.get(id=first.id) for _ in range(number)]
            for at, one in enumerate(rows):
                one.id, one.reference = ids.new(), f"T-{number}-{at}"
            Matter.objects.bulk_create(rows)
        by = c.actor("secretary")
        with scope(by), CaptureQueriesContext(connection) as found:
            assert actions.hand_over(by=by, posts=[GRID1], to=GRID2, reason=WHY) == number + 1
        return len(found)

    assert statements(50) <= statements(5) < 20


@pytest.mark.django_db(transaction=True)
def test_two_hand_the_same_work_over_at_once() -> None:
    """One wins whole; the other is told that there is nothing left."""
    some = [make.dispatched() for _ in range(6)]

    def call(by: str, to: UUID) -> Callable[[], int]:
        return lambda: hand_over(by, to=to, seen=6)

    found = together(call("secretary", GRID2), call("subdistrict", c.post_id("counter")))
    assert won(found) == [6]
    (told,) = lost(found)
    assert isinstance(told, Conflict)
    assert told.type == "handover/changed"
    assert len({make.row(id).post_id for id in some}) == 1
    assert all(make.verbs(id).count("handed-over") == 1 for id in some)


@pytest.mark.django_db(transaction=True)
def test_a_step_and_a_hand_over_at_once_are_never_half_of_each() -> None:
    id = make.dispatched()
    together(hand_over, lambda: make.do("grid1", actions.take, matter_id=id))
    row = make.row(id)
    assert row.post_id == GRID2
    assert (row.state, row.handled_by) == (State.DISPATCHED, None)


@pytest.mark.django_db
def test_a_vacated_post_hands_over_too() -> None:
    make.dispatched()
    by = c.actor("secretary")
    with scope(by):
        workforce.vacate(by=by, post_id=GRID1)
    assert hand_over() == 1
