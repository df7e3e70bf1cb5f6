"""Routes of the map: looking, checking what is drawn, drawing, files in and out."""

from typing import Annotated, Any

from ninja import Router, Status
from ninja.params.functions import Query

from linli.commands.actions import run_once
from linli.kit.areas import Level, community_of
from linli.kit.http import Request, asks, reads, writes
from linli.territory import actions, queries
from linli.territory.rules import System
from linli.territory.schemas import (
    AreaOut,
    ChangeGrid,
    CheckBoundary,
    CheckedOut,
    CheckFile,
    CollectionOut,
    FormerOut,
    GridOut,
    LoadedOut,
    LoadFile,
    OpenGrid,
    OutlineOut,
    PlaceOut,
    PreviewOut,
    TilingOut,
)

router = Router(tags=["territory"])


@router.get("/divisions", response=list[AreaOut])
@reads
def list_divisions(request: Request, below: str = "", level: Level | None = None, q: str = "") -> list[Any]:
    """Divisions below an area, or whose name holds `q`; 200 at most."""
    return queries.divisions(request.actor, below=below, level=level, q=q)


@router.get("/grids", response=list[GridOut])
@reads
def list_grids(request: Request, below: str, micro: bool = True) -> list[dict[str, Any]]:
    """Open grids below an area with their boundaries."""
    return queries.grids(request.actor, below=below, micro=micro)


@router.get("/outlines/{code}", response=OutlineOut)
@reads
def show_outline(request: Request, code: str) -> dict[str, Any]:
    """A district's outline."""
    return queries.outline(request.actor, code=code)


@router.get("/grid-at", response=PlaceOut)
@reads
def find_grid(
    request: Request,
    longitude: Annotated[float, Query(..., ge=-180, le=180)],
    latitude: Annotated[float, Query(..., ge=-90, le=90)],
) -> dict[str, str]:
    """The grid that holds a point."""
    code = queries.grid_at(longitude=longitude, latitude=latitude)
    return {"grid": code, "name": queries.name_of(code) if code else ""}


@router.get("/grids/{code}/history", response=list[FormerOut])
@reads
def show_history(request: Request, code: str) -> list[dict[str, Any]]:
    """What a grid was before it was redrawn, the latest first."""
    return queries.history(request.actor, code=code)


@router.get("/tiling", response=TilingOut)
@reads
def show_tiling(request: Request, area: str) -> dict[str, Any]:
    """How the grids of a community fit together: overlaps and gaps."""
    return queries.tiling(request.actor, community=community_of(area))


@router.get("/boundaries", response=CollectionOut)
@reads
def list_boundaries(request: Request, below: str, system: System = System.WGS84) -> dict[str, Any]:
    """The grids below an area as GeoJSON in a coordinate system, to be saved."""
    return queries.collection(request.actor, below=below, system=system)


@router.post("/check-boundary", response=CheckedOut)
@asks
def check_boundary(request: Request, body: CheckBoundary) -> dict[str, Any]:
    """What is wrong with a boundary that is being drawn, by itself and against its neighbours."""
    return queries.check(request.actor, **body.dict())


@router.post("/grids", response={201: GridOut})
@writes
def open_grid(request: Request, body: OpenGrid) -> Status[Any]:
    """Make a new grid or micro-grid."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.open_grid(by=by, **body.dict()))
    return Status(201, queries.grid(by, code=body.code))


@router.post("/grids/change", response=GridOut)
@writes
def change_grid(request: Request, body: ChangeGrid) -> dict[str, Any]:
    """Rename or redraw a grid; what it was before is kept."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.change_grid(by=by, **body.dict()))
    return queries.grid(by, code=body.code)


@router.post("/check-file", response=PreviewOut)
@asks
def check_file(request: Request, body: CheckFile) -> dict[str, Any]:
    """What loading a file of grids would do; every bad feature with its reason."""
    return queries.preview(request.actor, content=body.content, system=body.system, community=body.area)


@router.post("/load-file", response={201: LoadedOut})
@writes
def load_file(request: Request, body: LoadFile) -> Status[Any]:
    """Load a file of grids: all of them or none."""
    by, values = request.actor, body.dict()
    community = values.pop("area")
    load = run_once(
        request.command, by=by, do=lambda: actions.load_grids(by=by, community=community, **values)
    )
    return Status(201, {"id": load, **queries.tiling(by, community=community)})
