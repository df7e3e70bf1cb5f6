"""What is found and what it is found among: places of a register as plain rows, rooms that are asked for, candidates
with their reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """What a place is."""

    DWELLING = "dwelling"
    BUILDING = "building"
    ORGANISATION = "organisation"
    ESTATE = "estate"
    POINT = "point"
    """A spot that has only a name workers gave it."""
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the register. `parent` is the estate of a building, the building (else the estate) of an organisation;
    `number` what a building is called by; `aliases` what else it is called, `address` its road and number."""

    kind: Kind
    id: str
    code: str
    name: str
    area: str
    parent: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    address: str = ""
    trade: str = ""
    entrances: frozenset[str] = frozenset()
    floors: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """A dwelling, as far as it says where it is."""

    id: str
    building: str
    entrance: str
    room: str
    floor: int | None
    code: str
    area: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rooms that are asked for: of a building, by room, or all of a floor where the room is not known."""

    building: str
    entrance: str
    room: str
    floor: int | None


Rooms: TypeAlias = Callable[[Sequence[Wanted]], Mapping[str, Sequence[Room]]]
"""Where rooms are looked up: by building those that were wanted and are there. A building whose rooms whoever asks
may not know of is left out."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place was thought of, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant; `score` from 0 to 1. The name of a building that is
    meant up to its stairwell ends with it (3号楼2单元)."""

    kind: Kind
    id: str
    code: str
    name: str
    area: str
    score: float
    why: tuple[Reason, ...]
    inside: tuple[str, ...] = ()
    """Ids of the places it lies in, which are no rivals of it."""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """The candidates, the likeliest first; `unsure` says why none of them is to be taken for granted."""

    candidates: tuple[Candidate, ...]
    unsure: Reason | None
