"""What a list is narrowed to: each filter as a condition, and the arms the rows come from by what narrows them most."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.roles import Role
from linli.matters.models import Matter
from linli.matters.queries.arms import (
    Arm,
    Condition,
    Sight,
    directly,
    elsewhere,
    in_areas,
    of_own_posts,
    of_posts,
    sight_of,
)
from linli.matters.queries.sight import visible_matters
from linli.matters.rules import OPEN, Standing, State


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; the address bar holds the same names. `since` and `until` are the first and the last
    day a matter came in on, in the site's zone."""

    state: tuple[str, ...] = ()
    group: str = "open"
    category: str = ""
    area: str = ""
    door: str = ""
    urgency: str = ""
    standing: str = ""
    owner: str = ""
    reopening: bool = False
    supervised: bool = False
    since: date | None = None
    until: date | None = None
    q: str = ""
    order: str = "received"


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
    if filters.supervised:
        where.append(Condition("matters_matter.supervised_at IS NOT NULL"))
    where += [
        *_by_days(filters),
        _by_owner(filters.owner, by),
        _by_standing(filters.standing, now, pressing=filters.order == "due"),
    ]
    return [one for one in where if one.text]


def _by_days(filters: Filters) -> list[Condition]:
    after, before = filters.since and begins(filters.since), ends(filters)
    return [
        *([Condition("matters_matter.received_at >= %s", (after,))] if after else []),
        *([Condition("matters_matter.received_at < %s", (before,))] if before else []),
    ]


def begins(day: date) -> datetime:
    """The moment a day begins at the site."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def ends(filters: Filters) -> datetime | None:
    """The moment the days asked for are over, if they end at all."""
    if filters.until is None or filters.until == date.max:
        return None
    return begins(filters.until + timedelta(days=1))


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
                " AND (matters_matter.handled_by = ANY(%s::uuid[])) IS NOT TRUE"
                " AND (matters_matter.handled_for = ANY(%s::uuid[])) IS NOT TRUE"
            )
            hands = list(by.hands)
            return Condition(others, (posts, hands, hands))
        case "nobody":
            return Condition(_NOBODYS)
        case "asking":
            return Condition(_ASKING, (posts, list(by.hands)))
        case _:
            return _of_post(owner)


_ASKING = (
    "matters_matter.extend_to IS NOT NULL AND (matters_matter.post_id = ANY(%s::uuid[])) IS NOT TRUE"
    " AND (matters_matter.extend_by = ANY(%s::uuid[])) IS NOT TRUE"
)
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


_RUNS = "matters_matter.due_at IS NOT NULL"
"""Follows from any deadline, but said, it tells the database how few have one."""


def _by_standing(wanted: str, now: datetime, *, pressing: bool) -> Condition:
    """What is past a moment. In another order than the deadlines' the database is kept from going by it: it takes a
    third of all matters for overdue, and would rather read the newest."""
    match wanted:
        case Standing.OVERDUE:
            past = "matters_matter.due_at < %s" if pressing else "(matters_matter.due_at < %s) IS TRUE"
            return Condition(f"{_RUNS} AND {past}", (now,))
        case Standing.APPROACHING:
            near = "matters_matter.due_at >= %s AND matters_matter.warn_at <= %s"
            return Condition(f"{_RUNS} AND {near}", (now, now))
        case "late":
            return Condition(f"{_RUNS} AND matters_matter.warn_at <= %s", (now,))
        case _:
            return _NOTHING_ASKED


_RECEIVED = Condition("matters_matter.state = 'received'")
_WITHOUT_POST = Condition("matters_matter.post_id IS NULL")


def arms_of(by: Actor, filters: Filters, sight: Sight | None = None) -> list[Arm]:
    """Where the rows may come from, by what narrows them most: an index answers each."""
    sight = sight or sight_of(by, filters.area)
    own = of_posts(by.posts, open_only=_only_open(filters))
    match filters.owner:
        case "mine":
            return [own]
        case "waiting":
            windows = any(seat.role is Role.COUNTER for seat in by.seats)
            return [own, *(in_areas(sight, _RECEIVED) if windows else [])]
        case "others":
            return [*in_areas(sight), *elsewhere(sight)]
        case "":
            besides = of_own_posts(sight, open_only=_only_open(filters))
            return [*in_areas(sight), *elsewhere(sight), *besides]
        case owner:
            return _of_others(by, sight, owner, open_only=_only_open(filters))


def _of_others(by: Actor, sight: Sight, owner: str, *, open_only: bool) -> list[Arm]:
    """Where an index leads straight to what is nobody's, asked about, met first or of one post."""
    posts = list(by.posts)
    match owner:
        case "nobody":
            vacant = directly(sight, Condition(_VACANT), _OF_POSTS)
            without = directly(sight, _WITHOUT_POST)
            if open_only and (sight.communities or sight.parts):
                return [*in_areas(sight, _WITHOUT_POST), *elsewhere(sight), vacant]
            return [without, vacant]
        case "asking":
            given = Condition("matters_matter.dispatched_from = ANY(%s::uuid[])", (posts,))
            return [directly(sight, given), *in_areas(sight)]
        case "first":
            with_post = Condition("matters_matter.first_contact_post = ANY(%s::uuid[])", (posts,))
            in_person = Condition("matters_matter.first_contact = %s", (by.id,))
            return [directly(sight, with_post), directly(sight, in_person)]
        case _:
            return [directly(sight, Condition("TRUE"))]


_OF_POSTS = "workforce_post JOIN matters_matter ON matters_matter.post_id = workforce_post.id"


def still_open(filters: Filters) -> bool | None:
    """Open or done, where the filters ask for one alone."""
    if filters.state:
        return OPEN.issuperset(filters.state) or None
    return {"open": True, "done": False}.get(filters.group)
