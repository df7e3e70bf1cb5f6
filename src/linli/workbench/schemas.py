"""What the desk's first page shows."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from linli.kit.schemas import Asked
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
