"""What workers are told of campaigns."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class TargetCounts(Schema):
    """Lines of a campaign's list by what came of them."""

    targets: int
    met: int
    declined: int
    unreachable: int
    dropped: int
    open: int


class CarrierOut(Schema):
    """A post that carries out campaigns, and who sits there today."""

    post: UUID
    name: str
    holder_name: str


class CampaignLine(Schema):
    """A campaign and how far it has come."""

    id: UUID
    area: str
    area_name: str
    name: str
    what: str
    noun: str
    asked: dict[str, Any]
    inside: bool
    carriers: list[CarrierOut]
    dealt: bool
    repeats: str
    round: int
    from_on: date
    until_on: date
    days_left: int
    made_at: datetime
    made_by_name: str
    closed_at: datetime | None
    version: int
    counts: TargetCounts
    abilities: list[str]


class CampaignGrid(Schema):
    """A campaign in one grid."""

    area: str
    area_name: str
    counts: TargetCounts


class Reached(Schema):
    """Organisations reached (家), visits that reached one (家次), problems found, and how many of them are settled."""

    doors: int
    visits: int
    problems: int
    settled: int


class CarrierReached(CarrierOut, Reached):
    """What a post did of a campaign; where nothing is dealt, its lines are everybody's."""

    lines: int
    done: int


class CampaignRound(Reached):
    """A round of a campaign that begins anew each month."""

    id: UUID
    round: int
    from_on: date
    until_on: date
    closed_at: datetime | None
    lines: int
    done: int


class CampaignOut(CampaignLine):
    """A campaign by grid, by carrier and by round, and its whole series."""

    grids: list[CampaignGrid]
    by_post: list[CarrierReached]
    rounds: list[CampaignRound]
    whole: Reached


class TargetLine(Schema):
    """One of a campaign's list."""

    id: UUID
    noun: str
    subject: UUID
    area: str
    name: str
    place: str
    result: str
    done_at: datetime | None
    visit: UUID | None
    posts: list[UUID]


class TargetPage(Schema):
    """A page of a campaign's list."""

    rows: list[TargetLine]
    next: str | None


class CarriedLine(Schema):
    """A line of a campaign as a post that carries it out knows it: what is public of the organisation, what came of it,
    what the last visit met that left it open."""

    id: UUID
    subject: UUID
    area: str
    name: str
    place: str
    kind: str
    walk: str
    result: str
    done_at: datetime | None
    tried: str
    tried_at: datetime | None


class CarriedCampaign(Schema):
    """A campaign one's posts carry out, with the lines that are theirs."""

    id: UUID
    name: str
    what: str
    inside: bool
    round: int
    repeats: str
    from_on: date
    until_on: date
    days_left: int
    lines: list[CarriedLine]


class CarriedOut(Schema):
    """All of them, to have at hand without a signal."""

    at: datetime
    campaigns: list[CarriedCampaign]
    more: bool
