"""Routes of the figures: an area's profile, and the records behind each of its numbers."""

from typing import Any
from uuid import UUID

from ninja import Router

from linli.insight import queries
from linli.insight.schemas import ProfileOut, RecordsOut
from linli.kit.http import Request, reads

router = Router(tags=["insight"])


@router.get("/profile", response=ProfileOut)
@reads
def show_profile(request: Request, area: str) -> dict[str, Any]:
    """The figures of a community or a grid, counted now from the records."""
    return queries.profile(request.actor, area=area)


@router.get("/records", response=RecordsOut)
@reads
def list_records(request: Request, area: str, figure: str, after: UUID | None = None) -> dict[str, Any]:
    """The records behind a figure, fifty at a time."""
    return queries.records(request.actor, area=area, key=figure, after=after)
