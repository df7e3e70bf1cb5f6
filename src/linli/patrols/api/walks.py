"""Routes of what is walked: patrol routes, how a day stands, one's own patrols, sheets."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Status

from linli.documents import queries as documents
from linli.kit.http import Request, download, reads, writes
from linli.matters.rules.words import tidy
from linli.patrols import actions, queries
from linli.patrols.actions import PointData, RouteData
from linli.patrols.api.router import once, router
from linli.patrols.rules.papers import PAPER, TITLE
from linli.patrols.rules.slots import Slot
from linli.patrols.schemas.sent import (
    PatrolRouteChanged,
    PatrolRouteIn,
    PatrolRouteSaid,
    PatrolRouteSeen,
    PatrolSheetIn,
)
from linli.patrols.schemas.told import PatrolDay, PatrolRoutePage, PatrolRouteWhole, PatrolsOfMine

PDF = "application/pdf"


@router.get("/day", response=PatrolDay)
@reads
def show_day(request: Request, area: str = "", on: date | None = None) -> dict[str, Any]:
    """A day of an area, today where none is said: each round that is asked for and how it stands."""
    return queries.day(request.actor, area=area, on=on)


@router.get("/mine", response=PatrolsOfMine)
@reads
def show_mine(request: Request) -> dict[str, Any]:
    """One's own patrols of today."""
    return queries.mine(request.actor)


@router.get("/routes", response=PatrolRoutePage)
@reads
def list_routes(
    request: Request, area: str = "", archived: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Routes of an area, those in use or those archived."""
    return queries.routes(request.actor, area=area, archived=archived, after=after, most=most)


@router.post("/routes", response={201: PatrolRouteWhole})
@writes
def draw_route(request: Request, body: PatrolRouteIn) -> Status[Any]:
    """Draw a route."""
    by = request.actor
    once(request, lambda: actions.draw(by=by, route_id=body.id, data=_data(body)), result=body.id)
    return Status(201, queries.route(by, body.id))


def _data(body: PatrolRouteSaid) -> RouteData:
    return RouteData(
        area=body.area,
        name=body.name,
        note=body.note,
        days=body.days,
        slots=[
            Slot(place, tidy(one.name), _minute(one.begins), _minute(one.until))
            for place, one in enumerate(body.slots, start=1)
        ],
        posts=body.posts,
        points=[PointData(**one.dict()) for one in body.points],
    )


def _minute(at: time) -> time:
    """Hours are said to the minute, where the site is."""
    return at.replace(second=0, microsecond=0, tzinfo=None)


@router.get("/routes/{uuid:route_id}", response=PatrolRouteWhole)
@reads
def show_route(request: Request, route_id: UUID) -> dict[str, Any]:
    """One route with its points."""
    return queries.route(request.actor, route_id)


@router.post("/routes/{uuid:route_id}/change", response=PatrolRouteWhole)
@writes
def change_route(request: Request, route_id: UUID, body: PatrolRouteChanged) -> dict[str, Any]:
    """Change a route: hours and days from tomorrow on, the rest at once."""
    by = request.actor
    once(
        request,
        lambda: actions.change(by=by, route_id=route_id, data=_data(body), version=body.version),
    )
    return queries.route(by, route_id)


@router.post("/routes/{uuid:route_id}/archive", response=PatrolRouteWhole)
@writes
def archive_route(request: Request, route_id: UUID, body: PatrolRouteSeen) -> dict[str, Any]:
    """Archive a route."""
    by = request.actor
    once(request, lambda: actions.archive(by=by, route_id=route_id, version=body.version))
    return queries.route(by, route_id)


@router.post("/routes/{uuid:route_id}/print")
@writes
def print_route(request: Request, route_id: UUID, body: PatrolSheetIn) -> HttpResponse:
    """巡查单 as PDF."""
    by = request.actor
    row = queries.printable(by, route_id)
    content = queries.sheet_paper(by, row, body.on)
    actions.log_print(by=by, route_id=route_id)
    return download(documents.printed(PAPER, content), name=f"{TITLE} {row.name} {body.on}.pdf", kind=PDF)
