"""Reading the ledger: the timeline of one thing, always bounded in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.roles import granted
from linli.ledger.models import Entry
from linli.ledger.rules import Permission

TIMELINE_MOST = 500


def timeline(
    by: Actor, *, subject: UUID, since: datetime, until: datetime | None = None, most: int = TIMELINE_MOST
) -> list[dict[str, object]]:
    """What happened to one thing, oldest first; the second wall decides what the actor sees."""
    last = until or clock.now() + timedelta(days=1)
    rows = Entry.objects.filter(subject=subject, at__gte=since - timedelta(days=1), at__lte=last)
    return list(
        rows.order_by("at", "id").values("id", "at", "verb", "actor", "actor_kind", "post", "facts")[:most]
    )


def entries(by: Actor, *, noun: str = "", verb: str = "", after: str = "") -> dict[str, object]:
    """A page of what was done in the actor's areas within the last 400 days, the newest first. Refused without the
    right."""
    require(by, Permission.READ, within=None)
    rows = Entry.objects.filter(at__gte=clock.now() - timedelta(days=400))
    rows = rows.filter(noun=noun) if noun else rows
    rows = rows.filter(verb=verb) if verb else rows
    if after:
        at, id = paging.read_cursor(after)
        rows = rows.filter(at__lte=at).exclude(at=at, id__gte=id)
    columns = ("id", "at", "area", "verb", "subject", "actor", "actor_kind", "facts")
    page = list(_in_areas(by, rows).order_by("-at", "-id").values(*columns)[: paging.PAGE + 1])
    last = page[paging.PAGE - 1] if len(page) > paging.PAGE else None
    return {"rows": page[: paging.PAGE], "next": paging.cursor(last["at"], last["id"]) if last else None}


def _in_areas(by: Actor, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    if by.everywhere:
        return rows
    seen = Q(actor=by.id)
    for seat in by.seats:
        if Permission.READ in granted(seat.role):
            lo, hi = bounds(seat.area)
            seen |= Q(area__gte=lo, area__lt=hi)
    return rows.filter(seen)
