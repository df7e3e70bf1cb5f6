"""The rules of the map: what a grid is and who draws it (`grids`), when a boundary can be used (`boundaries`),
how grids fit together (`tiling`, in metres by `planes`), files of grids (`features`), coordinate systems
(`coordinates`)."""

from linli.territory.rules.boundaries import Area, as_geojson, centre_of, read_polygon
from linli.territory.rules.coordinates import System, convert
from linli.territory.rules.features import Feature, missing_parents, read_features
from linli.territory.rules.grids import (
    GRANTS,
    LEVEL_NAMES,
    GridKind,
    Permission,
    check_division_code,
    check_grid_code,
    check_name,
    check_parent,
    check_reason,
    check_version,
    has_taken,
    named,
    stems,
    trimmed,
)
from linli.territory.rules.planes import square_metres
from linli.territory.rules.tiling import Finding, Fit, Tile, check_holes, check_overlaps, fit, fitted

__all__ = [
    "GRANTS",
    "LEVEL_NAMES",
    "Area",
    "Feature",
    "Finding",
    "Fit",
    "GridKind",
    "Permission",
    "System",
    "Tile",
    "as_geojson",
    "centre_of",
    "check_division_code",
    "check_grid_code",
    "check_holes",
    "check_name",
    "check_overlaps",
    "check_parent",
    "check_reason",
    "check_version",
    "convert",
    "fit",
    "fitted",
    "has_taken",
    "missing_parents",
    "named",
    "read_features",
    "read_polygon",
    "square_metres",
    "stems",
    "trimmed",
]
