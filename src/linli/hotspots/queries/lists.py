"""Lists of hot issues, hottest first, and one of them whole."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.hotspots.models import HotIssue
from linli.hotspots.queries.sight import missing, visible_issues, visible_reports
from linli.hotspots.rules import COOL, JOINABLE, SHOWN, Permission, State, heat_at, rank
from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.below import below
from linli.language.rules.hot import course
from linli.matters import queries as matters
from linli.territory import queries as territory

SHOWN_MOST = 200
"""Matters of an issue that are shown, the newest."""
_WEEKS = 26
_LINES = 12
"""Weeks of the course beside each line of a list."""
_STATES = {
    "hot": SHOWN,
    "watched": (State.WATCHED.value,),
    "dismissed": (State.DISMISSED.value,),
}
_MATTER = (
    "id",
    "reference",
    "subject",
    "state",
    "received_at",
    "area",
    "place",
    "category",
    "merged_into_id",
)


def issues(
    by: Actor,
    *,
    area: str = "",
    group: str = "hot",
    cooled: bool = False,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of hot issues, hottest first: `hot` those found and watched, `watched`, `dismissed`; of the first those
    that have cooled only if asked for, unless they are watched."""
    require(by, Permission.SEE, within=None)
    size, now = paging.page_size(most), clock.now()
    rows = _wanted(by, area, group).order_by("-rank", "-id")
    if group == "hot" and not cooled:
        rows = rows.filter(Q(rank__gte=rank(COOL, now)) | Q(state=State.WATCHED.value))
    if after:
        at, id = _place(after)
        rows = rows.filter(Q(rank__lt=at) | Q(rank=at, id__lt=id))
    found = list(rows[: size + 1])
    page = found[:size]
    weeks = _courses(by, page, now)
    return {
        "rows": [told(by, row, now) | {"weeks": weeks.get(row.id, [0] * _LINES)} for row in page],
        "next": paging.key(repr(page[-1].rank), page[-1].id) if len(found) > size else None,
    }


def _wanted(by: Actor, area: str, group: str) -> QuerySet[HotIssue]:
    rows = visible_issues(by).filter(below(area), state__in=_STATES.get(group, _STATES["hot"]))
    return rows.filter(community=area[:12]) if len(area) >= Level.COMMUNITY else rows


def _place(after: str) -> tuple[float, UUID]:
    text, id = paging.read_key(after)
    try:
        return float(text), id
    except ValueError as error:
        raise paging.bad_cursor() from error


def told(by: Actor, row: HotIssue, now: datetime) -> dict[str, Any]:
    """An issue as answers have it, as hot as it is now."""
    may = row.state != State.GONE.value and by.may(Permission.TEND, row.area)
    return {
        "id": row.id,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "title": row.title,
        "place": row.place,
        "state": row.state,
        "reports": row.reports,
        "reporters": row.reporters,
        "heat": round(heat_at(row.rank, now), 1),
        "peak": round(row.peak, 1),
        "cohesion": round(row.cohesion, 2),
        "first_at": row.first_at,
        "last_at": row.last_at,
        "said_at": row.said_at,
        "said_by_name": row.said_by_name,
        "why": row.why,
        "main": row.main,
        "merged_into": row.merged_into_id,
        "version": row.version,
        "abilities": ["tend"] if may else [],
    }


def _courses(by: Actor, rows: Iterable[HotIssue], now: datetime) -> dict[UUID, list[int]]:
    """By issue how many reports came in each of the last weeks."""
    last = timezone.localdate(now).toordinal()
    first = last - 7 * _LINES + 1
    days: dict[UUID, list[int]] = {row.id: [] for row in rows}
    since = now - timedelta(days=7 * _LINES)
    held = visible_reports(by).filter(issue__in=list(days), at__gte=since).values_list("issue", "at")
    for issue_id, at in held:
        days[issue_id].append(timezone.localdate(at).toordinal())
    return {id: course(some, first=first, last=last, step=7) for id, some in days.items()}


def issue(by: Actor, issue_id: UUID) -> dict[str, Any]:
    """One issue with its course by weeks and the matters in it, the newest first."""
    require(by, Permission.SEE, within=None)
    row = visible_issues(by).filter(id=issue_id).first()
    if row is None:
        raise missing()
    held = list(
        visible_reports(by).filter(issue=row).order_by("-at", "-id").values_list("id", "at", "pinned")
    )
    shown = held[:SHOWN_MOST]
    there = _matters(by, [id for id, _, _ in shown])
    return told(by, row, clock.now()) | {
        "course": _weeks([at for _, at, _ in held]),
        "matters": [there[id] | {"pinned": pinned} for id, _, pinned in shown if id in there],
        "cut": len(held) > SHOWN_MOST,
        "open": sum(one["joinable"] for one in there.values()),
    }


def _matters(by: Actor, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = matters.visible_matters(by).filter(id__in=ids).values(*_MATTER)
    return {
        row["id"]: row
        | {
            "area_name": territory.name_of(row["area"]),
            "category_name": matters.category_name(row["category"]),
            "joinable": row["state"] in JOINABLE,
            "merged_into": row.pop("merged_into_id"),
        }
        for row in rows
    }


def _weeks(moments: list[datetime]) -> list[dict[str, Any]]:
    """Reports by week from the first to the last, at least eight weeks and at most half a year of them."""
    days = sorted(timezone.localdate(at).toordinal() for at in moments)
    if not days:
        return []
    last = days[-1]
    first = max(min(days[0], last - 7 * 8 + 1), last - 7 * _WEEKS + 1)
    counts = course(days, first=first, last=last, step=7)
    start = timezone.localdate(max(moments)) - timedelta(days=last - first)
    return [{"on": start + timedelta(days=7 * at), "n": count} for at, count in enumerate(counts)]


def issue_of(by: Actor, matter_id: UUID) -> dict[str, Any] | None:
    """The hot issue a matter lies in, if it lies in one the actor sees; one that was dismissed is none. Refused: a
    matter he does not see (404)."""
    if not matters.visible_matters(by).filter(id=matter_id).exists():
        raise missing()
    if not by.may(Permission.SEE):
        return None
    row = visible_issues(by).filter(held=matter_id, state__in=_STATES["hot"]).first()
    return told(by, row, clock.now()) if row else None
