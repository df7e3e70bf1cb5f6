"""The watch over the clocks: what has run out is flagged once, and put before the next higher office; an undecided
wish for reopening before whoever else may decide."""

from uuid import UUID

from django.db import connection

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.matters import queries
from linli.matters.actions.moving import partake, record, tell
from linli.matters.actions.pressing import watchers
from linli.matters.models import Matter
from linli.matters.queries.routing import above, deciders, place_of
from linli.matters.rules import Party, State
from linli.workforce.queries import PostRef


def flag_overdue(*, by: Actor, matter_id: UUID) -> bool:
    """Flag a matter whose running clock has run out, once a clock, and tell its post, the office above and its first
    contact; not for records loaded from elsewhere. Returns whether it was flagged now. Forbidden to all but the
    system."""
    require_system(by)
    matter = queries.locked(by, matter_id=matter_id)
    if not _is_due(matter):
        return False
    late, up = _late_and_above(matter)
    seen_by = up.id if up else None
    matter.overdue_at, matter.overdue_seen_by = clock.now(), seen_by
    matter.save(update_fields=["overdue_at", "overdue_seen_by"])
    partake(matter, seen_by, Party.OVERSEER)
    record(matter, "overdue", by=by, state=matter.state, owner=matter.post_id, told=seen_by)
    tell(matter, "overdue", late, seen_by, matter.first_contact_post, *watchers(matter), by=by)
    return True


def warn_ahead(*, by: Actor, matter_id: UUID) -> bool:
    """Call a matter to mind whose running clock is in its last fifth, once a clock: to its post; on the day of its
    review, and where somebody waits for a decision, to whoever decides. Not for records loaded from elsewhere. Returns
    whether it was done now. Forbidden to all but the system."""
    require_system(by)
    matter = queries.locked(by, matter_id=matter_id)
    if not _is_approaching(matter):
        return False
    matter.warned_at = clock.now()
    matter.save(update_fields=["warned_at"])
    on_list = State(matter.state) is State.LONG_TERM
    late, up = _late_and_above(matter)
    told = (matter.post_id, up.id if up else None) if on_list else (late,)
    record(matter, "warned", by=by, state=matter.state, owner=matter.post_id)
    tell(matter, "review_due" if on_list else "approaching", *told, *watchers(matter), by=by)
    return True


def _is_approaching(matter: Matter) -> bool:
    return (
        not matter.historical
        and matter.warned_at is None
        and matter.overdue_at is None
        and matter.warn_at is not None
        and matter.warn_at <= clock.now()
    )


def _late_and_above(matter: Matter) -> tuple[UUID | None, PostRef | None]:
    """Whose clock ran out, and who is to look into it."""
    if State(matter.state) is not State.RATED:
        return matter.post_id, above(place_of(matter), post=matter.post_id)
    first, *others = [*deciders(matter), None]
    return (first.id if first else None), (others[0] if others else None) or first


def _is_due(matter: Matter) -> bool:
    return (
        not matter.historical
        and matter.overdue_at is None
        and matter.due_at is not None
        and matter.due_at < clock.now()
    )


def tidy_search(*, by: Actor) -> int:
    """Sort the entries waiting beside the search index into it and return how many pages they filled. Forbidden to all
    but the system."""
    require_system(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_tidy_search()")
        return int(cursor.fetchall()[0][0])
