"""Routes of campaigns and of cadences."""

from typing import Any
from uuid import UUID

from ninja import Status

from linli.kit.http import Request, reads, writes
from linli.visits import actions, queries
from linli.visits.actions import Asked, Carrying
from linli.visits.api.router import once, router
from linli.visits.schemas.campaigns import CampaignLine, CampaignOut, CarriedOut, CarrierOut, TargetPage
from linli.visits.schemas.sent import CadencesIn, CampaignIn, CarriersIn, CloseIn
from linli.visits.schemas.told import CadencesOut, HistoryOut


@router.get("/campaigns", response=list[CampaignLine])
@reads
def list_campaigns(request: Request, area: str = "", ended: bool = False) -> list[dict[str, Any]]:
    """Campaigns that run, or have ended, with how far each has come."""
    return queries.campaigns(request.actor, area=area, ended=ended)


@router.post("/campaigns", response={201: CampaignOut})
@writes
def start_campaign(request: Request, body: CampaignIn) -> Status[Any]:
    """Start a campaign with the list of all whom it is for."""
    by, said = request.actor, body.dict()
    asked = Asked(kinds=said.pop("kinds"), labels=said.pop("labels"))
    id, carrying = said.pop("id"), _carrying(said)

    def do() -> UUID:
        return actions.start_campaign(by=by, campaign_id=id, asked=asked, carrying=carrying, **said)

    once(request, do, result=body.id)
    return Status(201, queries.campaign(by, body.id))


def _carrying(said: dict[str, Any]) -> Carrying:
    return Carrying(**{name: said.pop(name) for name in ("carriers", "dealt", "repeats")})


@router.get("/carriers", response=list[CarrierOut])
@reads
def list_carriers(request: Request, area: str) -> list[dict[str, Any]]:
    """Posts a campaign of an area can be given to, the closest first."""
    return queries.can_carry(request.actor, area=area)


@router.get("/carried", response=CarriedOut)
@reads
def show_carried(request: Request) -> dict[str, Any]:
    """The running campaigns one's posts carry out, with the lines that are theirs."""
    return queries.carried(request.actor)


@router.get("/campaigns/{uuid:campaign_id}", response=CampaignOut)
@reads
def show_campaign(request: Request, campaign_id: UUID) -> dict[str, Any]:
    """One campaign by grid."""
    return queries.campaign(request.actor, campaign_id)


@router.get("/campaigns/{uuid:campaign_id}/targets", response=TargetPage)
@reads
def list_targets(
    request: Request, campaign_id: UUID, left: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A campaign's list in walking order; `left` what is still open."""
    return queries.targets(request.actor, campaign_id, left=left, after=after, most=most)


@router.post("/campaigns/{uuid:campaign_id}/carriers", response=CampaignOut)
@writes
def give_campaign(request: Request, campaign_id: UUID, body: CarriersIn) -> dict[str, Any]:
    """Say anew who carries a campaign out, and whether it begins anew each month."""
    by, carrying = request.actor, _carrying(body.dict())
    once(
        request,
        lambda: actions.give_campaign(
            by=by, campaign_id=campaign_id, carrying=carrying, version=body.version
        ),
    )
    return queries.campaign(by, campaign_id)


@router.post("/campaigns/{uuid:campaign_id}/close", response=CampaignOut)
@writes
def close_campaign(request: Request, campaign_id: UUID, body: CloseIn) -> dict[str, Any]:
    """Close a campaign."""
    by = request.actor
    once(request, lambda: actions.close_campaign(by=by, campaign_id=campaign_id, version=body.version))
    return queries.campaign(by, campaign_id)


@router.get("/cadences", response=CadencesOut)
@reads
def show_cadences(request: Request, community: str) -> dict[str, Any]:
    """How often a community reaches whom."""
    return queries.told_cadences(request.actor, community)


@router.post("/cadences", response=CadencesOut)
@writes
def change_cadences(request: Request, body: CadencesIn) -> dict[str, Any]:
    """Say how often a community reaches whom."""
    by = request.actor
    said = [one.dict() for one in body.rows]
    once(
        request,
        lambda: actions.change_cadences(
            by=by, community=body.community, said=said, seen=body.seen, reason=body.reason
        ),
    )
    return queries.told_cadences(by, body.community)


@router.get("/cadences/history", response=HistoryOut)
@reads
def cadence_history(request: Request, community: str, before: int = 0) -> dict[str, Any]:
    """Editions of a community's cadences, the newest first."""
    return queries.cadence_history(request.actor, community, before=before)
