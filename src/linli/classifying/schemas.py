"""What is asked and answered about what was learnt."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked


class Use(Asked):
    """Using a version needs no words."""


class LearnNow(Asked):
    """Learning now needs no words."""


class Rest(Asked):
    """Leaving it to the keywords needs no words."""


class TakeOut(Asked):
    """Taking a file out needs no words."""


class VersionOut(Schema):
    """A version: from how many texts (`file_texts` of them from files), how good on what it had not seen (0 to 1),
    whether and why it is in use. `judged` of them were what that was found on, the site's own or those of files.
    `figures` holds `branches` and `confusion` (rows are true), and the comparisons with keywords and the last one."""

    id: UUID
    at: datetime
    until: datetime
    texts: int
    file_texts: int
    judged: int
    judged_on_files: bool
    categories: int
    size: int = Field(..., description="bytes")
    right: float
    right_keywords: float
    macro_f1: float
    sure_share: float
    sure_right: float
    keyword_weight: float
    figures: dict[str, Any]
    why: str
    in_use: bool
    used_at: datetime | None
    used_by_name: str
    abilities: list[str]


class ChoiceOut(Schema):
    """How many matters of a month were suggested as one category first and closed or handled under another, or the
    same; an empty suggestion is none."""

    month: date
    suggested: str
    chosen: str
    matters: int


class LabelledFileOut(Schema):
    """A file that was given: its rows, how many texts of how many categories are kept of it and until when, and how
    many of the versions kept learnt from it."""

    id: UUID
    name: str
    rows: int
    texts: int
    categories: int
    given_at: datetime
    given_by_name: str
    kept_until: datetime
    versions: int
    abilities: list[str]


class ClassifierOut(Schema):
    """All of it: versions newest first, choices of twelve months, files given, and what is needed to learn.
    `rested_at`: since when keywords alone are wished for, and no new version is put in use."""

    rested_at: datetime | None
    rested_by_name: str
    fewest: int
    fewest_new: int
    versions: list[VersionOut]
    choices: list[ChoiceOut]
    files: list[LabelledFileOut]
    file_bytes_most: int
    abilities: list[str]
