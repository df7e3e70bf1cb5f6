"""Who may do what with which post's work: nobody with his own clock, no lower post with a higher one's; who may know a
secret reporter, give a new code, rate."""

from dataclasses import replace

import pytest

from linli.kit.actor import Actor, system, visitor
from linli.kit.roles import Role
from linli.matters.rules import TABLE, TERMINAL, State, Verb, Who, abilities
from linli.matters.rules.loop import STEPS
from linli.matters.rules.steps import KEEPS_SECRETS, may_know, may_renew_code, may_reveal, refusal
from linli.matters.tests.factories import NOW, Facts, post, seated
from linli.matters.tests.test_rules_steps import AS_NEIGHBOUR, AS_OWNER, REVEALS, STAFF
from linli.tests import community as c

S, V = State, Verb


def standing(verb: Verb, **values: object) -> Facts:
    """A matter in a state the step starts from."""
    asked = NOW if verb in {V.GRANT, V.REFUSE} else None
    matter = Facts(state=min(STEPS[verb].sources - TERMINAL), extend_to=asked)
    return replace(matter, **values)  # type: ignore[arg-type]


def may(verb: Verb, matter: Facts, by: Actor) -> bool:
    return refusal(verb, matter, by, now=NOW) is None


def test_nobody_stops_his_own_clock_by_sending_it_away() -> None:
    """Once accepted somebody else refers it; what is in hand somebody else gives to another post."""
    for verb, state in ((V.REFER, S.ACCEPTED), (V.DISPATCH, S.IN_HAND)):
        matter, by = Facts(state=state, post_id=post(1)), seated(Role.SECRETARY)
        told = refusal(verb, matter, by, now=NOW)
        assert told is not None
        assert told.type == "matter/own-work"
        assert refusal(verb, replace(matter, post_id=post(9), handled_by=by.id), by, now=NOW) is not None
        assert may(verb, replace(matter, post_id=post(9)), by)
    assert may(V.REFER, Facts(state=S.RECEIVED, post_id=post(1)), seated(Role.SECRETARY))


LEVELS: tuple[tuple[Role, str, bool, bool, bool], ...] = (
    (Role.GRID_WORKER, c.GRIDS[0], True, False, False),
    (Role.GRID_LEAD, c.GRIDS[0], True, False, False),
    (Role.COUNTER, c.HOME, True, True, False),
    (Role.SECRETARY, c.HOME, True, True, False),
    (Role.SUBDISTRICT, c.SUBDISTRICT, True, True, True),
)
"""Role and its area, and whether it acts on what a post of the grid, the community, the subdistrict owns."""


@pytest.mark.parametrize("verb", [step.verb for step in TABLE if step.who is Who.OFFICE])
@pytest.mark.parametrize(("role", "area", "grid", "community", "subdistrict"), LEVELS)
def test_a_lower_post_leaves_alone_what_a_higher_one_has(
    verb: Verb, role: Role, area: str, grid: bool, community: bool, subdistrict: bool
) -> None:
    by = seated(role, area)
    for owner, reaches in ((c.GRIDS[0], grid), (c.HOME, community), (c.SUBDISTRICT, subdistrict)):
        matter = standing(verb, post_id=post(9), owner_area=owner)
        mine = replace(matter, post_id=post(1))
        assert may(verb, matter, by) == (verb in AS_NEIGHBOUR[role] and (reaches or verb is V.NOTE))
        assert may(verb, mine, by) == (verb in AS_OWNER[role] and mine.state not in STEPS[verb].not_own)


def test_whoever_gave_it_away_may_give_it_to_another() -> None:
    """Even where it lies higher up now; not before it was given, and nothing but that."""
    giver = seated(Role.COUNTER)
    given = Facts(state=S.IN_HAND, post_id=post(9), owner_area=c.DISTRICT, dispatched_from=post(1))
    assert may(V.DISPATCH, given, giver)
    assert may(V.DISPATCH, replace(given, state=S.DISPATCHED), giver)
    assert not may(V.DISPATCH, replace(given, state=S.ACCEPTED), giver)
    assert not may(V.DISPATCH, replace(given, dispatched_from=post(2)), giver)
    assert not may(V.CLASSIFY, given, giver)
    lead = seated(Role.GRID_WORKER, c.GRIDS[0])
    assert not may(V.DISPATCH, given, lead)


@pytest.mark.parametrize(("role", "nearby", "own"), REVEALS)
def test_who_may_know_a_secret_reporter(role: Role, nearby: bool, own: bool) -> None:
    by, few = seated(role), role in KEEPS_SECRETS
    assert may_know(Facts(post_id=post(9)), by) == few
    assert may_reveal(Facts(post_id=post(9)), by, secret=True) == (nearby and few)
    assert may_reveal(Facts(area=c.ELSEWHERE, post_id=post(1)), by, secret=True) == (own and few)
    assert ("reveal" in abilities(Facts(post_id=post(9)), by, now=NOW, secret=True)) == (nearby and few)


def test_a_new_code_is_never_the_handlers_to_give() -> None:
    for role in STAFF:
        by = seated(role)
        assert may_renew_code(Facts(post_id=post(9)), by) == (V.RATE in AS_NEIGHBOUR[role])
        assert not may_renew_code(Facts(post_id=post(1)), by)
        assert not may_renew_code(Facts(post_id=post(9), handled_by=by.id), by)
    assert not may_renew_code(Facts(), visitor(Facts().id))


def test_nobody_rates_what_nobody_reported() -> None:
    for by in (visitor(Facts().id), seated(Role.SECRETARY), system()):
        told = refusal(V.RATE, Facts(state=S.RESOLVED, has_reporter=False), by, now=NOW)
        assert told is not None
        assert (told.type, told.zh) == ("matter/no-reporter", "没有反映人，不用评价")


def test_the_reporters_own_rating_is_not_rated_over_for_him() -> None:
    matter = Facts(state=S.CLOSED, ratings=1, score=1, closed_at=NOW)
    assert may(V.RATE, matter, visitor(matter.id))
    told = refusal(V.RATE, matter, seated(Role.SECRETARY), now=NOW)
    assert told is not None
    assert told.type == "matter/already-rated"
