"""Who is away, and who stands in for him in which posts. That somebody stands in is public organisation; why he is
away is shown to himself and those who fill his posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.accounts import queries as accounts
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, bounds
from linli.kit.errors import Forbidden, NotFound
from linli.workforce import rules
from linli.workforce.models import Leave, LeaveReason
from linli.workforce.queries.posts import PostRef, may_fill, open_posts, posts_by_id
from linli.workforce.rules import Permission

LEAVES_MOST = 200
CANDIDATES_MOST = 30


def unended() -> QuerySet[Leave]:
    """Leaves that run or are to come, with the people in them."""
    rows = Leave.objects.filter(ended_at=None, until__gt=clock.now())
    return rows.select_related("person", "stand_in").order_by("since", "id")


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody's leave as who plans needs it: from when to when, out of which posts, and who stands in."""

    person: UUID
    stand_in: UUID
    posts: tuple[UUID, ...]
    since: datetime
    until: datetime


def away(by: Actor, *, since: datetime, until: datetime) -> list[Away]:
    """Leaves that run at some time between two moments; when they are, not why."""
    rows = Leave.objects.filter(ended_at=None, since__lt=until, until__gt=since).order_by("since", "id")
    return [Away(row.person_id, row.stand_in_id, tuple(row.posts), row.since, row.until) for row in rows]


def leaves(by: Actor, *, area: str) -> list[dict[str, Any]]:
    """Leaves running and to come of people in posts at and below an area. Refused without sight of posts there."""
    require(by, Permission.SEE, within=area)
    lo, hi = bounds(area)
    return _shown(by, list(unended().filter(area__gte=lo, area__lt=hi)[:LEAVES_MOST]))


def my_leaves(by: Actor) -> dict[str, Any]:
    """The actor's own leaves, running and to come, and those he stands in in."""
    rows = list(unended().filter(Q(person=by.id) | Q(stand_in=by.id)))
    own = [row for row in rows if row.person_id == by.id]
    return {"own": _shown(by, own), "standing_in": _shown(by, [row for row in rows if row not in own])}


def _shown(by: Actor, rows: Sequence[Leave]) -> list[dict[str, Any]]:
    posts = posts_by_id({id for row in rows for id in row.posts})
    why = dict(LeaveReason.objects.filter(leave__in=[row.id for row in rows]).values_list("leave", "reason"))
    return [
        _leave(by, row, [posts[id] for id in row.posts if id in posts], why.get(row.id, "")) for row in rows
    ]


def _leave(by: Actor, row: Leave, posts: Sequence[PostRef], reason: str) -> dict[str, Any]:
    may = may_end(by, row, posts)
    return {
        "id": row.id,
        "person": row.person_id,
        "person_name": row.person.name,
        "stand_in": row.stand_in_id,
        "stand_in_name": row.stand_in.name,
        "posts": [_named(post) for post in posts],
        "first": timezone.localtime(row.since).date(),
        "last": last_day(row),
        "running": row.since <= clock.now(),
        "reason": reason if may else "",
        "version": row.version,
        "abilities": ["end"] if may else [],
    }


def _named(post: PostRef) -> dict[str, Any]:
    return {"id": post.id, "name": post.name, "area": post.area, "title": post.title}


def last_day(leave: Leave) -> Any:
    """The last whole day of a leave in the site's zone."""
    return timezone.localtime(leave.until - timedelta(microseconds=1)).date()


def may_end(by: Actor, leave: Leave, posts: Sequence[PostRef]) -> bool:
    """Whether the actor may end a leave: his own, or one of somebody whose posts he fills."""
    return leave.person_id == by.id or any(may_fill(by, post.role, post.area) for post in posts)


def posts_of(person_id: UUID) -> list[PostRef]:
    """The open posts somebody sits in, the widest first."""
    ids = open_posts().filter(holder_id=person_id).values_list("id", flat=True)
    found = posts_by_id(set(ids))
    return sorted(found.values(), key=lambda post: (len(post.area), post.area, post.name))


def passed_on(
    by: Actor, *, person_id: UUID, own: Sequence[PostRef], theirs: Sequence[PostRef]
) -> list[PostRef]:
    """Which of somebody's posts pass to a stand-in with these posts: entered by himself, those that give the stand-in
    no right he lacks (`rules.may_stand_in`); entered by another, those in reach that one fills; never an
    administrator's."""
    held = [(post.role, post.area) for post in theirs]
    found = [post for post in own if rules.passes_on(post.role)]
    if person_id == by.id:
        return [post for post in found if rules.may_stand_in(held, post.role, post.area)]
    near = [post for post in found if any(rules.in_reach(area, post.area) for _, area in held)]
    return [post for post in near if may_fill(by, post.role, post.area)]


def may_enter(by: Actor, *, person_id: UUID, own: Sequence[PostRef]) -> bool:
    """Whether the actor may enter a leave of somebody with these posts: his own, or where he fills one of them."""
    return by.everywhere or person_id == by.id or any(may_fill(by, post.role, post.area) for post in own)


def absent(by: Actor, *, person_id: UUID) -> list[PostRef]:
    """The posts of somebody whose leave the actor may enter. NotFound where there is no such person, Forbidden where
    his posts are not the actor's to fill."""
    person = accounts.person(by, user_id=person_id)
    if person is None or not person.is_active:
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    own = posts_of(person_id)
    if not may_enter(by, person_id=person_id, own=own):
        raise Forbidden(
            "leave/not-yours",
            zh="只能给自己，或者给您能任免的人登记请假",
            en="You can enter a leave for yourself, or for people whose posts you fill",
        )
    return own


def stand_ins(by: Actor, *, person_id: UUID, q: str = "") -> list[dict[str, Any]]:
    """Who could stand in for somebody, by part of the name, each with the posts that would pass to him: those of the
    same title first, then the nearest. Refused without sight of posts, and as `absent` says."""
    require(by, Permission.SEE, within=None)
    own = absent(by, person_id=person_id)
    rows = open_posts().filter(_in_reach(own), holder__is_active=True).exclude(holder=person_id)
    rows = rows.filter(holder__name__contains=q) if q else rows
    seats: dict[UUID, list[PostRef]] = {}
    for post in posts_by_id(set(rows.values_list("id", flat=True))).values():
        if post.holder:
            seats.setdefault(post.holder, []).append(post)
    found = [
        (theirs, passed_on(by, person_id=person_id, own=own, theirs=theirs)) for theirs in seats.values()
    ]
    found = [one for one in found if one[1]]
    found.sort(key=lambda one: (_distance(own, one[0]), one[0][0].holder_name, one[0][0].id.hex))
    return [
        {
            "id": theirs[0].holder,
            "name": theirs[0].holder_name,
            "posts": [_named(post) for post in sorted(theirs, key=lambda post: (post.area, post.name))],
            "passes": [_named(post) for post in passes],
        }
        for theirs, passes in found[:CANDIDATES_MOST]
    ]


def _in_reach(own: Sequence[PostRef]) -> Q:
    """The posts in reach of these, as `rules.in_reach` has it."""
    near = Q(pk__in=[])
    for area in {post.area for post in own}:
        lo, hi = bounds(area[: Level.COMMUNITY])
        near |= Q(area__in=[area[:n] for n in (int(level) for level in Level) if n <= len(area)])
        near |= Q(area__gte=lo, area__lt=hi) if len(area) >= Level.COMMUNITY else Q()
    return near


def _distance(own: Sequence[PostRef], theirs: Sequence[PostRef]) -> tuple[bool, int]:
    """Whether no title is the same, and how far the areas part."""
    same = {post.title for post in own} & {post.title for post in theirs}
    levels = [int(level) for level in Level]
    shared = max(sum(one.area[:n] == two.area[:n] for n in levels) for one in own for two in theirs)
    return not same, -shared


def one_at_a_time(people: Sequence[UUID]) -> None:
    """Let nobody else enter or end a leave of these people until the transaction ends."""
    with connection.cursor() as cursor:
        for id in sorted(people):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 4))", [str(id)])


def crossing(person_id: UUID, *, since: Any, until: Any) -> QuerySet[Leave]:
    """Leaves of somebody, or in which he stands in, that share time with a span."""
    return unended().filter(Q(person=person_id) | Q(stand_in=person_id), since__lt=until, until__gt=since)


def leave_locked(by: Actor, *, leave_id: UUID) -> tuple[Leave, list[PostRef]]:
    """A leave for ending, locked, with its posts. NotFound where it is not the actor's to end."""
    found = Leave.objects.select_for_update(of=("self",)).filter(id=leave_id).first()
    posts = list(posts_by_id(set(found.posts)).values()) if found else []
    if found is None or not (by.everywhere or may_end(by, found, posts)):
        raise NotFound("leave/not-found", zh="没有这次请假", en="There is no such leave")
    return found, posts
