"""Reading the map. Divisions and boundaries are public information, so there is no narrower sight than everybody's;
every read takes the actor all the same. What a boundary was before is for those who see the area."""

from typing import Any

from django.contrib.postgres.aggregates import BoolAnd
from django.db.models.functions import Left, Length
from shapely.geometry import shape

from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.errors import NotFound
from linli.territory.models import Division, FormerBoundary, Grid
from linli.territory.queries.lookup import name_of
from linli.territory.rules import Permission, System, as_geojson

GRIDS_MOST = 2000
FORMER_MOST = 200


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
        "version",
        *(["polygon"] if polygons else []),
    ]
    found = [row for row in rows.values(*columns)[:GRIDS_MOST] if micro or len(row["code"]) == Level.GRID]
    for row in found:
        row["abilities"] = abilities(by, row["code"])
    return found


def grid(by: Actor, *, code: str) -> dict[str, Any]:
    """One open grid as the list shows it. NotFound when there is none."""
    found = [row for row in grids(by, below=code) if row["code"] == code]
    if not found:
        raise missing()
    return found[0]


def was_grid(by: Actor, *, code: str) -> bool:
    """Whether a grid that is closed had this code."""
    return Grid.objects.filter(code=code, closed_at__isnull=False).exists()


def missing() -> NotFound:
    """No open grid of this code."""
    return NotFound("territory/no-grid", zh="没有这个网格", en="There is no such grid")


def abilities(by: Actor, area: str) -> list[str]:
    """What the actor may do with the map of an area: draw, or nothing."""
    return ["draw"] if by.may(Permission.DRAW, area) else []


def history(by: Actor, *, code: str) -> list[dict[str, Any]]:
    """What a grid was before, the latest first: boundary, name and kind of every version, who replaced it, when and
    why; 200 at most. NotFound outside what the actor sees whole."""
    if not by.sees(code):
        raise missing()
    rows = FormerBoundary.objects.filter(code=code).order_by("-version")
    return list(
        rows.values(
            "version",
            "name",
            "kind",
            "polygon",
            "since",
            "replaced_at",
            "replaced_by_name",
            "reason",
        )[:FORMER_MOST]
    )


def _written(polygon: dict[str, Any] | None, system: System) -> dict[str, Any] | None:
    if not polygon:
        return None
    drawn: Any = shape(polygon)
    return as_geojson(drawn, system=system)


def collection(by: Actor, *, below: str, system: System) -> dict[str, Any]:
    """The grids below an area as a GeoJSON FeatureCollection in a coordinate system, to be saved as a file and read in
    again; 2000 at most."""
    return {
        "type": "FeatureCollection",
        "name": name_of(below),
        "coordinate_system": system.value,
        "features": [
            {
                "type": "Feature",
                "properties": {"code": row["code"], "name": row["name"], "kind": row["kind"]},
                "geometry": _written(row["polygon"], system),
            }
            for row in grids(by, below=below)
        ],
    }


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
