"""Cutting a grid out of others and joining two, in WGS-84. What is left of a grid may fall into pieces; slivers
thinner than a pavement are dropped. Boundaries that cannot be used are refused as `territory` refuses them."""

from typing import Any

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from linli.kit.errors import Refused
from linli.territory.rules import Area, as_geojson, read_polygon, square_metres

SLIVER = 25.0
"""Square metres below which a piece that a cut leaves over is nobody's."""


def cut(polygon: dict[str, Any], out: dict[str, Any]) -> dict[str, Any] | None:
    """What is left of a polygon (GeoJSON) when another is cut out of it; None when nothing is."""
    left = _tidy(read_polygon(polygon).difference(read_polygon(out)))
    return as_geojson(left) if left is not None else None


def joined(polygons: list[dict[str, Any]]) -> dict[str, Any]:
    """Several polygons (GeoJSON) as one. Refused when none is given."""
    if not polygons:
        raise Refused("regrouping/no-shape", zh="没有可以合并的边界", en="There is no boundary to join")
    whole: BaseGeometry = read_polygon(polygons[0])
    for other in polygons[1:]:
        whole = whole.union(read_polygon(other))
    area = _tidy(whole)
    if area is None:
        raise Refused("regrouping/no-shape", zh="没有可以合并的边界", en="There is no boundary to join")
    return as_geojson(area)


def _tidy(geometry: BaseGeometry) -> Area | None:
    """The pieces that count, as one area."""
    parts = [part for part in _polygons(geometry.buffer(0)) if square_metres(part) >= SLIVER]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    if isinstance(geometry, MultiPolygon):
        return list(geometry.geoms)
    return []
