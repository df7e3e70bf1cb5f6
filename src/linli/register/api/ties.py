"""Routes of contacts (联系人) of households, and of informants (民情信息员)."""

from typing import Any
from uuid import UUID

from linli.kit.http import Request, reads, writes
from linli.register import actions, queries
from linli.register.actions import TieData
from linli.register.api.router import once, router, values_of
from linli.register.rules import said
from linli.register.schemas.sent import Because
from linli.register.schemas.ties import (
    HouseholdTies,
    InformantIn,
    InformantOut,
    InformantPage,
    ResidentTies,
    TieEnd,
    TieIn,
    TieOut,
    TieRevealed,
    TieSaid,
)


@router.get("/households/{uuid:household_id}/ties", response=HouseholdTies)
@reads
def list_household_ties(request: Request, household_id: UUID) -> dict[str, Any]:
    """Whom a household is in touch with; phones masked."""
    return queries.household_ties(request.actor, household_id)


@router.get("/residents/{uuid:resident_id}/ties", response=ResidentTies)
@reads
def list_resident_ties(request: Request, resident_id: UUID) -> dict[str, Any]:
    """Whom a resident is in touch with, whose contact he is, where he is an informant."""
    return queries.resident_ties(request.actor, resident_id)


@router.post("/ties", response=TieOut)
@writes
def add_tie(request: Request, body: TieIn) -> dict[str, Any]:
    """Say who is in touch with a household."""
    tie = TieData(
        id=body.id,
        values=values_of(body, said.TIE),
        member=body.member,
        other=body.other,
        name=body.name,
        phone=body.phone,
    )
    once(request, actions.add_tie, result=body.id, household_id=body.household, tie=tie, source=body.source)
    return queries.tie(request.actor, body.id)


@router.post("/ties/{uuid:tie_id}/change", response=TieOut)
@writes
def change_tie(request: Request, tie_id: UUID, body: TieSaid) -> dict[str, Any]:
    """Correct what is known of a contact, or say that it is right."""
    tie = TieData(id=tie_id, values=values_of(body, said.TIE), name=body.name, phone=body.phone)
    once(request, actions.change_tie, result=tie_id, tie=tie, version=body.version, source=body.source)
    return queries.tie(request.actor, tie_id)


@router.post("/ties/{uuid:tie_id}/end", response=TieOut)
@writes
def end_tie(request: Request, tie_id: UUID, body: TieEnd) -> dict[str, Any]:
    """Somebody is no longer in touch with a household; it stays in the history."""
    once(request, actions.end_tie, result=tie_id, tie_id=tie_id, **body.dict())
    return queries.tie(request.actor, tie_id)


@router.post("/ties/{uuid:tie_id}/reveal", response=TieRevealed)
@writes
def reveal_tie(request: Request, tie_id: UUID, body: Because) -> dict[str, str]:
    """Name and phone of somebody outside the register in clear, with a reason, into the ledger."""
    return actions.reveal_tie(by=request.actor, tie_id=tie_id, reason=body.reason)


@router.get("/informants", response=InformantPage)
@reads
def list_informants(
    request: Request, area: str, vacant: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """The buildings of an area with their informants; `vacant` those alone that have none."""
    return queries.informants(request.actor, area=area, vacant=vacant, after=after, most=most)


@router.post("/informants", response=InformantOut)
@writes
def appoint_informant(request: Request, body: InformantIn) -> dict[str, Any]:
    """A resident becomes the informant of a building or a grid."""
    once(
        request,
        actions.appoint_informant,
        result=body.id,
        informant_id=body.id,
        resident_id=body.resident,
        building_id=body.building,
        **body.dict(exclude={"id", "resident", "building"}),
    )
    return queries.informant(request.actor, body.id)


@router.post("/informants/{uuid:informant_id}/end", response=InformantOut)
@writes
def end_informant(request: Request, informant_id: UUID, body: TieEnd) -> dict[str, Any]:
    """A resident gives it up; it stays in the history."""
    once(request, actions.end_informant, result=informant_id, informant_id=informant_id, **body.dict())
    return queries.informant(request.actor, informant_id)
