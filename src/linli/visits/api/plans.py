"""Routes of plans: asked for, shown by day, moved by hand."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Status

from linli.kit.http import Request, reads, writes
from linli.visits import actions, queries
from linli.visits.api.router import once, router
from linli.visits.schemas.plans import DroppedOut, PlanBoard, PlannedOut, PlanRun
from linli.visits.schemas.sent import DropIn, MoveIn, PlanIn


@router.get("/plans", response=PlanBoard)
@reads
def show_board(request: Request, area: str, on: date) -> dict[str, Any]:
    """A day of an area by post, and the last runs of the planner."""
    return queries.board(request.actor, area=area, on=on)


@router.post("/plans", response={201: PlanRun})
@writes
def ask_plan(request: Request, body: PlanIn) -> Status[Any]:
    """Ask for a plan; a job makes it."""
    by = request.actor
    once(
        request,
        lambda: actions.ask_plan(
            by=by,
            planning_id=body.id,
            area=body.area,
            from_on=body.from_on,
            until_on=body.until_on,
            evenings=body.evenings,
            window=[(one.post, one.on) for one in body.window],
        ),
        result=body.id,
    )
    return Status(201, queries.run(by, body.id))


@router.post("/planned/{uuid:planned_id}/move", response=PlannedOut)
@writes
def move_planned(request: Request, planned_id: UUID, body: MoveIn) -> dict[str, Any]:
    """Put a planned door elsewhere; it is fixed then."""
    by = request.actor
    once(
        request,
        lambda: actions.move_planned(
            by=by, planned_id=planned_id, on=body.on, post=body.post, order=body.order
        ),
    )
    return queries.stop(by, planned_id)


@router.post("/planned/{uuid:planned_id}/drop", response=DroppedOut)
@writes
def drop_planned(request: Request, planned_id: UUID, body: DropIn) -> dict[str, Any]:
    """Take a door off the plan; it stays due."""
    by = request.actor
    once(
        request,
        lambda: actions.drop_planned(by=by, planned_id=planned_id, on=body.on),
        result=planned_id,
    )
    return {"id": planned_id}
