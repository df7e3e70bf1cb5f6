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
    are those of his posts that lie in a community seen whole. `gathered` says that the statement has `beside` at hand,
    as `boxes` makes it."""

    everything: bool = False
    communities: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    posts: list[UUID] = field(default_factory=list)
    one: UUID | None = None
    settled: list[UUID] = field(default_factory=list)
    gathered: bool = False


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


_ANYTHING = Condition("TRUE")
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
    where = (sight.communities, sight.parts, sight.posts, sight.one)
    if sight.gathered:
        return Condition(_SEEN.replace(_TAKES_PART, "matters_matter.id IN (SELECT id FROM beside)"), where)
    return Condition(_SEEN, (*where, sight.posts))


def in_areas(sight: Sight, narrower: Condition = _ANYTHING) -> list[Arm]:
    """What lies in the areas seen whole, narrowed by a condition that an index of its own answers."""
    if sight.everything:
        return [Arm("matters_matter", narrower)]
    lying = [
        (source, areas) for source, areas in ((_WHOLE, sight.communities), (_PART, sight.parts)) if areas
    ]
    return [Arm(source, Condition(narrower.text, (areas, *narrower.values))) for source, areas in lying]


def elsewhere(sight: Sight) -> list[Arm]:
    """What the actor's posts take part in outside the communities seen whole, and the one matter his scope is narrowed
    to, wherever it lies."""
    taken = Arm(_TAKEN_PART_IN, Condition("TRUE", (sight.posts, sight.communities)))
    arms = [Arm(_BESIDE, _ANYTHING) if sight.gathered else taken] if sight.posts else []
    return (
        [*arms, Arm("matters_matter", Condition("matters_matter.id = %s", (sight.one,)))]
        if sight.one
        else arms
    )


_TAKEN_PART_IN = (
    "(SELECT DISTINCT p.matter_id FROM matters_partaking p WHERE p.post_id = ANY(%s::uuid[])"
    " AND NOT (p.community = ANY(%s::text[]))) AS r"
)


_BESIDE = "beside AS matters_matter"
"""What is open and seen by the actor's posts alone; it stands for the table."""


def of_posts(posts: Sequence[UUID], *, open_only: bool) -> Arm:
    """What belongs to these posts, of each so many as are wanted; the open ones have an index of their own, by
    deadline."""
    still = "matters_matter.is_open" if open_only else "TRUE"
    return Arm(_HELD, Condition(still, (list(posts),)))


def of_own_posts(sight: Sight, *, open_only: bool) -> list[Arm]:
    """What belongs to the actor's posts and may lie outside the communities seen whole. Of what belongs to a post that
    lies in one, that is what lies in another community than its post; `elsewhere` has it where it was gathered."""
    if sight.everything:
        return []
    roaming = [post for post in sight.posts if post not in sight.settled]
    arms = [of_posts(roaming, open_only=open_only)] if roaming else []
    if sight.gathered or not sight.settled:
        return arms
    return [*arms, Arm(_AWAY, Condition("TRUE", (sight.settled,)))]


_AWAY = (
    "(SELECT m.id AS matter_id FROM matters_matter m WHERE m.post_id = ANY(%s::uuid[])"  # noqa: S608
    f" AND NOT (m.community = left(m.owner_area, {Level.COMMUNITY:d}))) AS r"
)
"""As the index `matters_away` says it, and nothing besides: with more to go by, the database takes another."""


_GATHERED = (
    f"SELECT one.* FROM (SELECT r.matter_id FROM {_TAKEN_PART_IN} UNION SELECT r.matter_id FROM {_AWAY}) AS r,"  # noqa: S608
    " LATERAL (SELECT id, community, area, state, is_open, received_at, due_at, warn_at, post_id, decide_by,"
    " supervised_at, handled_by, handled_for, extend_to, extend_by FROM matters_matter"
    " WHERE id = r.matter_id AND is_open OFFSET 0) AS one"
)


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
    among, values = _among(Box(arms, where, order), max(most, count))
    by = order.by.format(t="first")
    return (
        f"WITH found AS MATERIALIZED ({among}) SELECT {columns}, (SELECT count(*) FROM found)"  # noqa: S608
        f" FROM (SELECT * FROM found ORDER BY {order.by.format(t='found')} LIMIT %s) AS first"
        f" {_WITH_MATTERS} ORDER BY {by}"
    ), [*values, most]


class Box(NamedTuple):
    """What one of several lists that are asked for in one statement holds: its arms, what is asked of their rows, and
    its order."""

    arms: Sequence[Arm]
    where: Sequence[Condition]
    order: Order


def boxes(
    sight: Sight, asked_for: Sequence[Box], columns: str, *, most: int, count: int
) -> list[tuple[list[tuple[Any, ...]], int]]:
    """The first `most` rows of each box, and how many there are, counted up to `count`. In one statement, so that what
    is shown of a matter, and what is open beside the areas seen whole, is looked up in one place for all boxes: making
    a plan ready takes as long as running it, and most of that are the policies of the tables it names. Each box wants
    an arm at least, of a `gathered` sight, and holds open matters alone."""
    if not asked_for:
        return []
    found, first = [f"beside AS MATERIALIZED ({_GATHERED})"], list[str]()
    values: list[Any] = [sight.posts, sight.communities, sight.settled]
    for number, box in enumerate(asked_for):
        among, own = _among(box, max(most, count))
        found.append(f"box{number} AS MATERIALIZED ({among})")
        by = box.order.by.format(t=f"box{number}")
        first.append(
            f"(SELECT {number} AS box, (SELECT count(*) FROM box{number}) AS counted,"  # noqa: S608
            f" row_number() OVER () AS place, id"
            f" FROM (SELECT id FROM box{number} ORDER BY {by} LIMIT {most:d}) AS shown)"
        )
        values += own
    told = statements.rows(
        f"WITH {', '.join(found)} SELECT {columns}, first.counted, first.box"  # noqa: S608
        f" FROM ({' UNION ALL '.join(first)}) AS first {_WITH_MATTERS} ORDER BY first.box, first.place",
        values,
    )
    held = [[row[:-1] for row in told if row[-1] == number] for number in range(len(asked_for))]
    return [counted(rows) for rows in held]


def _among(box: Box, limit: int) -> tuple[str, list[Any]]:
    """The keys of a box's rows, so many of them, in its order. What several arms bring stands side by side once the
    rows are in order, which a sort for that alone would cost again."""
    holds = "".join(f" AND {one.text}" for one in box.where)
    given = [value for one in box.where for value in one.values]
    parts, values = list[str](), list[Any]()
    for source, (text, own) in box.arms:
        parts.append(_arm(source, f"{text}{holds}", box.order))
        values += [*own, *given, limit]
    by = box.order.by.format(t="found")
    once = f"DISTINCT ON ({by.replace(' DESC', '')})" if len(parts) > 1 else ""
    every = f"({' UNION ALL '.join(parts)} OFFSET 0)"  # each arm is read to its end: none is to be quick to begin alone
    among = f"SELECT {once} * FROM {every} AS found ORDER BY {by} LIMIT %s"  # noqa: S608
    return among, [*values, limit]


WITH_POSTS = (
    "LEFT JOIN workforce_post ON workforce_post.id = matters_matter.post_id"
    " LEFT JOIN accounts_user ON accounts_user.id = workforce_post.holder_id"
)
"""A matter's post, and whoever sits there."""
_WITH_MATTERS = f"JOIN matters_matter ON matters_matter.id = first.id {WITH_POSTS}"


_IN_RANGE = "matters_matter.area >= r.area AND matters_matter.area < r.area || '~'"
_LIES = {
    _WHOLE: "matters_matter.community = r.community",
    _PART: f"matters_matter.community = left(r.area, {Level.COMMUNITY:d}) AND {_IN_PART}",
    _HELD: "matters_matter.post_id = r.post",
    _TAKEN_PART_IN: "matters_matter.id = r.matter_id",
    _AWAY: "matters_matter.id = r.matter_id",
}


def _arm(source: str, where: str, order: Order) -> str:
    by = order.by.format(t="matters_matter")
    if source not in _LIES:
        return f"(SELECT {_KEYS} FROM {source} WHERE {where} ORDER BY {by} LIMIT %s)"  # noqa: S608
    lies = _LIES[source]
    if order is MOST_PRESSING or " AND matters_matter.is_open" in where:
        lies = lies.replace(_IN_PART, _IN_RANGE)  # the indexes by deadlines and of open matters hold areas
    return (
        f"(SELECT one.* FROM {source}, LATERAL (SELECT {_KEYS} FROM matters_matter"  # noqa: S608
        f" WHERE {lies} AND {where} ORDER BY {by} LIMIT %s) one)"
    )
