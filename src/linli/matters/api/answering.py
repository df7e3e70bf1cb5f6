"""What helps while an answer is being written. Nothing here takes a step."""

from typing import Any
from uuid import UUID

from linli.kit.http import Request, asks, reads
from linli.matters import queries
from linli.matters.api.router import router
from linli.matters.rules import Verb
from linli.matters.schemas.answering import AnswerRule, CheckIn, CheckPoint


@router.get("/answer-rules", response=list[AnswerRule])
@reads
def list_answer_rules(request: Request) -> list[dict[str, Any]]:
    """How the checklist beside an answer looks: every rule with its words."""
    return queries.answer_rules()


@router.post("/{uuid:matter_id}/check-answer", response=list[CheckPoint])
@asks
def check_answer(request: Request, matter_id: UUID, body: CheckIn) -> list[dict[str, Any]]:
    """What the rules say of an answer as it is being written; nothing is stored, and nothing waits for it."""
    return queries.checked(
        request.actor, matter_id, verb=Verb(body.verb), words=body.words, review_on=body.review_on
    )
