"""What regroupings answer and take."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.territory.rules import GridKind, System


class RegroupingLine(Schema):
    """A regrouping in the list. `abilities` holds `plan` where the asker may change it."""

    id: UUID
    community: str
    name: str
    state: str
    reason: str
    trouble: str
    made_at: datetime
    made_by_name: str
    applied_at: datetime | None
    applied_by_name: str
    changed_at: datetime
    version: int
    grids_after: int
    abilities: list[str]


class CountedOut(Schema):
    """How much a grid holds."""

    buildings: int
    dwellings: int
    households: int
    residents: int
    organisations: int


class WasOut(Schema):
    """A grid as it is now."""

    name: str
    kind: str
    polygon: dict[str, Any] | None


class DraftGridOut(Schema):
    """A grid as it shall be, with what it holds before and after; `into` is where a closing one goes, `posts` how many
    posts it has now."""

    code: str
    name: str
    kind: str
    polygon: dict[str, Any] | None
    into: str
    new: bool
    was: WasOut | None
    before: CountedOut
    after: CountedOut
    posts: int


class PlacedOut(Schema):
    """A building, the grid it lies in before and after ("" where none takes it)."""

    id: UUID
    name: str
    number: str
    longitude: float | None
    latitude: float | None
    dwellings: int
    households: int
    residents: int
    organisations: int
    before: str
    after: str
    by_hand: bool


class ProblemOut(Schema):
    """What is to be looked at; a blocking one must be mended first."""

    type: str
    title: str
    title_en: str
    blocking: bool
    code: str
    buildings: list[UUID]


class RegroupingOut(RegroupingLine):
    """A regrouping whole. `least` and `most` are the usual numbers of households of a general grid."""

    grids: list[DraftGridOut]
    buildings: list[PlacedOut]
    problems: list[ProblemOut]
    least: int
    most: int


class StartRegrouping(Asked):
    """A draft to begin for a community."""

    community: str = Field(..., min_length=12, max_length=12)
    name: str = Field(..., max_length=60)


class DraftGridIn(Asked):
    """A grid as it shall be."""

    code: str = Field(..., max_length=17)
    name: str = Field(..., max_length=60)
    kind: GridKind = GridKind.GENERAL
    polygon: dict[str, Any] | None = None
    into: str = Field("", max_length=17)


class ChangeRegrouping(Asked):
    """A draft as it shall be said; `version` is the one that was looked at."""

    version: int = Field(..., ge=0, le=2_000_000_000)
    name: str = Field(..., max_length=60)
    grids: list[DraftGridIn] = Field(..., max_length=200)
    moves: dict[str, str] = Field(default_factory=dict[str, str], max_length=5000)
    system: System = System.WGS84


class ApplyRegrouping(Asked):
    """A draft to carry out, and why."""

    version: int = Field(..., ge=0, le=2_000_000_000)
    reason: str = Field("", max_length=200)


class Version(Asked):
    """The version that was looked at."""

    version: int = Field(..., ge=0, le=2_000_000_000)


class CutShapes(Asked):
    """Boundaries of grids by code, and the one that is cut out of them."""

    shapes: dict[str, dict[str, Any]] = Field(..., max_length=200)
    out: dict[str, Any]


class JoinShapes(Asked):
    """Boundaries that become one."""

    shapes: list[dict[str, Any]] = Field(..., min_length=1, max_length=200)


class ShapesOut(Schema):
    """What is left of each boundary, by code; nothing where all of it was cut away."""

    shapes: dict[str, dict[str, Any] | None]


class ShapeOut(Schema):
    """One boundary."""

    polygon: dict[str, Any]
