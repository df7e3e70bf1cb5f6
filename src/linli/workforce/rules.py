"""What a title and a post are, and who may fill them."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over posts."""

    SEE = "post:see"
    FILL = "post:fill"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.SEE, Permission.FILL}),
    Role.SECRETARY: frozenset({Permission.SEE, Permission.FILL}),
    Role.SUBDISTRICT: frozenset({Permission.SEE, Permission.FILL}),
    Role.SUPERVISOR: frozenset({Permission.SEE}),
    Role.COUNTER: frozenset({Permission.SEE}),
    Role.GRID_LEAD: frozenset({Permission.SEE}),
    Role.GRID_WORKER: frozenset({Permission.SEE}),
    Role.DEPARTMENT: frozenset({Permission.SEE}),
    Role.SYSTEM: frozenset({Permission.SEE, Permission.FILL}),
}

UNGIVEN = frozenset({Role.VISITOR, Role.INTAKE, Role.SYSTEM})
"""Roles no post title may carry."""

RANK: dict[Role, int] = {
    Role.HELPER: 0,
    Role.PARTNER: 0,
    Role.GRID_WORKER: 1,
    Role.COUNTER: 1,
    Role.GRID_LEAD: 2,
    Role.SECRETARY: 3,
    Role.DEPARTMENT: 3,
    Role.SUBDISTRICT: 4,
    Role.SUPERVISOR: 4,
    Role.ADMINISTRATOR: 5,
}
"""Nobody fills a post above his own rank: a secretary makes no administrator."""


def may_fill(own: list[Role], wanted: Role) -> bool:
    """Whether somebody with these roles may fill a post of the wanted role."""
    return any(role is Role.SYSTEM or RANK.get(role, -1) >= RANK[wanted] for role in own)


def account_abilities(*, own: bool, beyond: bool, closed: bool, secured: bool) -> list[str]:
    """What an administrator may do with an account: nothing while its posts reach beyond his area; with his own, only
    correct it, the rest stands on his own pages."""
    if beyond:
        return []
    if own:
        return ["change"]
    if closed:
        return ["change", "reopen"]
    return ["change", "password", "close", *(["reset"] if secured else [])]
