"""Rights over matters, and the roles that have them."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """One right; which steps it opens stands in the loop's table."""

    SEE = "matter:see"
    RAISE = "matter:raise"
    ACCEPT = "matter:accept"
    CLASSIFY = "matter:classify"
    DISPATCH = "matter:dispatch"
    HANDLE = "matter:handle"
    ESCALATE = "matter:escalate"
    HOLD = "matter:hold"
    FOLLOW_UP = "matter:follow-up"
    RATE = "matter:rate"
    REOPEN = "matter:reopen"
    CLOSE = "matter:close"
    WITHDRAW = "matter:withdraw"
    REVEAL = "matter:reveal"
    REMIND = "matter:remind"
    SUPERVISE = "matter:supervise"
    PRINT = "matter:print"
    EXPORT = "matter:export"
    HAND_OVER = "matter:hand-over"
    CHANGE_CATEGORIES = "category:change"
    CHANGE_RESPONSIBILITY = "responsibility:change"


P = Permission

_OUTSIDE = {P.SEE, P.RAISE, P.HANDLE}
_GRID = {*_OUTSIDE, P.ACCEPT, P.CLASSIFY, P.ESCALATE, P.REVEAL, P.PRINT}
_COUNTER = {*_GRID, P.DISPATCH, P.FOLLOW_UP, P.RATE, P.WITHDRAW, P.REMIND, P.EXPORT}
_LEAD = {*_COUNTER, P.HOLD, P.REOPEN, P.CLOSE, P.SUPERVISE, P.HAND_OVER}

GRANTS: Grants = {
    Role.VISITOR: frozenset({P.RAISE, P.RATE, P.WITHDRAW, P.REMIND}),
    Role.INTAKE: frozenset({P.RAISE}),
    Role.HELPER: frozenset(_OUTSIDE),
    Role.PARTNER: frozenset(_OUTSIDE),
    Role.DEPARTMENT: frozenset({*_OUTSIDE, P.REVEAL, P.ESCALATE, P.PRINT}),
    Role.GRID_WORKER: frozenset(_GRID),
    Role.GRID_LEAD: frozenset({*_GRID, P.DISPATCH, P.REMIND}),
    Role.COUNTER: frozenset(_COUNTER),
    Role.SECRETARY: frozenset(_LEAD),
    Role.SUBDISTRICT: frozenset(_LEAD),
    Role.SUPERVISOR: frozenset(
        {
            P.SEE,
            P.FOLLOW_UP,
            P.HOLD,
            P.REOPEN,
            P.CLOSE,
            P.REVEAL,
            P.REMIND,
            P.SUPERVISE,
            P.PRINT,
            P.EXPORT,
        }
    ),
    Role.ADMINISTRATOR: frozenset({P.SEE, P.HAND_OVER, P.CHANGE_CATEGORIES, P.CHANGE_RESPONSIBILITY}),
}

KEPT = frozenset({P.HAND_OVER.value, P.CHANGE_CATEGORIES.value, P.CHANGE_RESPONSIBILITY.value})
"""Rights that do not pass to who stands in for somebody."""
