"""Routes of labels, their dictionary, and the kinds of skills."""

from datetime import date
from typing import Any
from uuid import UUID

from linli.kit.http import Request, reads, writes
from linli.register import actions, queries
from linli.register.api.router import once, router
from linli.register.schemas.others import LabelKindOut, LabelsDue, SkillKindOut
from linli.register.schemas.people import LabelOut
from linli.register.schemas.sent import LabelEnd, LabelGive, LabelKindChange, LabelReview


@router.get("/label-kinds", response=list[LabelKindOut])
@reads
def list_label_kinds(request: Request) -> list[dict[str, Any]]:
    """The dictionary of labels, as far as the actor may see them somewhere."""
    return queries.told_kinds(request.actor)


@router.post("/label-kinds", response=list[LabelKindOut])
@writes
def change_label_kind(request: Request, body: LabelKindChange) -> list[dict[str, Any]]:
    """Change a label of the dictionary; for an administrator."""
    once(request, actions.change_label_kind, **body.dict())
    return queries.told_kinds(request.actor)


@router.get("/skill-kinds", response=list[SkillKindOut])
@reads
def list_skill_kinds(request: Request) -> list[dict[str, str]]:
    """The kinds of skills (特长) that are asked for."""
    return queries.skill_kinds(request.actor)


@router.get("/labels/due", response=LabelsDue)
@reads
def list_labels_due(
    request: Request, area: str = "", until: date | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Labels to be looked at again by a day, today unless said; the longest due first."""
    return queries.labels_due(request.actor, area=area, until=until, after=after, most=most)


@router.post("/labels", response=LabelOut)
@writes
def give_label(request: Request, body: LabelGive) -> dict[str, Any]:
    """Give a resident or a household a label."""
    values = body.dict(exclude={"id", "resident", "household"})
    once(
        request,
        actions.give_label,
        result=body.id,
        label_id=body.id,
        resident_id=body.resident,
        household_id=body.household,
        **values,
    )
    return queries.label(request.actor, body.id)


@router.post("/labels/{uuid:label_id}/review", response=LabelOut)
@writes
def review_label(request: Request, label_id: UUID, body: LabelReview) -> dict[str, Any]:
    """Say that a label still holds."""
    once(request, actions.review_label, result=label_id, label_id=label_id, **body.dict())
    return queries.label(request.actor, label_id)


@router.post("/labels/{uuid:label_id}/end", response=LabelOut)
@writes
def end_label(request: Request, label_id: UUID, body: LabelEnd) -> dict[str, Any]:
    """End a label; it stays in the history."""
    once(request, actions.end_label, result=label_id, label_id=label_id, **body.dict())
    return queries.label(request.actor, label_id)
