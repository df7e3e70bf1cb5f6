"""When the steps about time are open: more time, reminding, supervising, giving back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.kit.actor import Actor, system, visitor
from linli.kit.roles import Role
from linli.matters.rules import State, Verb
from linli.matters.rules.steps import refusal
from linli.matters.tests.factories import NOW, Facts, post, seated
from linli.tests import community as c

S, V = State, Verb


def _in(verb: Verb, **values: object) -> Facts:
    """A matter in hand, ready for the step."""
    matter = Facts(
        state=S.IN_HAND,
        extend_to=NOW if verb in {V.GRANT, V.REFUSE} else None,
        supervised_at=NOW if verb is V.LIFT else None,
    )
    return replace(matter, **values)  # type: ignore[arg-type]


def _may(verb: Verb, matter: Facts, by: Actor) -> bool:
    return refusal(verb, matter, by, now=NOW) is None


TIMING: tuple[tuple[Verb, dict[str, object], str], ...] = (
    (V.EXTEND, {}, ""),
    (V.EXTEND, {"extend_to": NOW}, "matter/already-asked"),
    (V.EXTEND, {"settle_by": NOW}, ""),
    (V.EXTEND, {"settle_by": NOW - timedelta(seconds=1)}, "matter/too-late-to-extend"),
    (V.EXTEND, {"extensions": 1}, ""),
    (V.EXTEND, {"extensions": 2}, "matter/extended-enough"),
    (V.GRANT, {"extend_to": None}, "matter/nothing-asked"),
    (V.REFUSE, {"extend_to": None}, "matter/nothing-asked"),
    (V.REMIND, {"nudged_at": NOW - timedelta(hours=4)}, ""),
    (V.REMIND, {"nudged_at": NOW - timedelta(hours=3, minutes=59)}, "matter/just-reminded"),
    (V.SUPERVISE, {"supervised_at": NOW}, "matter/supervised"),
    (V.LIFT, {"supervised_at": None}, "matter/not-supervised"),
    (V.RETURN, {"returns": 1}, ""),
    (V.RETURN, {"returns": 2}, "matter/ruled"),
)
"""A step about time, what is special about the matter, what is told."""


@pytest.mark.parametrize(("verb", "values", "told"), TIMING)
def test_when_the_steps_about_time_are_open(verb: Verb, values: dict[str, object], told: str) -> None:
    problem = refusal(verb, _in(verb, **values), system(), now=NOW)
    assert (problem.type if problem else "") == told


def test_a_resident_reminds_once_a_day() -> None:
    matter = _in(V.REMIND, nudged_at=NOW - timedelta(hours=23))
    assert not _may(V.REMIND, matter, visitor(matter.id))
    assert _may(V.REMIND, replace(matter, nudged_at=NOW - timedelta(hours=24)), visitor(matter.id))


def test_whoever_gave_it_decides_on_more_time() -> None:
    """Though it lies with a department of the district, out of the window's reach."""
    matter = _in(V.GRANT, post_id=post(9), owner_area=c.HOME[:6], dispatched_from=post(1), area=c.HOME)
    assert _may(V.GRANT, matter, seated(Role.COUNTER))
    assert not _may(V.GRANT, replace(matter, dispatched_from=post(2)), seated(Role.COUNTER))
