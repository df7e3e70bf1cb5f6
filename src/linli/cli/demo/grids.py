"""Sixteen grids and sixty-four micro-grids of an invented community of 0.65 km², as WGS-84 polygons in the midst of
the Taklamakan desert (82.60°E 39.30°N), where nobody lives: the place is meant to be seen as made up. Streets are
lines of a gently bent chessboard with staggered crossings: neighbours share every corner, the tiling has no gap."""

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from linli.cli.demo.places import COMMUNITY, ESTATES, Estate

LONGITUDE, LATITUDE = 82.60, 39.30
SQUARE_METRES = 650_000.0
METRES_A_DEGREE = (86_265.0, 111_003.0)
"""Of longitude and of latitude at 39.3° north on the WGS-84 ellipsoid."""

ROWS = (0.0, 0.26, 0.49, 0.76, 1.0)
COLUMNS = (
    (0.0, 0.22, 0.47, 0.74, 1.0),
    (0.0, 0.19, 0.38, 0.6, 0.81, 1.0),
    (0.0, 0.27, 0.5, 0.77, 1.0),
    (0.0, 0.36, 0.69, 1.0),
)
"""Streets from south to north, and between two of them the lanes from west to east: 4 + 5 + 4 + 3 grids."""

MARCH = 0.045
"""How far apart the points of a bent street stand, in units of the chessboard."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid (15 digits) or micro-grid (17 digits; `parent` is its grid). `polygon` is GeoJSON, `kind` general or
    dedicated; `longitude` and `latitude` lie inside; `households` of all micro-grids add up to their grid's."""

    code: str
    parent: str
    name: str
    kind: str
    polygon: dict[str, object]
    longitude: float
    latitude: float
    households: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the chessboard before it is bent."""

    west: float
    east: float
    south: float
    north: float

    def at(self, across: float, up: float) -> Point:
        """A point by its share of the way across and up."""
        return self.west + (self.east - self.west) * across, self.south + (self.north - self.south) * up


def _cells() -> list[Cell]:
    """The sixteen squares, from the north-west, row by row, as people number them."""
    found: list[Cell] = []
    for row in reversed(range(len(COLUMNS))):
        lanes = COLUMNS[row]
        found += [Cell(west, east, ROWS[row], ROWS[row + 1]) for west, east in pairwise(lanes)]
    return found


def _split(index: int) -> Point:
    """Where the two alleys of a grid cross, as shares of its width and height."""
    return 0.5 + 0.07 * math.sin(2.1 * index + 0.4), 0.5 + 0.08 * math.cos(1.7 * index)


def _quarters(index: int, cell: Cell) -> list[Cell]:
    across, up = cell.at(*_split(index))
    return [
        Cell(cell.west, across, up, cell.north),
        Cell(across, cell.east, up, cell.north),
        Cell(cell.west, across, cell.south, up),
        Cell(across, cell.east, cell.south, up),
    ]


def _bend(point: Point) -> Point:
    """From the chessboard to metres: a slanting western road, a river along the east, streets that are not straight."""
    u, v = point
    x = u + 0.05 * math.sin(2.6 * v + 0.3) * (1 - u) + 0.075 * math.sin(3.9 * v - 0.6) * u * u
    y = v + 0.045 * math.sin(4.4 * u + 0.9) * (0.35 + v) - 0.06 * (u - 0.5) ** 2
    slant = 0.16 * v
    return 1.19 * (x + slant * (1 - x)), y


@cache
def _corners() -> tuple[Point, ...]:
    """Every crossing of streets, lanes and alleys: a neighbour's corner becomes a point of the edge it meets."""
    found: set[Point] = set()
    for index, cell in enumerate(_cells()):
        for quarter in _quarters(index, cell):
            found |= {(u, v) for u in (quarter.west, quarter.east) for v in (quarter.south, quarter.north)}
    return tuple(sorted(found))


def _ticks(low: float, high: float, crossings: list[float]) -> list[float]:
    """The points of an edge: its crossings and, between them, the steps of the bend (the same from either side)."""
    march = [n * MARCH for n in range(math.ceil(low / MARCH), math.floor(high / MARCH) + 1)]
    kept = [m for m in march if all(abs(m - c) > MARCH / 4 for c in crossings)]
    return sorted({low, high, *crossings, *(m for m in kept if low < m < high)})


def _ring(cell: Cell) -> list[Point]:
    """The closed outline of a square, counter-clockwise, still unbent."""

    def along(level: float) -> list[float]:
        return _ticks(
            cell.west, cell.east, [u for u, v in _corners() if v == level and cell.west <= u <= cell.east]
        )

    def upward(lane: float) -> list[float]:
        return _ticks(
            cell.south, cell.north, [v for u, v in _corners() if u == lane and cell.south <= v <= cell.north]
        )

    south = [(u, cell.south) for u in along(cell.south)]
    east = [(cell.east, v) for v in upward(cell.east)][1:]
    north = [(u, cell.north) for u in reversed(along(cell.north))][1:]
    west = [(cell.west, v) for v in reversed(upward(cell.west))][1:]
    return [*south, *east, *north, *west]


def area_of(ring: list[Point]) -> float:
    """The area of a closed ring by the shoelace rule, in the square of its units."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


@cache
def _scale() -> float:
    """Metres for one unit, so that the community measures 0.65 km²."""
    return math.sqrt(SQUARE_METRES / sum(area_of([_bend(p) for p in _ring(cell)]) for cell in _cells()))


def _on_earth(point: Point) -> Point:
    x, y = _bend(point)
    metres = _scale()
    return (
        round(LONGITUDE + x * metres / METRES_A_DEGREE[0], 7),
        round(LATITUDE + y * metres / METRES_A_DEGREE[1], 7),
    )


def _polygon(cell: Cell) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(_on_earth(p)) for p in _ring(cell)]]}


def _shares(total: int, cells: list[Cell]) -> list[int]:
    """Households spread over quarters by size; what does not divide goes to the first."""
    sizes = [(c.east - c.west) * (c.north - c.south) for c in cells]
    parts = [math.floor(total * size / sum(sizes)) for size in sizes]
    parts[0] += total - sum(parts)
    return parts


def _grid(estate: Estate, cell: Cell) -> Grid:
    longitude, latitude = _on_earth(cell.at(0.5, 0.5))
    kind = "dedicated" if estate.kind in {"market", "park"} else "general"
    code = f"{COMMUNITY}{estate.grid:03d}"
    name = f"{estate.name}网格"
    return Grid(code, "", name, kind, _polygon(cell), longitude, latitude, estate.households)


def _micro_grids(grid: Grid, estate: Estate, index: int, cell: Cell) -> list[Grid]:
    found: list[Grid] = []
    quarters = _quarters(index, cell)
    for number, (quarter, households) in enumerate(
        zip(quarters, _shares(estate.households, quarters), strict=True), start=1
    ):
        longitude, latitude = _on_earth(quarter.at(0.5, 0.5))
        name = f"{estate.name}{number:02d}微网格"
        code = f"{grid.code}{number:02d}"
        found.append(
            Grid(code, grid.code, name, grid.kind, _polygon(quarter), longitude, latitude, households)
        )
    return found


@cache
def grids() -> tuple[Grid, ...]:
    """Each grid followed by its four micro-grids, in the order of their codes."""
    found: list[Grid] = []
    for index, (estate, cell) in enumerate(zip(ESTATES, _cells(), strict=True)):
        grid = _grid(estate, cell)
        found += [grid, *_micro_grids(grid, estate, index, cell)]
    return tuple(found)


@cache
def outline() -> dict[str, object]:
    """The community's outer boundary as GeoJSON, made of the same points as the grids along it."""
    cells = _cells()
    edges: list[tuple[Point, Point]] = []
    for cell in cells:
        ring = _ring(cell)
        edges += pairwise(ring)
    outer = {a: b for a, b in edges if (b, a) not in set(edges)}
    start = min(outer)
    ring = [start]
    while (following := outer[ring[-1]]) != start:
        ring.append(following)
    return {"type": "Polygon", "coordinates": [[list(_on_earth(p)) for p in [*ring, start]]]}


def spot(grid: int, micro: int, across: float, up: float) -> Point:
    """Longitude and latitude of a point inside a micro-grid (both counted from 1), by shares of its width and height
    between 0 and 1, kept off its edges."""
    index = grid - 1
    quarter = _quarters(index, _cells()[index])[micro - 1]
    return _on_earth(quarter.at(0.08 + 0.84 * across, 0.08 + 0.84 * up))
