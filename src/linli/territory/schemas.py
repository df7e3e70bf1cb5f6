"""What the map answers."""

from typing import Any

from ninja import Schema


class AreaOut(Schema):
    """A division: trimmed code and name."""

    code: str
    name: str
    synthetic: bool


class GridOut(Schema):
    """A grid; `polygon` is GeoJSON in WGS-84."""

    code: str
    name: str
    kind: str
    longitude: float | None
    latitude: float | None
    synthetic: bool
    polygon: dict[str, Any] | None = None


class OutlineOut(Schema):
    """A division's outline with its source."""

    code: str
    name: str
    outline: dict[str, Any]
    source: str


class PlaceOut(Schema):
    """The grid that holds a point, if any."""

    grid: str
    name: str
