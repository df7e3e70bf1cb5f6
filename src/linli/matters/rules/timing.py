"""When the steps about time are open: putting off (延期), reminding (催办), supervising (督办), giving back (退单)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Forbidden, Problem, Refused
from linli.matters.rules.loop import EXTENSIONS_MOST, REMIND_AGAIN_HOURS, RETURNS_MOST, Verb


class Timed(Protocol):
    """What of a matter these rules look at."""

    @property
    def settle_by(self) -> datetime: ...
    @property
    def extend_to(self) -> datetime | None: ...
    @property
    def extend_by(self) -> UUID | None: ...
    @property
    def extensions(self) -> int: ...
    @property
    def returns(self) -> int: ...
    @property
    def nudged_at(self) -> datetime | None: ...
    @property
    def supervised_at(self) -> datetime | None: ...


def refusal(verb: Verb, matter: Timed, by: Actor, *, now: datetime) -> Problem | None:
    """Why the step is not open now, or None where it is or time has no say in it."""
    asked = _ASKED.get(verb)
    return asked(matter, by, now) if asked else None


def _extend(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    if matter.extend_to is not None:
        return Refused(
            "matter/already-asked",
            zh="延期申请正等批复",
            en="More time was asked for and waits for an answer",
        )
    if now > matter.settle_by:
        return Refused(
            "matter/too-late-to-extend",
            zh="办结期限已过，不能再申请延期；请尽快办理或提级",
            en="The deadline has passed: settle it or pass it up",
        )
    if matter.extensions >= EXTENSIONS_MOST:
        return Refused(
            "matter/extended-enough",
            zh="已经延期两次；确实办不完，请提级或由上级挂账",
            en="It was put off twice; pass it up or have it put on the long-term list",
        )
    return None


def _decide(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    if matter.extend_to is None:
        return Refused("matter/nothing-asked", zh="没有待批的延期申请", en="No extension was asked for")
    if matter.extend_by in by.hands:
        return Forbidden(
            "matter/own-work",
            zh="自己申请的延期不能自己批，请由他人处理",
            en="Not by whoever asked for it: somebody else must decide",
        )
    return None


def _remind(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    wait = timedelta(hours=REMIND_AGAIN_HOURS[by.kind is ActorKind.VISITOR])
    if matter.nudged_at is not None and now - matter.nudged_at < wait:
        return Refused(
            "matter/just-reminded",
            zh="刚刚催过了，请过些时候再催",
            en="It was reminded just now; wait a while",
        )
    return None


def _supervise(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    if matter.supervised_at is not None:
        return Refused("matter/supervised", zh="已经在督办", en="It is being supervised already")
    return None


def _lift(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    if matter.supervised_at is None:
        return Refused("matter/not-supervised", zh="没有在督办", en="It is not being supervised")
    return None


def _return(matter: Timed, by: Actor, now: datetime) -> Problem | None:
    if matter.returns >= RETURNS_MOST:
        return Refused(
            "matter/ruled",
            zh="退过两次，已由上级定下承办岗位，不能再退；有困难请申请延期或提级",
            en="It was returned twice and has been decided on: ask for more time or pass it up",
        )
    return None


_ASKED: dict[Verb, Callable[[Timed, Actor, datetime], Problem | None]] = {
    Verb.EXTEND: _extend,
    Verb.GRANT: _decide,
    Verb.REFUSE: _decide,
    Verb.REMIND: _remind,
    Verb.SUPERVISE: _supervise,
    Verb.LIFT: _lift,
    Verb.RETURN: _return,
}
