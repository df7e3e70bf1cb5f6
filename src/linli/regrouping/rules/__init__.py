"""The rules of regrouping: who may do it (`grants`), what a draft says and when it can be applied (`drafts`), cutting
and joining shapes (`shapes`)."""

from linli.regrouping.rules.drafts import (
    HOUSEHOLDS_LEAST,
    HOUSEHOLDS_MOST,
    Building,
    Counted,
    DraftGrid,
    Problem,
    State,
    counted,
    placed,
    problems,
    read_grids,
    successors,
)
from linli.regrouping.rules.grants import GRANTS, KEPT, Permission
from linli.regrouping.rules.shapes import cut, joined

__all__ = [
    "GRANTS",
    "HOUSEHOLDS_LEAST",
    "HOUSEHOLDS_MOST",
    "KEPT",
    "Building",
    "Counted",
    "DraftGrid",
    "Permission",
    "Problem",
    "State",
    "counted",
    "cut",
    "joined",
    "placed",
    "problems",
    "read_grids",
    "successors",
]
