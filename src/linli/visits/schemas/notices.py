"""What notices of visits answer and take."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.visits.rules.notices import BUILDINGS_MOST, HOURS_MOST, PEOPLE_MOST, URGENT_MOST, WHAT_MOST


class VisitNoticeOut(Schema):
    """A notice. `state` is `made`, `posted`, `past` or `cancelled`; `chat` the words for the estate's chat group;
    `link` what its QR code opens."""

    id: UUID
    area: str
    area_name: str
    campaign: UUID | None
    what: str
    places: list[str]
    from_on: date
    until_on: date
    hours: str
    people: list[str]
    urgent: str
    link: str
    chat: str
    made_at: datetime
    made_by_name: str
    posted_on: date | None
    posted_by_name: str
    state: str
    abilities: list[str]


class CallerOut(Schema):
    """Somebody who may be named on a notice."""

    post: UUID
    name: str
    title_name: str
    area_name: str
    has_photo: bool


class MakeVisitNotice(Asked):
    """A notice: where (buildings, further places in words), when, what for, who comes. Less than three days ahead it
    says why that cannot wait."""

    area: str = Field(..., max_length=17)
    what: str = Field(..., max_length=WHAT_MOST)
    buildings: list[UUID] = Field(default_factory=list[UUID], max_length=BUILDINGS_MOST)
    where: str = Field("", max_length=200)
    from_on: date
    until_on: date
    hours: str = Field("", max_length=HOURS_MOST)
    posts: list[UUID] = Field(..., max_length=PEOPLE_MOST)
    urgent: str = Field("", max_length=URGENT_MOST)
    campaign: UUID | None = None


class PutUpNotice(Asked):
    """Put up: today, or the day that is said."""

    on: date | None = None
    urgent: str = Field("", max_length=URGENT_MOST)


class NothingSaid(Asked):
    """Nothing further is said."""
