"""How a matter ends: settled, followed up, judged, closed or done again; and that nobody judges his own work."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Forbidden, NotFound, Refused, TooMany
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import ReporterData
from linli.matters.models import Ticket
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def rate(id: UUID, score: int, **more: Any) -> None:
    make.do(make.resident(id), actions.rate, matter_id=id, score=score, **more)


def again(id: UUID, to: str = "grid1") -> None:
    """Done again and settled again."""
    make.do("secretary", actions.reopen, matter_id=id, reason="再去看看", post_id=c.post_id(to))
    make.do(to, actions.take, matter_id=id)
    make.do(to, actions.resolve, matter_id=id, words="这次修好了", outcome=Outcome.SOLVED)


# Settled


@pytest.mark.parametrize("outcome", Outcome)
def test_solved_and_explained_are_kept_apart(outcome: Outcome) -> None:
    id = make.resolved(outcome=outcome)
    row = make.row(id)
    assert row.outcome == outcome
    assert row.handled_by == c.user_id("grid1")
    assert row.due_at is None
    facts = make.entries(id)[-1]["facts"]
    assert facts == {"how": outcome.value, "late": False, "files": 0}


def test_settled_late_is_said() -> None:
    with clock.at(WEDNESDAY):
        id = make.in_hand()
    with clock.at(WEDNESDAY + timedelta(days=60)):
        make.do("grid1", actions.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
    assert make.entries(id)[-1]["facts"]["late"] is True
    shown = make.look("counter", queries.detail, id)
    assert {row["name"]: row["standing"] for row in shown["clocks"]} == {
        "accept": "on_time",
        "respond": "overdue",
        "settle": "overdue",
    }


# Judged


@pytest.mark.parametrize("score", [3, 4, 5])
def test_satisfied_closes(score: int) -> None:
    id = make.rated(score=score)
    row = make.row(id)
    assert (row.state, row.closed_as, row.score, row.ratings) == ("closed", "rated", score, 1)
    assert row.closed_at is not None
    assert make.verbs(id)[-2:] == ["rated", "closed"]


@pytest.mark.parametrize("score", [1, 2])
def test_dissatisfied_asks_a_person(score: int) -> None:
    id = make.rated(score=score)
    row = make.row(id)
    assert (row.state, row.is_open, row.reopening_asked, row.closed_at) == ("rated", True, False, None)
    assert row.decide_by is not None
    assert (
        next(e["facts"] for e in make.entries(id) if e["verb"] == "matter.rated")["asks_reopening"] is False
    )
    shown = make.look("secretary", queries.detail, id)
    assert (shown["undecided"], shown["reopening_asked"], shown["score"]) == (True, False, score)
    assert {("dissatisfied", c.post_id("secretary")), ("dissatisfied", c.post_id("counter"))} <= make.told(id)
    assert [r["id"] for r in make.box("secretary", "rated_bad")["rows"]] == [id]
    assert make.box("grid1", "rated_bad")["count"] == 0


def test_satisfied_and_yet_not_done() -> None:
    id = make.resolved()
    rate(id, 4, reopen=True, words="好多了，还差一盏")
    row = make.row(id)
    assert (row.state, row.reopening_asked, row.score) == ("rated", True, 4)
    assert make.look("secretary", queries.detail, id)["undecided"]
    assert [r["id"] for r in make.box("secretary", "rated_bad")["rows"]] == [id]


def test_a_second_rating_is_possible_once() -> None:
    id = make.closed()
    rate(id, 1, words="又坏了")
    row = make.row(id)
    assert (row.state, row.score, row.ratings, row.closed_at) == ("rated", 1, 2, None)
    assert [e["facts"].get("again") for e in make.entries(id) if e["verb"] == "matter.rated"] == [False, True]
    make.do("secretary", actions.close, matter_id=id, reason="已经另案登记")
    with pytest.raises(Refused) as told:
        rate(id, 1)
    assert told.value.type == "matter/already-rated"


DAYS: tuple[tuple[int, str], ...] = ((0, ""), (30, ""), (31, "matter/too-late"))


@pytest.mark.parametrize(("days", "type"), DAYS)
def test_rating_ends_thirty_days_after_closing(days: int, type: str) -> None:
    with clock.at(WEDNESDAY):
        id = make.closed()
    with clock.at(WEDNESDAY + timedelta(days=days)):
        if not type:
            rate(id, 2)
            return
        with pytest.raises(Refused) as told:
            rate(id, 2)
    assert told.value.type == type


def test_rated_on_behalf_by_somebody_else() -> None:
    id = make.resolved()
    make.do("counter2", actions.rate, matter_id=id, score=5, words="电话里说满意")
    assert make.entries(id)[-2]["facts"] == {
        "score": 5,
        "asks_reopening": False,
        "on_behalf": True,
        "again": False,
    }


OWN = (
    (actions.follow_up, {"reached": True}),
    (actions.rate, {"score": 5}),
    (actions.close, {"reason": "办完了"}),
)


@pytest.mark.parametrize(("action", "values"), OWN)
def test_nobody_judges_his_own_work(action: Any, values: dict[str, Any]) -> None:
    """Neither from the post, nor from another after leaving it."""
    id = make.resolved(to="secretary")
    with pytest.raises(Forbidden) as told:
        make.do("secretary", action, matter_id=id, **values)
    assert told.value.type == "matter/own-work"
    make.do(
        system("tests"), workforce.assign, post_id=c.post_id("secretary"), user_id=c.user_id("far_secretary")
    )
    make.do(
        system("tests"), workforce.assign, post_id=c.post_id("subdistrict"), user_id=c.user_id("secretary")
    )
    with pytest.raises(Forbidden) as told:
        make.do("secretary", action, matter_id=id, **values)
    assert told.value.type == "matter/own-work"


# Done again


def test_done_again_starts_anew() -> None:
    """Ratings, score and outcome begin afresh; what was said before stays in the timeline."""
    with clock.at(WEDNESDAY):
        id = make.rated(score=1)
        first = make.row(id)
    with clock.at(WEDNESDAY + timedelta(days=20)):
        make.do("secretary", actions.reopen, matter_id=id, reason="再去看看")
        row = make.row(id)
    assert (row.state, row.post_id, row.reopenings) == ("dispatched", c.post_id("grid1"), 1)
    assert (row.score, row.ratings, row.outcome, row.resolved_at) == (None, 0, "", None)
    assert (row.reopening_asked, row.handled_by, row.closed_at, row.closed_as) == (False, None, None, "")
    assert row.settle_by > WEDNESDAY + timedelta(days=20)
    assert row.due_at == row.settle_by
    assert make.entries(id)[-1]["facts"]["was_due"] == first.settle_by.isoformat()
    assert [e["facts"]["score"] for e in make.entries(id) if e["verb"] == "matter.rated"] == [1]


def test_done_again_and_left_unrated_is_not_satisfied() -> None:
    """It was called satisfied once; the second time nobody said anything."""
    with clock.at(WEDNESDAY):
        id = make.closed()
        again(id)
    with clock.at(WEDNESDAY + timedelta(days=20)):
        make.do(system("tests"), actions.close_unrated, matter_id=id)
    row = make.row(id)
    assert (row.closed_as, row.score, row.ratings) == ("unrated", None, 0)


def test_done_again_it_is_rated_twice_again() -> None:
    id = make.closed()
    rate(id, 1)
    again(id)
    rate(id, 5)
    rate(id, 2)
    assert make.row(id).ratings == 2


def test_done_again_by_another_post() -> None:
    id = make.rated()
    make.do("secretary", actions.reopen, matter_id=id, reason="换人办", post_id=c.post_id("property"))
    row = make.row(id)
    assert row.post_id == c.post_id("property")
    assert ("reopened", c.post_id("property")) in make.told(id)
    assert "take" in make.look("property", queries.detail, id)["abilities"]
    make.do("property", actions.return_, matter_id=id, reason="不会修灯")
    assert make.row(id).post_id == c.post_id("counter")


def test_done_again_needs_a_post_that_is_there() -> None:
    id = make.rated()
    make.do(system("tests"), workforce.vacate, post_id=c.post_id("grid1"))
    make.do(system("tests"), workforce.close, post_id=c.post_id("grid1"))
    with pytest.raises(NotFound) as told:
        make.do("secretary", actions.reopen, matter_id=id, reason="再去看看")
    assert told.value.type == "post/not-found"


def test_closed_long_ago_is_raised_anew() -> None:
    with clock.at(WEDNESDAY):
        id = make.closed()
    with clock.at(WEDNESDAY + timedelta(days=31)), pytest.raises(Refused) as told:
        make.do("secretary", actions.reopen, matter_id=id, reason="再去看看")
    assert told.value.type == "matter/too-late"


# Closed


CLOSINGS = ((make.resolved, "unrated"), (make.followed_up, "unrated"), (make.rated, "decided"))


@pytest.mark.parametrize(("made", "how"), CLOSINGS)
def test_closed_by_a_person(made: Any, how: str) -> None:
    id = made()
    make.do("secretary", actions.close, matter_id=id, reason="已经说明清楚")
    row = make.row(id)
    assert (row.closed_as, row.reopening_asked, row.is_open) == (how, False, False)
    assert (row.score is None) == (how == "unrated")
    shown = make.look(make.resident(id), queries.public_view, id)
    assert shown["answers"][-1]["words"] == "已经说明清楚"


def test_only_the_system_closes_by_itself() -> None:
    id = make.resolved()
    with pytest.raises(Forbidden):
        make.do("secretary", actions.close_unrated, matter_id=id)
    bad = make.rated(score=1)
    with pytest.raises(Refused) as told:
        make.do(system("tests"), actions.close_unrated, matter_id=bad)
    assert told.value.type == "matter/not-unrated"


def test_a_resident_takes_it_back() -> None:
    id = make.dispatched()
    make.do(make.resident(id), actions.withdraw, matter_id=id, reason="自己修好了")
    row = make.row(id)
    assert (row.state, row.closed_as, row.is_open, row.due_at) == ("withdrawn", "withdrawn", False, None)
    assert ("withdrawn", c.post_id("grid1")) in make.told(id)
    assert make.entries(id)[-1]["facts"] == {"on_behalf": False}
    assert make.look(make.resident(id), queries.public_view, id)["abilities"] == []


def test_taken_back_on_behalf() -> None:
    id = make.dispatched()
    make.do("counter2", actions.withdraw, matter_id=id, reason="来电说不用了")
    assert make.entries(id)[-1]["facts"] == {"on_behalf": True}


# The reporter in clear, and the reporter's own key


def test_revealed_with_a_reason_into_the_ledger() -> None:
    id = make.dispatched("grid1")
    before = make.row(id)
    found = make.do("grid1", actions.reveal, matter_id=id, reason="要上门核实")
    assert found == {"name": "欧阳小红", "phone": "13812345678", "address": "3号楼2单元501"}
    entry = make.entries(id)[-1]
    assert (entry["verb"], entry["actor"]) == ("matter.revealed", c.user_id("grid1"))
    assert "13812345678" not in repr(entry)
    note = make.look("secretary", queries.detail, id)["notes"][-1]
    assert (note["kind"], note["words"], note["public"]) == ("revealed", "要上门核实", False)
    assert make.row(id).version == before.version


REVEALING: tuple[tuple[str, str, type[Exception]], ...] = (
    ("property", "要上门核实", Forbidden),
    ("admin", "要上门核实", Forbidden),
    ("next_counter", "要上门核实", NotFound),
    ("counter", " ", Refused),
)


@pytest.mark.parametrize(("who", "reason", "kind"), REVEALING)
def test_not_revealed(who: str, reason: str, kind: type[Exception]) -> None:
    id = make.dispatched("property")
    with pytest.raises(kind):
        make.do(who, actions.reveal, matter_id=id, reason=reason)
    assert "revealed" not in make.verbs(id)


def test_no_reporter_no_reveal() -> None:
    with pytest.raises(NotFound) as told:
        make.do("counter", actions.reveal, matter_id=make.raised(), reason="要上门核实")
    assert told.value.type == "matter/no-reporter"


def test_a_partner_never_sees_the_reporter_but_a_department_in_charge_does() -> None:
    id = make.dispatched("department", reporter=ReporterData(name="李四", phone="13900000000"))
    assert make.do("department", actions.reveal, matter_id=id, reason="要上门核实")["name"] == "李四"
    make.do("department", actions.return_, matter_id=id, reason="不归我们")
    with pytest.raises(NotFound):
        make.do("department", actions.reveal, matter_id=id, reason="还想看看")


def code_of(id: UUID) -> str:
    with scope(system("tests"), write=False):
        return Ticket.objects.get(matter=id).code


def knock(reference: str, code: str, *, familiar: bool = False) -> UUID:
    """As a page does: a miss is counted, so it is committed before it is told."""
    missed: Exception | None = None
    with scope(c.resident(UUID(int=0))):
        try:
            by = c.resident(UUID(int=0))
            return actions.open_ticket(by=by, reference=reference, code=code, familiar=familiar)
        except (NotFound, TooMany) as problem:
            missed = problem
    raise missed


def test_reference_and_code_open_the_door() -> None:
    id = make.from_resident()
    reference, code = make.row(id).reference, code_of(id)
    assert knock(reference, code) == id
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    assert knock(reference.replace("-", ""), f" {code[:3]} {code[3:]}") == id
    assert knock(reference.translate(wide), code.translate(wide)) == id


def test_a_wrong_code_and_no_such_reference_look_alike() -> None:
    id = make.from_resident()
    wrong = "000000" if code_of(id) != "000000" else "111111"
    told = []
    for reference, code in ((make.row(id).reference, wrong), ("990101-0000-0000", wrong), ("", "")):
        with pytest.raises(NotFound) as problem:
            knock(reference, code)
        told.append((problem.value.type, problem.value.zh))
    assert len(set(told)) == 1


def test_a_hundred_misses_and_it_rests_but_for_who_knows_it() -> None:
    id = make.from_resident()
    reference, code = make.row(id).reference, code_of(id)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(100):
        with pytest.raises(NotFound):
            knock(reference, wrong)
    with pytest.raises(TooMany):
        knock(reference, code)
    with pytest.raises(NotFound):
        knock(reference, wrong, familiar=True)
    assert knock(reference, code, familiar=True) == id
    assert knock(reference, code) == id


def test_workers_have_no_use_for_the_door() -> None:
    id = make.from_resident()
    with pytest.raises(NotFound):
        make.do("counter", actions.open_ticket, reference=make.row(id).reference, code=code_of(id))
