"""Visits on either side of the matrix: a door with a visit that waits for a word, a campaign, a note, a plan; and what
the matrix says to their routes."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.areas import community_of
from linli.kit.scope import scope
from linli.register.queries import Which
from linli.tests import community as c
from linli.visits import actions
from linli.visits.actions import CompanionData, ReliefData, VisitData
from linli.visits.models import CadenceRow, Planned, Planning
from linli.visits.rules.kinds import Companion, Result, Way, Whom

if TYPE_CHECKING:
    from linli.tests.sides import Side

SLOTS = ("door", "visit", "campaign", "planned")


def things(area: str, key: str, words: str, household: UUID) -> dict[str, UUID]:
    """Ids by what they are: the door of a household, a visit to it by the person with the key, a campaign."""
    by, note = c.actor(key), ids.new()
    with scope(system()):
        actions.follow(by=system(), which=Which(community=community_of(area)))
    day = timezone.localdate(clock.now())
    with scope(system()):
        campaign = actions.start_campaign(
            by=system(),
            campaign_id=ids.new(),
            area=area,
            name=f"{words[:2]}专项",
            noun=Whom.HOUSEHOLD,
            from_on=day,
            until_on=day + timedelta(days=30),
        )
    with scope(by):
        visit = actions.record(by=by, data=_visit(household, words))
        actions.write_journal(by=by, note_id=note, area=area, text=words)
    planned = _planned(area, household, by, key)
    made = {"visit": visit, "campaign": campaign, "journal_note": note, "planned": planned}
    return {"door": household, **made}


def _visit(household: UUID, words: str) -> VisitData:
    return VisitData(
        id=ids.new(),
        noun=Whom.HOUSEHOLD,
        subject=household,
        way=Way.PHONE,
        result=Result.UNREACHABLE,
        note=words,
        companions=[CompanionData(Companion.NEIGHBOUR, f"{words[:2]}邻居")],
        relief=[ReliefData(f"{words[:2]}大米", Decimal(1), "袋", None, f"{words[:2]}代")],
    )


def _planned(area: str, household: UUID, by: Actor, key: str) -> UUID:
    """A plan with one door on it, and a cadence of the community's own."""
    now, home = clock.now(), community_of(area)
    where: dict[str, Any] = {"community": home, "area": area}
    day, id = timezone.localdate(now), ids.new()
    with scope(system()):
        CadenceRow.objects.create(
            id=ids.new(), community=home, area=home, code="tenant", grade="general", changed_at=now
        )
        Planning.objects.create(
            id=ids.new(),
            from_on=day,
            until_on=day,
            asked_at=now - timedelta(hours=1),
            asked_by=by.id,
            **where,
        )
        Planned.objects.create(
            id=id,
            noun="household",
            subject=household,
            on=day,
            post=c.post_id(key),
            order=1,
            way="home",
            planned_at=now,
            planned_by=by.id,
            **where,
        )
    return id


def body(path: str, side: "Side") -> dict[str, Any]:
    """All that any of the routes may want; the caller takes what the route knows."""
    day = timezone.localdate(clock.now())
    community = path.endswith(("/campaigns", "/cadences"))
    return {
        "id": str(ids.new()),
        "area": side.area,
        "noun": "household",
        "subject": str(side.ids["household"]),
        "way": "home",
        "result": "met",
        "note": "老人身体好",
        "text": "楼道里堆了纸箱，已请房东清走",
        "two_go": True,
        "version": 1,
        "change": None if path.endswith("/visits") else "discharged",
        "agreed": True,
        "name": "新来的专项",
        "what": "每户走到",
        "from_on": str(day),
        "until_on": str(day + timedelta(days=5)),
        "community": side.area[:12],
        "rows": [{"code": "household", "grade": "general", "contact_days": 14, "home_days": 90}],
        "seen": 0,
        "post": str(side.ids["post"]),
        "on": str(day + timedelta(days=0 if path.endswith("/drop") else 1)),
        "reason": "按人手",
        "carriers": [],
        "dealt": False,
        "repeats": "none",
        "reach": "more",
    } | ({"kinds": [], "labels": []} if community else {})
