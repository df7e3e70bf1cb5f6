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
    CARRY = "visit:carry"
    """Carry out a campaign: see the lines of it that are one's post's, and record visits to them."""


P = Permission
_GRID = {P.SEE, P.RECORD, P.CARRY}
_LEAD = {*_GRID, P.LEAD}

GRANTS: Grants = {
    Role.GRID_WORKER: frozenset(_GRID),
    Role.GRID_LEAD: frozenset(_LEAD),
    Role.COUNTER: frozenset(_LEAD),
    Role.SECRETARY: frozenset({*_LEAD, P.CHANGE_CADENCE}),
    Role.SUBDISTRICT: frozenset(_LEAD),
    Role.SUPERVISOR: frozenset({P.SEE}),
    Role.PARTNER: frozenset({P.CARRY}),
    Role.DEPARTMENT: frozenset({P.CARRY}),
}
"""Those who see the register see its visits; helpers go along and are named, and see no list; partners and departments
see the lines their posts carry out. Whoever may stand in for a lead leads visits too: the counter for a grid's, the
subdistrict for a community's."""

KEPT = frozenset({P.CHANGE_CADENCE.value})
"""Rights that do not pass to who stands in for somebody."""
