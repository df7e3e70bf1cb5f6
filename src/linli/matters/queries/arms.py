"""Rows of what an actor sees, in an order, out of indexes alone. One condition with all the reasons he may see a matter
for (it lies in his area, his post owns it, his post takes part) would make the database read through everybody's; so
each reason is an arm of its own with a limit of its own, and the arms are put together. The second wall stands behind
every row all the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from linli.kit import statements
from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import Level
from linli.matters.rules import Permission
from linli.territory import queries as territory


class Condition(NamedTuple):
    """A piece of SQL with `%s` for its values; every column of a matter bears the table's name."""

    text: str
    values: Sequence[Any] = ()


class Arm(NamedTuple):
    """Where rows may come from: a source that holds `matters_matter`, and what holds of this source."""

    source: str
    holds: Condition


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows as SQL, `{t}` the table; and the column a page's end is told by."""

    by: str
    key: str


NEWEST = Order("{t}.received_at DESC, {t}.id DESC", "received_at")
MOST_PRESSING = Order("{t}.due_at, {t}.id", "due_at")
BY_ID = Order("{t}.id", "id")


@dataclass(frozen=True, slots=True)
class Sight:
    """What an actor sees, as the arms ask for it: whole communities, parts of others, his posts, one matter. `settled`
    are those of his posts that lie in a community seen whole."""

    everything: bool = False
    communities: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    posts: list[UUID] = field(default_factory=list)
    one: UUID | None = None
    settled: list[UUID] = field(default_factory=list)


def sight_of(by: Actor, within: str = "") -> Sight:
    """The actor's sight, as far as it lies in an area where one is given; the twin of `visible_matters`."""
    if by.everywhere:
        return Sight(everything=True)
    if by.kind is ActorKind.VISITOR or not by.may(Permission.SEE):
        return Sight(one=by.matter)
    areas = _narrowed(by.areas, within)
    whole = [code for area in areas if len(area) <= Level.COMMUNITY for code in _communities(area)]
    parts = [area for area in areas if len(area) > Level.COMMUNITY]
    settled = [seat.post for seat in by.seats if seat.area[: Level.COMMUNITY] in whole]
    return Sight(False, whole, parts, list(by.posts), by.matter, settled)


def _narrowed(areas: Iterable[str], within: str) -> list[str]:
    """The part of each area that lies in the one asked for."""
    deeper = (
        max(area, within, key=len) for area in areas if area.startswith(within) or within.startswith(area)
    )
    return sorted(set(deeper))


def _communities(area: str) -> list[str]:
    return [area] if len(area) == Level.COMMUNITY else territory.communities_below(area)


_WHOLE = "unnest(%s::text[]) AS r(community)"
_PART = "unnest(%s::text[]) AS r(area)"
_HELD = "unnest(%s::uuid[]) AS r(post)"
_IN_PART = "left(matters_matter.area, length(r.area)) = r.area"
_TAKES_PART = (
    "matters_matter.id IN (SELECT p.matter_id FROM matters_partaking p WHERE p.post_id = ANY(%s::uuid[]))"
)
_SEEN = (
    f"(matters_matter.community = ANY(%s::text[])"  # noqa: S608
    f" OR EXISTS (SELECT 1 FROM {_PART} WHERE {_IN_PART})"
    f" OR matters_matter.post_id = ANY(%s::uuid[]) OR matters_matter.id = %s::uuid OR {_TAKES_PART})"
)


def seen(sight: Sight) -> Condition:
    """That a matter found by other means is in sight."""
    if sight.everything:
        return Condition("TRUE")
    return Condition(_SEEN, (sight.communities, sight.parts, sight.posts, sight.one, sight.posts))


def in_areas(sight: Sight, *narrower: Condition) -> list[Arm]:
    """What lies in the areas seen whole. `narrower` conditions, of which each matter fulfils one at most, cut the arm
    up, where an index of its own answers each."""
    each = narrower or (Condition("TRUE"),)
    if sight.everything:
        return [Arm("matters_matter", one) for one in each]
    lying = [
        (source, areas) for source, areas in ((_WHOLE, sight.communities), (_PART, sight.parts)) if areas
    ]
    return [Arm(source, Condition(one.text, (areas, *one.values))) for source, areas in lying for one in each]


def elsewhere(sight: Sight) -> list[Arm]:
    """What the actor's posts take part in outside the communities seen whole, and the one matter his scope is narrowed
    to, wherever it lies."""
    taken = Condition("TRUE", (sight.posts, sight.communities))
    arms = [Arm(_TAKEN_PART_IN, taken)] if sight.posts else []
    return (
        [*arms, Arm("matters_matter", Condition("matters_matter.id = %s", (sight.one,)))]
        if sight.one
        else arms
    )


_TAKEN_PART_IN = (
    "(SELECT DISTINCT p.matter_id FROM matters_partaking p WHERE p.post_id = ANY(%s::uuid[])"
    " AND (p.community = ANY(%s::text[])) IS NOT TRUE) AS part"
    " JOIN matters_matter ON matters_matter.id = part.matter_id"
)


def of_posts(posts: Sequence[UUID], *, open_only: bool) -> Arm:
    """What belongs to these posts, of each so many as are wanted; the open ones have an index of their own, by
    deadline."""
    still = "matters_matter.is_open" if open_only else "TRUE"
    return Arm(_HELD, Condition(still, (list(posts),)))


def of_own_posts(sight: Sight, *, open_only: bool) -> list[Arm]:
    """What belongs to the actor's posts and may lie outside the areas seen whole. A post in a community seen whole has
    all but what lies in another there already, and an index holds just that."""
    roaming = [post for post in sight.posts if post not in sight.settled]
    arms = [of_posts(roaming, open_only=open_only)] if roaming else []
    if sight.settled:
        away = of_posts(sight.settled, open_only=open_only)
        arms.append(Arm(_HELD, Condition(f"{away.holds.text} AND {_AWAY}", away.holds.values)))
    return arms


_AWAY = "NOT (matters_matter.community = left(matters_matter.owner_area, 12))"
"""As the index `matters_away` says it."""


def directly(sight: Sight, holds: Condition, source: str = "matters_matter") -> Arm:
    """What an index finds by itself, as far as it is in sight."""
    walled = seen(sight)
    return Arm(source, Condition(f"{holds.text} AND {walled.text}", (*holds.values, *walled.values)))


_KEYS = "matters_matter.id, matters_matter.received_at, matters_matter.due_at"


def rows(
    arms: Sequence[Arm], where: Sequence[Condition], order: Order, columns: str, *, most: int, count: int = 0
) -> tuple[list[tuple[Any, ...]], int]:
    """The first `most` rows of the arms that fulfil the conditions, and how many there are, counted up to `count` (or
    `most`, if that is more). In one statement."""
    if not arms:
        return [], 0
    return counted(statements.rows(*asked(arms, where, order, columns, most=most, count=count)))


def counted(found: list[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], int]:
    """The rows of an `asked` statement, and how many there are."""
    return [row[:-1] for row in found], found[0][-1] if found else 0


def asked(
    arms: Sequence[Arm], where: Sequence[Condition], order: Order, columns: str, *, most: int, count: int = 0
) -> tuple[str, list[Any]]:
    """The statement of `rows` and its values, to be sent with others; wants an arm at least."""
    limit = max(most, count)
    holds = "".join(f" AND {one.text}" for one in where)
    given = [value for one in where for value in one.values]
    parts, values = list[str](), list[Any]()
    for source, (text, own) in arms:
        parts.append(_arm(source, f"{text}{holds}", order))
        values += [*own, *given, limit]
    return _together(parts, order, columns), [*values, limit, most]


_LIES = {
    _WHOLE: "matters_matter.community = r.community",
    _PART: f"matters_matter.community = left(r.area, {Level.COMMUNITY:d}) AND {_IN_PART}",
    _HELD: "matters_matter.post_id = r.post",
}


def _arm(source: str, where: str, order: Order) -> str:
    by = order.by.format(t="matters_matter")
    if source not in _LIES:
        return f"(SELECT {_KEYS} FROM {source} WHERE {where} ORDER BY {by} LIMIT %s)"  # noqa: S608
    return (
        f"(SELECT one.* FROM {source}, LATERAL (SELECT {_KEYS} FROM matters_matter"  # noqa: S608
        f" WHERE {_LIES[source]} AND {where} ORDER BY {by} LIMIT %s) one)"
    )


def _together(parts: Sequence[str], order: Order, columns: str) -> str:
    by, all_arms = order.by.format(t="first"), " UNION ".join(parts)
    return (
        f"WITH found AS MATERIALIZED (SELECT * FROM ({all_arms}) AS found"  # noqa: S608
        f" ORDER BY {order.by.format(t='found')} LIMIT %s)"
        f" SELECT {columns}, (SELECT count(*) FROM found)"
        f" FROM (SELECT * FROM found ORDER BY {order.by.format(t='found')} LIMIT %s) AS first"
        " JOIN matters_matter ON matters_matter.id = first.id"
        " LEFT JOIN workforce_post ON workforce_post.id = matters_matter.post_id"
        " LEFT JOIN accounts_user ON accounts_user.id = workforce_post.holder_id"
        f" ORDER BY {by}"
    )
