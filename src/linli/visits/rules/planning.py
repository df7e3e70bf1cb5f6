"""From doors that are due to a plan, pure: how long a visit takes, by when it is to be made, when somebody is home. The
minutes are ours: nobody has published any; a lead moves what does not fit."""

import math
from collections.abc import Mapping
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


def window(due_on: date, grade: Grade, *, first: date, last: date) -> tuple[date, date]:
    """The days a door may be visited on: not before it is nearly due, not after it is due. What is overdue, or due
    before the plan begins, is for its first three days; at high risk for its first."""
    if due_on <= first:
        return first, first if grade is Grade.HIGH else min(first + timedelta(days=2), last)
    return max(first, due_on - timedelta(days=3)), min(due_on, last)


def metres(longitude: float, latitude: float, *, origin: tuple[float, float]) -> tuple[float, float]:
    """A point on a plane around an origin, in metres; true enough within a community."""
    scale = math.cos(math.radians(origin[1]))
    return (longitude - origin[0]) * _METRES * scale, (latitude - origin[1]) * _METRES


def number_in(text: str, *, default: int = 1) -> int:
    """The number in a stairwell's name, or the default."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return int(digits[:6]) if digits else default
