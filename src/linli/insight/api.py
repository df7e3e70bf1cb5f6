"""Routes of the figures: an area's profile, what it is not clear about (四清), and the records behind each number; who
reaches whom (联系网络)."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from linli.commands.actions import run_once
from linli.insight import actions, queries
from linli.insight.queries import Net
from linli.insight.rules.network import USUAL_DAYS
from linli.insight.schemas import (
    CampaignMade,
    CompletenessOut,
    HomeNetwork,
    IncompletePage,
    NetAsked,
    NetworkOut,
    PictureOut,
    ProfileOut,
    ReachAsked,
    ReachCampaign,
    ReachedPage,
    RecordsOut,
)
from linli.kit.http import Request, reads, writes

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


def _net(asked: NetAsked) -> Net:
    return Net(asked.area, asked.building, asked.label, asked.days)


@router.get("/network", response=NetworkOut)
@reads
def show_network(request: Request, asked: Query[NetAsked]) -> dict[str, Any]:
    """联系网络: by how many threads the households of an area are reached, by grid and by building."""
    return queries.network(request.actor, _net(asked))


@router.get("/network/households", response=ReachedPage)
@reads
def list_reached(request: Request, asked: Query[ReachAsked]) -> dict[str, Any]:
    """The households that are reached so well, in walking order, each with what is lacking."""
    return queries.unreached(
        request.actor, _net(asked), reach=asked.reach, after=asked.after, most=asked.most
    )


@router.get("/network/picture", response=PictureOut)
@reads
def show_picture(request: Request, asked: Query[NetAsked]) -> dict[str, Any]:
    """The households of a building or a micro-grid with whoever reaches them, at most 400."""
    return queries.picture(request.actor, _net(asked))


@router.get("/network/households/{uuid:household_id}", response=HomeNetwork)
@reads
def show_home_network(request: Request, household_id: UUID, days: int = USUAL_DAYS) -> dict[str, Any]:
    """One household with everybody who is in touch with it."""
    return queries.household_network(request.actor, household_id, days=min(max(days, 1), 366))


@router.post("/network/campaign", response={201: CampaignMade})
@writes
def start_reach_campaign(request: Request, body: ReachCampaign) -> Status[Any]:
    """Begin a campaign of visits to the households that are reached so well now."""
    by, said = request.actor, body.dict(exclude={"id", "area", "building", "label", "days"})

    def do() -> UUID:
        return actions.start_campaign(by=by, campaign_id=body.id, net=_net(body), **said)

    run_once(request.command, by=by, do=do, result=body.id)
    return Status(201, {"id": body.id})
