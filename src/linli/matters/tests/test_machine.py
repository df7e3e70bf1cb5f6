"""Whatever anybody does in whatever order: never an impossible state, a lost owner, a clock that runs backwards or where
none should, a closed matter without its day, work judged by whoever did it."""

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
from linli.matters.rules import OPEN, RUNNING, Outcome, State, Urgency, Verb
from linli.matters.rules.loop import STEPS
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce
from linli.workforce.queries import forget_posts

START = datetime(2026, 3, 4, 2, tzinfo=UTC)
RESIDENT = "resident"
PEOPLE = [*sorted(c.PEOPLE), RESIDENT]
POSTS = [*sorted(c.PEOPLE), "vacant"]
OWN = {Verb.HOLD, Verb.FOLLOW_UP, Verb.CLOSE, Verb.RATE, Verb.REOPEN, Verb.WITHDRAW}
"""Steps nobody takes in his own work."""

who = st.sampled_from(PEOPLE)
post = st.sampled_from(POSTS)
score = st.integers(1, 5)
outcome = st.sampled_from(list(Outcome))


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

    @initialize(key=st.sampled_from([RESIDENT, "counter", "grid1", "volunteer"]), urgent=st.booleans())
    def come_in(self, key: str, urgent: bool) -> None:
        urgency = Urgency.URGENT if urgent else None
        with clock.at(self.now):
            if key == RESIDENT:
                self.id = make.from_resident(urgency=urgency)
            else:
                self.id = make.raised(key, urgency=urgency)

    @rule(hours=st.sampled_from([0, 1, 30, 24 * 10, 24 * 40]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(key=who)
    def accept(self, key: str) -> None:
        self.act(Verb.ACCEPT, key, actions.accept)

    @rule(key=who)
    def decline(self, key: str) -> None:
        self.act(Verb.DECLINE, key, actions.decline, reason="不归社区管")

    @rule(key=who)
    def refer(self, key: str) -> None:
        self.act(Verb.REFER, key, actions.refer, to="110", reason="请报警")

    @rule(
        key=who,
        category=st.sampled_from([None, "env.garbage", "house.renewal"]),
        area=st.sampled_from([None, c.HOME, *c.GRIDS]),
        urgency=st.sampled_from([None, "urgent", "ordinary"]),
    )
    def classify(self, key: str, category: str | None, area: str | None, urgency: str | None) -> None:
        values = {"category": category, "area": area, "urgency": urgency}
        self.act(Verb.CLASSIFY, key, actions.classify, **values)

    @rule(key=who, to=post, fresh=st.booleans())
    def dispatch(self, key: str, to: str, fresh: bool) -> None:
        version = make.row(self.id).version - (0 if fresh else 1)
        self.act(Verb.DISPATCH, key, actions.dispatch, post_id=c.post_id(to), version=version)

    @rule(key=who, how=outcome)
    def settle(self, key: str, how: Outcome) -> None:
        self.act(Verb.SETTLE, key, actions.settle, words="办好了", outcome=how)

    @rule(key=who)
    def answer(self, key: str) -> None:
        self.act(Verb.ANSWER, key, actions.answer, words="已联系")

    @rule(key=who)
    def note(self, key: str) -> None:
        self.act(Verb.NOTE, key, actions.note, words="记一笔")

    @rule(key=who)
    def escalate(self, key: str) -> None:
        self.act(Verb.ESCALATE, key, actions.escalate, reason="超出权限")

    @rule(key=who, days=st.integers(1, 60))
    def hold(self, key: str, days: int) -> None:
        day = timezone.localtime(self.now).date() + timedelta(days=days)
        self.act(Verb.HOLD, key, actions.hold, reason="等改造", review_on=day)

    @rule(key=who)
    def resume(self, key: str) -> None:
        self.act(Verb.RESUME, key, actions.resume)

    @rule(key=who)
    def follow_up(self, key: str) -> None:
        self.act(Verb.FOLLOW_UP, key, actions.follow_up, reached=True)

    @rule(key=who, score=score, again=st.booleans())
    def rate(self, key: str, score: int, again: bool) -> None:
        self.act(Verb.RATE, key, actions.rate, score=score, reopen=again)

    @rule(key=who, to=st.one_of(st.none(), post))
    def reopen(self, key: str, to: str | None) -> None:
        post_id = c.post_id(to) if to else None
        self.act(Verb.REOPEN, key, actions.reopen, reason="再去看看", post_id=post_id)

    @rule(key=who)
    def close(self, key: str) -> None:
        self.act(Verb.CLOSE, key, actions.close, reason="已说明")

    @rule(key=who)
    def withdraw(self, key: str) -> None:
        self.act(Verb.WITHDRAW, key, actions.withdraw, reason="不用了")

    @rule()
    def owner_takes(self) -> None:
        """Whoever owns it takes it, so that the walk comes further than chance would let it."""
        if key := self.owner():
            self.act(Verb.TAKE, key, actions.take)

    @rule(how=outcome)
    def owner_resolves(self, how: Outcome) -> None:
        if key := self.owner():
            self.act(Verb.RESOLVE, key, actions.resolve, words="办好了", outcome=how)

    @rule()
    def owner_returns(self) -> None:
        if key := self.owner():
            self.act(Verb.RETURN, key, actions.return_, reason="不归我们")

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
        """The two jobs, as they come by."""
        with clock.at(self.now):
            make.do(system("tests"), actions.flag_overdue, matter_id=self.id)
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
        clocked = state in RUNNING or state is State.LONG_TERM
        assert (row.due_at is not None) == (row.warn_at is not None) == clocked
        assert (row.review_on is not None) == (row.held_at is not None) or state not in OPEN
        assert state is not State.LONG_TERM or row.review_on is not None
        assert row.post_id is not None or state not in OPEN, "a lost owner"
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
        assert row.reopening_asked == (state is State.RATED)
        assert state in OPEN - {State.RECEIVED} or row.accepted_at is not None or not row.resolved_at


@pytest.mark.django_db
def test_the_loop_holds_whatever_anybody_does() -> None:
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
