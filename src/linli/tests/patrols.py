"""Patrols on either side of the matrix: a route with a round that found things, an offer; and what the matrix says to
their routes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.patrols import actions
from linli.patrols.actions import FindingData, OfferData, PointData, RoundData, RouteData
from linli.patrols.rules.kinds import FindingWay, PointKind, WalkedOn
from linli.patrols.rules.rounds import Tick
from linli.tests import community as c

if TYPE_CHECKING:
    from linli.tests.sides import Side

SLOTS = ("route", "round", "offer")


def things(area: str, key: str, words: str, organisation: UUID) -> dict[str, UUID]:
    """Ids by what they are: a route of a grid, a round of it by the person with the key, and what was offered."""
    made = {name: ids.new() for name in SLOTS}
    point = ids.of("matrix-point", area)
    shop = PointData(id=ids.new(), kind=PointKind.SHOP, organisation=organisation)
    spot = PointData(id=point, kind=PointKind.STREET, name=f"{words[:2]}北门", note=words[:10])
    data = RouteData(
        area=area, name=f"{words[:2]}线", note=words[:20], days=WalkedOn.ALL, points=[spot, shop]
    )
    long_ago = clock.now() - timedelta(days=20)
    with scope(system()), clock.at(long_ago):
        actions.draw(by=system(), route_id=made["route"], data=data)
    by, now = c.actor(key), clock.now()
    told = RoundData(
        id=made["round"],
        route=made["route"],
        slot=0,
        started_at=now,
        ended_at=now,
        ticks=[Tick(point)],
        findings=[FindingData(ids.new(), FindingWay.SPOT, words, shop.id)],
        offers=[OfferData(made["offer"], words[:30], f"{words[:2]}店家", shop.id)],
        remarks=words[:20],
    )
    with scope(by):
        actions.record(by=by, data=told)
    return made


def body(side: "Side") -> dict[str, Any]:
    """All that any of the routes may want; the caller takes what the route knows."""
    now = clock.now().isoformat()
    return {
        "id": str(ids.new()),
        "area": side.area,
        "name": "新来的线路",
        "days": "all",
        "slots": [{"name": "上午", "begins": "08:30", "until": "11:30"}],
        "points": [{"id": str(ids.new()), "kind": "street", "name": "东门"}],
        "version": 1,
        "on": str(timezone.localdate(clock.now())),
        "route": str(side.ids["route"]),
        "slot": 1,
        "started_at": now,
        "ended_at": now,
        "ticks": [{"point": str(ids.of("matrix-point", side.area))}],
        "status": "taken",
        "note": "议事会用上了",
    }
