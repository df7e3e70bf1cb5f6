"""Lists of matters: keyset pages as plain rows, and capped counts. The hot path of every desk."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import F, Q, QuerySet

from linli.kit import clock, paging, statements
from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.roles import Role
from linli.matters.models import Matter
from linli.matters.queries import dictionary, marking, search
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import OPEN, RUNNING, Permission, Standing, State, standing
from linli.matters.rules.words import tidy_reference
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
NEVER = datetime.max.replace(tzinfo=UTC)
"""Where a page of rows without a deadline ended: after all that have one."""
NUMBER_LEAST = 6
_NUMBER = re.compile(r"(?=.*\d)[\w-]+", re.ASCII)
_GROUPS = {"open": True, "done": False}


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
    """One page of what the actor sees, newest first, or by deadline; `cut` where a search found more than it keeps,
    `near` where nothing holds the words sought and the rows only come near."""
    size = paging.page_size(most)
    now = clock.now()
    if filters.q.strip():
        return _sought(by, filters, after, size, now)
    return _page(
        _rows(narrowed(by, filters, now=now), filters.order, after, size + 1), filters.order, size, now
    )


def _page(rows: "Rows", order: str, size: int, now: datetime) -> dict[str, Any]:
    more = len(rows) > size
    rows = rows[:size]
    where = COLUMNS.index("due_at" if order == "due" else "received_at")
    return {
        "rows": [as_row(row, now) for row in rows],
        "next": paging.cursor(rows[-1][where] or NEVER, rows[-1][0]) if more else None,
        "cut": False,
        "near": False,
    }


def _sought(by: Actor, filters: Filters, after: str, size: int, now: datetime) -> dict[str, Any]:
    """A page of a search: what has just this number first, then the newest. Where the list is narrowed by what the
    search function knows nothing of, or in the order of deadlines, the newest 500 are found and then narrowed."""
    plainly = filters.order != "due" and _is_plain(filters)
    ended = paging.read_cursor(after) if after else None
    within = search.Within(_still_open(filters), filters.area, ended if plainly else None)
    hits = search.found(by, filters.q, within, most=size + 1 if plainly else FOUND_MOST + 1)
    first = Q() if after else _numbered(filters.q)
    ids = hits.ids if plainly else hits.ids[:FOUND_MOST]
    if plainly and not first:
        rows = statements.rows(_FOUND, [ids])
    else:
        kept = narrowed(by, filters, now=now).filter(Q(id__in=ids) | first)
        rows = _rows(kept, filters.order, "" if plainly else after, size + 1, columns=(*COLUMNS, "words"))
    marker = marking.Marker(filters.q, hits)
    rows = sorted(rows, key=lambda row: not marker.exact(_numbers(row)))
    told = _page([row[:-1] for row in rows], filters.order, size, now)
    for row, shown in zip(rows, told["rows"], strict=False):
        shown["hit"] = marker.hit(
            row[0], subject=shown["subject"], words=row[-1], place=shown["place"], numbers=_numbers(row)
        )
    return told | {"cut": not plainly and len(hits.ids) > FOUND_MOST, "near": hits.near}


_FOUND = (
    "SELECT m.id, m.reference, m.state, m.subject, m.category, m.urgency, m.door, m.area, m.place, m.received_at,"
    " m.due_at, m.warn_at, m.post_id, m.reopening_asked, m.external_number, m.score, p.name, u.name, m.words"
    " FROM matters_matter m LEFT JOIN workforce_post p ON p.id = m.post_id"
    " LEFT JOIN accounts_user u ON u.id = p.holder_id"
    " WHERE m.id = ANY (%s::uuid[]) ORDER BY m.received_at DESC, m.id DESC"
)
"""The columns of a list and the words, of what the search function found under the actor's scope; the database's policy
stands behind it."""


def _is_plain(filters: Filters) -> bool:
    """Whether the search function itself can narrow to what is asked for."""
    usual = Filters(group=filters.group, area=filters.area, q=filters.q, order=filters.order)
    return filters == usual


def _numbered(query: str) -> Q:
    """What has just this number, its own or the 12345 order's."""
    number = query.strip()
    if reference := tidy_reference(number):
        return Q(reference=reference) | Q(external_number=number)
    return Q(external_number=number) if _NUMBER.fullmatch(number) and len(number) >= NUMBER_LEAST else Q()


def _numbers(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[COLUMNS.index("reference")], row[COLUMNS.index("external_number")]


Rows: TypeAlias = list[tuple[Any, ...]]


def _rows(
    matters: QuerySet[Matter], order: str, after: str, most: int, columns: tuple[str, ...] = COLUMNS
) -> Rows:
    """So many rows from where a page ended: the newest first, or by deadline, those without one last."""
    ended = paging.read_cursor(after) if after else None
    if order == "due":
        rows = _due(matters, ended, most, columns)
        return rows if len(rows) == most else rows + _never_due(matters, ended, most - len(rows), columns)
    matters = matters.order_by(F("received_at").desc(), F("id").desc())
    if ended:
        at, id = ended
        matters = matters.filter(received_at__lte=at).exclude(received_at=at, id__gte=id)
    return list(matters.values_list(*columns)[:most])


def _due(
    matters: QuerySet[Matter],
    ended: tuple[datetime, UUID] | None,
    most: int,
    columns: tuple[str, ...] = COLUMNS,
) -> Rows:
    matters = matters.filter(due_at__isnull=False).order_by("due_at", "id")
    if ended:
        at, id = ended
        matters = matters.filter(due_at__gte=at).exclude(due_at=at, id__lte=id)
    return list(matters.values_list(*columns)[:most])


def _never_due(
    matters: QuerySet[Matter], ended: tuple[datetime, UUID] | None, most: int, columns: tuple[str, ...]
) -> Rows:
    matters = matters.filter(due_at__isnull=True).order_by("id")
    if ended and ended[0] == NEVER:
        matters = matters.filter(id__gt=ended[1])
    return list(matters.values_list(*columns)[:most])


def narrowed(by: Actor, filters: Filters, *, now: datetime) -> QuerySet[Matter]:
    """What the actor sees, narrowed; the words sought are not looked at here."""
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
    return _by_standing(matters, filters.standing, now)


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
    match owner:
        case "":
            return matters
        case "mine":
            return matters.filter(post_id__in=by.posts)
        case "waiting":
            return matters.filter(_waits_for(by))
        case "first":
            met = Q(first_contact_post__in=by.posts) | Q(first_contact=by.id)
            return matters.filter(met).exclude(_waits_for(by))
        case "others":
            return matters.exclude(post_id__in=by.posts).exclude(handled_by=by.id)
        case "nobody":
            return matters.filter(Q(post=None) | Q(post__holder=None) | Q(post__closed_at__isnull=False))
        case _:
            return _of_post(matters, owner)


def _of_post(matters: QuerySet[Matter], post: str) -> QuerySet[Matter]:
    try:
        return matters.filter(post_id=UUID(post))
    except ValueError:
        return matters.none()


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


def _still_open(filters: Filters) -> bool | None:
    if filters.state:
        return OPEN.issuperset(filters.state) or None
    return _GROUPS.get(filters.group)


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
    "to_follow_up": Filters(owner="others", state=(State.RESOLVED.value,)),
    "first": Filters(owner="first"),
}
"""The workbench's boxes; those in the order of deadlines hold nothing without one. Nobody's are those with work left to
do whose post is missing, empty or closed; `first` are those the actor met first and others have now."""

_RIGHTS = {
    "rated_bad": Permission.REOPEN,
    "to_follow_up": Permission.FOLLOW_UP,
    "first": Permission.RAISE,
}


def bucket(by: Actor, name: str, *, most: int = 8) -> dict[str, Any]:
    """One box of the workbench: a capped count, the first rows, and the list's filters that give the same rows; empty
    for who has no right to act on it."""
    if name in _RIGHTS and not by.may(_RIGHTS[name]):
        return {"count": 0, "more": False, "rows": [], "query": {}}
    filters = BUCKETS[name]
    now = clock.now()
    matters = narrowed(by, filters, now=now)
    count = matters.order_by()[: paging.COUNT_MOST + 1].count()
    rows = _due(matters, None, most) if filters.order == "due" else _rows(matters, "", "", most)
    return {
        "count": min(count, paging.COUNT_MOST),
        "more": count > paging.COUNT_MOST,
        "rows": [as_row(row, now) for row in rows],
        "query": _asked(filters),
    }


def _asked(filters: Filters) -> dict[str, str | list[str]]:
    """The filters as the address of a list says them, without those that are as usual."""
    usual, query = asdict(Filters()), dict[str, str | list[str]]()
    for name, value in asdict(filters).items():
        if value != usual[name]:
            query[name] = list(value) if name == "state" else "true" if value is True else str(value)
    return query
