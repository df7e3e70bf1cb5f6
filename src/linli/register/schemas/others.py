"""What is answered about organisations and about the dictionary of labels."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.register.rules.kinds import OrganisationKind, SmallPremises
from linli.register.schemas.people import ChangeOut, LabelOut


class OrganisationRow(Schema):
    """An organisation (单位 / 商户) in a list."""

    id: UUID
    area: str
    area_name: str
    building: UUID | None
    building_name: str
    kind: OrganisationKind
    partner: bool
    name: str
    trade: str
    small_premises: SmallPremises
    premises: str
    employees: int | None
    equipment: int
    checked_at: datetime | None
    closed_at: datetime | None
    version: int


class OrganisationPage(Schema):
    """A page of organisations; `next` goes on, nothing ends it. `abilities` holds `add` where one may be entered."""

    rows: list[OrganisationRow]
    next: str | None
    abilities: list[str]


class ContactOut(Schema):
    """Whom one speaks to; the phone is masked."""

    id: UUID
    name: str
    duty: str
    phone: str
    resident: UUID | None


class OrganisationOut(OrganisationRow):
    """An organisation whole."""

    credit_code: str
    square_metres: float | None
    longitude: float | None
    latitude: float | None
    note: str
    source: str
    contacts: list[ContactOut]
    changes: list[ChangeOut]
    abilities: list[str]


class ContactsRevealed(Schema):
    """The phones in clear, by contact."""

    phones: dict[str, str]


class LabelDue(LabelOut):
    """A label to be looked at again, and whom it is on: the resident, or the household's head."""

    of_name: str
    dwelling: UUID | None
    dwelling_code: str
    area: str


class LabelsDue(Schema):
    """A page of them, the longest due first; `next` goes on, nothing ends it."""

    rows: list[LabelDue]
    next: str | None


class LabelKindOut(Schema):
    """A label of the dictionary."""

    code: str
    name: str
    name_en: str
    group: str
    group_name: str
    group_name_en: str
    of_household: bool
    seen_by: list[str] = Field(..., description="titles that alone may see it; empty: all who see the person")
    on_phone: bool
    in_export: bool
    cadence_days: int | None
    review_months: int | None
    purpose: str
    basis: str
    active: bool
    abilities: list[str]


class SkillKindOut(Schema):
    """A kind of skill that is asked for."""

    code: str
    name: str
    name_en: str
