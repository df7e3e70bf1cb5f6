"""How hot an issue is. A report counts one, a further one of the same reporter a quarter, and those who joined in count
by the logarithm of their number; a group whose members hardly resemble each other counts down to half. Heat fades by
half in a fortnight; of what is past, the busiest thirty days tell."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE = timedelta(days=14)
WINDOW = timedelta(days=30)
AGAIN = 0.25
"""What a further report of the same reporter counts: one who writes ten times is one household."""
COHERENT = 0.2
"""Average likeness from which a group counts in full."""
_JOINED = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a report counts: when, by whom, how many joined in. An unnamed reporter is somebody of his own."""

    at: datetime
    reporter: str = ""
    support: int = 0


@dataclass(frozen=True, slots=True)
class Heat:
    """`peak`: the busiest thirty days, as counted; `now`: what is left of it all at a moment. `reporters`: different
    ones."""

    peak: float
    now: float
    reporters: int
    support: int
    first: datetime
    last: datetime


def heat(heard: Iterable[Heard], *, at: datetime, cohesion: float = 1.0) -> Heat:
    """How hot reports of one thing are, at a moment. Refuses none at all (ValueError)."""
    row = sorted(heard, key=lambda one: (one.at, one.reporter))
    if not row:
        raise ValueError("no reports")
    counted = _counted(row)
    factor = min(1.0, max(0.5, cohesion / COHERENT))
    left = sum(
        weight * 0.5 ** (max(timedelta(), at - one.at) / HALF_LIFE)
        for one, weight in zip(row, counted, strict=True)
        if one.at <= at
    )
    return Heat(
        peak=round(factor * _busiest(row, counted), 3),
        now=round(factor * left, 3),
        reporters=len({one.reporter for one in row if one.reporter}) + sum(not one.reporter for one in row),
        support=sum(max(0, one.support) for one in row),
        first=row[0].at,
        last=row[-1].at,
    )


def _counted(row: Sequence[Heard]) -> list[float]:
    seen: set[str] = set()
    counted: list[float] = []
    for one in row:
        again = bool(one.reporter) and one.reporter in seen
        seen.add(one.reporter)
        counted.append((AGAIN if again else 1.0) + _JOINED * math.log1p(max(0, one.support)))
    return counted


def _busiest(row: Sequence[Heard], counted: Sequence[float]) -> float:
    """The most that falls into thirty days."""
    best, total, begin = 0.0, 0.0, 0
    for one, weight in zip(row, counted, strict=True):
        total += weight
        while one.at - row[begin].at > WINDOW:
            total -= counted[begin]
            begin += 1
        best = max(best, total)
    return best


def course(days: Iterable[int], *, first: int, last: int, step: int) -> list[int]:
    """How many reports fall into each span of so many days, from the first day to the last."""
    counts = [0] * ((last - first) // step + 1)
    for day in days:
        if first <= day <= last:
            counts[(day - first) // step] += 1
    return counts
