"""How every step is taken: lock the matter, let the rules decide, change it, write the ledger and the words said, tell
whom it concerns. One transaction, the locked object alone."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from linli.delivery import actions as delivery
from linli.delivery.rules.templates import Values
from linli.files import actions as stored
from linli.kit import clock, ids, statements
from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import Conflict
from linli.kit.roles import SIGHTED
from linli.ledger import actions as ledger
from linli.ledger.rules import Fact
from linli.matters import queries
from linli.matters.models import Attachment, Matter, Note, Partaking
from linli.matters.rules import OPEN, Party, Permission, State, Verb, check, target
from linli.matters.rules.clocks import due
from linli.matters.rules.loop import right_of
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

MORNING = time(8)


def begin(by: Actor, matter_id: UUID, verb: Verb, version: int | None) -> Matter:
    """The matter, locked, once the rules allow the step. Conflict when the sender saw an older version."""
    matter = queries.locked(by, matter_id=matter_id)
    if version is not None and version != matter.version:
        raise changed(matter)
    check(verb, queries.facts(matter), by, now=clock.now())
    return matter


def changed(matter: Matter) -> Conflict:
    """Somebody else was first."""
    return Conflict(
        "matter/changed",
        zh="事项刚被别人处理过，请看看最新进展再操作",
        en="The matter has changed since you saw it; look at its state first",
        extra=_as_it_stands(matter),
    )


def _as_it_stands(matter: Matter) -> dict[str, Any]:
    """What somebody who came too late is told: where the matter stands now, whose it is, by when."""
    owner = workforce.post(matter.post_id) if matter.post_id else None
    return {
        "state": matter.state,
        "version": matter.version,
        "category": matter.category,
        "urgency": matter.urgency,
        "area": matter.area,
        "post": matter.post_id,
        "post_name": owner.name if owner else "",
        "holder_name": owner.holder_name if owner else "",
        "due_at": matter.due_at,
    }


def owned(post: PostRef | None) -> dict[str, Any]:
    """What is written where a matter comes into the hands of a post, or of nobody's."""
    return {"post_id": post.id if post else None, "owner_area": post.area if post else ""}


def write(matter: Matter, *, state: State | None = None, flag_stays: bool = False, **changes: Any) -> None:
    """Change the locked matter; the running clock and the open flag follow from the state. Another deadline takes the
    flag of the last one off, unless it is to stay."""
    for name, value in changes.items():
        setattr(matter, name, value)
    follows = {"state", "is_open", "due_at", "warn_at", "overdue_at", "warned_at", "version"}
    if state is not None:
        matter.state, matter.is_open = state.value, state in OPEN
        if state is not State.IN_HAND and matter.extend_to is not None:
            matter.extend_to, matter.extend_by = None, None  # whoever asked for more time has it no more
            follows |= {"extend_to", "extend_by"}
    running = due(
        matter.state,
        accept=(matter.accept_by, matter.accept_warn),
        respond=None if matter.responded_at else (matter.respond_by, matter.respond_warn),
        settle=(matter.settle_by, matter.settle_warn),
        review=_review(matter),
        decide=_decision(matter),
    )
    if running.at != matter.due_at and not flag_stays:
        matter.overdue_at, matter.warned_at = None, None
    matter.due_at, matter.warn_at = running.at, running.warn_at
    matter.version += 1
    matter.save(update_fields=[*(set(changes) | follows)])


def _review(matter: Matter) -> tuple[datetime, datetime] | None:
    """The end of the day of review, and its morning, when it is called to mind."""
    if matter.review_on is None:
        return None
    zone = timezone.get_default_timezone()
    end, morning = (datetime.combine(matter.review_on, at, zone) for at in (datetime.max.time(), MORNING))
    return end, morning


def _decision(matter: Matter) -> tuple[datetime, datetime] | None:
    return (matter.decide_by, matter.decide_warn) if matter.decide_by and matter.decide_warn else None


def record(
    matter: Matter,
    verb: str,
    *,
    by: Actor,
    kind: str = "",
    words: str = "",
    outcome: str = "",
    public: bool = False,
    **facts: Fact,
) -> UUID:
    """Write the ledger entry and, beside it, the words said (never in the ledger)."""
    post, known = acting_post(matter, by, right_of(verb)), cast("dict[str, Any]", facts)
    entry = ledger.record(f"matter.{verb}", by=by, area=matter.area, subject=matter.id, post=post, **known)
    if words:
        seat = next((seat for seat in by.seats if seat.post == post), None)
        Note.objects.create(
            id=entry,
            community=matter.community,
            matter=matter,
            kind=kind or verb,
            words=words,
            outcome=outcome,
            public=public,
            at=clock.now(),
            by=by.id,
            by_name=by.name,
            post=post,
            post_name=seat.name if seat else "",
            for_name=seat.stands_in_name if seat else "",
        )
    return entry


def acting_post(matter: Matter, by: Actor, right: Permission = Permission.SEE) -> UUID | None:
    """The post the actor acts from: the one that owns the matter if he sits there, else the closest that has the right;
    a key has none."""
    if by.kind is not ActorKind.PERSON:
        return None
    if matter.post_id in by.posts:
        return matter.post_id
    seat = by.seat_for(right, matter.area) or by.seat_for(Permission.SEE, matter.area)
    return seat.post if seat else next(iter(by.posts), None)


def in_hand_of(matter: Matter, by: Actor, right: Permission = Permission.HANDLE) -> dict[str, Any]:
    """What is written where the actor does it with his own hands, and in whose place, if in anybody's."""
    return {"handled_by": by.id, "handled_for": by.in_place_of(acting_post(matter, by, right))}


NOBODYS_HANDS: dict[str, Any] = {"handled_by": None, "handled_for": None}
"""What is written where a matter comes to a post anew."""

_PARTAKE = (
    "INSERT INTO matters_partaking (id, community, matter_id, post_id, part) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


def partake(matter: Matter, post: UUID | None, part: Party) -> None:
    """Let a post see the matter from now on. One that sees the whole community does anyhow, for a matter never leaves
    it: nothing is written, so that what a window takes part in does not grow with all it ever touched. What is there
    already may be out of the actor's sight, so the database passes over it."""
    if post is None or _sees_all_the_same(post, matter):
        return
    statements.run(_PARTAKE, (ids.new(), matter.community, matter.id, post, part.value))


def _sees_all_the_same(post: UUID, matter: Matter) -> bool:
    known = workforce.post_cached(post)
    return known is not None and known.role in SIGHTED and matter.community.startswith(known.area)


def leave(matter: Matter, post: UUID | None, part: Party) -> None:
    """End what a post saw the matter by."""
    Partaking.objects.filter(matter=matter, post_id=post, part=part.value).delete()


def attach(matter: Matter, files: Iterable[UUID], *, by: Actor) -> list[UUID]:
    """Hang stored files onto the matter and return the ids of what hangs there now; one the actor cannot see is refused
    as not found."""
    wanted = list(dict.fromkeys(files))
    stored.keep(by=by, file_ids=wanted)
    now = clock.now()
    made = [
        Attachment(id=ids.new(), community=matter.community, matter=matter, file_id=file, at=now)
        for file in wanted
    ]
    Attachment.objects.bulk_create(made, ignore_conflicts=True)
    return [one.id for one in made]


def belongs_to(attached: list[UUID], entry: UUID) -> None:
    """Say which step the files came with; one that hung there before stays where it was."""
    if attached:
        Attachment.objects.filter(id__in=attached).update(entry=entry)


def tell(matter: Matter, what: str, *posts: UUID | None, by: Actor) -> None:
    """Put a message before whoever sits in these posts, but not before the actor himself; of records loaded from
    elsewhere nobody is told. `what` names a template, `matter.dispatched`."""
    if matter.historical:
        return
    delivery.tell(
        by=by,
        area=matter.area,
        posts=posts,
        kind=f"matter.{what}",
        values=Values(subject=matter.subject, reference=matter.reference, due=matter.due_at),
        noun="matter",
        subject=matter.id,
    )


def simple(
    by: Actor,
    matter_id: UUID,
    verb: Verb,
    version: int | None,
    *,
    entry: str,
    words: str = "",
    public: bool = False,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> Matter:
    """A step that does nothing but move: begin, write, record."""
    matter = begin(by, matter_id, verb, version)
    write(matter, state=target(verb, State(matter.state)), **changes)
    record(matter, entry, by=by, words=words, public=public, **(facts or {}))
    return matter
