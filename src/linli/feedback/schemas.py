"""What is asked and answered about opinions."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.feedback.rules import PAGE_MOST, WORDS_MOST, Face
from linli.kit.schemas import Asked


class Give(Asked):
    """An opinion, with the page it was written on."""

    words: str = Field(..., max_length=WORDS_MOST)
    page: str = Field("", max_length=PAGE_MOST)
    face: Face = Face.DESK


class Given(Schema):
    """The id of what was kept."""

    id: UUID


class OpinionOut(Schema):
    """What somebody said."""

    id: UUID
    at: datetime
    words: str
    page: str
    face: str
    by_name: str
    area: str


class OpinionsOut(Schema):
    """A page of opinions; `next` goes on, nothing ends it."""

    rows: list[OpinionOut]
    next: str | None
