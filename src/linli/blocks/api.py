"""Routes of blocks."""

from typing import Any
from uuid import UUID

from ninja import Router

from linli.blocks import actions, queries
from linli.blocks.schemas import BlockIn, BlockOut, BlocksOut, Lift, Look
from linli.commands.actions import run_once
from linli.kit.http import Request, asks, reads, writes

router = Router(tags=["blocks"])


@router.get("", response=BlocksOut)
@reads
def list_blocks(request: Request, area: str = "", after: str = "", most: int | None = None) -> dict[str, Any]:
    """Who may not use the public doors, newest first: why, until when, set by whom. Never which phone or address."""
    return queries.blocks(request.actor, area=area, after=after, most=most)


@router.post("/find", response=BlocksOut)
@asks
def find_blocks(request: Request, body: Look) -> dict[str, Any]:
    """The blocks of a phone or an address, for somebody who asks why he was turned away."""
    return queries.found(request.actor, kind=body.kind, value=body.value)


@router.post("", response={201: BlockOut})
@writes
def set_block(request: Request, body: BlockIn) -> dict[str, Any]:
    """Close the public doors of an area to a phone or an address for some days."""
    by = request.actor
    values = body.dict()
    id = run_once(request.command, by=by, do=lambda: actions.block(by=by, **values))
    return queries.block(by, id)


@router.post("/{uuid:block_id}/lift", response=BlockOut)
@writes
def lift_block(request: Request, block_id: UUID, body: Lift) -> dict[str, Any]:
    """End a block before its time."""
    by = request.actor
    id = run_once(request.command, by=by, do=lambda: actions.lift(by=by, block_id=block_id))
    return queries.block(by, id)
