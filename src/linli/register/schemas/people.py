"""What is answered about households and residents; numbers and phones are masked."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from linli.register.rules.kinds import HouseholdKind, Presence, Relation, ResidentState, Sex


class ChangeOut(Schema):
    """One field of a record that was changed; of a sealed one only that it was."""

    field: str
    before: str
    after: str
    source: str
    by_name: str
    at: datetime


class LabelOut(Schema):
    """A label (标签) on a resident or a household, with source and the day to look again."""

    id: UUID
    kind: str
    name: str
    name_en: str
    group: str
    restricted: bool
    resident: UUID | None
    household: UUID | None
    since: date
    until: date | None
    review_on: date | None
    source: str
    note: str
    abilities: list[str]


class Person(Schema):
    """A resident wherever he is named; `age` in full years today, or on the day of death."""

    id: UUID
    name: str
    sex: Sex
    born_on: date | None
    age: int | None
    relation: Relation
    presence: Presence
    state: ResidentState
    checked_at: datetime | None
    version: int


class Numbers(Schema):
    """Number and phones, masked: 970101********0019, 138****5678; empty where none is known."""

    id_kind: str
    id_number: str
    phone: str
    other_phone: str


class MemberOut(Person, Numbers):
    """A member of a household; `labels` are codes of those the actor may see."""

    labels: list[str]


class HouseholdBase(Schema):
    """A household (户) itself."""

    id: UUID
    area: str
    kind: HouseholdKind
    tenant: bool
    size: int
    since: date | None
    ended_on: date | None
    ending: str
    note: str
    checked_at: datetime | None
    source: str
    version: int
    members: list[MemberOut]
    abilities: list[str]


class HouseholdOf(HouseholdBase):
    """A household in a dwelling; `labels` are codes of the household's own."""

    labels: list[str]


class HouseholdBrief(Schema):
    """A household that was in a dwelling before, by the names of those who stayed in it."""

    id: UUID
    tenant: bool
    since: date | None
    ended_on: date | None
    ending: str
    names: list[str]


class Home(Schema):
    """Where somebody lives, as neighbours write it."""

    dwelling: UUID | None
    dwelling_code: str
    dwelling_use: str
    estate_name: str


class StayBase(Schema):
    """A time somebody stayed in a household: how it began and ended."""

    relation: str
    since: date | None
    until: date | None
    beginning: str
    ending: str


class StayIn(StayBase):
    """A stay as the household tells it."""

    resident: UUID
    name: str


class StayOf(StayBase, Home):
    """A stay as the resident tells it."""

    household: UUID | None


class HouseholdOut(HouseholdBase, Home):
    """A household whole, with every stay in it."""

    area_name: str
    labels: list[LabelOut]
    stays: list[StayIn]
    changes: list[ChangeOut]


class SkillOut(Schema):
    """What a resident can do (特长)."""

    kind: str
    detail: str
    willing: bool
    asked_on: date | None


class RecordOut(Person, Numbers, Home):
    """A record that was merged into the one shown."""

    area: str
    source: str


class ResidentOut(Person, Numbers, Home):
    """A resident whole. `merged_into` names whom a merged record is read as; `merged` are those read as this one."""

    area: str
    area_name: str
    household: UUID | None
    registered_at: str
    ethnicity: str
    politics: str
    education: str
    marriage: str
    occupation: str
    workplace: str
    note: str
    ended_on: date | None
    source: str
    merged_into: UUID | None
    labels: list[LabelOut]
    skills: list[SkillOut]
    stays: list[StayOf]
    changes: list[ChangeOut]
    merged: list[RecordOut]
    abilities: list[str]


class ResidentRow(Person, Home):
    """A resident in a list; `labels` are codes of those the actor may see."""

    area: str
    area_name: str
    household: UUID | None
    labels: list[str]


class ResidentPage(Schema):
    """A page of residents; `next` goes on, nothing ends it. The first page says how many there are; `more` above
    9,999."""

    rows: list[ResidentRow]
    next: str | None
    count: int | None
    more: bool


class Double(Schema):
    """Records that are likely one person's: by `number`, `birthday` (with the name) or `dwelling` (with the name)."""

    why: str
    residents: list[ResidentRow]


class DoublesOut(Schema):
    """Groups of likely doubles, the surest first; `more` where there are others behind them."""

    rows: list[Double]
    more: bool


class ResidentRevealed(Schema):
    """A resident's number and phones in clear."""

    id_number: str
    phone: str
    other_phone: str
