"""Reading the map. Divisions and boundaries are public information, so there is no narrower sight than everybody's;
every read takes the actor all the same."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models import Count, Max
from django.db.models.functions import Left, Length
from shapely import STRtree
from shapely.geometry import Point, shape

from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds, community_of
from linli.kit.errors import NotFound
from linli.territory.models import Division, Grid
from linli.territory.rules import named, stems

STALE_AFTER = 20.0
"""Seconds a process trusts its copy of the names and boundaries before it asks whether they changed."""


@dataclass
class _Map:
    """A process's copy: names by code, and a tree over the grid polygons."""

    stamp: tuple[Any, ...] = ()
    asked: float = 0.0
    names: dict[str, str] | None = None
    tree: STRtree | None = None
    codes: list[str] | None = None
    below: dict[str, list[str]] = field(default_factory=dict)
    called: dict[str, dict[str, str]] = field(default_factory=dict)


_map = _Map()


def forget_map() -> None:
    """Drop the process's copy: after a change in this process, and between tests."""
    _map.stamp, _map.asked, _map.names, _map.tree, _map.codes = (), 0.0, None, None, None
    _map.below.clear()
    _map.called.clear()


def _fresh() -> _Map:
    if _map.names is not None and time.monotonic() - _map.asked < STALE_AFTER:
        return _map
    grids = Grid.objects.aggregate(n=Count("id"), at=Max("changed_at"))
    divisions = Division.objects.aggregate(n=Count("id"), at=Max("changed_at"))
    stamp = (grids["n"], grids["at"], divisions["n"], divisions["at"])
    if stamp != _map.stamp:
        _load()
        _map.stamp = stamp
    _map.asked = time.monotonic()
    return _map


def _load() -> None:
    names = dict(Division.objects.values_list("code", "name"))
    polygons: list[Any] = []
    codes: list[str] = []
    for code, name, polygon in Grid.objects.filter(closed_at=None).values_list("code", "name", "polygon"):
        names[code] = name
        if polygon:
            polygons.append(shape(polygon))
            codes.append(code)
    _map.names, _map.codes, _map.tree = names, codes, STRtree(polygons)
    _map.below.clear()
    _map.called.clear()


def communities_below(area: str) -> list[str]:
    """The communities of an area wider than one, by code, with the queues of what lies in the area and its parts but
    in no community."""
    fresh = _fresh()
    if area not in fresh.below:
        codes = [code for code in fresh.names or {} if code.startswith(area) and len(code) <= Level.COMMUNITY]
        fresh.below[area] = sorted({community_of(code) for code in [area, *codes]})
    return fresh.below[area]


def name_of(area: str) -> str:
    """The name of an area, or its code where nobody has named it."""
    return (_fresh().names or {}).get(area, area)


def full_name_of(area: str) -> str:
    """Subdistrict, community, grid, one after the other, as far as they are named."""
    names = _fresh().names or {}
    steps = [
        names[area[:n]]
        for n in (Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID, Level.MICRO_GRID)
        if len(area) >= n and area[:n] in names
    ]
    return " ".join(steps) or name_of(area)


def exists(area: str) -> bool:
    """Whether the area is known, as a division or an open grid."""
    return area in (_fresh().names or {})


def grid_at(*, longitude: float, latitude: float) -> str:
    """The code of the smallest grid that holds the point (WGS-84), or nothing."""
    fresh = _fresh()
    if fresh.tree is None or not fresh.codes:
        return ""
    found = [fresh.codes[i] for i in fresh.tree.query(Point(longitude, latitude), predicate="intersects")]
    return min(found, key=lambda code: (-len(code), code), default="")


def grid_named(*texts: str, within: str) -> str:
    """The one grid of a community that a text names, as 棉纺三舍网格 is named by 棉纺三舍2号楼. The first text that
    names any decides; nothing where it names several, or none does."""
    if len(within) < Level.COMMUNITY:
        return ""
    fresh = _fresh()
    if within not in fresh.called:
        known = (fresh.names or {}).items()
        grids = [(name, code) for code, name in known if code.startswith(within) and len(code) == Level.GRID]
        fresh.called[within] = stems(grids)
    found = (named(text, fresh.called[within]) for text in texts)
    one = next((codes for codes in found if codes), set[str]())
    return next(iter(one)) if len(one) == 1 else ""


def divisions(
    by: Actor, *, below: str = "", level: Level | None = None, q: str = "", most: int = 200
) -> list[Any]:
    """Divisions below an area, by code; `q` is a part of the name."""
    rows = Division.objects.all()
    if below:
        lo, hi = bounds(below)
        rows = rows.filter(code__gte=lo, code__lt=hi)
    if q:
        rows = rows.filter(name__contains=q)
    found = rows.order_by("code").values("code", "name", "synthetic")[: most if level is None else 5000]
    return [r for r in found if level is None or len(r["code"]) == level][:most]


def grids(by: Actor, *, below: str, polygons: bool = True, micro: bool = True) -> list[dict[str, Any]]:
    """Open grids below an area with their boundaries, by code."""
    lo, hi = bounds(below)
    rows = Grid.objects.filter(code__gte=lo, code__lt=hi, closed_at=None).order_by("code")
    columns = [
        "code",
        "name",
        "kind",
        "longitude",
        "latitude",
        "synthetic",
        *(["polygon"] if polygons else []),
    ]
    return [row for row in rows.values(*columns)[:2000] if micro or len(row["code"]) == Level.GRID]


def served(by: Actor, *, below: str = "", level: Level) -> list[dict[str, Any]]:
    """The areas of a level that hold open grids, by code: the places a resident can choose from."""
    rows = Grid.objects.filter(closed_at=None)
    if below:
        lo, hi = bounds(below)
        rows = rows.filter(code__gte=lo, code__lt=hi)
    cut = rows.annotate(step=Left("code", int(level)), length=Length("code")).filter(length__gte=int(level))
    found = cut.order_by("step").values("step").annotate(made_up=BoolAnd("synthetic"))[:500]
    return [{"code": r["step"], "name": name_of(r["step"]), "synthetic": r["made_up"]} for r in found]


def outline(by: Actor, *, code: str) -> dict[str, Any]:
    """The outline of a division as GeoJSON, with its source. NotFound when there is none."""
    row = Division.objects.filter(code=code).values("code", "name", "outline", "source").first()
    if row is None or row["outline"] is None:
        raise NotFound("territory/no-outline", zh="没有这个区域的边界", en="There is no outline of this area")
    return row
