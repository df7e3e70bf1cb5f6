"""Lists are put together out of indexes; what they show is what one plain condition says."""

from datetime import UTC, datetime

import pytest

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import moving
from linli.matters.models import Matter
from linli.matters.queries import Filters, narrowing
from linli.matters.rules import Party
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

NARROWED: tuple[Filters, ...] = (
    *(
        Filters(group=group, order=order)
        for group in ("open", "done", "all")
        for order in ("received", "due")
    ),
    *(
        Filters(owner=owner)
        for owner in ("mine", "waiting", "first", "others", "nobody", str(c.post_id("grid1")))
    ),
    *(Filters(standing=one, order="due") for one in ("overdue", "approaching", "late")),
    *(Filters(group="all", area=area) for area in (c.HOME, c.GRIDS[0], c.HOME[:9], c.NEXT_DOOR)),
    Filters(state=("resolved",)),
    Filters(state=("received", "dispatched")),
    Filters(state=("closed", "resolved"), category="facility"),
    Filters(owner="nonsense"),
    Filters(state=("nonsense",)),
)


def test_the_arms_together_are_the_whole_sight() -> None:
    """What lists put together out of indexes is what one plain condition says, for every kind of post."""
    with clock.at(datetime(2026, 3, 4, 2, tzinfo=UTC)):
        make.in_hand()
    make.from_resident()
    make.rated()
    make.resolved()
    vacant = make.accepted(area=c.GRIDS[2])
    make.do("counter", actions.dispatch, matter_id=vacant, post_id=c.post_id("vacant"))
    make.raised("grid1", category="env.garbage")
    make.from_resident(area=c.NEXT_DOOR)
    make.dispatched("property")
    away = make.from_resident(area=c.NEXT_DOOR)
    unowned = make.accepted()
    taken_part_in = [make.from_resident(), make.from_resident(area=c.NEXT_DOOR)]
    with scope(system("tests")):
        Matter.objects.filter(id=away).update(post_id=c.post_id("counter"), owner_area=c.HOME)
        Matter.objects.filter(id=unowned).update(post_id=None, owner_area="")
        for id in taken_part_in:
            moving.partake(Matter.objects.get(id=id), c.post_id("counter"), Party.HANDLER)
    compared = 0
    for who in (
        "counter",
        "secretary",
        "subdistrict",
        "supervisor",
        "grid1",
        "grid2",
        "lead",
        "property",
        "admin",
    ):
        for filters in NARROWED:
            by = c.actor(who)
            with scope(by, write=False):
                rows = list(narrowing.narrowed(by, filters, now=clock.now()))
                shown = [row["id"] for row in queries.page(by, filters, most=100)["rows"]]
            far = datetime.max.replace(tzinfo=UTC)
            if filters.order == "due":
                rows.sort(key=lambda row: (row.due_at or far, row.id))
            else:
                rows.sort(key=lambda row: (row.received_at, row.id), reverse=True)
            assert shown == [row.id for row in rows], (who, filters)
            compared += len(rows)
    assert compared > 200
