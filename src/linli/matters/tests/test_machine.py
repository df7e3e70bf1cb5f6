"""Whatever anybody does in whatever order: never an impossible state, a lost owner, a clock that runs backwards or
where none should, a closed matter without its day, work judged by whoever did it."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from linli.kit import clock
from linli.kit.actor import Actor, ActorKind, system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Matter
from linli.matters.rules import OPEN, RUNNING, Outcome, State, Urgency, Verb, abilities
from linli.matters.rules.loop import STEPS
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce
from linli.workforce.queries import forget_posts

START = datetime(2026, 3, 4, 2, tzinfo=UTC)
END = START + timedelta(days=300)
RESIDENT = "resident"
PEOPLE = [*sorted(c.PEOPLE), RESIDENT]
POSTS = [*sorted(c.PEOPLE), "vacant"]
MOVES = [
    verb for verb in Verb if verb not in {Verb.NOTE, Verb.ANSWER, Verb.WITHDRAW, Verb.DECLINE, Verb.REFER}
]
"""Steps that lead on; the others are tried blindly."""
OWN = {Verb.HOLD, Verb.FOLLOW_UP, Verb.CLOSE, Verb.RATE, Verb.REOPEN, Verb.WITHDRAW}
"""Steps nobody takes in his own work."""

who = st.sampled_from(PEOPLE)
post = st.sampled_from([c.post_id(key) for key in POSTS])
reason = st.just("写明原因")
settled = {"words": st.just("办好了"), "outcome": st.sampled_from(Outcome)}
days = st.integers(1, 60).map(lambda n: timedelta(days=n))

ANOTHER = UUID("0189a000-0000-7000-8000-0000000a0ea1")
"""Another open matter of the community, to run along with."""
STEPS_WITH: dict[Verb, tuple[Callable[..., UUID], dict[str, Any]]] = {
    Verb.ACCEPT: (actions.accept, {}),
    Verb.DECLINE: (actions.decline, {"reason": reason}),
    Verb.REFER: (actions.refer, {"reason": reason, "to": st.just("110")}),
    Verb.CLASSIFY: (
        actions.classify,
        {
            "category": st.sampled_from([None, "env.garbage", "house.renewal"]),
            "area": st.sampled_from([None, c.HOME, *c.GRIDS]),
            "urgency": st.sampled_from([None, "urgent", "ordinary"]),
        },
    ),
    Verb.DISPATCH: (actions.dispatch, {"post_id": post, "words": reason}),
    Verb.SETTLE: (actions.settle, settled),
    Verb.TAKE: (actions.take, {}),
    Verb.ANSWER: (actions.answer, {"words": reason}),
    Verb.NOTE: (actions.note, {"words": reason}),
    Verb.RETURN: (actions.return_, {"reason": reason}),
    Verb.ESCALATE: (actions.escalate, {"reason": reason}),
    Verb.HOLD: (actions.hold, {"reason": reason, "review_on": days}),
    Verb.RESUME: (actions.resume, {}),
    Verb.REVIEW: (actions.review, {"reason": reason, "review_on": days}),
    Verb.EXTEND: (actions.extend, {"until": days, "reason": reason}),
    Verb.GRANT: (actions.grant, {}),
    Verb.REFUSE: (actions.refuse, {"reason": reason}),
    Verb.REMIND: (actions.remind, {}),
    Verb.SUPERVISE: (actions.supervise, {"reason": reason}),
    Verb.LIFT: (actions.lift, {"reason": reason}),
    Verb.MERGE: (actions.merge, {"into": st.just(ANOTHER)}),
    Verb.SPLIT: (actions.split, {"reason": reason}),
    Verb.RESOLVE: (actions.resolve, settled),
    Verb.FOLLOW_UP: (actions.follow_up, {"reached": st.booleans()}),
    Verb.RATE: (actions.rate, {"score": st.integers(1, 5), "reopen": st.booleans()}),
    Verb.REOPEN: (actions.reopen, {"reason": reason, "post_id": st.one_of(st.none(), post)}),
    Verb.CLOSE: (actions.close, {"reason": reason}),
    Verb.WITHDRAW: (actions.withdraw, {"reason": reason}),
}
"""Every step with what is said in it."""


class Loop(RuleBasedStateMachine):
    """One matter, sixteen people, its reporter and the system, over months."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.now = START
        self.id = UUID(int=0)
        self.before: Matter | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.close()
        forget_posts()

    def by(self, key: str) -> Actor:
        return make.resident(self.id) if key == RESIDENT else c.actor(key)

    def act(self, verb: Verb, key: str, action: Callable[..., UUID], **values: Any) -> None:
        """Let somebody try; what he may do and what comes of it must agree."""
        before = make.row(self.id)
        by = self.by(key)
        able = self.able(by)
        step = STEPS[verb]
        if verb is Verb.DISPATCH:
            values["version"] = before.version
        with clock.at(self.now):
            try:
                make.do(by, action, matter_id=self.id, **values)
            except Problem:
                assert make.row(self.id).version == before.version
                return
        assert able is not None, "acted on what he cannot see"
        assert verb.value in able, f"{key} did {verb} without being offered it"
        self.check_step(before, by, verb)
        assert State(before.state) in step.sources

    def able(self, by: Actor) -> list[str] | None:
        with clock.at(self.now):
            try:
                shown = queries.public_view if by.kind is ActorKind.VISITOR else queries.detail
                return list(make.look(by, shown, self.id)["abilities"])
            except Problem:
                return None

    def check_step(self, before: Matter, by: Actor, verb: Verb) -> None:
        after = make.row(self.id)
        assert after.version > before.version or verb in {Verb.NOTE, Verb.CLASSIFY}
        if verb in OWN:
            assert before.handled_by != by.id
            assert before.post_id not in by.posts
        if before.first_contact is not None:
            assert after.first_contact == before.first_contact
        assert after.received_at == before.received_at
        if verb is Verb.CLASSIFY and State(before.state) not in {State.RECEIVED, State.ACCEPTED}:
            assert after.settle_by == before.settle_by, "somebody moved his own deadline"
        if verb is Verb.CLASSIFY and before.post_id in by.posts:
            assert after.settle_by <= before.settle_by, "somebody moved his own deadline"
        if verb is Verb.FOLLOW_UP:
            assert after.state in {State.RESOLVED, State.FOLLOWED_UP}

    @initialize(state=st.sampled_from([*sorted(OPEN), State.CLOSED]), urgent=st.booleans())
    def stand_somewhere(self, state: State, urgent: bool) -> None:
        urgency = Urgency.URGENT if urgent else None
        with clock.at(self.now):
            self.id, self.before = make.IN[state](urgency=urgency), None
            if not make.look(system("tests"), queries.existing, [ANOTHER]):
                make.from_resident(id=ANOTHER)

    @precondition(lambda self: make.row(self.id).state in {State.DECLINED, State.REFERRED, State.WITHDRAWN})
    @rule()
    def another_comes_in(self) -> None:
        """Where nothing more can happen, the walk goes on with a new one."""
        self.stand_somewhere(State.RECEIVED, False)

    @rule(hours=st.sampled_from([1, 30, 24 * 10, 24 * 40]))
    def wait(self, hours: int) -> None:
        self.now = min(self.now + timedelta(hours=hours), END)

    @rule(
        turns=st.lists(
            st.tuples(st.integers(0, len(PEOPLE) - 1), st.sampled_from(Verb)), min_size=1, max_size=5
        ),
        blind=st.sampled_from([False, False, False, True]),
        data=st.data(),
    )
    def some_act(self, turns: list[tuple[int, Verb]], blind: bool, data: st.DataObject) -> None:
        """Now and then somebody tries what comes to his mind; mostly somebody does what he is offered, so that the walk
        comes further than chance alone would let it."""
        for first, verb in turns:
            if blind:
                self.try_step(verb, PEOPLE[first], data)
            else:
                self.do_what_is_offered([*PEOPLE[first:], *PEOPLE[:first]], verb, data)

    def do_what_is_offered(self, keys: list[str], wanted: Verb, data: st.DataObject) -> None:
        """The first who may takes the wanted step; where nobody may, the first who may do anything does it."""
        matter = queries.facts(make.row(self.id))
        able = {key: abilities(matter, self.by(key), now=self.now, verbs=MOVES) for key in keys}
        for key, verbs in able.items():
            if wanted in verbs:
                self.try_step(wanted, key, data)
                return
        for key, verbs in able.items():
            if moves := sorted(set(verbs) & set(Verb)):
                self.try_step(Verb(data.draw(st.sampled_from(moves))), key, data)
                return

    def try_step(self, verb: Verb, key: str, data: st.DataObject) -> None:
        action, values = STEPS_WITH[verb]
        said = {name: data.draw(value) for name, value in values.items()}
        if "review_on" in said:
            said["review_on"] = timezone.localtime(self.now).date() + said["review_on"]
        if "until" in said:
            said["until"] = make.row(self.id).settle_by.date() + said["until"]
        self.act(verb, key, action, **said)

    @rule()
    def owner_judges_himself(self) -> None:
        """He tries everything that is not his to do in his own work."""
        key = self.owner()
        if key is None:
            return
        day = timezone.localtime(self.now).date() + timedelta(days=9)
        for verb, action, values in (
            (Verb.HOLD, actions.hold, {"reason": "等改造", "review_on": day}),
            (Verb.FOLLOW_UP, actions.follow_up, {"reached": True}),
            (Verb.RATE, actions.rate, {"score": 5}),
            (Verb.REOPEN, actions.reopen, {"reason": "再看看"}),
            (Verb.CLOSE, actions.close, {"reason": "办完了"}),
            (Verb.WITHDRAW, actions.withdraw, {"reason": "不用了"}),
            (Verb.GRANT, actions.grant, {}),
            (Verb.REMIND, actions.remind, {}),
            (Verb.LIFT, actions.lift, {"reason": "不用督办"}),
        ):
            version = make.row(self.id).version
            self.act(verb, key, action, **values)
            assert make.row(self.id).version == version

    @rule(key=st.sampled_from(["grid1", "counter", "secretary"]))
    def leave_or_come_back(self, key: str) -> None:
        """People come and go; the work stays with the post."""
        with scope(system("tests")):
            by, post_id = system("tests"), c.post_id(key)
            workforce.vacate(by=by, post_id=post_id)
            if self.now.hour % 2:
                workforce.assign(by=by, post_id=post_id, user_id=c.user_id(key))

    @rule()
    def the_system_looks(self) -> None:
        """The jobs, as they come by."""
        with clock.at(self.now):
            make.do(system("tests"), actions.flag_overdue, matter_id=self.id)
            make.do(system("tests"), actions.warn_ahead, matter_id=self.id)
            make.do(system("tests"), actions.follow, matter_id=self.id)
            if make.row(self.id).state in {State.RESOLVED, State.FOLLOWED_UP}:
                make.do(system("tests"), actions.close_unrated, matter_id=self.id)

    def owner(self) -> str | None:
        """Who sits in the post that owns it, by key."""
        row = make.row(self.id)
        for key in PEOPLE[:-1]:
            if row.post_id is not None and row.post_id in c.actor(key).posts:
                return key
        return None

    @precondition(lambda self: self.id.int)
    @invariant()
    def it_holds_together(self) -> None:
        row = make.row(self.id)
        state = State(row.state)
        assert row.is_open == (state in OPEN)
        clocked = state in {*RUNNING, State.LONG_TERM, State.RATED}
        assert (row.due_at is not None) == (row.warn_at is not None) == clocked
        assert (row.review_on is not None) == (row.held_at is not None) or state not in OPEN
        assert state is not State.LONG_TERM or row.review_on is not None
        assert row.post_id is not None or state not in OPEN, "a lost owner"
        assert bool(row.owner_area) == (row.post_id is not None)
        assert (row.decide_by is not None) == (state is State.RATED)
        assert (row.closed_at is not None) == (state not in OPEN)
        assert bool(row.closed_as) == (row.closed_at is not None)
        self.its_times_go_forward(row)
        self.its_rating_is_honest(row, state)
        if self.before is not None:
            assert row.version >= self.before.version
        self.before = row

    def its_times_go_forward(self, row: Matter) -> None:
        for moment in (row.accepted_at, row.responded_at, row.resolved_at, row.closed_at, row.overdue_at):
            assert moment is None or row.received_at <= moment <= self.now
        for warn, by in (
            (row.accept_warn, row.accept_by),
            (row.respond_warn, row.respond_by),
            (row.settle_warn, row.settle_by),
        ):
            assert row.received_at <= warn <= by
        assert row.due_at is None or row.due_at >= row.received_at

    def its_rating_is_honest(self, row: Matter, state: State) -> None:
        assert (row.score is not None) == (row.ratings > 0)
        assert row.ratings <= 2
        if row.closed_as in {"unrated", "declined", "referred", "withdrawn"}:
            assert row.score is None, "unrated is never satisfied"
        if state in {State.RESOLVED, State.FOLLOWED_UP, State.RATED}:
            assert row.outcome
            assert row.resolved_at is not None
            assert row.handled_by is not None
            assert row.responded_at is not None
        assert (row.decide_by is not None) == (state is State.RATED)
        assert not row.reopening_asked or state is State.RATED
        assert state in OPEN - {State.RECEIVED} or row.accepted_at is not None or not row.resolved_at


@pytest.mark.slow
@pytest.mark.django_db
def test_the_loop_holds_whatever_anybody_does() -> None:
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
