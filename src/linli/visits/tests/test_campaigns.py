"""Campaigns with their lists, coverage, and what is taken along."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.register.models import Resident
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions, queries
from linli.visits.models import Campaign, Target, Visit
from linli.visits.rules.kinds import Result, Way, Whom
from linli.visits.tests import factories as visits

pytestmark = pytest.mark.django_db


def today() -> Any:
    return timezone.localdate(clock.now())


def give(who: Resident, kind: str, *, key: str = "grid1") -> UUID:
    """A label on somebody."""
    return make.act(key, make.actions.give_label, label_id=ids.new(), kind=kind, resident_id=who.id)


def campaign(key: str = "lead", **more: Any) -> UUID:
    values: dict[str, Any] = {
        "campaign_id": ids.new(),
        "area": c.GRIDS[0],
        "name": "三个月走遍商户",
        "noun": Whom.ORGANISATION,
        "from_on": today(),
        "until_on": today() + timedelta(90),
    } | more
    return make.act(key, actions.start_campaign, **values)


def test_a_campaign_has_its_list_and_ticks_off() -> None:
    shops = [visits.shop(name=f"便利店{n}") for n in range(3)]
    id = campaign()
    assert len(make.rows(Target, campaign=id)) == 3
    visits.visit("grid1", shops[0], noun=Whom.ORGANISATION, way=Way.PREMISES)
    visits.visit("grid1", shops[1], noun=Whom.ORGANISATION, way=Way.PHONE)
    told = make.ask("grid1", queries.campaign, id)
    assert told["counts"]["met"] == 1
    assert told["counts"]["open"] == 2
    assert make.row(Visit, subject=shops[0]).campaign_id == id
    make.act("lead", actions.close_campaign, campaign_id=id, version=1)
    with pytest.raises(Conflict):
        make.act("lead", actions.close_campaign, campaign_id=id, version=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"until_on": clock.FIRST},
        {"kinds": ["enterprise"]},
        {"area": c.SUBDISTRICT},
    ],
)
def test_a_campaign_that_cannot_be(wrong: dict[str, Any]) -> None:
    visits.shop()
    if "kinds" in wrong:
        wrong = {"asked": actions.Asked(kinds=wrong["kinds"])}
    with pytest.raises((Refused, Forbidden)):
        campaign(**wrong)
    assert not make.rows(Campaign)


def test_a_campaign_by_label() -> None:
    home, _other = visits.home(), visits.home(room="502", name="李芳")
    who = make.row(Resident, household=home)
    give(who, "veteran")
    visits.follow(residents=(who.id,))
    id = campaign(noun=Whom.HOUSEHOLD, asked=actions.Asked(labels=["veteran"]))
    assert [one.subject for one in make.rows(Target, campaign=id)] == [home]


def test_coverage_counts_doors_and_visits_apart() -> None:
    homes = [visits.home(room=f"{n}01", name=f"王{'甲乙丙丁'[n - 1]}") for n in range(1, 5)]
    visits.visit("grid1", homes[0])
    visits.visit("grid1", homes[0], way=Way.PHONE)
    visits.visit("grid1", homes[1], result=Result.DECLINED)
    visits.visit("grid1", homes[2], result=Result.NOBODY)
    now = clock.now()
    told = make.ask(
        "lead",
        queries.coverage,
        area=c.GRIDS[0],
        days=(now - timedelta(1), now + timedelta(1)),
        today=today(),
    )
    counts = told["total"]["household"]
    assert counts["doors"] == 4
    assert (counts["contacted"], counts["inside"], counts["declined"], counts["untouched"]) == (2, 1, 1, 1)
    assert (counts["visits"], counts["visits_inside"]) == (4, 1)
    by_building = make.ask(
        "lead",
        queries.by_building,
        area=c.GRIDS[0],
        days=(now - timedelta(1), now + timedelta(1)),
        today=today(),
    )
    assert by_building[0]["household"] == counts


def test_a_campaign_of_the_community_is_ticked_off_from_a_grid() -> None:
    shop = visits.shop()
    id = campaign("secretary", area=c.HOME)
    assert [one["name"] for one in make.ask("grid1", queries.door, shop)["campaigns"]] == ["三个月走遍商户"]
    visit = visits.visit("grid1", shop, noun=Whom.ORGANISATION, way=Way.PREMISES)
    assert make.row(Target, campaign=id).visit == visit
    assert make.row(Visit, id=visit).campaign_id == id


@pytest.mark.parametrize("label", ["mental_disorder", "child_in_need", "no_such_label"])
def test_a_label_few_may_know_of_makes_no_list(label: str) -> None:
    home = visits.home()
    who = make.row(Resident, household=home)
    if label != "no_such_label":
        give(who, label, key="secretary")
    visits.follow(residents=(who.id,))
    with pytest.raises(Refused) as refusal:
        campaign(noun=Whom.HOUSEHOLD, asked=actions.Asked(labels=[label]))
    assert refusal.value.fields[0]["field"] == "labels"


def test_who_has_left_stands_on_no_list_any_more() -> None:
    home, other = visits.home(), visits.home(room="502", name="李芳")
    id = campaign(noun=Whom.HOUSEHOLD)
    who = make.row(Resident, household=home)
    make.act("grid1", make.actions.leave, residents=[who.id], on=today())
    visits.follow(residents=(who.id,))
    told = make.ask("grid1", queries.campaign, id)["counts"]
    assert (told["targets"], told["dropped"], told["open"]) == (1, 1, 1)
    assert [one["subject"] for one in make.ask("grid1", queries.targets, id, left=True)["rows"]] == [other]


def test_what_is_taken_along_is_whole() -> None:
    home, shop = visits.home(), visits.shop()
    for days in (20, 10, 9, 8):
        visits.visit("grid1", home, days_ago=days, note=f"{days}天前")
    campaign()
    told = make.ask("grid1", queries.along, area=c.GRIDS[0], days=31)
    doors = {one["id"]: one for one in told["doors"]}
    assert set(doors) == {home, shop}
    assert [one["name"] for one in doors[home]["there"]] == ["王秀英"]
    assert [one["note"] for one in doors[home]["visits"]] == ["8天前", "9天前", "10天前"]
    assert [one["name"] for one in doors[shop]["campaigns"]] == ["三个月走遍商户"]
    assert "13655550000" not in str(told)
    with pytest.raises(Forbidden):
        make.ask("grid1", queries.along, area=c.GRIDS[1])
