"""What the matrix looks for in the register: it is there on both sides of the wall."""

from typing import Any

LOOKS: dict[str, dict[str, Any]] = {
    "/api/register/find": {"q": "英 3幢", "gone": True},
    "/api/register/residents/list": {"name": "英"},
    "/api/register/locate": {"text": "3幢2单元501，便利店门口"},
    "/api/register/fragments": {"name": "英", "place": "3-2-501", "words": "精神"},
}
"""Bodies by address; the side's area is added."""


def looks_in(area: str) -> dict[str, dict[str, Any]]:
    """The bodies that look in an area."""
    return {path: body | {"area": area} for path, body in LOOKS.items()}
