"""Lists of matters: keyset pages as plain rows, and capped counts. The hot path of every desk."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from linli.kit import clock, paging
from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.roles import Role
from linli.language.rules import grams
from linli.matters.models import Matter
from linli.matters.queries import arms, dictionary
from linli.matters.queries.arms import Arm, Condition, directly, elsewhere, in_areas, of_posts, sight_of
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import OPEN, RUNNING, Permission, Standing, State, standing
from linli.matters.rules.words import digits_of
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
    "decide_by",
    "reopenings",
    "external_number",
    "score",
    "post__name",
    "post__holder__name",
)
_JOINED = {"post__name": "workforce_post.name", "post__holder__name": "accounts_user.name"}
_SELECT = ", ".join(_JOINED.get(name) or f"matters_matter.{name}" for name in COLUMNS)
FOUND_MOST = 500
NEVER = datetime.max.replace(tzinfo=UTC)
"""Where a page of rows without a deadline ended: after all that have one."""
NUMBER_LEAST = 8
_NUMBER = re.compile(r"[\d\s\-\u2010-\u2015\u2212\uff0d]+")
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
    """One page of what the actor sees, newest first, or by deadline; `cut` where a search found more than it keeps."""
    size = paging.page_size(most)
    hits = found(filters) if filters.q.strip() else None
    rows = _page(by, filters, hits[:FOUND_MOST] if hits is not None else None, after, size + 1)
    more = len(rows) > size
    rows = rows[:size]
    where = COLUMNS.index("due_at" if filters.order == "due" else "received_at")
    now = clock.now()
    return {
        "rows": [as_row(row, now) for row in rows],
        "next": paging.cursor(rows[-1][where] or NEVER, rows[-1][0]) if more else None,
        "cut": hits is not None and len(hits) > FOUND_MOST,
    }


Rows: TypeAlias = list[tuple[Any, ...]]


def _page(by: Actor, filters: Filters, hits: list[UUID] | None, after: str, most: int) -> Rows:
    """So many rows from where a page ended: the newest first, or by deadline, those without one last."""
    now, ended = clock.now(), paging.read_cursor(after) if after else None
    where, among = conditions(by, filters, now=now), _arms(by, filters, hits, now)
    if filters.order != "due":
        later = (
            [Condition("(matters_matter.received_at, matters_matter.id) < (%s, %s)", ended)] if ended else []
        )
        return arms.rows(among, [*where, *later], arms.NEWEST, _SELECT, most=most)[0]
    due = [*where, Condition("matters_matter.due_at IS NOT NULL")]
    if ended:
        due.append(Condition("(matters_matter.due_at, matters_matter.id) > (%s, %s)", ended))
    rows: Rows = []
    if ended is None or ended[0] != NEVER:
        rows = arms.rows(among, due, arms.MOST_PRESSING, _SELECT, most=most)[0]
    if len(rows) == most:
        return rows
    never = [*where, Condition("matters_matter.due_at IS NULL")]
    if ended and ended[0] == NEVER:
        never.append(Condition("matters_matter.id > %s", (ended[1],)))
    return rows + arms.rows(among, never, arms.BY_ID, _SELECT, most=most - len(rows))[0]


def narrowed(by: Actor, filters: Filters, *, now: datetime) -> QuerySet[Matter]:
    """What the actor sees, narrowed; the words sought are not looked at here."""
    where = conditions(by, filters, now=now)
    given: list[Any] = [value for one in where for value in one.values]
    return visible_matters(by).extra(where=[one.text for one in where], params=given)  # noqa: S610 - texts of ours


def conditions(by: Actor, filters: Filters, *, now: datetime) -> list[Condition]:
    """What the filters ask of a matter, beside its being in sight; the words sought are not looked at here."""
    where = [_by_state(filters)]
    if branch := filters.category:
        among = "matters_matter.category >= %s AND matters_matter.category < %s"
        where.append(
            Condition(f"(matters_matter.category = %s OR {among})", (branch, f"{branch}.", f"{branch}/"))
        )
    if len(filters.area) == Level.COMMUNITY:
        where.append(Condition("matters_matter.community = %s", (filters.area,)))
    elif filters.area:
        where.append(
            Condition("matters_matter.area >= %s AND matters_matter.area < %s", bounds(filters.area))
        )
    if filters.door:
        where.append(Condition("matters_matter.door = %s", (filters.door,)))
    if filters.urgency:
        where.append(Condition("matters_matter.urgency = %s", (filters.urgency,)))
    if filters.reopening:
        where.append(Condition("matters_matter.decide_by IS NOT NULL AND matters_matter.state = 'rated'"))
    where += [_by_owner(filters.owner, by), _by_standing(filters.standing, now)]
    return [one for one in where if one.text]


_NOTHING_ASKED = Condition("")


def _by_state(filters: Filters) -> Condition:
    """What the states ask. That a matter is open follows from its state and from a deadline that runs; said twice it
    would lead the database to the wrong index."""
    match filters.state:
        case ():
            runs = filters.group == "open" and filters.standing in _RUN_OUT
            return _NOTHING_ASKED if runs else _OF_GROUP.get(filters.group, _NOTHING_ASKED)
        case (one,) if one in _STATES:
            return Condition(
                f"matters_matter.state = '{one}'"
            )  # a constant, that an index of this state answers
        case many:
            still_open = " AND matters_matter.is_open" if _only_open(filters) else ""
            return Condition(f"matters_matter.state = ANY(%s::text[]){still_open}", (list(many),))


def _only_open(filters: Filters) -> bool:
    return OPEN.issuperset(filters.state) if filters.state else filters.group == "open"


_RUN_OUT = frozenset({Standing.OVERDUE.value, Standing.APPROACHING.value, "late"})
_OF_GROUP = {"open": Condition("matters_matter.is_open"), "done": Condition("NOT matters_matter.is_open")}
_STATES = frozenset(state.value for state in State)
_VACANT = "(workforce_post.holder_id IS NULL OR workforce_post.closed_at IS NOT NULL)"
_NOBODYS = (
    f"(matters_matter.post_id IS NULL OR EXISTS (SELECT 1 FROM workforce_post"  # noqa: S608
    f" WHERE workforce_post.id = matters_matter.post_id AND {_VACANT}))"
)


def _by_owner(owner: str, by: Actor) -> Condition:
    posts = list(by.posts)
    match owner:
        case "":
            return _NOTHING_ASKED
        case "mine":
            return Condition("matters_matter.post_id = ANY(%s::uuid[])", (posts,))
        case "waiting":
            return _waits_for(by)
        case "first":
            met, waits = _MET, _waits_for(by)
            return Condition(f"{met} AND ({waits.text}) IS NOT TRUE", (posts, by.id, *waits.values))
        case "others":
            others = (
                "(matters_matter.post_id = ANY(%s::uuid[])) IS NOT TRUE"
                " AND matters_matter.handled_by IS DISTINCT FROM %s::uuid"
            )
            return Condition(others, (posts, by.id))
        case "nobody":
            return Condition(_NOBODYS)
        case _:
            return _of_post(owner)


_MET = "(matters_matter.first_contact_post = ANY(%s::uuid[]) OR matters_matter.first_contact = %s)"


def _of_post(post: str) -> Condition:
    try:
        return Condition("matters_matter.post_id = %s", (UUID(post),))
    except ValueError:
        return Condition("FALSE")


_AT_A_WINDOW = (
    "(matters_matter.state = 'received' AND left(matters_matter.area, length(%s)) = %s"
    " AND matters_matter.post_id IN (SELECT workforce_post.id FROM workforce_post JOIN workforce_title"
    " ON workforce_title.id = workforce_post.title_id WHERE workforce_title.role = 'counter'))"
)


def _waits_for(by: Actor) -> Condition:
    """What waits for the actor: his posts' own, and for a counter whatever came in to its area and nobody has accepted
    yet, since any window takes any business (一窗受理)."""
    windows = [seat.area for seat in by.seats if seat.role is Role.COUNTER]
    text = " OR ".join(["matters_matter.post_id = ANY(%s::uuid[])", *([_AT_A_WINDOW] * len(windows))])
    return Condition(
        f"({text})", (list(by.posts), *[value for window in windows for value in (window, window)])
    )


def _by_standing(wanted: str, now: datetime) -> Condition:
    match wanted:
        case Standing.OVERDUE:
            return Condition("matters_matter.due_at < %s", (now,))
        case Standing.APPROACHING:
            return Condition("matters_matter.due_at >= %s AND matters_matter.warn_at <= %s", (now, now))
        case "late":
            return Condition("matters_matter.due_at IS NOT NULL AND matters_matter.warn_at <= %s", (now,))
        case _:
            return _NOTHING_ASKED


LAST_FIFTH_MOST = timedelta(days=120)
"""The longest time from a warning to its deadline: no limit is longer than 600 days, and a rest adds to both."""
_RECEIVED = Condition("matters_matter.state = 'received'")
_WITHOUT_POST = Condition("matters_matter.post_id IS NULL")


def _arms(by: Actor, filters: Filters, hits: list[UUID] | None, now: datetime) -> list[Arm]:
    """Where the rows may come from, by what narrows them most: an index answers each."""
    sight = sight_of(by, filters.area)
    if hits is not None:
        return [directly(sight, Condition("matters_matter.id = ANY(%s::uuid[])", (hits,)))]
    own = of_posts(by.posts, open_only=_only_open(filters))
    match filters.owner:
        case "mine":
            return [own]
        case "waiting":
            windows = any(seat.role is Role.COUNTER for seat in by.seats)
            return [own, *(in_areas(sight, _RECEIVED) if windows else [])]
        case "nobody":
            empty = directly(sight, Condition(_VACANT), _OF_POSTS)
            return [directly(sight, _WITHOUT_POST), empty]
        case "first":
            with_post = Condition("matters_matter.first_contact_post = ANY(%s::uuid[])", (list(by.posts),))
            in_person = Condition("matters_matter.first_contact = %s", (by.id,))
            return [directly(sight, with_post), directly(sight, in_person)]
        case "others":
            return [*_by_clock(sight, filters, now), *elsewhere(sight)]
        case "":
            return [*_by_clock(sight, filters, now), *elsewhere(sight), *([] if sight.everything else [own])]
        case _:
            return [directly(sight, Condition("TRUE"))]


_OF_POSTS = "workforce_post JOIN matters_matter ON matters_matter.post_id = workforce_post.id"


def _by_clock(sight: arms.Sight, filters: Filters, now: datetime) -> list[Arm]:
    """What is late is either past its deadline or past its warning, and an index answers either."""
    if filters.standing != "late":
        return in_areas(sight)
    past = Condition("matters_matter.due_at < %s", (now,))
    warned = "matters_matter.due_at >= %s AND matters_matter.warn_at > %s"
    return in_areas(sight, past, Condition(warned, (now, now - LAST_FIFTH_MOST)))


def found(filters: Filters) -> list[UUID]:
    """Ids of the newest matters whose words hold the query, one more than are kept; the database applies the actor's
    scope, and narrows to open or done and to the area. A number is found without its dashes too."""
    hits = _hits(grams.query_grams(filters.q), filters)
    digits = digits_of(filters.q)
    if hits or len(digits) < NUMBER_LEAST or not _NUMBER.fullmatch(filters.q):
        return hits
    return _hits([digits], filters)


def _hits(tokens: list[str], filters: Filters) -> list[UUID]:
    if not tokens:
        return []
    still_open = OPEN.issuperset(filters.state) or None if filters.state else _GROUPS.get(filters.group)
    lo, hi = bounds(filters.area) if filters.area else ("", "")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matters_search(%s, %s, %s, %s, %s)", [tokens, FOUND_MOST + 1, still_open, lo, hi]
        )
        return [row[0] for row in cursor.fetchall()]


def as_row(row: tuple[Any, ...], now: datetime) -> dict[str, Any]:
    """A list row as it is sent."""
    found = dict(zip(COLUMNS, row, strict=True))
    due_at, warn_at = found["due_at"], found.pop("warn_at")
    found["standing"] = standing(due_at, warn_at, now=now).value
    found["category_name"] = dictionary.category_name(found["category"])
    found["area_name"] = territory.name_of(found["area"])
    found["undecided"] = found.pop("decide_by") is not None
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
    filters, now = BUCKETS[name], clock.now()
    order = arms.MOST_PRESSING if filters.order == "due" else arms.NEWEST
    due = [Condition("matters_matter.due_at IS NOT NULL")] if filters.order == "due" else []
    where = [*conditions(by, filters, now=now), *due]
    rows, count = arms.rows(
        _arms(by, filters, None, now), where, order, _SELECT, most=most, count=paging.COUNT_MOST + 1
    )
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
