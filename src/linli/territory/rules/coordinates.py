"""The three ways Chinese maps write down one place: WGS-84 (satellites, and what is stored here), GCJ-02 (高德, 腾讯:
the state's shifted grid) and BD-09 (百度: GCJ-02 turned once more). The shift is a published sum of sines; there is no
formula back, so the way back is found by coming closer until the way there gives the place again."""

import math
from collections.abc import Callable
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

Position: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees."""


class System(StrEnum):
    """A coordinate system of boundaries that come in or go out."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
"""The rough box of the published formula; outside it nothing is shifted."""

CLOSE_ENOUGH = 1e-10
"""Degrees at which the way back stops; a hundred-thousandth of a metre."""
STEPS_MOST = 30
"""Steps of the way back; five are usual. At the very edge of the box there may be no way back, and it stops here."""

_EQUATOR, _FLATNESS = 6378245.0, 0.00669342162296594323
"""Radius in metres and squared eccentricity of the Krasovsky ellipsoid, which the formula reckons with."""

_TURN = math.pi * 3000 / 180
_WAVES_BOTH = ((20.0, 6.0), (20.0, 2.0))
_WAVES_NORTH = ((20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
_WAVES_EAST = ((20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))


def _waves(of: float, waves: tuple[tuple[float, float], ...]) -> float:
    return sum(height * math.sin(of * often * math.pi) for height, often in waves) * 2 / 3


def in_china(place: Position) -> bool:
    """Whether the shift applies: a rough box, as the formula has it, with much sea and some neighbours in it."""
    longitude, latitude = place
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def _wgs84_to_gcj02(place: Position) -> Position:
    longitude, latitude = place
    x, y = longitude - 105, latitude - 35
    both = _waves(x, _WAVES_BOTH)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    north += both + _waves(y, _WAVES_NORTH)
    east += both + _waves(x, _WAVES_EAST)
    parallel = math.radians(latitude)
    bulge = 1 - _FLATNESS * math.sin(parallel) ** 2
    metres_north = _EQUATOR * (1 - _FLATNESS) / bulge**1.5
    metres_east = _EQUATOR / math.sqrt(bulge) * math.cos(parallel)
    return longitude + math.degrees(east / metres_east), latitude + math.degrees(north / metres_north)


def _gcj02_to_bd09(place: Position) -> Position:
    x, y = place
    far = math.hypot(x, y) + 0.00002 * math.sin(y * _TURN)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * _TURN)
    return far * math.cos(angle) + 0.0065, far * math.sin(angle) + 0.006


def _back(there: Callable[[Position], Position], place: Position) -> Position:
    """The place that `there` takes to this one, to within a ten-thousand-millionth of a degree."""
    longitude, latitude = place
    for _ in range(STEPS_MOST):
        found = there((longitude, latitude))
        east, north = found[0] - place[0], found[1] - place[1]
        longitude, latitude = longitude - east, latitude - north
        if max(abs(east), abs(north)) < CLOSE_ENOUGH:
            break
    return longitude, latitude


_LADDER = (System.WGS84, System.GCJ02, System.BD09)
_UP: dict[tuple[System, System], Callable[[Position], Position]] = {
    (System.WGS84, System.GCJ02): _wgs84_to_gcj02,
    (System.GCJ02, System.BD09): _gcj02_to_bd09,
}


def convert(place: Position, *, source: System, target: System) -> Position:
    """The same place in another system. Outside China it stays as it is. There and back is the same to 1e-9 degrees."""
    if source is target or not in_china(place):
        return place
    start, end = _LADDER.index(source), _LADDER.index(target)
    if start < end:
        for step in pairwise(_LADDER[start : end + 1]):
            place = _UP[step](place)
        return place
    for lower, upper in reversed(list(pairwise(_LADDER[end : start + 1]))):
        place = _back(_UP[lower, upper], place)
    return place
