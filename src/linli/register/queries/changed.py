"""What was changed of records, field by field, with where each value came from."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from linli.kit.actor import Actor
from linli.register.models import Change
from linli.register.queries.sight import within

MOST = 50
REVEALED = "revealed"
"""The field that a look behind a mask is kept under among the changes; its words are none."""


def changes_of(by: Actor, records: Collection[UUID]) -> list[dict[str, Any]]:
    """The last changes of some records, the newest first."""
    rows = within(by, Change.objects.filter(subject__in=records).exclude(field=REVEALED))
    names = ("field", "before", "after", "source", "by_name", "at")
    return list(rows.order_by("-at", "-id").values(*names)[:MOST])
