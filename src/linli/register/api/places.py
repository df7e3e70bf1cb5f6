"""Routes of estates, buildings and dwellings."""

from datetime import date
from typing import Any
from uuid import UUID

from linli.kit.http import Request, reads, writes
from linli.register import actions, queries
from linli.register.api.router import members_of, once, router, values_of
from linli.register.rules import said
from linli.register.schemas.places import (
    BuildingOut,
    BuildingPage,
    Closed,
    DwellingOut,
    EstateOut,
    LandlordRevealed,
    LeasePage,
)
from linli.register.schemas.sent import (
    Because,
    BuildingPut,
    DwellingPut,
    EstatePut,
    NoWords,
    TenantChange,
)


@router.get("/estates", response=list[EstateOut])
@reads
def list_estates(request: Request, area: str = "") -> list[dict[str, Any]]:
    """The estates of an area; of a grid those that have a building in it."""
    return queries.estates(request.actor, area=area)


@router.post("/estates", response=EstateOut)
@writes
def put_estate(request: Request, body: EstatePut) -> dict[str, Any]:
    """Enter an estate or correct it."""
    once(
        request,
        actions.put_estate,
        result=body.id,
        estate_id=body.id,
        area=body.area,
        values=values_of(body, said.ESTATE),
        version=body.version,
        source=body.source,
    )
    return queries.estate(request.actor, body.id)


@router.get("/buildings", response=BuildingPage)
@reads
def list_buildings(
    request: Request,
    area: str = "",
    estate: UUID | None = None,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of the buildings of an area with counts of dwellings, households and residents."""
    return queries.buildings(request.actor, area=area, estate_id=estate, after=after, most=most)


@router.get("/buildings/{uuid:building_id}", response=BuildingOut)
@reads
def show_building(request: Request, building_id: UUID) -> dict[str, Any]:
    """One building as a picture of its stairwells."""
    return queries.building(request.actor, building_id)


@router.post("/buildings", response=BuildingOut)
@writes
def put_building(request: Request, body: BuildingPut) -> dict[str, Any]:
    """Enter a building or correct it; where its grid changes, so does that of all in it."""
    once(
        request,
        actions.put_building,
        result=body.id,
        building_id=body.id,
        area=body.area,
        number=body.number,
        estate_id=body.estate,
        values=values_of(body, said.BUILDING),
        version=body.version,
        source=body.source,
    )
    return queries.building(request.actor, body.id)


@router.post("/buildings/{uuid:building_id}/close", response=Closed)
@writes
def close_building(request: Request, building_id: UUID, body: Because) -> dict[str, UUID]:
    """Take a building off the register; it must be empty."""
    once(request, actions.close_building, result=building_id, building_id=building_id, reason=body.reason)
    return {"id": building_id}


@router.get("/dwellings/{uuid:dwelling_id}", response=DwellingOut)
@reads
def show_dwelling(request: Request, dwelling_id: UUID) -> dict[str, Any]:
    """One dwelling with who lives in it and who did before."""
    return queries.dwelling(request.actor, dwelling_id)


@router.post("/dwellings", response=DwellingOut)
@writes
def put_dwelling(request: Request, body: DwellingPut) -> dict[str, Any]:
    """Enter a dwelling or correct it."""
    once(
        request,
        actions.put_dwelling,
        result=body.id,
        dwelling_id=body.id,
        building_id=body.building,
        room=body.room,
        entrance=body.entrance,
        values=values_of(body, said.DWELLING),
        landlord=body.landlord,
        landlord_phone=body.landlord_phone,
        version=body.version,
        source=body.source,
    )
    return queries.dwelling(request.actor, body.id)


@router.post("/dwellings/{uuid:dwelling_id}/confirm", response=DwellingOut)
@writes
def confirm_dwelling(request: Request, dwelling_id: UUID, body: NoWords) -> dict[str, Any]:
    """Say that a dwelling and its households are as the register has them."""
    once(request, actions.confirm_dwelling, result=dwelling_id, dwelling_id=dwelling_id)
    return queries.dwelling(request.actor, dwelling_id)


@router.post("/dwellings/{uuid:dwelling_id}/close", response=Closed)
@writes
def close_dwelling(request: Request, dwelling_id: UUID, body: Because) -> dict[str, UUID]:
    """Take a dwelling that is none off the register; nobody may live there."""
    once(request, actions.close_dwelling, result=dwelling_id, dwelling_id=dwelling_id, reason=body.reason)
    return {"id": dwelling_id}


@router.post("/dwellings/{uuid:dwelling_id}/change-tenant", response=DwellingOut)
@writes
def change_tenant(request: Request, dwelling_id: UUID, body: TenantChange) -> dict[str, Any]:
    """换租: the old tenants leave and the new ones come in, in one step."""
    once(
        request,
        actions.change_tenant,
        dwelling_id=dwelling_id,
        on=body.on,
        household_id=body.household,
        members=members_of(body.members),
        lease_ends_on=body.lease_ends_on,
        leaving=body.leaving,
        source=body.source,
    )
    return queries.dwelling(request.actor, dwelling_id)


@router.post("/dwellings/{uuid:dwelling_id}/reveal", response=LandlordRevealed)
@writes
def reveal_landlord(request: Request, dwelling_id: UUID, body: Because) -> dict[str, str]:
    """The landlord in clear, with a reason, into the ledger. Every call is a look of its own."""
    return actions.reveal_landlord(by=request.actor, dwelling_id=dwelling_id, reason=body.reason)


@router.get("/leases", response=LeasePage)
@reads
def list_leases(
    request: Request, area: str = "", until: date | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Dwellings whose lease ends by a day, 30 days from today unless said; the longest ended first."""
    return queries.leases(request.actor, area=area, until=until, after=after, most=most)
