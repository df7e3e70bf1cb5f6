"""What is answered about estates, buildings and dwellings."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.register.rules.kinds import BuildingUse, DwellingUse, EstateKind
from linli.register.schemas.people import ChangeOut, HouseholdBrief, HouseholdOf


class EstateOut(Schema):
    """An estate (小区) and how many buildings it has."""

    id: UUID
    area: str
    area_name: str
    name: str
    kind: EstateKind
    keeper: str
    address: str
    built_in: int | None
    longitude: float | None
    latitude: float | None
    version: int
    buildings: int
    abilities: list[str]


class BuildingRow(Schema):
    """A building (楼栋) with how many dwellings, households and residents the actor sees in it; `checked_at` is when
    the dwelling that waits longest was last looked at, `unchecked` how many never were."""

    id: UUID
    area: str
    area_name: str
    estate: UUID | None
    estate_name: str
    number: str
    name: str
    address: str
    use: BuildingUse
    floors: int | None
    has_lift: bool | None
    longitude: float | None
    latitude: float | None
    version: int
    dwellings: int
    households: int
    residents: int
    living_here: int
    checked_at: datetime | None
    unchecked: int
    abilities: list[str]


class BuildingPage(Schema):
    """A page of buildings; `next` goes on, nothing ends it. `abilities` holds `add` where places may be entered."""

    rows: list[BuildingRow]
    next: str | None
    abilities: list[str]


class Cell(Schema):
    """A dwelling in the picture of a building; `labels` are codes of those the actor may see."""

    id: UUID
    room: str
    code: str
    use: DwellingUse
    lease_ends_on: date | None
    checked_at: datetime | None
    households: int
    residents: int
    living_here: int
    labels: list[str]


class Floor(Schema):
    """A floor of an entrance; none where the floor is not known."""

    floor: int | None
    dwellings: list[Cell]


class Stairwell(Schema):
    """An entrance (单元) with its floors from the top down; without number where the building has no entrances."""

    id: UUID | None
    number: str
    floors: list[Floor]


class BuildingOut(BuildingRow):
    """A building as a picture of its stairwells."""

    source: str
    entrances: list[Stairwell]
    changes: list[ChangeOut]


class DwellingOut(Schema):
    """A dwelling (房屋) with who lives in it and who did before; the landlord is masked."""

    id: UUID
    area: str
    area_name: str
    building: UUID
    building_name: str
    estate_name: str
    entrance: str
    room: str
    floor: int | None
    code: str
    use: DwellingUse
    square_metres: float | None
    landlord: str = Field(..., description="masked: 张*")
    landlord_phone: str = Field(..., description="masked: 138****5678")
    lease_ends_on: date | None
    note: str
    checked_at: datetime | None
    source: str
    version: int
    households: list[HouseholdOf]
    before: list[HouseholdBrief]
    changes: list[ChangeOut]
    abilities: list[str]


class LeaseRow(Schema):
    """A dwelling whose lease ends or has ended."""

    id: UUID
    area: str
    code: str
    estate_name: str
    building_name: str
    use: DwellingUse
    lease_ends_on: date
    households: int
    residents: int


class LeasePage(Schema):
    """A page of leases that end; `next` goes on, nothing ends it."""

    rows: list[LeaseRow]
    next: str | None


class LandlordRevealed(Schema):
    """The landlord in clear."""

    landlord: str
    landlord_phone: str


class Closed(Schema):
    """What was taken off the register."""

    id: UUID
