"""Whether the grids of a community fit together. A household belongs to exactly one grid, so grids must not overlap and
should leave no gap; micro-grids lie in their grid and fill it. What is thinner than a metre or smaller than ten square
metres is the draughtsman's hand and not reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from shapely import MultiPolygon, Polygon, STRtree, make_valid, union_all
from shapely.geometry.base import BaseGeometry

from linli.kit.areas import Level, parent_of
from linli.kit.errors import Refused
from linli.territory.rules.boundaries import Area
from linli.territory.rules.planes import Plane, plane_of

THIN = 1.0
"""Metres: what is nowhere wider is not reported. Boundaries drawn by hand from a picture are no more exact."""
SMALL = 10.0
"""Square metres: what is smaller is not reported."""
STRIP = 30.0
"""Metres: an open strip between two grids counts as a gap when it is narrower than this (a lane that nobody has); what
grids surround on all sides is a gap of any size."""
LISTED_MOST = 50
"""Findings of a kind that are listed, the largest first."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A grid or micro-grid and its boundary in WGS-84."""

    code: str
    name: str
    shape: Area


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that is wrong: which grids it concerns, how large, where."""

    codes: tuple[str, ...]
    square_metres: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Fit:
    """How tiles fit: pairs that overlap, gaps between those named (or within the grid named), and micro-grids that
    stick out of their grid (micro-grid, grid). Each list the largest first, fifty at most."""

    overlaps: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    outside: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Flat:
    code: str
    shape: BaseGeometry


def fit(tiles: Sequence[Tile], *, about: str = "") -> Fit:
    """How the grids of one community fit together, or what concerns the one named alone."""
    if not tiles:
        return Fit((), (), ())
    plane, flat = _flattened(tiles)
    grids = [tile for tile in flat if len(tile.code) == Level.GRID]
    micros = [tile for tile in flat if len(tile.code) == Level.MICRO_GRID]
    by_code = {grid.code: grid for grid in grids}
    families = [
        (by_code.get(code), list(of)) for code, of in groupby(micros, key=lambda m: parent_of(m.code))
    ]
    overlaps = [*_overlaps(grids), *_overlaps(micros)]
    gaps = list(_between(grids, about))
    outside: list[Finding] = []
    for grid, family in families:
        if grid is not None:
            gaps += _within(grid, family)
            outside += _sticking_out(grid, family)
    return Fit(*(_listed(kind, about, plane) for kind in (overlaps, gaps, outside)))


def _flattened(tiles: Sequence[Tile]) -> tuple[Plane, list[_Flat]]:
    bounds = union_all([tile.shape.envelope for tile in tiles]).bounds
    plane = plane_of(bounds)
    ordered = sorted(tiles, key=lambda tile: tile.code)
    return plane, [_Flat(tile.code, _sound(plane.flat(tile.shape))) for tile in ordered]


def _sound(shape: BaseGeometry) -> BaseGeometry:
    """Rounding may have made an old boundary touch itself."""
    return shape if shape.is_valid else _areal(make_valid(shape))


def _listed(found: Iterable[Finding], about: str, plane: Plane) -> tuple[Finding, ...]:
    kept = [one for one in found if not about or about in one.codes]
    kept.sort(key=lambda one: (-one.square_metres, one.codes))
    return tuple(
        Finding(one.codes, round(one.square_metres, 1), plane.round(one.shape)) for one in kept[:LISTED_MOST]
    )


def _pieces(shape: BaseGeometry) -> list[Polygon]:
    """The polygons in a shape; lines and points, where neighbours merely touch, are none."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [piece for part in getattr(shape, "geoms", ()) for piece in _pieces(part)]


def _areal(shape: BaseGeometry) -> BaseGeometry:
    pieces = _pieces(shape)
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def _wide(shape: BaseGeometry) -> list[Polygon]:
    """The pieces that are large and somewhere wide enough to be told."""
    return [
        piece
        for piece in _pieces(shape)
        if piece.area >= SMALL and not piece.buffer(-THIN / 2, join_style="mitre").is_empty
    ]


def _finding(pieces: Sequence[Polygon], *codes: str) -> list[Finding]:
    if not pieces:
        return []
    shape = pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)
    return [Finding(codes, sum(piece.area for piece in pieces), shape)]


def _overlaps(tiles: Sequence[_Flat]) -> list[Finding]:
    tree = STRtree([tile.shape for tile in tiles])
    found: list[Finding] = []
    for number, tile in enumerate(tiles):
        near: list[int] = tree.query(tile.shape, predicate="intersects").tolist()
        for other in near:
            if other > number:
                shared = _wide(tile.shape.intersection(tiles[other].shape))
                found += _finding(shared, tile.code, tiles[other].code)
    return found


def _between(grids: Sequence[_Flat], about: str) -> list[Finding]:
    """What grids enclose without having it, and strips between them."""
    found: list[Finding] = []
    for piece, closed in _unclaimed(grids):
        near = tuple(grid.code for grid in grids if grid.shape.distance(piece) < THIN)
        if (len(near) > 1 or closed) and (not about or about in near):
            found += _finding([piece], *near)
    return found


def _unclaimed(tiles: Sequence[_Flat]) -> list[tuple[Polygon, bool]]:
    """Ground between the tiles, and whether they enclose it on all sides."""
    if not tiles:
        return []
    whole = union_all([tile.shape for tile in tiles])
    holes = union_all([Polygon(ring) for piece in _pieces(whole) for ring in piece.interiors])
    half = STRIP / 2
    bridged = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    enclosed = [(piece, True) for piece in _wide(holes.difference(whole))]
    strips = [(piece, False) for piece in _wide(bridged.difference(whole).difference(holes))]
    return [*enclosed, *strips]


def _within(grid: _Flat, micros: Sequence[_Flat]) -> list[Finding]:
    """What a grid's micro-grids leave of it."""
    left = _wide(grid.shape.difference(union_all([micro.shape for micro in micros])))
    return [one for piece in left for one in _finding([piece], grid.code, *_near(piece, micros))]


def _near(piece: Polygon, tiles: Sequence[_Flat]) -> list[str]:
    return [tile.code for tile in tiles if tile.shape.distance(piece) < THIN]


def _sticking_out(grid: _Flat, micros: Sequence[_Flat]) -> list[Finding]:
    return [
        one
        for micro in micros
        for one in _finding(_wide(micro.shape.difference(grid.shape)), micro.code, grid.code)
    ]


def fitted(tile: Tile, others: Sequence[Tile]) -> Area | None:
    """The boundary laid against its neighbours: cut where it overlaps them or leaves its grid, filled where a strip is
    left between; the largest piece of it. None when that changes nothing, or leaves nothing."""
    plane, flat = _flattened([tile, *others])
    level = len(tile.code)
    own = next(one.shape for one in flat if one.code == tile.code)
    beside = [one for one in flat if len(one.code) == level and one.code != tile.code]
    mine = [one for one in flat if one.code == tile.code]
    strips = [
        piece
        for piece, closed in _unclaimed([*beside, *mine])
        if piece.distance(own) < THIN and not closed and _near(piece, beside)
    ]
    fresh = union_all([own, *strips]).difference(union_all([one.shape for one in beside]))
    parent = next((one for one in flat if level > Level.GRID and one.code == parent_of(tile.code)), None)
    if parent is not None:
        fresh = fresh.intersection(parent.shape)
    pieces = _pieces(fresh)
    if not pieces:
        return None
    largest = max(pieces, key=lambda piece: piece.area)
    if largest.symmetric_difference(own).area < SMALL:
        return None
    return plane.round(largest)


def check_holes(tile: Tile, others: Sequence[Tile]) -> None:
    """Refuse a hole that no other grid of the level fills: whoever lives in it would belong to nobody. A market or a
    campus with a grid of its own may lie in a hole of the grid around it."""
    plane, flat = _flattened([tile, *others])
    own = next(one.shape for one in flat if one.code == tile.code)
    holes = union_all([Polygon(ring) for piece in _pieces(own) for ring in piece.interiors])
    beside = [one.shape for one in flat if len(one.code) == len(tile.code) and one.code != tile.code]
    left = _wide(holes.difference(union_all([own, *beside])))
    if left:
        size = sum(piece.area for piece in left)
        at = plane.round(left[0].representative_point())
        raise Refused(
            "territory/hole",
            zh=f"边界里有洞（约{size:,.0f}平方米），没有别的网格填上，住在里面的人就没人管了",
            en=f"There is a hole in the boundary (about {size:,.0f} m²) that no other grid fills",
            extra={"at": [round(at.x, 7), round(at.y, 7)]},
        )


def check_overlaps(found: Fit, *, names: Mapping[str, str]) -> None:
    """Refuse what overlaps a neighbour or leaves its grid, with whom and by how much; a person may accept that."""
    if not (found.overlaps or found.outside):
        return
    zh, en = _told(found, names)
    raise Refused(
        "territory/overlaps",
        zh=f"{zh}；请改好，或确认就这样保存",
        en=f"{en}; mend it, or save it as it is on purpose",
        extra={
            "overlaps": [{"codes": list(o.codes), "square_metres": o.square_metres} for o in found.overlaps],
            "outside": [{"codes": list(o.codes), "square_metres": o.square_metres} for o in found.outside],
        },
    )


def _told(found: Fit, names: Mapping[str, str]) -> tuple[str, str]:
    zh: list[str] = []
    en: list[str] = []
    for one in found.overlaps[:3]:
        first, second = (names.get(code, code) for code in one.codes)
        zh.append(f"“{first}”与“{second}”重叠约{one.square_metres:,.0f}平方米")
        en.append(f"{first!r} and {second!r} overlap by about {one.square_metres:,.0f} m²")
    for one in found.outside[:3]:
        micro, grid = (names.get(code, code) for code in one.codes)
        zh.append(f"“{micro}”有约{one.square_metres:,.0f}平方米在“{grid}”外面")
        en.append(f"about {one.square_metres:,.0f} m² of {micro!r} lie outside {grid!r}")
    more = len(found.overlaps) + len(found.outside) - len(zh)
    if more:
        zh.append(f"还有{more}处")
        en.append(f"{more} more")
    return "，".join(zh), ", ".join(en)
