"""From groups of settled matters to habits, pure: added up by place and kind, the title that settled most named where
that is clear."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from linli.habits.rules import COMMUNITIES, EXAMPLES, FEWEST, NEARLY_ALL, Key, branch_of, is_clear
from linli.kit.areas import Level

URGENT = "urgent"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """So many matters of one place, category and urgency settled by one post, from when to when, with some of them."""

    area: str
    category: str
    urgency: str
    post: UUID
    post_area: str
    title: str
    count: int
    first: datetime
    last: datetime
    examples: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What history says of a place and kind. `title` is nothing where it is mixed; `post` is the very post where one
    did nearly all; `place`, `kind` and `urgency` are those of most of the matters the title settled."""

    key: Key
    title: str
    post: UUID | None
    settled: int
    by: int
    first: datetime
    last: datetime
    place: str
    kind: str
    urgency: str
    examples: tuple[UUID, ...]


@dataclass
class _Tally:
    groups: list[Group] = field(default_factory=list[Group])
    settled: int = 0
    communities: set[str] = field(default_factory=set[str])

    def add(self, group: Group) -> None:
        self.groups.append(group)
        self.settled += group.count
        self.communities.add(group.area[: Level.COMMUNITY])


def counted(groups: Iterable[Group], *levels: Level) -> list[Cell]:
    """What the groups say at these levels, of every place and kind with matters enough. A subdistrict needs several
    communities; whole branches are not counted by grid."""
    tallies: dict[Key, _Tally] = {}
    for group in groups:
        for key in _keys(group, levels):
            tallies.setdefault(key, _Tally()).add(group)
    return [_cell(key, tally) for key, tally in tallies.items() if _enough(key, tally)]


def _keys(group: Group, levels: Iterable[Level]) -> set[Key]:
    found: set[Key] = set()
    for level in levels:
        if len(group.area) < level:
            continue
        kinds = [group.category] if level is Level.GRID else [group.category, branch_of(group.category)]
        found |= {Key(group.area[:level], kind, group.urgency == URGENT) for kind in kinds if kind}
    return found


def _enough(key: Key, tally: _Tally) -> bool:
    wide = len(key.area) < Level.COMMUNITY
    return tally.settled >= FEWEST and (not wide or len(tally.communities) >= COMMUNITIES)


def _cell(key: Key, tally: _Tally) -> Cell:
    title, by = _most(Counter[str](), ((group.title, group.count) for group in tally.groups))
    own = [group for group in tally.groups if group.title == title]
    first, last = min(group.first for group in own), max(group.last for group in own)
    places = ((group.area, group.category, group.urgency) for group in own)
    (place, kind, urgency), _ = _most(
        Counter[tuple[str, str, str]](), zip(places, (group.count for group in own), strict=True)
    )
    newest = sorted(own, key=lambda group: group.last, reverse=True)
    examples = [id for group in newest for id in group.examples]
    clear = is_clear(by, tally.settled, first, last)
    return Cell(
        key,
        title if clear else "",
        _very_post(key, own, by) if clear else None,
        tally.settled,
        by,
        first,
        last,
        place,
        kind,
        urgency,
        tuple(examples[:EXAMPLES]) if clear else (),
    )


def _very_post(key: Key, own: list[Group], by: int) -> UUID | None:
    """The post that did nearly all; never one that lies below the place: a grid's worker is not usual next door."""
    area_of = {group.post: group.post_area for group in own}
    post, count = _most(Counter[UUID](), ((group.post, group.count) for group in own))
    return post if count >= NEARLY_ALL * by and key.area.startswith(area_of[post]) else None


def _most(counter: Counter[T], counts: Iterable[tuple[T, int]]) -> tuple[T, int]:
    """What was counted most, the first by name of several."""
    for one, count in counts:
        counter[one] += count
    return min(counter.items(), key=lambda item: (-item[1], str(item[0])))
