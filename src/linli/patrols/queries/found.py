"""What was found on rounds, and what was offered."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.matters import queries as matters
from linli.patrols.models import Finding, Offer
from linli.patrols.queries.sight import missing, narrowed, visible_findings, visible_offers
from linli.patrols.rules import Permission
from linli.register import queries as register
from linli.territory import queries as territory


def told_findings(by: Actor, rows: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings with where they are, and how their matters stand, as far as the asker may see those."""
    found = list(rows)
    raised = matters.visible_matters(by).in_bulk([row.matter for row in found if row.matter])
    return [
        {
            "id": row.id,
            "round": row.round_id,
            "at": row.at,
            "area": row.area,
            "way": row.way,
            "words": row.words,
            "files": row.files,
            "point_name": row.point.name if row.point else "",
            "point_kind": row.point.kind if row.point else "",
            "matter": row.matter if row.matter in raised else None,
            "reference": raised[row.matter].reference if row.matter in raised else "",
            "state": raised[row.matter].state if row.matter in raised else "",
        }
        for row in found
    ]


def findings(
    by: Actor,
    *,
    area: str = "",
    since: date | None = None,
    until: date | None = None,
    way: str = "",
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of what was found, the latest first; raised as matters alone, or dealt with on the spot alone."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_findings(by).filter(narrowed(area))
    rows = rows.filter(at__gte=clock.midnight(since)) if since else rows
    rows = rows.filter(at__lt=clock.midnight(clock.day_after(until))) if until else rows
    rows = rows.filter(way=way) if way else rows
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(at__lte=moment).exclude(at=moment, id__gte=id)
    got = list(rows.select_related("point", "round__route").order_by("-at", "-id")[: size + 1])
    page = got[:size]
    names = {row.id: (row.round.route.name, row.round.walked_by_name) for row in page}
    return {
        "rows": [
            one | {"route_name": names[one["id"]][0], "walked_by_name": names[one["id"]][1]}
            for one in told_findings(by, page)
        ],
        "next": paging.cursor(page[-1].at, page[-1].id) if len(got) > size else None,
    }


_OFFER = (
    "id",
    "area",
    "at",
    "who",
    "what",
    "heard_by_name",
    "status",
    "note",
    "handled_at",
    "handled_by_name",
    "version",
)


def told_offers(by: Actor, rows: Iterable[Offer]) -> list[dict[str, Any]]:
    """Offers with whose they are."""
    found = list(rows)
    firms = register.door_names(
        by, organisations={row.organisation_id for row in found if row.organisation_id}
    )
    return [
        {name: getattr(row, name) for name in _OFFER}
        | {
            "area_name": territory.name_of(row.area),
            "round": row.round_id,
            "organisation": row.organisation_id,
            "organisation_name": firms.get(row.organisation_id, {}).get("name", "")
            if row.organisation_id
            else "",
            "point_name": row.point.name if row.point else "",
            "abilities": ["handle"] if by.may(Permission.LEAD, row.area) else [],
        }
        for row in found
    ]


def offers(
    by: Actor, *, area: str = "", status: str = "", after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of offers, the latest first; of one status alone."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_offers(by).filter(narrowed(area))
    rows = rows.filter(status=status) if status else rows
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(at__lte=moment).exclude(at=moment, id__gte=id)
    got = list(rows.select_related("point").order_by("-at", "-id")[: size + 1])
    page = got[:size]
    return {
        "rows": told_offers(by, page),
        "next": paging.cursor(page[-1].at, page[-1].id) if len(got) > size else None,
    }


def offer(by: Actor, offer_id: UUID) -> dict[str, Any]:
    """One offer."""
    require(by, Permission.SEE, within=None)
    row = visible_offers(by).select_related("point").filter(id=offer_id).first()
    if row is None:
        raise missing("offer", "条资源", "offer")
    (told,) = told_offers(by, [row])
    return told
