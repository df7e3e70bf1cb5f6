"""What the loop does by itself: flag what is overdue, close what nobody rated. Each job loads, calls an action per
matter in a transaction of its own, stops; it bears repeats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import F, Q, QuerySet
from procrastinate.contrib.django import app

from linli.calendars import queries as calendars
from linli.classifying import actions as classifying
from linli.classifying import queries as classified
from linli.classifying.rules import FEWEST_NEW, FEWEST_TEXTS, MOST_TEXTS
from linli.classifying.rules.learning import InUse
from linli.classifying.rules.learning import learn as learn_from
from linli.commands import actions as commands
from linli.kit import clock
from linli.kit.actor import Actor, system
from linli.kit.errors import Refused
from linli.kit.scope import scope
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.queries import dictionary, learning, visible_matters
from linli.matters.rules import State
from linli.matters.rules.loop import UNRATED_AFTER_WORKING_DAYS
from linli.regrouping import queries as regroupings
from linli.territory import queries as territory

log = structlog.get_logger(__name__)
BATCH = 500
ROUNDS = 200
"""Batches a run goes through at most; what is left is for the next."""

TRACED = 500
TRACED_ROUNDS = 20
"""Matters that get their traces at once, and how often in a minute: a load of old ones takes its time."""


def _each(rows: QuerySet[Matter], column: str, act: Callable[[UUID], bool]) -> int:
    """Act on every row in the order of a moment, batch by batch, each in a transaction of its own; one that fails is
    put into the log and the next is taken. Returns how many were done."""
    by, last, done = system(), None, 0
    for _ in range(ROUNDS):
        with scope(by, write=False):
            batch = list(_after(rows, column, last).values_list(column, "id")[:BATCH])
        for _at, id in batch:
            done += _one(by, id, act)
        if len(batch) < BATCH:
            break
        last = batch[-1]
    return done


def _after(rows: QuerySet[Matter], column: str, last: tuple[datetime, UUID] | None) -> QuerySet[Matter]:
    rows = rows.order_by(column, "id")
    if last is None:
        return rows
    return rows.filter(**{f"{column}__gte": last[0]}).exclude(**{column: last[0], "id__lte": last[1]})


def _one(by: Actor, id: UUID, act: Callable[[UUID], bool]) -> bool:
    try:
        with scope(by):
            return act(id)
    except Exception:
        log.exception("left undone", matter=str(id))
        return False


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="matters.watch", name="matters.watch_deadlines")
def watch_deadlines(timestamp: int = 0) -> int:
    """Flag overdue matters; every five minutes. Returns how many were flagged."""
    by = system()
    late = visible_matters(by).filter(due_at__lt=clock.now(), overdue_at=None, historical=False)
    return _each(late, "due_at", lambda matter: actions.flag_overdue(by=by, matter_id=matter))


@app.periodic(cron="2-59/5 * * * *")
@app.task(queueing_lock="matters.warn", name="matters.warn_ahead")
def warn_ahead(timestamp: int = 0) -> int:
    """Call to mind what is in the last fifth of its time; every five minutes. Returns how many were called to mind."""
    by, now = system(), clock.now()
    soon = visible_matters(by).filter(
        due_at__gte=now, warn_at__lte=now, warned_at=None, overdue_at=None, historical=False
    )
    return _each(soon, "due_at", lambda matter: actions.warn_ahead(by=by, matter_id=matter))


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="matters.close-unrated", name="matters.close_unrated")
def close_unrated(timestamp: int = 0) -> int:
    """Close, as 未评价, what was settled seven working days ago and nobody rated; nightly."""
    by, now = system(), clock.now()
    with scope(by, write=False):
        calendar = calendars.working_calendar()
    done = visible_matters(by).filter(
        Q(state=State.RESOLVED) | Q(state=State.FOLLOWED_UP),
        historical=False,
        resolved_at__lte=now - timedelta(days=UNRATED_AFTER_WORKING_DAYS),
    )

    def close(id: UUID) -> bool:
        at = done.values_list("resolved_at", flat=True).filter(id=id).first()
        if at is None or calendar.add_working_days(at, UNRATED_AFTER_WORKING_DAYS) > now:
            return False
        actions.close_unrated(by=by, matter_id=id)
        return True

    return _each(done, "resolved_at", close)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="matters.follow", name="matters.follow_merged")
def follow_merged(timestamp: int = 0) -> int:
    """Bring merged matters up to where those they run along with stand; every minute. Returns how many had news."""
    by = system()
    behind = visible_matters(by).filter(state=State.MERGED).exclude(followed=F("merged_into__version"))
    return _each(behind, "received_at", lambda matter: actions.follow(by=by, matter_id=matter))


@app.task(name="matters.follow_regrouping")
def follow_regrouping(regrouping: str) -> int:
    """Put open matters into the grids they lie in since a regrouping. Returns how many lie or belong elsewhere now."""
    by, id = system(), UUID(regrouping)
    with scope(by, write=False):
        done = regroupings.applied(by, id)
    if done is None:
        return 0
    territory.look_again()  # another process drew the grids; this one may trust its copy for some seconds yet
    open_ones = visible_matters(by).filter(community=done.community, is_open=True)
    return _each(
        open_ones,
        "received_at",
        lambda matter: actions.regroup(by=by, matter_id=matter, regrouping=id, successors=done.successors),
    )


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="matters.tidy-search", name="matters.tidy_search")
def tidy_search(timestamp: int = 0) -> int:
    """Sort what intake left beside the search index into it, so that a search never reads much unsorted, and make the
    traces of what came in; every minute. Returns how many pages were sorted in."""
    by = system()
    with scope(by):
        pages = actions.tidy_search(by=by)
    for _ in range(TRACED_ROUNDS):
        with scope(by):
            if actions.leave_traces(by=by) < TRACED:
                break
    return pages


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="commands.forget", name="matters.housekeeping")
def housekeeping(timestamp: int = 0) -> int:
    """Forget old commands, and the words of files that were kept long enough; nightly. Returns how many commands."""
    by = system()
    with scope(by):
        classifying.forget_files(by=by)
    with scope(by):
        return commands.forget_old(by=by)


CHOICES_KEPT = timedelta(days=366)


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="matters.learn", name="matters.learn")
def learn(timestamp: int = 0, asked: bool = False) -> str:
    """Count what people chose where something was suggested, and learn categories anew where enough was closed since
    the last time or a file was given, or where somebody asked; nightly. Nothing is held open while it learns. Returns
    what came of it."""
    by, now = system(), clock.now()
    with scope(by):
        classifying.count_choices(by=by, rows=learning.choices(by, since=now - CHOICES_KEPT))
    with scope(by, write=False):
        if not _is_worth_learning(by, asked=asked):
            return "too few"
        given, files = learning.closed_texts(by), classified.file_ids(by)
        examples = learning.examples(by, most=MOST_TEXTS - len(given))
        used = classified.reader()
        shares = learning.shares_by(by, dictionary.lexicon())
    if len(given) + len(examples) < FEWEST_TEXTS:
        return "too few"
    in_use = InUse(used.tree, used.keyword_weight, used.until, used.files) if used else None
    try:
        learnt = learn_from(given, shares, in_use, examples, asof=now)
    except Refused as refusal:
        log.info("not learnt", reason=refusal.type)
        return refusal.type
    with scope(by):
        classifying.keep(by=by, learnt=replace(learnt, files=tuple(sorted(files))))
    return learnt.why.value


def _is_worth_learning(by: Actor, *, asked: bool) -> bool:
    """Whether there is enough that was not learnt from yet: matters closed since, or a file; where somebody asks, the
    least that changed is enough."""
    last, files = classified.last(by), classified.file_ids(by)
    fresh = learning.closed_since(by, last.until if last else None)
    if last is None:
        return fresh + classified.example_count(by) >= FEWEST_TEXTS
    before = frozenset(map(UUID, last.learnt_from))
    if asked:
        return fresh > 0 or files != before
    return fresh >= FEWEST_NEW or bool(files - before)
