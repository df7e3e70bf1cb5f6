"""Noticeboards and what hangs on them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.errors import NotFound
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Board, Posting
from linli.visits.queries.seen import not_there, one, visible_boards, visible_postings
from linli.visits.queries.sight import below
from linli.visits.rules import Permission
from linli.visits.rules.boards import standing

BOARDS_MOST = 300
LATEST = 10
"""Postings a board shows: those that hang, and the latest that were taken down."""


def missing() -> NotFound:
    """No such board here."""
    return not_there("board", "块宣传栏", "noticeboard")


def boards(by: Actor, *, area: str = "", closed: bool = False) -> list[dict[str, Any]]:
    """The boards of an area with what hangs on each; those first where something should have come down."""
    require(by, Permission.SEE, within=None)
    rows = visible_boards(by).filter(below(area))
    rows = rows if closed else rows.filter(closed_at=None)
    found = list(rows.order_by("name", "id")[:BOARDS_MOST])
    up = visible_postings(by).filter(board__in=[row.id for row in found], down_at=None)
    return _in_order([_told(by, row, [p for p in up if p.board_id == row.id]) for row in found])


def _in_order(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(told, key=lambda one: ("late", "soon", "").index(one["standing"]))


def board(by: Actor, board_id: UUID) -> dict[str, Any]:
    """One board with what hangs and what hung there lately. NotFound."""
    row = one(visible_boards(by), board_id, missing())
    rows = visible_postings(by).filter(board=row)
    down = rows.exclude(down_at=None).order_by("-down_at", "id")[:LATEST]
    return _told(by, row, [*rows.filter(down_at=None), *down])


def _told(by: Actor, row: Board, postings: list[Posting]) -> dict[str, Any]:
    today = timezone.localdate(clock.now())
    may = by.may(Permission.RECORD, row.area)
    told = [_posting(one, today) for one in sorted(postings, key=lambda one: (one.since_on, one.id))]
    standings = {one["standing"] for one in told}
    return {
        "id": row.id,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "kind": row.kind,
        "name": row.name,
        "where": row.where,
        "building": row.building,
        "building_name": _building(by, row.building),
        "closed_at": row.closed_at,
        "version": row.version,
        "standing": "late" if "late" in standings else "soon" if "soon" in standings else "",
        "postings": told,
        "abilities": ["change", "put_up", "close"] if may and row.closed_at is None else [],
    }


def _building(by: Actor, id: UUID | None) -> str:
    row = register.visible_buildings(by).select_related("estate").filter(id=id).first() if id else None
    if row is None:
        return ""
    return f"{row.estate.name if row.estate else ''} {row.name or row.number}".strip()


def _posting(row: Posting, today: date) -> dict[str, Any]:
    return {
        "id": row.id,
        "what": row.what,
        "since_on": row.since_on,
        "until_on": row.until_on,
        "down_on": row.down_on,
        "put_up_by_name": row.put_up_by_name,
        "standing": "" if row.down_on else standing(row.until_on, today),
    }


def open_named(community: str, name: str, *, but: UUID | None = None) -> Q:
    """A condition for another board of a community that goes by this name."""
    same = Q(community=community, name=name, closed_at=None)
    return same & ~Q(id=but) if but else same
