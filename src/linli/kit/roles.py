"""Roles are the few kinds of duty that permissions hang on. Post titles are data and each maps to one role
(`workforce`); every app's `rules.GRANTS` gives its permissions to roles, and `config` joins them here once."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """One duty; a person may have several through several posts."""

    VISITOR = "visitor"
    HELPER = "helper"
    PARTNER = "partner"
    GRID_WORKER = "grid_worker"
    GRID_LEAD = "grid_lead"
    COUNTER = "counter"
    SECRETARY = "secretary"
    SUBDISTRICT = "subdistrict"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    INTAKE = "intake"
    SYSTEM = "system"


SIGHTED = frozenset(
    {
        Role.GRID_WORKER,
        Role.GRID_LEAD,
        Role.COUNTER,
        Role.SECRETARY,
        Role.SUBDISTRICT,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    }
)
"""Roles that see everything of their area. The others see only what their post handles."""

Grants: TypeAlias = Mapping[Role, frozenset[str]]

_granted: dict[Role, frozenset[str]] = {}
_kept: set[str] = set()


def keep(permissions: Iterable[str]) -> None:
    """Say which permissions stay with the holder of a post and do not pass on to who stands in for him; called once by
    `config`."""
    _kept.clear()
    _kept.update(permissions)


def kept() -> Collection[str]:
    """The permissions that nobody has by standing in."""
    return _kept


def join(*grants: Grants) -> None:
    """Put the apps' grants together; called once by `config`, and again by tests that change them."""
    _granted.clear()
    for one in grants:
        for role, permissions in one.items():
            _granted[role] = _granted.get(role, frozenset()) | permissions


def granted(role: Role) -> frozenset[str]:
    """All permissions of a role, as plain strings such as `matter:close`."""
    return _granted.get(role, frozenset())
