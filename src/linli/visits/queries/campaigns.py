"""Campaigns with how far they have come, and their lists."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Campaign, Target
from linli.visits.queries.rounds import figures
from linli.visits.queries.sight import below, missing, require_sight, visible_campaigns, visible_targets
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Result, Whom
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

_FIELDS = (
    "id",
    "area",
    "name",
    "what",
    "noun",
    "asked",
    "inside",
    "dealt",
    "repeats",
    "round",
    "from_on",
    "until_on",
    "made_at",
    "made_by_name",
    "closed_at",
    "version",
)
MOST = 100


def campaigns(by: Actor, *, area: str = "", ended: bool = False) -> list[dict[str, Any]]:
    """The hundred latest campaigns that run, or have ended, each with how far it has come below the actor's areas."""
    require_sight(by)
    rows = visible_campaigns(by).filter(closed_at__isnull=not ended)
    rows = rows.filter(below(area) | Q(area=area[:12])) if area else rows
    found = list(rows.order_by("-made_at", "id")[:MOST])
    counts = _counted(visible_targets(by).filter(campaign__in=found), "campaign")
    posts = carriers_of(found)
    return [_told(by, row, posts) | {"counts": counts.get(row.id, dict(_NONE))} for row in found]


def carriers_of(rows: Iterable[Campaign]) -> dict[UUID, PostRef]:
    """The posts that carry out some campaigns."""
    return workforce.posts_by_id({post for row in rows for post in row.carriers})


def told_posts(ids: Collection[UUID], posts: Mapping[UUID, PostRef]) -> list[dict[str, Any]]:
    """Posts as campaigns name them: what the post is called, and who holds it today or stands in there."""
    return [
        {
            "post": id,
            "name": posts[id].name,
            "holder_name": posts[id].stand_in_name or posts[id].holder_name,
        }
        for id in ids
        if id in posts
    ]


_NONE = {"targets": 0, "met": 0, "declined": 0, "unreachable": 0, "dropped": 0, "open": 0}


def _counted(rows: QuerySet[Target], key: str) -> dict[Any, dict[str, int]]:
    """Lines of lists by what came of them."""
    alive = Q(dropped_at=None)
    told = rows.values(key).annotate(
        targets=Count("id", filter=alive),
        met=Count("id", filter=alive & Q(result=Result.MET.value)),
        declined=Count("id", filter=alive & Q(result=Result.DECLINED.value)),
        unreachable=Count("id", filter=alive & Q(result=Result.UNREACHABLE.value)),
        dropped=Count("id", filter=~alive),
        open=Count("id", filter=alive & Q(done_at=None)),
    )
    return {one[key]: {name: one[name] for name in _NONE} for one in told.order_by()}


def _told(by: Actor, row: Campaign, posts: Mapping[UUID, PostRef]) -> dict[str, Any]:
    today = timezone.localdate(clock.now())
    leads = row.closed_at is None and by.may(Permission.LEAD, row.area)
    may = ["close", "carriers"] if row.noun == Whom.ORGANISATION.value else ["close"]
    return {name: getattr(row, name) for name in _FIELDS} | {
        "area_name": territory.name_of(row.area),
        "days_left": (row.until_on - today).days,
        "carriers": told_posts(row.carriers, posts),
        "abilities": may if leads else [],
    }


def campaign(by: Actor, campaign_id: UUID) -> dict[str, Any]:
    """One campaign with its coverage by grid, by carrier, and round by round."""
    require_sight(by)
    row = visible_campaigns(by).filter(id=campaign_id).first()
    if row is None:
        raise missing()
    lines = visible_targets(by).filter(campaign=row)
    by_area = _counted(lines, "area")
    grids: dict[str, dict[str, int]] = {}
    for area, counts in by_area.items():
        sums = grids.setdefault(area[:15], dict(_NONE))
        for name, n in counts.items():
            sums[name] += n
    total = {name: sum(one[name] for one in grids.values()) for name in _NONE}
    posts = carriers_of([row])
    return _told(by, row, posts) | {
        **figures(by, row, posts),
        "counts": total,
        "grids": [
            {"area": code, "area_name": territory.name_of(code), "counts": grids[code]}
            for code in sorted(grids)
        ],
    }


def targets(
    by: Actor, campaign_id: UUID, *, left: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of a campaign's list in walking order; those that are left alone."""
    require_sight(by)
    row = visible_campaigns(by).filter(id=campaign_id).first()
    if row is None:
        raise missing()
    size = paging.page_size(most)
    rows = visible_targets(by).filter(campaign=row, dropped_at=None)
    rows = rows.filter(done_at=None) if left else rows
    if after:
        walk, id = paging.read_key(after)
        rows = rows.filter(Q(walk__gt=walk) | Q(walk=walk, id__gt=id))
    found = list(rows.order_by("walk", "id")[: size + 1])
    page = found[:size]
    ids = [one.subject for one in page]
    home = row.noun == Whom.HOUSEHOLD.value
    names = register.door_names(by, households=ids if home else (), organisations=() if home else ids)
    return {
        "rows": [
            {
                "id": one.id,
                "noun": row.noun,
                "subject": one.subject,
                "area": one.area,
                "result": one.result,
                "done_at": one.done_at,
                "visit": one.visit,
                "posts": one.posts,
            }
            | {"name": one.name, "place": one.place}
            | names.get(one.subject, {})
            for one in page
        ],
        "next": paging.key(page[-1].walk, page[-1].id) if len(found) > size else None,
    }


def running(by: Actor, day: date) -> QuerySet[Campaign]:
    """Campaigns that run on a day."""
    return visible_campaigns(by).filter(closed_at=None, from_on__lte=day)
