"""What loads do by themselves: check a file, load it part by part, forget what nobody finishes. Each job acts as the
person who asked for it; whoever may no longer load stops it."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from uuid import UUID

import structlog
from django.db import connection, connections
from procrastinate.contrib.django import app

from linli.kit.actor import SYSTEM_ID, Actor, system
from linli.kit.errors import Problem
from linli.kit.scope import scope
from linli.sheets import actions, queries
from linli.workforce import queries as workforce

log = structlog.get_logger(__name__)
TOGETHER = 2
"""Parts that are loaded at once: while the database writes one, the next is made ready."""


@app.task(name="sheets.check")
def check(load: str) -> bool:
    """Check a file that came in; whether it could be."""
    return _run(UUID(load), _check)


@app.task(name="sheets.load")
def load(load: str) -> bool:
    """Load what was checked; whether all of it was."""
    return _run(UUID(load), load_all)


@app.periodic(cron="11 3 * * *")
@app.task(queueing_lock="sheets.forget", name="sheets.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Remove files and rows nobody finishes, nightly. Returns of how many loads."""
    by = system()
    with scope(by):
        return actions.forget_old(by=by)


def _check(by: Actor, id: UUID) -> bool:
    with scope(by):
        actions.check(by=by, load_id=id)
    return True


def _run(id: UUID, act: Callable[[Actor, UUID], bool]) -> bool:
    """Act as whoever asked; what is refused, or breaks, is put down where he sees it."""
    by = _actor(id)
    if by is None:
        return False
    try:
        return act(by, id)
    except Problem as problem:
        _fail(id, problem)
    except Exception:
        log.exception("not finished", load=str(id))
        _fail(id, None)
    return False


def _actor(id: UUID) -> Actor | None:
    by = system()
    with scope(by, write=False):
        person = queries.visible_loads(by).filter(id=id).values_list("person", flat=True).first()
        if person is None or person == SYSTEM_ID:
            return by if person else None
        return workforce.actor_of(person)


def _fail(id: UUID, problem: Problem | None) -> None:
    by = system()
    with scope(by):
        actions.fail(by=by, load_id=id, problem=problem)


def load_all(by: Actor, id: UUID, *, told: Callable[[int, int], None] | None = None) -> bool:
    """Load all parts that wait, some at once; whether the load is done."""
    with scope(by):
        ready = actions.prepare(by=by, load_id=id)
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in ready.waiting:
        waiting.put(number)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for number in _taken(waiting, failed):
                with scope(by):
                    actions.load_part(by=by, ready=ready, number=number)
                with scope(by):
                    actions.finish(by=by, load_id=id)
                if told:
                    told(len(ready.waiting) - waiting.qsize(), len(ready.waiting))
        except BaseException as error:  # noqa: BLE001 - told where the threads are waited for
            failed.append(error)

    _together(work, len(ready.waiting))
    if failed:
        raise failed[0]
    with scope(by):
        return actions.finish(by=by, load_id=id) or _is_done(by, id)


def _is_done(by: Actor, id: UUID) -> bool:
    return queries.visible_loads(by).filter(id=id, state="done").exists()


def _taken(waiting: "SimpleQueue[int]", failed: list[BaseException]) -> Iterator[int]:
    while not failed:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _together(work: Callable[[], None], count: int) -> None:
    """Work in some threads, each with a connection of its own; inside a longer transaction, as in tests, in this."""
    if count < 2 or connection.in_atomic_block:
        work()
        return

    def apart() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=apart) for _ in range(min(TOGETHER, count))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
