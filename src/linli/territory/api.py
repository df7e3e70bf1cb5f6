"""Routes of the map: all reads."""

from typing import Annotated, Any

from ninja import Router
from ninja.params.functions import Query

from linli.kit.areas import Level
from linli.kit.http import Request, reads
from linli.territory import queries
from linli.territory.schemas import AreaOut, GridOut, OutlineOut, PlaceOut

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
