"""Two matters that are one: both reporters are told, each judges for himself, and it can be undone."""

from uuid import UUID

import pytest

from linli.kit.errors import NotFound, Refused
from linli.matters import actions, jobs, queries
from linli.matters.rules import Outcome, State
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def _pair() -> tuple[UUID, UUID]:
    """The first in the grid worker's hands, and one that runs along with it."""
    first, second = make.in_hand(), make.accepted(words="三号楼门口那盏灯又坏了")
    make.do("counter", actions.merge, matter_id=second, into=first)
    return first, second


def _answers(id: UUID) -> list[str]:
    shown = make.look(make.resident(id), queries.public_view, id)
    return [one["words"] for one in shown["answers"] if one["kind"] == "answer"]


def test_what_is_merged_waits_for_nobody() -> None:
    first, second = _pair()
    row = make.row(second)
    assert (row.state, row.merged_into_id, row.merged_from, row.due_at) == (
        State.MERGED,
        first,
        "accepted",
        None,
    )
    shown = make.look("counter", queries.detail, second)
    assert {one["standing"] for one in shown["clocks"] if one["met_at"] is None} == {"none"}
    assert (shown["merged_into"], shown["merged_reference"]) == (first, make.row(first).reference)
    assert [one["id"] for one in make.look("counter", queries.detail, first)["merged"]] == [second]
    assert "absorbed" in make.verbs(first)


def test_both_reporters_read_the_answers_and_judge() -> None:
    first, second = _pair()
    make.do("grid1", actions.answer, matter_id=first, words="张国华您好，电工明天到，电话13812345678")
    assert jobs.follow_merged() == 1
    assert jobs.follow_merged() == 0
    assert "13812345678" not in _answers(second)[0]
    assert "电工明天到" in _answers(second)[0]
    make.do("grid1", actions.resolve, matter_id=first, words="灯泡换好了", outcome=Outcome.SOLVED)
    assert jobs.follow_merged() == 1
    row = make.row(second)
    assert (row.state, row.outcome, row.post_id) == (State.RESOLVED, "solved", c.post_id("grid1"))
    assert _answers(second)[-1] == "灯泡换好了"
    make.do(make.resident(second), actions.rate, matter_id=second, score=1)
    make.do(make.resident(first), actions.rate, matter_id=first, score=5)
    assert (make.row(first).state, make.row(second).state) == (State.CLOSED, State.RATED)


def test_a_merging_is_undone_where_it_stood() -> None:
    first, second = _pair()
    was = make.row(second).settle_by
    make.do("counter", actions.split, matter_id=second, reason="不是同一盏")
    row = make.row(second)
    assert (row.state, row.merged_into_id, row.settle_by) == (State.ACCEPTED, None, was)
    assert row.due_at is not None
    assert make.look("counter", queries.detail, first)["merged"] == []


def test_where_the_first_is_turned_away_the_other_goes_its_own_way() -> None:
    first, second = _pair()
    make.do(make.resident(first), actions.withdraw, matter_id=first, reason="搬走了")
    assert jobs.follow_merged() == 1
    assert make.row(second).state == State.ACCEPTED


def test_what_ran_along_goes_along_further() -> None:
    first, second = _pair()
    third = make.in_hand()
    make.do("counter", actions.merge, matter_id=first, into=third)
    assert make.row(second).merged_into_id == third


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED, State.WITHDRAWN, State.MERGED])
def test_nothing_runs_along_with_what_has_ended(state: State) -> None:
    id, other = make.accepted(), make.IN[state]()
    with pytest.raises(Refused) as told:
        make.do("counter", actions.merge, matter_id=id, into=other)
    assert told.value.type == "matter/no-pair"


def test_nothing_runs_along_with_itself_or_what_is_not_seen() -> None:
    id, far = make.accepted(), make.from_resident(area=c.NEXT_DOOR)
    with pytest.raises(Refused):
        make.do("counter", actions.merge, matter_id=id, into=id)
    with pytest.raises(NotFound):
        make.do("counter", actions.merge, matter_id=id, into=far)
    with pytest.raises(Refused):
        make.do("subdistrict", actions.merge, matter_id=id, into=far)


def test_the_answer_is_told_once_though_the_job_runs_again() -> None:
    first, second = _pair()
    for words in ("明天去看", "配件到了"):
        make.do("grid1", actions.answer, matter_id=first, words=words)
    for _ in range(3):
        jobs.follow_merged()
    assert _answers(second) == ["明天去看", "配件到了"]
