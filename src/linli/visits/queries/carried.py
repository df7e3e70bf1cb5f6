"""What a post that carries out campaigns needs: its lists, whole, so that they are there without a signal; and for a
lead, which posts can carry one out."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.roles import granted
from linli.visits.models import Campaign, Target, Visit
from linli.visits.queries.sight import posts_carrying, standing_visits, visible_campaigns, visible_targets
from linli.visits.rules import Permission
from linli.visits.rules.campaigns import month_of
from linli.visits.rules.kinds import Repeats, Whom
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef

LINES_MOST = 3000
"""Lines that are taken along at once; the open ones come first."""
POSTS_MOST = 400


def may_carry(post: PostRef, area: str) -> bool:
    """Whether a post can carry out a campaign of an area: it is open, its role may, and the area lies in its own."""
    return post.open and Permission.CARRY in granted(post.role) and area.startswith(post.area)


def can_carry(by: Actor, *, area: str) -> list[dict[str, Any]]:
    """Posts a campaign of this area can be given to, the closest first, those without sight of the register too."""
    require(by, Permission.LEAD, within=area)
    found = workforce.for_dispatch(by, area=area, most=POSTS_MOST)
    return [
        {"post": one.id, "name": one.name, "holder_name": one.holder_name}
        for one in found
        if may_carry(one, area)
    ]


def rounds_due(by: Actor) -> list[UUID]:
    """Campaigns whose round of this month has not begun; for the job that begins it."""
    first, _ = month_of(timezone.localdate(clock.now()))
    rows = visible_campaigns(by).filter(closed_at=None, repeats=Repeats.MONTHLY.value, from_on__lt=first)
    return list(rows.order_by("id").values_list("id", flat=True))


def carried(by: Actor) -> dict[str, Any]:
    """The running campaigns the actor's posts carry out, each with the lines that are theirs in walking order: what is
    public of each organisation, what came of it, when somebody last tried. At most 3,000 lines; `more` says that there
    are others."""
    require(by, Permission.CARRY, within=None)
    mine = posts_carrying(by)
    rows = list(
        visible_campaigns(by).filter(closed_at=None, carriers__overlap=mine).order_by("until_on", "id")
    )
    lines = visible_targets(by).filter(campaign__in=rows, posts__overlap=mine, dropped_at=None)
    found = list(lines.order_by(F("done_at").desc(nulls_first=True), "walk", "id")[: LINES_MOST + 1])
    return _carried(by, rows, found)


def _carried(by: Actor, rows: list[Campaign], found: list[Target]) -> dict[str, Any]:
    of: defaultdict[UUID, list[Target]] = defaultdict(list)
    for line in found[:LINES_MOST]:
        of[line.campaign_id].append(line)
    tried = _tried(by, rows, [line.subject for line in found if line.done_at is None])
    today = timezone.localdate(clock.now())
    return {
        "at": clock.now(),
        "campaigns": [
            {
                "id": row.id,
                "name": row.name,
                "what": row.what,
                "inside": row.inside,
                "round": row.round,
                "repeats": row.repeats,
                "from_on": row.from_on,
                "until_on": row.until_on,
                "days_left": (row.until_on - today).days,
                "lines": [_line(one, tried) for one in of[row.id]],
            }
            for row in rows
        ],
        "more": len(found) > LINES_MOST,
    }


def _line(one: Target, tried: dict[tuple[UUID, UUID], Visit]) -> dict[str, Any]:
    last = tried.get((one.campaign_id, one.subject))
    return {
        "id": one.id,
        "subject": one.subject,
        "area": one.area,
        "name": one.name,
        "place": one.place,
        "kind": one.kind,
        "walk": one.walk,
        "result": one.result,
        "done_at": one.done_at,
        "tried": last.result if last else "",
        "tried_at": last.at if last else None,
    }


def _tried(by: Actor, rows: list[Campaign], subjects: Collection[UUID]) -> dict[tuple[UUID, UUID], Visit]:
    """By campaign and organisation the last visit that left a line open, such as one that met nobody."""
    made = standing_visits(by).filter(
        noun=Whom.ORGANISATION.value, campaign__in=rows, subject__in=list(subjects)
    )
    return {
        (one.campaign_id, one.subject): one
        for one in made.order_by("at", "id")
        if one.campaign_id is not None
    }
