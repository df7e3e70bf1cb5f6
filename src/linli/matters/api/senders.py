"""The route that blocks whoever sent a matter."""

from uuid import UUID

from django.http import HttpResponse

from linli.commands.actions import run_once
from linli.kit.http import Request, writes
from linli.matters import actions, queries
from linli.matters.api.reading import json_answer
from linli.matters.api.router import router
from linli.matters.schemas import BlockSender, Detail


@router.post("/{uuid:matter_id}/block-sender", response=Detail)
@writes
def block_sender(request: Request, matter_id: UUID, body: BlockSender) -> HttpResponse:
    """拦截来源: the public doors are closed for some days to the phone and the address the matter came from."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.block_sender(by=by, matter_id=matter_id, **body.dict()),
        result=matter_id,
    )
    return json_answer(queries.detail(by, matter_id))
