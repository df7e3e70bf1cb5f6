"""Who may take which step now. One function decides; lists, details, buttons and actions all ask it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Forbidden, Problem, Refused
from linli.kit.roles import SIGHTED, Role, granted
from linli.matters.rules import timing
from linli.matters.rules.grants import Permission
from linli.matters.rules.loop import (
    RATE_WITHIN_DAYS,
    RATINGS_MOST,
    SATISFIED_FROM,
    STEPS,
    TERMINAL,
    State,
    Step,
    Verb,
    Who,
)


class Placed(Protocol):
    """Where a matter lies, and whose it is."""

    @property
    def area(self) -> str: ...
    @property
    def post_id(self) -> UUID | None: ...


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
    def owner_area(self) -> str: ...
    @property
    def dispatched_from(self) -> UUID | None: ...
    @property
    def handled_by(self) -> UUID | None: ...
    @property
    def handled_for(self) -> UUID | None: ...
    @property
    def has_reporter(self) -> bool: ...
    @property
    def ratings(self) -> int: ...
    @property
    def score(self) -> int | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
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


def is_handler(matter: Facts, by: Actor) -> bool:
    """Whether the actor sits in the post that owns the matter, or settled it with his own hands; whoever stands in for
    somebody, and the one he stood in for, count as one."""
    return owns(matter, by) or matter.handled_by in by.hands or matter.handled_for in by.hands


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
    return _right(step, matter, by) or _person(step, matter, by) or _in_time(verb, matter, by, now)


def _right(step: Step, matter: Facts, by: Actor) -> Problem | None:
    if by.kind is ActorKind.VISITOR:
        allowed = by.matter == matter.id and by.may(step.permission)
    elif step.who is Who.OFFICE and step.verb is not Verb.NOTE:
        allowed = _has(step.permission, matter, by, over=matter.owner_area) or _takes_back(step, matter, by)
    else:
        allowed = _has(step.permission, matter, by)
    if allowed:
        return None
    return Forbidden("matter/not-allowed", zh="您的岗位不能办这一步", en="Your post does not allow this step")


def _has(permission: Permission, matter: Facts, by: Actor, *, over: str = "") -> bool:
    """A right counts over the area for posts that see all of it; the others have it on what their post owns alone, and
    so has a post that was given work from elsewhere. `over` is the area of the owner's post, where the right does not
    reach what lies with a higher one."""
    return by.everywhere or any(
        permission in granted(seat.role)
        and (
            seat.post == matter.post_id
            or (
                seat.role in SIGHTED
                and matter.area.startswith(seat.area)
                and (not over or len(seat.area) <= len(over))
            )
        )
        for seat in by.seats
    )


def _takes_back(step: Step, matter: Facts, by: Actor) -> bool:
    """Whether the actor gave it where it lies, higher up maybe, and so may give it to somebody else."""
    return (
        step.verb in {Verb.DISPATCH, Verb.GRANT, Verb.REFUSE}
        and State(matter.state) is not State.ACCEPTED
        and matter.dispatched_from is not None
        and matter.dispatched_from in by.posts
        and _has(step.permission, matter, by)
    )


def _person(step: Step, matter: Facts, by: Actor) -> Problem | None:
    if by.everywhere:
        return None
    if step.who is Who.HANDLER and not owns(matter, by):
        return Forbidden(
            "matter/not-handler", zh="只有承办岗位才能办这一步", en="Only the post in charge may do this"
        )
    if (step.who is Who.OTHER or State(matter.state) in step.not_own) and is_handler(matter, by):
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


def _in_time(verb: Verb, matter: Facts, by: Actor, now: datetime) -> Problem | None:
    if verb is Verb.RATE:
        return _may_rate(matter, by, now)
    if found := timing.refusal(verb, matter, by, now=now):
        return found
    if verb is Verb.REOPEN and State(matter.state) in TERMINAL and not _reopens_closed(matter, now):
        return Refused(
            "matter/too-late", zh="结案已超过30天，请重新登记", en="Closed over 30 days ago; raise it anew"
        )
    return None


def _may_rate(matter: Facts, by: Actor, now: datetime) -> Problem | None:
    if not matter.has_reporter:
        return Refused(
            "matter/no-reporter", zh="没有反映人，不用评价", en="Nobody reported it: nobody rates it"
        )
    if matter.ratings and by.kind is not ActorKind.VISITOR:
        return Refused(
            "matter/already-rated",
            zh="已经有评价了，只有反映人自己能追评",
            en="It is rated already; only the reporter himself may rate it once more",
        )
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


def abilities(
    matter: Facts, by: Actor, *, now: datetime, verbs: Iterable[Verb] = tuple(Verb), secret: bool = False
) -> list[str]:
    """The steps the actor may take now, then `renew_code`, `print`, `reveal`; screens show these and rebuild no
    rule."""
    able = [verb.value for verb in verbs if refusal(verb, matter, by, now=now) is None]
    able += ["renew_code"] if may_renew_code(matter, by) else []
    able += ["print"] if may_print(matter, by) else []
    return [*able, "reveal"] if may_reveal(matter, by, secret=secret) else able


KEEPS_SECRETS = frozenset({Role.COUNTER, Role.SECRETARY, Role.SUBDISTRICT, Role.SUPERVISOR})
"""Who may know a reporter that asked to be kept secret."""


def may_know(matter: Placed, by: Actor) -> bool:
    """Whether the actor may know a secret reporter, masked or in clear."""
    return by.everywhere or any(
        seat.role in KEEPS_SECRETS and (seat.post == matter.post_id or matter.area.startswith(seat.area))
        for seat in by.seats
    )


def may_reveal(matter: Facts, by: Actor, *, secret: bool = False) -> bool:
    """Whether the actor may see the reporter's name and phone (with a reason, into the ledger)."""
    return _has(Permission.REVEAL, matter, by) and (not secret or may_know(matter, by))


def reveals_in(by: Actor) -> tuple[list[str], list[UUID]]:
    """Where the actor may see reporters: areas whole, and posts whose matters he may; so he may look for them there."""
    if by.everywhere:
        return [""], []
    seats = [seat for seat in by.seats if Permission.REVEAL in granted(seat.role)]
    return [seat.area for seat in seats if seat.role in SIGHTED], [seat.post for seat in seats]


def keeps_secrets_in(by: Actor) -> tuple[list[str], list[UUID]]:
    """Where the actor may know secret reporters, as `may_know` has it."""
    if by.everywhere:
        return [""], []
    seats = [seat for seat in by.seats if seat.role in KEEPS_SECRETS]
    return [seat.area for seat in seats], [seat.post for seat in seats]


def may_renew_code(matter: Facts, by: Actor) -> bool:
    """Whether the actor may give the reporter, who has lost his, a new code; with it the work is judged, so the handler
    never may."""
    return by.kind is ActorKind.PERSON and _has(Permission.RATE, matter, by) and not is_handler(matter, by)


def may_print(matter: Facts, by: Actor) -> bool:
    """Whether the actor may print the receipt and the letter of answer."""
    return by.kind is ActorKind.PERSON and _has(Permission.PRINT, matter, by)


def is_satisfied(score: int) -> bool:
    """Whether a score (1–5) counts as satisfied."""
    return score >= SATISFIED_FROM
