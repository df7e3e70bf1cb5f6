"""Routes drawn, rounds recorded, offers handled: what it does, what is refused, what happens the second time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from linli.files import actions as files
from linli.files.tests.factories import png
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused
from linli.ledger.models import Entry
from linli.matters.models import Matter
from linli.patrols import actions, queries
from linli.patrols.actions import FindingData, OfferData, PointData
from linli.patrols.models import Finding, Offer, Point, Round, Route, Schedule, Tick
from linli.patrols.rules.kinds import FindingWay, OfferStatus, PointKind, TickState
from linli.patrols.rules.rounds import Tick as Said
from linli.patrols.rules.slots import USUAL
from linli.patrols.tests import factories as patrols
from linli.register.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def today() -> Any:
    return timezone.localdate(clock.now())


# Routes


def test_a_route_is_drawn_with_points_of_the_register() -> None:
    building = make.building(system(), c.GRIDS[0], "7", name="梧桐七幢")
    shop = make.shop(system(), c.GRIDS[1], "惠民便利店")
    given = [
        PointData(id=ids.new(), kind=PointKind.ENTRANCE, building=building),
        PointData(id=ids.new(), kind=PointKind.SHOP, organisation=shop, note="看灭火器"),
        PointData(id=ids.new(), kind=PointKind.FIRE_LANE, name="北门消防通道"),
    ]
    id = patrols.route("secretary", area=c.HOME, points=given, posts=[c.post_id("grid1")])
    rows = sorted(make.rows(Point, route=id), key=lambda one: one.order)
    assert [(one.name, one.lies_in) for one in rows] == [
        ("梧桐七幢", c.GRIDS[0]),
        ("惠民便利店", c.GRIDS[1]),
        ("北门消防通道", c.HOME),
    ]
    assert make.row(Schedule, route=id).from_on == today()
    assert make.row(Entry, subject=id, verb="route.drawn").facts == {"points": 3}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"points": []}, "points"),
        ({"posts": [c.post_id("next_counter")]}, "posts"),
        ({"posts": [c.post_id("volunteer")]}, "posts"),
        ({"posts": [ids.new()]}, "posts"),
        ({"points": [PointData(ids.new(), PointKind.SHOP, organisation=ids.new())]}, "points"),
        ({"points": [PointData(ids.new(), PointKind.STREET)]}, "points"),
        ({"points": [PointData(ids.of("t", "1"), PointKind.STREET, "甲")] * 2}, "points"),
    ],
)
def test_a_route_that_is_refused(more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        patrols.route(**more)
    assert refusal.value.fields[0]["field"] == field
    assert make.rows(Route) == []


def test_a_name_is_taken_once_and_free_again_after_archiving() -> None:
    id = patrols.route()
    with pytest.raises(Refused):
        patrols.route()
    make.act("lead", actions.archive, route_id=id, version=1)
    patrols.route()


@pytest.mark.parametrize(("key", "refusal"), [("grid1", Forbidden), ("supervisor", Forbidden)])
def test_who_leads_not_draws_not(key: str, refusal: type[Problem]) -> None:
    with pytest.raises(refusal):
        patrols.route(key)


def test_a_change_of_hours_counts_from_tomorrow() -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        id = patrols.route()
    data = patrols.said(
        slots=USUAL, points=[PointData(p, PointKind.STREET, "甲") for p in patrols.points_of(id)]
    )
    make.act("lead", actions.change, route_id=id, data=data, version=1)
    rows = sorted(make.rows(Schedule, route=id), key=lambda one: one.from_on)
    assert [(row.from_on - today()).days for row in rows] == [-3, 1]
    route = make.row(Route, id=id)
    assert [one.number for one in make.ask("lead", queries.asked_of, route, today())] == [1]
    assert len(make.ask("lead", queries.asked_of, route, today() + timedelta(days=1))) == 2
    make.act("lead", actions.change, route_id=id, data=patrols.said(points=data.points), version=2)
    assert len(make.rows(Schedule, route=id)) == 2
    changed = [one.facts["changed"] for one in make.rows(Entry, subject=id, verb="route.changed")]
    assert sorted(changed) == [["slots"], ["slots", "points"]]


def test_a_point_taken_off_keeps_its_rounds_and_comes_back() -> None:
    id = patrols.route()
    first, *rest = patrols.points_of(id)
    round_id = patrols.walk("grid1", id)
    kept = [PointData(point, PointKind.STREET, "留下") for point in rest]
    make.act("lead", actions.change, route_id=id, data=patrols.said(points=kept), version=1)
    assert make.row(Point, id=first).dropped_at is not None
    assert len(make.rows(Tick, round=round_id)) == 3
    back = [PointData(first, PointKind.STREET, "又来"), *kept]
    make.act("lead", actions.change, route_id=id, data=patrols.said(points=back), version=2)
    assert patrols.points_of(id)[0] == first
    assert make.row(Point, id=first).dropped_at is None


def test_a_stale_change_is_told_what_stands() -> None:
    id = patrols.route()
    make.act("lead", actions.change, route_id=id, data=patrols.said(name="西线"), version=1)
    with pytest.raises(Conflict) as conflict:
        make.act("secretary", actions.change, route_id=id, data=patrols.said(name="南线"), version=1)
    assert conflict.value.extra["stands"]["name"] == "西线"
    with pytest.raises(Refused):
        make.act("lead", actions.change, route_id=id, data=patrols.said(area=c.GRIDS[1]), version=2)
    with pytest.raises(NotFound):
        make.act("next_secretary", actions.archive, route_id=id, version=2)
    make.act("lead", actions.archive, route_id=id, version=2)
    with pytest.raises(Conflict):
        make.act("lead", actions.archive, route_id=id, version=3)


def test_points_of_another_route_are_not_taken_over() -> None:
    other = patrols.points_of(patrols.route(name="别的"))
    with pytest.raises(Refused):
        patrols.route(points=[PointData(other[0], PointKind.STREET, "抢来的")])


# Rounds


def test_all_fine_is_one_record() -> None:
    id = patrols.route()
    round_id = patrols.walk("grid1", id)
    made = make.row(Round, id=round_id)
    assert (made.slot, made.points, made.seen, made.skipped, made.findings) == (1, 3, 3, 0, 0)
    assert (made.walked_by, made.post) == (c.user_id("grid1"), c.post_id("grid1"))
    assert {one.seen_at for one in make.rows(Point, route=id)} == {made.ended_at}
    facts = make.row(Entry, subject=round_id).facts
    assert (facts["seen"], facts["matters"], facts["spots"], facts["offers"]) == (3, 0, 0, 0)


def test_what_is_found_becomes_a_matter_a_note_or_an_offer() -> None:
    building = make.building(system(), c.GRIDS[0], "7")
    spot = PointData(id=ids.new(), kind=PointKind.ENTRANCE, building=building)
    shop = make.shop(system(), c.GRIDS[0], "惠民便利店")
    store = PointData(id=ids.new(), kind=PointKind.SHOP, organisation=shop)
    id = patrols.route("secretary", area=c.HOME, points=[spot, store])
    picture = make.act("grid1", files.store, area=c.GRIDS[0], name="现场.png", content=png())
    raised = FindingData(ids.new(), FindingWay.MATTER, "楼道灯不亮，老人下楼看不清", spot.id, True, [picture])
    done = FindingData(ids.new(), FindingWay.SPOT, "纸箱堵了通道，当场请店家搬走", store.id)
    offer = OfferData(ids.new(), "每周六免费给老人理发", "李店", store.id)
    round_id = patrols.walk("grid1", id, ticks=[], findings=[raised, done], offers=[offer], remarks="雨天")
    matter = make.row(Matter, id=raised.id)
    assert (matter.door, matter.area, matter.urgency, matter.place) == (
        "patrol",
        c.GRIDS[0],
        "urgent",
        make.row(Point, id=spot.id).name,
    )
    assert make.row(Finding, id=done.id).matter is None
    assert make.row(Offer, id=offer.id).organisation_id == shop
    assert {one.state for one in make.rows(Tick, round=round_id)} == {TickState.FOUND.value}
    told = make.ask("counter", queries.round_, round_id)
    assert [one["reference"] for one in told["found"]].count("") == 1
    assert told["offers"][0]["organisation_name"] == "惠民便利店"
    entry = make.row(Entry, subject=round_id)
    assert (entry.facts["matters"], entry.facts["spots"], entry.facts["offers"]) == (1, 1, 1)
    assert "灯" not in str(entry.facts)


def test_a_round_may_be_walked_in_parts() -> None:
    id = patrols.route()
    first, second, third = patrols.points_of(id)
    patrols.walk("grid1", id, ticks=patrols.fine([first]))
    row = make.ask("lead", queries.day, area=c.GRIDS[0])["routes"][0]
    assert (row["slots"][0]["state"], row["slots"][0]["covered"]) == ("partly", 1)
    patrols.walk("grid1", id, ticks=[Said(second), Said(third, TickState.SKIPPED, "围挡施工")])
    row = make.ask("lead", queries.day, area=c.GRIDS[0])["routes"][0]
    assert (row["slots"][0]["state"], row["slots"][0]["covered"]) == ("done", 3)
    assert make.row(Point, id=third).seen_at is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ticks": []}, "ticks"),
        ({"ticks": [Said(ids.new())]}, "ticks"),
        ({"findings": [FindingData(ids.new(), FindingWay.SPOT, " ")]}, "findings"),
        ({"findings": [FindingData(ids.new(), FindingWay.SPOT, "有事", ids.new())]}, "findings"),
        ({"offers": [OfferData(ids.new(), " ", "李店")]}, "offers"),
        ({"offers": [OfferData(ids.new(), "愿出场地")]}, "offers"),
        ({"offers": [OfferData(ids.new(), "愿出场地", organisation=ids.new())]}, "offers"),
        ({"at": clock.now() + timedelta(hours=2)}, "ended_at"),
    ],
)
def test_a_round_that_is_refused(more: dict[str, Any], field: str) -> None:
    id = patrols.route()
    with pytest.raises(Refused) as refusal:
        patrols.walk("grid1", id, **more)
    assert refusal.value.fields[0]["field"] == field
    assert make.rows(Round) == []


def test_nothing_is_kept_of_a_round_whose_matter_is_refused() -> None:
    id = patrols.route()
    good = FindingData(ids.new(), FindingWay.SPOT, "当场清了")
    bad = FindingData(ids.new(), FindingWay.MATTER, "看不到的照片", files=[ids.new()])
    with pytest.raises(NotFound):
        patrols.walk("grid1", id, findings=[good, bad])
    assert make.rows(Round) == make.rows(Finding) == make.rows(Matter) == []


@pytest.mark.parametrize(
    ("key", "area", "posts", "refusal"),
    [
        ("grid1", c.GRIDS[0], [], None),
        ("grid2", c.GRIDS[0], [], NotFound),
        ("grid1", c.HOME, [], None),
        ("grid1", c.HOME, ["grid1"], None),
        ("grid2", c.HOME, ["grid1"], Forbidden),
        ("counter", c.HOME, ["grid1"], None),
        ("lead", c.GRIDS[0], ["grid1"], None),
        ("supervisor", c.GRIDS[0], [], Forbidden),
        ("next_counter", c.HOME, [], NotFound),
        ("volunteer", c.HOME, [], NotFound),
    ],
)
def test_who_may_walk(key: str, area: str, posts: list[str], refusal: type[Problem] | None) -> None:
    id = patrols.route("secretary", area=area, posts=[c.post_id(one) for one in posts])
    if refusal is None:
        assert make.row(Round, id=patrols.walk(key, id)).walked_by == c.user_id(key)
    else:
        with pytest.raises(refusal):
            patrols.walk(key, id)


def test_the_same_round_twice_is_recorded_once() -> None:
    id = patrols.route()
    data = patrols.round_(id)
    make.act("grid1", actions.record, data=data)
    with pytest.raises(Exception, match="patrols_round_pkey"):
        make.act("grid1", actions.record, data=data)


def test_an_archived_route_takes_what_was_walked_before() -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        id = patrols.route()
    with clock.at(clock.now() - timedelta(days=1)):
        make.act("lead", actions.archive, route_id=id, version=1)
    patrols.walk("grid1", id, at=patrols.noon(2))
    with pytest.raises(Refused):
        patrols.walk("grid1", id)


def test_a_round_told_late_moves_nothing_back() -> None:
    with clock.at(clock.now() - timedelta(days=5)):
        id = patrols.route()
    patrols.walk("grid1", id)
    now = {one.seen_at for one in make.rows(Point, route=id)}
    patrols.walk("lead", id, at=patrols.noon(2), from_paper=True)
    assert {one.seen_at for one in make.rows(Point, route=id)} == now


def test_a_round_for_a_slot_that_is_not_asked_is_one_more() -> None:
    id = patrols.route()
    assert make.row(Round, id=patrols.walk("grid1", id, slot=2)).slot == 0


# Offers


def an_offer() -> Any:
    offer = OfferData(ids.new(), "出借会议室", "物业张经理")
    patrols.walk("grid1", patrols.route(), offers=[offer])
    return offer.id


def test_an_offer_is_taken_up_closed_and_opened_again() -> None:
    id = an_offer()
    for version, (status, note) in enumerate(
        [(OfferStatus.TAKEN, "周三议事会用"), (OfferStatus.CLOSED, "合同到期"), (OfferStatus.OPEN, "")],
        start=1,
    ):
        make.act("lead", actions.handle_offer, offer_id=id, status=status, note=note, version=version)
    row = make.row(Offer, id=id)
    assert (row.status, row.note, row.version) == ("open", "", 4)
    assert [one.facts["to"] for one in make.rows(Entry, subject=id)] == ["taken", "closed", "open"]


@pytest.mark.parametrize(
    ("key", "more", "refusal"),
    [
        ("lead", {"note": " "}, Refused),
        ("lead", {"version": 7}, Conflict),
        ("grid1", {}, Forbidden),
        ("next_secretary", {}, NotFound),
    ],
)
def test_an_offer_is_not_handled(key: str, more: dict[str, Any], refusal: type[Problem]) -> None:
    said: dict[str, Any] = {"status": OfferStatus.TAKEN, "note": "用上了", "version": 1}
    with pytest.raises(refusal):
        make.act(key, actions.handle_offer, offer_id=an_offer(), **(said | more))


def test_a_print_is_written_down() -> None:
    id = patrols.route()
    make.act("grid1", actions.log_print, route_id=id)
    assert make.row(Entry, subject=id, verb="route.printed").facts == {"paper": "patrol_sheet"}
    with pytest.raises(Forbidden):
        make.act("supervisor", actions.log_print, route_id=id)
