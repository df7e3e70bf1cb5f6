"""Campaigns carried out by posts that do not see the register: what they see, what they record, and what it does."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters.actions import RaiseData
from linli.matters.models import Matter
from linli.register.models import Organisation
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions, jobs, queries
from linli.visits.actions import Carrying, CompanionData, ReliefData
from linli.visits.models import Campaign, JournalNote, Planned, Standing, Target, Visit
from linli.visits.rules.campaigns import dealt, month_of
from linli.visits.rules.kinds import Change, Repeats, Result, Way, Whom
from linli.visits.rules.kinds import Companion as Duty
from linli.visits.tests import factories as visits
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db
POLICE = c.post_id("police")
PROPERTY = c.post_id("property")
OFFICE = c.post_id("department")


def today() -> date:
    return timezone.localdate(clock.now())


def campaign(*carriers: UUID, key: str = "secretary", **more: Any) -> UUID:
    how = {name: more.pop(name) for name in ("dealt", "repeats") if name in more}
    values: dict[str, Any] = {
        "campaign_id": ids.new(),
        "area": c.HOME,
        "name": "三个月走遍商户",
        "noun": Whom.ORGANISATION,
        "from_on": today(),
        "until_on": today() + timedelta(90),
        "carrying": Carrying(carriers=carriers, **how),
    } | more
    return make.act(key, actions.start_campaign, **values)


def carry(subject: UUID, *, key: str = "police", days_ago: float = 0, **more: Any) -> UUID:
    """A visit by a carrier, and the job after it."""
    said = {"noun": Whom.ORGANISATION, "way": Way.PREMISES} | more
    visit = visits.visit(key, subject, days_ago=days_ago, **said)
    jobs.carry_on(visit=str(visit))
    return visit


def lines(key: str = "police") -> list[dict[str, Any]]:
    return [one for row in make.ask(key, queries.carried)["campaigns"] for one in row["lines"]]


@pytest.mark.parametrize(
    ("n", "hands", "each"),
    [
        (0, 3, []),
        (2, 3, [0, 1]),
        (6, 3, [0, 0, 1, 1, 2, 2]),
        (7, 2, [0, 0, 0, 0, 1, 1, 1]),
        (3, 1, [0, 0, 0]),
    ],
)
def test_lines_are_dealt_in_stretches(n: int, hands: int, each: list[int]) -> None:
    assert dealt(n, hands) == each


def test_a_month() -> None:
    assert month_of(date(2028, 2, 11)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_an_officer_visits_all_shops_without_the_register() -> None:
    shops = [visits.shop(name=f"便利店{n}") for n in range(3)]
    id = campaign(POLICE)
    assert [one["name"] for one in lines()] == [f"便利店{n}" for n in range(3)]
    assert lines("property") == []
    visit = carry(shops[0], note="灭火器过期", next_on=today() + timedelta(9))
    made, row = make.row(Visit, id=visit), make.row(Standing, id=shops[0])
    assert (made.post, made.campaign_id, made.area) == (POLICE, id, c.GRIDS[0])
    assert (row.contact_at, row.home_at, row.last, row.next_on) == (made.at, made.at, visit, made.next_on)
    assert make.row(Target, subject=shops[0]).visit == visit
    assert sorted(one["result"] for one in lines()) == ["", "", "met"]
    told = make.ask("secretary", queries.campaign, id)
    assert told["by_post"][0] | {"holder_name": ""} == {
        "post": POLICE,
        "name": "police岗",
        "holder_name": "",
        "lines": 3,
        "done": 1,
        "doors": 1,
        "visits": 1,
        "problems": 0,
        "settled": 0,
    }
    own = make.ask("police", queries.visits, mine=True)["rows"]
    assert [(one["name"], one["note"]) for one in own] == [("便利店0", "灭火器过期")]
    assert make.ask("police", queries.visit, visit)["name"] == "便利店0"


def test_the_job_bears_repeats_and_moves_the_plan() -> None:
    shop = visits.shop()
    campaign(POLICE)
    with scope(system()):
        Planned.objects.create(
            id=ids.new(),
            community=c.HOME,
            area=c.GRIDS[0],
            noun="organisation",
            subject=shop,
            on=today(),
            post=c.post_id("grid1"),
            order=1,
            way="premises",
            planned_at=clock.now(),
            planned_by=c.user_id("lead"),
        )
    visit = carry(shop, result=Result.NOBODY)
    jobs.carry_on(visit=str(visit))
    row = make.row(Standing, id=shop)
    assert (row.tries, row.contact_at) == (1, None)
    assert make.row(Planned, subject=shop).visit == visit
    assert lines()[0]["tried"] == "nobody"
    assert make.row(Target, subject=shop).done_at is None
    carry(shop)
    assert make.row(Standing, id=shop).tries == 0


def test_a_door_that_was_due_at_once_is_eased_by_an_officer() -> None:
    shop = visits.shop()
    campaign(POLICE)
    make.act("grid1", actions.tell_change, subject=shop, change=Change.DISASTER)
    visit = carry(shop)
    assert make.row(Standing, id=shop).urgent_at is None
    assert make.row(Visit, id=visit).eased == "disaster"


def test_what_was_found_becomes_matters_that_are_counted() -> None:
    shop = visits.shop()
    id = campaign(OFFICE)
    found = [RaiseData(id=ids.new(), words=words) for words in ("门口路灯不亮，请来修", "想了解稳岗补贴")]
    visit = carry(shop, key="department", matters=found, companions=[CompanionData(Duty.OFFICIAL, "李干部")])
    assert {one.door for one in make.rows(Matter, id__in=[one.id for one in found])} == {"visit"}
    with scope(system()):
        Matter.objects.filter(id=found[0].id).update(resolved_at=clock.now())
    told = make.ask("secretary", queries.campaign, id)
    assert told["whole"] == {"doors": 1, "visits": 1, "problems": 2, "settled": 1}
    assert (told["by_post"][0]["problems"], told["by_post"][0]["settled"]) == (2, 1)
    assert make.ask("department", queries.visit, visit)["companions"][0]["name"] == "李干部"
    assert make.ask("department", queries.campaign, id)["whole"]["settled"] == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"relief": [ReliefData("大米", 1, "袋")]}, "relief"),  # type: ignore[arg-type]
        ({"change": Change.FALL}, "change"),
        ({"checked": True}, "checked"),
        ({"met": [ids.new()]}, "met"),
        ({"way": Way.HOME}, "way"),
        ({"result": Result.UNREACHABLE}, "note"),
        ({"next_on": date(2020, 1, 1)}, "next_on"),
    ],
)
def test_what_a_line_cannot_say(more: dict[str, Any], field: str) -> None:
    shop = visits.shop()
    campaign(POLICE)
    with pytest.raises(Refused) as refusal:
        carry(shop, **more)
    assert refusal.value.fields[0]["field"] == field
    assert not make.rows(Visit)


def test_only_one_s_own_lines_are_visited() -> None:
    shop, home = visits.shop(), visits.home()
    with pytest.raises(NotFound):
        make.ask("police", queries.visit, ids.new())
    campaign(PROPERTY, key="lead", area=c.GRIDS[0])
    for key, door, noun in (("police", shop, Whom.ORGANISATION), ("property", home, Whom.HOUSEHOLD)):
        with pytest.raises((NotFound, Refused, Forbidden)):
            carry(door, key=key, noun=noun)
    with pytest.raises(Forbidden):
        make.ask("volunteer", queries.carried)


@pytest.mark.parametrize(
    ("wrong", "carriers"),
    [
        ({"noun": Whom.HOUSEHOLD}, (POLICE,)),
        ({}, (c.post_id("volunteer"),)),
        ({}, (c.post_id("admin"),)),
        ({}, (PROPERTY,)),
        ({}, (ids.of("none", "1"),)),
        ({}, tuple(ids.of("none", str(n)) for n in range(21))),
    ],
)
def test_carriers_that_cannot_be(wrong: dict[str, Any], carriers: tuple[UUID, ...]) -> None:
    visits.shop()
    visits.home()
    with pytest.raises(Refused) as refusal:
        campaign(*carriers, **wrong)
    assert refusal.value.fields[0]["field"] == "carriers"


def test_the_second_wall_shows_a_carrier_his_lines_alone() -> None:
    shop, home = visits.shop(), visits.home()
    visits.visit("grid1", home, note="老人身体好")
    other = campaign(PROPERTY, key="lead", area=c.GRIDS[0], name="物业")
    mine = campaign(POLICE)
    carry(shop)
    carry(shop, key="property", campaign=other)
    with scope(c.actor("police"), write=False), connection.cursor() as cursor:
        seen: dict[str, list[Any]] = {}
        for table, column in (
            ("visits_campaign", "id"),
            ("visits_target", "campaign_id"),
            ("visits_visit", "post"),
            ("visits_standing", "id"),
            ("visits_note", "id"),
            ("visits_planned", "id"),
            ("register_organisation", "id"),
            ("register_resident", "id"),
        ):
            cursor.execute(f"SELECT {column} FROM {table}")
            seen[table] = [row[0] for row in cursor.fetchall()]
    assert seen == {
        "visits_campaign": [mine],
        "visits_target": [mine],
        "visits_visit": [POLICE],
        "visits_standing": [],
        "visits_note": [],
        "visits_planned": [],
        "register_organisation": [],
        "register_resident": [],
    }


def test_after_it_was_closed_nothing_is_open_and_what_was_done_before_arrives() -> None:
    shops = [visits.shop(name=f"便利店{n}") for n in range(2)]
    id = campaign(POLICE)
    make.act("secretary", actions.close_campaign, campaign_id=id, version=1)
    assert make.ask("police", queries.carried)["campaigns"] == []
    with pytest.raises((Refused, NotFound)):
        carry(shops[0])
    with pytest.raises(Refused) as refusal:
        carry(shops[0], campaign=id)
    assert refusal.value.fields[0]["field"] == "campaign"
    with scope(system()):
        Campaign.objects.filter(id=id).update(closed_at=clock.now() + timedelta(minutes=5))
    carry(shops[1], days_ago=0.01, campaign=id)
    assert make.row(Visit).subject == shops[1]
    assert make.row(Target, campaign=id, subject=shops[1]).result == Result.MET


def test_lines_are_dealt_and_dealt_again() -> None:
    shops = [visits.shop(name=f"便利店{n}") for n in range(4)]
    id = campaign(POLICE, OFFICE, dealt=True)
    assert [one["subject"] for one in lines()] == shops[:2]
    assert [one["subject"] for one in lines("department")] == shops[2:]
    carry(shops[0])
    with pytest.raises((Refused, NotFound)):
        carry(shops[0], key="department")
    make.act(
        "secretary",
        actions.give_campaign,
        campaign_id=id,
        carrying=Carrying(carriers=[OFFICE]),
        version=1,
    )
    assert lines() == []
    assert [one["subject"] for one in lines("department")] == shops[1:]
    assert make.ask("police", queries.visits, mine=True)["rows"][0]["subject"] == shops[0]
    with pytest.raises(Conflict):
        make.act("secretary", actions.give_campaign, campaign_id=id, carrying=Carrying(), version=1)
    assert make.rows(Entry, noun="campaign", verb="campaign.given")


def test_whoever_holds_the_post_carries_on() -> None:
    shops = [visits.shop(name=f"便利店{n}") for n in range(2)]
    campaign(POLICE)
    carry(shops[0])
    with scope(system()):
        workforce.vacate(by=system(), post_id=POLICE, version=2)
        workforce.assign(by=system(), post_id=POLICE, user_id=c.user_id("volunteer"))
    assert len(lines("volunteer")) == 2
    carry(shops[1], key="volunteer")
    assert {one.post for one in make.rows(Visit)} == {POLICE}
    with pytest.raises((Forbidden, KeyError)):
        lines("police")


def test_a_grid_worker_ticks_an_officer_s_line_and_a_name_is_kept_true() -> None:
    shop = visits.shop()
    campaign(POLICE)
    visits.visit("grid1", shop, noun=Whom.ORGANISATION, way=Way.PREMISES, note="内部的话")
    assert lines()[0]["result"] == "met"
    assert make.ask("police", queries.visits)["rows"] == []
    assert make.rows(JournalNote)
    other = visits.shop(name="旧店名")
    campaign(POLICE, name="再走一遍")
    with scope(system()):
        Organisation.objects.filter(id=other).update(name="新店名")
    visits.follow(organisations=(other,))
    assert "新店名" in {one["name"] for one in lines()}


def test_a_round_a_month() -> None:
    shops = [visits.shop(name=f"公司{n}") for n in range(2)]
    with clock.at(clock.now() - timedelta(days=40)):
        first = campaign(OFFICE, repeats=Repeats.MONTHLY, until_on=today() + timedelta(20))
        visits.visit("department", shops[0], noun=Whom.ORGANISATION, way=Way.PREMISES)
    assert jobs.begin_rounds(timestamp=0) == 1
    assert jobs.begin_rounds(timestamp=0) == 0
    new = make.row(Campaign, round=2)
    assert (new.series, (new.from_on, new.until_on)) == (first, month_of(today()))
    assert make.row(Campaign, id=first).closed_at is not None
    assert len(lines("department")) == 2
    carry(shops[0], key="department")
    told = make.ask("secretary", queries.campaign, new.id)
    assert [(one["round"], one["done"], one["visits"]) for one in told["rounds"]] == [(2, 1, 1), (1, 1, 1)]
    assert (told["whole"]["doors"], told["whole"]["visits"]) == (1, 2)
    make.act("secretary", actions.close_campaign, campaign_id=new.id, version=1)
    with clock.at(clock.now() + timedelta(days=40)):
        assert jobs.begin_rounds(timestamp=0) == 0


def test_a_round_with_nobody_left_does_not_begin_and_loses_nothing() -> None:
    shop = visits.shop()
    with clock.at(clock.now() - timedelta(days=40)):
        first = campaign(OFFICE, repeats=Repeats.MONTHLY, until_on=today() + timedelta(20))
    with scope(system()):
        Standing.objects.filter(id=shop).update(active=False)
    assert jobs.begin_rounds(timestamp=0) == 0
    assert make.row(Campaign).id == first
    assert make.row(Campaign).closed_at is None


def test_who_may_carry_is_told_to_whoever_leads() -> None:
    told = {one["post"] for one in make.ask("secretary", queries.can_carry, area=c.HOME)}
    assert {POLICE, OFFICE} <= told
    assert not told & {c.post_id("volunteer"), c.post_id("admin"), PROPERTY}
    with pytest.raises(Forbidden):
        make.ask("police", queries.can_carry, area=c.HOME)
