"""What the map answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.territory.rules import GridKind, System


class AreaOut(Schema):
    """A division: trimmed code and name."""

    code: str
    name: str
    synthetic: bool


class GridOut(Schema):
    """A grid; `polygon` is GeoJSON in WGS-84. `abilities` holds `draw` where the asker may change it."""

    code: str
    name: str
    kind: str
    longitude: float | None
    latitude: float | None
    synthetic: bool
    version: int
    abilities: list[str]
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


class FormerOut(Schema):
    """A grid as it was: one earlier version, from when until when, who replaced it and why."""

    version: int
    name: str
    kind: str
    polygon: dict[str, Any] | None
    since: datetime
    replaced_at: datetime
    replaced_by_name: str
    reason: str


class FindingOut(Schema):
    """A place where grids do not fit: which, how many square metres, where."""

    codes: list[str]
    names: list[str]
    square_metres: float
    polygon: dict[str, Any]


class TilingOut(Schema):
    """How the grids of a community fit together: pairs that overlap, gaps that nobody has, and micro-grids that stick
    out of their grid; the largest first, fifty of each at most."""

    abilities: list[str]
    overlaps: list[FindingOut]
    gaps: list[FindingOut]
    outside: list[FindingOut]


class FaultOut(Schema):
    """Why a boundary cannot be used, and where (longitude, latitude) if one can point at it."""

    type: str
    title: str
    title_en: str
    at: list[float] | None


class CheckBoundary(Asked):
    """A boundary as drawn, in a coordinate system, and the code of the grid that shall have it."""

    code: str = Field(..., max_length=17)
    name: str = Field("", max_length=60)
    polygon: dict[str, Any]
    system: System = System.WGS84


class CheckedOut(Schema):
    """What is wrong with a boundary. `fault` forbids it; the others are told and may be accepted. `polygon` is the
    boundary in WGS-84, `fitted` the same laid against its neighbours, where that differs."""

    fault: FaultOut | None
    square_metres: int
    polygon: dict[str, Any] | None
    fitted: dict[str, Any] | None
    overlaps: list[FindingOut]
    gaps: list[FindingOut]
    outside: list[FindingOut]


class OpenGrid(Asked):
    """A new grid (15 digits) or micro-grid (17)."""

    code: str = Field(..., max_length=17)
    name: str = Field(..., max_length=60)
    kind: GridKind = GridKind.GENERAL
    polygon: dict[str, Any] | None = None
    system: System = System.WGS84
    accept_overlaps: bool = False


class ChangeGrid(Asked):
    """A grid renamed or redrawn; `version` is the one that was looked at. Without a boundary the old one stays."""

    code: str = Field(..., max_length=17)
    version: int = Field(..., ge=0, le=2_000_000_000)
    name: str = Field(..., max_length=60)
    kind: GridKind = GridKind.GENERAL
    polygon: dict[str, Any] | None = None
    system: System = System.WGS84
    reason: str = Field("", max_length=200)
    accept_overlaps: bool = False


class CheckFile(Asked):
    """A GeoJSON FeatureCollection of a community's grids: properties `code`, `name`, maybe `kind`."""

    area: str = Field(..., min_length=12, max_length=12)
    content: dict[str, Any]
    system: System = System.WGS84


class LoadFile(CheckFile):
    """The same, to be loaded; `versions` are those of the changed grids the preview showed."""

    accept_overlaps: bool = False
    versions: dict[str, int] = Field(default_factory=dict[str, int], max_length=3000)
    reason: str = Field("", max_length=200)


class FeatureOut(Schema):
    """A feature of a file: `state` is new, changed, same or bad; `polygon` is in WGS-84."""

    number: int
    code: str
    name: str
    kind: str
    state: str
    version: int
    square_metres: int
    polygon: dict[str, Any] | None
    fault: FaultOut | None


class PreviewOut(Schema):
    """What loading a file would do, and how the grids would then fit together. `counts` by state."""

    features: list[FeatureOut]
    counts: dict[str, int]
    overlaps: list[FindingOut]
    gaps: list[FindingOut]
    outside: list[FindingOut]


class LoadedOut(Schema):
    """A file was loaded; how the grids now fit together."""

    id: UUID
    overlaps: list[FindingOut]
    gaps: list[FindingOut]
    outside: list[FindingOut]


class CollectionOut(Schema):
    """Grids as a GeoJSON FeatureCollection; `coordinate_system` says in which of the three."""

    type: str
    name: str
    coordinate_system: str
    features: list[dict[str, Any]]
