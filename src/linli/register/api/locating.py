"""Routes of places in texts and of what people call places. A text may name persons, so it is sent in the body."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse

from linli.kit.http import Request, asks, reads, writes
from linli.register import actions, queries
from linli.register.api.router import once, router
from linli.register.schemas.locating import LocatedOut, LocateIn, NicknameIn, NicknameKept, NicknamesOut

_encoder = msgspec.json.Encoder()


@router.post("/locate", response=LocatedOut)
@asks
def locate(request: Request, body: LocateIn) -> HttpResponse:
    """Which place of the register a text speaks of: candidates with why, or that it is unsure."""
    found = queries.located(request.actor, text=body.text, area=body.area)
    return HttpResponse(_encoder.encode(found), content_type="application/json")


@router.get("/nicknames", response=NicknamesOut)
@reads
def list_nicknames(
    request: Request,
    estate: UUID | None = None,
    building: UUID | None = None,
    organisation: UUID | None = None,
) -> dict[str, Any]:
    """What people call an estate, a building or an organisation."""
    rows = queries.nicknames(
        request.actor, estate_id=estate, building_id=building, organisation_id=organisation
    )
    return {"rows": rows}


@router.post("/nicknames", response=NicknameKept)
@writes
def add_nickname(request: Request, body: NicknameIn) -> dict[str, UUID]:
    """Put down what people call a place; where it has the name already, that one stands."""
    place = actions.NamedPlace(
        estate_id=body.estate,
        building_id=body.building,
        organisation_id=body.organisation,
        area=body.area,
        longitude=body.longitude,
        latitude=body.latitude,
    )
    return {"id": once(request, actions.add_nickname, nickname_id=body.id, words=body.words, place=place)}


@router.post("/nicknames/{uuid:nickname_id}/end", response=NicknameKept)
@writes
def end_nickname(request: Request, nickname_id: UUID) -> dict[str, UUID]:
    """End a name people called a place by."""
    once(request, actions.end_nickname, result=nickname_id, nickname_id=nickname_id)
    return {"id": nickname_id}
