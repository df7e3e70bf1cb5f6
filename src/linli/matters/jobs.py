"""What the loop does by itself: flag what is overdue, close what nobody rated. Each job loads, calls an action per
matter in a transaction of its own, stops; it bears repeats."""

import structlog
from django.db.models import Q
from procrastinate.contrib.django import app

from linli.calendars import queries as calendars
from linli.commands import actions as commands
from linli.kit import clock
from linli.kit.actor import system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.matters import actions
from linli.matters.queries import visible_matters
from linli.matters.rules import State
from linli.matters.rules.loop import UNRATED_AFTER_WORKING_DAYS

log = structlog.get_logger(__name__)
BATCH = 500


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="matters.watch", name="matters.watch_deadlines")
def watch_deadlines(timestamp: int = 0) -> int:
    """Flag overdue matters; every five minutes. Returns how many were flagged."""
    by = system()
    with scope(by, write=False):
        late = visible_matters(by).filter(due_at__lt=clock.now(), overdue_at=None, historical=False)
        ids = list(late.order_by("due_at").values_list("id", flat=True)[:BATCH])
    flagged = 0
    for id in ids:
        try:
            with scope(by):
                flagged += actions.flag_overdue(by=by, matter_id=id)
        except Problem as problem:
            log.warning("not flagged", matter=str(id), type=problem.type)
    return flagged


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="matters.close-unrated", name="matters.close_unrated")
def close_unrated(timestamp: int = 0) -> int:
    """Close, as 未评价, what was settled seven working days ago and nobody rated; nightly."""
    by, now = system(), clock.now()
    with scope(by, write=False):
        done = visible_matters(by).filter(
            Q(state=State.RESOLVED) | Q(state=State.FOLLOWED_UP), historical=False
        )
        settled = list(done.order_by("resolved_at").values_list("id", "resolved_at")[:BATCH])
        calendar = calendars.working_calendar()
    closed = 0
    for id, at in settled:
        if at is None or calendar.add_working_days(at, UNRATED_AFTER_WORKING_DAYS) > now:
            continue
        try:
            with scope(by):
                actions.close_unrated(by=by, matter_id=id)
            closed += 1
        except Problem as problem:
            log.info("not closed", matter=str(id), type=problem.type)
    return closed


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="commands.forget", name="matters.housekeeping")
def housekeeping(timestamp: int = 0) -> int:
    """Forget old commands, nightly."""
    by = system()
    with scope(by):
        return commands.forget_old(by=by)
