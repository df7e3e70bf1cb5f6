"""The counter's one move: accept, correct what was suggested, and pass on or settle, in a single command."""

from uuid import UUID

from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.matters.actions import endings, steps
from linli.matters.rules import Outcome, Urgency


def accept_whole(
    *,
    by: Actor,
    matter_id: UUID,
    category: str | None = None,
    area: str | None = None,
    place: str | None = None,
    urgency: Urgency | None = None,
    post_id: UUID | None = None,
    answer: str | None = None,
    outcome: Outcome = Outcome.SOLVED,
    version: int | None = None,
) -> UUID:
    """Accept; then correct, and dispatch to a post or settle with an answer, where asked. All of it or nothing; refused
    as each part is, and where both are asked."""
    if answer and post_id is not None:
        raise Refused(
            "matter/settle-or-dispatch",
            zh="直接办结和派单只能选一个",
            en="Settle it or dispatch it, not both",
        )
    steps.accept(by=by, matter_id=matter_id, version=version)
    if any(value is not None for value in (category, area, place, urgency)):
        steps.classify(by=by, matter_id=matter_id, category=category, area=area, place=place, urgency=urgency)
    if answer:
        return endings.settle(by=by, matter_id=matter_id, words=answer, outcome=outcome)
    if post_id is not None:
        return steps.dispatch(by=by, matter_id=matter_id, post_id=post_id)
    return matter_id
