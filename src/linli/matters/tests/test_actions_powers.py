"""Nobody is stuck and nobody helps himself: work is taken off a silent post, what a higher post has is left alone, the
owner moves no deadline of his, what was turned away by mistake is taken up again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.matters import actions
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def test_a_silent_post_loses_it_to_another() -> None:
    """By somebody who does not own it, with a reason; the post is told, and work begins anew."""
    id = make.in_hand("property")
    version = make.row(id).version
    gives = {"matter_id": id, "post_id": c.post_id("grid1"), "version": version}
    with pytest.raises(Forbidden):
        make.do("property", actions.dispatch, **gives, words="不想办了")
    with pytest.raises(Refused) as told:
        make.do("counter", actions.dispatch, **gives)
    assert (told.value.type, told.value.fields[0]["field"]) == ("matter/no-reason", "words")
    with pytest.raises(Conflict):
        make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("grid1"), words="没有动静")
    make.do("counter", actions.dispatch, **gives, words="一直没有动静")
    row = make.row(id)
    assert (row.state, row.post_id, row.handled_by) == ("dispatched", c.post_id("grid1"), None)
    assert (row.owner_area, row.dispatched_from) == (c.GRIDS[0], c.post_id("counter"))
    assert {("taken_off", c.post_id("property")), ("dispatched", c.post_id("grid1"))} <= make.told(id)
    make.do("grid1", actions.take, matter_id=id)


def test_what_lies_higher_up_is_taken_back_by_whoever_gave_it() -> None:
    id = make.in_hand("department")
    gives: dict[str, Any] = {"matter_id": id, "post_id": c.post_id("grid1"), "words": "一直没有动静"}
    gives["version"] = make.row(id).version
    for other in ("counter2", "lead"):
        with pytest.raises(Forbidden):
            make.do(other, actions.dispatch, **gives)
    make.do("counter", actions.dispatch, **gives)
    assert make.row(id).owner_area == c.GRIDS[0]


def test_a_lower_post_leaves_alone_what_a_higher_one_has() -> None:
    id = make.in_hand("grid1")
    make.do("grid1", actions.escalate, matter_id=id, reason="超出权限")
    assert make.row(id).owner_area == c.HOME
    for action, values in (
        (actions.settle, {"words": "好了", "outcome": Outcome.SOLVED}),
        (actions.classify, {"category": "env.garbage"}),
        (actions.escalate, {"reason": "再往上"}),
        (actions.answer, {"words": "好了"}),
    ):
        with pytest.raises(Forbidden):
            make.do("grid1", action, matter_id=id, **values)
    make.do("grid1", actions.note, matter_id=id, words="我去看过两次")


def test_the_owner_only_brings_his_own_deadline_forward() -> None:
    with clock.at(WEDNESDAY):
        id = make.accepted()
        before = make.row(id)
        make.do("counter", actions.classify, matter_id=id, category="house.renewal")
        after = make.row(id)
        for name in ("accept_by", "respond_by", "settle_by", "settle_warn", "due_at"):
            assert getattr(after, name) == getattr(before, name), name
        assert "due" not in make.entries(id)[-1]["facts"]
        make.do("counter", actions.classify, matter_id=id, urgency="urgent")
        sooner = make.row(id)
        assert sooner.settle_by < after.settle_by
        assert sooner.settle_warn < sooner.settle_by


def test_sorting_takes_no_flag_off() -> None:
    with clock.at(WEDNESDAY):
        id = make.accepted()
    with clock.at(WEDNESDAY + timedelta(days=9)):
        make.do(system("tests"), actions.flag_overdue, matter_id=id)
        flagged = make.row(id).overdue_at
        make.do("counter2", actions.classify, matter_id=id, category="house.renewal")
    assert flagged is not None
    assert make.row(id).overdue_at == flagged


def test_the_responsibility_list_says_whom_it_is_passed_up_to() -> None:
    """The window where the list names the window for such matters; the list's last line, for everything, names nobody
    in particular."""
    for category, title in (("welfare.relief", "counter"), ("facility.lamp", "secretary")):
        id = make.in_hand("grid1", category=category)
        make.do("grid1", actions.escalate, matter_id=id, reason="超出权限")
        row = make.row(id)
        assert row.post_id in {c.post_id(title), c.post_id(f"{title}2")}, category


@pytest.mark.parametrize("made", [make.declined, make.referred])
def test_what_was_turned_away_by_mistake_is_taken_up_again(made: Any) -> None:
    id = made()
    with pytest.raises(Forbidden):
        make.do("counter", actions.reopen, matter_id=id, reason="点错了")
    make.do("secretary", actions.reopen, matter_id=id, reason="点错了", post_id=c.post_id("grid1"))
    row = make.row(id)
    assert (row.state, row.is_open, row.closed_as, row.closed_at) == ("dispatched", True, "", None)
    assert (row.post_id, row.handled_by, row.reopenings) == (c.post_id("grid1"), None, 1)
    assert row.accepted_at is not None
    make.do("grid1", actions.take, matter_id=id)
