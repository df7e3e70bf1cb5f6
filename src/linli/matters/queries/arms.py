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
from linli.kit.areas import Level, bounds, community_of
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
    """What an actor sees, as the arms ask for it: ranges of areas, each in one community; his posts; one matter."""

    everything: bool = False
    communities: list[str] = field(default_factory=list)
    los: list[str] = field(default_factory=list)
    his: list[str] = field(default_factory=list)
    posts: list[UUID] = field(default_factory=list)
    one: UUID | None = None


def sight_of(by: Actor, within: str = "") -> Sight:
    """The actor's sight, as far as it lies in an area where one is given; the twin of `visible_matters`."""
    if by.everywhere:
        return Sight(everything=True)
    if by.kind is ActorKind.VISITOR or not by.may(Permission.SEE):
        return Sight(one=by.matter)
    ranges = [(c, *bounds(area)) for area in _narrowed(by.areas, within) for c in _communities(area)]
    communities, los, his = ([one[n] for one in ranges] for n in range(3))
    return Sight(False, communities, los, his, list(by.posts), by.matter)


def _narrowed(areas: Iterable[str], within: str) -> list[str]:
    """The part of each area that lies in the one asked for."""
    deeper = (
        max(area, within, key=len) for area in areas if area.startswith(within) or within.startswith(area)
    )
    return sorted(set(deeper))


def _communities(area: str) -> list[str]:
    return [community_of(area)] if len(area) >= Level.COMMUNITY else territory.communities_below(area)


_RANGES = "unnest(%s::text[], %s::text[], %s::text[]) AS r(community, lo, hi)"
_IN_RANGE = 'matters_matter.area >= r.lo COLLATE "C" AND matters_matter.area < r.hi COLLATE "C"'
_TAKES_PART = (
    "matters_matter.id IN (SELECT p.matter_id FROM matters_partaking p WHERE p.post_id = ANY(%s::uuid[]))"
)
_SEEN = (
    f"(EXISTS (SELECT 1 FROM {_RANGES} WHERE {_IN_RANGE})"  # noqa: S608
    f" OR matters_matter.post_id = ANY(%s::uuid[]) OR matters_matter.id = %s::uuid OR {_TAKES_PART})"
)


def seen(sight: Sight) -> Condition:
    """That a matter found by other means is in sight."""
    if sight.everything:
        return Condition("TRUE")
    ranges = (sight.communities, sight.los, sight.his)
    return Condition(_SEEN, (*ranges, sight.posts, sight.one, sight.posts))


def wherever(sight: Sight, *narrower: Condition) -> list[Arm]:
    """Every reason to see a matter, an arm each. `narrower` conditions, of which each matter fulfils one at most, cut
    the arm of the areas up, where an index of its own answers each."""
    if sight.everything:
        return [Arm("matters_matter", one) for one in narrower or (Condition("TRUE"),)]
    arms = [_in_areas(sight, one) for one in narrower or (Condition("TRUE"),)] if sight.communities else []
    if sight.posts:
        arms += [of_posts(sight.posts), Arm("matters_matter", Condition(_TAKES_PART, (sight.posts,)))]
    return arms + (
        [Arm("matters_matter", Condition("matters_matter.id = %s", (sight.one,)))] if sight.one else []
    )


_AREAS = "areas"


def _in_areas(sight: Sight, narrower: Condition) -> Arm:
    return Arm(_AREAS, Condition(narrower.text, (sight.communities, sight.los, sight.his, *narrower.values)))


def of_posts(posts: Sequence[UUID]) -> Arm:
    """What belongs to these posts."""
    return Arm("matters_matter", Condition("matters_matter.post_id = ANY(%s::uuid[])", (list(posts),)))


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
    limit = max(most, count)
    holds = "".join(f" AND {one.text}" for one in where)
    given = [value for one in where for value in one.values]
    parts, values = list[str](), list[Any]()
    for source, (text, own) in arms:
        parts.append(_arm(source, f"{text}{holds}", order))
        values += [*own, *given, limit]
    found = statements.rows(_together(parts, order, columns), [*values, limit, most])
    return [row[:-1] for row in found], found[0][-1] if found else 0


def _arm(source: str, where: str, order: Order) -> str:
    by = order.by.format(t="matters_matter")
    if source != _AREAS:
        return f"(SELECT {_KEYS} FROM {source} WHERE {where} ORDER BY {by} LIMIT %s)"  # noqa: S608
    return (
        f"(SELECT one.* FROM {_RANGES}, LATERAL (SELECT {_KEYS} FROM matters_matter"  # noqa: S608
        f" WHERE matters_matter.community = r.community AND {_IN_RANGE} AND {where} ORDER BY {by} LIMIT %s) one)"
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
