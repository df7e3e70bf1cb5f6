"""How a matter ends: settled, followed up by somebody else, judged by whoever raised it, closed — or reopened. A matter
nobody judged closes as 未评价, never as satisfied."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from linli.calendars import queries as calendars
from linli.kit import clock
from linli.kit.actor import Actor, ActorKind, require_system
from linli.kit.errors import NotFound, Refused
from linli.matters.actions.moving import (
    NOBODYS_HANDS,
    attach,
    begin,
    belongs_to,
    in_hand_of,
    owned,
    partake,
    record,
    simple,
    tell,
    write,
)
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.queries.routing import deciders, handles
from linli.matters.rules import Outcome, Party, State, Verb
from linli.matters.rules import clocks as reckoning
from linli.matters.rules.dictionary import FALLBACK
from linli.matters.rules.steps import is_satisfied
from linli.matters.rules.words import check_reason, check_words, tidy
from linli.workforce import queries as workforce


def resolve(
    *,
    by: Actor,
    matter_id: UUID,
    words: str,
    outcome: Outcome,
    files: Sequence[UUID] = (),
    version: int | None = None,
) -> UUID:
    """办结 by the post in charge: the answer to the reporter, and whether it was solved or explained."""
    return _settled(Verb.RESOLVE, "resolved", by, matter_id, words, outcome, files, version)


def settle(
    *,
    by: Actor,
    matter_id: UUID,
    words: str,
    outcome: Outcome,
    files: Sequence[UUID] = (),
    version: int | None = None,
) -> UUID:
    """一次办好: settled at once by the post that accepted it."""
    return _settled(Verb.SETTLE, "settled", by, matter_id, words, outcome, files, version)


def _settled(
    verb: Verb,
    entry: str,
    by: Actor,
    matter_id: UUID,
    words: str,
    outcome: Outcome,
    files: Sequence[UUID],
    version: int | None,
) -> UUID:
    words = check_words(words)
    matter = begin(by, matter_id, verb, version)
    now = clock.now()
    partake(matter, matter.post_id, Party.HANDLER)
    write(
        matter,
        state=State.RESOLVED,
        resolved_at=now,
        responded_at=matter.responded_at or now,
        **in_hand_of(matter, by),
        outcome=outcome.value,
    )
    attached = attach(matter, files, by=by)
    late = now > matter.settle_by
    written = record(
        matter,
        entry,
        by=by,
        kind="answer",
        words=words,
        outcome=outcome.value,
        public=True,
        how=outcome.value,
        late=late,
        files=len(attached),
    )
    belongs_to(attached, written)
    return matter.id


def follow_up(
    *, by: Actor, matter_id: UUID, reached: bool, words: str = "", version: int | None = None
) -> UUID:
    """回访 by somebody other than the handler: whether the reporter was reached, and what he said. Where he was not, it
    is only put on record, and still to be done."""
    matter = begin(by, matter_id, Verb.FOLLOW_UP, version)
    write(matter, state=State.FOLLOWED_UP if reached else None)
    record(matter, "followed-up", by=by, words=tidy(words)[:4000], reached=reached)
    return matter.id


def rate(
    *,
    by: Actor,
    matter_id: UUID,
    score: int,
    words: str = "",
    reopen: bool = False,
    version: int | None = None,
) -> UUID:
    """评价 in five levels by the reporter, or by somebody other than the handler on his behalf. Three and above closes
    the matter; below, or where reopening is asked, a person decides within three working days. That reopening was asked
    is kept only where it was. A second rating (追评) by the reporter himself is possible once."""
    if not 1 <= score <= 5:
        raise Refused("matter/bad-score", zh="请在五个等级中选一个", en="Choose one of the five levels")
    matter = begin(by, matter_id, Verb.RATE, version)
    undecided = reopen or not is_satisfied(score)
    first = matter.ratings == 0
    _judged(matter, score, asks=reopen, undecided=undecided)
    record(
        matter,
        "rated",
        by=by,
        words=tidy(words)[:4000],
        public=True,
        score=score,
        asks_reopening=reopen,
        on_behalf=by.kind is not ActorKind.VISITOR,
        again=not first,
    )
    if undecided:
        _tell_decider(matter, by)
    else:
        _closed(matter, by, "rated")
    return matter.id


def _judged(matter: Matter, score: int, *, asks: bool, undecided: bool) -> None:
    """Keep the score; where a person has to decide, his clock begins."""
    decide_by, decide_warn = reckoning.decision(clock.now(), calendars.working_calendar())
    write(
        matter,
        state=State.RATED,
        score=score,
        ratings=matter.ratings + 1,
        reopening_asked=asks,
        decide_by=decide_by if undecided else None,
        decide_warn=decide_warn if undecided else None,
        closed_at=None,
        closed_as="",
    )


def _tell_decider(matter: Matter, by: Actor) -> None:
    """Whoever decides, and whoever met the resident first and stays answerable."""
    found = deciders(matter)
    tell(matter, "dissatisfied", found[0].id if found else None, matter.first_contact_post, by=by)


UNDECIDED: dict[str, Any] = {"reopening_asked": False, "decide_by": None, "decide_warn": None}
"""What is written where nothing waits for a decision any more."""


def _closed(matter: Matter, by: Actor, how: str, words: str = "") -> None:
    write(matter, state=State.CLOSED, closed_at=clock.now(), closed_as=how, **UNDECIDED)
    record(matter, "closed", by=by, words=words, public=True, how=how)


def reopen(
    *, by: Actor, matter_id: UUID, reason: str, post_id: UUID | None = None, version: int | None = None
) -> UUID:
    """重办, decided by a person other than the handler: back to the post that had it, or to another, with a new time
    for settling, and rated anew. The earlier deadline stays in the ledger. What was declined or referred is taken up
    the same way. Refuses a post that cannot handle it."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.REOPEN, version)
    to = post_id or matter.post_id
    post = workforce.post(to) if to else None
    if post is None or not handles(post, matter.area):
        raise NotFound("post/not-found", zh="请选择由哪个岗位重办", en="Choose the post that does it again")
    new = _new_time(matter)
    was_due = matter.settle_by
    partake(matter, post.id, Party.HANDLER)
    write(
        matter,
        state=State.DISPATCHED,
        **owned(post),
        **NOBODYS_HANDS,
        accepted_at=matter.accepted_at or clock.now(),
        resolved_at=None,
        outcome="",
        **UNDECIDED,
        closed_at=None,
        closed_as="",
        ratings=0,
        score=None,
        reopenings=matter.reopenings + 1,
        settle_by=new.settle_by,
        settle_warn=new.settle_warn,
    )
    record(matter, "reopened", by=by, words=reason, public=True, to=post.id, was_due=was_due.isoformat())
    tell(matter, "reopened", post.id, by=by)
    return matter.id


def _new_time(matter: Matter) -> reckoning.Clocks:
    row = dictionary.category(matter.category) or dictionary.category(FALLBACK)
    if row is None:
        raise Refused(
            "matter/unknown-category",
            zh="分类已不存在，请先改分类",
            en="The category is gone; change it first",
        )
    return reckoning.clocks(
        row.limits,
        clock.now(),
        calendars.working_calendar(),
        urgency=matter.urgency,
        theirs=matter.external_deadline,
    )


def close(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """结案 by a person other than the handler, with a reason the reporter reads: where nobody rated it, as 未评价;
    where reopening was asked and is not granted, as decided."""
    reason = check_reason(reason)
    matter = begin(by, matter_id, Verb.CLOSE, version)
    _closed(matter, by, "decided" if State(matter.state) is State.RATED else "unrated", reason)
    return matter.id


def close_unrated(*, by: Actor, matter_id: UUID) -> UUID:
    """The system's closing of a settled matter that nobody judged in time, as 未评价. Forbidden to all others; refused
    where it was rated."""
    require_system(by)
    matter = begin(by, matter_id, Verb.CLOSE, None)
    if State(matter.state) is State.RATED:
        raise Refused(
            "matter/not-unrated",
            zh="只有无人评价的事项才会自动结案",
            en="Only unrated matters close by themselves",
        )
    _closed(matter, by, "unrated")
    return matter.id


def withdraw(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """撤回 by the reporter, or by somebody other than the handler on his behalf."""
    reason = check_reason(reason)
    matter = simple(
        by,
        matter_id,
        Verb.WITHDRAW,
        version,
        entry="withdrawn",
        words=reason,
        public=True,
        facts={"on_behalf": by.kind is not ActorKind.VISITOR},
        closed_at=clock.now(),
        closed_as="withdrawn",
    )
    tell(matter, "withdrawn", matter.post_id, by=by)
    return matter.id
