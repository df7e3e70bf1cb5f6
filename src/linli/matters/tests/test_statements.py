"""In how many statements matters are read and written; the counts only go down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kit import ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.queries import Filters
from linli.matters.queries import lists as listing
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

ALL = Filters(group="all")


def _many() -> UUID:
    """A busy matter among others, with a long story."""
    for _ in range(6):
        make.dispatched("grid1")
    id = make.rated(score=1)
    make.do("secretary", actions.reopen, matter_id=id, reason="再去看看", post_id=c.post_id("property"))
    make.do("property", actions.answer, matter_id=id, words="已联系")
    make.do("property", actions.return_, matter_id=id, reason="不归我们")
    return id


STATEMENTS: tuple[tuple[str, str, int], ...] = (
    ("list", "counter", 1),
    ("search", "counter", 2),
    ("detail", "counter", 5),
    ("timeline", "counter", 5),
    ("public", "resident", 4),
    ("workbench", "counter", 1),
    ("workbench", "secretary", 1),
    ("suggest", "counter", 0),
    ("map", "counter", 2),
)
"""What is read, by whom, in how many statements at most, once the process knows dictionary, map and calendar."""


@pytest.mark.parametrize(("what", "who", "most"), STATEMENTS)
def test_statements_of_a_read(what: str, who: str, most: int) -> None:
    id = _many()
    reads: dict[str, Callable[[Actor], Any]] = {
        "list": lambda by: queries.page(by, ALL),
        "search": lambda by: queries.page(by, Filters(group="all", q="路灯")),
        "detail": lambda by: queries.detail(by, id),
        "timeline": lambda by: queries.timeline(by, id),
        "public": lambda by: queries.public_view(by, id),
        "workbench": lambda by: queries.buckets(by, list(listing.BUCKETS)),
        "map": lambda by: queries.on_map(by, queries.MapFilters(area=c.HOME)),
        "suggest": lambda by: queries.suggest(by, words=make.WORDS, area=c.GRIDS[0]),
    }
    by = make.resident(id) if who == "resident" else c.actor(who)
    with scope(by, write=False):
        reads[what](by)
        with CaptureQueriesContext(connection) as told:
            reads[what](by)
    assert len(told) <= most, [query["sql"][:120] for query in told]


INTAKE: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("plain", {}, 4),
    ("with a reporter", {"reporter": make.REPORTER}, 5),
    ("urgent", {"words": "有人困在电梯里了", "category": "urgent.trapped"}, 6),
)
"""Matter, ticket, words for search and ledger; the reporter one more; the call to two posts two more."""


@pytest.mark.parametrize(("values", "most"), [case[1:] for case in INTAKE], ids=[case[0] for case in INTAKE])
def test_statements_of_taking_in(values: dict[str, Any], most: int) -> None:
    make.from_resident(**values)
    id = ids.new()
    by = c.resident(id)
    said: dict[str, Any] = {"words": make.WORDS, "area": c.GRIDS[0]} | values
    data = actions.RaiseData(id=id, **said)
    with scope(by), CaptureQueriesContext(connection) as told:
        actions.raise_(by=by, data=data)
    assert len(told) <= most, [query["sql"][:120] for query in told]


def test_statements_of_a_counters_one_move() -> None:
    """Accept, correct and dispatch in one command."""
    make.dispatched()
    id, by = make.from_resident(), c.actor("counter")
    with scope(by), CaptureQueriesContext(connection) as told:
        actions.accept_whole(by=by, matter_id=id, category="env.tree", post_id=c.post_id("property"))
    assert len(told) <= 16, [query["sql"][:120] for query in told]
