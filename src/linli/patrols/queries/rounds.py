"""Rounds as answers have them, and lists of them."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.patrols.models import Round
from linli.patrols.queries.found import told_findings, told_offers
from linli.patrols.queries.schedules import schedules_of
from linli.patrols.queries.sight import (
    missing,
    narrowed,
    visible_findings,
    visible_offers,
    visible_rounds,
    visible_ticks,
)
from linli.patrols.rules import Permission, slots
from linli.territory import queries as territory

_FIELDS = (
    "id",
    "area",
    "on",
    "slot",
    "started_at",
    "ended_at",
    "recorded_at",
    "walked_by_name",
    "points",
    "seen",
    "skipped",
    "findings",
    "remarks",
    "from_paper",
)


def _told(by: Actor, page: Collection[Round]) -> list[dict[str, Any]]:
    schedules = schedules_of(by, {row.route_id for row in page})
    found: list[dict[str, Any]] = []
    for row in page:
        asked = slots.in_force(schedules.get(row.route_id, []), row.on)
        name = next((one.name for one in asked.slots if one.number == row.slot), "") if asked else ""
        found.append(
            {field: getattr(row, field) for field in _FIELDS}
            | {
                "route": row.route_id,
                "route_name": row.route.name,
                "area_name": territory.name_of(row.area),
                "slot_name": name,
            }
        )
    return found


def rounds(
    by: Actor,
    *,
    area: str = "",
    since: date | None = None,
    until: date | None = None,
    route: UUID | None = None,
    found: bool = False,
    mine: bool = False,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of rounds, the latest first: of some days, of one route, those on which something was found, one's own."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_rounds(by).filter(narrowed(area))
    rows = rows.filter(started_at__gte=clock.midnight(since)) if since else rows
    rows = rows.filter(started_at__lt=clock.midnight(clock.day_after(until))) if until else rows
    rows = rows.filter(route=route) if route else rows
    rows = rows.filter(findings__gt=0) if found else rows
    rows = rows.filter(walked_by=by.id) if mine else rows
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(started_at__lte=moment).exclude(started_at=moment, id__gte=id)
    got = list(rows.select_related("route").order_by("-started_at", "-id")[: size + 1])
    page = got[:size]
    return {
        "rows": _told(by, page),
        "next": paging.cursor(page[-1].started_at, page[-1].id) if len(got) > size else None,
    }


def round_(by: Actor, round_id: UUID) -> dict[str, Any]:
    """One round with what it says of each point, what was found and what was offered."""
    require(by, Permission.SEE, within=None)
    row = visible_rounds(by).select_related("route").filter(id=round_id).first()
    if row is None:
        raise missing("round", "次巡查", "round")
    (told,) = _told(by, [row])
    ticks = visible_ticks(by).filter(round=row).select_related("point").order_by("point__order", "point__id")
    return told | {
        "ticks": [
            {
                "point": one.point_id,
                "name": one.point.name,
                "kind": one.point.kind,
                "state": one.state,
                "reason": one.reason,
            }
            for one in ticks
        ],
        "found": told_findings(by, visible_findings(by).filter(round=row).order_by("at", "id")),
        "offers": told_offers(by, visible_offers(by).filter(round=row).order_by("at", "id")),
    }
