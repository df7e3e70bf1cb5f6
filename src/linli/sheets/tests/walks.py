"""A ledger on its way, for tests: sent and checked, loaded, counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from linli.kit import ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.sheets import actions, jobs
from linli.sheets.models import Load
from linli.sheets.tests import books
from linli.tests import community as c


def sent(
    rows: Sequence[Sequence[Any]], *, by: Actor | None = None, source: str = "派出所", **more: Any
) -> UUID:
    """A ledger that came in and was checked."""
    who = by or c.actor("counter")
    id = ids.new()
    with scope(who):
        content = books.book(rows, **more)
        actions.receive(by=who, load_id=id, area=c.HOME, name="台账.xlsx", content=content, source=source)
    with scope(who):
        actions.check(by=who, load_id=id)
    return id


def counts(id: UUID) -> dict[str, int]:
    return {name: count for name, count in Load.objects.get(id=id).counts.items() if count}


def loaded(rows: Sequence[Sequence[Any]], **more: Any) -> UUID:
    """A ledger that was loaded."""
    by = c.actor("counter")
    id = sent(rows, **more)
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    return id


def seen() -> Any:
    return scope(c.actor("counter"), write=False)
