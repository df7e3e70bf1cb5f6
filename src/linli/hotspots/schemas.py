"""What routes of hot issues take and give."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from linli.hotspots.rules import TITLE_MOST
from linli.kit.schemas import Asked


class HotLine(Schema):
    """An issue in a list; `weeks` are reports in each of the last twelve weeks, `heat` and `peak` weighed reports."""

    id: UUID
    area: str
    area_name: str
    title: str
    place: str
    state: str
    reports: int
    reporters: int
    heat: float
    peak: float
    cohesion: float
    first_at: datetime
    last_at: datetime
    said_at: datetime | None
    said_by_name: str
    why: str
    main: UUID | None
    merged_into: UUID | None
    version: int
    abilities: list[str]
    weeks: list[int] = []


class HotNearIn(Asked):
    """What has been typed so far."""

    words: str = Field("", max_length=20_000)
    place: str = Field("", max_length=200)
    area: str = Field("", max_length=17)


class HotNear(Schema):
    """The issue it would lie in, how many said so, and a matter of it to look at. `abilities`: `open` its page, `put`
    matters into it."""

    id: UUID
    title: str
    place: str
    area_name: str
    reports: int
    reporters: int
    matter: UUID | None
    abilities: list[str]


class HotPage(Schema):
    """A page of issues, hottest first."""

    rows: list[HotLine]
    next: str | None


class HotWeek(Schema):
    """A week of an issue's course, by its first day."""

    on: date
    n: int


class HotMatter(Schema):
    """A matter of an issue. `joinable`: it is not settled and runs along with none; `pinned`: put there by hand."""

    id: UUID
    reference: str
    subject: str
    state: str
    joinable: bool
    received_at: datetime
    area: str
    area_name: str
    place: str
    category: str
    category_name: str
    merged_into: UUID | None
    pinned: bool


class HotIssueOut(HotLine):
    """One issue whole. `open` counts its matters that are not settled; `cut`: there are more matters than shown."""

    course: list[HotWeek]
    matters: list[HotMatter]
    cut: bool
    open: int


class HotSaid(Asked):
    """What is said of an issue; `version` is the one that was looked at."""

    version: int
    why: Annotated[str, Field(max_length=200)] = ""


class HotTitle(Asked):
    """A title."""

    version: int
    title: Annotated[str, Field(max_length=TITLE_MOST)]


class HotPut(Asked):
    """A matter to put into an issue."""

    matter: UUID


class HotJoin(Asked):
    """The matter that the others run along with."""

    version: int
    main: UUID
    words: Annotated[str, Field(max_length=1000)] = ""
