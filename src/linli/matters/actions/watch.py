"""The watch over the clocks: what has run out is flagged once, and put before the next higher office."""

from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor
from linli.matters import queries
from linli.matters.actions.moving import record, tell
from linli.matters.models import Matter
from linli.matters.queries.routing import above
from linli.workforce import queries as workforce


def flag_overdue(*, by: Actor, matter_id: UUID) -> bool:
    """Flag an overdue matter once and tell its post and the office above. Not for records loaded from elsewhere.
    Returns whether it was flagged now."""
    matter = queries.locked(by, matter_id=matter_id)
    if not _is_due(matter):
        return False
    post = workforce.post(matter.post_id) if matter.post_id else None
    up = above(area=matter.area, post_area=post.area if post else matter.area + "~")
    matter.overdue_at, matter.overdue_seen_by = clock.now(), up.id if up else None
    matter.save(update_fields=["overdue_at", "overdue_seen_by"])
    record(matter, "overdue", by=by, state=matter.state, owner=matter.post_id, told=up.id if up else None)
    tell(matter, matter.post_id, "overdue", by=by)
    tell(matter, up.id if up else None, "overdue", by=by)
    return True


def _is_due(matter: Matter) -> bool:
    return (
        not matter.historical
        and matter.overdue_at is None
        and matter.due_at is not None
        and matter.due_at < clock.now()
    )
