"""What phones send and are answered."""

from typing import Any

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
