"""What a draft of a regrouping says, where each building then lies, how many households each grid has before and
after, and what stands in the way of applying it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from shapely import STRtree
from shapely.geometry import Point, shape

from linli.kit.errors import Refused
from linli.territory.rules import (
    GridKind,
    System,
    as_geojson,
    check_grid_code,
    check_name,
    read_polygon,
)

HOUSEHOLDS_LEAST, HOUSEHOLDS_MOST = 300, 500
"""Households of a general grid (local grid laws: 300 to 500 households, or about a thousand people). Outside it is
told, not refused: a dedicated grid (market, campus) has none."""
GRIDS_MOST = 200


class State(StrEnum):
    """Where a regrouping stands."""

    DRAFT = "draft"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class DraftGrid:
    """A grid as it shall be; one with `into` closes and goes on in that grid. `polygon` is GeoJSON in WGS-84."""

    code: str
    name: str
    kind: str
    polygon: dict[str, Any] | None = None
    into: str = ""

    def told(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "polygon": self.polygon,
            "into": self.into,
        }


@dataclass(frozen=True, slots=True)
class Building:
    """A building and what is in it; `area` is the grid it lies in (15 digits, or its community where it lies in
    none)."""

    id: UUID
    name: str
    number: str
    area: str
    longitude: float | None
    latitude: float | None
    dwellings: int = 0
    households: int = 0
    residents: int = 0
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How much a grid holds."""

    buildings: int = 0
    dwellings: int = 0
    households: int = 0
    residents: int = 0
    organisations: int = 0

    def plus(self, one: Building) -> "Counted":
        """With one building more."""
        return Counted(
            self.buildings + 1,
            self.dwellings + one.dwellings,
            self.households + one.households,
            self.residents + one.residents,
            self.organisations + one.organisations,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be looked at; a blocking one must be mended before the draft can be applied."""

    type: str
    zh: str
    en: str
    blocking: bool
    code: str = ""
    buildings: tuple[UUID, ...] = ()


def read_grids(
    rows: Iterable[Mapping[str, Any]], *, community: str, system: System = System.WGS84
) -> list[DraftGrid]:
    """The grids of a draft. Refused, naming the grid, where a code is no grid of the community or comes twice, a name
    or a boundary cannot be used, or a grid goes into one that is not there or closes itself."""
    found: dict[str, DraftGrid] = {}
    for row in rows:
        one = _read(row, community, system)
        if one.code in found:
            raise _refused("code-twice", one, "网格编码重复", "This grid's code comes twice")
        found[one.code] = one
    if not found or len(found) > GRIDS_MOST:
        raise Refused(
            "regrouping/number", zh=f"网格应有1至{GRIDS_MOST}个", en=f"Between 1 and {GRIDS_MOST} grids"
        )
    for one in found.values():
        if one.into and (one.into not in found or found[one.into].into):
            raise _refused(
                "bad-into", one, "要并入的网格不存在或也要撤销", "It goes into a grid that is not there"
            )
    return sorted(found.values(), key=lambda grid: grid.code)


def _read(row: Mapping[str, Any], community: str, system: System) -> DraftGrid:
    code = str(row["code"])
    check_grid_code(code)
    one = DraftGrid(code, check_name(str(row["name"]), code=code), str(GridKind(row["kind"])))
    if len(code) != len(community) + 3 or not code.startswith(community):
        raise _refused("elsewhere", one, "不是本社区的网格", "This is no grid of the community")
    into = str(row.get("into") or "")
    if into == code:
        raise _refused("bad-into", one, "不能并入自己", "It cannot go into itself")
    polygon = row.get("polygon")
    if not polygon:
        return replace(one, into=into)
    try:
        return replace(one, into=into, polygon=as_geojson(read_polygon(polygon, system=system)))
    except Refused as bad:
        raise _refused(bad.type.partition("/")[2], one, bad.zh, bad.en) from bad


def _refused(type: str, one: DraftGrid, zh: str, en: str) -> Refused:
    title, title_en = f"“{one.name}”：{zh}", f"{one.name}: {en}"
    return Refused(
        f"regrouping/{type}",
        zh=title,
        en=title_en,
        fields=[{"field": f"grids.{one.code}", "title": title, "title_en": title_en}],
    )


def successors(grids: Sequence[DraftGrid]) -> dict[str, str]:
    """The closing grids, each with the one it goes on in."""
    return {one.code: one.into for one in grids if one.into}


def placed(
    buildings: Sequence[Building],
    grids: Sequence[DraftGrid],
    now: Mapping[str, dict[str, Any] | None],
    moves: Mapping[UUID, str],
) -> dict[UUID, str]:
    """The grid each building then lies in. Moved by hand first; else where it lies on the map, if its own grid closes
    or has another boundary than `now`, or the one it would come into has; else where it was. Nothing ("") where no open
    grid takes it."""
    after = successors(grids)
    open_ones = [one for one in grids if not one.into]
    codes = {one.code for one in open_ones}
    redrawn = {one.code for one in grids if one.into or one.polygon != now.get(one.code)}
    finder = _Finder(open_ones)
    where: dict[UUID, str] = {}
    for one in buildings:
        by_hand = moves.get(one.id, "")
        on_map = finder.find(one) if not by_hand else ""
        touched = one.area in redrawn or on_map in redrawn or one.area not in codes
        stays = after.get(one.area, one.area)
        wanted = by_hand or (on_map if touched else "") or stays
        where[one.id] = wanted if wanted in codes else ""
    return where


class _Finder:
    """Finds the open grid a point lies in."""

    def __init__(self, grids: Sequence[DraftGrid]) -> None:
        drawn = {one.code: shape(one.polygon) for one in grids if one.polygon}
        self._codes = list(drawn)
        self._tree = STRtree(list(drawn.values()))

    def find(self, one: Building) -> str:
        if one.longitude is None or one.latitude is None:
            return ""
        found = self._tree.query(Point(one.longitude, one.latitude), predicate="intersects").tolist()
        return min((self._codes[int(number)] for number in found), default="")


def counted(buildings: Sequence[Building], where: Mapping[UUID, str]) -> dict[str, Counted]:
    """What each grid holds when the buildings lie so."""
    totals: dict[str, Counted] = {}
    for one in buildings:
        code = where[one.id]
        totals[code] = totals.get(code, Counted()).plus(one)
    return totals


def problems(
    grids: Sequence[DraftGrid], buildings: Sequence[Building], where: Mapping[UUID, str]
) -> list[Problem]:
    """What stands in the way of a draft, the blocking ones first."""
    lost = tuple(one.id for one in buildings if not where[one.id])
    found: list[Problem] = []
    if lost:
        found.append(
            Problem(
                "nowhere",
                f"{len(lost)}栋楼不在任何网格里，请划进网格或手工指定",
                f"{len(lost)} buildings lie in no grid; draw them in or say where they belong",
                True,
                buildings=lost,
            )
        )
    after = counted(buildings, where)
    for one in grids:
        if not one.into and one.kind == GridKind.GENERAL.value:
            found += _sized(one, after.get(one.code, Counted()))
    return found


def _sized(one: DraftGrid, holds: Counted) -> list[Problem]:
    """A general grid with too few or too many households, or none at all."""
    if not holds.buildings:
        zh, en = "里面没有楼栋", "holds no building"
        return [Problem("empty", f"“{one.name}”{zh}", f"{one.name} {en}", False, one.code)]
    if HOUSEHOLDS_LEAST <= holds.households <= HOUSEHOLDS_MOST:
        return []
    few = holds.households < HOUSEHOLDS_LEAST
    type, zh, en = ("small", "偏少", "few") if few else ("large", "偏多", "many")
    span = f"{HOUSEHOLDS_LEAST}–{HOUSEHOLDS_MOST}"
    return [
        Problem(
            type,
            f"“{one.name}”有{holds.households}户，{zh}（一般{span}户）",
            f"{one.name} has {holds.households} households, {en} ({span} is usual)",
            False,
            one.code,
        )
    ]
