"""Time: more of it asked for, granted, refused; reminding, supervising, reviewing; warnings once; the second return."""

from datetime import UTC, datetime, timedelta

import pytest
from time_machine import travel

from linli.kit.actor import system
from linli.kit.errors import Forbidden, Refused
from linli.matters import actions, jobs, queries
from linli.matters.queries import Filters
from linli.matters.rules import Outcome, State
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def test_more_time_is_asked_granted_and_told() -> None:
    with travel(WEDNESDAY, tick=False):
        id = make.in_hand()
        was = make.row(id).settle_by
        until = (was + timedelta(days=9)).date()
        make.do("grid1", actions.extend, matter_id=id, until=until, reason="配件要从外地发")
        assert ("extension_asked", c.post_id("counter")) in make.told(id)
        assert make.row(id).settle_by == was  # asking alone moves nothing
        box = make.box("counter", "asking")
        assert [row["id"] for row in box["rows"]] == [id]
        assert make.box("grid1", "asking")["count"] == 0
        make.do("counter", actions.grant, matter_id=id)
    row = make.row(id)
    assert (row.extensions, row.extend_to) == (1, None)
    assert row.settle_by == datetime(until.year, until.month, until.day, 10, tzinfo=UTC)
    assert row.received_at < row.settle_warn < row.settle_by
    assert ("extension_granted", c.post_id("grid1")) in make.told(id)
    shown = queries.public_view
    assert "matter.extended" in [s["verb"] for s in make.look(make.resident(id), shown, id)["steps"]]
    facts = make.entries(id)[-1]["facts"]
    assert datetime.fromisoformat(facts["was_due"]) == was
    assert datetime.fromisoformat(facts["due"]) == row.settle_by


def test_nobody_grants_himself_time() -> None:
    id = make.dispatched("secretary")
    until = (make.row(id).settle_by + timedelta(days=3)).date()
    make.do("secretary", actions.extend, matter_id=id, until=until, reason="等开会")
    with pytest.raises(Forbidden):
        make.do("secretary", actions.grant, matter_id=id)
    make.do("subdistrict", actions.grant, matter_id=id)


@pytest.mark.parametrize("days", [-1, 0, 92])
def test_a_day_that_gains_nothing_or_too_much_is_refused(days: int) -> None:
    with travel(WEDNESDAY, tick=False):
        id = make.in_hand()
        until = (make.row(id).settle_by.date()) + timedelta(days=days) - timedelta(days=1)
        with pytest.raises(Refused) as told:
            make.do("grid1", actions.extend, matter_id=id, until=until, reason="再等等")
        assert told.value.type == "matter/bad-extension"


def test_a_refusal_leaves_the_deadline() -> None:
    id = make.in_hand()
    was = make.row(id).settle_by
    until = (was + timedelta(days=5)).date()
    make.do("grid1", actions.extend, matter_id=id, until=until, reason="忙不过来")
    make.do("counter", actions.refuse, matter_id=id, reason="当天能办完")
    row = make.row(id)
    assert (row.settle_by, row.extend_to, row.extensions) == (was, None, 0)
    assert ("extension_refused", c.post_id("grid1")) in make.told(id)


def test_the_wish_ends_where_it_leaves_the_hands_that_asked() -> None:
    id = make.in_hand()
    until = (make.row(id).settle_by + timedelta(days=5)).date()
    make.do("grid1", actions.extend, matter_id=id, until=until, reason="忙不过来")
    make.do("grid1", actions.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
    assert make.row(id).extend_to is None


def test_a_reminder_is_told_and_counted() -> None:
    id = make.in_hand()
    make.do(make.resident(id), actions.remind, matter_id=id)
    with pytest.raises(Refused):
        make.do(make.resident(id), actions.remind, matter_id=id)
    assert make.row(id).reminders == 1
    assert ("reminded", c.post_id("grid1")) in make.told(id)
    with pytest.raises(Forbidden):
        make.do("grid1", actions.remind, matter_id=id)


def test_what_is_supervised_is_shown_and_watched() -> None:
    with travel(WEDNESDAY, tick=False):
        id = make.in_hand()
        make.do("supervisor", actions.supervise, matter_id=id, reason="居民三次来问")
        assert ("supervised", c.post_id("grid1")) in make.told(id)
        assert make.look("secretary", queries.page, Filters(supervised=True))["rows"][0]["supervised"]
        assert make.box("secretary", "supervised")["count"] == 1
        due = make.row(id).due_at
    assert due is not None
    with travel(due + timedelta(seconds=1), tick=False):
        assert jobs.watch_deadlines() == 1
    assert ("overdue", c.post_id("supervisor")) in make.told(id)
    make.do("supervisor", actions.lift, matter_id=id, reason="已经约好")
    assert make.row(id).supervised_by is None


def test_a_warning_comes_once_a_clock() -> None:
    with travel(WEDNESDAY, tick=False):
        id = make.in_hand()
        warn = make.row(id).warn_at
    assert warn is not None
    with travel(warn - timedelta(seconds=1), tick=False):
        assert jobs.warn_ahead() == 0
    with travel(warn, tick=False):
        assert [jobs.warn_ahead(), jobs.warn_ahead()] == [1, 0]
        assert ("approaching", c.post_id("grid1")) in make.told(id)
        make.do("grid1", actions.answer, matter_id=id, words="明天去修")
        assert make.row(id).warned_at is None


def test_what_was_set_aside_is_called_to_mind_on_its_day() -> None:
    with travel(WEDNESDAY, tick=False):
        id = make.long_term()
        day = make.row(id).warn_at
    assert day is not None
    with travel(day - timedelta(seconds=1), tick=False):
        assert jobs.warn_ahead() == 0
    with travel(day, tick=False):
        assert jobs.warn_ahead() == 1
    assert "review_due" in {kind for kind, _ in make.told(id)}
    with travel(day + timedelta(hours=1), tick=False):
        again = (day + timedelta(days=90)).date()
        make.do("secretary", actions.review, matter_id=id, reason="排到下季度", review_on=again)
    assert make.row(id).review_on == again
    assert make.row(id).warned_at is None


def test_the_second_return_goes_to_whoever_decides_and_comes_back_no_more() -> None:
    id = make.dispatched("grid1")
    make.do("grid1", actions.return_, matter_id=id, reason="归物业管")
    assert make.row(id).post_id == c.post_id("counter")
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("property"))
    make.do("property", actions.return_, matter_id=id, reason="归网格管")
    row = make.row(id)
    assert (row.state, row.post_id, row.returns) == (State.ACCEPTED, c.post_id("secretary"), 2)
    assert ("second_return", c.post_id("secretary")) in make.told(id)
    assert ("returned", c.post_id("counter")) in make.told(id)
    make.do("secretary", actions.dispatch, matter_id=id, post_id=c.post_id("property"), words="物业办")
    with pytest.raises(Refused) as told:
        make.do("property", actions.return_, matter_id=id, reason="还是不归我们")
    assert told.value.type == "matter/ruled"


def test_without_anybody_to_decide_it_goes_back_where_it_came_from() -> None:
    for key in ("secretary", "subdistrict"):
        make.do(system("tests"), workforce.vacate, post_id=c.post_id(key))
    id = make.dispatched("grid1")
    for post in ("grid1", "property"):
        make.do(post, actions.return_, matter_id=id, reason="不归我们")
        if post == "grid1":
            make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("property"))
    assert make.row(id).post_id == c.post_id("counter")
