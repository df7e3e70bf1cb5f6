"""Doors that go together: one behind another on the same stairs, due alike and home alike. A unit is planned as one
stop; those fixed, for two, or known to somebody of their own stay apart from the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from linli.planning.rules.week.doors import Door, Way
from linli.planning.rules.week.walking import between, climb

MOST_DOORS, MOST_MINUTES = 12, 30.0


@dataclass(eq=False)
class Unit:
    """Doors one after another. `minutes` holds the steps between them; `climb` and `descent` are to the first and from
    the last."""

    doors: tuple[Door, ...]
    number: int = 0
    first: Door = field(init=False)
    last: Door = field(init=False)
    minutes: float = field(init=False)
    inside: float = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.last = self.doors[0], self.doors[-1]
        self.inside = 0.0
        if not self.phone:
            pairs = zip(self.doors, self.doors[1:], strict=False)
            self.inside = sum(between(one, other) for one, other in pairs)
        self.minutes = sum(door.minutes for door in self.doors) + self.inside
        self.x, self.y = self.first.place
        self.up, self.down = climb(self.first), climb(self.last)
        self.stairs = (self.first.walk.building, self.first.walk.entrance)
        self.floor_in, self.floor_out = self.first.walk.floor, self.last.walk.floor

    @property
    def phone(self) -> bool:
        """Whether nobody walks there."""
        return self.first.way is Way.PHONE

    @property
    def movable(self) -> bool:
        """Whether the search may put it elsewhere."""
        return not self.first.two and self.first.fixed is None

    @property
    def weight(self) -> float:
        """How urgent its doors are together."""
        return sum(door.weight for door in self.doors)


def walking_order(door: Door) -> tuple[str, int, int, str]:
    """Inside a building: entrance by entrance, from the top floor down, room by room."""
    return (door.walk.building, door.walk.entrance, -door.walk.floor, door.walk.room)


def units_of(doors: Iterable[Door]) -> list[Unit]:
    """The doors as units, by area, building and stairs."""
    ordered = sorted(doors, key=lambda door: (door.area, *walking_order(door), door.id))
    units: list[Unit] = []
    for _, group in groupby(sorted(ordered, key=_alike), key=_alike):
        units += [Unit(chunk) for chunk in _chunks(list(group))]
    for number, unit in enumerate(units):
        unit.number = number
    return units


def apart(unit: Unit) -> list[Unit]:
    """A unit of each of its doors."""
    return [Unit((door,), unit.number) for door in unit.doors]


def _alike(door: Door) -> tuple[object, ...]:
    """What must be the same inside a unit."""
    hours = tuple(sorted((sorted(each.weekdays), each.begins, each.ends) for each in door.hours))
    alone = door.id if door.two or door.fixed else ""
    where = (door.area, door.walk.building, door.walk.entrance, door.place)
    return (
        *where,
        door.earliest,
        door.latest,
        door.weight,
        door.way,
        hours,
        tuple(sorted(door.knows)),
        alone,
    )


def _chunks(doors: Sequence[Door]) -> Iterable[tuple[Door, ...]]:
    """Doors in order, cut where they would take too long for one stop."""
    chunk: list[Door] = []
    minutes = 0.0
    for door in doors:
        if chunk and (len(chunk) >= MOST_DOORS or minutes + door.minutes > MOST_MINUTES):
            yield tuple(chunk)
            chunk, minutes = [], 0.0
        chunk.append(door)
        minutes += door.minutes
    if chunk:
        yield tuple(chunk)
