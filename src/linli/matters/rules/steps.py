"""Who may take which step now. One function decides; lists, details, buttons and actions all ask it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Forbidden, Problem, Refused
from linli.kit.roles import SIGHTED, granted
from linli.matters.rules.grants import Permission
from linli.matters.rules.loop import (
    RATE_WITHIN_DAYS,
    RATINGS_MOST,
    SATISFIED_FROM,
    STEPS,
    State,
    Step,
    Verb,
    Who,
)


class Facts(Protocol):
    """What of a matter the rules look at."""

    @property
    def id(self) -> UUID: ...
    @property
    def state(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def post_id(self) -> UUID | None: ...
    @property
    def handled_by(self) -> UUID | None: ...
    @property
    def ratings(self) -> int: ...
    @property
    def score(self) -> int | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


def is_handler(matter: Facts, by: Actor) -> bool:
    """Whether the actor sits in the post that owns the matter, or settled it with his own hands."""
    return (matter.post_id is not None and matter.post_id in by.posts) or matter.handled_by == by.id


def owns(matter: Facts, by: Actor) -> bool:
    """Whether the actor sits in the post the matter belongs to now."""
    return matter.post_id is not None and matter.post_id in by.posts


def refusal(verb: Verb, matter: Facts, by: Actor, *, now: datetime) -> Problem | None:
    """Why the actor may not take the step, or None when he may: state first, then right, then person."""
    step = STEPS[verb]
    if State(matter.state) not in step.sources:
        return Refused(
            "matter/wrong-state",
            zh="事项现在的状态不能这样办，请刷新看看最新进展",
            en="The matter's state does not allow this; refresh to see where it stands",
            extra={"state": matter.state},
        )
    return _right(step, matter, by) or _person(step, matter, by) or _in_time(verb, matter, now)


def _right(step: Step, matter: Facts, by: Actor) -> Problem | None:
    if by.kind is ActorKind.VISITOR:
        allowed = by.matter == matter.id and by.may(step.permission)
    else:
        allowed = _has(step.permission, matter, by)
    if allowed:
        return None
    return Forbidden("matter/not-allowed", zh="您的岗位不能办这一步", en="Your post does not allow this step")


def _has(permission: Permission, matter: Facts, by: Actor) -> bool:
    """A right counts over the area for posts that see all of it; the others have it on what their post owns alone, and
    so has a post that was given work from elsewhere."""
    return by.everywhere or any(
        permission in granted(seat.role)
        and (seat.post == matter.post_id or (seat.role in SIGHTED and matter.area.startswith(seat.area)))
        for seat in by.seats
    )


def _person(step: Step, matter: Facts, by: Actor) -> Problem | None:
    if by.everywhere:
        return None
    if step.who is Who.HANDLER and not owns(matter, by):
        return Forbidden(
            "matter/not-handler", zh="只有承办岗位才能办这一步", en="Only the post in charge may do this"
        )
    if step.who is Who.OTHER and is_handler(matter, by):
        return Forbidden(
            "matter/own-work",
            zh="不能由承办人自己来办，请由他人处理",
            en="Not by whoever handles it: somebody else must do this",
        )
    if step.who is Who.REPORTER and by.kind is not ActorKind.VISITOR and is_handler(matter, by):
        return Forbidden(
            "matter/own-work",
            zh="承办人不能代为评价或撤回",
            en="Whoever handles it cannot do this for the reporter",
        )
    return None


def _in_time(verb: Verb, matter: Facts, now: datetime) -> Problem | None:
    if verb is Verb.RATE:
        return _may_rate(matter, now)
    if verb is Verb.REOPEN and State(matter.state) is State.CLOSED and not _reopens_closed(matter, now):
        return Refused(
            "matter/too-late", zh="结案已超过30天，请重新登记", en="Closed over 30 days ago; raise it anew"
        )
    return None


def _may_rate(matter: Facts, now: datetime) -> Problem | None:
    if matter.ratings >= RATINGS_MOST:
        return Refused("matter/already-rated", zh="已经评价并追评过了", en="It was already rated twice")
    if State(matter.state) is State.CLOSED and not _reopens_closed(matter, now):
        return Refused(
            "matter/too-late", zh="结案已超过30天，不能再评价", en="Closed over 30 days ago; rating has ended"
        )
    return None


def _reopens_closed(matter: Facts, now: datetime) -> bool:
    return matter.closed_at is not None and now - matter.closed_at <= timedelta(days=RATE_WITHIN_DAYS)


def check(verb: Verb, matter: Facts, by: Actor, *, now: datetime) -> None:
    """Refuse unless the actor may take the step now."""
    if problem := refusal(verb, matter, by, now=now):
        raise problem


def abilities(matter: Facts, by: Actor, *, now: datetime, verbs: Iterable[Verb] = tuple(Verb)) -> list[str]:
    """The steps the actor may take now, and `reveal`; screens show these and rebuild no rule."""
    able = [verb.value for verb in verbs if refusal(verb, matter, by, now=now) is None]
    return [*able, "reveal"] if may_reveal(matter, by) else able


def may_reveal(matter: Facts, by: Actor) -> bool:
    """Whether the actor may see the reporter's name and phone (with a reason, into the ledger)."""
    return _has(Permission.REVEAL, matter, by)


def is_satisfied(score: int) -> bool:
    """Whether a score (1–5) counts as satisfied."""
    return score >= SATISFIED_FROM
