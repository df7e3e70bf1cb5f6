"""Routes of messages."""

from typing import Any

from ninja import Router

from linli.commands.actions import run_once
from linli.delivery import actions, queries
from linli.delivery.schemas import MarkRead, MessagesOut, Unread
from linli.kit.http import Request, reads, writes

router = Router(tags=["delivery"])


@router.get("/messages", response=MessagesOut)
@reads
def list_messages(request: Request, after: str = "", most: int | None = None) -> dict[str, Any]:
    """One's own messages, newest first."""
    return queries.messages(request.actor, after=after, most=most)


@router.post("/messages/read", response=Unread)
@writes
def mark_read(request: Request, body: MarkRead) -> dict[str, int]:
    """Mark one's own messages as read; answers how many are left."""
    by = request.actor

    def do() -> Any:
        actions.mark_read(by=by, ids=body.ids, everything=body.all)
        return request.command.id

    run_once(request.command, by=by, do=do)
    return {"unread": queries.unread_count(by)}
