"""Who may regroup grids."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """One right."""

    SEE = "regrouping:see"
    PLAN = "regrouping:plan"
    """Draft a regrouping, apply it, discard it."""


_BOTH = frozenset({Permission.SEE, Permission.PLAN})
GRANTS: Grants = {
    Role.SECRETARY: _BOTH,
    Role.SUBDISTRICT: _BOTH,
    Role.SUPERVISOR: frozenset({Permission.SEE}),
}
KEPT = frozenset({Permission.PLAN.value})
"""Rights that do not pass to who stands in for somebody."""
