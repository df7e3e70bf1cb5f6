"""Open matters after the grids of a community were drawn otherwise: those with a place on the map lie in the grid that
holds it, others go on in the grid their own went into. What is closed keeps the grid it was in."""

from typing import Any
from uuid import UUID

from linli.kit.actor import Actor, require_system
from linli.kit.areas import Level, community_of
from linli.matters import queries
from linli.matters.actions.moving import record, write
from linli.matters.models import Matter
from linli.matters.queries.routing import handler_of
from linli.territory import queries as territory
from linli.workforce import queries as workforce


def regroup(*, by: Actor, matter_id: UUID, regrouping: UUID, successors: dict[str, str]) -> bool:
    """Put an open matter into the grid it lies in now; whose it is stays. Only the system does this. Returns whether
    anything changed."""
    require_system(by)
    matter = queries.locked(by, matter_id=matter_id)
    if not matter.is_open:
        return False
    changes: dict[str, Any] = {}
    area, owner = _area(matter, successors), _owner_area(matter)
    if owner != matter.owner_area:
        changes["owner_area"] = owner
    before = matter.area
    if area != before:
        handler, note = handler_of(area=area, category=matter.category, urgency=matter.urgency)
        changes |= {"area": area, "suggested_post": handler.id if handler else None, "route_note": note}
    if not changes:
        return False
    write(matter, flag_stays=True, **changes)
    if area != before:
        record(matter, "regrouped", by=by, before=before, regrouping=regrouping)
    return True


def _area(matter: Matter, successors: dict[str, str]) -> str:
    """The grid a matter lies in now; one that lies in its community as a whole stays there."""
    if len(matter.area) < Level.GRID:
        return matter.area
    if matter.longitude is not None and matter.latitude is not None:
        found = territory.grid_at(longitude=matter.longitude, latitude=matter.latitude)
        if found and community_of(found) == matter.community:
            return found
    return successors.get(matter.area[: Level.GRID], matter.area)


def _owner_area(matter: Matter) -> str:
    """Where the post that has it in hand lies now."""
    post = workforce.post(matter.post_id) if matter.post_id else None
    return post.area if post else matter.owner_area
