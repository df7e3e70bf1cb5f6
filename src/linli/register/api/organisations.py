"""Routes of organisations."""

from typing import Any
from uuid import UUID

from ninja import Query, Schema

from linli.kit.http import Request, reads, writes
from linli.register import actions, queries
from linli.register.actions import ContactData
from linli.register.api.router import once, router, values_of
from linli.register.rules import said
from linli.register.rules.kinds import OrganisationKind
from linli.register.schemas.others import ContactsRevealed, OrganisationOut, OrganisationPage
from linli.register.schemas.sent import Because, NoWords, OrganisationPut


class OrganisationsQuery(Schema):
    """What the list is narrowed to; `small_premises` is one of the nine kinds, or `any`."""

    area: str = ""
    kind: OrganisationKind | None = None
    small_premises: str = ""
    partner: bool | None = None
    closed: bool = False
    building: UUID | None = None
    after: str = ""
    most: int | None = None


@router.get("/organisations", response=OrganisationPage)
@reads
def list_organisations(request: Request, query: Query[OrganisationsQuery]) -> dict[str, Any]:
    """A page of organisations by name; those that are there unless asked otherwise."""
    asked = query.dict()
    asked["building_id"], asked["kind"] = asked.pop("building"), asked["kind"] or ""
    return queries.organisations(request.actor, **asked)


@router.get("/organisations/{uuid:organisation_id}", response=OrganisationOut)
@reads
def show_organisation(request: Request, organisation_id: UUID) -> dict[str, Any]:
    """One organisation with its contacts, their phones masked."""
    return queries.organisation(request.actor, organisation_id)


@router.post("/organisations", response=OrganisationOut)
@writes
def put_organisation(request: Request, body: OrganisationPut) -> dict[str, Any]:
    """Enter an organisation or correct it; in a building it lies in the building's grid."""
    contacts = body.contacts
    once(
        request,
        actions.put_organisation,
        result=body.id,
        organisation_id=body.id,
        area=body.area,
        values=values_of(body, said.ORGANISATION),
        building_id=body.building,
        contacts=None
        if contacts is None
        else [ContactData(**one.dict(exclude={"resident"}), resident_id=one.resident) for one in contacts],
        version=body.version,
        source=body.source,
    )
    return queries.organisation(request.actor, body.id)


@router.post("/organisations/{uuid:organisation_id}/close", response=OrganisationOut)
@writes
def close_organisation(request: Request, organisation_id: UUID, body: Because) -> dict[str, Any]:
    """It is no longer there; it stays on the register as closed."""
    once(
        request,
        actions.close_organisation,
        result=organisation_id,
        organisation_id=organisation_id,
        reason=body.reason,
    )
    return queries.organisation(request.actor, organisation_id)


@router.post("/organisations/{uuid:organisation_id}/reopen", response=OrganisationOut)
@writes
def reopen_organisation(request: Request, organisation_id: UUID, body: NoWords) -> dict[str, Any]:
    """It is open again."""
    once(
        request,
        actions.reopen_organisation,
        result=organisation_id,
        organisation_id=organisation_id,
    )
    return queries.organisation(request.actor, organisation_id)


@router.post("/organisations/{uuid:organisation_id}/reveal", response=ContactsRevealed)
@writes
def reveal_contacts(request: Request, organisation_id: UUID, body: Because) -> dict[str, Any]:
    """The contacts' phones in clear, with a reason, into the ledger. Every call is a look of its own."""
    by = request.actor
    return {"phones": actions.reveal_contacts(by=by, organisation_id=organisation_id, reason=body.reason)}
