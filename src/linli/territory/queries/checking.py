"""Looking at boundaries before they are stored: one that is being drawn, a file of them, and those that are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import shape

from linli.kit.actor import Actor, require
from linli.kit.areas import bounds, community_of
from linli.kit.errors import Refused
from linli.territory.models import Division, Grid
from linli.territory.queries.lookup import name_of
from linli.territory.queries.reading import abilities
from linli.territory.rules import (
    Feature,
    Finding,
    Fit,
    Permission,
    System,
    Tile,
    as_geojson,
    check_grid_code,
    check_holes,
    fit,
    fitted,
    missing_parents,
    read_features,
    read_polygon,
    square_metres,
)


def tiles(by: Actor, *, community: str) -> list[Tile]:
    """The open grids of a community that have boundaries, as the rules look at them."""
    lo, hi = bounds(community)
    rows = Grid.objects.filter(code__gte=lo, code__lt=hi, closed_at=None, polygon__isnull=False)
    found: list[Tile] = []
    for code, name, polygon in rows.values_list("code", "name", "polygon"):
        drawn: Any = shape(polygon)
        found.append(Tile(code, name, drawn))
    return found


def tiling(by: Actor, *, community: str) -> dict[str, Any]:
    """How the stored grids of a community fit together, and whether the actor may mend it."""
    there = tiles(by, community=community)
    return {"abilities": abilities(by, community), **_told(fit(there), {t.code: t.name for t in there})}


def check(by: Actor, *, code: str, name: str, polygon: dict[str, Any], system: System) -> dict[str, Any]:
    """What would be wrong with a boundary if the grid of this code had it: a fault that forbids it, else how it fits
    its neighbours, and the boundary laid against them. Forbidden to whoever may not draw there."""
    check_grid_code(code)
    require(by, Permission.DRAW, within=code)
    answer: dict[str, Any] = {"fault": None, "square_metres": 0, "polygon": None, "fitted": None}
    try:
        area = read_polygon(polygon, system=system)
    except Refused as fault:
        return answer | {"fault": told(fault)} | _told(Fit((), (), ()), {})
    others = [tile for tile in tiles(by, community=community_of(code)) if tile.code != code]
    own = Tile(code, name or name_of(code), area)
    answer |= {"square_metres": round(square_metres(area)), "polygon": as_geojson(area)}
    laid = fitted(own, others)
    answer["fitted"] = as_geojson(laid) if laid is not None else None
    try:
        check_holes(own, others)
    except Refused as fault:
        answer["fault"] = told(fault)
    names = {tile.code: tile.name for tile in [own, *others]}
    return answer | _told(fit([own, *others], about=code), names)


@dataclass(frozen=True, slots=True)
class Plan:
    """A file of grids as it would be loaded: its features, what is stored of each, what is wrong, how all would fit."""

    features: list[Feature]
    stored: dict[str, dict[str, Any]]
    faults: dict[int, Refused]
    tiles: dict[str, list[Tile]]
    fits: dict[str, Fit]

    @property
    def names(self) -> dict[str, str]:
        """Names of all the grids it concerns."""
        return {tile.code: tile.name for community in self.tiles.values() for tile in community}

    def state(self, feature: Feature) -> str:
        """new, changed, same or bad."""
        if feature.number in self.faults:
            return "bad"
        stored = self.stored.get(feature.code)
        if stored is None:
            return "new"
        drawn = stored["polygon"] if feature.shape is None else as_geojson(feature.shape)
        said = (feature.name, feature.kind.value, drawn)
        return "same" if said == (stored["name"], stored["kind"], stored["polygon"]) else "changed"


def planned(by: Actor, *, content: Any, system: System, community: str = "") -> Plan:
    """Read a file of grids against what is stored, and change nothing. Forbidden where the actor may not draw; Refused
    when the whole cannot be read."""
    if community:
        require(by, Permission.DRAW, within=community)
    features = read_features(content, system=system, community=community)
    faults = {one.number: one.fault for one in features if one.fault}
    communities = sorted({community_of(one.code) for one in features if not one.fault})
    for one in communities:
        require(by, Permission.DRAW, within=one)
    stored = _stored(communities)
    for number, parent in missing_parents(features, known=set(stored)).items():
        faults[number] = _no_parent(parent)
    known = set(Division.objects.filter(code__in=communities).values_list("code", flat=True))
    for one in features:
        if not one.fault and community_of(one.code) not in known:
            faults[one.number] = _no_parent(community_of(one.code))
    good = [one for one in features if one.number not in faults]
    laid = {one: _with(tiles(by, community=one), good, one) for one in communities}
    faults |= _holes(good, laid)
    return Plan(features, stored, faults, laid, {one: fit(found) for one, found in laid.items()})


def _stored(communities: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = Grid.objects.filter(community__in=list(communities), closed_at=None)
    return {row["code"]: row for row in rows.values("code", "name", "kind", "polygon", "version")}


def _no_parent(code: str) -> Refused:
    return Refused(
        "territory/no-parent",
        zh=f"文件里和系统里都没有{code}，先建上一级",
        en=f"{code} is neither in the file nor stored; make it first",
    )


def _with(there: list[Tile], features: list[Feature], community: str) -> list[Tile]:
    """The stored tiles with the file's in their places."""
    after = {tile.code: tile for tile in there}
    for one in features:
        if one.shape is not None and community_of(one.code) == community:
            after[one.code] = Tile(one.code, one.name, one.shape)
    return list(after.values())


def _holes(features: list[Feature], laid: Mapping[str, list[Tile]]) -> dict[int, Refused]:
    found: dict[int, Refused] = {}
    for one in features:
        if one.shape is not None:
            others = [tile for tile in laid[community_of(one.code)] if tile.code != one.code]
            try:
                check_holes(Tile(one.code, one.name, one.shape), others)
            except Refused as fault:
                found[one.number] = fault
    return found


def preview(by: Actor, *, content: Any, system: System, community: str) -> dict[str, Any]:
    """What loading the file would do, feature by feature, and how the grids would then fit together."""
    plan = planned(by, content=content, system=system, community=community)
    found = plan.fits.get(community, Fit((), (), ()))
    features = [_feature(plan, one) for one in plan.features]
    states = [one["state"] for one in features]
    counts = {state: states.count(state) for state in ("new", "changed", "same", "bad")}
    return {"features": features, "counts": counts, **_told(found, plan.names)}


def _feature(plan: Plan, one: Feature) -> dict[str, Any]:
    fault = plan.faults.get(one.number)
    stored = plan.stored.get(one.code)
    return {
        "number": one.number,
        "code": one.code,
        "name": one.name,
        "kind": one.kind.value,
        "state": plan.state(one),
        "version": stored["version"] if stored else 0,
        "square_metres": round(square_metres(one.shape)) if one.shape is not None else 0,
        "polygon": as_geojson(one.shape) if one.shape is not None else None,
        "fault": told(fault) if fault else None,
    }


def told(fault: Refused) -> dict[str, Any]:
    """A fault as an answer carries it."""
    return {"type": fault.type, "title": fault.zh, "title_en": fault.en, "at": fault.extra.get("at")}


def _told(found: Fit, names: Mapping[str, str]) -> dict[str, Any]:
    kinds = {"overlaps": found.overlaps, "gaps": found.gaps, "outside": found.outside}
    return {kind: [_finding(one, names) for one in findings] for kind, findings in kinds.items()}


def _finding(one: Finding, names: Mapping[str, str]) -> dict[str, Any]:
    drawn: Any = one.shape
    return {
        "codes": list(one.codes),
        "names": [names.get(code, code) for code in one.codes],
        "square_metres": one.square_metres,
        "polygon": as_geojson(drawn),
    }
