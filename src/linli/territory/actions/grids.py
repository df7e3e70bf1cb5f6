"""Grids: drawn anew, redrawn, renamed. What a grid was before stays as a former boundary; the ledger says that it was
redrawn and by how much."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of, parent_of
from linli.ledger import actions as ledger
from linli.territory import queries
from linli.territory.models import Division, FormerBoundary, Grid
from linli.territory.queries.reading import missing
from linli.territory.rules import (
    Area,
    GridKind,
    Permission,
    System,
    Tile,
    as_geojson,
    centre_of,
    check_grid_code,
    check_holes,
    check_name,
    check_overlaps,
    check_parent,
    check_reason,
    check_version,
    fit,
    has_taken,
    read_polygon,
    square_metres,
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A grid as it shall be."""

    code: str
    name: str
    kind: GridKind
    shape: Area | None = None
    synthetic: bool = False


def draw_grid(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: GridKind = GridKind.GENERAL,
    polygon: dict[str, Any] | None = None,
    synthetic: bool = False,
    reason: str = "",
) -> UUID:
    """Make a grid or change its name, kind and boundary, whatever lies beside it; the same again changes nothing.
    Refuses a bad code or name, and a boundary that cannot be used."""
    check_grid_code(code)
    require(by, Permission.DRAW, within=code)
    alone_in(community_of(code))
    shape = read_polygon(polygon) if polygon else None
    drawing = Drawing(code, check_name(name, code=code), kind, shape, synthetic)
    grid = Grid.objects.select_for_update(of=("self",)).filter(community=community_of(code), code=code)
    return put(by, grid.first(), drawing, reason=check_reason(reason))


def open_grid(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: GridKind = GridKind.GENERAL,
    polygon: dict[str, Any] | None = None,
    system: System = System.WGS84,
    accept_overlaps: bool = False,
) -> UUID:
    """Make a new grid or micro-grid. Refuses a bad code, name or boundary, a code that is taken (409), a missing
    community or grid above, a hole nobody fills, and overlaps unless they are accepted."""
    check_grid_code(code)
    require(by, Permission.DRAW, within=code)
    alone_in(community_of(code))
    taken = Grid.objects.filter(community=community_of(code), code=code).first()
    if taken is not None:
        raise has_taken(code, name=taken.name)
    check_parent(code, known=_is_known(parent_of(code)))
    shape = read_polygon(polygon, system=system) if polygon is not None else None
    drawing = Drawing(code, check_name(name, code=code), kind, shape)
    accepted = _checked(by, drawing, accept_overlaps)
    return put(by, None, drawing, reason="", accepted=accepted)


def change_grid(
    *,
    by: Actor,
    code: str,
    version: int,
    name: str,
    kind: GridKind,
    polygon: dict[str, Any] | None = None,
    system: System = System.WGS84,
    reason: str = "",
    accept_overlaps: bool = False,
) -> UUID:
    """Rename or redraw a grid that was looked at in this version; without a boundary the old one stays. NotFound, 409
    when it was changed since; refuses a bad name, reason or boundary, a hole nobody fills, and overlaps unless they are
    accepted."""
    require(by, Permission.DRAW, within=code)
    alone_in(community_of(code))
    rows = Grid.objects.select_for_update(of=("self",))
    grid = rows.filter(community=community_of(code), code=code, closed_at=None).first()
    if grid is None:
        raise missing()
    now = {name: getattr(grid, name) for name in ("name", "kind", "polygon", "version")}
    check_version(version, now=now)
    shape = read_polygon(polygon, system=system) if polygon is not None else None
    drawing = Drawing(code, check_name(name, code=code), kind, shape, grid.synthetic)
    accepted = _checked(by, drawing, accept_overlaps)
    return put(by, grid, drawing, reason=check_reason(reason), keep_boundary=True, accepted=accepted)


def close_grid(*, by: Actor, code: str, reason: str) -> UUID:
    """Close a grid, and its micro-grids with it: it is on no map any more, and what was written down in it keeps its
    name. Whoever closes it sees to what lay in it (`regrouping`). NotFound where there is none open; refuses a reason
    that is none."""
    check_grid_code(code)
    require(by, Permission.DRAW, within=code)
    alone_in(community_of(code))
    tidy, now = check_reason(reason), clock.now()
    rows = Grid.objects.select_for_update(of=("self",)).filter(community=community_of(code), closed_at=None)
    found = [grid for grid in rows.order_by("code") if grid.code.startswith(code)]
    if not found or found[0].code != code:
        raise missing()
    for grid in found:
        _keep_former(by, grid, tidy, now)
        grid.version += 1
        grid.closed_at = grid.changed_at = now
        grid.save(update_fields=["version", "closed_at", "changed_at"])
        ledger.record("grid.closed", by=by, area=grid.code, subject=grid.id, version=grid.version)
    queries.look_again()
    return found[0].id


def alone_in(community: str) -> None:
    """Wait until nobody else draws in the community: two neighbours drawn at one moment would not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"territory:{community}"])


def _is_known(area: str) -> bool:
    if len(area) == Level.GRID:
        return Grid.objects.filter(community=community_of(area), code=area, closed_at=None).exists()
    return Division.objects.filter(code=area).exists()


def _checked(by: Actor, drawing: Drawing, accept: bool) -> int:
    """How many overlaps are accepted with the drawing; refused when they are not."""
    if drawing.shape is None:
        return 0
    own = Tile(drawing.code, drawing.name, drawing.shape)
    others = [t for t in queries.tiles(by, community=community_of(own.code)) if t.code != own.code]
    check_holes(own, others)
    found = fit([own, *others], about=own.code)
    if not accept:
        check_overlaps(found, names={tile.code: tile.name for tile in [own, *others]})
    return len(found.overlaps) + len(found.outside)


def put(
    by: Actor,
    grid: Grid | None,
    drawing: Drawing,
    *,
    reason: str,
    keep_boundary: bool = False,
    accepted: int = 0,
) -> UUID:
    """Store a drawing in a grid, locked, or in a new one, with its ledger entry; nothing when it says what is there.
    Without a boundary the old one goes, or with `keep_boundary` stays."""
    new = grid is None
    grid = grid or _blank(drawing.code)
    before = _said(grid)
    after = {"name": drawing.name, "kind": drawing.kind.value, "polygon": before["polygon"]}
    if drawing.shape is not None or not keep_boundary:
        after["polygon"] = as_geojson(drawing.shape) if drawing.shape is not None else None
    fields = [name for name, value in after.items() if value != before[name]]
    if not new and not fields and grid.synthetic == drawing.synthetic:
        return grid.id
    now = clock.now()
    if not new:
        _keep_former(by, grid, reason, now)
        grid.version += 1
    _fill(grid, drawing, after)
    grid.changed_at = now
    grid.save(force_insert=new)
    facts: dict[str, Any] = {"kind": drawing.kind.value, "version": grid.version}
    facts |= {"fields": fields} if not new else {}
    facts |= {"square_metres": round(square_metres(drawing.shape))} if drawing.shape is not None else {}
    facts |= {"accepted_overlaps": accepted} if accepted else {}
    verb = "grid.drawn" if new else "grid.redrawn" if "polygon" in fields else "grid.renamed"
    ledger.record(verb, by=by, area=drawing.code, subject=grid.id, **facts)
    queries.look_again()
    return grid.id


def _blank(code: str) -> Grid:
    return Grid(id=ids.of("grid", code), community=community_of(code), code=code, version=1)


def _said(grid: Grid) -> dict[str, Any]:
    return {"name": grid.name, "kind": grid.kind, "polygon": grid.polygon}


def _fill(grid: Grid, drawing: Drawing, after: dict[str, Any]) -> None:
    grid.name, grid.kind, grid.polygon = after["name"], after["kind"], after["polygon"]
    if drawing.shape is not None:
        grid.longitude, grid.latitude = centre_of(drawing.shape)
    elif grid.polygon is None:
        grid.longitude = grid.latitude = None
    grid.synthetic = drawing.synthetic


def _keep_former(by: Actor, grid: Grid, reason: str, now: datetime) -> None:
    FormerBoundary.objects.create(
        id=ids.new(),
        community=grid.community,
        grid=grid,
        code=grid.code,
        version=grid.version,
        name=grid.name,
        kind=grid.kind,
        polygon=grid.polygon,
        since=grid.changed_at,
        replaced_at=now,
        replaced_by=by.id,
        replaced_by_name=by.name[:80],
        reason=reason,
    )
