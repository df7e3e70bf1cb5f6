"""One answer for all: the open matters of an issue run along with one of them (并案), and all who reported are told."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from linli.hotspots.actions.tending import locked
from linli.hotspots.queries import visible_reports
from linli.hotspots.rules import JOINABLE, State
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import Problem, Refused
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters import queries as matter_queries

JOINED_MOST = 200


def join(*, by: Actor, issue_id: UUID, main_id: UUID, words: str = "", version: int | None = None) -> UUID:
    """Let the issue's other open matters run along with the main one, which need not have been the first; and watch the
    issue. What cannot run along (settled meanwhile, no right to it) stays as it is and is shown. Refused: a main one
    that does not lie there or is not open, or where nothing could run along."""
    row = locked(by, issue_id, version)
    held = list(visible_reports(by).filter(issue=row).order_by("at", "id").values_list("id", flat=True))
    open_ = list(
        matter_queries.visible_matters(by)
        .filter(id__in=held, state__in=JOINABLE)
        .order_by("received_at", "id")
        .values_list("id", flat=True)
    )
    if main_id not in open_:
        raise Refused(
            "hot/no-main",
            zh="主件要在这个热点里，并且还没有办结",
            en="The main matter must lie in this issue and still be open",
        )
    joined = _along(by, [one for one in open_[:JOINED_MOST] if one != main_id], main_id, words)
    row.main, row.state = main_id, State.WATCHED.value
    row.said_at, row.said_by, row.said_by_name = clock.now(), by.id, by.name[:80]
    row.changed_at, row.version = clock.now(), row.version + 1
    row.save()
    ledger.record(
        "hotspot.joined", by=by, area=row.area, subject=row.id, joined=joined, left=len(open_) - 1 - joined
    )
    return row.id


def _along(by: Actor, others: Sequence[UUID], main_id: UUID, words: str) -> int:
    """Let each run along with the main one if it can, and return how many could; refused as the last of them was where
    none could."""
    joined = 0
    last: Problem = Refused(
        "hot/alone", zh="没有别的未办结事项可并", en="No other open matter could run along"
    )
    for matter_id in others:
        try:
            with transaction.atomic():
                matters.merge(by=by, matter_id=matter_id, into=main_id, words=words)
            joined += 1
        except Problem as problem:
            last = problem
    if not joined:
        raise last
    return joined
