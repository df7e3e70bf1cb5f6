"""What talks and noticeboards answer and take."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.visits.rules import boards, interviews
from linli.visits.rules.boards import BoardKind
from linli.visits.rules.interviews import About


class InterviewOut(Schema):
    """A talk. `standing` is `late` or `soon` by the day to come back on."""

    id: UUID
    area: str
    area_name: str
    about: str
    subject: UUID | None
    person: str
    topic: str
    at: datetime
    where: str
    points: str
    agreed: str
    next_on: date | None
    matter: UUID | None
    made_by_name: str
    changed_at: datetime
    version: int
    standing: str
    abilities: list[str]


class InterviewPage(Schema):
    """A page of talks."""

    rows: list[InterviewOut]
    next: str | None


class WriteInterview(Asked):
    """A talk: with whom, what about, when, where, what was said and agreed."""

    area: str = Field("", max_length=17)
    about: About = About.RESIDENT
    subject: UUID | None = None
    person: str = Field(..., max_length=interviews.PERSON_MOST)
    topic: str = Field(..., max_length=interviews.TOPIC_MOST)
    at: datetime
    where: str = Field("", max_length=60)
    points: str = Field("", max_length=interviews.WORDS_MOST)
    agreed: str = Field("", max_length=interviews.WORDS_MOST)
    next_on: date | None = None


class ChangeInterview(WriteInterview):
    """A talk said anew; `version` is the one that was seen."""

    version: int = Field(..., ge=0, le=2_000_000_000)


class PostingOut(Schema):
    """What hangs or hung on a board; `standing` is `late` where it should have come down, `soon` within three days."""

    id: UUID
    what: str
    since_on: date
    until_on: date | None
    down_on: date | None
    put_up_by_name: str
    standing: str


class BoardOut(Schema):
    """A noticeboard with what hangs on it."""

    id: UUID
    area: str
    area_name: str
    kind: str
    name: str
    where: str
    building: UUID | None
    building_name: str
    closed_at: datetime | None
    version: int
    standing: str
    postings: list[PostingOut]
    abilities: list[str]


class PutBoard(Asked):
    """A noticeboard."""

    area: str = Field(..., max_length=17)
    kind: BoardKind = BoardKind.BOARD
    name: str = Field(..., max_length=boards.NAME_MOST)
    where: str = Field("", max_length=boards.WHERE_MOST)
    building: UUID | None = None


class ChangeBoard(PutBoard):
    """One said anew; `version` is the one that was seen."""

    version: int = Field(..., ge=0, le=2_000_000_000)


class PutUpPosting(Asked):
    """Something put up, today unless said otherwise, and when it is to come down."""

    what: str = Field(..., max_length=boards.WHAT_MOST)
    since_on: date | None = None
    until_on: date | None = None


class TakeDown(Asked):
    """What came down."""

    posting: UUID
