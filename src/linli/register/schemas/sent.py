"""What is sent to write the register. Of a record's fields only those that are said are written; `version` is the one
the sender saw, `source` where he has it from."""

from datetime import date
from uuid import UUID

from ninja import Field

from linli.kit.schemas import Asked
from linli.register.rules.kinds import (
    BuildingUse,
    DwellingUse,
    EstateKind,
    HouseholdKind,
    OrganisationKind,
    Paper,
    Presence,
    Relation,
    Sex,
    SmallPremises,
)

_VERSION = 2_000_000_000


class Sourced(Asked):
    """Where what is said comes from: a visit, a form, a certificate."""

    source: str = Field("", max_length=60)


class Versioned(Sourced):
    """Something that may be there already: the version the sender saw, nothing where it is new."""

    version: int | None = Field(None, ge=0, le=_VERSION)


class Placed(Versioned):
    """Something with a point on the map (WGS-84)."""

    longitude: float | None = None
    latitude: float | None = None


class EstatePut(Placed):
    """An estate, new or corrected; `id` is the sender's UUIDv7, `area` its community or the grid it lies in whole."""

    id: UUID
    area: str = Field(..., max_length=17)
    name: str = Field("", max_length=60)
    kind: EstateKind = EstateKind.MANAGED
    keeper: str = Field("", max_length=80)
    address: str = Field("", max_length=120)
    built_in: int | None = None


class BuildingPut(Placed):
    """A building, new or corrected; without a name it is called by estate and number."""

    id: UUID
    area: str = Field(..., max_length=17)
    estate: UUID | None = None
    number: str = Field(..., max_length=40)
    name: str = Field("", max_length=60)
    address: str = Field("", max_length=120)
    use: BuildingUse = BuildingUse.HOMES
    floors: int | None = None
    has_lift: bool | None = None


class DwellingPut(Versioned):
    """A dwelling, new or corrected; an entrance that is not there yet is made. Landlord and phone are said in clear, or
    not at all."""

    id: UUID
    building: UUID
    entrance: str = Field("", max_length=24)
    room: str = Field(..., max_length=40)
    use: DwellingUse = DwellingUse.UNKNOWN
    floor: int | None = None
    square_metres: float | None = None
    lease_ends_on: date | None = None
    note: str = Field("", max_length=200)
    landlord: str | None = Field(None, max_length=40)
    landlord_phone: str | None = Field(None, max_length=20)


class SkillIn(Asked):
    """A skill: a kind of the dictionary and words of one's own."""

    kind: str = Field(..., max_length=20)
    detail: str = Field("", max_length=80)


class ResidentSaid(Asked):
    """What may be said of a resident. Number and phones in clear, or not at all; an empty text takes them away."""

    name: str = Field("", max_length=40)
    sex: Sex = Sex.UNKNOWN
    born_on: date | None = None
    relation: Relation = Relation.OTHER
    presence: Presence = Presence.UNKNOWN
    registered_at: str = Field("", max_length=120)
    ethnicity: str = Field("", max_length=20)
    politics: str = Field("", max_length=20)
    education: str = Field("", max_length=20)
    marriage: str = Field("", max_length=20)
    occupation: str = Field("", max_length=40)
    workplace: str = Field("", max_length=80)
    note: str = Field("", max_length=200)
    id_kind: Paper = Paper.CITIZEN
    id_number: str | None = Field(None, max_length=40)
    phone: str | None = Field(None, max_length=20)
    other_phone: str | None = Field(None, max_length=20)
    skills: list[SkillIn] | None = Field(None, max_length=20)


class MemberIn(ResidentSaid):
    """A new member of a household; `id` is the sender's UUIDv7."""

    id: UUID


class HouseholdFound(Sourced):
    """A new household in a dwelling with its first members; the first is the head unless another is."""

    id: UUID
    dwelling: UUID
    kind: HouseholdKind = HouseholdKind.FAMILY
    tenant: bool = False
    note: str = Field("", max_length=200)
    since: date | None = None
    members: list[MemberIn] = Field(..., min_length=1, max_length=40)


class HouseholdChange(Versioned):
    """A household corrected, or who its head is."""

    kind: HouseholdKind = HouseholdKind.FAMILY
    tenant: bool = False
    note: str = Field("", max_length=200)
    head: UUID | None = None


class ResidentAdd(Sourced):
    """One more member of a household: moved in, or born."""

    member: MemberIn
    since: date | None = None
    born: bool = False


class ResidentChange(ResidentSaid, Versioned):
    """A resident corrected."""


class Going(Sourced):
    """Whom and on which day."""

    residents: list[UUID] = Field(..., min_length=1, max_length=40)
    on: date


class Move(Going):
    """Where they move: into a standing household, or into a new one (`new_household`, the sender's UUIDv7) in a
    dwelling; `split` where a family splits (分户)."""

    household: UUID | None = None
    dwelling: UUID | None = None
    new_household: UUID | None = None
    split: bool = False
    relations: dict[UUID, Relation] = Field(default_factory=dict[UUID, Relation])


class Leave(Going):
    """They leave the register: moved away, or died."""

    died: bool = False


class ComeBack(Sourced):
    """On which day, and into which household, standing or new."""

    on: date
    household: UUID | None = None
    dwelling: UUID | None = None
    new_household: UUID | None = None
    relation: Relation | None = None


class TenantChange(Sourced):
    """The new tenants, as a household (`household`, the sender's UUIDv7); without members the dwelling stands empty.
    `leaving` names the households that go, where those are not all that are known as tenants."""

    on: date
    household: UUID
    members: list[MemberIn] = Field(default_factory=list[MemberIn], max_length=40)
    lease_ends_on: date | None = None
    leaving: list[UUID] | None = Field(None, max_length=40)


class LabelGive(Sourced):
    """A label for a resident or a household."""

    id: UUID
    kind: str = Field(..., max_length=40)
    resident: UUID | None = None
    household: UUID | None = None
    since: date | None = None
    review_on: date | None = None
    note: str = Field("", max_length=200)


class LabelReview(Asked):
    """A label still holds; when to look again comes from the dictionary unless said."""

    review_on: date | None = None
    note: str = Field("", max_length=200)


class Because(Asked):
    """Why: for the ledger, or for what is kept beside the record."""

    reason: str = Field(..., max_length=200)


class LabelEnd(Because):
    """A label ends, today unless said, and why."""

    on: date | None = None


class ContactIn(Asked):
    """Whom one speaks to; the phone in clear, or not at all."""

    id: UUID
    name: str = Field(..., max_length=40)
    duty: str = Field("", max_length=40)
    phone: str | None = Field(None, max_length=20)
    resident: UUID | None = None


class OrganisationPut(Placed):
    """An organisation, new or corrected; contacts that are said replace those there were."""

    id: UUID
    area: str = Field(..., max_length=17)
    building: UUID | None = None
    kind: OrganisationKind = OrganisationKind.OTHER
    partner: bool = False
    name: str = Field("", max_length=80)
    trade: str = Field("", max_length=40)
    small_premises: SmallPremises = SmallPremises.NONE
    credit_code: str = Field("", max_length=40)
    premises: str = Field("", max_length=120)
    square_metres: float | None = None
    employees: int | None = None
    equipment: int = 0
    note: str = Field("", max_length=200)
    contacts: list[ContactIn] | None = Field(None, max_length=20)


class MergeIn(Because):
    """The record that is read as this one from now on; `version` is its version as the sender saw it."""

    drop: UUID
    version: int | None = Field(None, ge=0, le=_VERSION)


class TellApart(Because):
    """The record that is another person's."""

    other: UUID


class NoWords(Asked):
    """An act that needs no words."""


class LabelKindChange(Asked):
    """How often those with a label are visited, how long it holds unreviewed, and whether it is given."""

    code: str = Field(..., max_length=40)
    cadence_days: int | None
    review_months: int | None
    active: bool
