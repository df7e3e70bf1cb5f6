"""What workers send."""

from datetime import date, time
from uuid import UUID

from ninja import Field
from pydantic import AwareDatetime

from linli.kit.schemas import Asked
from linli.patrols.rules.kinds import FindingWay, OfferStatus, PointKind, TickState, WalkedOn


class PatrolSlotIn(Asked):
    """One asked-for round of a day, by its hours."""

    name: str = Field(..., max_length=10)
    begins: time
    until: time


class PatrolPointIn(Asked):
    """A point; `id` is its own where it was there before, else the sender's UUIDv7."""

    id: UUID
    kind: PointKind
    name: str = Field("", max_length=60)
    note: str = Field("", max_length=100)
    building: UUID | None = None
    organisation: UUID | None = None


class PatrolRouteSaid(Asked):
    """A route as it shall be, its points in the order they are walked."""

    area: str = Field(..., max_length=17)
    name: str = Field(..., max_length=40)
    note: str = Field("", max_length=500)
    days: WalkedOn = WalkedOn.WORKING
    slots: list[PatrolSlotIn] = Field(..., max_length=12)
    posts: list[UUID] = Field(default_factory=list[UUID], max_length=100)
    points: list[PatrolPointIn] = Field(..., max_length=200)


class PatrolRouteIn(PatrolRouteSaid):
    """A new route; `id` is the sender's UUIDv7."""

    id: UUID


class PatrolRouteChanged(PatrolRouteSaid):
    """A route changed; `version` is the one that was seen."""

    version: int


class PatrolRouteSeen(Asked):
    """The route as it was seen."""

    version: int


class PatrolSheetIn(Asked):
    """The day a sheet is printed for."""

    on: date


class PatrolTickIn(Asked):
    """What is said of a point."""

    point: UUID
    state: TickState = TickState.FINE
    reason: str = Field("", max_length=60)


class PatrolFindingIn(Asked):
    """What was found; `id` is the sender's UUIDv7, and the matter's where it is raised as one."""

    id: UUID
    way: FindingWay
    words: str = Field(..., max_length=2000)
    point: UUID | None = None
    urgent: bool = False
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)


class PatrolOfferIn(Asked):
    """What a shop or a unit offers."""

    id: UUID
    what: str = Field(..., max_length=300)
    who: str = Field("", max_length=40)
    point: UUID | None = None
    organisation: UUID | None = None


class PatrolRoundIn(Asked):
    """A round with all that was found. `slot` is the round of the day it was walked for, 0 for another; points that are
    not said are left for later."""

    id: UUID
    route: UUID
    slot: int = Field(0, ge=0, le=12)
    started_at: AwareDatetime
    ended_at: AwareDatetime
    ticks: list[PatrolTickIn] = Field(default_factory=list[PatrolTickIn], max_length=200)
    findings: list[PatrolFindingIn] = Field(default_factory=list[PatrolFindingIn], max_length=40)
    offers: list[PatrolOfferIn] = Field(default_factory=list[PatrolOfferIn], max_length=40)
    remarks: str = Field("", max_length=500)
    from_paper: bool = False


class PatrolOfferHandled(Asked):
    """What became of an offer."""

    status: OfferStatus
    note: str = Field("", max_length=300)
    version: int
