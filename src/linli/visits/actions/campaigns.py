"""Campaigns: made with their list, and closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Campaign, Standing, Target
from linli.visits.queries.sight import below, missing, visible_campaigns, visible_standing
from linli.visits.rules import Permission, refused
from linli.visits.rules.kinds import Whom

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
) -> UUID:
    """Start a campaign over an area, with the list of all whom it is for as they are now. Refused: no name, days the
    wrong way round or past, an area above a community, a list that is empty or has over 20,000 lines."""
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
    )
    count = _list(made, _asked(by, area, noun, want))
    ledger.record("campaign.started", by=by, area=area, subject=made.id, to=made.noun, targets=count)
    return made.id


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


def _list(campaign: Campaign, rows: QuerySet[Standing]) -> int:
    """Write a campaign's list, and return how many lines it has."""
    lines = [_line(campaign, row) for row in rows.order_by("walk", "id")[: LIST_MOST + 1]]
    if not lines or len(lines) > LIST_MOST:
        raise refused(
            "asked", "名单是空的，或超过两万行，请换个范围", "The list is empty or over 20,000 lines"
        )
    Target.objects.bulk_create(lines, batch_size=2000)
    return len(lines)


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
    )


def close_campaign(*, by: Actor, campaign_id: UUID, version: int) -> UUID:
    """Close a campaign; what is left on its list stays as it is and is told. Refused where it is closed or was changed
    (409)."""
    row = visible_campaigns(by).select_for_update(of=("self",)).filter(id=campaign_id).first()
    if row is None:
        raise missing()
    require(by, Permission.LEAD, within=row.area)
    if row.closed_at is not None:
        raise Conflict("campaign/closed", zh="这个专项已经结束了", en="The campaign is over already")
    if row.version != version:
        raise Conflict(
            "visit/stale", zh="别人刚刚改过，请看过再结束", en="Somebody changed it; look and close again"
        )
    row.closed_at, row.closed_by = clock.now(), by.id
    row.version += 1
    row.save()
    left = Target.objects.filter(campaign=row, done_at=None, dropped_at=None).count()
    ledger.record("campaign.closed", by=by, area=row.area, subject=row.id, left=left)
    return row.id
