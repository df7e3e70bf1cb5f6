"""What an entry may hold, and who may read the ledger as such."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over the ledger itself; timelines of a noun need none beyond seeing the noun."""

    READ = "ledger:read"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.READ}),
    Role.SUPERVISOR: frozenset({Permission.READ}),
}

Fact: TypeAlias = str | int | float | bool | None | UUID | list[str] | list[int]

LONGEST_TEXT = 200


def checked(facts: Mapping[str, Fact]) -> dict[str, object]:
    """The facts as they are stored; a long text is words, and words belong in the noun's own table: ValueError."""
    stored: dict[str, object] = {}
    for name, value in facts.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise ValueError(f"ledger fact {name} is {len(value)} characters long: words do not belong here")
        stored[name] = str(value) if isinstance(value, UUID) else value
    return stored
