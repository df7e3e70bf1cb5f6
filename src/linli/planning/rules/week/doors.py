"""What a plan is made of and what comes out. Places are metres on a plane, times are minutes of the day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""From and to, minutes of a day."""


@dataclass(frozen=True)
class Hours:
    """When somebody is home: on these weekdays (Monday is 0) from and to these minutes."""

    weekdays: frozenset[int]
    begins: int
    ends: int


@dataclass(frozen=True)
class Walk:
    """Where a door is inside: its building, entrance, floor (from 1 up, or below ground) and room."""

    building: str
    entrance: int = 1
    floor: int = 1
    room: str = ""


@dataclass(frozen=True)
class Fixed:
    """What somebody has settled: this day, this worker, in this order among what is settled for him."""

    day: date
    worker: str
    order: int
    second: str | None = None


class Way(StrEnum):
    """How they are reached: at the door, or by phone from wherever the worker is."""

    DOOR = "door"
    PHONE = "phone"


@dataclass(frozen=True)
class Door:
    """A household or shop that is due: where, how long, from when to when, how urgent, when somebody is home (empty:
    any time), whether two must go, and who knows them."""

    id: str
    place: tuple[float, float]
    walk: Walk
    area: str
    minutes: float
    earliest: date
    latest: date
    weight: float = 1.0
    hours: tuple[Hours, ...] = ()
    two: bool = False
    knows: frozenset[str] = frozenset()
    way: Way = Way.DOOR
    fixed: Fixed | None = None


@dataclass(frozen=True)
class Hand:
    """Somebody who goes: the areas he serves (prefixes), where he starts from, and his spans of each day: what is left
    of it after duty at the window and leave."""

    id: str
    areas: tuple[str, ...]
    start: tuple[float, float]
    days: dict[date, tuple[Span, ...]]

    def serves(self, area: str) -> bool:
        """Whether the area is one of his or below it."""
        return area.startswith(self.areas)


@dataclass(frozen=True)
class Stop:
    """A door in somebody's day: his how-many-eth, when he is there; with two, who goes along (for whom it is a stop of
    the same time)."""

    day: date
    worker: str
    order: int
    door: str
    arrival: float
    second: str | None = None


class Reason(StrEnum):
    """Why a door has no place in the plan."""

    NO_HAND = "no_hand"
    """Nobody who serves the area works on a day it is due."""
    NOT_HOME = "not_home"
    """Nobody who serves it works at an hour when somebody is home, for as long as it takes."""
    TOO_FAR = "too_far"
    """To walk there, stay and walk back takes longer than the spans of all who serve it."""
    NO_SECOND = "no_second"
    """Two must go, and no two are free together."""
    FULL = "full"
    """The days of all who could go are full."""
    FIXED = "fixed"
    """It was settled for somebody who is not there then, or whose settled doors do not fit."""


@dataclass(frozen=True)
class Left:
    """A door without a place, and why."""

    door: str
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """Every door once: as a stop, or left with its reason. `walking` is minutes on foot, ways back included."""

    stops: tuple[Stop, ...]
    left: tuple[Left, ...]
    walking: float
