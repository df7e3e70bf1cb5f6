"""Which face, how far along, how long is left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from linli.kit.errors import Refused
from linli.kit.roles import Role
from linli.matters.rules import State, Verb
from linli.portal import rules, wording
from linli.portal.rules import Left

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("roles", "faces"),
    [
        ([Role.COUNTER], ("desk",)),
        ([Role.GRID_WORKER], ("field",)),
        ([Role.HELPER, Role.PARTNER], ("field",)),
        ([Role.GRID_LEAD], ("desk", "field")),
        ([Role.SECRETARY, Role.HELPER], ("desk", "field")),
        ([], ()),
    ],
)
def test_faces(roles: list[Role], faces: tuple[str, ...]) -> None:
    assert rules.faces_of(roles) == faces


def test_every_given_role_has_a_face() -> None:
    assert set(Role) - {Role.VISITOR, Role.INTAKE, Role.SYSTEM} == rules.DESK_ROLES | rules.FIELD_ROLES


def test_every_state_and_step_has_words() -> None:
    assert set(wording.STATES) == set(wording.MEANINGS) == {state.value for state in State}
    silent = {Verb.CLASSIFY, Verb.NOTE}
    entries = {
        Verb.ACCEPT: "accepted",
        Verb.TAKE: "taken",
        Verb.REOPEN: "reopened",
        Verb.WITHDRAW: "withdrawn",
    }
    assert silent.isdisjoint(entries)
    assert all(f"matter.{entry}" in wording.STEPS for entry in entries.values())
    assert set(wording.STAGES) == set(rules.STAGES)


@pytest.mark.parametrize(
    ("hours", "working_minutes", "left"),
    [
        (72, 900.0, Left(False, 2, "working_day")),
        (30, 449.0, Left(False, 30, "hour")),
        (0.1, 6.0, Left(False, 1, "hour")),
        (-0.1, -6.0, Left(True, 1, "hour")),
        (-5, -300.0, Left(True, 5, "hour")),
        (-50, -1000.0, Left(True, 2, "day")),
    ],
)
def test_left(hours: float, working_minutes: float, left: Left) -> None:
    due = NOW + timedelta(hours=hours)
    assert rules.left(due, NOW, minutes_left=working_minutes, minutes_a_day=450) == left


@pytest.mark.parametrize(
    ("left", "zh", "en"),
    [
        (Left(False, 2, "working_day"), "还剩 2 个工作日", "2 working days left"),
        (Left(False, 1, "hour"), "还剩 1 小时", "1 hour left"),
        (Left(True, 1, "day"), "已超期 1 天", "1 day overdue"),
        (Left(True, 3, "hour"), "已超期 3 小时", "3 hours overdue"),
    ],
)
def test_left_in_words(left: Left, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert wording.left_words(left) == zh
    with translation.override("en"):
        assert wording.left_words(left) == en


def test_moments() -> None:
    at = datetime(2020, 3, 5, 1, 30, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert wording.moment(at) == "2020年3月5日 09:30"
    with translation.override("en"):
        assert wording.moment(at) == "5 Mar 2020, 09:30"


def test_refusals_speak_the_pages_language() -> None:
    refusal = Refused("a/b", zh="不行", en="No")
    with translation.override("zh-hans"):
        assert wording.sentence(refusal) == "不行"
    with translation.override("en"):
        assert wording.sentence(refusal) == "No"
