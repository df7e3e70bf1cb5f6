"""What is asked and answered about blocks."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from linli.blocks.rules import DAYS_USUAL, Kind
from linli.kit.schemas import Asked


class BlockIn(Asked):
    """A phone or an address to be blocked in an area, why and for how many days."""

    kind: Kind
    value: str = Field(..., max_length=60, description="the phone or address; kept as a keyed hash alone")
    area: str = Field(..., max_length=17)
    reason: str = Field(..., max_length=400)
    days: int = Field(DAYS_USUAL, ge=1, le=90, description="7 at most for an address, 90 for a phone")


class Look(Asked):
    """A phone or an address whose blocks are looked for."""

    kind: Kind
    value: str = Field(..., max_length=60)


class Lift(Asked):
    """Ending a block needs no words."""


class BlockOut(Schema):
    """A block; what is blocked is not shown to anybody."""

    id: UUID
    area: str
    area_name: str
    kind: str
    reason: str
    matter: UUID | None
    at: datetime
    until: datetime
    by_name: str
    lifted_at: datetime | None
    holds: bool
    abilities: list[str]


class BlocksOut(Schema):
    """A page of blocks; `next` goes on, nothing ends it."""

    rows: list[BlockOut]
    next: str | None
