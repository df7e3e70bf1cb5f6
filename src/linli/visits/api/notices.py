"""Routes of notices of visits."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Status

from linli.documents import queries as documents
from linli.kit.http import Request, download, reads, writes
from linli.visits.actions import notices as actions
from linli.visits.actions.notices import NoticeData
from linli.visits.api.cards import PDF
from linli.visits.api.router import once, router
from linli.visits.queries import notices as queries
from linli.visits.rules.papers import TITLES, Paper
from linli.visits.schemas.notices import CallerOut, MakeVisitNotice, NothingSaid, PutUpNotice, VisitNoticeOut


@router.get("/notices", response=list[VisitNoticeOut])
@reads
def list_notices(request: Request, area: str = "") -> list[dict[str, Any]]:
    """The notices of an area, the latest first."""
    return queries.notices(request.actor, area=area)


@router.get("/notices/callers", response=list[CallerOut])
@reads
def list_callers(request: Request, area: str) -> list[dict[str, Any]]:
    """Who may be named on a notice of an area."""
    return queries.callers(request.actor, area=area)


@router.post("/notices", response={201: VisitNoticeOut})
@writes
def make_notice(request: Request, body: MakeVisitNotice) -> Status[Any]:
    """Make a notice."""
    by, id = request.actor, request.command.id
    data = NoticeData(**body.dict())
    made = once(request, lambda: actions.make(by=by, notice_id=id, data=data), result=id)
    return Status(201, queries.notice(by, made))


@router.post("/notices/{uuid:notice_id}/put-up", response=VisitNoticeOut)
@writes
def put_up_notice(request: Request, notice_id: UUID, body: PutUpNotice) -> dict[str, Any]:
    """上墙: say that it was put up."""
    by = request.actor
    once(
        request,
        lambda: actions.put_up(by=by, notice_id=notice_id, on=body.on, urgent=body.urgent),
    )
    return queries.notice(by, notice_id)


@router.post("/notices/{uuid:notice_id}/cancel", response=VisitNoticeOut)
@writes
def cancel_notice(request: Request, notice_id: UUID, body: NothingSaid) -> dict[str, Any]:
    """Cancel a notice."""
    by = request.actor
    once(request, lambda: actions.cancel(by=by, notice_id=notice_id))
    return queries.notice(by, notice_id)


@router.post("/notices/{uuid:notice_id}/print")
@writes
def print_notice(request: Request, notice_id: UUID, body: NothingSaid) -> HttpResponse:
    """入户通知书 as PDF."""
    by = request.actor
    row = queries.printable(by, notice_id)
    content = queries.notice_paper(by, row)
    actions.log_print(by=by, notice_id=notice_id)
    name = f"{TITLES[Paper.NOTICE]} {content['days']}.pdf"
    return download(documents.printed(Paper.NOTICE.value, content), name=name, kind=PDF)
