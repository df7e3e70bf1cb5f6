"""What the loop does by itself, under a told clock: what has run out is flagged and passed up once, what nobody rated
closes as unrated, and old records are left alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Forbidden, NotFound
from linli.matters import actions, jobs, queries
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.logins import as_jobs
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)
LATER = WEDNESDAY + timedelta(days=60)


def flagged(id: UUID) -> int:
    return make.verbs(id).count("overdue")


def test_what_has_run_out_is_flagged_once() -> None:
    with clock.at(WEDNESDAY):
        id = make.in_hand()
        due = make.row(id).due_at
    assert due is not None
    with clock.at(due):
        assert jobs.watch_deadlines() == 0
    with clock.at(due + timedelta(seconds=1)):
        assert jobs.watch_deadlines() == 1
        assert jobs.watch_deadlines() == 0
    row = make.row(id)
    assert row.overdue_at == due + timedelta(seconds=1)
    assert row.overdue_seen_by == c.post_id("secretary")
    assert flagged(id) == 1
    assert make.entries(id)[-1]["facts"]["owner"] == str(c.post_id("grid1"))


def test_the_next_clock_is_watched_anew() -> None:
    with clock.at(WEDNESDAY):
        id = make.in_hand(category="house.renewal")
    with clock.at(WEDNESDAY + timedelta(days=5)):
        assert jobs.watch_deadlines() == 1
        make.do("grid1", actions.answer, matter_id=id, words="已联系")
        assert make.row(id).overdue_at is None
        assert jobs.watch_deadlines() == 0
    with clock.at(LATER):
        assert jobs.watch_deadlines() == 1
    assert flagged(id) == 2


def test_the_owner_the_office_above_and_the_first_contact_are_told() -> None:
    with clock.at(WEDNESDAY):
        id = make.raised("counter")
        make.do("counter", actions.accept_whole, matter_id=id, post_id=c.post_id("department"))
    make.do(system("tests"), actions.flag_overdue, matter_id=id)
    told = {post for kind, post in make.told(id) if kind == "overdue"}
    assert told == {c.post_id("department"), c.post_id("counter")}
    with clock.at(WEDNESDAY):
        other = make.raised("grid1")
        make.do("grid1", actions.accept, matter_id=other)
    make.do(system("tests"), actions.flag_overdue, matter_id=other)
    told = {post for kind, post in make.told(other) if kind == "overdue"}
    assert told == {c.post_id("grid1"), c.post_id("secretary")}


def test_whoever_is_told_from_above_can_open_it() -> None:
    """A department sees only what it handles, and what ran late below it."""
    with clock.at(WEDNESDAY):
        id = make.dispatched("subdistrict")
    make.do(system("tests"), actions.flag_overdue, matter_id=id)
    assert make.row(id).overdue_seen_by == c.post_id("department")
    assert make.look("department", queries.detail, id)["abilities"] == []


def test_nobodys_matter_is_put_before_the_office_of_its_own_area() -> None:
    for key in ("counter", "counter2", "secretary", "subdistrict"):
        make.do(system("tests"), workforce.vacate, post_id=c.post_id(key))
    with clock.at(WEDNESDAY):
        id = make.from_resident()
    make.do(system("tests"), workforce.assign, post_id=c.post_id("secretary"), user_id=c.user_id("secretary"))
    make.do(system("tests"), actions.flag_overdue, matter_id=id)
    assert make.row(id).overdue_seen_by is not None


def test_old_records_are_left_alone() -> None:
    with clock.at(WEDNESDAY):
        open_one = make.in_hand(historical=True)
        done = make.resolved(historical=True)
    with clock.at(LATER):
        assert jobs.watch_deadlines() == 0
        assert jobs.close_unrated() == 0
    assert not make.told(open_one)
    assert make.row(done).state == "resolved"


def test_only_the_system_flags() -> None:
    id = make.in_hand()
    with pytest.raises(Forbidden):
        make.do("secretary", actions.flag_overdue, matter_id=id)


def test_a_held_matter_is_flagged_when_its_review_is_due() -> None:
    with clock.at(WEDNESDAY):
        id = make.long_term()
    with clock.at(WEDNESDAY + timedelta(days=30)):
        assert jobs.watch_deadlines() == 0
    with clock.at(WEDNESDAY + timedelta(days=31)):
        assert jobs.watch_deadlines() == 1
    assert flagged(id) == 1


@pytest.mark.parametrize("error", [NotFound(), DatabaseError("gone"), ZeroDivisionError()])
def test_one_that_cannot_be_flagged_stops_no_other(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(WEDNESDAY):
        ids = [make.in_hand(), make.in_hand()]
    real = actions.flag_overdue

    def sometimes(*, by: object, matter_id: UUID) -> bool:
        if matter_id == ids[0]:
            raise error
        return real(by=by, matter_id=matter_id)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "flag_overdue", sometimes)
    with clock.at(LATER):
        assert jobs.watch_deadlines() == 1
    assert [flagged(id) for id in ids] == [0, 1]


def test_a_night_goes_through_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batch by batch, those that came at one moment too, and past what is not yet to be closed."""
    monkeypatch.setattr(jobs, "BATCH", 2)
    with clock.at(WEDNESDAY):
        late = [make.in_hand() for _ in range(5)]
        done = [make.resolved() for _ in range(5)]
    with clock.at(LATER):
        make.resolved()
        assert jobs.watch_deadlines() == len(late)
        assert jobs.close_unrated() == len(done)
    assert {make.row(id).state for id in done} == {"closed"}


def test_a_wish_nobody_decides_on_runs_out() -> None:
    """The secretary was told at once; after three working days so is whoever else may decide, and the first contact."""
    assert ("dissatisfied", c.post_id("secretary")) in make.told(make.rated())
    with clock.at(WEDNESDAY):
        id = make.rated()
    row = make.row(id)
    due = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
    assert row.due_at == row.decide_by == due
    assert row.warn_at == row.decide_warn
    with clock.at(due):
        assert jobs.watch_deadlines() == 0
        shown = make.look("secretary", queries.detail, id)
        assert shown["clocks"][-1] == {
            "name": "decide",
            "by": row.decide_by,
            "met_at": None,
            "standing": "approaching",
        }
        assert make.box("secretary", "late")["count"] == 1
    make.do(system("tests"), actions.flag_overdue, matter_id=id)
    make.do("secretary", actions.close, matter_id=id, reason="已当面说明")
    assert {post for kind, post in make.told(id) if kind == "overdue"} == {
        c.post_id("secretary"),
        c.post_id("subdistrict"),
        c.post_id("counter"),
    }
    assert (make.row(id).due_at, make.row(id).decide_by) == (None, None)


def test_the_secretarys_own_work_is_decided_on_by_another() -> None:
    id = make.rated(to="secretary")
    assert ("dissatisfied", c.post_id("subdistrict")) in make.told(id)
    make.do(system("tests"), workforce.vacate, post_id=c.post_id("subdistrict"))
    other = make.rated(to="secretary")
    assert ("dissatisfied", c.post_id("supervisor")) in make.told(other)


SEVENTH_DAY = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
"""The close of office on the seventh working day after that Wednesday."""


def test_unrated_closes_after_seven_working_days_and_is_never_satisfied() -> None:
    with clock.at(WEDNESDAY):
        plain, followed, bad = make.resolved(), make.followed_up(), make.rated(score=1)
    with clock.at(SEVENTH_DAY - timedelta(seconds=1)):
        assert jobs.close_unrated() == 0
    with clock.at(SEVENTH_DAY):
        assert jobs.close_unrated() == 2
        assert jobs.close_unrated() == 0
    for id in (plain, followed):
        row = make.row(id)
        assert (row.state, row.closed_as, row.score, row.ratings) == ("closed", "unrated", None, 0)
        assert row.closed_at == SEVENTH_DAY
        assert make.entries(id)[-1]["facts"] == {"how": "unrated"}
    assert make.row(bad).state == "rated"


def test_closed_unrated_it_can_still_be_rated() -> None:
    with clock.at(WEDNESDAY):
        id = make.resolved()
    with clock.at(SEVENTH_DAY):
        jobs.close_unrated()
        make.do(make.resident(id), actions.rate, matter_id=id, score=5)
    row = make.row(id)
    assert (row.closed_as, row.score) == ("rated", 5)


def test_settled_again_the_seven_days_begin_again() -> None:
    with clock.at(WEDNESDAY):
        id = make.rated()
        make.do("secretary", actions.reopen, matter_id=id, reason="再去看看")
        make.do("grid1", actions.take, matter_id=id)
    with clock.at(SEVENTH_DAY):
        make.do("grid1", actions.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
        assert jobs.close_unrated() == 0


def test_housekeeping_forgets_old_commands() -> None:
    assert jobs.housekeeping() == 0


def test_the_jobs_login_sorts_words_into_the_index() -> None:
    with as_jobs() as login:
        first, again = (login.execute("SELECT matters_tidy_search()").fetchone() for _ in range(2))
    assert first is not None
    assert first[0] >= 0
    assert again == (0,)


def test_nobody_else_sorts_words_in() -> None:
    with pytest.raises(Forbidden):
        make.do("secretary", actions.tidy_search)
    with pytest.raises(DatabaseError, match="permission denied"):
        jobs.tidy_search()
