"""Routes of the figures: an area's profile, what it is not clear about (四清), and the records behind each number."""

from typing import Any
from uuid import UUID

from ninja import Router

from linli.insight import queries
from linli.insight.schemas import CompletenessOut, IncompletePage, ProfileOut, RecordsOut
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


@router.get("/completeness", response=CompletenessOut)
@reads
def show_completeness(request: Request, area: str) -> dict[str, Any]:
    """四清: what the records of a community or a grid lack, counted now by grid."""
    return queries.completeness(request.actor, area=area)


@router.get("/completeness/records", response=IncompletePage)
@reads
def list_incomplete(
    request: Request, area: str, noun: str, lack: str = "any", after: str = "", most: int | None = None
) -> dict[str, Any]:
    """The records behind a number of 四清, in the order one walks past them."""
    return queries.incomplete(request.actor, area=area, noun=noun, lack=lack, after=after, most=most)
