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
