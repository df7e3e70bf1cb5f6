"""Lists are put together out of indexes; what they show is what one plain condition says."""

from datetime import UTC, datetime

import pytest

from linli.kit import clock, ids, paging
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Matter, Partaking
from linli.matters.queries import Filters, narrowing
from linli.matters.queries import lists as listing
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
    *(
        Filters(standing=one, order=order)
        for one in ("overdue", "approaching", "late")
        for order in ("received", "due")
    ),
    *(Filters(group="all", area=area) for area in (c.HOME, c.GRIDS[0], c.HOME[:9], c.NEXT_DOOR)),
    Filters(state=("resolved",)),
    Filters(state=("received", "dispatched")),
    Filters(state=("closed", "resolved"), category="facility"),
    Filters(owner="nonsense"),
    Filters(state=("nonsense",)),
)


EVERY_KIND = (
    "counter",
    "secretary",
    "subdistrict",
    "supervisor",
    "grid1",
    "grid2",
    "lead",
    "property",
    "admin",
)


def _many() -> None:
    """Matters of every kind; some are seen for several reasons at once, some for one alone: what lies in another
    community than its post, what a post takes part in there, what belongs to nobody."""
    with clock.at(datetime(2026, 3, 4, 2, tzinfo=UTC)):
        make.in_hand()
        make.dispatched("grid2")
    make.from_resident()
    make.rated()
    make.resolved()
    vacant = make.accepted(area=c.GRIDS[2])
    make.do("counter", actions.dispatch, matter_id=vacant, post_id=c.post_id("vacant"))
    make.raised("grid1", category="env.garbage")
    make.from_resident(area=c.NEXT_DOOR)
    make.dispatched("property")
    away, unowned = make.from_resident(area=c.NEXT_DOOR), make.accepted()
    shared = [
        make.from_resident(),
        make.from_resident(area=c.NEXT_DOOR),
        make.from_resident(area=c.NEXT_DOOR),
    ]
    with scope(system("tests")):
        Matter.objects.filter(id=away).update(post_id=c.post_id("counter"), owner_area=c.HOME)
        Matter.objects.filter(id__in=(unowned, shared[-1])).update(post_id=None, owner_area="")
        for matter in Matter.objects.filter(id__in=shared):
            for who in ("counter", "grid1"):
                Partaking.objects.create(
                    id=ids.new(),
                    community=matter.community,
                    matter=matter,
                    post_id=c.post_id(who),
                    part=Party.HANDLER,
                )


def test_the_arms_together_are_the_whole_sight() -> None:
    """What lists put together out of indexes is what one plain condition says, for every kind of post."""
    _many()
    compared = 0
    for who in EVERY_KIND:
        for filters in NARROWED:
            by = c.actor(who)
            with scope(by, write=False):
                rows = list(narrowing.narrowed(by, filters, now=clock.now()))
                shown = [row["id"] for row in queries.page(by, filters, most=100)["rows"]]
            assert shown == [row.id for row in _in_order(rows, filters)], (who, filters)
            compared += len(rows)
    assert compared > 200


def test_boxes_are_what_the_lists_they_name_begin_with() -> None:
    """For every kind of post: each box counts every matter of its list once and shows the first of them."""
    _many()
    filled = set[str]()
    for who in EVERY_KIND:
        by = c.actor(who)
        with scope(by, write=False):
            boxes = queries.buckets(by, list(listing.BUCKETS), most=2)
        for name, box in boxes.items():
            if not box["query"]:
                assert (box["count"], box["rows"]) == (0, [])
                continue
            filters = listing.BUCKETS[name]
            with scope(by, write=False):
                rows = list(narrowing.narrowed(by, filters, now=clock.now()))
            if filters.order == "due":
                rows = [row for row in rows if row.due_at]
            assert box["count"] == len(rows), (who, name)
            assert [row["id"] for row in box["rows"]] == [row.id for row in _in_order(rows, filters)][:2], (
                who,
                name,
            )
            filled |= {name} if len(rows) > 1 else set()
    assert filled >= {"waiting", "late", "nobody"}


def _in_order(rows: list[Matter], filters: Filters) -> list[Matter]:
    far = datetime.max.replace(tzinfo=UTC)
    if filters.order == "due":
        return sorted(rows, key=lambda row: (row.due_at or far, row.id))
    return sorted(rows, key=lambda row: (row.received_at, row.id), reverse=True)


def test_boxes_count_no_further_than_they_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the cap a box says that there is more, and shows the first ones all the same."""
    _many()
    monkeypatch.setattr(paging, "COUNT_MOST", 1)
    for who in ("counter", "subdistrict"):
        by = c.actor(who)
        with scope(by, write=False):
            box = queries.buckets(by, ["late"], most=2)["late"]
            rows = list(narrowing.narrowed(by, listing.BUCKETS["late"], now=clock.now()))
        assert (box["count"], box["more"]) == (1, True)
        assert [row["id"] for row in box["rows"]] == [
            row.id for row in _in_order(rows, listing.BUCKETS["late"])
        ][:2]
