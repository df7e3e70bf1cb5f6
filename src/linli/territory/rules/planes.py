"""Metres on the ground. Degrees are unequal; near one place they become metres by the radii of the WGS-84 ellipsoid
there, which is right to a thousandth over the width of a community."""

import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

G = TypeVar("G", bound=BaseGeometry)

_EQUATOR, _SQUARED = 6378137.0, 0.00669437999014
"""Radius in metres and squared eccentricity of the WGS-84 ellipsoid."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map in metres around a point; east and north of it are positive."""

    longitude: float
    latitude: float
    metres_east: float
    metres_north: float

    def flat(self, shape: G) -> G:
        """A shape in degrees as one in metres."""
        origin = np.array([self.longitude, self.latitude])
        scale = np.array([self.metres_east, self.metres_north])
        return shapely.transform(shape, lambda places: (places - origin) * scale)

    def round(self, shape: G) -> G:
        """A shape in metres as one in degrees."""
        origin = np.array([self.longitude, self.latitude])
        scale = np.array([self.metres_east, self.metres_north])
        return shapely.transform(shape, lambda places: places / scale + origin)


def plane_at(longitude: float, latitude: float) -> Plane:
    """The flat map around a place."""
    parallel = math.radians(latitude)
    bulge = 1 - _SQUARED * math.sin(parallel) ** 2
    east = math.radians(_EQUATOR / math.sqrt(bulge) * math.cos(parallel))
    north = math.radians(_EQUATOR * (1 - _SQUARED) / bulge**1.5)
    return Plane(longitude, latitude, max(east, 1e-6), north)


def plane_of(bounds: Any) -> Plane:
    """The flat map around the middle of west, south, east, north."""
    west, south, east, north = bounds
    return plane_at((west + east) / 2, (south + north) / 2)


def square_metres(shape: BaseGeometry) -> float:
    """The ground a shape in degrees covers."""
    if shape.is_empty:
        return 0.0
    return float(plane_of(shape.bounds).flat(shape).area)
