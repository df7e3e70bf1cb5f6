"""Who may take which step when, as tables: every state × verb, every role × verb, as owner and as neighbour."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from linli.kit.actor import Actor, ActorKind, Seat, system, visitor
from linli.kit.errors import Forbidden, Problem, Refused
from linli.kit.roles import Role
from linli.matters.rules import (
    OPEN,
    RUNNING,
    TABLE,
    TERMINAL,
    State,
    Verb,
    Who,
    abilities,
    check,
    is_handler,
    target,
)
from linli.matters.rules.loop import RATE_WITHIN_DAYS, RATINGS_MOST, STEPS
from linli.matters.rules.steps import is_satisfied, may_reveal, refusal
from linli.matters.tests.factories import NOW, Facts, post, seated
from linli.tests import community as c

S, V = State, Verb

_WATCH = {V.SUPERVISE, V.LIFT, V.MERGE}
_TIME = {V.EXTEND, V.GRANT, V.REFUSE, V.REMIND, *_WATCH}
OPEN_TO: dict[State, set[Verb]] = {
    S.RECEIVED: {V.ACCEPT, V.DECLINE, V.REFER, V.CLASSIFY, V.ANSWER, V.NOTE, V.WITHDRAW, V.REMIND, *_WATCH},
    S.DECLINED: {V.REOPEN},
    S.REFERRED: {V.REOPEN},
    S.ACCEPTED: {
        V.REFER,
        V.CLASSIFY,
        V.DISPATCH,
        V.SETTLE,
        V.TAKE,
        V.ANSWER,
        V.NOTE,
        V.ESCALATE,
        V.WITHDRAW,
        V.REMIND,
        *_WATCH,
    },
    S.DISPATCHED: {
        V.CLASSIFY,
        V.DISPATCH,
        V.TAKE,
        V.ANSWER,
        V.NOTE,
        V.RETURN,
        V.ESCALATE,
        V.WITHDRAW,
        *_TIME,
    },
    S.IN_HAND: {
        V.CLASSIFY,
        V.DISPATCH,
        V.ANSWER,
        V.NOTE,
        V.RETURN,
        V.ESCALATE,
        V.HOLD,
        V.RESOLVE,
        V.WITHDRAW,
        *_TIME,
    },
    S.LONG_TERM: {V.CLASSIFY, V.ANSWER, V.NOTE, V.RESUME, V.WITHDRAW, V.REVIEW, *_WATCH},
    S.RESOLVED: {V.ANSWER, V.NOTE, V.FOLLOW_UP, V.RATE, V.CLOSE, V.LIFT},
    S.FOLLOWED_UP: {V.ANSWER, V.NOTE, V.RATE, V.CLOSE, V.LIFT},
    S.RATED: {V.NOTE, V.REOPEN, V.CLOSE, V.LIFT},
    S.MERGED: {V.NOTE, V.SPLIT, V.WITHDRAW, V.LIFT},
    S.CLOSED: {V.RATE, V.REOPEN},
    S.WITHDRAWN: set(),
}
"""What can be done in a state, by whoever may."""

LEADS_TO: dict[Verb, State] = {
    V.ACCEPT: S.ACCEPTED,
    V.DECLINE: S.DECLINED,
    V.REFER: S.REFERRED,
    V.DISPATCH: S.DISPATCHED,
    V.SETTLE: S.RESOLVED,
    V.TAKE: S.IN_HAND,
    V.RETURN: S.ACCEPTED,
    V.ESCALATE: S.ACCEPTED,
    V.HOLD: S.LONG_TERM,
    V.RESUME: S.IN_HAND,
    V.MERGE: S.MERGED,
    V.RESOLVE: S.RESOLVED,
    V.FOLLOW_UP: S.FOLLOWED_UP,
    V.RATE: S.RATED,
    V.REOPEN: S.DISPATCHED,
    V.CLOSE: S.CLOSED,
    V.WITHDRAW: S.WITHDRAWN,
}
"""Where a step leads; the others leave the state."""

_GRID = {V.ACCEPT, V.DECLINE, V.REFER, V.CLASSIFY, V.SETTLE, V.ANSWER, V.NOTE, V.RESUME, V.ESCALATE}
_GIVE = {V.DISPATCH, V.GRANT, V.REFUSE, V.MERGE, V.SPLIT}
_COUNTER = {*_GRID, *_GIVE, V.FOLLOW_UP, V.RATE, V.WITHDRAW, V.REMIND}
_LEAD = {*_COUNTER, V.HOLD, V.REVIEW, V.REOPEN, V.CLOSE, V.SUPERVISE, V.LIFT}
_OWN = {V.TAKE, V.RETURN, V.EXTEND, V.RESOLVE}
_DO = {V.SETTLE, V.ANSWER, V.NOTE, V.RESUME}
NOT_OWN = {
    V.HOLD,
    V.REVIEW,
    V.REMIND,
    V.SUPERVISE,
    V.LIFT,
    V.FOLLOW_UP,
    V.REOPEN,
    V.CLOSE,
    V.RATE,
    V.WITHDRAW,
}

AS_NEIGHBOUR: dict[Role, set[Verb]] = {
    Role.HELPER: set(),
    Role.PARTNER: set(),
    Role.DEPARTMENT: set(),
    Role.INTAKE: set(),
    Role.ADMINISTRATOR: set(),
    Role.GRID_WORKER: _GRID,
    Role.GRID_LEAD: {*_GRID, *_GIVE, V.REMIND},
    Role.COUNTER: _COUNTER,
    Role.SECRETARY: _LEAD,
    Role.SUBDISTRICT: _LEAD,
    Role.SUPERVISOR: {V.FOLLOW_UP, V.HOLD, V.REVIEW, V.REOPEN, V.CLOSE, V.REMIND, V.SUPERVISE, V.LIFT},
}
"""What a role may do with a matter of its area that another post owns."""

AS_OWNER: dict[Role, set[Verb]] = {
    Role.HELPER: {*_OWN, *_DO},
    Role.PARTNER: {*_OWN, *_DO},
    Role.DEPARTMENT: {*_OWN, *_DO, V.ESCALATE},
    Role.INTAKE: set(),
    Role.ADMINISTRATOR: set(),
    Role.GRID_WORKER: {*_GRID, *_OWN},
    Role.GRID_LEAD: {*_GRID, *_GIVE, *_OWN},
    Role.COUNTER: {*_COUNTER, *_OWN} - NOT_OWN,
    Role.SECRETARY: {*_LEAD, *_OWN} - NOT_OWN,
    Role.SUBDISTRICT: {*_LEAD, *_OWN} - NOT_OWN,
    Role.SUPERVISOR: set(),
}
"""The same for the post that owns it, wherever the matter lies."""

STAFF = sorted(AS_NEIGHBOUR)


def _in(verb: Verb, **values: object) -> Facts:
    """A matter in a state the step starts from."""
    matter = Facts(
        state=min(STEPS[verb].sources - TERMINAL),
        extend_to=NOW if verb in {V.GRANT, V.REFUSE} else None,
        supervised_at=NOW if verb is V.LIFT else None,
    )
    return replace(matter, **values)  # type: ignore[arg-type]


def _may(verb: Verb, matter: Facts, by: Actor) -> bool:
    return refusal(verb, matter, by, now=NOW) is None


def test_every_verb_has_one_row() -> None:
    assert [step.verb for step in TABLE] == list(Verb)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_state_by_verb(state: State, verb: Verb) -> None:
    matter = replace(_in(verb), state=state, closed_at=NOW if state in TERMINAL else None)
    told = refusal(verb, matter, system(), now=NOW)
    if verb in OPEN_TO[state]:
        assert told is None
        assert target(verb, state) == LEADS_TO.get(verb, state)
    else:
        assert isinstance(told, Refused)
        assert told.type == "matter/wrong-state"
        assert told.extra == {"state": state}


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("verb", Verb)
def test_role_by_verb_as_neighbour(role: Role, verb: Verb) -> None:
    by = seated(role)
    matter = _in(verb, area=by.seats[0].area, post_id=post(99))
    assert _may(verb, matter, by) == (verb in AS_NEIGHBOUR[role])


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("area", [c.HOME, c.ELSEWHERE])
def test_role_by_verb_as_owner(role: Role, verb: Verb, area: str) -> None:
    by = seated(role)
    for state in STEPS[verb].sources - TERMINAL:
        own = verb in AS_OWNER[role] and state not in STEPS[verb].not_own
        assert _may(verb, _in(verb, state=state, area=area, post_id=post(1)), by) == own


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("verb", Verb)
def test_nobody_reaches_beyond_his_area(role: Role, verb: Verb) -> None:
    by = seated(role, c.GRIDS[0])
    for area in (c.GRIDS[1], c.NEXT_DOOR, c.HOME):
        assert isinstance(refusal(verb, _in(verb, area=area, post_id=post(9)), by, now=NOW), Forbidden)


@pytest.mark.parametrize("verb", Verb)
def test_a_visitor_rates_reminds_and_withdraws_his_own_alone(verb: Verb) -> None:
    matter = _in(verb)
    assert _may(verb, matter, visitor(matter.id)) == (verb in {V.RATE, V.WITHDRAW, V.REMIND})
    for other in (visitor(), visitor(UUID(int=2))):
        assert isinstance(refusal(verb, matter, other, now=NOW), Forbidden)


@pytest.mark.parametrize("verb", Verb)
def test_a_key_for_intake_takes_no_step(verb: Verb) -> None:
    by = replace(seated(Role.INTAKE), kind=ActorKind.KEY)
    assert isinstance(refusal(verb, _in(verb), by, now=NOW), Forbidden)


@pytest.mark.parametrize("verb", sorted(NOT_OWN))
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SUBDISTRICT])
def test_own_work_is_for_another(verb: Verb, role: Role) -> None:
    """Whether the actor sits in the owning post, or settled it and has changed posts since."""
    by = seated(role)
    for own in ({"post_id": post(1)}, {"post_id": post(9), "handled_by": by.id}):
        told = refusal(verb, _in(verb, area=c.HOME, **own), by, now=NOW)
        assert isinstance(told, Forbidden)
        assert told.type == "matter/own-work"
    assert _may(verb, _in(verb, area=c.HOME, post_id=post(9), handled_by=UUID(int=7)), by)


@pytest.mark.parametrize("verb", sorted(_OWN))
def test_only_the_post_in_charge(verb: Verb) -> None:
    told = refusal(verb, _in(verb, post_id=post(9)), seated(Role.SECRETARY), now=NOW)
    assert isinstance(told, Forbidden)
    assert told.type == "matter/not-handler"


def test_the_rules_say_who() -> None:
    assert {step.verb for step in TABLE if step.who is Who.HANDLER} == _OWN
    assert {step.verb for step in TABLE if step.who in {Who.OTHER, Who.REPORTER}} == NOT_OWN


def test_open_and_running_states() -> None:
    assert {S.DECLINED, S.REFERRED, S.CLOSED, S.WITHDRAWN} == TERMINAL
    assert set(State) == OPEN | TERMINAL
    assert not OPEN & TERMINAL
    assert RUNNING < OPEN


def test_several_posts_add_up() -> None:
    """A volunteer who is also the secretary decides by the one and handles by the other."""
    helper = Seat(post=post(2), area=c.HOME, role=Role.HELPER, title="volunteer")
    by = replace(seated(Role.SECRETARY), seats=(*seated(Role.SECRETARY).seats, helper))
    assert _may(V.HOLD, _in(V.HOLD, post_id=post(9)), by)
    assert not _may(V.HOLD, _in(V.HOLD, post_id=post(2)), by)
    assert _may(V.RESOLVE, _in(V.RESOLVE, post_id=post(2)), by)


def test_state_is_told_before_right() -> None:
    """Somebody who may not do it anyway is still told what everybody is told: where it stands."""
    told = refusal(V.ACCEPT, Facts(state=S.CLOSED), seated(Role.ADMINISTRATOR), now=NOW)
    assert told is not None
    assert told.type == "matter/wrong-state"


def test_check_raises_what_refusal_says() -> None:
    with pytest.raises(Forbidden):
        check(V.ACCEPT, Facts(), seated(Role.HELPER), now=NOW)
    check(V.ACCEPT, Facts(), seated(Role.COUNTER), now=NOW)


RATING: tuple[tuple[State, int, float | None, str], ...] = (
    (S.RESOLVED, 0, None, ""),
    (S.FOLLOWED_UP, 0, None, ""),
    (S.CLOSED, 0, 0, ""),
    (S.CLOSED, 1, RATE_WITHIN_DAYS, ""),
    (S.CLOSED, 1, RATE_WITHIN_DAYS + 0.01, "matter/too-late"),
    (S.CLOSED, RATINGS_MOST, 1, "matter/already-rated"),
    (S.RESOLVED, RATINGS_MOST, None, "matter/already-rated"),
    (S.CLOSED, 0, None, "matter/too-late"),
)
"""State, ratings so far, days since closing, what is told."""


@pytest.mark.parametrize(("state", "ratings", "days", "told"), RATING)
def test_when_rating_is_open(state: State, ratings: int, days: float | None, told: str) -> None:
    closed_at = None if days is None else NOW - timedelta(days=days)
    matter = Facts(state=state, ratings=ratings, closed_at=closed_at)
    problem = refusal(V.RATE, matter, visitor(matter.id), now=NOW)
    assert (problem.type if problem else "") == told


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (30, True), (31, False)])
def test_when_reopening_is_open(days: int, allowed: bool) -> None:
    by = seated(Role.SECRETARY)
    for state in (S.CLOSED, S.DECLINED, S.REFERRED):
        matter = Facts(state=state, closed_at=NOW - timedelta(days=days))
        assert _may(V.REOPEN, matter, by) == allowed
        assert not _may(V.REOPEN, replace(matter, handled_by=by.id), by)
    assert _may(V.REOPEN, Facts(state=S.RATED), by)


def test_the_handler_is_the_post_or_the_hands() -> None:
    by = seated(Role.COUNTER)
    assert is_handler(Facts(post_id=post(1)), by)
    assert is_handler(Facts(handled_by=by.id), by)
    assert not is_handler(Facts(post_id=post(2), handled_by=UUID(int=5)), by)
    assert not is_handler(Facts(), by)


REVEALS: tuple[tuple[Role, bool, bool], ...] = (
    (Role.HELPER, False, False),
    (Role.PARTNER, False, False),
    (Role.ADMINISTRATOR, False, False),
    (Role.INTAKE, False, False),
    (Role.DEPARTMENT, False, True),
    (Role.GRID_WORKER, True, True),
    (Role.GRID_LEAD, True, True),
    (Role.COUNTER, True, True),
    (Role.SECRETARY, True, True),
    (Role.SUBDISTRICT, True, True),
    (Role.SUPERVISOR, True, True),
)
"""Role, in its area, on what its post owns."""


@pytest.mark.parametrize(("role", "nearby", "own"), REVEALS)
def test_who_may_see_the_reporter(role: Role, nearby: bool, own: bool) -> None:
    by = seated(role)
    assert may_reveal(Facts(post_id=post(9)), by) == nearby
    assert may_reveal(Facts(area=c.ELSEWHERE, post_id=post(1)), by) == own
    assert not may_reveal(Facts(area=c.ELSEWHERE, post_id=post(9)), by)
    assert ("reveal" in abilities(Facts(post_id=post(9)), by, now=NOW)) == nearby


def test_a_visitor_reveals_nothing() -> None:
    assert not may_reveal(Facts(), visitor(Facts().id))


def test_abilities_are_what_is_not_refused() -> None:
    by = seated(Role.COUNTER)
    assert abilities(Facts(post_id=post(9)), by, now=NOW) == [
        "accept",
        "decline",
        "refer",
        "classify",
        "answer",
        "note",
        "remind",
        "merge",
        "withdraw",
        "renew_code",
        "print",
        "reveal",
    ]
    assert abilities(Facts(), visitor(Facts().id), now=NOW) == ["remind", "withdraw"]


@pytest.mark.parametrize(("score", "satisfied"), [(1, False), (2, False), (3, True), (4, True), (5, True)])
def test_satisfied(score: int, satisfied: bool) -> None:
    assert is_satisfied(score) == satisfied


def test_every_refusal_speaks_twice() -> None:
    by = seated(Role.COUNTER)
    told: list[Problem | None] = [
        refusal(V.TAKE, Facts(), by, now=NOW),
        refusal(V.HOLD, Facts(state=S.IN_HAND), seated(Role.HELPER), now=NOW),
        refusal(V.TAKE, Facts(state=S.DISPATCHED), by, now=NOW),
        refusal(V.FOLLOW_UP, Facts(state=S.RESOLVED, handled_by=by.id), by, now=NOW),
        refusal(V.RATE, Facts(state=S.RESOLVED, handled_by=by.id), by, now=NOW),
        refusal(V.RATE, Facts(state=S.CLOSED), by, now=NOW),
        refusal(V.RATE, Facts(state=S.RESOLVED, ratings=2), by, now=NOW),
        refusal(V.RATE, Facts(state=S.RESOLVED, has_reporter=False), by, now=NOW),
        refusal(V.REOPEN, Facts(state=S.CLOSED), seated(Role.SECRETARY), now=NOW),
    ]
    for problem in told:
        assert problem is not None
        assert any("\u4e00" <= character <= "\u9fff" for character in problem.zh)
        assert problem.en.isascii()
        assert not set(problem.zh) & set(",:;?!()")
