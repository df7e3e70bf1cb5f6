"""Rights over visits, and the roles that have them."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """One right."""

    SEE = "visit:see"
    RECORD = "visit:record"
    """Record visits, and tell what the next one should heed."""
    LEAD = "visit:lead"
    """Plan for others, run campaigns, agree that somebody could not be reached."""
    CHANGE_CADENCE = "cadence:change"
    """Say how often a community's households and organisations are to be reached."""


P = Permission
_GRID = {P.SEE, P.RECORD}
_LEAD = {*_GRID, P.LEAD}

GRANTS: Grants = {
    Role.GRID_WORKER: frozenset(_GRID),
    Role.GRID_LEAD: frozenset(_LEAD),
    Role.COUNTER: frozenset(_GRID),
    Role.SECRETARY: frozenset({*_LEAD, P.CHANGE_CADENCE}),
    Role.SUBDISTRICT: frozenset(_GRID),
    Role.SUPERVISOR: frozenset({P.SEE}),
}
"""Those who see the register see its visits; helpers and partners go along and are named, and see no list."""

KEPT = frozenset({P.CHANGE_CADENCE.value})
"""Rights that do not pass to who stands in for somebody."""
