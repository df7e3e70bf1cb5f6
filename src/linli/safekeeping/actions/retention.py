"""What is known of people goes when its time is over: whose that is, and removing the next of them. Nobody goes while
something he raised is open; that is known by his phone, as long as it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.kit import clock, keeping
from linli.kit.actor import Actor, require_system
from linli.kit.keeping import Kept
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters.queries import retention as reported
from linli.register import actions as register
from linli.register.queries import retention as registered

MOST = 200
"""Records of one step."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something of a kind whose time is over: the record, where it lies, how it stands and since when; `held` where it
    waits for what is open."""

    kind: Kept
    id: UUID
    area: str
    state: str
    day: date
    held: bool = False


@dataclass(frozen=True, slots=True)
class Swept:
    """What one step did: how many went, how many are held, and after whom the next goes on (nothing at the end)."""

    removed: int
    held: int
    last: UUID | None


def due(*, by: Actor, kind: Kept, after: UUID | None = None) -> list[Due]:
    """The next records of which a kind is kept no longer, in the order of their ids; of what has closed all at once.
    Forbidden to all but the system."""
    require_system(by)
    before = _before(kind)
    if before is None:
        return []
    if kind is Kept.REPORTER:
        rows = reported.reporters_over(by, before=before, after=after, most=MOST)
        return [Due(kind, one.id, one.area, one.reference, one.day) for one in rows]
    if kind is Kept.CONTACT:
        closed = registered.organisations_over(by, before=before, most=MOST)
        closed += registered.dwellings_over(by, before=before, most=MOST)
        closed += registered.ties_over(by, before=before, most=MOST)
        return [Due(kind, one.id, one.area, one.state, one.day) for one in closed if after is None]
    found = registered.residents_over(by, kind=kind, before=before, after=after, most=MOST)
    held = _held(by, [one.id for one in found])
    return [Due(kind, one.id, one.area, one.state, one.day, one.id in held) for one in found]


def _before(kind: Kept) -> date | None:
    return keeping.before(settings.LINLI_KEEP_DAYS, kind, timezone.localdate(clock.now()))


def _held(by: Actor, residents: Sequence[UUID]) -> set[UUID]:
    """Those by whose phone something is open."""
    marks = registered.phone_marks(by, residents)
    found = reported.open_with(by, {mark for some in marks.values() for mark in some})
    return {id for id, some in marks.items() if found.intersection(some)}


def sweep(*, by: Actor, kind: Kept, after: UUID | None = None) -> Swept:
    """Remove a kind of the next records of which it is kept no longer. Forbidden to all but the system."""
    require_system(by)
    before = _before(kind)
    if before is None:
        return Swept(0, 0, None)
    found = due(by=by, kind=kind, after=after)
    free = [one.id for one in found if not one.held]
    if kind is Kept.CONTACT:
        removed = register.remove_of_closed(by=by, before=before, most=MOST) if found else 0
    elif kind is Kept.REPORTER:
        removed = matters.remove_reporters(by=by, before=before, matters=free)
    else:
        removed = register.remove_of_residents(by=by, kind=kind, before=before, residents=free)
    if removed:
        ledger.record(
            "retention.swept", by=by, area=by.community, subject=by.id, kind=kind.value, count=removed
        )
    last = None if kind is Kept.CONTACT or len(found) < MOST else found[-1].id
    return Swept(removed, len(found) - len(free), last)
