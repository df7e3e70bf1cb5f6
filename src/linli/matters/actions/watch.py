"""The watch over the clocks: what has run out is flagged once, and put before the next higher office."""

from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.matters import queries
from linli.matters.actions.moving import partake, record, tell
from linli.matters.models import Matter
from linli.matters.queries.routing import above
from linli.matters.rules import Party


def flag_overdue(*, by: Actor, matter_id: UUID) -> bool:
    """Flag a matter whose running clock has run out, once a clock, and tell its post, the office above and its first
    contact; not for records loaded from elsewhere. Returns whether it was flagged now. Forbidden to all but the
    system."""
    require_system(by)
    matter = queries.locked(by, matter_id=matter_id)
    if not _is_due(matter):
        return False
    up = above(area=matter.area, post=matter.post_id)
    seen_by = up.id if up else None
    matter.overdue_at, matter.overdue_seen_by = clock.now(), seen_by
    matter.save(update_fields=["overdue_at", "overdue_seen_by"])
    partake(matter, seen_by, Party.OVERSEER)
    record(matter, "overdue", by=by, state=matter.state, owner=matter.post_id, told=seen_by)
    tell(matter, "overdue", matter.post_id, seen_by, matter.first_contact_post, by=by)
    return True


def _is_due(matter: Matter) -> bool:
    return (
        not matter.historical
        and matter.overdue_at is None
        and matter.due_at is not None
        and matter.due_at < clock.now()
    )
