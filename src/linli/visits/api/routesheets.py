"""Routes of route sheets and of lists of goods to sign."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Status

from linli.documents import queries as documents
from linli.kit.http import Request, download, reads, writes
from linli.visits.actions import relief as relief_actions
from linli.visits.actions import routesheets as actions
from linli.visits.actions.routesheets import LineData
from linli.visits.api.cards import PDF
from linli.visits.api.router import once, router
from linli.visits.queries import relief as relief_queries
from linli.visits.queries import routesheets as queries
from linli.visits.queries.relief import Wanted
from linli.visits.rules.papers import TITLES, Paper
from linli.visits.schemas.notices import NothingSaid
from linli.visits.schemas.routesheets import (
    EnterLine,
    MakeRouteSheet,
    PrintRelief,
    ReliefPage,
    RouteSheetLine,
    RouteSheetOut,
)


@router.get("/sheets", response=list[RouteSheetLine])
@reads
def list_sheets(request: Request, area: str = "", number: str = "") -> list[dict[str, Any]]:
    """Route sheets of an area, the latest first, or those with a number."""
    return queries.sheets(request.actor, area=area, number=number)


@router.post("/sheets", response={201: RouteSheetOut})
@writes
def make_sheet(request: Request, body: MakeRouteSheet) -> Status[Any]:
    """Make the route sheet of a post for a day."""
    by, id = request.actor, request.command.id
    made = once(
        request,
        lambda: actions.make(by=by, sheet_id=id, post_id=body.post, on=body.on, most=body.most),
        result=id,
    )
    return Status(201, queries.sheet(by, made))


@router.get("/sheets/{uuid:sheet_id}", response=RouteSheetOut)
@reads
def show_sheet(request: Request, sheet_id: UUID) -> dict[str, Any]:
    """One sheet with its lines in the printed order."""
    return queries.sheet(request.actor, sheet_id)


@router.post("/sheets/{uuid:sheet_id}/enter", response=RouteSheetOut)
@writes
def enter_line(request: Request, sheet_id: UUID, body: EnterLine) -> dict[str, Any]:
    """补录: one line becomes a visit."""
    by, id, line = request.actor, request.command.id, LineData(**body.dict())
    once(request, lambda: actions.enter(by=by, visit_id=id, sheet_id=sheet_id, line=line))
    return queries.sheet(by, sheet_id)


@router.post("/sheets/{uuid:sheet_id}/print")
@writes
def print_sheet(request: Request, sheet_id: UUID, body: NothingSaid) -> HttpResponse:
    """走访单 as PDF."""
    by = request.actor
    row = queries.printable(by, sheet_id)
    content = queries.sheet_paper(by, row)
    actions.log_print(by=by, sheet_id=sheet_id)
    name = f"{TITLES[Paper.SHEET]} {row.number}.pdf"
    return download(documents.printed(Paper.SHEET.value, content), name=name, kind=PDF)


@router.get("/relief", response=ReliefPage)
@reads
def list_relief(
    request: Request,
    area: str,
    since: date | None = None,
    until: date | None = None,
    campaign: UUID | None = None,
) -> dict[str, Any]:
    """Goods given, by area, days, campaign."""
    want = Wanted(area=area, since=since, until=until, campaign=campaign)
    return relief_queries.relief(request.actor, want)


@router.post("/relief/print")
@writes
def print_relief(request: Request, body: PrintRelief) -> HttpResponse:
    """慰问品签收表 as PDF."""
    said = body.dict()
    blank, whole = said.pop("blank"), said.pop("whole")
    content = relief_actions.print_list(by=request.actor, want=Wanted(**said), blank=blank, whole=whole)
    name = f"{content['unit']}{TITLES[Paper.RELIEF]}.pdf"
    return download(documents.printed(Paper.RELIEF.value, content), name=name, kind=PDF)
