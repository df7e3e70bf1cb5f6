"""Minutes on foot. Between buildings as the crow flies and a third more; inside by floors; next door is a few steps."""

from math import hypot

from linli.planning.rules.week.doors import Door, Way

METRES_A_MINUTE = 70.0
DETOUR = 1.3
A_FLOOR = 0.4
AN_ENTRANCE = 0.5
"""Out of one entrance and into the next of the same building, or from the street to the stairs."""
NEXT_DOOR = 0.1

Point = tuple[float, float]


def between_places(here: Point, there: Point) -> float:
    """Minutes from place to place."""
    return hypot(here[0] - there[0], here[1] - there[1]) * (DETOUR / METRES_A_MINUTE)


def climb(door: Door) -> float:
    """Minutes from the street to the door, and from the door to the street."""
    return abs(door.walk.floor - 1) * A_FLOOR + AN_ENTRANCE


def same_stairs(one: Door, other: Door) -> bool:
    """Whether both are in the same entrance of the same building."""
    return one.walk.building == other.walk.building and one.walk.entrance == other.walk.entrance


def between(one: Door, other: Door) -> float:
    """Minutes from door to door."""
    if same_stairs(one, other):
        return abs(one.walk.floor - other.walk.floor) * A_FLOOR + NEXT_DOOR
    return climb(one) + between_places(one.place, other.place) + climb(other)


def out(start: Point, door: Door) -> float:
    """Minutes from where a worker starts to a door, and back."""
    return between_places(start, door.place) + climb(door)


def way(here: Door | None, there: Door | None, start: Point) -> float:
    """Minutes from a door (None: the start) to a door (None: back to the start)."""
    if here is None:
        return 0.0 if there is None else out(start, there)
    return out(start, here) if there is None else between(here, there)


def on_foot(door: Door) -> bool:
    """Whether somebody walks there at all."""
    return door.way is Way.DOOR
