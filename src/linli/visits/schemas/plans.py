"""Plans as they are told."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class PlannedOut(Schema):
    """A planned door; `minute` of the day one is there, nothing where a person placed it."""

    id: UUID
    noun: str
    subject: UUID
    area: str
    name: str
    place: str
    order: int
    minute: int | None
    way: str
    second_post: UUID | None
    fixed: bool
    done_at: datetime | None


class DroppedOut(Schema):
    """What was taken off a plan."""

    id: UUID


class PostDay(Schema):
    """A post's day in order."""

    post: UUID
    name: str
    holder_name: str
    stops: list[PlannedOut]


class HandOut(Schema):
    """A post that goes out."""

    post: UUID
    name: str
    holder_name: str


class PlanRun(Schema):
    """A run of the planner: how many doors were placed, on which days, minutes on foot, and of those left how many
    for which reason."""

    id: UUID
    from_on: date
    until_on: date
    asked_at: datetime
    asked_by_name: str
    ended_at: datetime | None
    trouble: str
    placed: int
    walking: int
    days: dict[str, int]
    reasons: dict[str, int]
    left: int


class PlanBoard(Schema):
    """A day of an area."""

    on: date
    area: str
    posts: list[PostDay]
    hands: list[HandOut]
    runs: list[PlanRun]
    abilities: list[str]
