"""What is answered about figures."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema


class FigureOut(Schema):
    """A figure; `behind` says where its records are: `records` here, `grids` on the map, `posts`."""

    key: str
    name: str
    name_en: str
    value: float
    unit: str
    unit_en: str
    behind: Literal["records", "grids", "posts"]


class GroupOut(Schema):
    """Figures that stand together."""

    key: str
    name: str
    name_en: str
    figures: list[FigureOut]


class ProfileOut(Schema):
    """The figures of an area at a moment."""

    area: str
    area_name: str
    at: datetime
    groups: list[GroupOut]


class BehindOut(Schema):
    """A record behind a figure: what it is called, where it is, a word about it."""

    id: UUID
    area: str
    title: str
    place: str
    note: str
    note_en: str


class RecordsOut(Schema):
    """A page of the records behind a figure; `noun` says what they are."""

    name: str
    name_en: str
    noun: str
    rows: list[BehindOut]
    next: UUID | None


class WantOut(Schema):
    """Something a record may lack."""

    key: str
    name: str
    name_en: str


class NounWanted(Schema):
    """A noun that is looked at, with what its records may lack."""

    noun: str
    name: str
    name_en: str
    wants: list[WantOut]


class PartOut(Schema):
    """One of the four (四清)."""

    key: str
    name: str
    name_en: str
    nouns: list[NounWanted]


class LackingOut(Schema):
    """Of a noun in a grid: how many records there are, how many of them lack anything, how many lack what. `oldest` is
    since when the longest of those that are stale waits; of matters, of those that lack anything."""

    noun: str
    count: int
    lacking: int
    oldest: datetime | None
    lacks: dict[str, int]


class GridLacking(Schema):
    """A grid with what it is not clear about; without a name: what lies in no grid."""

    area: str
    name: str
    nouns: list[LackingOut]


class CompletenessOut(Schema):
    """四清 of an area at a moment, by grid; a record that nobody has looked at for `stale_days` is stale."""

    area: str
    area_name: str
    at: datetime
    stale_days: int
    parts: list[PartOut]
    grids: list[GridLacking]


class IncompleteOut(BehindOut):
    """A record that lacks something: what, since when nobody looked at it (of matters: when it came in), and the page
    where it is corrected."""

    lacks: list[str]
    since: datetime | None
    opens: Literal["dwelling", "resident", "building", "organisation", "matter"]
    opens_id: UUID | None


class IncompletePage(Schema):
    """A page of records that lack something; `next` goes on."""

    rows: list[IncompleteOut]
    next: str | None
