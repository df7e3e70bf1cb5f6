"""Routes of visits and of the field journal."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Query, Schema, Status

from linli.kit.http import Request, reads, writes
from linli.matters.actions import RaiseData, ReporterData
from linli.visits import actions, queries
from linli.visits.actions import CompanionData, ReliefData, VisitData
from linli.visits.api.router import once, router
from linli.visits.schemas.sent import AgreeIn, JournalIn, Raise, StrikeIn, VisitIn
from linli.visits.schemas.told import JournalLine, JournalPage, VisitOut, VisitPage


class VisitsQuery(Schema):
    """What the list of visits is narrowed to."""

    area: str = Field("", max_length=17)
    since: date | None = None
    until: date | None = None
    asked: bool = False
    mine: bool = False
    subject: UUID | None = None
    after: str = ""
    most: int | None = None


@router.get("", response=VisitPage)
@reads
def list_visits(request: Request, asked: Query[VisitsQuery]) -> dict[str, Any]:
    """Visits, the latest first; `asked` those that wait for a lead to agree."""
    return queries.visits(
        request.actor,
        area=asked.area,
        from_on=asked.since,
        to_on=asked.until,
        asked=asked.asked,
        mine=asked.mine,
        subject=asked.subject,
        after=asked.after,
        most=asked.most,
    )


@router.post("", response={201: VisitOut})
@writes
def record_visit(request: Request, body: VisitIn) -> Status[Any]:
    """Record a visit with all that was found at the door."""
    by = request.actor
    once(request, lambda: actions.record(by=by, data=_data(body)), result=body.id)
    return Status(201, queries.visit(by, body.id))


def _data(body: VisitIn) -> VisitData:
    plain = {name: getattr(body, name) for name in VisitIn.model_fields}
    plain["companions"] = [CompanionData(**one.dict()) for one in body.companions]
    plain["relief"] = [ReliefData(**one.dict()) for one in body.relief]
    plain["matters"] = [_matter(one) for one in body.matters]
    return VisitData(**plain)


def _matter(body: Raise) -> RaiseData:
    values: dict[str, Any] = {name: getattr(body, name) for name in Raise.model_fields}
    values["reporter"] = ReporterData(**body.reporter.dict()) if body.reporter else None
    return RaiseData(**values)


@router.get("/journal", response=JournalPage)
@reads
def show_journal(
    request: Request, area: str = "", mine: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """The field journal, the latest first."""
    return queries.journal(request.actor, area=area, mine=mine, after=after, most=most)


@router.post("/journal", response={201: JournalLine})
@writes
def write_journal(request: Request, body: JournalIn) -> Status[Any]:
    """Write into the field journal what belongs to no visit."""
    by = request.actor
    once(
        request,
        lambda: actions.write_journal(by=by, note_id=body.id, area=body.area, text=body.text, at=body.at),
        result=body.id,
    )
    return Status(201, queries.journal_line(by, body.id))


@router.get("/{uuid:visit_id}", response=VisitOut)
@reads
def show_visit(request: Request, visit_id: UUID) -> dict[str, Any]:
    """One visit whole."""
    return queries.visit(request.actor, visit_id)


@router.post("/{uuid:visit_id}/agree", response=VisitOut)
@writes
def agree(request: Request, visit_id: UUID, body: AgreeIn) -> dict[str, Any]:
    """Agree that somebody could not be reached, or not."""
    by = request.actor
    once(request, lambda: actions.agree(by=by, visit_id=visit_id, agreed=body.agreed))
    return queries.visit(by, visit_id)


@router.post("/{uuid:visit_id}/strike", response=VisitOut)
@writes
def strike(request: Request, visit_id: UUID, body: StrikeIn) -> dict[str, Any]:
    """Strike out a visit recorded by mistake."""
    by = request.actor
    once(request, lambda: actions.strike(by=by, visit_id=visit_id, reason=body.reason))
    return queries.visit(by, visit_id)
