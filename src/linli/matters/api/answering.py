"""What helps while an answer is being written. Nothing here takes a step."""

from typing import Any
from uuid import UUID

from linli.commands.actions import is_known, run_once
from linli.kit.errors import Conflict
from linli.kit.http import Request, asks, reads, waits
from linli.kit.scope import scope
from linli.language.rules.drafting import Wanted
from linli.matters import actions, queries
from linli.matters.api.router import router
from linli.matters.rules import Verb
from linli.matters.schemas.answering import (
    AnswerRule,
    CheckIn,
    CheckPoint,
    DraftAsk,
    DraftIn,
    DraftOut,
    DraftPreview,
)


@router.get("/answer-rules", response=list[AnswerRule])
@reads
def list_answer_rules(request: Request) -> list[dict[str, Any]]:
    """How the checklist beside an answer looks: every rule with its words."""
    return queries.answer_rules(request.actor)


@router.post("/{uuid:matter_id}/check-answer", response=list[CheckPoint])
@asks
def check_answer(request: Request, matter_id: UUID, body: CheckIn) -> list[dict[str, Any]]:
    """What the rules say of an answer as it is being written; nothing is stored, and nothing waits for it."""
    return queries.checked(
        request.actor, matter_id, verb=Verb(body.verb), words=body.words, review_on=body.review_on
    )


@router.post("/{uuid:matter_id}/draft-preview", response=DraftPreview)
@asks
def preview_draft(request: Request, matter_id: UUID, body: DraftIn) -> dict[str, Any]:
    """What a model of the site's own would be sent, word for word and without the words struck out; nothing is sent."""
    return queries.preview(request.actor, matter_id, wanted=Wanted(body.wanted), strikes=body.strikes)


@router.post("/{uuid:matter_id}/draft", response=DraftOut)
@waits
def draft(request: Request, matter_id: UUID, body: DraftAsk) -> dict[str, str]:
    """A draft by the site's own model of what was shown before; marked as a draft, stored nowhere, never sent by
    itself. That it is asked for is in the ledger before anything leaves, without words."""
    by = request.actor
    with scope(by, write=False):
        if is_known(request.command, by=by):
            raise _asked_before()
        question = queries.prepared(
            by, matter_id, wanted=Wanted(body.wanted), strikes=body.strikes, mark=body.mark
        )
    actions.count_draft(by=by)
    _claim(request, question)
    done = actions.ask_for_draft(by=by, question=question)
    with scope(by):
        actions.record_draft(by=by, question=question, done=done)
    if done.problem:
        raise done.problem
    return {"text": done.text}


def _claim(request: Request, question: queries.Prepared) -> None:
    """Take the command and enter the question, committed before a word leaves; of two at once one alone goes on."""
    mine: list[UUID] = []

    def enter() -> UUID:
        mine.append(actions.record_question(by=request.actor, question=question))
        return mine[0]

    with scope(request.actor):
        run_once(request.command, by=request.actor, do=enter, result=question.matter.id)
    if not mine:
        raise _asked_before()


def _asked_before() -> Conflict:
    return Conflict(
        "draft/asked-before",
        zh="这次已经问过了，请再按一次",
        en="This was asked before; press once more",
    )
