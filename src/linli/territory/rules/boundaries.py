"""When a boundary can be used: closed rings of enough points, longitude first, not crossing itself, holes inside, of a
size a grid can have. Every refusal says what is wrong and, where one can point at it, where."""

import math
import re
from typing import Any, TypeAlias, cast

from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping
from shapely.validation import explain_validity

from linli.kit.errors import Refused
from linli.territory.rules.coordinates import Position, System, convert
from linli.territory.rules.planes import square_metres

Area: TypeAlias = Polygon | MultiPolygon
Ring: TypeAlias = list[Position]

POINTS_MOST = 10_000
"""Corners of one boundary. Districts' outlines have some thousand; a grid has dozens."""
PARTS_MOST = 20
"""Separate pieces of one boundary (飞地), and holes of one piece."""
SQUARE_METRES_LEAST = 100.0
"""Smaller than a single house: a slip of the hand."""
SQUARE_METRES_MOST = 5_000e6
"""5,000 km²: pastoral communities are that large, no grid is larger."""

DIGITS = 7
"""Decimals a boundary is stored with: about a centimetre."""

_AT = re.compile(r"\[(-?[\d.e+-]+) (-?[\d.e+-]+)\]")


def read_polygon(geojson: Any, *, system: System = System.WGS84) -> Area:
    """A usable boundary in WGS-84 from GeoJSON in a coordinate system: a Polygon or MultiPolygon. Refused with the
    reason: bad-geojson, too-many-points, swapped-axes, bad-position, not-closed, too-few-points, flat, self-crossing,
    bad-hole, parts-overlap, too-small, too-large. Heights are dropped."""
    parts = _parts(geojson)
    rings = [ring for part in parts for ring in part]
    _check_axes([place for ring in rings for place in ring])
    for ring in rings:
        _check_ring(ring)
    shapes = [Polygon(part[0], part[1:]) for part in _converted(parts, system, System.WGS84)]
    area = shapes[0] if geojson["type"] == "Polygon" else MultiPolygon(shapes)
    _check_shape(area)
    _check_size(area)
    return area


def _refuse(type: str, zh: str, en: str, at: list[float] | None = None) -> Refused:
    return Refused(f"territory/{type}", zh=zh, en=en, extra={"at": at} if at else None)


def _parts(geojson: Any) -> list[list[Ring]]:
    """The rings of each piece, the outer one first."""
    said = members_of(geojson)
    kind = said.get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _refuse("bad-geojson", "边界必须是 GeoJSON 多边形", "The boundary must be a GeoJSON polygon")
    found = said.get("coordinates")
    pieces = [found] if kind == "Polygon" else _listed(found)
    rings = [_listed(piece) for piece in pieces]
    if not rings or not all(rings):
        raise _refuse("bad-geojson", "边界里没有坐标", "The boundary has no coordinates")
    if len(rings) > PARTS_MOST or any(len(part) > PARTS_MOST + 1 for part in rings):
        raise _refuse(
            "too-many-parts",
            f"边界太碎：最多{PARTS_MOST}块，每块最多{PARTS_MOST}个洞",
            f"Too many parts: {PARTS_MOST} pieces at most, and {PARTS_MOST} holes in each",
        )
    if (points := sum(len(_listed(ring)) for part in rings for ring in part)) > POINTS_MOST:
        raise _refuse(
            "too-many-points",
            f"边界有{points}个点，太多了，最多{POINTS_MOST}个，请先简化",
            f"The boundary has {points} points; {POINTS_MOST} at most, simplify it first",
        )
    return [[[_place(place) for place in ring] for ring in part] for part in rings]


def members_of(value: Any) -> dict[str, Any]:
    """The members of a JSON object; none where it is another thing."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise _refuse("bad-geojson", "边界的坐标写得不对", "The boundary's coordinates are malformed")
    return list(cast("list[Any]", value))


def _place(value: Any) -> Position:
    numbers = _listed(value)
    good = 2 <= len(numbers) <= 4 and all(
        isinstance(n, int | float) and not isinstance(n, bool) for n in numbers
    )
    if not good or any(not math.isfinite(n) for n in numbers[:2] if isinstance(n, float)):
        raise _refuse(
            "bad-geojson",
            "边界里有的点不是经度、纬度两个数",
            "A point of the boundary is not the two numbers longitude, latitude",
        )
    return _float(numbers[0]), _float(numbers[1])


def _float(number: float) -> float:
    """A whole number of four hundred digits is no place either."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _check_axes(places: list[Position]) -> None:
    if not places:
        raise _refuse("bad-geojson", "边界里没有坐标", "The boundary has no coordinates")
    if all(3 <= x <= 54 and 73 <= y <= 136 for x, y in places):
        raise _refuse(
            "swapped-axes",
            "经纬度写反了：应先经度（73–136）后纬度（3–54）",
            "Longitude and latitude are swapped: longitude (73–136) first, latitude (3–54) second",
        )
    bad = next(((x, y) for x, y in places if not (-180 <= x <= 180 and -90 <= y <= 90)), None)
    if bad:
        projected = max(abs(bad[0]), abs(bad[1])) > 1000
        raise _refuse(
            "bad-position",
            "坐标是以米为单位的投影坐标，请先转成经纬度" if projected else "坐标超出经纬度范围",
            "These are projected coordinates in metres; turn them into degrees first"
            if projected
            else "Coordinates are outside longitude and latitude",
        )


def _check_ring(ring: Ring) -> None:
    if len(set(ring)) < 3:
        raise _refuse(
            "too-few-points",
            "边界的点太少：至少要三个不同的点",
            "Too few points: at least three different ones are wanted",
        )
    if ring[0] != ring[-1]:
        raise _refuse(
            "not-closed",
            "边界没有闭合：最后一个点要和第一个点相同",
            "The boundary is not closed: the last point must be the first again",
            at=list(ring[-1]),
        )
    if Polygon(ring).convex_hull.area == 0:
        raise _refuse(
            "flat",
            "边界的点都在一条线上，围不出一片地方",
            "All points of the boundary lie on one line and enclose nothing",
            at=list(ring[0]),
        )


def _converted(parts: list[list[Ring]], source: System, target: System) -> list[list[Ring]]:
    if source is target:
        return parts
    return [[[convert(p, source=source, target=target) for p in ring] for ring in part] for part in parts]


def _check_shape(area: Area) -> None:
    if area.is_valid:
        return
    where = _AT.search(explain_validity(area))
    at = [round(float(where[1]), DIGITS), round(float(where[2]), DIGITS)] if where else None
    parts = list(area.geoms) if isinstance(area, MultiPolygon) else [area]
    if all(part.is_valid for part in parts):
        raise _refuse("parts-overlap", "边界分成的几块互相重叠了", "The pieces of the boundary overlap", at)
    if all(Polygon(ring).is_valid for part in parts for ring in (part.exterior, *part.interiors)):
        raise _refuse(
            "bad-hole",
            "边界里的洞画错了：洞必须完全在边界里面，洞与洞不能重叠",
            "A hole is wrong: it must lie inside the boundary, and holes must not overlap",
            at,
        )
    raise _refuse(
        "self-crossing",
        "边界自己和自己交叉了，请拖动交叉处的点",
        "The boundary crosses itself; move the points where it does",
        at,
    )


def _check_size(area: Area) -> None:
    size = square_metres(area)
    if size < SQUARE_METRES_LEAST:
        raise _refuse(
            "too-small",
            f"边界只围了{size:.0f}平方米，太小了，是不是画错了",
            f"The boundary encloses {size:.0f} m² only; is that a slip?",
        )
    if size > SQUARE_METRES_MOST:
        raise _refuse(
            "too-large",
            f"边界围了{size / 1e6:,.0f}平方公里，网格不会这么大，请检查坐标",
            f"The boundary encloses {size / 1e6:,.0f} km²; no grid is that large, check the coordinates",
        )


def centre_of(polygon: Area) -> tuple[float, float]:
    """Longitude and latitude of a point that certainly lies inside."""
    point = polygon.representative_point()
    return round(point.x, DIGITS), round(point.y, DIGITS)


def as_geojson(polygon: Area, *, system: System = System.WGS84) -> dict[str, Any]:
    """A WGS-84 boundary as plain GeoJSON in a coordinate system; seven decimals (about a centimetre) are stored and
    sent."""
    written = mapping(polygon)
    return {"type": written["type"], "coordinates": _written(written["coordinates"], system)}


def _written(value: Any, system: System) -> Any:
    if isinstance(value[0], float | int):
        x, y = convert((value[0], value[1]), source=System.WGS84, target=system)
        return [round(x, DIGITS), round(y, DIGITS)]
    return [_written(inner, system) for inner in value]
