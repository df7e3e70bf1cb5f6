"""What the desk's first page shows."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from linli.accounts.rules import CloseReason
from linli.kit.schemas import Asked
from linli.matters.rules.handing import HandoverReason
from linli.matters.schemas import Row


class Box(Schema):
    """A capped count (`more` above 99), the first rows, and the filters with which the list of matters gives the
    same; none where the box is not the actor's to act on."""

    count: int
    more: bool
    rows: list[Row]
    query: dict[str, str | list[str]]


class Workbench(Schema):
    """The boxes of the workbench."""

    waiting: Box
    late: Box
    nobody: Box
    rated_bad: Box
    to_follow_up: Box
    asking: Box
    supervised: Box
    first: Box
    now: datetime
    community_name: str


class MyPost(Schema):
    """A post I hold, or stand in for somebody in."""

    id: UUID
    name: str
    area: str
    area_name: str
    title: str
    title_name: str
    title_name_en: str
    role: str
    stands_in_name: str


class StandingIn(Schema):
    """For whom I stand in now, in which posts, until when."""

    name: str
    posts: list[str]
    last: date


class Me(Schema):
    """Who is signed in. `synthetic` marks a demonstration."""

    id: UUID
    name: str
    kind: str
    language: str
    large_text: bool
    posts: list[MyPost]
    area: str
    community_name: str
    permissions: list[str]
    standing_in: list[StandingIn]
    unread: int
    synthetic: bool


class Preferences(Asked):
    """What a person keeps for himself."""

    language: str | None = None
    large_text: bool | None = None


class Handover(Schema):
    """Open work of some posts: how much, how much of it is late, in hand, settled; and how much fits the post it would
    go to (all of it while none is chosen)."""

    count: int
    late: int
    in_hand: int
    settled: int
    fits: int


class HandOver(Asked):
    """Work to hand over: of these posts, or else of all posts of a person. `seen` is how many fitted when the sender
    looked."""

    posts: list[UUID] = Field(default=[], max_length=100)
    person: UUID | None = None
    to: UUID
    reason: HandoverReason
    seen: int | None = None


class Done(Schema):
    """What was done to."""

    id: UUID


class EndPost(Asked):
    """The version the sender saw."""

    version: int | None = None


class CloseAccount(Asked):
    """Why it is closed, and whether open work stays with the posts for whoever comes next."""

    reason: CloseReason
    leave_work: bool = False
