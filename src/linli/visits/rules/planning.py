"""From doors that are due to a plan, pure: how long a visit takes, by when it is to be made, when somebody is home. The
minutes are ours: nobody has published any; a lead moves what does not fit."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from linli.planning.rules.week.doors import Hours as Home
from linli.planning.rules.week.doors import Way as Going
from linli.visits.rules.kinds import Grade, Hours, Way

MINUTES: Mapping[Way, float] = {Way.HOME: 15, Way.PREMISES: 10, Way.DOOR: 3, Way.PHONE: 3}
"""Minutes a visit takes, without the way there."""
WEIGHTS: Mapping[Grade, float] = {Grade.HIGH: 100, Grade.PRIORITY: 10, Grade.GENERAL: 1}
EVENING_ENDS = 20 * 60 + 30
_DAYS = frozenset(range(5))
_ALL = frozenset(range(7))
_WEEKEND = frozenset({5, 6})
HOME: Mapping[Hours, tuple[Home, ...]] = {
    Hours.ANY: (),
    Hours.DAY: (Home(_DAYS, 8 * 60, 17 * 60 + 30),),
    Hours.EVENING: (Home(_ALL, 17 * 60 + 30, EVENING_ENDS),),
    Hours.WEEKEND: (Home(_WEEKEND, 8 * 60, EVENING_ENDS),),
}
LATE_DAYS = 3
"""Days over which what is overdue is spread, and how long before it is due a door may be visited."""
SPAN_MOST = 14
"""Days one plan may cover."""
_METRES = 111_320.0
"""Metres of one degree of latitude."""


def way_of(noun: str, *, inside_due: bool, tries: int) -> Way:
    """How somebody is to be reached next: inside where that is due, at the door otherwise, by phone once nobody was
    there twice."""
    if noun == "organisation":
        return Way.PREMISES
    if inside_due:
        return Way.HOME
    return Way.PHONE if tries >= 2 else Way.DOOR


def going(way: Way) -> Going:
    """Whether somebody walks there."""
    return Going.PHONE if way is Way.PHONE else Going.DOOR


def window(due_on: date, grade: Grade, *, out: Sequence[date]) -> tuple[date, date]:
    """The days a door may be visited on, out of those on which anybody goes out: not before it is nearly due, and on
    the last of them by which it is due. What is overdue by then is for the first three of them, at high risk for the
    first."""
    first = out[0]
    if due_on <= first:
        return first, first if grade is Grade.HIGH else out[:LATE_DAYS][-1]
    latest = max(day for day in out if day <= due_on)
    return min(max(first, due_on - timedelta(days=LATE_DAYS)), latest), latest


def metres(longitude: float, latitude: float, *, origin: tuple[float, float]) -> tuple[float, float]:
    """A point on a plane around an origin, in metres; true enough within a community."""
    scale = math.cos(math.radians(origin[1]))
    return (longitude - origin[0]) * _METRES * scale, (latitude - origin[1]) * _METRES


def number_in(text: str, *, default: int = 1) -> int:
    """The number in a stairwell's name, or the default."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return int(digits[:6]) if digits else default
