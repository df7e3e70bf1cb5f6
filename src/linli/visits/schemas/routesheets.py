"""What route sheets and lists of goods answer and take."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.visits.rules.kinds import Result, Way
from linli.visits.rules.papers import Whole
from linli.visits.rules.routesheets import LINES_MOST, LINES_USUAL


class RouteSheetLine(Schema):
    """A sheet in the list: how many doors it has, and of how many it is entered what came of them."""

    id: UUID
    area: str
    area_name: str
    number: str
    post: UUID
    post_name: str
    holder_name: str
    on: date
    made_at: datetime
    made_by_name: str
    done_at: datetime | None
    doors: int
    entered: int
    abilities: list[str]


class SheetDoorOut(Schema):
    """A line of a sheet in the printed order, the ways there are to reach such, and what became of it."""

    order: int
    noun: str
    subject: UUID
    name: str
    place: str
    ways: list[str]
    skipped: bool
    visit: UUID | None
    way: str
    result: str
    note: str


class RouteSheetOut(RouteSheetLine):
    """A sheet with its lines."""

    lines: list[SheetDoorOut]


class MakeRouteSheet(Asked):
    """A sheet for a post and a day, of so many doors at most."""

    post: UUID
    on: date
    most: int = Field(LINES_USUAL, ge=1, le=LINES_MOST)


class EnterLine(Asked):
    """What was written on a line; `at` is a time of day, where one was written."""

    order: int = Field(..., ge=1, le=LINES_MOST)
    skipped: bool = False
    way: Way | None = None
    result: Result | None = None
    note: str = Field("", max_length=4000)
    at: time | None = None


class ReliefRow(Schema):
    """Goods given on a visit; `worth` in yuan."""

    visit: UUID
    name: str
    place: str
    item: str
    amount: Decimal
    unit: str
    worth: Decimal | None
    signed_by: str
    signed_for: str
    given_on: date


class ReliefPage(Schema):
    """Goods given, their sums in words, and whether there are more than are told."""

    rows: list[ReliefRow]
    cut: bool
    total: str


class PrintRelief(Asked):
    """The list to sign: of what was given, or beforehand (`blank`) for a campaign's list or those with a label. Names
    are masked unless it is said what they are wanted whole for."""

    area: str = Field(..., max_length=17)
    since: date | None = None
    until: date | None = None
    campaign: UUID | None = None
    blank: bool = False
    label: str = Field("", max_length=40)
    item: str = Field("", max_length=40)
    amount: str = Field("", max_length=20)
    whole: Whole | None = None
