"""Records as plain rows, by the names of their fields."""

from collections.abc import Collection
from typing import Any

MEMBER = ("id", "name", "sex", "born_on", "relation", "presence", "state", "checked_at", "version")
"""What is told of a resident wherever he is named."""
HOUSEHOLD = (
    "id",
    "area",
    "kind",
    "tenant",
    "size",
    "since",
    "ended_on",
    "ending",
    "note",
    "checked_at",
    "source",
    "version",
)
"""What is told of a household."""


def told(row: Any, names: Collection[str]) -> dict[str, Any]:
    """Fields of a record by name."""
    return {name: getattr(row, name) for name in names}
