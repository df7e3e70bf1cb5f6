"""Campaigns: made with their list, given to posts that carry them out, begun anew each month, and closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, require, require_system
from linli.kit.areas import Level
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.actions.standing import say_public
from linli.visits.models import Campaign, Standing, Target
from linli.visits.queries.carried import may_carry
from linli.visits.queries.sight import below, missing, visible_campaigns, visible_standing
from linli.visits.rules import Permission, refused
from linli.visits.rules.campaigns import CARRIERS_MOST, dealt, month_of
from linli.visits.rules.kinds import Repeats, Whom
from linli.workforce import queries as workforce

LIST_MOST = 20_000
LONGEST = 400
"""Days a campaign may last."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a campaign is for: kinds (`shop`, `tenant` …) and labels, any of them; everybody of the noun where neither
    is said. A list that was made elsewhere is `chosen`, by households or organisations; `reach` says by which threads
    those were reached."""

    kinds: Sequence[str] = field(default_factory=tuple)
    labels: Sequence[str] = field(default_factory=tuple)
    reach: str = ""
    chosen: Sequence[UUID] | None = None

    def told(self) -> dict[str, Any]:
        """What is kept of it beside the list."""
        said = {"kinds": list(self.kinds), "labels": list(self.labels)}
        return said | ({"reach": self.reach} if self.reach else {})


@dataclass(frozen=True, slots=True)
class Carrying:
    """Which posts carry a campaign out (承办岗位), whether its lines are dealt among them (分到人), and whether it
    begins anew each month."""

    carriers: Sequence[UUID] = field(default_factory=tuple)
    dealt: bool = False
    repeats: Repeats = Repeats.NONE


def start_campaign(
    *,
    by: Actor,
    campaign_id: UUID,
    area: str,
    name: str,
    noun: Whom,
    from_on: date,
    until_on: date,
    what: str = "",
    asked: Asked | None = None,
    inside: bool = True,
    carrying: Carrying | None = None,
) -> UUID:
    """Start a campaign over an area, with the list of all whom it is for as they are now. Refused: no name, days the
    wrong way round or past, an area above a community, an empty list or one over 20,000 lines, carriers that cannot."""
    require(by, Permission.LEAD, within=area)
    called = _check(area, tidy(name)[:60], from_on, until_on)
    want = asked or Asked()
    _check_labels(want.labels)
    made = Campaign.objects.create(
        id=campaign_id,
        community=area[: Level.COMMUNITY],
        area=area,
        name=called,
        what=tidy(what)[:500],
        noun=noun.value,
        asked=want.told(),
        inside=inside,
        from_on=from_on,
        until_on=until_on,
        made_at=clock.now(),
        made_by=by.id,
        made_by_name=by.name[:80],
        synthetic=by.everywhere,
        **_carried(campaign_id, area, noun, carrying or Carrying()),
    )
    _tell(by, made, "campaign.started", to=made.noun, targets=make_list(by, made, want))
    return made.id


def _carried(id: UUID, area: str, noun: Whom, how: Carrying) -> dict[str, Any]:
    """The columns of who carries a campaign out, and whether it begins anew."""
    carriers = _check_carriers(area, noun, how)
    return {
        "carriers": carriers,
        "dealt": how.dealt and len(carriers) > 1,
        "repeats": how.repeats.value,
        "series": id if how.repeats is not Repeats.NONE else None,
    }


def _tell(by: Actor, row: Campaign, verb: str, **facts: str | int) -> None:
    told: dict[str, Any] = {**facts}
    ledger.record(
        verb,
        by=by,
        area=row.area,
        subject=row.id,
        carriers=len(row.carriers),
        dealt=row.dealt,
        repeats=row.repeats,
        **told,
    )


def _check_carriers(area: str, noun: Whom, how: Carrying) -> list[UUID]:
    """The posts, each once."""
    wanted = list(dict.fromkeys(how.carriers))
    if wanted and noun is not Whom.ORGANISATION:
        raise refused(
            "carriers",
            "走访住户要看底册，只能由网格和社区的岗位去；承办岗位只用于单位和商户",
            "Households are visited by posts that see the register; carriers are for organisations alone",
        )
    if len(wanted) > CARRIERS_MOST:
        raise refused(
            "carriers", f"承办岗位最多{CARRIERS_MOST}个", f"At most {CARRIERS_MOST} posts carry a campaign"
        )
    posts = workforce.posts_by_id(set(wanted))
    if any(id not in posts or not may_carry(posts[id], area) for id in wanted):
        raise refused(
            "carriers",
            "有岗位不能承办：岗位已撤，职务没有承办权限，或它的辖区不包含这个专项的范围",
            "A post cannot carry it out: it was ended, its title may not, or its area does not hold the campaign's",
        )
    return wanted


def _check(area: str, name: str, from_on: date, until_on: date) -> str:
    """The name, where it and the days can be."""
    if len(area) < Level.COMMUNITY or not territory.exists(area):
        raise refused("area", "请选择一个社区或网格", "Choose a community or a grid")
    if not name:
        raise refused("name", "请给专项起个名字", "Give the campaign a name")
    today = timezone.localdate(clock.now())
    if until_on < max(from_on, today) or (until_on - from_on).days > LONGEST:
        raise refused(
            "until_on",
            "截止日期应在开始之后、今天以后，最长400天",
            "It ends after it begins, today or later, within 400 days",
        )
    return name


def _check_labels(labels: Sequence[str]) -> None:
    """A campaign's list and what it was made by go to all who walk there, and to their phones: labels that few may know
    of, or that no phone may have, make none."""
    for code in labels:
        kind = register.kinds().get(code)
        if kind is None or kind.seen_by or not kind.on_phone:
            raise refused(
                "labels",
                "这个标签限定知悉，不能用来做专项名单",
                "Few may know of this label; it makes no list",
            )


def make_list(by: Actor, campaign: Campaign, want: Asked) -> int:
    """Write a campaign's list, deal it where it has carriers, and return how many lines it has."""
    rows = _asked(by, campaign.area, Whom(campaign.noun), want)
    lines = [_line(campaign, row) for row in rows.order_by("walk", "id")[: LIST_MOST + 1]]
    if not lines or len(lines) > LIST_MOST:
        raise refused(
            "asked", "名单是空的，或超过两万行，请换个范围", "The list is empty or over 20,000 lines"
        )
    if campaign.carriers:
        deal(campaign, lines)
        say_public(by, lines)
    Target.objects.bulk_create(lines, batch_size=2000)
    return len(lines)


def deal(campaign: Campaign, lines: Sequence[Target]) -> None:
    """Say whose each of some lines is, in walking order: everybody's, or each carrier's a stretch of them."""
    if not campaign.dealt or len(campaign.carriers) < 2:
        for line in lines:
            line.posts = list(campaign.carriers)
        return
    for line, hand in zip(lines, dealt(len(lines), len(campaign.carriers)), strict=True):
        line.posts = [campaign.carriers[hand]]


def _asked(by: Actor, area: str, noun: Whom, want: Asked) -> QuerySet[Standing]:
    rows = visible_standing(by).filter(below(area), active=True, noun=noun.value)
    if want.chosen is not None:
        return rows.filter(id__in=list(want.chosen))
    rows = rows.filter(kind__in=list(want.kinds)) if want.kinds else rows
    return rows.filter(labels__has_any_keys=list(want.labels)) if want.labels else rows


def _line(campaign: Campaign, row: Standing) -> Target:
    return Target(
        id=ids.new(),
        community=row.community,
        area=row.area,
        campaign=campaign,
        subject=row.id,
        walk=row.walk,
        kind=row.kind if row.noun == Whom.ORGANISATION.value else "",
    )


def give_campaign(*, by: Actor, campaign_id: UUID, carrying: Carrying, version: int) -> UUID:
    """Say anew who carries a campaign out, and whether it begins anew each month; open lines are dealt again, those
    that are done stay with whoever did them. Refused where it is closed or was changed (409), and posts that cannot."""
    row = _locked(by, campaign_id, version)
    row.carriers = _check_carriers(row.area, Whom(row.noun), carrying)
    if row.noun != Whom.ORGANISATION.value and carrying.repeats is not Repeats.NONE:
        raise refused(
            "repeats",
            "每月一轮只用于单位和商户；住户的名单请每次重新做",
            "Monthly rounds are for organisations alone; lists of households are made anew each time",
        )
    row.dealt, row.repeats = carrying.dealt and len(row.carriers) > 1, carrying.repeats.value
    if row.series is None and carrying.repeats is not Repeats.NONE:
        row.series = row.id
    row.version += 1
    row.save()
    lines = list(Target.objects.select_for_update().filter(campaign=row, done_at=None).order_by("walk", "id"))
    deal(row, lines)
    if row.carriers:
        say_public(by, lines)
    Target.objects.bulk_update(lines, ["posts", "name", "place"], batch_size=1000)
    _tell(by, row, "campaign.given")
    return row.id


def close_campaign(*, by: Actor, campaign_id: UUID, version: int) -> UUID:
    """Close a campaign; what is left on its list stays as it is and is told, and no further round begins. Refused where
    it is closed or was changed (409)."""
    row = _locked(by, campaign_id, version)
    row.version += 1
    _close(by, row)
    return row.id


def _locked(by: Actor, campaign_id: UUID, version: int) -> Campaign:
    row = visible_campaigns(by).select_for_update(of=("self",)).filter(id=campaign_id).first()
    if row is None:
        raise missing()
    require(by, Permission.LEAD, within=row.area)
    if row.closed_at is not None:
        raise Conflict("campaign/closed", zh="这个专项已经结束了", en="The campaign is over already")
    if row.version != version:
        raise Conflict(
            "visit/stale",
            zh="别人刚刚改过，请看过再改",
            en="Somebody changed it meanwhile; look and do it again",
            extra={"stands": {"version": row.version}},
        )
    return row


def _close(by: Actor, row: Campaign) -> None:
    row.closed_at, row.closed_by = clock.now(), by.id
    row.save()
    left = Target.objects.filter(campaign=row, done_at=None, dropped_at=None).count()
    ledger.record("campaign.closed", by=by, area=row.area, subject=row.id, left=left)


def begin_round(*, by: Actor, campaign_id: UUID) -> int:
    """Close the round of a series that began before this month and begin this month's, with the same question and the
    carriers that still can; 0 where there is nothing to begin. Refused where the list would be empty, and then the old
    round goes on. The system's alone."""
    require_system(by)
    row = Campaign.objects.select_for_update(of=("self",)).filter(id=campaign_id).first()
    first, last = month_of(timezone.localdate(clock.now()))
    if row is None or row.closed_at or row.repeats != Repeats.MONTHLY.value or row.from_on >= first:
        return 0
    posts = workforce.posts_by_id(set(row.carriers))
    carriers = [id for id in row.carriers if id in posts and may_carry(posts[id], row.area)]
    _close(by, row)
    same = ("community", "area", "name", "what", "noun", "asked", "inside", "repeats", "series", "synthetic")
    told: dict[str, Any] = {name: getattr(row, name) for name in same}
    made = Campaign.objects.create(
        id=ids.of("campaign-round", f"{row.series}/{row.round + 1}"),
        round=row.round + 1,
        carriers=carriers,
        dealt=row.dealt and len(carriers) > 1,
        from_on=first,
        until_on=last,
        made_at=clock.now(),
        made_by=row.made_by,
        made_by_name=row.made_by_name,
        **told,
    )
    _check_labels(list(row.asked.get("labels", ())))
    count = make_list(by, made, Asked(**row.asked))
    ledger.record(
        "campaign.round-begun", by=by, area=row.area, subject=made.id, round=made.round, targets=count
    )
    return 1
