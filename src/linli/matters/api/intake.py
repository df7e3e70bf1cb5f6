"""Taking matters in: raising one, and what helps before."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpResponse

from linli.commands.actions import is_known, run_fresh, run_once
from linli.kit.actor import require
from linli.kit.errors import Problem
from linli.kit.http import Request, asks, writes
from linli.matters import actions, queries
from linli.matters.actions import RaiseData, ReporterData, Taken
from linli.matters.api.reading import json_answer
from linli.matters.api.router import router
from linli.matters.rules import Permission
from linli.matters.schemas import Alike, Drafts, Raise, ReadIn, Receipt, SimilarIn, SuggestIn, SuggestOut


def for_this_alone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The scope takes in the matter being raised, so that its receipt can be read back wherever it lies; a key sees
    nothing else. It is taken in as new; where that fails, and it may have been taken in before, it is done as by
    somebody who asks a second time. Where its reference was drawn before, it draws another."""

    @wraps(view)
    def run(request: Request, *args: Any, body: Raise, **kwargs: Any) -> HttpResponse:
        request.actor = replace(request.actor, matter=body.id)
        request.again = False
        try:
            return view(request, *args, body=body, **kwargs)
        except IntegrityError:
            request.again = True
        except Problem:
            if not is_known(request.command, by=request.actor):
                raise
            request.again = True
        try:
            return view(request, *args, body=body, **kwargs)
        except IntegrityError as error:
            if not queries.drew_taken_reference(error):
                raise
            return view(request, *args, body=body, **kwargs)

    return run


@router.post("", response={201: Receipt})
@for_this_alone
@writes
def raise_matter(request: Request, body: Raise) -> HttpResponse:
    """Take a matter in; the answer is its receipt. For workers at any door and for other systems with a key."""
    by = request.actor
    values: dict[str, Any] = {name: getattr(body, name) for name in Raise.model_fields}
    values["reporter"] = ReporterData(**body.reporter.dict()) if body.reporter else None
    data = RaiseData(**values)
    taken: list[Taken] = []

    def take() -> UUID:
        taken.append(actions.take_in(by=by, data=data))
        return body.id

    run = run_once if request.again else run_fresh
    id = run(request.command, by=by, do=take, result=body.id)
    told = queries.receipt_of(taken[0].matter, taken[0].code) if taken else queries.receipt(by, id)
    answer = json_answer(told)
    answer.status_code = 201
    return answer


@router.post("/suggest", response=SuggestOut)
@asks
def suggest(request: Request, body: SuggestIn) -> dict[str, Any]:
    """Category, grid, owner and deadline for what has been typed so far."""
    require(request.actor, Permission.RAISE, within=None)
    point = (
        (body.longitude, body.latitude) if body.longitude is not None and body.latitude is not None else None
    )
    said = body.dict(exclude={"longitude", "latitude", "urgency", "external_deadline"})
    return queries.suggest(
        request.actor, **said, urgency=body.urgency or "", point=point, theirs=body.external_deadline
    )


@router.post("/similar", response=list[Alike])
@asks
def list_similar(request: Request, body: SimilarIn) -> HttpResponse:
    """Matters in sight, open or closed in the last 90 days, that look like what is being typed; five at most. For
    workers alone: a visitor is told of nobody else's."""
    for permission in (Permission.SEE, Permission.RAISE):
        require(request.actor, permission, within=None)
    point = (
        (body.longitude, body.latitude) if body.longitude is not None and body.latitude is not None else None
    )
    said = body.dict(exclude={"longitude", "latitude"})
    return json_answer(queries.similar(request.actor, **said, point=point))


@router.post("/read-chat", response=Drafts)
@asks
def read_chat(request: Request, body: ReadIn) -> dict[str, Any]:
    """Drafts of what was said in a chat group; nothing is stored."""
    require(request.actor, Permission.RAISE, within=None)
    return queries.drafts_of_chat(request.actor, text=body.text)


@router.post("/read-order", response=Drafts)
@asks
def read_order(request: Request, body: ReadIn) -> dict[str, Any]:
    """The draft of a pasted 12345 work order; nothing is stored."""
    require(request.actor, Permission.RAISE, within=None)
    return queries.drafts_of_order(request.actor, text=body.text)
