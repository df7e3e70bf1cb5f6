"""Reading regroupings: who sees which (`sight`), one with its counts before and after and what stands in its way
(`reading`)."""

from linli.regrouping.queries.reading import (
    Applied,
    applied,
    buildings_of,
    current_grids,
    facing,
    listed,
    regrouping,
)
from linli.regrouping.queries.sight import visible_regroupings

__all__ = [
    "Applied",
    "applied",
    "buildings_of",
    "current_grids",
    "facing",
    "listed",
    "regrouping",
    "visible_regroupings",
]
