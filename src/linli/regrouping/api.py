"""Routes of regrouping: drafts, shapes while they are drawn, applying."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from linli.commands.actions import run_once
from linli.kit.http import Request, asks, reads, writes
from linli.regrouping import actions, queries, rules
from linli.regrouping.schemas import (
    ApplyRegrouping,
    ChangeRegrouping,
    CutShapes,
    JoinShapes,
    RegroupingLine,
    RegroupingOut,
    ShapeOut,
    ShapesOut,
    StartRegrouping,
    Version,
)

router = Router(tags=["regrouping"])


@router.get("", response=list[RegroupingLine])
@reads
def list_regroupings(request: Request, community: str) -> list[dict[str, Any]]:
    """The regroupings of a community, the latest first."""
    return queries.listed(request.actor, community=community)


@router.post("", response={201: RegroupingOut})
@writes
def start_regrouping(request: Request, body: StartRegrouping) -> Status[Any]:
    """Begin a draft that says what there is now."""
    by, id = request.actor, request.command.id
    made = run_once(
        request.command, by=by, do=lambda: actions.start(by=by, regrouping_id=id, **body.dict()), result=id
    )
    return Status(201, queries.regrouping(by, made))


@router.get("/{uuid:regrouping_id}", response=RegroupingOut)
@reads
def show_regrouping(request: Request, regrouping_id: UUID) -> dict[str, Any]:
    """One regrouping with its counts before and after."""
    return queries.regrouping(request.actor, regrouping_id)


@router.post("/{uuid:regrouping_id}/change", response=RegroupingOut)
@writes
def change_regrouping(request: Request, regrouping_id: UUID, body: ChangeRegrouping) -> dict[str, Any]:
    """Say the draft anew."""
    by, said = request.actor, body.dict()
    run_once(request.command, by=by, do=lambda: actions.change(by=by, regrouping_id=regrouping_id, **said))
    return queries.regrouping(by, regrouping_id)


@router.post("/{uuid:regrouping_id}/catch-up", response=RegroupingOut)
@writes
def catch_up(request: Request, regrouping_id: UUID, body: Version) -> dict[str, Any]:
    """Take over what others did to the grids meanwhile."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.catch_up(by=by, regrouping_id=regrouping_id, version=body.version),
    )
    return queries.regrouping(by, regrouping_id)


@router.post("/{uuid:regrouping_id}/apply", response=RegroupingOut)
@writes
def apply_regrouping(request: Request, regrouping_id: UUID, body: ApplyRegrouping) -> dict[str, Any]:
    """Order it to be carried out; a job does it."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.apply(
            by=by, regrouping_id=regrouping_id, version=body.version, reason=body.reason
        ),
    )
    return queries.regrouping(by, regrouping_id)


@router.post("/{uuid:regrouping_id}/discard", response=RegroupingOut)
@writes
def discard_regrouping(request: Request, regrouping_id: UUID, body: Version) -> dict[str, Any]:
    """Give a draft up."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.discard(by=by, regrouping_id=regrouping_id, version=body.version),
    )
    return queries.regrouping(by, regrouping_id)


@router.post("/cut", response=ShapesOut)
@asks
def cut_shapes(request: Request, body: CutShapes) -> dict[str, Any]:
    """What is left of some boundaries when another is cut out of them."""
    return {"shapes": {code: rules.cut(shape, body.out) for code, shape in body.shapes.items()}}


@router.post("/join", response=ShapeOut)
@asks
def join_shapes(request: Request, body: JoinShapes) -> dict[str, Any]:
    """Several boundaries as one."""
    return {"polygon": rules.joined(body.shapes)}
