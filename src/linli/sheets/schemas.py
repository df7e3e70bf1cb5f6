"""What is asked of loads and answered about them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked


class LoadSheetOut(Schema):
    """A sheet of the file: whether it is read, where its headings end, what they are."""

    number: int
    name: str
    hidden: bool
    rows: int
    columns: int
    head: int
    titles: list[str]
    chosen: bool


class LoadProblemOut(Schema):
    """Why a load stopped."""

    type: str
    title: str
    title_en: str


class LoadOut(Schema):
    """A load as lists show it. `counts`: rows, new, changed, same, wrong, moved, and homes that are missing or change;
    `remarks`: what was taken all the same, by code."""

    id: UUID
    area: str
    name: str
    source: str
    state: str
    counts: dict[str, int]
    remarks: dict[str, int]
    problem: LoadProblemOut | None
    part_count: int
    part_done: int
    person_name: str
    at: datetime
    changed_at: datetime
    version: int


class LoadDetailOut(LoadOut):
    """A load as its page shows it; `mapping` is by heading as it is compared."""

    sheets: list[LoadSheetOut]
    mapping: dict[str, str]
    abilities: list[str]


class LoadsOut(Schema):
    """A page of loads, and where the next begins."""

    items: list[LoadOut]
    next: str | None


class LoadFieldOut(Schema):
    """What a column may be."""

    code: str
    name: str
    name_en: str


class LoadFormOut(Schema):
    """What one needs to send a ledger: what columns may be, remarks by code, sources there were, where one may load
    and export."""

    fields: list[LoadFieldOut]
    remarks: list[LoadFieldOut]
    sources: list[str]
    may_load: bool
    may_export: bool
    may_reveal: bool


class LoadWrongOut(Schema):
    """What is wrong in one cell."""

    field: str
    value: str
    title: str
    title_en: str


class LoadRowOut(Schema):
    """A row of a preview: what is wrong with it, or what it changes (field, before, after)."""

    sheet: int
    row: int
    name: str = ""
    place: str = ""
    problems: list[LoadWrongOut] = Field(default_factory=list[LoadWrongOut])
    changes: list[list[str]] = Field(default_factory=list[list[str]])


class LoadRowsOut(Schema):
    """A page of rows, of how many."""

    items: list[LoadRowOut]
    total: int
    page: int
    size: int


class MappingIn(Asked):
    """What the headings are, and which sheets are read."""

    mapping: dict[str, str] = Field(max_length=200)
    sheets: list[int] = Field(max_length=60)
    version: int | None = None


class SeenIn(Asked):
    """The version somebody saw."""

    version: int | None = None


class NothingIn(Asked):
    """Nothing."""


class LedgerIn(Asked):
    """A ledger to take along; with a reason numbers and phones are in clear."""

    area: str = Field(pattern="^[0-9]{2,17}$")
    reason: str = Field("", max_length=200)


def row_out(row: dict[str, Any]) -> dict[str, Any]:
    """A kept row as it is answered: of a wrong one its name and no other cell."""
    return {key: row[key] for key in ("sheet", "row", "name", "place", "problems", "changes") if key in row}
