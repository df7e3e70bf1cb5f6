"""Estates of three kinds with their buildings, entrances and dwellings: as many dwellings as the households need and a
few more, which stand empty."""

import random
from dataclasses import dataclass

from linli.cli.demo.places import Estate
from linli.cli.synthetic.site import Site
from linli.register.rules.rows import BuildingRow, DwellingRow, EntranceRow, EstateRow, Rows

MORE = 1.05
"""Dwellings for each household."""
KINDS = {
    "property": "managed",
    "kept": "community",
    "abandoned": "abandoned",
    "market": "managed",
    "park": "managed",
}
KEEPERS = {
    "property": "物业项目部",
    "kept": "社区代管服务队",
    "abandoned": "",
    "market": "市场管理处",
    "park": "园区物业",
}


@dataclass(slots=True)
class Place:
    """A dwelling and the estate it is in; `address` is how people say it: 枇杷园3-2-501."""

    dwelling: DwellingRow
    estate: Estate

    @property
    def address(self) -> str:
        """The dwelling with its estate."""
        return self.estate.name + self.dwelling.code


def build(site: Site, rows: Rows) -> list[list[Place]]:
    """Put the places of a community in, and return the dwellings of each estate."""
    rng = site.rng("homes")
    return [_estate(site, estate, rng, rows) for estate in site.estates]


def _estate(site: Site, estate: Estate, rng: random.Random, rows: Rows) -> list[Place]:
    id = f"{site.prefix('estate')}{estate.grid:012x}"
    area = f"{site.code}{estate.grid:03d}"
    longitude, latitude = site.at(estate.grid, 1, 0.9, 0.1)
    keeper = KEEPERS[estate.kind]
    rows.estates.append(
        EstateRow(
            id=id,
            area=area,
            name=estate.name,
            kind=KINDS[estate.kind],
            keeper=f"{estate.name}{keeper}" if keeper else "",
            address=f"{estate.roads[0]}{rng.randint(2, 198)}号",
            built_in=rng.randint(2004, 2018) if estate.lift else rng.randint(1978, 2003),
            longitude=longitude,
            latitude=latitude,
        )
    )
    found: list[Place] = []
    for number, rooms in enumerate(_rooms(estate), start=1):
        building = _building(site, estate, number, id, area)
        rows.buildings.append(building)
        found += _inside(site, estate, building, rooms, rng, rows)
    return found


def _rooms(estate: Estate) -> list[list[int]]:
    """For each building the rooms on a floor of each of its entrances."""
    stairs = estate.buildings * estate.entrances
    floors = len(_floors(estate))
    wanted = max(round(estate.households * MORE), estate.households)
    each, rest = divmod(wanted, stairs * floors)
    each, wider = (each, -(-rest // floors)) if each else (1, 0)
    counts = [each + (n < wider) for n in range(stairs)]
    return [counts[n : n + estate.entrances] for n in range(0, stairs, estate.entrances)]


def _floors(estate: Estate) -> range:
    """The floors people live on: below them are shops in a market."""
    return range(2 if estate.kind == "market" else 1, estate.floors + 1)


def _building(site: Site, estate: Estate, number: int, id: str, area: str) -> BuildingRow:
    """A building; it stands where the demo's matters put it."""
    still = random.Random(f"{estate.name}{number}")
    longitude, latitude = site.at(estate.grid, (number - 1) % 4 + 1, still.random(), still.random())
    mixed = estate.kind in {"market", "park"} or number % 4 == 1
    return BuildingRow(
        id=f"{site.prefix('building')}{estate.grid * 1000 + number:012x}",
        area=area,
        estate=id,
        number=str(number),
        name=f"{estate.name}{number}号楼",
        address=estate.roads[number % len(estate.roads)],
        use="mixed" if mixed else "homes",
        floors=estate.floors,
        has_lift=estate.lift,
        longitude=longitude,
        latitude=latitude,
    )


def _inside(
    site: Site, estate: Estate, building: BuildingRow, rooms: list[int], rng: random.Random, rows: Rows
) -> list[Place]:
    found: list[Place] = []
    homes, stairs = site.prefix("dwelling"), site.prefix("entrance")
    for number, count in enumerate(rooms, start=1):
        entrance = f"{stairs}{len(rows.entrances):012x}"
        rows.entrances.append(EntranceRow(entrance, building.area, building.id, str(number)))
        sizes = [round(rng.uniform(42, 118), 1) for _ in range(count)]
        for floor in _floors(estate):
            for room, size in enumerate(sizes, start=1):
                code = f"{floor}{room:02d}"
                dwelling = DwellingRow(
                    id=f"{homes}{len(rows.dwellings):012x}",
                    area=building.area,
                    building=building.id,
                    entrance=entrance,
                    entrance_number=str(number),
                    room=code,
                    floor=floor,
                    code=f"{building.number}-{number}-{code}",
                    square_metres=size,
                )
                rows.dwellings.append(dwelling)
                found.append(Place(dwelling, estate))
    return found
