"""Routes of rounds, of what was found on them, and of offers."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Query, Schema, Status

from linli.kit.http import Request, reads, writes
from linli.patrols import actions, queries
from linli.patrols.actions import FindingData, OfferData, RoundData
from linli.patrols.api.router import once, router
from linli.patrols.rules.rounds import Tick
from linli.patrols.schemas.sent import PatrolOfferHandled, PatrolRoundIn
from linli.patrols.schemas.told import (
    PatrolFindingPage,
    PatrolOffer,
    PatrolOfferPage,
    PatrolRoundPage,
    PatrolRoundWhole,
)


class RoundsQuery(Schema):
    """What the list of rounds is narrowed to."""

    area: str = Field("", max_length=17)
    since: date | None = None
    until: date | None = None
    route: UUID | None = None
    found: bool = False
    mine: bool = False
    after: str = ""
    most: int | None = None


@router.get("/rounds", response=PatrolRoundPage)
@reads
def list_rounds(request: Request, asked: Query[RoundsQuery]) -> dict[str, Any]:
    """Rounds, the latest first."""
    return queries.rounds(request.actor, **asked.dict())


@router.post("/rounds", response={201: PatrolRoundWhole})
@writes
def record_round(request: Request, body: PatrolRoundIn) -> Status[Any]:
    """Record a round with all that was found."""
    by = request.actor
    once(request, lambda: actions.record(by=by, data=_data(body)), result=body.id)
    return Status(201, queries.round_(by, body.id))


def _data(body: PatrolRoundIn) -> RoundData:
    plain = {name: getattr(body, name) for name in PatrolRoundIn.model_fields}
    plain["ticks"] = [Tick(**one.dict()) for one in body.ticks]
    plain["findings"] = [FindingData(**one.dict()) for one in body.findings]
    plain["offers"] = [OfferData(**one.dict()) for one in body.offers]
    return RoundData(**plain)


@router.get("/rounds/{uuid:round_id}", response=PatrolRoundWhole)
@reads
def show_round(request: Request, round_id: UUID) -> dict[str, Any]:
    """One round whole."""
    return queries.round_(request.actor, round_id)


@router.get("/findings", response=PatrolFindingPage)
@reads
def list_findings(
    request: Request,
    area: str = "",
    since: date | None = None,
    until: date | None = None,
    way: str = "",
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """What was found, the latest first."""
    return queries.findings(
        request.actor, area=area, since=since, until=until, way=way, after=after, most=most
    )


@router.get("/offers", response=PatrolOfferPage)
@reads
def list_offers(
    request: Request, area: str = "", status: str = "", after: str = "", most: int | None = None
) -> dict[str, Any]:
    """What was offered, the latest first."""
    return queries.offers(request.actor, area=area, status=status, after=after, most=most)


@router.post("/offers/{uuid:offer_id}/handle", response=PatrolOffer)
@writes
def handle_offer(request: Request, offer_id: UUID, body: PatrolOfferHandled) -> dict[str, Any]:
    """Say what became of an offer."""
    by = request.actor
    once(request, lambda: actions.handle_offer(by=by, offer_id=offer_id, **body.dict()))
    return queries.offer(by, offer_id)
