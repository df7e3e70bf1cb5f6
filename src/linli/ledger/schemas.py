"""What the ledger answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class EntryOut(Schema):
    """One entry: ids, codes and counts, no words."""

    id: UUID
    at: datetime
    area: str
    verb: str
    subject: UUID
    actor_kind: str
    actor: UUID
    facts: dict[str, Any]


class EntriesOut(Schema):
    """A page of entries, the newest first."""

    rows: list[EntryOut]
    next: str | None
