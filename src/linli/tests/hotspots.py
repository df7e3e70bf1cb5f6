"""A hot issue on either side of the matrix, and what the matrix says to its routes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.hotspots.models import HotIssue, HotReport, LookedThrough
from linli.hotspots.rules import State, rank
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.areas import community_of
from linli.kit.scope import scope

if TYPE_CHECKING:
    from linli.tests.sides import Side


def things(area: str, matter: UUID, words: str) -> dict[str, UUID]:
    """An issue of an area with one matter in it, by what it is."""
    now, where = clock.now(), {"community": community_of(area), "area": area}
    with scope(system()):
        issue = HotIssue.objects.create(
            id=ids.new(),
            title=words[:40],
            place=words[:12],
            state=State.FOUND.value,
            reports=1,
            reporters=1,
            cohesion=1.0,
            rank=rank(1.0, now),
            peak=1.0,
            first_at=now,
            last_at=now,
            found_at=now,
            changed_at=now,
            **where,
        )
        HotReport.objects.create(id=matter, issue=issue, at=now, **where)
        LookedThrough.objects.bulk_create([LookedThrough(id=ids.new(), **where)], ignore_conflicts=True)
    return {"issue": issue.id}


def body(side: "Side") -> dict[str, Any]:
    """A body that every route of hot issues can take."""
    matter = str(side.ids["matter"])
    return {
        "area": side.area,
        "place": "",
        "version": 1,
        "why": "",
        "title": "路灯",
        "matter": matter,
        "main": matter,
        "words": "",
    }
