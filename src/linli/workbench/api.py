"""Routes of the desk's first page, of who I am, and of what ends together with the work that is open there."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query

from linli.accounts import actions as accounts
from linli.commands.actions import run_once
from linli.kit.http import Request, reads, writes
from linli.workbench import actions, queries
from linli.workbench.schemas import (
    CloseAccount,
    Done,
    EndPost,
    HandOver,
    Handover,
    Me,
    Preferences,
    Workbench,
)

router = Router(tags=["workbench"])
me_router = Router(tags=["me"])
ending_router = Router(tags=["workforce"])


@router.get("", response=Workbench)
@reads
def show_workbench(request: Request) -> HttpResponse:
    """What waits for me, what will be late, what nobody owns."""
    return HttpResponse(
        msgspec.json.encode(queries.workbench(request.actor)), content_type="application/json"
    )


@me_router.get("", response=Me)
@reads
def show_me(request: Request) -> dict[str, Any]:
    """Who is signed in."""
    return queries.me(request.actor)


@me_router.post("", response=Me)
@writes
def set_preferences(request: Request, body: Preferences) -> dict[str, Any]:
    """Keep my language and large-text mode."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: accounts.set_preferences(by=by, language=body.language, large_text=body.large_text),
        result=by.id,
    )
    return queries.me(by)


@router.get("/handover", response=Handover)
@reads
def show_handover(
    request: Request,
    posts: Annotated[list[UUID], Query(default_factory=list)],
    person: UUID | None = None,
    to: UUID | None = None,
) -> dict[str, Any]:
    """How much open work there is to hand over, and how much of it fits the post it would go to."""
    return queries.handover(request.actor, posts=posts, person_id=person, to=to)


@router.post("/handover", response=Handover)
@writes
def hand_over(request: Request, body: HandOver) -> dict[str, Any]:
    """Hand open work over, 500 matters at a time; the answer says what is left."""
    by = request.actor

    def do() -> UUID:
        actions.hand_over(
            by=by,
            to=body.to,
            reason=body.reason,
            posts=body.posts,
            person_id=body.person,
            seen=body.seen,
        )
        return body.to

    run_once(request.command, by=by, do=do, result=body.to)
    return queries.handover(by, posts=body.posts, person_id=body.person, to=body.to)


@ending_router.post("/posts/{post_id}/close", response=Done)
@writes
def close_post(request: Request, post_id: UUID, body: EndPost) -> dict[str, UUID]:
    """End a vacant post without open work."""
    by = request.actor
    run_once(
        request.command, by=by, do=lambda: actions.end_post(by=by, post_id=post_id, version=body.version)
    )
    return {"id": post_id}


@ending_router.post("/people/{person_id}/close", response=Done)
@writes
def close_person(request: Request, person_id: UUID, body: CloseAccount) -> dict[str, UUID]:
    """Vacate the person's posts and close the account; open work is handed over first, or left with the posts."""
    by = request.actor
    run_once(
        request.command,
        by=by,
        do=lambda: actions.close_person(
            by=by, person_id=person_id, reason=body.reason, leave_work=body.leave_work
        ),
    )
    return {"id": person_id}
