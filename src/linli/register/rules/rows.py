"""Rows of a whole made-up community, as a bulk load takes them: ids as text, numbers and phones in clear, which the
load seals."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class EstateRow:
    """小区."""

    id: str
    area: str
    name: str
    kind: str
    keeper: str
    address: str
    built_in: int
    longitude: float
    latitude: float


@dataclass(slots=True)
class BuildingRow:
    """楼栋."""

    id: str
    area: str
    estate: str
    number: str
    name: str
    address: str
    use: str
    floors: int
    has_lift: bool
    longitude: float
    latitude: float


@dataclass(slots=True)
class EntranceRow:
    """单元."""

    id: str
    area: str
    building: str
    number: str


@dataclass(slots=True)
class DwellingRow:
    """房屋; `code` is the way neighbours write it."""

    id: str
    area: str
    building: str
    entrance: str
    entrance_number: str
    room: str
    floor: int
    code: str
    use: str = "vacant"
    square_metres: float = 0.0
    landlord: str = ""
    landlord_phone: str = ""
    lease_ends_on: date | None = None
    checked_on: date | None = None


@dataclass(slots=True)
class HouseholdRow:
    """户."""

    id: str
    area: str
    dwelling: str
    kind: str
    tenant: bool
    size: int
    since: date
    checked_on: date | None


@dataclass(slots=True)
class ResidentRow:
    """居民, with the stay that brought him into his household."""

    id: str
    stay: str
    area: str
    household: str
    dwelling: str
    since: date
    relation: str
    name: str
    sex: str
    born_on: date
    presence: str
    registered_at: str
    ethnicity: str
    politics: str
    education: str
    marriage: str
    occupation: str
    workplace: str
    id_number: str
    phone: str
    checked_on: date | None


@dataclass(slots=True)
class LabelRow:
    """A label of a resident or of a household; when it is to be looked at again follows from when it last was."""

    id: str
    area: str
    kind: str
    since: date
    reviewed_on: date
    source: str
    resident: str = ""
    household: str = ""


@dataclass(slots=True)
class SkillRow:
    """特长."""

    id: str
    area: str
    resident: str
    kind: str
    detail: str
    asked_on: date


@dataclass(slots=True)
class OrganisationRow:
    """单位 / 商户."""

    id: str
    area: str
    building: str
    kind: str
    partner: bool
    name: str
    trade: str
    small_premises: str
    credit_code: str
    premises: str
    square_metres: float
    employees: int
    equipment: int
    longitude: float
    latitude: float
    checked_on: date | None


@dataclass(slots=True)
class ContactRow:
    """Whom one speaks to at an organisation."""

    id: str
    area: str
    organisation: str
    resident: str
    name: str
    duty: str
    phone: str
    order: int


@dataclass(slots=True)
class Rows:
    """A community, whole."""

    estates: list[EstateRow] = field(default_factory=list[EstateRow])
    buildings: list[BuildingRow] = field(default_factory=list[BuildingRow])
    entrances: list[EntranceRow] = field(default_factory=list[EntranceRow])
    dwellings: list[DwellingRow] = field(default_factory=list[DwellingRow])
    households: list[HouseholdRow] = field(default_factory=list[HouseholdRow])
    residents: list[ResidentRow] = field(default_factory=list[ResidentRow])
    labels: list[LabelRow] = field(default_factory=list[LabelRow])
    skills: list[SkillRow] = field(default_factory=list[SkillRow])
    organisations: list[OrganisationRow] = field(default_factory=list[OrganisationRow])
    contacts: list[ContactRow] = field(default_factory=list[ContactRow])

    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {name: len(getattr(self, name)) for name in self.__slots__}
