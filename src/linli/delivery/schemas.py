"""What is asked and answered about messages."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked


class MessageOut(Schema):
    """A message; `noun` and `subject` say what to open."""

    id: UUID
    kind: str
    title: str
    title_en: str
    at: datetime
    read: bool
    noun: str
    subject: UUID


class MessagesOut(Schema):
    """A page of messages; `next` goes on, nothing ends it."""

    rows: list[MessageOut]
    next: str | None


class MarkRead(Asked):
    """Which messages were read, or all of them."""

    ids: list[UUID] = Field(default_factory=list[UUID], max_length=200)
    all: bool = False


class Unread(Schema):
    """How many are still unread, counted up to 100."""

    unread: int
