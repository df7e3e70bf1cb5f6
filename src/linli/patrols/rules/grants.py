"""Rights over patrols, and the roles that have them."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """One right."""

    SEE = "patrol:see"
    WALK = "patrol:walk"
    """Record rounds, one's own or from paper."""
    LEAD = "patrol:lead"
    """Draw routes, and say what became of offers."""


P = Permission
_GRID = {P.SEE, P.WALK}
_LEAD = {*_GRID, P.LEAD}

GRANTS: Grants = {
    Role.GRID_WORKER: frozenset(_GRID),
    Role.GRID_LEAD: frozenset(_LEAD),
    Role.COUNTER: frozenset(_LEAD),
    Role.SECRETARY: frozenset(_LEAD),
    Role.SUBDISTRICT: frozenset(_LEAD),
    Role.SUPERVISOR: frozenset({P.SEE}),
}
"""As with visits: who sees the register sees its patrols; whoever may stand in for a lead leads patrols too."""
