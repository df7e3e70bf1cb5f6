"""Routes of the desk's first page and of who I am."""

from typing import Any

import msgspec
from django.http import HttpResponse
from ninja import Router

from linli.accounts import actions as accounts
from linli.commands.actions import run_once
from linli.kit.http import Request, reads, writes
from linli.workbench import queries
from linli.workbench.schemas import Me, Preferences, Workbench

router = Router(tags=["workbench"])
me_router = Router(tags=["me"])


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
