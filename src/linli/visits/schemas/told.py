"""What is told."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema

from linli.editions.schemas import HistoryOut as HistoryOut


class DoorOut(Schema):
    """A household or organisation on the list. `late` counts the days it is overdue; `why` is what sets its cadence, as
    far as the asker may know."""

    id: UUID
    noun: str
    area: str
    area_name: str
    building: UUID | None
    dwelling: UUID | None
    name: str
    place: str
    people: int
    kind: str
    grade: str
    why: str
    why_en: str
    due_on: date | None
    contact_due_on: date | None
    home_due_on: date | None
    late: int
    contact_at: datetime | None
    home_at: datetime | None
    tried_at: datetime | None
    tries: int
    next_on: date | None
    change: str
    urgent_at: datetime | None
    two_go: bool
    hours: str
    heed: str
    version: int


class DuePage(Schema):
    """A page of doors in walking order."""

    rows: list[DoorOut]
    total: int | None
    next: str | None


class LabelNamed(Schema):
    """A label as it is called."""

    code: str
    name: str
    name_en: str


class SomebodyOut(Schema):
    """Whoever lives or works behind a door; numbers masked."""

    id: UUID
    name: str
    sex: str
    age: int | None
    relation: str
    presence: str
    labels: list[LabelNamed]
    phone: str
    version: int
    duty: str


class VisitLine(Schema):
    """A visit in a list."""

    id: UUID
    noun: str
    subject: UUID
    area: str
    at: datetime
    recorded_at: datetime
    recorded_by_name: str
    way: str
    result: str
    checked: bool
    note: str
    met_others: str
    matters: list[UUID]
    files: list[UUID]
    team: bool
    next_on: date | None
    approval: str
    approved_by_name: str
    approved_at: datetime | None
    sheet: str
    struck_at: datetime | None
    struck_by_name: str
    struck_for: str
    abilities: list[str]
    name: str = ""
    place: str = ""


class VisitPage(Schema):
    """A page of visits, the latest first."""

    rows: list[VisitLine]
    next: str | None


class MetOut(Schema):
    """Whoever was met."""

    id: UUID
    name: str


class AlongOut(Schema):
    """Who went along."""

    duty: str
    name: str


class GivenOut(Schema):
    """What was given."""

    item: str
    amount: Decimal
    unit: str
    worth: Decimal | None
    signed_by: str
    signed_for: str


class VisitOut(VisitLine):
    """One visit whole."""

    met: list[MetOut]
    companions: list[AlongOut]
    relief: list[GivenOut]
    campaign: UUID | None


class WaitingCampaign(Schema):
    """A campaign that waits for a door."""

    id: UUID
    name: str
    until_on: date
    inside: bool


class DoorWhole(DoorOut):
    """One door with all its visitor needs."""

    there: list[SomebodyOut]
    visits: list[VisitLine]
    campaigns: list[WaitingCampaign]
    abilities: list[str]


class DoorAlong(DoorWhole):
    """A door one takes along; `order` is its place in one's own plan of today, `planned_on` the next day anybody has it
    on a plan."""

    order: int | None
    planned_on: date | None


class TakenAlong(Schema):
    """What a visitor takes along of an area."""

    on: date
    area: str
    doors: list[DoorAlong]
    more: bool


class CalendarDay(Schema):
    """What falls due on a day, and what was visited."""

    on: date
    due: int
    high: int
    visits: int


class DueCalendar(Schema):
    """Days with what falls due on each."""

    since: date
    until: date
    overdue: int
    days: list[CalendarDay]


class Counts(Schema):
    """Doors there are; reached in any way; visited inside (入户); declined and nothing more; could not be reached, as
    agreed; not tried at all; overdue today; visits (户次) and visits inside."""

    doors: int
    contacted: int
    inside: int
    declined: int
    unreachable: int
    untouched: int
    overdue: int
    visits: int
    visits_inside: int


class Covered(Schema):
    """Counts of households and of organisations."""

    household: Counts
    organisation: Counts


class GridCovered(Covered):
    """Those of a grid."""

    area: str
    name: str


class BuildingCovered(Covered):
    """Those of a building, and where it stands."""

    building: UUID
    name: str
    area: str
    longitude: float | None
    latitude: float | None


class CoverageOut(Schema):
    """How far one has come in an area over some days."""

    area: str
    area_name: str
    total: Covered
    grids: list[GridCovered]


class JournalLine(Schema):
    """A note in the field journal."""

    id: UUID
    area: str
    area_name: str
    at: datetime
    text: str
    visit: UUID | None
    noun: str
    subject: UUID | None
    by: str
    place: str


class JournalPage(Schema):
    """A page of the journal, the latest first."""

    rows: list[JournalLine]
    next: str | None


class CadenceOut(Schema):
    """How often whom; days, nothing where none is asked."""

    code: str
    name: str
    name_en: str
    grade: str
    contact_days: int | None
    home_days: int | None


class CadencesOut(Schema):
    """A community's cadences and their edition."""

    community: str
    number: int
    rows: list[CadenceOut]
    abilities: list[str]
