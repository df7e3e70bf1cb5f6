"""Where a made-up community stands: its code and name, the sixteen estates and grids of the demo with names of its own,
moved to a place of its own in the desert."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.cli.demo import grids
from linli.cli.demo.places import COMMUNITY, ESTATES, Estate
from linli.cli.synthetic import marginals, names
from linli.kit import ids

DEMO_SERIAL = 101
FIRST_SERIAL = 1000
_APART = (0.016, 0.0125)
"""Degrees from one community to the next, of longitude and latitude: the demo's is some 900 metres wide."""


@dataclass(frozen=True, slots=True)
class Site:
    """A community before anybody lives in it. `serial` keeps numbers of communities apart, `east` and `north` are
    degrees from the demo's place. Ids follow from code, seed and size."""

    code: str
    name: str
    serial: int
    seed: int
    estates: tuple[Estate, ...]
    east: float = 0.0
    north: float = 0.0

    @property
    def households(self) -> int:
        """How many live there."""
        return sum(estate.households for estate in self.estates)

    def rng(self, part: str) -> random.Random:
        """A source of chance for one part of the community, the same every time."""
        return random.Random(f"{self.seed}/{self.code}/{part}")

    def prefix(self, noun: str) -> str:
        """What the ids of a noun begin with here; a number of twelve hexadecimal digits follows."""
        made = ids.of("synthetic", f"{self.seed}/{self.code}/{self.households}/{noun}").hex
        return f"{made[:8]}-{made[8:12]}-8{made[13:16]}-8{made[17:20]}-"

    @property
    def first_estate(self) -> str:
        """The id by which the community is known again."""
        return f"{self.prefix('estate')}{self.estates[0].grid:012x}"

    def at(self, grid: int, micro: int, across: float, up: float) -> tuple[float, float]:
        """Longitude and latitude of a point inside a micro-grid, by shares of its width and height."""
        longitude, latitude = grids.spot(grid, micro, across, up)
        return round(longitude + self.east, 7), round(latitude + self.north, 7)

    def polygons(self) -> list[tuple[str, str, str, dict[str, object]]]:
        """Code, name, kind and boundary of each grid."""
        drawn = [grid for grid in grids.grids() if not grid.parent]
        return [
            (
                f"{self.code}{estate.grid:03d}",
                f"{estate.name}网格",
                grid.kind,
                moved(grid.polygon, self.east, self.north),
            )
            for estate, grid in zip(self.estates, drawn, strict=True)
        ]


def moved(polygon: dict[str, object], east: float, north: float) -> dict[str, object]:
    """A polygon some degrees further."""
    rings: Sequence[Sequence[Sequence[float]]] = polygon["coordinates"]  # type: ignore[assignment]
    return {
        "type": "Polygon",
        "coordinates": [[[round(x + east, 7), round(y + north, 7)] for x, y in ring] for ring in rings],
    }


DEMO = Site(COMMUNITY, "芸窗社区", DEMO_SERIAL, 2026, ESTATES)
"""The demo community."""


def numbered(code: str, number: int, *, households: int, seed: int) -> Site:
    """The so-many-th community of a made-up city (from 0), for so many households; its estates have names of its own
    and are as large in proportion as the demo's."""
    rng = random.Random(f"{seed}/{code}/site")
    share = households / marginals.WHOLE.households
    parts = marginals.shared(households, [estate.households for estate in ESTATES])
    called = names.estates(rng, len(ESTATES))
    estates = tuple(
        replace(
            estate,
            name=f"{name}市场" if estate.kind == "market" else name,
            households=part,
            buildings=max(1, round(estate.buildings * share)),
        )
        for estate, name, part in zip(ESTATES, called, parts, strict=True)
    )
    row, column = divmod(number, 24)
    return Site(
        code=code,
        name=f"第{number + 1}社区（合成）",
        serial=FIRST_SERIAL + number,
        seed=seed,
        estates=estates,
        east=round((column + 2) * _APART[0], 7),
        north=round(row * _APART[1], 7),
    )
