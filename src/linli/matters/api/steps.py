"""The steps of the loop as routes; the last segment is the verb, as in `abilities`. Every one answers the matter as it
then stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from linli.commands.actions import run_once
from linli.kit.http import Request, writes
from linli.kit.scope import take_into_sight
from linli.matters import actions, queries
from linli.matters.api.reading import json_answer
from linli.matters.api.router import router
from linli.matters.schemas import Detail, Receipt, Reveal, Revealed
from linli.matters.schemas.steps import (
    Accept,
    Classify,
    Dispatch,
    Extend,
    FollowUp,
    Hold,
    Merge,
    Plain,
    Rate,
    Reasoned,
    Refer,
    Reopen,
    Resolve,
    Wordless,
    Words,
)


def _step(request: Request, matter_id: UUID, action: Callable[..., UUID], **values: Any) -> HttpResponse:
    _once(request, matter_id, action, **values)
    return json_answer(queries.detail(request.actor, matter_id))


def _once(request: Request, matter_id: UUID, action: Callable[..., UUID], **values: Any) -> None:
    by = request.actor
    run_once(
        request.command, by=by, do=lambda: action(by=by, matter_id=matter_id, **values), result=matter_id
    )


@router.post("/{uuid:matter_id}/accept", response=Detail)
@writes
def accept(request: Request, matter_id: UUID, body: Accept) -> HttpResponse:
    """受理; may correct, and dispatch or settle in the same step."""
    values = body.dict()
    values["post_id"] = values.pop("post")
    return _step(request, matter_id, actions.accept_whole, **values)


@router.post("/{uuid:matter_id}/decline", response=Detail)
@writes
def decline(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """不予受理."""
    return _step(request, matter_id, actions.decline, **body.dict())


@router.post("/{uuid:matter_id}/refer", response=Detail)
@writes
def refer(request: Request, matter_id: UUID, body: Refer) -> HttpResponse:
    """转介."""
    return _step(request, matter_id, actions.refer, **body.dict())


@router.post("/{uuid:matter_id}/classify", response=Detail)
@writes
def classify(request: Request, matter_id: UUID, body: Classify) -> HttpResponse:
    """Correct category, area, place, urgency."""
    return _step(request, matter_id, actions.classify, **body.dict())


@router.post("/{uuid:matter_id}/dispatch", response=Detail)
@writes
def dispatch(request: Request, matter_id: UUID, body: Dispatch) -> HttpResponse:
    """派单."""
    values = {"post_id": body.post, "words": body.words, "version": body.version}
    return _step(request, matter_id, actions.dispatch, **values)


@router.post("/{uuid:matter_id}/settle", response=Detail)
@writes
def settle(request: Request, matter_id: UUID, body: Resolve) -> HttpResponse:
    """一次办好."""
    return _step(request, matter_id, actions.settle, **body.dict())


@router.post("/{uuid:matter_id}/take", response=Detail)
@writes
def take(request: Request, matter_id: UUID, body: Plain) -> HttpResponse:
    """接单."""
    return _step(request, matter_id, actions.take, **body.dict())


@router.post("/{uuid:matter_id}/answer", response=Detail)
@writes
def answer(request: Request, matter_id: UUID, body: Words) -> HttpResponse:
    """Tell the reporter how it goes."""
    return _step(request, matter_id, actions.answer, **body.dict())


@router.post("/{uuid:matter_id}/note", response=Detail)
@writes
def note(request: Request, matter_id: UUID, body: Words) -> HttpResponse:
    """Words for colleagues."""
    return _step(request, matter_id, actions.note, **body.dict())


@router.post("/{uuid:matter_id}/return", response=Detail)
@writes
def return_(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """退单. Whoever gives it back is told how it stands, though he may not see it any more."""
    _once(request, matter_id, actions.return_, **body.dict())
    take_into_sight(request.actor, matter_id)
    return json_answer(queries.detail(replace(request.actor, matter=matter_id), matter_id))


@router.post("/{uuid:matter_id}/escalate", response=Detail)
@writes
def escalate(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """提级."""
    return _step(request, matter_id, actions.escalate, **body.dict())


@router.post("/{uuid:matter_id}/hold", response=Detail)
@writes
def hold(request: Request, matter_id: UUID, body: Hold) -> HttpResponse:
    """挂账."""
    return _step(request, matter_id, actions.hold, **body.dict())


@router.post("/{uuid:matter_id}/resume", response=Detail)
@writes
def resume(request: Request, matter_id: UUID, body: Plain) -> HttpResponse:
    """Back from the long-term list."""
    return _step(request, matter_id, actions.resume, **body.dict())


@router.post("/{uuid:matter_id}/review", response=Detail)
@writes
def review(request: Request, matter_id: UUID, body: Hold) -> HttpResponse:
    """挂账复核: looked at, and when again."""
    return _step(request, matter_id, actions.review, **body.dict())


@router.post("/{uuid:matter_id}/extend", response=Detail)
@writes
def extend(request: Request, matter_id: UUID, body: Extend) -> HttpResponse:
    """延期: ask for more time."""
    return _step(request, matter_id, actions.extend, **body.dict())


@router.post("/{uuid:matter_id}/grant", response=Detail)
@writes
def grant(request: Request, matter_id: UUID, body: Wordless) -> HttpResponse:
    """Grant the time asked for."""
    return _step(request, matter_id, actions.grant, **body.dict())


@router.post("/{uuid:matter_id}/refuse", response=Detail)
@writes
def refuse(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """Refuse the time asked for."""
    return _step(request, matter_id, actions.refuse, **body.dict())


@router.post("/{uuid:matter_id}/remind", response=Detail)
@writes
def remind(request: Request, matter_id: UUID, body: Wordless) -> HttpResponse:
    """催办."""
    return _step(request, matter_id, actions.remind, **body.dict())


@router.post("/{uuid:matter_id}/supervise", response=Detail)
@writes
def supervise(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """督办."""
    return _step(request, matter_id, actions.supervise, **body.dict())


@router.post("/{uuid:matter_id}/lift", response=Detail)
@writes
def lift(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """解除督办."""
    return _step(request, matter_id, actions.lift, **body.dict())


@router.post("/{uuid:matter_id}/merge", response=Detail)
@writes
def merge(request: Request, matter_id: UUID, body: Merge) -> HttpResponse:
    """并案: run along with another."""
    return _step(request, matter_id, actions.merge, **body.dict())


@router.post("/{uuid:matter_id}/split", response=Detail)
@writes
def split(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """Undo a merging."""
    return _step(request, matter_id, actions.split, **body.dict())


@router.post("/{uuid:matter_id}/resolve", response=Detail)
@writes
def resolve(request: Request, matter_id: UUID, body: Resolve) -> HttpResponse:
    """办结."""
    return _step(request, matter_id, actions.resolve, **body.dict())


@router.post("/{uuid:matter_id}/follow_up", response=Detail)
@writes
def follow_up(request: Request, matter_id: UUID, body: FollowUp) -> HttpResponse:
    """回访."""
    return _step(request, matter_id, actions.follow_up, **body.dict())


@router.post("/{uuid:matter_id}/rate", response=Detail)
@writes
def rate(request: Request, matter_id: UUID, body: Rate) -> HttpResponse:
    """评价 on the reporter's behalf."""
    return _step(request, matter_id, actions.rate, **body.dict())


@router.post("/{uuid:matter_id}/reopen", response=Detail)
@writes
def reopen(request: Request, matter_id: UUID, body: Reopen) -> HttpResponse:
    """重办."""
    values = {"post_id": body.post, "reason": body.reason, "version": body.version}
    return _step(request, matter_id, actions.reopen, **values)


@router.post("/{uuid:matter_id}/close", response=Detail)
@writes
def close(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """结案."""
    return _step(request, matter_id, actions.close, **body.dict())


@router.post("/{uuid:matter_id}/withdraw", response=Detail)
@writes
def withdraw(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """撤回 on the reporter's behalf."""
    return _step(request, matter_id, actions.withdraw, **body.dict())


@router.post("/{uuid:matter_id}/renew-code", response=Receipt)
@writes
def renew_code(request: Request, matter_id: UUID, body: Reasoned) -> HttpResponse:
    """补发查询码: a new code for a reporter who has lost his; the old one is void."""
    _once(request, matter_id, actions.renew_code, **body.dict())
    return json_answer(queries.receipt(request.actor, matter_id))


@router.post("/{uuid:matter_id}/reveal", response=Revealed)
@writes
def reveal(request: Request, matter_id: UUID, body: Reveal) -> dict[str, str]:
    """The reporter in clear, with a reason, into the ledger. Every call is a reveal of its own."""
    return actions.reveal(by=request.actor, matter_id=matter_id, reason=body.reason)
