"""How editions are answered, for every noun alike."""

from datetime import datetime

from ninja import Field, Schema

from linli.kit.schemas import Asked


class FieldOut(Schema):
    """A column of a row, before and after, as text."""

    field: str
    before: str
    after: str


class DifferenceOut(Schema):
    """A row that is not as it was: added, removed, changed or moved."""

    kind: str
    key: str
    label: str
    fields: list[FieldOut]


class EditionOut(Schema):
    """An edition with what it changed. `same_as` is the earlier edition it equals."""

    number: int
    at: datetime
    by: str
    reason: str
    same_as: int | None
    rows: int
    differences: list[DifferenceOut]


class HistoryOut(Schema):
    """Editions, the newest first; `next` goes along as `before` for the page after."""

    editions: list[EditionOut]
    next: int | None


class MistakeOut(Schema):
    """Something in a row to mend, or to look at."""

    field: str
    key: str
    column: str
    title: str
    title_en: str


class PutBack(Asked):
    """Which edition is put back, which one the sender saw as the last, and why."""

    number: int = Field(..., ge=1, le=2_000_000_000)
    seen: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field(..., max_length=200)
