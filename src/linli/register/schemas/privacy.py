"""What is told of the data themselves: why they are kept, who looked at them."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class PurposeOut(Schema):
    """A field, or a label that only some titles see: what for (`purpose`), on what `basis`, which `roles` or `titles`
    may look at it, and for how many `days` it is kept after it is over (nothing: for ever, or while the account holds).
    """

    noun: str
    field: str
    name: str
    name_en: str
    encrypted: bool
    purpose: str
    purpose_en: str
    basis: str
    basis_en: str
    roles: list[str]
    titles: list[str]
    kept: str
    days: int | None


class PurposesOut(Schema):
    """Every field that is sensitive."""

    rows: list[PurposeOut]


class RevealOut(Schema):
    """A look behind a mask: when, by whom, at what (`noun`, `subject`; `about` is what the register calls it), why,
    and where it lies."""

    id: UUID
    at: datetime
    by: UUID
    by_name: str
    noun: str
    subject: UUID
    about: str
    reason: str
    area: str
    area_name: str


class Looker(Schema):
    """Somebody who looked, and how often in the days asked for."""

    by: UUID
    name: str
    looks: int


class RevealsOut(Schema):
    """A page of looks, the newest first; `next` goes on. The first page says who looked."""

    rows: list[RevealOut]
    next: str | None
    lookers: list[Looker] | None
