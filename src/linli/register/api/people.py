"""Routes of households and residents."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Query, Schema

from linli.kit.http import Request, asks, reads, writes
from linli.kit.schemas import Asked
from linli.register import actions, queries
from linli.register.api.router import member_of, members_of, once, router, values_of
from linli.register.rules import said
from linli.register.rules.kinds import DwellingUse, Presence, ResidentState, Sex
from linli.register.rules.moving import Beginning
from linli.register.schemas.people import (
    DoublesOut,
    HouseholdOut,
    ResidentOut,
    ResidentPage,
    ResidentRevealed,
)
from linli.register.schemas.sent import (
    Because,
    ComeBack,
    HouseholdChange,
    HouseholdFound,
    Leave,
    MergeIn,
    Move,
    ResidentAdd,
    ResidentChange,
    TellApart,
)


class ResidentsQuery(Schema):
    """What the list is narrowed to: ages in full years, both included; `checked_before` finds those nobody has looked
    at since that day."""

    area: str = ""
    label: str = Field("", max_length=40, pattern=r"^\w*$")
    age_from: int | None = Field(None, ge=0, le=150)
    age_to: int | None = Field(None, ge=0, le=150)
    sex: Sex | None = None
    presence: Presence | None = None
    use: DwellingUse | None = None
    state: ResidentState = ResidentState.ACTIVE
    checked_before: date | None = None
    after: str = ""
    most: int | None = None


class ResidentsNamed(Asked, ResidentsQuery):
    """The same, and a name: some of its characters, or letters its reading begins with (wangxiu, wxy)."""

    name: str = Field("", max_length=40)


@router.get("/households/{uuid:household_id}", response=HouseholdOut)
@reads
def show_household(request: Request, household_id: UUID) -> dict[str, Any]:
    """One household with its members and every stay in it."""
    return queries.household(request.actor, household_id)


@router.post("/households", response=HouseholdOut)
@writes
def found_household(request: Request, body: HouseholdFound) -> dict[str, Any]:
    """A new household in a dwelling with its first members."""
    once(
        request,
        actions.found_household,
        result=body.id,
        household_id=body.id,
        dwelling_id=body.dwelling,
        members=members_of(body.members),
        values=values_of(body, said.HOUSEHOLD),
        since=body.since,
        source=body.source,
    )
    return queries.household(request.actor, body.id)


@router.post("/households/{uuid:household_id}/change", response=HouseholdOut)
@writes
def change_household(request: Request, household_id: UUID, body: HouseholdChange) -> dict[str, Any]:
    """Correct a household, or say who is its head."""
    once(
        request,
        actions.change_household,
        result=household_id,
        household_id=household_id,
        values=values_of(body, said.HOUSEHOLD),
        head=body.head,
        version=body.version,
        source=body.source,
    )
    return queries.household(request.actor, household_id)


@router.post("/households/{uuid:household_id}/add-resident", response=HouseholdOut)
@writes
def add_resident(request: Request, household_id: UUID, body: ResidentAdd) -> dict[str, Any]:
    """One more member: moved in, or born."""
    once(
        request,
        actions.add_resident,
        result=body.member.id,
        household_id=household_id,
        member=member_of(body.member, body.member.id),
        since=body.since,
        beginning=Beginning.BORN if body.born else Beginning.MOVED_IN,
        source=body.source,
    )
    return queries.household(request.actor, household_id)


@router.get("/residents", response=ResidentPage)
@reads
def list_residents(request: Request, query: Query[ResidentsQuery]) -> dict[str, Any]:
    """A page of residents by name; those on the register unless asked otherwise."""
    return _listed(request, query.dict())


def _listed(request: Request, asked: dict[str, Any]) -> dict[str, Any]:
    after, most = asked.pop("after"), asked.pop("most")
    asked |= {name: asked[name] or "" for name in ("sex", "presence", "use")}
    return queries.residents(request.actor, queries.Narrowed(**asked), after=after, most=most)


@router.post("/residents/list", response=ResidentPage)
@asks
def list_residents_named(request: Request, body: ResidentsNamed) -> dict[str, Any]:
    """A page of residents by name, narrowed by a name too, which no address holds; of one community."""
    return _listed(request, body.dict())


@router.get("/residents/{uuid:resident_id}", response=ResidentOut)
@reads
def show_resident(request: Request, resident_id: UUID) -> dict[str, Any]:
    """One resident whole, numbers masked."""
    return queries.resident(request.actor, resident_id)


@router.post("/residents/{uuid:resident_id}/change", response=ResidentOut)
@writes
def change_resident(request: Request, resident_id: UUID, body: ResidentChange) -> dict[str, Any]:
    """Correct what is known of a resident, or say that it is right."""
    id = once(
        request,
        actions.change_resident,
        result=resident_id,
        member=member_of(body, resident_id),
        version=body.version,
        source=body.source,
    )
    return queries.resident(request.actor, id)


@router.post("/residents/move", response=HouseholdOut)
@writes
def move_residents(request: Request, body: Move) -> dict[str, Any]:
    """迁移, 分户: residents move into another household. The answer is that household."""
    id = once(
        request,
        actions.move,
        residents=body.residents,
        on=body.on,
        household_id=body.household,
        dwelling_id=body.dwelling,
        new_household=body.new_household,
        split=body.split,
        relations={one: relation.value for one, relation in body.relations.items()},
        source=body.source,
    )
    return queries.household(request.actor, id)


@router.post("/residents/leave", response=ResidentOut)
@writes
def leave_register(request: Request, body: Leave) -> dict[str, Any]:
    """迁出, 去世: residents leave the register; their stays remain. The answer is the first of them."""
    once(request, actions.leave, residents=body.residents, on=body.on, died=body.died, source=body.source)
    return queries.resident(request.actor, body.residents[0])


@router.post("/residents/{uuid:resident_id}/come-back", response=ResidentOut)
@writes
def come_back(request: Request, resident_id: UUID, body: ComeBack) -> dict[str, Any]:
    """返回: somebody who left is on the register again."""
    once(
        request,
        actions.come_back,
        resident_id=resident_id,
        on=body.on,
        household_id=body.household,
        dwelling_id=body.dwelling,
        new_household=body.new_household,
        relation=body.relation.value if body.relation else "",
        source=body.source,
    )
    return queries.resident(request.actor, resident_id)


@router.post("/residents/{uuid:resident_id}/reveal", response=ResidentRevealed)
@writes
def reveal_resident(request: Request, resident_id: UUID, body: Because) -> dict[str, str]:
    """Number and phones in clear, with a reason, into the ledger. Every call is a look of its own."""
    return actions.reveal_resident(by=request.actor, resident_id=resident_id, reason=body.reason)


@router.post("/residents/{uuid:resident_id}/merge", response=ResidentOut)
@writes
def merge_residents(request: Request, resident_id: UUID, body: MergeIn) -> dict[str, Any]:
    """Say that another record is this person too."""
    once(
        request,
        actions.merge_residents,
        result=resident_id,
        keep=resident_id,
        drop=body.drop,
        reason=body.reason,
        version=body.version,
    )
    return queries.resident(request.actor, resident_id)


@router.post("/residents/{uuid:resident_id}/part", response=ResidentOut)
@writes
def part_residents(request: Request, resident_id: UUID, body: Because) -> dict[str, Any]:
    """Undo a merging: the record stands for itself again."""
    once(request, actions.part_residents, result=resident_id, resident_id=resident_id, reason=body.reason)
    return queries.resident(request.actor, resident_id)


@router.post("/residents/{uuid:resident_id}/tell-apart", response=ResidentOut)
@writes
def tell_residents_apart(request: Request, resident_id: UUID, body: TellApart) -> dict[str, Any]:
    """Say that another record, though it looks alike, is another person's."""
    once(
        request,
        actions.tell_apart,
        result=resident_id,
        resident_id=resident_id,
        other=body.other,
        reason=body.reason,
    )
    return queries.resident(request.actor, resident_id)


@router.get("/doubles", response=DoublesOut)
@reads
def list_doubles(request: Request, area: str = "") -> dict[str, Any]:
    """Records that are likely one person's."""
    return queries.likely_doubles(request.actor, area=area)
