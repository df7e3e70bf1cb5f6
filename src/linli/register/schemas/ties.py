"""What is asked and answered about whom households are in touch with, and about informants."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.register.rules.kinds import Kin, TieKind
from linli.register.schemas.sent import Because, Sourced, Versioned


class TieOut(Schema):
    """A contact (联系人) of a household, or of one member of it (`member`). The other end is a resident by name, or
    somebody outside the register with name and phone masked; `hidden` is a resident outside the reader's area."""

    id: UUID
    household: UUID
    home: str
    member: UUID | None
    member_name: str
    kind: TieKind
    kin: Kin
    other: UUID | None
    name: str
    phone: str
    place: str
    state: str
    hidden: bool
    emergency: bool
    has_key: bool
    note: str
    since: date | None
    until: date | None
    source: str
    checked_at: datetime | None
    version: int
    abilities: list[str]


class InformantOut(Schema):
    """An informant (民情信息员) of a building, or of a grid or micro-grid; phone masked."""

    id: UUID
    area: str
    area_name: str
    building: UUID | None
    building_name: str
    estate_name: str
    resident: UUID | None
    name: str
    phone: str
    place: str
    since: date
    until: date | None
    note: str
    version: int
    abilities: list[str]


class HouseholdTies(Schema):
    """Whom a household is in touch with, and the informants of where it lives."""

    household: UUID
    area: str
    rows: list[TieOut]
    informants: list[InformantOut]
    abilities: list[str]


class ResidentTies(Schema):
    """Whom a resident is in touch with, whose contact he is, where he is an informant."""

    household: UUID | None
    area: str
    rows: list[TieOut]
    of: list[TieOut]
    informs: list[InformantOut]
    abilities: list[str]


class InformedBuilding(Schema):
    """A building with its informants; none where there is a vacancy."""

    building: UUID
    name: str
    estate_name: str
    area: str
    area_name: str
    households: int
    informants: list[InformantOut]
    abilities: list[str]


class InformantPage(Schema):
    """A page of buildings; the first tells how many there are, how many have no informant, and who informs for whole
    grids."""

    rows: list[InformedBuilding]
    next: str | None
    buildings: int | None
    vacant: int | None
    grids: list[InformantOut]
    abilities: list[str]


class TieRevealed(Schema):
    """Name and phone in clear."""

    name: str
    phone: str


class TieBase(Versioned):
    """What is said of a contact. Name and phone are of somebody outside."""

    kin: Kin = Kin.NONE
    name: str | None = Field(None, max_length=40)
    phone: str | None = Field(None, max_length=20)
    emergency: bool = False
    has_key: bool = False
    note: str = Field("", max_length=200)
    since: date | None = None


class TieSaid(TieBase):
    """What is corrected of a contact; of what is left out nothing changes."""

    kind: TieKind | None = None


class TieIn(TieBase):
    """A new contact of a household: `other` is a resident, or name and phone of somebody outside; `member` whom of the
    household it is about."""

    id: UUID
    household: UUID
    kind: TieKind
    member: UUID | None = None
    other: UUID | None = None


class TieEnd(Because):
    """A contact, or an informant's time, ends; today unless said, and why."""

    on: date | None = None
    version: int | None = Field(None, ge=0, le=2_000_000_000)


class InformantIn(Sourced, Asked):
    """A resident takes on a building, or a grid or micro-grid (`area`)."""

    id: UUID
    resident: UUID
    building: UUID | None = None
    area: str = Field("", max_length=17)
    since: date | None = None
    note: str = Field("", max_length=200)
