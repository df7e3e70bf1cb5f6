"""Notices of visits: made, put up, cancelled, printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of, is_area
from linli.kit.errors import NotFound, Refused
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.visits.models import Campaign, Notice
from linli.visits.queries import notices as queries
from linli.visits.queries.seen import visible_notices
from linli.visits.rules import Permission, notices
from linli.visits.rules.cards import new_code
from linli.visits.rules.papers import Paper
from linli.workforce import queries as workforce


@dataclass(frozen=True, slots=True)
class NoticeData:
    """A notice as it is said. `where` is further places in words; `urgent` why three days cannot be waited for."""

    area: str
    what: str
    from_on: date
    until_on: date
    hours: str
    posts: Sequence[UUID]
    buildings: Sequence[UUID] = field(default_factory=tuple)
    where: str = ""
    urgent: str = ""
    campaign: UUID | None = None


def make(*, by: Actor, notice_id: UUID, data: NoticeData) -> UUID:
    """Make a notice. Refused without what, where or who; for days that are past; less than three days ahead without an
    urgent reason; where somebody who comes is not in a post shown to residents."""
    posts = list(dict.fromkeys(data.posts))
    places = _checked(by, data, posts)
    Notice.objects.create(
        id=notice_id,
        community=community_of(data.area),
        area=data.area,
        campaign_id=data.campaign,
        what=tidy(data.what)[: notices.WHAT_MOST],
        buildings=list(dict.fromkeys(data.buildings)),
        places=places,
        from_on=data.from_on,
        until_on=data.until_on,
        hours=tidy(data.hours)[: notices.HOURS_MOST] or notices.HOURS_USUAL,
        posts=posts,
        urgent=tidy(data.urgent)[: notices.URGENT_MOST],
        code=new_code(),
        made_at=clock.now(),
        made_by=by.id,
        made_by_name=by.name[:80],
        synthetic=by.everywhere,
    )
    ledger.record(
        "notice.made",
        by=by,
        area=data.area,
        subject=notice_id,
        posts=len(posts),
        buildings=len(data.buildings),
        urgent=bool(data.urgent.strip()),
    )
    return notice_id


def _checked(by: Actor, data: NoticeData, posts: Sequence[UUID]) -> list[str]:
    """The places it is for, where all of it can be."""
    if not is_area(data.area) or len(data.area) < Level.COMMUNITY:
        raise notices.refused("area", "请选择社区或网格", "Choose a community or grid")
    require(by, Permission.RECORD, within=data.area)
    today = timezone.localdate(clock.now())
    notices.check_days(data.from_on, data.until_on, today=today)
    notices.check_ahead(data.from_on, up_on=today, urgent=data.urgent)
    places = _places(by, data)
    notices.check_content(what=data.what, places=places, people=len(posts))
    _check_people(by, data.area, posts)
    _check_campaign(data.campaign)
    return places


def _places(by: Actor, data: NoticeData) -> list[str]:
    named = queries.places_of(by, area=data.area, buildings=data.buildings) if data.buildings else []
    further = tidy(data.where)[:200]
    return [*named, *([further] if further else [])]


def _check_people(by: Actor, area: str, posts: Sequence[UUID]) -> None:
    """Each is held, shown to residents, and of this community or above it."""
    found = workforce.public_posts(by, ids=set(posts))
    community = area[: Level.COMMUNITY]
    for id in posts:
        post = found.get(id)
        near = post and (post["area"].startswith(community) or community.startswith(post["area"]))
        if post is None or not post["open"] or not post["name"] or not near:
            raise notices.refused(
                "posts",
                "上门的人里有岗位空缺、不对居民公开或不是本社区的，请重新选择",
                "Somebody chosen is in a post that is vacant, not shown to residents, or of another community",
            )


def _check_campaign(id: UUID | None) -> None:
    if id is not None and not Campaign.objects.filter(id=id).exists():
        raise NotFound("campaign/not-found", zh="没有这个专项", en="There is no such campaign")


def _locked(by: Actor, notice_id: UUID) -> Notice:
    row = visible_notices(by).select_for_update(of=("self",)).filter(id=notice_id).first()
    if row is None:
        raise queries.missing()
    require(by, Permission.RECORD, within=row.area)
    if row.cancelled_at is not None:
        raise Refused("notice/cancelled", zh="这张通知已经作废", en="This notice was cancelled")
    return row


def put_up(*, by: Actor, notice_id: UUID, on: date | None = None, urgent: str = "") -> UUID:
    """Say that a notice was put up (上墙), today or on a day since it was made. Refused where it was before, for
    another day, and less than three days before the first visit without an urgent reason."""
    row = _locked(by, notice_id)
    if row.posted_at is not None:
        raise Refused("notice/posted", zh="这张通知已经记过上墙", en="This notice was put up already")
    now = clock.now()
    day = on or timezone.localdate(now)
    if not timezone.localdate(row.made_at) <= day <= timezone.localdate(now):
        raise notices.refused(
            "on", "上墙日期应在做通知之后、今天或以前", "It was put up between the day it was made and today"
        )
    reason = row.urgent or tidy(urgent)[: notices.URGENT_MOST]
    notices.check_ahead(row.from_on, up_on=day, urgent=reason)
    row.urgent, row.posted_on = reason, day
    row.posted_at, row.posted_by, row.posted_by_name = now, by.id, by.name[:80]
    row.save()
    ledger.record(
        "notice.posted",
        by=by,
        area=row.area,
        subject=row.id,
        days_ahead=(row.from_on - day).days,
        urgent=bool(reason),
    )
    return row.id


def cancel(*, by: Actor, notice_id: UUID) -> UUID:
    """Cancel a notice: whoever scans it is told so. One's own, or as a lead."""
    row = _locked(by, notice_id)
    if row.made_by != by.id:
        require(by, Permission.LEAD, within=row.area)
    row.cancelled_at, row.cancelled_by = clock.now(), by.id
    row.save(update_fields=["cancelled_at", "cancelled_by"])
    ledger.record("notice.cancelled", by=by, area=row.area, subject=row.id)
    return row.id


def log_print(*, by: Actor, notice_id: UUID) -> UUID:
    """Write down that a notice was printed. NotFound or Forbidden where the actor may not."""
    row = queries.printable(by, notice_id)
    ledger.record("notice.printed", by=by, area=row.area, subject=row.id, paper=Paper.NOTICE.value)
    return row.id
