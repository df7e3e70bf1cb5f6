"""Who sees what, by both walls; search within them; lists, pages, filters and the boxes of the workbench."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError

from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.errors import NotFound, Refused
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Attachment, Grams, Matter, Note, Partaking, Reporter, Ticket, Traces
from linli.matters.queries import Filters
from linli.matters.queries import lists as listing
from linli.matters.queries import search as looking
from linli.matters.rules import Outcome, Urgency
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db

ALL = Filters(group="all")


def listed(who: str | Actor, filters: Filters = ALL, **more: Any) -> list[UUID]:
    return [row["id"] for row in make.look(who, queries.page, filters, **more)["rows"]]


@pytest.fixture
def spread() -> dict[str, UUID]:
    """One matter in each kind of place."""
    return {
        "grid1": make.from_resident(area=c.GRIDS[0]),
        "grid2": make.from_resident(area=c.GRIDS[1]),
        "home": make.from_resident(area=c.HOME),
        "next": make.from_resident(area=c.NEXT_DOOR),
        "else": make.from_resident(area=c.ELSEWHERE),
    }


SIGHT: tuple[tuple[str, set[str]], ...] = (
    ("grid1", {"grid1"}),
    ("lead", {"grid1", "grid2"}),
    ("counter", {"grid1", "grid2", "home"}),
    ("secretary", {"grid1", "grid2", "home"}),
    ("next_counter", {"next"}),
    ("far_secretary", {"else"}),
    ("subdistrict", {"grid1", "grid2", "home", "next"}),
    ("supervisor", {"grid1", "grid2", "home", "next"}),
    ("admin", {"grid1", "grid2", "home", "next"}),
    ("property", set()),
    ("volunteer", set()),
    ("police", set()),
    ("department", set()),
)


@pytest.mark.parametrize(("who", "places"), SIGHT)
def test_who_sees_what(spread: dict[str, UUID], who: str, places: set[str]) -> None:
    """The list and the detail agree; so does the second wall, asked without the first."""
    wanted = {spread[place] for place in places}
    assert set(listed(who)) == wanted
    by = c.actor(who)
    for id in spread.values():
        if id in wanted:
            assert make.look(by, queries.detail, id)["id"] == id
        else:
            with pytest.raises(NotFound):
                make.look(by, queries.detail, id)
            with pytest.raises(NotFound):
                make.look(by, queries.timeline, id)
    with scope(by, write=False):
        assert set(Matter.objects.filter(id__in=spread.values()).values_list("id", flat=True)) == wanted


CHILDREN = (Reporter, Ticket, Grams, Traces, Note, Attachment, Partaking)


@pytest.mark.parametrize("table", CHILDREN)
def test_what_hangs_on_a_matter_is_seen_by_who_sees_it(table: Any) -> None:
    make.rated(score=1)
    make.do(system("tests"), actions.leave_traces)
    with scope(c.actor("next_secretary"), write=False):
        assert table.objects.count() == 0


def test_handled_by_my_post_and_taken_part_in() -> None:
    id = make.dispatched("property")
    assert listed("property") == [id]
    make.do("property", actions.take, matter_id=id)
    make.do("property", actions.return_, matter_id=id, reason="不归我们")
    assert listed("property") == []
    with pytest.raises(NotFound):
        make.look("property", queries.timeline, id)


def test_whoever_passed_it_up_goes_on_seeing_it() -> None:
    id = make.in_hand("department")
    assert listed("department") == [id]
    make.do("counter", actions.dispatch, **taken_off(id, "property"))
    assert listed("department") == [id]
    other = make.in_hand("grid1")
    make.do("grid1", actions.escalate, matter_id=other, reason="要协调")
    make.do("secretary", actions.classify, matter_id=other, area=c.GRIDS[1])
    assert other in listed("grid1")


def taken_off(id: UUID, to: str) -> dict[str, Any]:
    return {
        "matter_id": id,
        "post_id": c.post_id(to),
        "words": "一直没有动静",
        "version": make.row(id).version,
    }


def test_a_visitor_sees_the_one_matter() -> None:
    id, other = make.from_resident(), make.from_resident()
    assert listed(c.resident(id)) == [id]
    assert listed(c.resident(ids.new())) == []
    with pytest.raises(NotFound):
        make.look(c.resident(id), queries.public_view, other)
    nobody = replace(c.resident(id), matter=None)
    assert listed(nobody) == []
    assert make.look(nobody, queries.existing, [id]) == set()


def test_the_second_wall_lets_nobody_partake_by_himself() -> None:
    """Partaking gives sight, so only who sees a matter may let somebody partake."""
    id = make.from_resident(area=c.NEXT_DOOR)
    by = c.actor("counter")
    with pytest.raises(ProgrammingError, match="row-level security"), scope(by):
        Partaking.objects.create(
            id=ids.new(), community=c.NEXT_DOOR, matter_id=id, post_id=by.posts[0], part="handler"
        )


# Search


def test_search_finds_words_place_and_reference() -> None:
    id = make.raised(words="幸福里东门的窨井盖翘起来了", place="东门传达室", external_number="GD20260304001")
    make.raised(words="楼道堆满纸箱", category="safety.corridor")
    row = make.row(id)
    for q in ("窨井盖", "东门 翘起", "传达室", row.reference, "GD20260304001", "幸福里东门的窨井盖"):
        assert listed("counter", Filters(group="all", q=q)) == [id], q
    for q in ("纸箱井盖", "没有这样的字", "'; DROP TABLE matters_matter; --", "!&|:*<->"):
        assert listed("counter", Filters(group="all", q=q)) == []


def test_search_stays_within_both_walls() -> None:
    words = "幸福里东门的窨井盖翘起来了"
    here, there = make.from_resident(words=words), make.from_resident(words=words, area=c.NEXT_DOOR)
    search = Filters(group="all", q="窨井盖")
    assert listed("counter", search) == [here]
    assert listed("next_counter", search) == [there]
    assert set(listed("subdistrict", search)) == {here, there}
    assert listed("property", search) == []
    assert listed(c.resident(there), search) == [there]
    for who, wanted in (("counter", {here}), ("next_counter", {there}), ("volunteer", set())):
        by = c.actor(who)
        with scope(by, write=False):
            assert set(looking.found(by, "窨井盖", looking.Within(), most=9).ids) == wanted


def test_a_number_is_found_as_people_type_it() -> None:
    id = make.raised(words="路灯不亮，房间是3-2-501", external_number="GD-2026-0304001")
    reference = make.row(id).reference
    bare = reference.replace("-", "")
    spaced = reference.replace("-", " ")
    wide = "".join(chr(ord(one) + 0xFEE0) for one in bare)
    for q in (reference, bare, spaced, wide, "20260304001", "2026-0304001", "3-2-501"):
        assert listed("counter", Filters(group="all", q=q)) == [id], q
    assert listed("counter", Filters(group="all", q="99999999999999")) == []


def test_a_long_story_is_still_found_by_place_and_number() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    id = make.raised(words=words, place="东门传达室", external_number="GD20260304001")
    for q in ("传达室", make.row(id).reference, "GD20260304001", words[:4]):
        assert listed("counter", Filters(group="all", q=q)) == [id], q


def test_what_is_done_or_elsewhere_crowds_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest are counted after state and area, and a search that was cut says so."""
    monkeypatch.setattr(listing, "FOUND_MOST", 2)
    old = make.from_resident(area=c.GRIDS[1])
    for _ in range(3):
        make.declined(area=c.GRIDS[0])
    assert listed("counter", Filters(q="路灯")) == [old]
    assert listed("counter", Filters(group="all", area=c.GRIDS[1], q="路灯")) == [old]
    assert listed("counter", Filters(state=("received",), q="路灯")) == [old]
    for filters, count, cut in (
        (Filters(q="路灯"), 1, False),
        (Filters(group="all", order="due", q="路灯"), 2, True),
        (Filters(group="done", door="portal", q="路灯"), 2, True),
        (Filters(group="all", q="路灯"), 4, False),
        (Filters(group="all"), 4, False),
    ):
        page = make.look("counter", queries.page, filters)
        assert (len(page["rows"]), page["cut"]) == (count, cut)


def test_search_finds_what_my_post_was_given() -> None:
    id = make.dispatched("property", words="幸福里东门的窨井盖翘起来了")
    assert listed("property", Filters(group="all", q="窨井盖")) == [id]


# Lists


def test_pages_follow_one_another_and_lose_nothing() -> None:
    """Even where many came in at the same microsecond."""
    moment = datetime(2026, 3, 4, 2, 0, 0, 123457, tzinfo=UTC)
    with clock.at(moment):
        made = {make.from_resident() for _ in range(5)}
    with clock.at(moment + timedelta(microseconds=1)):
        made |= {make.from_resident() for _ in range(2)}
    for order in ("received", "due"):
        seen: list[UUID] = []
        after = ""
        while True:
            page = make.look("counter", queries.page, Filters(order=order), after=after, most=3)
            seen += [row["id"] for row in page["rows"]]
            after = page["next"]
            if after is None:
                break
        assert len(seen) == len(made)
        assert set(seen) == made


def test_by_deadline_those_without_one_come_last_and_none_is_lost() -> None:
    due = [make.in_hand(), make.in_hand()]
    done = [make.resolved() for _ in range(3)]
    wanted = [*sorted(due, key=lambda one: (make.row(one).due_at, one)), *sorted(done)]
    for most in (1, 2, 3, 5):
        seen, after = list[UUID](), ""
        while after is not None:
            page = make.look("counter", queries.page, Filters(order="due"), after=after, most=most)
            seen += [row["id"] for row in page["rows"]]
            after = page["next"]
        assert seen == wanted, most


def test_a_bad_cursor_is_refused() -> None:
    with pytest.raises(Refused):
        listed("counter", after="nonsense")


def test_the_days_they_came_in_on_are_the_sites() -> None:
    """Midnight in Shanghai is four in the afternoon in Greenwich."""
    ids = []
    for moment in (
        "2026-09-30T15:59:59",
        "2026-09-30T16:00:00",
        "2026-10-31T15:59:59",
        "2026-10-31T16:00:00",
    ):
        with clock.at(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
            ids.append(make.raised())
    october = Filters(group="all", since=date(2026, 10, 1), until=date(2026, 10, 31))
    for q in ("", "路灯"):
        for order in ("received", "due"):
            asked = replace(october, q=q, order=order)
            assert set(listed("counter", asked)) == set(ids[1:3]), (q, order)
    assert listed("counter", Filters(since=date(2026, 11, 1))) == [ids[3]]
    assert listed("counter", Filters(until=date(2026, 9, 30))) == [ids[0]]
    assert set(listed("counter", Filters(since=date.min, until=date.max))) == set(ids)
    assert listed("counter", Filters(since=date(2026, 11, 2), until=date(2026, 11, 1))) == []


def test_a_search_begins_at_the_last_day_asked_for() -> None:
    """However many newer ones hold the word."""
    with clock.at(datetime(2026, 9, 10, 4, tzinfo=UTC)):
        old = make.raised()
    for _ in range(3):
        make.raised()
    september = Filters(group="all", q="路灯", until=date(2026, 9, 30))
    within = looking.Within(until=datetime(2026, 9, 30, 16, tzinfo=UTC))
    assert make.look("counter", looking.found, "路灯", within, most=1).ids == [old]
    assert listed("counter", september) == [old]


def test_filters() -> None:
    with clock.at(datetime(2026, 3, 4, 2, tzinfo=UTC)):
        lamp = make.in_hand("grid1")
    garbage = make.raised(category="env.garbage", area=c.GRIDS[1], urgency=Urgency.URGENT)
    done, bad = make.closed(), make.rated(score=1)
    cases: tuple[tuple[Filters, set[UUID]], ...] = (
        (Filters(), {lamp, garbage, bad}),
        (Filters(group="done"), {done}),
        (Filters(group="all"), {lamp, garbage, done, bad}),
        (Filters(state=("in_hand", "closed")), {lamp, done}),
        (Filters(state=("nonsense",)), set()),
        (Filters(category="env"), {garbage}),
        (Filters(category="env.garbage"), {garbage}),
        (Filters(category="en"), set()),
        (Filters(area=c.GRIDS[1]), {garbage}),
        (Filters(area=c.HOME, urgency="urgent"), {garbage}),
        (Filters(area="970101"), {lamp, garbage, bad}),
        (Filters(area=c.NEXT_DOOR), set()),
        (Filters(door="counter"), {garbage}),
        (Filters(owner=str(c.post_id("grid1"))), {lamp, bad}),
        (Filters(owner="no id"), set()),
        (Filters(owner="mine"), {garbage}),
        (Filters(standing="overdue"), {lamp}),
        (Filters(reopening=True), {bad}),
    )
    for filters, wanted in cases:
        assert set(listed("counter", filters)) == wanted, filters


def test_approaching_and_overdue() -> None:
    with clock.at(datetime(2026, 3, 4, 2, tzinfo=UTC)):
        id = make.in_hand()
        make.do("grid1", actions.answer, matter_id=id, words="已联系")
        row = make.row(id)
        assert row.warn_at is not None
        assert row.due_at is not None
    for moment, standing in (
        (row.warn_at - timedelta(seconds=1), "on_time"),
        (row.warn_at, "approaching"),
        (row.due_at, "approaching"),
        (row.due_at + timedelta(seconds=1), "overdue"),
    ):
        with clock.at(moment):
            assert make.look("counter", queries.page, ALL)["rows"][0]["standing"] == standing
            found = {name for name in ("approaching", "overdue") if listed("counter", Filters(standing=name))}
            assert found == {standing} - {"on_time"}
            assert make.box("counter", "late")["count"] == (standing != "on_time")


def test_the_boxes_of_the_workbench() -> None:
    waiting, resolved = make.from_resident(), make.resolved()
    vacant = make.accepted(area=c.GRIDS[2])
    make.do("counter", actions.dispatch, matter_id=vacant, post_id=c.post_id("vacant"))
    owner = "counter" if make.row(waiting).post_id == c.post_id("counter") else "counter2"
    boxes = {name: make.box(owner, name) for name in listing.BUCKETS}
    assert [row["id"] for row in boxes["waiting"]["rows"]] == [waiting]
    assert [row["id"] for row in boxes["nobody"]["rows"]] == [vacant]
    assert [row["id"] for row in boxes["to_follow_up"]["rows"]] == [resolved]
    assert boxes["rated_bad"] == {"count": 0, "more": False, "rows": [], "query": {}}
    assert make.box("grid1", "to_follow_up")["count"] == 0


def test_a_box_leads_to_the_list_with_the_same_rows() -> None:
    with clock.at(datetime(2026, 3, 4, 2, tzinfo=UTC)):
        make.in_hand()
    make.from_resident()
    make.rated()
    make.resolved()
    make.raised("counter", category="env.garbage")
    met = make.raised("grid1")
    make.do("counter", actions.accept, matter_id=met)
    counted = 0
    for who in ("counter", "secretary", "subdistrict", "grid1", "property"):
        for name in listing.BUCKETS:
            box = make.box(who, name)
            if box["query"]:
                said: dict[str, Any] = box["query"] | {"state": tuple(box["query"].get("state", ()))}
                filters = Filters(**said)
                assert listed(who, filters) == [row["id"] for row in box["rows"]], (who, name)
                counted += box["count"]
    assert counted > 15


def test_whoever_met_it_first_keeps_an_eye_on_it() -> None:
    id = make.raised("grid1")
    assert listed("grid1", Filters(owner="first")) == []
    make.do("counter", actions.accept, matter_id=id)
    make.do("counter", actions.dispatch, matter_id=id, post_id=c.post_id("property"))
    assert listed("grid1", Filters(owner="first")) == [id]
    assert listed("counter", Filters(owner="first")) == []
    box = make.box("grid1", "first")
    assert ([row["id"] for row in box["rows"]], box["query"]) == ([id], {"owner": "first"})
    make.do("property", actions.take, matter_id=id)
    make.do("property", actions.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
    make.do("secretary", actions.close, matter_id=id, reason="办好了")
    assert listed("grid1", Filters(owner="first")) == []


def test_settled_work_of_a_post_that_fell_vacant_is_nobodys_burden() -> None:
    make.resolved()
    make.do(system("tests"), workforce.vacate, post_id=c.post_id("grid1"))
    assert make.box("counter", "nobody")["count"] == 0


def test_own_work_is_not_ones_own_to_follow_up() -> None:
    id = make.accepted()
    make.do("counter", actions.settle, matter_id=id, words="办好了", outcome=Outcome.SOLVED)
    assert make.box("counter", "to_follow_up")["count"] == 0
    assert make.box("counter2", "to_follow_up")["count"] == 1
