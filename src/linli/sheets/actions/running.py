"""A whole load, some parts at once, each in a transaction of its own."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from uuid import UUID

from django.db import connection, connections

from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.sheets.actions.loading import finish, load_part, prepare
from linli.sheets.queries.loads import visible_loads

TOGETHER = 2
"""Parts that are loaded at once: while the database writes one, the next is made ready."""


def load_whole(*, by: Actor, load_id: UUID, told: Callable[[int, int], None] | None = None) -> bool:
    """Load all parts that wait; whether the load is done. It opens its transactions itself, and tells how many parts
    are done, of how many. What stops one part is raised when the others have ended."""
    with scope(by):
        ready = prepare(by=by, load_id=load_id)
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in ready.waiting:
        waiting.put(number)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for number in _taken(waiting, failed):
                with scope(by):
                    load_part(by=by, ready=ready, number=number)
                with scope(by):
                    finish(by=by, load_id=load_id)
                if told:
                    told(len(ready.waiting) - waiting.qsize(), len(ready.waiting))
        except BaseException as error:  # noqa: BLE001 - told where the threads are waited for
            failed.append(error)

    _together(work, len(ready.waiting))
    if failed:
        raise failed[0]
    with scope(by):
        return finish(by=by, load_id=load_id) or _is_done(by, load_id)


def _is_done(by: Actor, id: UUID) -> bool:
    return visible_loads(by).filter(id=id, state="done").exists()


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
