"""The checklist over the API: who is told, what is told, and that nothing of it is kept."""

from datetime import timedelta
from typing import Any

import pytest

from linli.matters.queries.answering import KINDS
from linli.matters.rules import State, Verb
from linli.matters.rules.loop import STEPS
from linli.matters.tests import factories as make
from linli.matters.tests.cases import AHEAD
from linli.matters.tests.test_api_matrix import PEOPLE, may, sees
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

WORDS = "三号楼的路灯我们去现场看了，5个工作日内换线，有疑问请联系社区窗口"


def asked(**values: Any) -> dict[str, Any]:
    return {"verb": "answer", "words": WORDS} | values


def test_point_by_point() -> None:
    id = make.in_hand()
    points = (
        Caller("grid1").post(f"/matters/{id}/check-answer", asked(verb="resolve", words="会尽快处理")).json()
    )
    states = {point["rule"]: point["state"] for point in points}
    assert states["comes"] == "missing"
    assert states["tone"] == "met"
    comes = next(point for point in points if point["rule"] == "comes")
    assert comes["found"] == ["尽快"]
    assert comes["name"] == "下一步和时间"
    assert comes["hint_en"].isascii()


def test_nothing_of_it_is_kept() -> None:
    id = make.in_hand()
    before, version = make.entries(id), make.row(id).version
    assert Caller("grid1").post(f"/matters/{id}/check-answer", asked()).status_code == 200
    assert (make.entries(id), make.row(id).version) == (before, version)


def test_role_by_checking() -> None:
    """Whoever may take the step is told, and nobody else."""
    id = make.in_hand()
    matter = make.row(id)
    found = {who: Caller(who).post(f"/matters/{id}/check-answer", asked()).status_code for who in PEOPLE}
    assert found == {
        who: (200 if may(who, Verb.ANSWER, matter) else 403) if sees(who, matter) else 404 for who in PEOPLE
    }
    assert set(found.values()) == {200, 403, 404}


def test_not_the_step_of_this_state() -> None:
    id = make.in_hand()
    problem(
        Caller("counter").post(f"/matters/{id}/check-answer", asked(verb="decline")),
        422,
        "matter/wrong-state",
    )


@pytest.mark.parametrize(
    "wrong", [{"verb": "note"}, {"verb": ""}, {"words": "字" * 10_001}, {"review_on": "soon"}]
)
def test_what_is_no_question(wrong: dict[str, Any]) -> None:
    problem(
        Caller("grid1").post(f"/matters/{make.in_hand()}/check-answer", asked(**wrong)),
        422,
        "request/invalid",
    )


def test_of_nothing_nothing_is_said() -> None:
    assert Caller("grid1").post(f"/matters/{make.in_hand()}/check-answer", asked(words="")).json() == []


def test_the_day_of_review_counts() -> None:
    id = make.in_hand()
    sent = asked(verb="hold", words="要等管网改造")
    without = Caller("secretary").post(f"/matters/{id}/check-answer", sent).json()
    with_it = (
        Caller("secretary")
        .post(f"/matters/{id}/check-answer", sent | {"review_on": (AHEAD + timedelta(days=1)).isoformat()})
        .json()
    )
    states = [{point["rule"]: point["state"] for point in points}["comes"] for points in (without, with_it)]
    assert states == ["missing", "met"]


def test_the_rules_are_told() -> None:
    rules = Caller("grid1").get("/matters/answer-rules").json()
    assert [rule["rule"] for rule in rules] == [
        "answers",
        "basis",
        "comes",
        "whom",
        "tone",
        "persons",
        "enough",
    ]
    comes = next(rule for rule in rules if rule["rule"] == "comes")
    assert any("尽快" in signs["words"] for signs in comes["signs"])


def test_a_checked_step_is_one_the_resident_reads() -> None:
    assert {verb for verb in KINDS if STEPS[verb].to is State.CLOSED} == set()
    assert set(KINDS) <= set(Verb)
