"""Rights over the register, and the roles that have them."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """One right."""

    SEE = "register:see"
    KEEP = "register:keep"
    """Enter and correct places, households, residents, organisations, labels."""
    REVEAL = "register:reveal"
    """Look behind a mask, with a reason."""
    SEE_REVEALS = "register:see-reveals"
    """See who looked behind a mask, and be told of who does so often."""
    MERGE = "register:merge"
    LOAD = "register:load"
    """Load ledgers from sheets, many records at a time."""
    EXPORT = "register:export"
    """Take ledgers along as sheets."""
    CHANGE_LABELS = "label:change"
    """Change the dictionary of labels."""


P = Permission
_GRID = {P.SEE, P.KEEP, P.REVEAL}
_LEAD = {*_GRID, P.MERGE, P.EXPORT}
_COUNTER = {*_LEAD, P.LOAD}

GRANTS: Grants = {
    Role.GRID_WORKER: frozenset(_GRID),
    Role.GRID_LEAD: frozenset(_LEAD),
    Role.COUNTER: frozenset(_COUNTER),
    Role.SECRETARY: frozenset({*_COUNTER, P.SEE_REVEALS}),
    Role.SUBDISTRICT: frozenset({*_LEAD, P.SEE_REVEALS}),
    Role.SUPERVISOR: frozenset({P.SEE, P.SEE_REVEALS}),
    Role.ADMINISTRATOR: frozenset({P.CHANGE_LABELS}),
}
"""Volunteers, pioneers, partners and visitors have no sight of the register."""

KEPT = frozenset({P.CHANGE_LABELS.value, P.LOAD.value})
"""Rights that do not pass to who stands in for somebody."""
