"""The route that blocks whoever sent a matter."""

from typing import Any
from uuid import UUID

from linli.blocks import queries as blocks
from linli.blocks.schemas import BlocksOut
from linli.commands.actions import run_once
from linli.kit.http import Request, writes
from linli.matters import actions
from linli.matters.api.router import router
from linli.matters.schemas import BlockSender


@router.post("/{uuid:matter_id}/block-sender", response=BlocksOut)
@writes
def block_sender(request: Request, matter_id: UUID, body: BlockSender) -> dict[str, Any]:
    """拦截来源: the public doors of the community are closed for some days to the phone and the address it came from."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.block_sender(by=by, matter_id=matter_id, **body.dict()),
        result=matter_id,
    )
    return blocks.of_matter(by, matter_id)
