"""The map as a process keeps it: names by code, and a tree over the boundaries that finds the grid of a point in
microseconds. A process asks every three seconds, by one look at two indexes, whether anything changed anywhere, and
then reads only what did."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from linli.kit.areas import Level, community_of
from linli.territory.models import Division, Grid
from linli.territory.rules import named, stems

STALE_AFTER = 3.0
"""Seconds a process trusts its copy before it asks whether names or boundaries changed."""

WINDOW = timedelta(minutes=10)
"""A change may become visible after a later one, if its transaction lasted longer; so what was changed in the last ten
minutes is counted each time and read again when the count differs. No transaction lasts so long."""

_STAMP = """
SELECT g.at, n.number, n.versions, d.at,
 (SELECT count(*) FROM territory_division WHERE changed_at > d.at - %s::interval)
FROM (SELECT max(changed_at) AS at FROM territory_grid) g
CROSS JOIN (SELECT max(changed_at) AS at FROM territory_division) d
CROSS JOIN LATERAL (SELECT count(*) AS number, coalesce(sum(version), 0) AS versions FROM territory_grid
 WHERE changed_at > g.at - %s::interval) n
"""


@dataclass(frozen=True, slots=True)
class _Map:
    """A process's copy; made whole, then put in the place of the one before, so that no thread sees half of it."""

    grids_at: datetime | None = None
    divisions_at: datetime | None = None
    names: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, tuple[int, BaseGeometry]] = field(default_factory=dict)
    tree: STRtree = field(default_factory=lambda: STRtree([]))
    codes: tuple[str, ...] = ()
    below: dict[str, list[str]] = field(default_factory=dict)
    """Communities by the wider area they were asked for."""
    called: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the grids of a community are called, by the community."""
    listed: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The grids of a community with their names, by the community."""


@dataclass(slots=True)
class _Kept:
    map: _Map = field(default_factory=_Map)
    stamp: tuple[Any, ...] | None = None
    asked: float = 0.0


_kept = _Kept()


def forget_map() -> None:
    """Drop the process's copy: between tests."""
    _kept.map, _kept.stamp, _kept.asked = _Map(), None, 0.0


def look_again() -> None:
    """Ask at the next question whether anything changed: after a change in this process."""
    _kept.asked = 0.0


def _fresh() -> _Map:
    if _kept.stamp is not None and time.monotonic() - _kept.asked < STALE_AFTER:
        return _kept.map
    stamp = _stamp()
    if stamp != _kept.stamp:
        _kept.map = _loaded(_kept.map, grids_at=stamp[0], divisions_at=stamp[3])
        _kept.stamp = stamp
    _kept.asked = time.monotonic()
    return _kept.map


def _stamp() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [str(WINDOW), str(WINDOW)])
        return cursor.fetchall()[0]


def _loaded(before: _Map, *, grids_at: datetime | None, divisions_at: datetime | None) -> _Map:
    """The copy brought up to date, from the one before unless time went backwards."""
    if _backwards(before.grids_at, grids_at) or _backwards(before.divisions_at, divisions_at):
        before = _Map()
    divisions, grids = Division.objects.all(), Grid.objects.all()
    if before.divisions_at:
        divisions = divisions.filter(changed_at__gt=before.divisions_at - WINDOW)
    if before.grids_at:
        grids = grids.filter(changed_at__gt=before.grids_at - WINDOW)
    names = before.names | dict(divisions.values_list("code", "name"))
    columns = ("code", "name", "version", "closed_at", "polygon")
    names, shapes = _with_grids(
        names, dict(before.shapes), grids.values_list(*columns).iterator(chunk_size=1000)
    )
    codes = tuple(shapes)
    tree = STRtree([shapes[code][1] for code in codes])
    return _Map(grids_at, divisions_at, names, shapes, tree, codes)


def _backwards(before: datetime | None, now: datetime | None) -> bool:
    return before is not None and (now is None or now < before)


def _with_grids(
    names: dict[str, str], shapes: dict[str, tuple[int, BaseGeometry]], rows: Iterable[tuple[Any, ...]]
) -> tuple[dict[str, str], dict[str, tuple[int, BaseGeometry]]]:
    for code, name, version, closed_at, polygon in rows:
        if closed_at is not None:
            names.pop(code, None)
            shapes.pop(code, None)
            continue
        names[code] = name
        if not polygon:
            shapes.pop(code, None)
        elif code not in shapes or shapes[code][0] != version:
            shapes[code] = version, shape(polygon)
    return names, shapes


def grid_named(*texts: str, within: str) -> str:
    """The one grid of a community that a text names, as 棉纺三舍网格 is named by 棉纺三舍2号楼. The first text that
    names any decides; nothing where it names several, or none does."""
    if len(within) < Level.COMMUNITY:
        return ""
    fresh = _fresh()
    if within not in fresh.called:
        fresh.called[within] = stems([(name, code) for code, name in grid_names(within)])
    found = (named(text, fresh.called[within]) for text in texts)
    one = next((codes for codes in found if codes), set[str]())
    return next(iter(one)) if len(one) == 1 else ""


def grid_names(community: str) -> tuple[tuple[str, str], ...]:
    """Codes and names of a community's grids, in the order of their codes."""
    fresh = _fresh()
    if community not in fresh.listed:
        known = fresh.names.items()
        found = [one for one in known if one[0].startswith(community) and len(one[0]) == Level.GRID]
        fresh.listed[community] = tuple(sorted(found))
    return fresh.listed[community]


def name_of(area: str) -> str:
    """The name of an area, or its code where nobody has named it."""
    return _fresh().names.get(area, area)


def full_name_of(area: str) -> str:
    """Subdistrict, community, grid, one after the other, as far as they are named."""
    names = _fresh().names
    steps = [
        names[area[:n]]
        for n in (Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID, Level.MICRO_GRID)
        if len(area) >= n and area[:n] in names
    ]
    return " ".join(steps) or name_of(area)


def communities_below(area: str) -> list[str]:
    """The communities of an area wider than one, by code, with the queues of what lies in the area and its parts but
    in no community."""
    fresh = _fresh()
    if area not in fresh.below:
        codes = [code for code in fresh.names if code.startswith(area) and len(code) <= Level.COMMUNITY]
        fresh.below[area] = sorted({community_of(code) for code in [area, *codes]})
    return fresh.below[area]


def exists(area: str) -> bool:
    """Whether the area is known, as a division or an open grid."""
    return area in _fresh().names


def grid_at(*, longitude: float, latitude: float) -> str:
    """The code of the smallest grid that holds the point (WGS-84), or nothing."""
    fresh = _fresh()
    found = [fresh.codes[i] for i in fresh.tree.query(Point(longitude, latitude), predicate="intersects")]
    return min(found, key=lambda code: (-len(code), code), default="")
