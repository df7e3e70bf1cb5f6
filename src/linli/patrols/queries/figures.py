"""Figures over some days, counted from what was recorded; and points that were not looked at for long."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, Sum, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.below import below
from linli.matters import queries as matters
from linli.matters.rules.loop import State
from linli.patrols.models import Route
from linli.patrols.queries.schedules import life_of, schedules_of, worked_between
from linli.patrols.queries.sight import (
    visible_findings,
    visible_offers,
    visible_points,
    visible_rounds,
    visible_routes,
)
from linli.patrols.rules import Permission, slots
from linli.patrols.rules.kinds import FindingWay, OfferStatus
from linli.territory import queries as territory

ROUTES_MOST = 500
SETTLED = (State.RESOLVED, State.FOLLOWED_UP, State.RATED, State.CLOSED)
"""States in which a matter is settled."""
_NONE = {"asked": 0, "held": 0, "rounds": 0, "more": 0, "seen": 0, "skipped": 0, "matters": 0, "spots": 0}


def figures(by: Actor, *, area: str = "", since: date, until: date) -> dict[str, Any]:
    """Some days of an area, both in them: rounds asked for and held by route, points looked at and not reached,
    findings by what became of them and by what sort of point, matters raised and how many are settled, offers. Five
    hundred routes at most, which is said."""
    require(by, Permission.SEE, within=None)
    begins, ends = clock.midnight(since), clock.midnight(clock.day_after(until))
    rows = visible_routes(by).filter(below(area), made_at__lt=ends)
    rows = rows.filter(Q(archived_at=None) | Q(archived_at__gte=begins)).order_by("area", "name", "id")
    found = list(rows[: ROUTES_MOST + 1])
    page = found[:ROUTES_MOST]
    held = _held(by, page, since, until)
    came = _came(by, page, begins, ends)
    told: list[dict[str, Any]] = [
        {"id": row.id, "name": row.name, "area": row.area, "area_name": territory.name_of(row.area)}
        | _NONE
        | held.get(row.id, {})
        | came[row.id]
        | {"asked": n}
        for row, n in zip(page, _asked(by, page, since, until), strict=True)
    ]
    return {
        "since": since,
        "until": until,
        "routes": told,
        "total": {name: sum(row[name] for row in told) for name in _NONE},
        "settled": _settled(by, page, begins, ends),
        "kinds": _kinds(by, page, begins, ends),
        "offers": _offers(by, area, begins, ends),
        "cut": len(found) > ROUTES_MOST,
    }


def _asked(by: Actor, page: Sequence[Route], since: date, until: date) -> list[int]:
    schedules = schedules_of(by, [row.id for row in page])
    worked, zone, now = worked_between(since, until), timezone.get_current_timezone(), clock.now()
    return [
        slots.count_asked(
            schedules.get(row.id, []),
            life_of(row),
            since=since,
            until=until,
            now=now,
            worked=worked,
            zone=zone,
        )
        for row in page
    ]


def _held(by: Actor, page: Sequence[Route], since: date, until: date) -> dict[UUID, dict[str, int]]:
    """Of each route the rounds of its days that were walked, each once, and what they looked at."""
    of_a_day = Func(F("on"), F("slot"), function="ROW", output_field=TextField())
    rows = visible_rounds(by).filter(route__in=page, on__gte=since, on__lte=until)
    counted = rows.values("route").annotate(
        held=Count(of_a_day, filter=Q(slot__gt=0), distinct=True),
        rounds=Count("id"),
        more=Count("id", filter=Q(slot=0)),
        all_seen=Coalesce(Sum("seen"), 0),
        all_skipped=Coalesce(Sum("skipped"), 0),
    )
    return {
        one["route"]: {
            "held": one["held"],
            "rounds": one["rounds"],
            "more": one["more"],
            "seen": one["all_seen"],
            "skipped": one["all_skipped"],
        }
        for one in counted.order_by()
    }


def _within(by: Actor, page: Sequence[Route], begins: datetime, ends: datetime) -> Any:
    return visible_findings(by).filter(round__route__in=page, at__gte=begins, at__lt=ends)


def _came(
    by: Actor, page: Sequence[Route], begins: datetime, ends: datetime
) -> defaultdict[UUID, dict[str, int]]:
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    counted = _within(by, page, begins, ends).values("round__route", "way").annotate(n=Count("id"))
    for one in counted.order_by():
        name = "matters" if one["way"] == FindingWay.MATTER else "spots"
        found[one["round__route"]][name] = one["n"]
    return found


def _settled(by: Actor, page: Sequence[Route], begins: datetime, ends: datetime) -> int:
    raised = _within(by, page, begins, ends).filter(matter__isnull=False).values("matter")
    return matters.visible_matters(by).filter(id__in=raised, state__in=[one.value for one in SETTLED]).count()


def _kinds(by: Actor, page: Sequence[Route], begins: datetime, ends: datetime) -> list[dict[str, Any]]:
    """Findings by what sort of point they were at, the most first; those on the way have none."""
    counted = (
        _within(by, page, begins, ends)
        .values(kind=Coalesce("point__kind", Value("")))
        .annotate(
            matters=Count("id", filter=Q(way=FindingWay.MATTER.value)),
            spots=Count("id", filter=Q(way=FindingWay.SPOT.value)),
        )
    )
    return sorted(counted.order_by(), key=lambda one: (-one["matters"] - one["spots"], one["kind"]))


def _offers(by: Actor, area: str, begins: datetime, ends: datetime) -> dict[str, int]:
    rows = visible_offers(by).filter(below(area), at__gte=begins, at__lt=ends)
    counted = dict(rows.values_list("status").annotate(n=Count("id")).order_by())
    return {status.value: counted.get(status.value, 0) for status in OfferStatus}


def _alive(by: Actor, area: str) -> Any:
    """Points that lie in an area, of routes in use, with the moment since when nobody looked: since it was added, where
    never."""
    lo, hi = bounds(area)
    rows = visible_points(by).filter(dropped_at=None, route__archived_at=None)
    rows = rows.filter(lies_in__gte=lo, lies_in__lt=hi) if area else rows
    return rows.annotate(since=Coalesce("seen_at", "added_at"))


def unseen(
    by: Actor, *, area: str = "", days: int = 7, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of points nobody looked at for so many days, the longest first."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = _alive(by, area).filter(since__lt=clock.now() - timedelta(days=days))
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(since__gte=moment).exclude(since=moment, id__lte=id)
    got = list(rows.select_related("route").order_by("since", "id")[: size + 1])
    page = got[:size]
    return {
        "rows": [
            {
                "id": row.id,
                "name": row.name,
                "kind": row.kind,
                "route": row.route_id,
                "route_name": row.route.name,
                "lies_in": row.lies_in,
                "lies_in_name": territory.name_of(row.lies_in),
                "seen_at": row.seen_at,
                "since": row.since,
            }
            for row in page
        ],
        "next": paging.cursor(page[-1].since, page[-1].id) if len(got) > size else None,
    }


def coverage(by: Actor, *, area: str = "", days: int = 7) -> list[dict[str, Any]]:
    """Points by the grid they lie in, and how many of them nobody looked at for so many days."""
    require(by, Permission.SEE, within=None)
    stale = Q(since__lt=clock.now() - timedelta(days=days))
    counted = (
        _alive(by, area).values("lies_in").annotate(points=Count("id"), unseen=Count("id", filter=stale))
    )
    return [
        {
            "area": one["lies_in"],
            "area_name": territory.name_of(one["lies_in"]),
            "points": one["points"],
            "unseen": one["unseen"],
        }
        for one in counted.order_by("lies_in")
    ]
