"""What routes of habits take and give."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.habits.rules import WHY_MOST
from linli.kit.schemas import Asked


class HabitOut(Schema):
    """Of `settled` such matters there within a year `by` were settled by posts of this title, which is another than the
    list names. `post` is the one it means here; `mine` where that is the reader's own."""

    post: UUID
    post_name: str
    holder_name: str
    title_name: str
    title_name_en: str
    settled: int
    by: int
    area_name: str
    category_name: str
    mine: bool


class HabitRuled(Schema):
    """The line of the list that decides, and whom it names; no post where nobody has the title there."""

    id: UUID | None
    called: str
    title: str
    title_name: str
    title_name_en: str
    post_name: str
    held: bool


class HabitProposed(Schema):
    """The line that would say what is usual; `above` is the line it belongs right above, nothing the list's end."""

    area: str
    category: str
    urgency: str
    title: str
    level: str
    post: UUID | None
    above: UUID | None


class HabitAside(Schema):
    """Who said why that the list is right here."""

    why: str
    at: datetime
    by_name: str


class HabitMatter(Schema):
    """A matter as an example: its reference and day, no words."""

    id: UUID
    reference: str
    resolved_at: datetime


class HabitLine(Schema):
    """Where history and list disagree. `urgent` where it is of urgent matters alone; `very_post` where one post did
    nearly all; `came_back` where it was put aside and changed much since."""

    id: UUID
    area: str
    area_name: str
    category: str
    category_name: str
    urgent: bool
    settled: int
    by: int
    first_at: datetime
    last_at: datetime
    title: str
    title_name: str
    title_name_en: str
    post_name: str
    very_post: bool
    ruled: HabitRuled | None
    examples: list[HabitMatter]
    came_back: bool
    aside: HabitAside | None
    proposed: HabitProposed | None
    abilities: list[str]


class HabitsOut(Schema):
    """Where they disagree, most matters first, and what was put aside; how habits are counted, and when last."""

    number: int = Field(..., description="the edition of the list they were held against")
    counted_at: datetime | None
    days: int
    fewest: int
    share: float
    rows: list[HabitLine]
    aside: list[HabitLine]
    abilities: list[str]


class HabitWhy(Asked):
    """Why the list is right here."""

    why: str = Field(..., max_length=WHY_MOST)


class HabitNothing(Asked):
    """Nothing but the wish."""
