"""What workers send."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ninja import Field
from pydantic import AwareDatetime

from linli.kit.schemas import Asked
from linli.matters.schemas import Raise as Raise
from linli.visits.rules.kinds import Change, Companion, Grade, Hours, Repeats, Result, Way, Whom


class CompanionIn(Asked):
    """Who went along, as what."""

    duty: Companion
    name: str = Field(..., max_length=40)
    person: UUID | None = None


class ReliefIn(Asked):
    """What was given; `worth` in yuan."""

    item: str = Field(..., max_length=40)
    amount: Decimal = Field(..., gt=0, le=1_000_000, decimal_places=2)
    unit: str = Field("份", max_length=8)
    worth: Decimal | None = Field(None, ge=0, le=10_000_000, decimal_places=2)
    signed_by: str = Field("", max_length=40)
    signed_for: str = Field("", max_length=40)


class VisitIn(Asked):
    """One visit with all that was found at the door. `id` is the sender's UUIDv7; without `at` it happened now. `met`
    are residents of the household; `matters` are raised with it, in its grid where none is said."""

    id: UUID
    noun: Whom
    subject: UUID
    way: Way
    result: Result
    at: AwareDatetime | None = None
    met: list[UUID] = Field(default_factory=list[UUID], max_length=50)
    met_others: str = Field("", max_length=60)
    checked: bool = False
    note: str = Field("", max_length=4000)
    next_on: date | None = None
    team: bool = False
    companions: list[CompanionIn] = Field(default_factory=list[CompanionIn], max_length=50)
    campaign: UUID | None = None
    relief: list[ReliefIn] = Field(default_factory=list[ReliefIn], max_length=50)
    matters: list[Raise] = Field(default_factory=list[Raise], max_length=10)
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)
    change: Change | None = None
    sheet: str = Field("", max_length=20)


class HeedIn(Asked):
    """What the next visitor should heed; `version` is the one that was seen."""

    two_go: bool = False
    hours: Hours = Hours.ANY
    heed: str = Field("", max_length=200)
    version: int


class ChangeIn(Asked):
    """A major change."""

    change: Change


class AgreeIn(Asked):
    """Whether somebody could indeed not be reached."""

    agreed: bool


class StrikeIn(Asked):
    """Why a visit is struck out."""

    reason: str = Field(..., max_length=400)


class JournalIn(Asked):
    """A note of its own in the field journal."""

    id: UUID
    area: str = Field(..., max_length=17)
    text: str = Field(..., max_length=4000)
    at: AwareDatetime | None = None


class CampaignIn(Asked):
    """A campaign and whom it is for: kinds and labels, any of them; everybody of the noun where neither is said.
    `carriers` are posts that carry it out without sight of the register, for organisations alone."""

    id: UUID
    area: str = Field(..., max_length=17)
    name: str = Field(..., max_length=60)
    what: str = Field("", max_length=500)
    noun: Whom
    kinds: list[str] = Field(default_factory=list[str], max_length=20)
    labels: list[str] = Field(default_factory=list[str], max_length=40)
    inside: bool = True
    from_on: date
    until_on: date
    carriers: list[UUID] = Field(default_factory=list[UUID], max_length=50)
    dealt: bool = False
    repeats: Repeats = Repeats.NONE


class CarriersIn(Asked):
    """Who carries a campaign out, whether its lines are dealt among them, whether it begins anew each month; `version`
    is the one that was seen."""

    carriers: list[UUID] = Field(..., max_length=50)
    dealt: bool = False
    repeats: Repeats = Repeats.NONE
    version: int


class AtWindow(Asked):
    """A post that has duty at the window on a day, and so does not go out."""

    post: UUID
    on: date


class PlanIn(Asked):
    """A plan of some days, at most fourteen, today the earliest; `evenings` adds the hours until half past eight."""

    id: UUID
    area: str = Field(..., max_length=17)
    from_on: date
    until_on: date
    evenings: bool = False
    window: list[AtWindow] = Field(default_factory=list[AtWindow], max_length=500)


class MoveIn(Asked):
    """Where a planned door goes: a day, a post, a place in the order (the last where none is said)."""

    on: date
    post: UUID
    order: int | None = Field(None, ge=1, le=10_000)


class DropIn(Asked):
    """The day a planned door stood on when it was seen."""

    on: date


class CloseIn(Asked):
    """The campaign as it was seen."""

    version: int


class CadenceIn(Asked):
    """One row of a community's cadences; days are 1 to 366, nothing asks for none."""

    code: str = Field(..., max_length=60)
    grade: Grade
    contact_days: int | None = None
    home_days: int | None = None


class CadencesIn(Asked):
    """The cadences of a community as they shall be, and why; `seen` is the edition that was seen."""

    community: str = Field(..., max_length=12)
    rows: list[CadenceIn] = Field(..., max_length=200)
    seen: int
    reason: str = Field(..., max_length=200)
