"""Visits recorded: what they count for, what is refused, what they set going."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Problem, Refused
from linli.ledger.models import Entry
from linli.matters.actions import RaiseData
from linli.matters.models import Matter
from linli.register.models import Dwelling, Resident
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions, queries
from linli.visits.actions import CompanionData, ReliefData
from linli.visits.models import Companion, JournalNote, Relief, Standing, Visit
from linli.visits.rules.kinds import Change, Hours, Result, Way
from linli.visits.rules.kinds import Companion as Duty
from linli.visits.tests import factories as visits

pytestmark = pytest.mark.django_db


def standing(subject: UUID) -> Standing:
    return make.row(Standing, id=subject)


def today() -> Any:
    return timezone.localdate(clock.now())


def give(who: Resident, kind: str, *, key: str = "grid1") -> UUID:
    """A label on somebody."""
    return make.act(key, make.actions.give_label, label_id=ids.new(), kind=kind, resident_id=who.id)


def test_a_household_on_the_register_is_on_the_list() -> None:
    found = standing(visits.home())
    assert (found.code, found.grade, found.contact_days, found.home_days) == ("household", "general", 7, 90)
    assert found.due_on == min(found.contact_due_on, found.home_due_on)  # type: ignore[type-var]
    assert found.active


def test_a_label_makes_it_oftener_and_its_end_rarer() -> None:
    home = visits.home()
    who = make.row(Resident, household=home)
    label = make.act(
        "grid1", make.actions.give_label, label_id=ids.new(), kind="living_alone_elder", resident_id=who.id
    )
    visits.follow(residents=(who.id,))
    assert (standing(home).code, standing(home).home_days) == ("label:living_alone_elder", 7)
    make.act("grid1", make.actions.end_label, label_id=label, reason="搬去和女儿住")
    visits.follow(residents=(who.id,))
    assert standing(home).code == "household"


def test_who_has_left_is_due_no_more() -> None:
    home = visits.home()
    who = make.row(Resident, household=home)
    make.act("grid1", make.actions.leave, residents=[who.id], on=today())
    visits.follow(residents=(who.id,))
    assert not standing(home).active


def test_a_label_that_reaches_no_phone_sets_no_cadence() -> None:
    home = visits.home()
    who = make.row(Resident, household=home)
    make.act(
        "secretary", make.actions.give_label, label_id=ids.new(), kind="mental_disorder", resident_id=who.id
    )
    visits.follow(residents=(who.id,))
    assert standing(home).code == "household"


def test_met_at_home_is_a_contact_and_a_visit_inside() -> None:
    home = visits.home()
    id = visits.visit("grid1", home, note="老人说腿好些了", checked=True)
    found = standing(home)
    assert found.contact_at is not None
    assert (found.contact_at, found.last, found.contact_due_on) == (found.home_at, id, today() + timedelta(7))
    assert make.row(JournalNote, visit=id).text == "老人说腿好些了"
    entry = make.row(Entry, subject=id, verb="visit.recorded")
    assert (entry.facts["inside"], entry.facts["way"], entry.facts["door"]) == (True, "home", str(home))
    assert "腿" not in str(entry.facts)
    assert make.row(Dwelling, id=found.dwelling_id).checked_at is not None


@pytest.mark.parametrize(
    ("way", "result", "contact", "inside", "tries"),
    [
        (Way.PHONE, Result.MET, True, False, 0),
        (Way.HOME, Result.DECLINED, True, False, 0),
        (Way.HOME, Result.NOBODY, False, False, 1),
    ],
)
def test_each_result_counts_for_itself(
    way: Way, result: Result, contact: bool, inside: bool, tries: int
) -> None:
    home = visits.home()
    visits.visit("grid1", home, way=way, result=result)
    found = standing(home)
    assert (found.contact_at is not None, found.home_at is not None, found.tries) == (contact, inside, tries)


def test_a_visit_told_late_moves_nothing_back() -> None:
    home = visits.home()
    visits.visit("grid1", home, days_ago=1)
    before = standing(home)
    visits.visit("grid1", home, days_ago=5, sheet="0001")
    after = standing(home)
    assert (before.contact_at, before.home_at, before.due_on) == (
        after.contact_at,
        after.home_at,
        after.due_on,
    )


def test_matters_are_raised_at_the_door() -> None:
    home, matter = visits.home(), ids.new()
    id = visits.visit(
        "grid1", home, matters=[RaiseData(id=matter, words="楼道灯不亮", category="facility.lamp")]
    )
    found = make.row(Matter, id=matter)
    assert (found.door, found.area) == ("visit", c.GRIDS[0])
    assert make.row(Visit, id=id).matters == [matter]


def test_a_matter_that_cannot_be_leaves_no_visit() -> None:
    home = visits.home()
    with pytest.raises(Problem):
        visits.visit("grid1", home, matters=[RaiseData(id=ids.new(), words="  ")])
    assert not make.rows(Visit, subject=home)
    assert standing(home).contact_at is None


def test_a_team_and_goods_are_one_record() -> None:
    home = visits.home()
    with pytest.raises(Refused, match="pioneer"):
        visits.visit("grid1", home, team=True, companions=[CompanionData(Duty.GRID_MEMBER, "李建国")])
    id = visits.visit(
        "grid1",
        home,
        team=True,
        companions=[CompanionData(Duty.GRID_MEMBER, "李建国"), CompanionData(Duty.PIONEER, "赵敏")],
        relief=[ReliefData("大米", Decimal(10), "公斤", Decimal(60), "王秀英")],
    )
    assert [one.name for one in make.rows(Companion, visit=id)] == ["李建国", "赵敏"]
    assert make.row(Relief, visit=id).worth == Decimal(60)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"met": [ids.new()]}, "met"),
        ({"next_on": clock.FIRST}, "next_on"),
        ({"note": "字" * 2001}, "note"),
        ({"relief": [ReliefData("大米", Decimal(0), "袋")]}, "relief"),
        ({"companions": [CompanionData(Duty.POLICE, " ")]}, "companions"),
        ({"campaign": ids.new()}, "campaign"),
        ({"result": Result.UNREACHABLE, "note": ""}, "note"),
    ],
)
def test_what_is_refused(wrong: dict[str, Any], field: str) -> None:
    home = visits.home()
    with pytest.raises(Refused) as refusal:
        visits.visit("grid1", home, **wrong)
    assert refusal.value.fields[0]["field"] == field
    assert not make.rows(Visit, subject=home)


@pytest.mark.parametrize("key", ["grid2", "next_secretary"])
def test_another_s_door_is_not_there(key: str) -> None:
    home = visits.home()
    with pytest.raises(NotFound):
        visits.visit(key, home)


@pytest.mark.parametrize("key", ["supervisor"])
def test_who_only_looks_records_nothing(key: str) -> None:
    home = visits.home()
    with pytest.raises(Forbidden):
        visits.visit(key, home)


def test_a_door_is_visited_before_the_job_has_run() -> None:
    dwelling = make.dwelling(
        c.actor("secretary"), make.building(c.actor("secretary"), c.GRIDS[0], "9"), "101"
    )
    home = make.household(c.actor("secretary"), dwelling, make.member("周明"))
    visits.visit("grid1", home)
    assert standing(home).home_at is not None


def test_could_not_be_reached_waits_for_somebody_else() -> None:
    home = visits.home()
    id = visits.visit(
        "lead", home, way=Way.PHONE, result=Result.UNREACHABLE, note="三次电话不通，邻居说出国了"
    )
    before = standing(home).due_on
    with pytest.raises(Forbidden):
        make.act("lead", actions.agree, visit_id=id, agreed=True)
    with pytest.raises(Forbidden):
        make.act("grid1", actions.agree, visit_id=id, agreed=True)
    make.act("secretary", actions.agree, visit_id=id, agreed=True)
    assert standing(home).contact_due_on == today() + timedelta(7)
    assert before != standing(home).due_on or standing(home).excused_at is not None
    with pytest.raises(Conflict):
        make.act("secretary", actions.agree, visit_id=id, agreed=False)


def test_not_agreed_leaves_it_due() -> None:
    home = visits.home()
    id = visits.visit("grid1", home, way=Way.PHONE, result=Result.UNREACHABLE, note="一次没接")
    before = standing(home).due_on
    make.act("lead", actions.agree, visit_id=id, agreed=False)
    assert standing(home).due_on == before
    assert make.row(Visit, id=id).approval == "refused"


def test_a_major_change_is_due_within_a_day_and_seen_off_by_a_contact() -> None:
    home = visits.home()
    visits.visit("grid1", home, days_ago=2)
    make.act("grid1", actions.tell_change, subject=home, change=Change.DISCHARGED)
    found = standing(home)
    assert found.urgent_at is not None
    assert found.due_on is not None
    assert found.due_on <= today() + timedelta(1)
    visits.visit("grid1", home, result=Result.NOBODY)
    assert standing(home).urgent_at is not None
    visits.visit("grid1", home)
    assert (standing(home).urgent_at, standing(home).change) == (None, "")


def test_a_death_beside_somebody_at_high_risk_is_a_major_change() -> None:
    home = visits.home()
    who = make.row(Resident, household=home)
    give(who, "elder_in_care")
    husband = make.member("孙德福")
    make.act("grid1", make.actions.add_resident, household_id=home, member=husband)
    visits.follow(households=(home,))
    visits.visit("grid1", home, days_ago=3)
    make.act("grid1", make.actions.leave, residents=[husband.id], on=today(), died=True)
    visits.follow(residents=(husband.id,))
    assert standing(home).change == "bereaved"


def test_what_to_heed_is_one_person_s_word_at_a_time() -> None:
    home = visits.home()
    version = standing(home).version
    said = {"two_go": True, "hours": Hours.EVENING, "words": "家里有大狗"}
    make.act("grid1", actions.heed, subject=home, version=version, **said)
    with pytest.raises(Conflict) as conflict:
        make.act("grid1", actions.heed, subject=home, version=version, **said)
    assert conflict.value.extra["stands"]["heed"] == "家里有大狗"


def test_cadences_are_the_community_s_own() -> None:
    home = visits.home()
    said = [{"code": "household", "grade": "general", "contact_days": 30, "home_days": None}]
    with pytest.raises(Forbidden):
        make.act("lead", actions.change_cadences, community=c.HOME, said=said, seen=0, reason="按人手")
    make.act("secretary", actions.change_cadences, community=c.HOME, said=said, seen=0, reason="按人手")
    visits.follow(community=c.HOME)
    assert (standing(home).contact_days, standing(home).home_days) == (30, None)
    with pytest.raises(Conflict):
        make.act("secretary", actions.change_cadences, community=c.HOME, said=said, seen=0, reason="又改")
    with pytest.raises(Refused):
        bad = [said[0] | {"contact_days": 0}]
        make.act("secretary", actions.change_cadences, community=c.HOME, said=bad, seen=2, reason="零天")


def test_a_grid_s_door_takes_its_visits_along() -> None:
    home = visits.home()
    id = visits.visit("grid1", home, note="常在家")
    by = c.actor("secretary")
    make.building(by, c.GRIDS[0], "3")
    building = standing(home).building_id
    assert building is not None
    make.act(
        "secretary", make.actions.put_building, building_id=building, area=c.GRIDS[1], number="3", values={}
    )
    visits.follow(buildings=(building,))
    assert standing(home).area == c.GRIDS[1]
    assert make.row(Visit, id=id).area == c.GRIDS[1]
    assert make.ask("grid2", queries.visit, id)["note"] == "常在家"
    with pytest.raises(NotFound):
        make.ask("grid1", queries.visit, id)


def test_a_day_agreed_on_before_it_was_sent_refuses_nothing() -> None:
    home = visits.home()
    id = visits.visit("grid1", home, days_ago=4, next_on=today() - timedelta(2), note="记在手机里")
    assert make.row(Visit, id=id).next_on is None
    assert standing(home).next_on is None


def test_a_call_does_not_see_a_major_change_off() -> None:
    home = visits.home()
    make.act("grid1", actions.tell_change, subject=home, change=Change.FALL)
    visits.visit("grid1", home, way=Way.PHONE)
    assert standing(home).change == "fall"
    visits.visit("grid1", home, result=Result.DECLINED)
    assert standing(home).change == "fall"
    visits.visit("grid1", home, way=Way.DOOR)
    assert standing(home).change == ""
