"""Routes of the ledger, for who answers for it: supervisors and administrators."""

from typing import Any

from ninja import Router

from linli.kit.http import Request, reads
from linli.ledger import queries
from linli.ledger.schemas import EntriesOut

router = Router(tags=["ledger"])


@router.get("", response=EntriesOut)
@reads
def list_entries(request: Request, noun: str = "", verb: str = "", after: str = "") -> dict[str, Any]:
    """What was done in the actor's areas, the newest first: reveals and look-ups among it."""
    return queries.entries(request.actor, noun=noun, verb=verb, after=after)
