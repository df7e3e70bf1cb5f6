"""Lists of matters: keyset pages as plain rows, and capped counts. The hot path of every desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from linli.kit import clock, paging
from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.roles import Role
from linli.language.rules import grams
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import OPEN, RUNNING, Permission, Standing, State, standing
from linli.territory import queries as territory

COLUMNS: tuple[str, ...] = (
    "id",
    "reference",
    "state",
    "subject",
    "category",
    "urgency",
    "door",
    "area",
    "place",
    "received_at",
    "due_at",
    "warn_at",
    "post_id",
    "reopening_asked",
    "external_number",
    "score",
    "post__name",
    "post__holder__name",
)
FOUND_MOST = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; the address bar holds the same names."""

    state: tuple[str, ...] = ()
    group: str = "open"
    category: str = ""
    area: str = ""
    door: str = ""
    urgency: str = ""
    standing: str = ""
    owner: str = ""
    reopening: bool = False
    q: str = ""
    order: str = "received"


def page(by: Actor, filters: Filters, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """One page of what the actor sees, newest first, or by deadline."""
    size = paging.page_size(most)
    now = clock.now()
    matters = narrowed(by, filters, now=now)
    column = "due_at" if filters.order == "due" else "received_at"
    matters = _ordered(matters, column, after)
    rows = list(matters.values_list(*COLUMNS)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    where = COLUMNS.index(column)
    return {
        "rows": [as_row(row, now) for row in rows],
        "next": paging.cursor(rows[-1][where], rows[-1][0]) if more else None,
    }


def _ordered(matters: QuerySet[Matter], column: str, after: str) -> QuerySet[Matter]:
    if column == "due_at":
        matters = matters.filter(due_at__isnull=False).order_by("due_at", "id")
        if after:
            at, id = paging.read_cursor(after)
            matters = matters.filter(due_at__gte=at).exclude(due_at=at, id__lte=id)
        return matters
    matters = matters.order_by(F("received_at").desc(), F("id").desc())
    if after:
        at, id = paging.read_cursor(after)
        matters = matters.filter(received_at__lte=at).exclude(received_at=at, id__gte=id)
    return matters


def narrowed(by: Actor, filters: Filters, *, now: datetime) -> QuerySet[Matter]:
    """What the actor sees, narrowed."""
    matters = _by_state(visible_matters(by), filters)
    if filters.category:
        matters = matters.filter(
            Q(category=filters.category) | Q(category__startswith=filters.category + ".")
        )
    if filters.area:
        matters = _below(matters, filters.area)
    for name in ("door", "urgency"):
        if value := getattr(filters, name):
            matters = matters.filter(**{name: value})
    if filters.reopening:
        matters = matters.filter(reopening_asked=True, state=State.RATED)
    matters = _by_owner(matters, filters.owner, by)
    matters = _by_standing(matters, filters.standing, now)
    return matters.filter(id__in=found(filters.q)) if filters.q.strip() else matters


def _below(matters: QuerySet[Matter], area: str) -> QuerySet[Matter]:
    if len(area) == Level.COMMUNITY:
        return matters.filter(community=area)
    lo, hi = bounds(area)
    return matters.filter(area__gte=lo, area__lt=hi)


def _by_state(matters: QuerySet[Matter], filters: Filters) -> QuerySet[Matter]:
    if filters.state:
        matters = matters.filter(state__in=filters.state)
        return matters.filter(is_open=True) if OPEN.issuperset(filters.state) else matters
    if filters.group == "open":
        return matters.filter(is_open=True)
    return matters.filter(is_open=False) if filters.group == "done" else matters


def _by_owner(matters: QuerySet[Matter], owner: str, by: Actor) -> QuerySet[Matter]:
    if owner == "mine":
        return matters.filter(post_id__in=by.posts)
    if owner == "waiting":
        return matters.filter(_waits_for(by))
    if owner == "nobody":
        return matters.filter(Q(post=None) | Q(post__holder=None) | Q(post__closed_at__isnull=False))
    if owner:
        try:
            return matters.filter(post_id=UUID(owner))
        except ValueError:
            return matters.none()
    return matters


def _waits_for(by: Actor) -> Q:
    """What waits for the actor: his posts' own, and for a counter whatever came in to its area and nobody has accepted
    yet, since any window takes any business (一窗受理)."""
    waits = Q(post_id__in=by.posts)
    for seat in by.seats:
        if seat.role is Role.COUNTER:
            lo, hi = bounds(seat.area)
            waits |= Q(state=State.RECEIVED, area__gte=lo, area__lt=hi, post__title__role=Role.COUNTER)
    return waits


def _by_standing(matters: QuerySet[Matter], wanted: str, now: datetime) -> QuerySet[Matter]:
    if wanted == Standing.OVERDUE:
        return matters.filter(due_at__lt=now)
    if wanted == Standing.APPROACHING:
        return matters.filter(due_at__gte=now, warn_at__lte=now)
    if wanted == "late":
        return matters.filter(due_at__isnull=False, warn_at__lte=now)
    return matters


def found(q: str) -> list[UUID]:
    """Ids of matters whose words hold the query, the newest first; the database applies the actor's scope."""
    tokens = grams.query_grams(q)
    if not tokens:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_search(%s, %s)", [tokens, FOUND_MOST])
        return [row[0] for row in cursor.fetchall()]


def as_row(row: tuple[Any, ...], now: datetime) -> dict[str, Any]:
    """A list row as it is sent."""
    found = dict(zip(COLUMNS, row, strict=True))
    due_at, warn_at = found["due_at"], found.pop("warn_at")
    found["standing"] = standing(due_at, warn_at, now=now).value
    found["category_name"] = dictionary.category_name(found["category"])
    found["area_name"] = territory.name_of(found["area"])
    found["post"] = found.pop("post_id")
    found["post_name"] = found.pop("post__name") or ""
    found["holder_name"] = found.pop("post__holder__name") or ""
    return found


BUCKETS: dict[str, Filters] = {
    "waiting": Filters(owner="waiting", state=tuple(s.value for s in sorted(RUNNING)), order="due"),
    "late": Filters(standing="late", order="due"),
    "nobody": Filters(owner="nobody", state=tuple(s.value for s in sorted({*RUNNING, State.LONG_TERM}))),
    "rated_bad": Filters(reopening=True, state=(State.RATED.value,)),
    "to_follow_up": Filters(state=(State.RESOLVED.value,)),
}
"""The workbench's boxes. Nobody's are those with work left to do whose post is missing, empty or closed."""

_RIGHTS = {"rated_bad": Permission.REOPEN, "to_follow_up": Permission.FOLLOW_UP}


def bucket(by: Actor, name: str, *, most: int = 8) -> dict[str, Any]:
    """One box of the workbench: a capped count and the first rows; empty for who has no right to act on it."""
    if name in _RIGHTS and not by.may(_RIGHTS[name]):
        return {"count": 0, "more": False, "rows": []}
    filters = BUCKETS[name]
    now = clock.now()
    matters = narrowed(by, filters, now=now)
    if name == "to_follow_up":
        matters = matters.exclude(post_id__in=by.posts).exclude(handled_by=by.id)
    count = matters.order_by()[: paging.COUNT_MOST + 1].count()
    column = "due_at" if filters.order == "due" else "received_at"
    rows = _ordered(matters, column, "").values_list(*COLUMNS)[:most]
    return {
        "count": min(count, paging.COUNT_MOST),
        "more": count > paging.COUNT_MOST,
        "rows": [as_row(row, now) for row in rows],
    }
