"""The way through the posts: accepting, sorting, dispatching, returning, passing up, setting aside; whose it is after
each, who goes on seeing it, who is told, which clock runs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.matters import actions, queries
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def vacate(*keys: str) -> None:
    for key in keys:
        make.do(system("tests"), workforce.vacate, post_id=c.post_id(key))


def sees(key: str, id: UUID) -> bool:
    return bool(make.look(key, queries.existing, [id]))


# Accepting


def test_whoever_accepts_gets_it() -> None:
    """It waited for the other window; the one who took it owns it now."""
    id = make.from_resident()
    waiting, other = make.row(id).post_id, {"counter": "counter2", "counter2": "counter"}
    mine = next(key for key in other if c.post_id(other[key]) == waiting)
    make.do(mine, actions.accept, matter_id=id)
    assert make.row(id).post_id == c.post_id(mine)


def test_accepting_what_is_mine_moves_nothing() -> None:
    id = make.raised("grid1")
    make.do("grid1", actions.accept, matter_id=id)
    row = make.row(id)
    assert (row.post_id, row.first_contact_post) == (c.post_id("grid1"), c.post_id("grid1"))
    assert row.accepted_at is not None
    assert row.due_at == min(row.respond_by, row.settle_by)


def test_a_vacant_windows_matter_is_accepted_by_whoever_is_there() -> None:
    vacate("counter", "counter2", "secretary", "subdistrict")
    id = make.from_resident()
    assert make.row(id).post_id in {c.post_id("counter"), c.post_id("counter2")}
    with pytest.raises(Forbidden):
        make.do("lead", actions.accept, matter_id=id)
    make.do(system("tests"), workforce.assign, post_id=c.post_id("secretary"), user_id=c.user_id("grid2"))
    make.do("grid2", actions.accept, matter_id=id)
    row = make.row(id)
    assert (row.post_id, row.owner_area) == (c.post_id("secretary"), c.HOME)


def test_the_first_contact_stays_to_the_end() -> None:
    id = make.raised("grid1", reporter=make.REPORTER)
    make.do("counter", actions.accept, matter_id=id)
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("property"))
    make.do("property", actions.take, matter_id=id)
    make.do("property", actions.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
    make.do("counter", actions.rate, matter_id=id, score=1)
    assert make.row(id).ratings == 1
    assert ("dissatisfied", c.post_id("grid1")) in make.told(id)
    make.do("secretary", actions.reopen, matter_id=id, reason="再看看")
    row = make.row(id)
    assert (row.first_contact, row.first_contact_post) == (c.user_id("grid1"), c.post_id("grid1"))


# Sorting


def test_until_dispatched_the_deadlines_follow_the_category() -> None:
    with clock.at(WEDNESDAY):
        id = make.accepted()
        before = make.row(id)
        make.do("counter2", actions.classify, matter_id=id, category="house.renewal")
        after = make.row(id)
        assert after.settle_by > before.settle_by
        assert make.entries(id)[-1]["facts"] == {
            "fields": ["category"],
            "category": "house.renewal",
            "urgency": after.urgency,
            "was_due": before.settle_by.isoformat(),
            "due": after.settle_by.isoformat(),
        }
        assert after.accept_by == before.accept_by
        assert after.suggested_post != before.suggested_post or after.route_note != before.route_note
        make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("grid1"))
        make.do("grid1", actions.classify, matter_id=id, category="facility.lamp", urgency="ordinary")
        moved = make.row(id)
        assert (moved.category, moved.urgency) == ("facility.lamp", "ordinary")
        assert moved.settle_by == after.settle_by


def test_before_accepting_all_three_follow() -> None:
    id = make.from_resident()
    before = make.row(id)
    make.do("counter", actions.classify, matter_id=id, urgency="urgent")
    after = make.row(id)
    assert after.accept_by < before.accept_by
    assert after.due_at == after.accept_by
    assert after.settle_by < before.settle_by


def test_sorting_nothing_writes_nothing() -> None:
    id = make.accepted()
    row = make.row(id)
    make.do("counter", actions.classify, matter_id=id, category=row.category, area=row.area)
    assert make.row(id).version == row.version
    assert "classified" not in make.verbs(id)


def test_moved_out_of_sight_it_is_still_seen_by_whoever_moved_it() -> None:
    id = make.raised("grid1")
    make.do("grid1", actions.classify, matter_id=id, area=c.GRIDS[1])
    assert make.row(id).area == c.GRIDS[1]
    assert sees("grid1", id)
    assert sees("grid2", id)


def test_the_first_contact_sees_it_wherever_it_is_moved() -> None:
    id = make.raised("grid1")
    make.do("counter", actions.classify, matter_id=id, area=c.GRIDS[2])
    assert sees("grid1", id)


# Given, and given back


def test_dispatching_hands_over_and_tells() -> None:
    id = make.accepted()
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("property"), words="请看看")
    row = make.row(id)
    assert (row.post_id, row.dispatched_from) == (c.post_id("property"), c.post_id("counter"))
    assert make.told(id) == {("dispatched", c.post_id("property"))}
    assert sees("property", id)
    assert sees("counter", id)
    note = make.look("property", queries.detail, id)["notes"][-1]
    assert (note["words"], note["public"], note["post_name"]) == ("请看看", False, "counter岗")


def test_dispatching_again_needs_the_version_seen() -> None:
    id = make.dispatched("grid1")
    with pytest.raises(Conflict) as told:
        make.do("counter2", actions.dispatch, matter_id=id, post_id=c.post_id("property"))
    assert told.value.extra["post_name"] == "grid1岗"
    assert told.value.extra["holder_name"] == "grid1者"
    version = make.row(id).version
    make.do("counter2", actions.dispatch, matter_id=id, post_id=c.post_id("property"), version=version)
    row = make.row(id)
    assert (row.post_id, row.dispatched_from) == (c.post_id("property"), c.post_id("counter2"))


def test_returned_goes_back_to_the_post_it_was_dispatched_from() -> None:
    id = make.dispatched("grid1")
    version = make.row(id).version
    make.do("counter2", actions.dispatch, matter_id=id, post_id=c.post_id("property"), version=version)
    make.do("property", actions.return_, matter_id=id, reason="不是我们的灯")
    row = make.row(id)
    assert (row.state, row.post_id, row.returns) == ("accepted", c.post_id("counter2"), 1)
    assert ("returned", c.post_id("counter2")) in make.told(id)
    assert not sees("property", id)


def test_what_was_returned_is_no_longer_the_returners_to_do() -> None:
    id = make.dispatched("property")
    make.do("property", actions.return_, matter_id=id, reason="不是我们的灯")
    for action, values in (
        (actions.settle, {"words": "好了", "outcome": Outcome.SOLVED}),
        (actions.answer, {"words": "好了"}),
        (actions.note, {"words": "好了"}),
    ):
        with pytest.raises(NotFound):
            make.do("property", action, matter_id=id, **values)


def test_returned_is_never_lost_while_there_is_a_post() -> None:
    """Whoever dispatched it has left: the other window has it; then the secretary; never its returner."""
    id = make.dispatched("grid1")
    vacate("counter")
    make.do("grid1", actions.return_, matter_id=id, reason="归物业")
    assert make.row(id).post_id in {c.post_id("counter2"), c.post_id("secretary")}


def test_a_grid_workers_own_matter_is_not_returned_to_nobody() -> None:
    id = make.raised("grid1")
    make.do("grid1", actions.accept, matter_id=id)
    make.do("lead", actions.dispatch, matter_id=id, post_id=c.post_id("grid1"))
    make.do("grid1", actions.return_, matter_id=id, reason="我办不了")
    assert make.row(id).post_id == c.post_id("lead")


def test_a_closed_post_gets_nothing_back() -> None:
    id = make.dispatched("grid1")
    vacate("counter")
    make.do(system("tests"), workforce.close, post_id=c.post_id("counter"))
    make.do("grid1", actions.return_, matter_id=id, reason="归物业")
    assert make.row(id).post_id == c.post_id("counter2")


def test_a_closed_post_is_given_nothing() -> None:
    vacate("grid2")
    make.do(system("tests"), workforce.close, post_id=c.post_id("grid2"))
    with pytest.raises(NotFound):
        make.do("counter", actions.dispatch, matter_id=make.accepted(), post_id=c.post_id("grid2"))


def test_a_vacant_post_may_wait_for_its_next_holder() -> None:
    id = make.accepted(area=c.GRIDS[2])
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("vacant"))
    assert [row["id"] for row in make.box("counter", "nobody")["rows"]] == [id]
    make.do(system("tests"), workforce.assign, post_id=c.post_id("vacant"), user_id=c.user_id("grid2"))
    make.do("grid2", actions.take, matter_id=id)
    assert not make.box("counter", "nobody")["rows"]


def test_work_goes_along_with_the_post() -> None:
    id = make.in_hand("grid1")
    make.do(system("tests"), workforce.assign, post_id=c.post_id("grid1"), user_id=c.user_id("grid2"))
    with pytest.raises(NotFound):
        make.do("grid1", actions.resolve, matter_id=id, words="好了", outcome=Outcome.SOLVED)
    make.do("grid2", actions.resolve, matter_id=id, words="好了", outcome=Outcome.SOLVED)


# Passing up


UPWARD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("grid1", ("secretary",)),
    ("secretary", ("subdistrict",)),
    ("subdistrict", ("department",)),
)
"""From whom to whom: grid → community → subdistrict → district."""


def test_up_the_line() -> None:
    id = make.in_hand("grid1")
    for who, to in UPWARD:
        make.do(who, actions.escalate, matter_id=id, reason="超出权限")
        row = make.row(id)
        assert row.post_id in {c.post_id(key) for key in to}
        assert (row.state, row.handled_by) == ("accepted", None)
        assert ("escalated", row.post_id) in make.told(id)
    assert make.row(id).escalations == 3
    assert sees("department", id)
    assert sees("grid1", id)
    with pytest.raises(Refused) as told:
        make.do("department", actions.escalate, matter_id=id, reason="超出权限")
    assert told.value.type == "matter/no-higher"


def test_the_time_goes_on_when_passed_up() -> None:
    id = make.in_hand("grid1")
    before = make.row(id)
    make.do("grid1", actions.escalate, matter_id=id, reason="超出权限")
    after = make.row(id)
    assert (after.settle_by, after.due_at) == (before.settle_by, before.due_at)


def test_an_empty_office_is_passed_over() -> None:
    vacate("counter", "counter2", "secretary")
    id = make.raised("lead")
    make.do("lead", actions.accept_whole, matter_id=id, post_id=c.post_id("grid1"))
    make.do("grid1", actions.escalate, matter_id=id, reason="超出权限")
    assert make.row(id).post_id == c.post_id("subdistrict")


# Setting aside


def local_day(days: int) -> date:
    return timezone.localtime(clock.now()).date() + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 0, 732])
def test_a_review_lies_ahead_and_not_too_far(days: int) -> None:
    id = make.in_hand()
    with pytest.raises(Refused) as told:
        make.do("secretary", actions.hold, matter_id=id, reason="等改造", review_on=local_day(days))
    assert told.value.type == "matter/bad-review"
    assert told.value.fields[0]["field"] == "review_on"


@pytest.mark.parametrize("days", [1, 731])
def test_the_review_date_is_what_runs_meanwhile(days: int) -> None:
    id = make.in_hand()
    make.do("secretary", actions.hold, matter_id=id, reason="等改造", review_on=local_day(days))
    row = make.row(id)
    assert row.due_at is not None
    assert timezone.localtime(row.due_at).date() == row.review_on == local_day(days)
    assert row.responded_at is not None  # its reason is an answer to the reporter


def test_the_handler_cannot_set_it_aside() -> None:
    id = make.dispatched("secretary")
    make.do("secretary", actions.take, matter_id=id)
    with pytest.raises(Forbidden) as told:
        make.do("secretary", actions.hold, matter_id=id, reason="等改造", review_on=local_day(9))
    assert told.value.type == "matter/own-work"
    make.do("subdistrict", actions.hold, matter_id=id, reason="等改造", review_on=local_day(9))


def test_what_was_left_is_left_again() -> None:
    with clock.at(WEDNESDAY):
        id = make.in_hand(category="house.renewal")
        before = make.row(id)
        make.do("secretary", actions.hold, matter_id=id, reason="等改造", review_on=local_day(9))
    with clock.at(WEDNESDAY + timedelta(days=7)):
        make.do("grid1", actions.resume, matter_id=id)
        after = make.row(id)
        assert after.settle_by - before.settle_by == timedelta(days=7)  # a week without a holiday
        assert (after.review_on, after.held_at) == (None, None)
        assert after.due_at == after.settle_by
    assert make.entries(id)[-1]["facts"] == {"rested_hours": 168}


def test_a_first_answer_stays_the_first() -> None:
    """Turning it away later does not move the moment the reporter was first answered."""
    with clock.at(WEDNESDAY):
        id = make.accepted()
        make.do("counter", actions.answer, matter_id=id, words="已收到")
    with clock.at(WEDNESDAY + timedelta(hours=1)):
        with pytest.raises(Forbidden):
            make.do("counter", actions.refer, matter_id=id, to="court", reason="请去法院")
        make.do("counter2", actions.refer, matter_id=id, to="court", reason="请去法院")
    row = make.row(id)
    assert (row.responded_at, row.closed_at) == (WEDNESDAY, WEDNESDAY + timedelta(hours=1))
    assert row.closed_as == "referred"


TURNED_AWAY: tuple[tuple[Any, str], ...] = ((make.declined, "declined"), (make.referred, "referred"))


@pytest.mark.parametrize(("made", "how"), TURNED_AWAY)
def test_turned_away_with_a_reason_the_reporter_reads(made: Any, how: str) -> None:
    id = made()
    row = make.row(id)
    assert (row.is_open, row.closed_as, row.due_at) == (False, how, None)
    shown = make.look(make.resident(id), queries.public_view, id)
    assert [answer["kind"] for answer in shown["answers"]] == [how]
    assert shown["abilities"] == []


def test_an_answer_stops_the_first_clock_alone() -> None:
    id = make.in_hand()
    before = make.row(id)
    assert before.due_at == min(before.respond_by, before.settle_by)
    make.do("grid1", actions.answer, matter_id=id, words="已联系电工")
    after = make.row(id)
    assert after.responded_at is not None
    assert after.due_at == after.settle_by == before.settle_by
    make.do("grid1", actions.answer, matter_id=id, words="明天来")
    assert make.row(id).responded_at == after.responded_at


def test_a_note_is_for_colleagues() -> None:
    id = make.in_hand()
    make.do("grid1", actions.note, matter_id=id, words="住户脾气急")
    assert "脾气" not in repr(make.look(make.resident(id), queries.public_view, id))
    assert "脾气" in repr(make.look("counter", queries.detail, id))
