"""What phones send and are answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked

CHUNKS_MOST = 4000


class PackIn(Asked):
    """What the phone has: stamps by piece; and the grids chosen, none for those of one's own posts."""

    areas: list[str] = Field(default=[], max_length=20)
    known: dict[str, str] = Field(default={}, max_length=CHUNKS_MOST)


class PackArea(Schema):
    """An area that is taken along."""

    code: str
    name: str


class PackChunk(Schema):
    """A piece: which section it is of, its stamp, and what it says."""

    id: str
    section: str
    stamp: str
    content: Any


class PackOut(Schema):
    """What changed: pieces to keep, and the names of those to forget."""

    areas: list[PackArea]
    households: int
    chunks: list[PackChunk]
    gone: list[str]


class DeviceIn(Asked):
    """A phone as it makes itself known; `word` is random and proves it later."""

    id: UUID
    label: str = Field(..., min_length=1, max_length=40)
    word: str = Field(..., min_length=32, max_length=100)


class DeviceMade(Schema):
    """What a phone seals with for the server: the key's number and the key (a point of P-256, base64)."""

    id: UUID
    number: int
    key: str


class DeviceOut(Schema):
    """A phone of somebody's."""

    id: UUID
    label: str
    made_at: datetime
    seen_at: datetime
    revoked_at: datetime | None


class DeviceEnded(Schema):
    """The phone that was ended."""

    id: UUID


class PhoneStanding(Schema):
    """Whether the phone that asks has been ended, and what to seal with for the server from now on."""

    revoked: bool
    number: int
    key: str


class HandIn(Asked):
    """A command or a photo of one, sealed to the server's key, base64."""

    id: UUID
    entry: UUID
    content: str = Field(..., max_length=1_700_000)


class HandedIn(Schema):
    """What lies with the server now."""

    id: UUID


class TakeBack(Asked):
    """What the phone has already, so as to be given the rest."""

    had: list[UUID] = Field(default=[], max_length=700)


class HeldOut(Schema):
    """Something of one's own, opened: base64 of what the phone sealed; nothing where it does not open any more."""

    id: UUID
    entry: UUID
    content: str


class LetGo(Asked):
    """What is back on the phone and need not lie here any more."""

    ids: list[UUID] = Field(..., max_length=700)


class HeldGone(Schema):
    """How many were let go."""

    count: int
