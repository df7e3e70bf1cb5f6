"""Groups of reports that speak of one thing, by average linkage: a report joins the group whose members it resembles
most on average, and two groups become one when their members resemble each other enough on average. One report more
costs a look at the groups that share its most telling pairs, never all groups anew."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add, mul

from linli.language.rules.hot.texts import Vector

JOINS = 0.12
"""Average likeness (cosine) from which a report joins a group."""
MERGES = 0.09
"""Average likeness of the members of two groups from which they are one. Averages over many are steadier, so less is
enough. Both were tuned on public messages of one city; the method note has the figures."""
_PAIRS_ASKED = 20
"""Pairs of a report by which groups are looked for; of a group twice as many."""
_LOOKED_AT = 3
_NOWHERE: dict[int, float] = {}
_MEMORY_DAYS, _OF_OLD = 120.0, 0.7
"""A group that has been silent long resembles a new report less, down to 0.7 of what it would."""


@dataclass(slots=True)
class Group:
    """Reports of one thing: the sum of their vectors, the square of its length, the days of the first and the last."""

    id: int
    members: list[str] = field(default_factory=list[str])
    sum: Vector = field(default_factory=dict[str, float])
    square: float = 0.0
    first: int = 0
    last: int = 0

    @property
    def cohesion(self) -> float:
        """How alike two members are on average, 0 to 1; 1 for a single one."""
        count = len(self.members)
        return (self.square - count) / (count * (count - 1)) if count > 1 else 1.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A report that lies in another group now, or in its first."""

    report: str
    group: int


class Groups:
    """All groups, and an index of them by pairs. `held` tells where a report lies."""

    def __init__(self) -> None:
        self.groups: dict[int, Group] = {}
        self.held: dict[str, int] = {}
        self._vectors: dict[str, Vector] = {}
        self._asked: dict[str, list[str]] = {}
        self._days: dict[str, int] = {}
        self._squares: dict[str, float] = {}
        self._sizes: dict[int, int] = {}
        self._index: dict[str, dict[int, float]] = {}
        self._next = 0

    def seed(self, reports: Iterable[tuple[str, Vector, int]]) -> int:
        """A group of reports that are known to belong together, each with its vector and its day; and its number."""
        number = self._begin()
        for report, vector, day in reports:
            self._know(report, vector, day)
            self._put(report, number)
        return number

    def add(self, report: str, vector: Vector, day: int) -> int:
        """Take a report in, and return the number of its group; groups that it brings together become one."""
        self._know(report, vector, day)
        found = self._best(vector, self._asked[report], 1, day, day)
        if found is None or found[1] < JOINS:
            number = self._begin()
            self._put(report, number)
            return number
        self._put(report, found[0])
        return self._settle(found[0])

    def reconsider(self, reports: Sequence[str]) -> None:
        """Look once more where each report belongs, now that all are there, and which groups are one."""
        for report in reports:
            self._move(report)
        for number in sorted(self.groups, key=lambda one: (-len(self.groups[one].members), one)):
            if number in self.groups and len(self.groups[number].members) > 1:
                self._settle(number)

    def likest(self, vector: Vector, day: int) -> tuple[int, float] | None:
        """The group a report would join, and how alike it is on average; None where it would stay alone."""
        asked = _telling(vector, _PAIRS_ASKED)
        found = self._best(vector, asked, 1, day, day)
        return found if found is not None and found[1] >= JOINS else None

    def nearest_to_middle(self, number: int) -> list[str]:
        """Members of a group, the most typical first."""
        group = self.groups[number]
        return sorted(group.members, key=lambda one: (-_product(self._vectors[one], group.sum), one))

    def _begin(self) -> int:
        self._next += 1
        self.groups[self._next] = Group(self._next)
        self._sizes[self._next] = 0
        return self._next

    def _know(self, report: str, vector: Vector, day: int) -> None:
        self._vectors[report], self._days[report] = vector, day
        self._asked[report], self._squares[report] = _telling(vector, _PAIRS_ASKED), _product(vector, vector)

    def _move(self, report: str) -> None:
        vector, day, number = self._vectors[report], self._days[report], self.held[report]
        self._take(report)
        own = self._likeness(vector, 1, day, day, number) if number in self.groups else 0.0
        found = self._best(vector, self._asked[report], 1, day, day) or (number, 0.0)
        best, likeness = found if found[1] > own else (number, own)
        self._put(report, best if likeness >= JOINS and best in self.groups else self._begin())

    def _settle(self, number: int) -> int:
        """Make one with it the groups that belong together with this one, the likest first."""
        while True:
            group = self.groups[number]
            asked = _telling(group.sum, 2 * _PAIRS_ASKED)
            found = self._best(group.sum, asked, len(group.members), group.first, group.last, but=number)
            if found is None or found[1] < MERGES:
                return number
            self._merge(number, found[0])

    def _best(
        self, vector: Vector, asked: list[str], count: int, first: int, last: int, *, but: int = 0
    ) -> tuple[int, float] | None:
        seen: defaultdict[int, float] = defaultdict(float)
        for pair in asked:
            told = vector[pair]
            for number, weight in self._index.get(pair, _NOWHERE).items():
                seen[number] += told * weight
        seen.pop(but, None)
        sizes = self._sizes
        best = sorted([(total / sizes[one], -one) for one, total in seen.items()], reverse=True)[:_LOOKED_AT]
        weighed = [(-minus, self._likeness(vector, count, first, last, -minus)) for _, minus in best]
        return max(weighed, key=lambda one: (one[1], -one[0]), default=None)

    def _likeness(self, vector: Vector, count: int, first: int, last: int, number: int) -> float:
        group = self.groups[number]
        alike = _product(vector, group.sum) / (len(group.members) * count)
        silent = max(0, first - group.last, group.first - last)
        return alike * (_OF_OLD + (1 - _OF_OLD) * math.exp(-silent / _MEMORY_DAYS))

    def _put(self, report: str, number: int) -> None:
        group, vector, day = self.groups[number], self._vectors[report], self._days[report]
        group.first = min(group.first, day) if group.members else day
        group.last = max(group.last, day) if group.members else day
        group.square += 2 * _product(vector, group.sum) + self._squares[report]
        group.members.append(report)
        self._sizes[number] += 1
        _add(group.sum, vector)
        for pair in self._asked[report]:
            of = self._index.setdefault(pair, {})
            of[number] = of.get(number, 0.0) + vector[pair]
        self.held[report] = number

    def _take(self, report: str) -> None:
        number = self.held.pop(report)
        group, vector = self.groups[number], self._vectors[report]
        group.members.remove(report)
        group.square -= 2 * _product(vector, group.sum) - self._squares[report]
        self._sizes[number] -= 1
        for pair, weight in vector.items():
            group.sum[pair] -= weight
        for pair in self._asked[report]:
            self._lighten(pair, number, vector[pair])
        if not group.members:
            del self.groups[number], self._sizes[number]

    def _lighten(self, pair: str, number: int, weight: float) -> None:
        of = self._index[pair]
        of[number] -= weight
        if of[number] < 1e-9:
            del of[number]

    def _merge(self, into: int, gone: int) -> None:
        one, other = self.groups[into], self.groups.pop(gone)
        one.square += other.square + 2 * _product(one.sum, other.sum)
        for report in other.members:
            self.held[report] = into
            for pair in self._asked[report]:
                of = self._index[pair]
                if gone in of:
                    of[into] = of.get(into, 0.0) + of.pop(gone)
        one.members += other.members
        self._sizes[into] += self._sizes.pop(gone)
        one.first, one.last = min(one.first, other.first), max(one.last, other.last)
        _add(one.sum, other.sum)


def _telling(vector: Vector, most: int) -> list[str]:
    """The pairs that weigh most; of equals those that came first."""
    return sorted(vector, key=vector.__getitem__, reverse=True)[:most]


def _add(to: Vector, more: Vector) -> None:
    to.update(zip(more, map(add, map(to.get, more, repeat(0.0)), more.values()), strict=True))


def _product(one: Vector, other: Vector) -> float:
    """Summed in the order of the shorter one, so that it is the same in every run."""
    if len(one) > len(other):
        one, other = other, one
    return sum(map(mul, one.values(), map(other.get, one, repeat(0.0))))
