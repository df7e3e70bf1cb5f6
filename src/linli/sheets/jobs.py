"""What loads do by themselves: check a file, load it part by part, let what was loaded be found; forget what nobody
finishes, tell of what stopped without a word. Each job acts as the person who asked for it; whoever may no longer load
stops it."""

from collections.abc import Callable
from uuid import UUID

import structlog
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from linli.kit.actor import SYSTEM_ID, Actor, system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register import queries as registers
from linli.sheets import actions, queries
from linli.sheets.rules.loads import State
from linli.workforce import queries as workforce

log = structlog.get_logger(__name__)


@app.task(name="sheets.check")
def check(load: str) -> bool:
    """Check a file that came in; whether it could be."""
    return _run(UUID(load), _check)


@app.task(name="sheets.load")
def load(load: str, person: str = "") -> bool:
    """Load what was checked, as whoever started it (else as who sent it); whether all of it was."""
    return _run(UUID(load), _load, UUID(person) if person else None)


@app.task(name="sheets.index", retry=RetryStrategy(max_attempts=5, linear_wait=60))
def index(community: str) -> int:
    """Let whatever a load has written be found. Returns how many things of the community are. Tried again where it
    could not be done."""
    by = system()
    with scope(by):
        return register.rebuild(by=by, community=community)


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="sheets.index_missed", name="sheets.index_missed")
def index_missed(timestamp: int = 0) -> int:
    """Let be found what nothing finds yet, as on a site that is older than finding; nightly, and when the worker
    starts. Each community is a transaction of its own, and one that fails keeps no other back. Returns how many were
    done."""
    by, done = system(), 0
    with scope(by, write=False):
        missed = registers.unfound(by)
    for community in missed:
        try:
            index(community)
            done += 1
        except Exception:
            log.exception("not found yet", community=community)
    return done


@app.periodic(cron="11 3 * * *")
@app.task(queueing_lock="sheets.forget", name="sheets.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Remove files and rows nobody finishes, nightly. Returns of how many loads."""
    by = system()
    with scope(by):
        return actions.forget_old(by=by)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="sheets.tell_stopped", name="sheets.tell_stopped")
def tell_stopped(timestamp: int = 0) -> int:
    """Tell of loads that stopped without a word. Returns of how many."""
    by = system()
    with scope(by):
        return actions.tell_stopped(by=by)


def _check(by: Actor, id: UUID) -> bool:
    with scope(by):
        wanted = actions.begin(by=by, load_id=id, state=State.WAITING)
    if wanted:
        with scope(by):
            actions.check(by=by, load_id=id)
    return wanted


def _load(by: Actor, id: UUID) -> bool:
    with scope(by):
        wanted = actions.begin(by=by, load_id=id, state=State.LOADING)
    return wanted and load_all(by, id)


def _run(id: UUID, act: Callable[[Actor, UUID], bool], person: UUID | None = None) -> bool:
    """Act as whoever asked; what is refused, or breaks, is put down where he sees it. Of what breaks only the kind is
    logged: what the database says of a row may hold the row."""
    by = _actor(id, person)
    if by is None:
        return False
    try:
        return act(by, id)
    except Problem as problem:
        _fail(id, problem)
    except Exception as error:  # noqa: BLE001 - put down where it is seen; its words may hold rows
        state = getattr(error.__cause__ or error, "sqlstate", None)
        log.error("not finished", load=str(id), error=type(error).__name__, sqlstate=state)
        _fail(id, None)
    return False


def _actor(id: UUID, person: UUID | None) -> Actor | None:
    by = system()
    with scope(by, write=False):
        person = person or queries.visible_loads(by).filter(id=id).values_list("person", flat=True).first()
        if person is None or person == SYSTEM_ID:
            return by if person else None
        return workforce.actor_of(person)


def _fail(id: UUID, problem: Problem | None) -> None:
    by = system()
    with scope(by):
        actions.fail(by=by, load_id=id, problem=problem)


def load_all(by: Actor, id: UUID) -> bool:
    """Load all parts that wait; whether the load is done."""
    return actions.load_whole(by=by, load_id=id)
