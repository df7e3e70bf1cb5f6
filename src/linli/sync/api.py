"""Routes of phones."""

from django.http import HttpResponse
from ninja import Router

from linli.kit.http import Request, writes
from linli.sync import actions
from linli.sync.schemas import PackIn, PackOut

router = Router(tags=["sync"])


@router.post("/pack", response=PackOut)
@writes
def take_pack(request: Request, body: PackIn) -> HttpResponse:
    """What of one's grids goes onto the phone, as far as the phone has it not: no numbers, phones masked, no label that
    is not for phones. The first time is entered in the ledger."""
    content = actions.take_along(by=request.actor, chosen=body.areas, known=body.known)
    return HttpResponse(content, content_type="application/json")
