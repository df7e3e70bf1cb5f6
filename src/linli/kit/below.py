"""Rows by where they lie: the conditions every noun's first wall is made of."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from linli.kit.areas import bounds

M = TypeVar("M", bound=Model)


def below(area: str) -> Q:
    """What lies in an area; everything where none is said."""
    lo, hi = bounds(area)
    return Q(area__gte=lo, area__lt=hi) if area else Q()


def below_any(areas: Iterable[str], rows: QuerySet[M]) -> QuerySet[M]:
    """Those rows that lie in one of some areas; none where there is no area."""
    seen = Q()
    for area in areas:
        seen |= below(area)
    return rows.filter(seen) if seen else rows.none()
