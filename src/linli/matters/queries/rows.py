"""A row of a list: its columns, and how it is sent."""

from datetime import datetime
from typing import Any

from linli.matters.queries import dictionary
from linli.matters.rules import TERMINAL, standing
from linli.territory import queries as territory

COLUMNS: tuple[str, ...] = (
    "id",
    "reference",
    "state",
    "subject",
    "category",
    "urgency",
    "door",
    "area",
    "place",
    "received_at",
    "due_at",
    "warn_at",
    "post_id",
    "reopening_asked",
    "decide_by",
    "reopenings",
    "external_number",
    "score",
    "supervised_at",
    "post__name",
    "post__holder__name",
)
_JOINED = {"post__name": "workforce_post.name", "post__holder__name": "accounts_user.name"}
SELECT = ", ".join(_JOINED.get(name) or f"matters_matter.{name}" for name in COLUMNS)
"""The columns as SQL, of a matter joined with its post and whoever sits there."""


def as_row(row: tuple[Any, ...], now: datetime) -> dict[str, Any]:
    """A list row as it is sent."""
    found = dict(zip(COLUMNS, row, strict=True))
    due_at, warn_at = found["due_at"], found.pop("warn_at")
    found["standing"] = standing(due_at, warn_at, now=now).value
    found["category_name"] = dictionary.category_name(found["category"])
    found["area_name"] = territory.name_of(found["area"])
    found["supervised"] = found.pop("supervised_at") is not None and found["state"] not in TERMINAL
    found["undecided"] = found.pop("decide_by") is not None
    found["post"] = found.pop("post_id")
    found["post_name"] = found.pop("post__name") or ""
    found["holder_name"] = found.pop("post__holder__name") or ""
    return found
