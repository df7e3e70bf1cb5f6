"""Routes of opinions."""

from typing import Any

from ninja import Router

from linli.commands.actions import run_once
from linli.feedback import actions, queries
from linli.feedback.schemas import Give, Given, OpinionsOut
from linli.kit.http import Request, reads, writes

router = Router(tags=["feedback"])


@router.get("", response=OpinionsOut)
@reads
def list_opinions(request: Request, after: str = "", most: int | None = None) -> dict[str, Any]:
    """What people said about the software, for those who run it."""
    return queries.opinions(request.actor, after=after, most=most)


@router.post("", response={201: Given})
@writes
def give_opinion(request: Request, body: Give) -> dict[str, Any]:
    """Say something about the software."""
    by = request.actor
    id = run_once(
        request.command,
        by=by,
        do=lambda: actions.give(by=by, words=body.words, page=body.page, face=body.face),
    )
    return {"id": id}
