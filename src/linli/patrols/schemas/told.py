"""What is told."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class PatrolSlot(Schema):
    """One asked-for round of a day: `08:30` until `11:30`."""

    number: int
    name: str
    begins: str
    until: str


class PatrolPost(Schema):
    """A post that walks a route."""

    id: UUID
    name: str
    holder_name: str


class PatrolPoint(Schema):
    """A point, and when it was looked at last."""

    id: UUID
    kind: str
    name: str
    note: str
    building: UUID | None
    organisation: UUID | None
    lies_in: str
    seen_at: datetime | None


class PatrolRoute(Schema):
    """A route; `days` and `slots` as said last, which count from `from_on` on."""

    id: UUID
    area: str
    area_name: str
    name: str
    note: str
    days: str
    slots: list[PatrolSlot]
    from_on: date | None
    posts: list[PatrolPost]
    made_at: datetime
    made_by_name: str
    changed_at: datetime
    archived_at: datetime | None
    version: int
    abilities: list[str]


class PatrolRouteLine(PatrolRoute):
    """A route in a list, and how many points it has."""

    points: int


class PatrolRoutePage(Schema):
    """A page of routes."""

    rows: list[PatrolRouteLine]
    next: str | None


class PatrolRouteWhole(PatrolRoute):
    """One route with its points in their order."""

    points: list[PatrolPoint]


class PatrolWalked(Schema):
    """A round in a day's table."""

    id: UUID
    walked_by_name: str
    started_at: datetime
    ended_at: datetime
    seen: int
    skipped: int
    findings: int


class PatrolSlotStands(PatrolSlot):
    """How an asked-for round stands: how many points it has and how many were looked at or skipped; `late` where it was
    done after its hours, `over` where those are past."""

    state: str
    points: int
    covered: int
    late: bool
    over: bool


class PatrolSlotWalked(PatrolSlotStands):
    """With the rounds that were walked for it."""

    rounds: list[PatrolWalked]


class PatrolDayRoute(Schema):
    """A route on a day; `more` are rounds nobody asked for."""

    id: UUID
    name: str
    area: str
    area_name: str
    points: int
    posts: list[str]
    abilities: list[str]
    slots: list[PatrolSlotWalked]
    more: list[PatrolWalked]


class PatrolCounts(Schema):
    """Asked-for rounds of a day by how they stand."""

    coming: int
    due: int
    partly: int
    done: int
    missed: int


class PatrolDay(Schema):
    """A day of an area."""

    on: date
    working: bool
    routes: list[PatrolDayRoute]
    counts: PatrolCounts
    cut: bool


class PatrolPointAlong(Schema):
    """A point as whoever walks needs it."""

    id: UUID
    kind: str
    name: str
    note: str
    lies_in: str
    organisation: UUID | None


class PatrolSlotOfMine(PatrolSlotStands):
    """With the points that were looked at or skipped already."""

    ticked: list[UUID]


class PatrolRouteOfMine(Schema):
    """A route of one's own with its rounds of today."""

    id: UUID
    area: str
    name: str
    note: str
    points: list[PatrolPointAlong]
    slots: list[PatrolSlotOfMine]


class PatrolsOfMine(Schema):
    """One's own patrols of today."""

    on: date
    routes: list[PatrolRouteOfMine]


class PatrolRound(Schema):
    """A round; `slot` 0 is one nobody asked for."""

    id: UUID
    route: UUID
    route_name: str
    area: str
    area_name: str
    on: date
    slot: int
    slot_name: str
    started_at: datetime
    ended_at: datetime
    recorded_at: datetime
    walked_by_name: str
    points: int
    seen: int
    skipped: int
    findings: int
    remarks: str
    from_paper: bool


class PatrolRoundPage(Schema):
    """A page of rounds, the latest first."""

    rows: list[PatrolRound]
    next: str | None


class PatrolTick(Schema):
    """What a round says of a point."""

    point: UUID
    name: str
    kind: str
    state: str
    reason: str


class PatrolFinding(Schema):
    """What was found. `matter`, its reference and how it stands, where it was raised and the asker may see it."""

    id: UUID
    round: UUID
    at: datetime
    area: str
    way: str
    words: str
    files: list[UUID]
    point_name: str
    point_kind: str
    matter: UUID | None
    reference: str
    state: str


class PatrolFindingLine(PatrolFinding):
    """With the route it was found on, and by whom."""

    route_name: str
    walked_by_name: str


class PatrolFindingPage(Schema):
    """A page of findings, the latest first."""

    rows: list[PatrolFindingLine]
    next: str | None


class PatrolOffer(Schema):
    """What a shop or a unit offers, and what became of it."""

    id: UUID
    round: UUID
    area: str
    area_name: str
    at: datetime
    who: str
    what: str
    organisation: UUID | None
    organisation_name: str
    point_name: str
    heard_by_name: str
    status: str
    note: str
    handled_at: datetime | None
    handled_by_name: str
    version: int
    abilities: list[str]


class PatrolOfferPage(Schema):
    """A page of offers, the latest first."""

    rows: list[PatrolOffer]
    next: str | None


class PatrolRoundWhole(PatrolRound):
    """One round with what it says of each point, what was found and what was offered."""

    ticks: list[PatrolTick]
    found: list[PatrolFinding]
    offers: list[PatrolOffer]


class PatrolSums(Schema):
    """Rounds asked for, and of those how many were walked; rounds walked in all, and those nobody asked for; points
    looked at, and not reached; findings raised as matters, and dealt with on the spot."""

    asked: int
    held: int
    rounds: int
    more: int
    seen: int
    skipped: int
    matters: int
    spots: int


class PatrolRouteSums(PatrolSums):
    """Those of a route."""

    id: UUID
    name: str
    area: str
    area_name: str


class PatrolKindSums(Schema):
    """Findings by what sort of point they were at; no kind for those on the way."""

    kind: str
    matters: int
    spots: int


class PatrolOfferSums(Schema):
    """Offers by what became of them."""

    open: int
    taken: int
    closed: int


class PatrolFigures(Schema):
    """Some days of an area; `settled` counts matters of patrols that are settled, as far as the asker may see them."""

    since: date
    until: date
    routes: list[PatrolRouteSums]
    total: PatrolSums
    settled: int
    kinds: list[PatrolKindSums]
    offers: PatrolOfferSums
    cut: bool


class PatrolUnseen(Schema):
    """A point nobody looked at since a moment; since it was added, where never."""

    id: UUID
    name: str
    kind: str
    route: UUID
    route_name: str
    lies_in: str
    lies_in_name: str
    seen_at: datetime | None
    since: datetime


class PatrolUnseenPage(Schema):
    """A page of such points, the longest first."""

    rows: list[PatrolUnseen]
    next: str | None


class PatrolCovered(Schema):
    """Points of a grid, and how many nobody looked at for long."""

    area: str
    area_name: str
    points: int
    unseen: int
