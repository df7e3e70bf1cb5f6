"""What is asked and answered about posts."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.accounts.rules import ReopenReason, ResetReason
from linli.editions.schemas import HistoryOut as HistoryOut
from linli.editions.schemas import MistakeOut
from linli.editions.schemas import PutBack as PutBack
from linli.kit.schemas import Asked
from linli.workforce.rules import LeaveReason


class TitleOut(Schema):
    """A title."""

    code: str
    name: str
    name_en: str
    role: str
    level: str
    public: bool
    active: bool


class PostOut(Schema):
    """A post with its holder, and who stands in for him now; an empty holder is a vacancy."""

    id: UUID
    area: str
    area_name: str
    name: str
    title: str
    title_name: str
    title_name_en: str
    role: str
    holder: UUID | None
    holder_name: str
    stand_in_name: str
    phone: str
    photo: UUID | None
    held_since: datetime | None
    version: int
    synthetic: bool
    abilities: list[str]


class PostRefOut(Schema):
    """A post to choose from."""

    id: UUID
    area: str
    name: str
    title: str
    holder_name: str
    stand_in_name: str
    vacant: bool


class OpenPost(Asked):
    """A new post."""

    area: str = Field(..., max_length=17)
    title: str = Field(..., max_length=40)
    name: str = Field("", max_length=60)
    phone: str = Field("", max_length=20)


class Assign(Asked):
    """Who takes the post; `version` is the one the sender saw."""

    person: UUID
    version: int | None = None


class Vacate(Asked):
    """The version the sender saw."""

    version: int | None = None


class PersonOut(Schema):
    """Somebody who can take a post."""

    id: UUID
    name: str
    username: str
    phone: str | None
    synthetic: bool


class AddPerson(Asked):
    """Somebody new. The password is given to the person, who must change it at the first sign-in."""

    area: str = Field(..., max_length=17)
    username: str = Field(..., min_length=2, max_length=60)
    name: str = Field(..., min_length=1, max_length=40)
    phone: str = Field("", max_length=20)
    password: str = Field(..., min_length=8, max_length=128)


class HeldPost(Schema):
    """A post somebody sits in."""

    id: UUID
    name: str
    area: str
    area_name: str
    title_name: str
    title_name_en: str


class AccountOut(Schema):
    """An account, as who manages it sees it: whether it is secured, and nothing of how."""

    id: UUID
    name: str
    username: str
    phone: str | None
    email: str
    area: str
    area_name: str
    closed: bool
    must_change_password: bool
    second_factor: bool
    second_factor_needed: bool
    synthetic: bool
    posts: list[HeldPost]
    abilities: list[str]


class AccountsOut(Schema):
    """A page of accounts; `next` goes on, nothing ends it."""

    rows: list[AccountOut]
    next: str | None


class ChangePerson(Asked):
    """What to correct; what is not said stays."""

    name: str | None = Field(None, max_length=40)
    phone: str | None = Field(None, max_length=20)
    email: str | None = Field(None, max_length=254)


class OneTimePassword(Asked):
    """A password good for one sign-in, at which it must be changed."""

    password: str = Field(..., min_length=8, max_length=128)


class PassOn(Asked):
    """Who sits in all of somebody's posts from now on."""

    to: UUID


class ReopenAccount(Asked):
    """Why it is opened again."""

    reason: ReopenReason


class ResetSecondFactor(Asked):
    """Why the second factor is taken away."""

    reason: ResetReason


class Made(Schema):
    """The id of what was made or changed."""

    id: UUID


class TitleRow(Asked):
    """A title as it is edited."""

    code: str = Field(..., max_length=40)
    name: str = Field(..., max_length=40)
    name_en: str = Field(..., max_length=60)
    role: str = Field(..., max_length=20)
    level: str = Field(..., max_length=12)
    public: bool
    note: str = Field("", max_length=200)
    active: bool = True


class TitlesState(Schema):
    """The titles in force, the number of their edition, what the actor may do with them."""

    number: int
    abilities: list[str]
    roles: list[str]
    rows: list[TitleRow]


class TitlesDraft(Asked):
    """Titles as they would be."""

    rows: list[TitleRow] = Field(..., max_length=200)


class TitlesChange(TitlesDraft):
    """New titles, the edition the sender saw as the last, and why."""

    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)


class Consequence(Schema):
    """What a title's new role, or its being switched off, does to posts and people."""

    code: str
    name: str
    role_before: str
    role_after: str
    switched_off: bool
    posts: int
    people: int
    gained: list[str]
    lost: list[str]


class TitlesTried(Schema):
    """What a draft would do, and what must be mended first."""

    bad: list[MistakeOut]
    administrators: int
    consequences: list[Consequence]


class EnterLeave(Asked):
    """A leave of whole days; without a person one's own."""

    id: UUID
    person: UUID | None = None
    stand_in: UUID
    first: date
    last: date
    reason: LeaveReason


class EndLeave(Asked):
    """The end of a leave before its last day."""

    version: int | None = None


class PassedOn(Schema):
    """A post that passes to a stand-in."""

    id: UUID
    name: str
    area: str
    title: str


class LeaveOut(Schema):
    """Somebody away from the first to the last day, and who stands in for him in which posts; the reason only for
    himself and those who fill his posts."""

    id: UUID
    person: UUID
    person_name: str
    stand_in: UUID
    stand_in_name: str
    posts: list[PassedOn]
    first: date
    last: date
    running: bool
    reason: str
    version: int
    abilities: list[str]


class MyLeaves(Schema):
    """My own leaves, and those in which I stand in."""

    own: list[LeaveOut]
    standing_in: list[LeaveOut]


class StandIn(Schema):
    """Who could stand in: with what posts, and which would pass to him."""

    id: UUID
    name: str
    posts: list[PassedOn]
    passes: list[PassedOn]
