"""Rules of habits: who may see and tend them, from what on history is clear, when one that was put aside comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from typing import TypeVar
from uuid import UUID

from linli.kit import ids
from linli.kit.areas import Level
from linli.kit.roles import Grants, Role

WINDOW_DAYS = 365
"""Matters that came in longer ago are no habit any more; a year holds every season once."""
FEWEST = 8
"""Settled matters from which on a place and kind say anything: of fewer, one more or less would turn the share over."""
SHARE = 0.7
"""What one title must have settled of them: where three of ten go elsewhere, there is no “usually”."""
SURELY = 0.5
"""What the share is at least, with 95 of 100 (Wilson's lower bound): with few matters more of them must agree. Eight
need seven, twelve need nine, twenty need fourteen."""
_Z = 1.645
SPREAD = timedelta(days=14)
"""From the first to the last of them at least: what one burst pipe brought in a week is no habit."""
NEARLY_ALL = 0.9
"""Of what a title settled, what one post did at least so that the very post is named; else the closest with the title,
since posts come and go."""
COMMUNITIES = 2
"""Communities a subdistrict's habit rests on at least: what one of them does is its own."""
EXAMPLES = 3
AGAIN_TIMES, AGAIN_SHARE = 2, 0.15
"""One put aside comes back with so many times the matters, or with a share that rose by so much."""
WHY_MOST = 200


class Permission(StrEnum):
    """One right."""

    SEE = "habit:see"
    """Be told of a habit beside what the list names."""
    TEND = "habit:tend"
    """See where history and list disagree, and put that aside."""


P = Permission
GRANTS: Grants = {
    Role.GRID_WORKER: frozenset({P.SEE}),
    Role.GRID_LEAD: frozenset({P.SEE}),
    Role.COUNTER: frozenset({P.SEE}),
    Role.SECRETARY: frozenset({P.SEE}),
    Role.SUBDISTRICT: frozenset({P.SEE}),
    Role.ADMINISTRATOR: frozenset({P.TEND}),
}
"""Those who take in, accept and dispatch; and those who may look at the responsibility list."""

KEPT = frozenset({P.TEND.value})
"""Like changing the list, this does not pass to who stands in for somebody."""


@dataclass(frozen=True, slots=True)
class Key:
    """Of which place and kind a habit is: a grid, community or subdistrict; a category or a whole branch; and whether
    of what was urgent, which the list sends elsewhere."""

    area: str
    category: str
    urgent: bool = False

    @property
    def id(self) -> UUID:
        """The same for the same place and kind, night after night."""
        return ids.of("habit", f"{self.area}/{self.category}/{'urgent' if self.urgent else ''}")


def branch_of(category: str) -> str:
    """The branch a category stands under; nothing for a branch."""
    return category.rpartition(".")[0]


def line_of(area: str, category: str, *, urgent: bool) -> list[Key]:
    """Where to look for what speaks of a matter, the nearest first: its category in its grid, community, subdistrict;
    then the whole branch in the community and subdistrict."""
    levels = (Level.GRID, Level.COMMUNITY, Level.SUBDISTRICT)
    wide = [area[:level] for level in levels if len(area) >= level]
    near = [Key(one, category, urgent) for one in wide]
    branch = branch_of(category)
    return near + [Key(one, branch, urgent) for one in wide if branch and len(one) < Level.GRID]


C = TypeVar("C")


def speaking(found: Mapping[UUID, C], line: list[Key]) -> C | None:
    """The nearest that has matters enough; it alone speaks, and where it is not clear nothing does."""
    return next((found[key.id] for key in line if key.id in found), None)


def surely(by: int, settled: int) -> float:
    """What the share is at least, with 95 of 100: Wilson's lower bound, on one side. 0 without matters."""
    if settled <= 0:
        return 0.0
    share, z2 = by / settled, _Z * _Z
    middle = share + z2 / (2 * settled)
    spread = _Z * sqrt(share * (1 - share) / settled + z2 / (4 * settled * settled))
    return max(0.0, (middle - spread) / (1 + z2 / settled))


def is_clear(by: int, settled: int, first: datetime, last: datetime) -> bool:
    """Whether so many of so many, from the first to the last, are a habit."""
    enough = settled >= FEWEST and by >= SHARE * settled and surely(by, settled) >= SURELY
    return enough and last - first >= SPREAD


def is_narrower(area: str, category: str, key: Key) -> bool:
    """Whether a line of the list for an area and category speaks of less than a habit does: then it was made for just
    that place or kind, and what is usual around it says nothing against it."""
    return len(area) > len(key.area) or len(category) > len(key.category)


@dataclass(frozen=True, slots=True)
class Stand:
    """What a habit and the list said at a moment: so many of so many, by which title and very post; and the title and
    post the list named."""

    title: str
    post: UUID | None
    settled: int
    by: int
    ruled: str
    ruled_post: UUID | None


def comes_back(then: Stand, now: Stand) -> bool:
    """Whether what was put aside is to be shown again: another title or post is usual, the list names another, or the
    numbers changed much."""
    if (then.title, then.post, then.ruled, then.ruled_post) != (
        now.title,
        now.post,
        now.ruled,
        now.ruled_post,
    ):
        return True
    rose = now.by / max(1, now.settled) - then.by / max(1, then.settled)
    return now.settled >= AGAIN_TIMES * then.settled or rose >= AGAIN_SHARE


LEVELS = {17: "micro_grid", 15: "grid", 12: "community", 9: "subdistrict", 6: "district"}


def level_of(area: str) -> str:
    """What the list calls the level of a post's area; the widest it knows above."""
    return LEVELS.get(len(area), "district")
