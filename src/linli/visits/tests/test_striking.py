"""Striking out a visit recorded by mistake: who may, what is open again, and that nothing counts it any more."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli import visits as app
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters.actions import RaiseData
from linli.matters.models import Matter
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions, jobs, queries
from linli.visits.actions import Carrying, ReliefData
from linli.visits.models import Planned, Standing, Target, Visit
from linli.visits.queries import relief as goods
from linli.visits.queries.relief import Wanted
from linli.visits.rules.kinds import Change, Result, Way, Whom
from linli.visits.tests import factories as visits

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate(clock.now())


def strike(visit: UUID, key: str = "grid1", reason: str = "记错了门牌") -> UUID:
    return make.act(key, actions.strike, visit_id=visit, reason=reason)


def stands(subject: UUID) -> dict[str, Any]:
    """A standing without the moment it was written."""
    row = make.row(Standing, id=subject)
    return {
        field.attname: getattr(row, field.attname)
        for field in Standing._meta.concrete_fields
        if field.name != "changed_at"
    }


def campaign(noun: Whom = Whom.HOUSEHOLD, **more: Any) -> UUID:
    values: dict[str, Any] = {
        "campaign_id": ids.new(),
        "area": c.HOME,
        "name": "每户走到",
        "noun": noun,
        "from_on": today() - timedelta(30),
        "until_on": today() + timedelta(9),
    } | more
    return make.act("secretary", actions.start_campaign, **values)


def plan(subject: UUID) -> None:
    with scope(system()):
        Planned.objects.create(
            id=ids.new(),
            community=c.HOME,
            area=c.GRIDS[0],
            noun="household",
            subject=subject,
            on=today(),
            post=c.post_id("grid1"),
            order=1,
            way="home",
            planned_at=clock.now(),
            planned_by=c.user_id("lead"),
        )


def asked(id: UUID) -> dict[str, Callable[[], Any]]:
    """Every way in which visits are counted or what they did is asked for."""
    now = clock.now()
    span = (now - timedelta(1), now + timedelta(1))
    area = {"area": c.GRIDS[0]}
    return {
        "coverage": lambda: make.ask("lead", queries.coverage, **area, days=span, today=today()),
        "buildings": lambda: make.ask("lead", queries.by_building, **area, days=span, today=today()),
        "calendar": lambda: make.ask("lead", queries.calendar, **area, from_on=today(), days=14),
        "due": lambda: make.ask("lead", queries.due_list, queries.Narrowed(all=True)),
        "campaign": lambda: make.ask("lead", queries.campaign, id),
        "campaigns": lambda: make.ask("lead", queries.campaigns),
        "targets": lambda: make.ask("lead", queries.targets, id),
        "plan": lambda: make.ask("lead", queries.board, **area, on=today()),
        "relief": lambda: make.ask("lead", goods.relief, Wanted(c.GRIDS[0])),
        "relief list": lambda: make.ask("lead", goods.listed, Wanted(c.GRIDS[0]), whole=True),
        "asked": lambda: make.ask("lead", queries.visits, asked=True),
        "journal": lambda: make.ask("lead", queries.journal),
    }


@pytest.mark.parametrize("result", [Result.MET, Result.NOBODY, Result.DECLINED, Result.UNREACHABLE])
def test_nothing_counts_it_any_more(result: Result) -> None:
    home = visits.home()
    id = campaign()
    plan(home)
    before, stood = {name: ask() for name, ask in asked(id).items()}, stands(home)
    visit = visits.visit(
        "grid1",
        home,
        result=result,
        note="老人身体好",
        next_on=today() + timedelta(3),
        relief=[ReliefData("大米", Decimal(1), "袋", Decimal(50), "王")],
    )
    assert {name: ask() for name, ask in asked(id).items()} != before
    assert strike(visit) == visit
    after = {name: ask() for name, ask in asked(id).items()}
    assert {name for name in before if after[name] != before[name]} == set()
    assert stands(home) == stood


def test_it_stays_and_is_told_as_struck() -> None:
    home = visits.home()
    visit = visits.visit("grid1", home, matters=[RaiseData(id=ids.new(), words="楼道灯不亮，请来修")])
    assert "strike" in make.ask("grid1", queries.visit, visit)["abilities"]
    strike(visit)
    told = make.ask("grid1", queries.visit, visit)
    assert (told["struck_for"], told["struck_by_name"], told["abilities"]) == ("记错了门牌", "grid1者", [])
    assert make.ask("grid1", queries.door, home)["visits"][0]["struck_at"]
    assert len(make.rows(Matter, id__in=told["matters"])) == 1
    assert make.rows(Entry, noun="visit", verb="visit.struck")


def test_what_another_visit_did_stays_done() -> None:
    home = visits.home()
    id = campaign()
    plan(home)
    first = visits.visit("grid1", home)
    stood = stands(home)
    second = visits.visit("grid1", home, way=Way.DOOR, next_on=today() + timedelta(2))
    strike(second)
    assert stands(home) == stood
    third = visits.visit("grid1", home)
    strike(first)
    assert make.row(Target, campaign=id).visit == third
    assert make.row(Planned).visit == second or make.row(Planned).visit == third
    assert make.row(Standing, id=home).last == third


def test_a_closed_campaign_is_counted_anew_too() -> None:
    home = visits.home()
    id = campaign()
    visit = visits.visit("grid1", home)
    make.act("secretary", actions.close_campaign, campaign_id=id, version=1)
    visits.visit("grid1", home)
    strike(visit)
    assert make.row(Target, campaign=id).done_at is None


def test_a_major_change_it_answered_waits_again() -> None:
    home = visits.home()
    make.act("grid1", actions.tell_change, subject=home, change=Change.FALL)
    stood = stands(home)
    visit = visits.visit("grid1", home)
    assert make.row(Standing, id=home).urgent_at is None
    strike(visit)
    assert stands(home) == stood
    first, second = visits.visit("grid1", home), visits.visit("grid1", home)
    strike(first)
    assert make.row(Standing, id=home).urgent_at is None
    strike(second)
    assert stands(home) == stood


def test_a_major_change_heard_of_on_it_was_never_heard_of() -> None:
    home = visits.home()
    visit = visits.visit("grid1", home, change=Change.BEREAVED)
    other = visits.visit("grid1", home)
    strike(visit)
    assert make.row(Standing, id=home).urgent_at is None
    strike(other)
    assert make.row(Standing, id=home).urgent_at is None


def test_agreed_that_nobody_could_be_reached_is_taken_back() -> None:
    home = visits.home()
    campaign()
    stood = stands(home)
    visit = visits.visit("grid1", home, result=Result.UNREACHABLE, note="三次不通")
    make.act("lead", actions.agree, visit_id=visit, agreed=True)
    assert make.row(Target).done_at is not None
    strike(visit, "lead")
    assert stands(home) == stood
    assert make.row(Target).done_at is None
    other = visits.visit("grid1", home, result=Result.UNREACHABLE, note="三次不通")
    strike(other)
    with pytest.raises(Conflict):
        make.act("lead", actions.agree, visit_id=other, agreed=True)


def test_a_moment_no_visit_bears_stays() -> None:
    home = visits.home()
    with scope(system()):
        Standing.objects.filter(id=home).update(home_at=clock.now() - timedelta(20))
    stood = stands(home)
    strike(visits.visit("grid1", home, way=Way.PHONE))
    assert stands(home)["home_at"] == stood["home_at"]


def test_who_may_strike_and_when() -> None:
    home = visits.home()
    visit = visits.visit("grid1", home)
    with pytest.raises(NotFound):
        strike(visit, "grid2")
    with pytest.raises(NotFound):
        strike(visit, "police")
    with pytest.raises(Forbidden):
        strike(visit, "supervisor")
    for reason in ("", " ", "错" * 201):
        with pytest.raises(Refused):
            strike(visit, reason=reason)
    with clock.at(clock.now() + timedelta(days=1)):
        with pytest.raises(Forbidden):
            strike(visit)
        strike(visit, "lead")
        with pytest.raises(Conflict):
            strike(visit, "lead")
    assert make.row(Visit).struck_by == c.user_id("lead")


def test_a_carrier_strikes_his_own_and_the_job_takes_it_back() -> None:
    shop = visits.shop()
    id = campaign(Whom.ORGANISATION, carrying=Carrying(carriers=[c.post_id("police")]))
    stood = stands(shop)
    visit = visits.visit("police", shop, noun=Whom.ORGANISATION, way=Way.PREMISES)
    jobs.carry_on(visit=str(visit))
    strike(visit, "police")
    assert make.ask("police", queries.carried)["campaigns"][0]["lines"][0]["done_at"] is None
    jobs.carry_on(visit=str(visit))
    jobs.carry_on(visit=str(visit))
    assert stands(shop) == stood
    assert make.ask("secretary", queries.campaign, id)["whole"]["visits"] == 0


COUNTS = re.compile(r"Visit\.objects|visible_visits\(|Relief\.objects|JournalNote\.objects|FROM visits_visit")
KNOWN = {
    "queries/sight.py": "says who sees what, struck or not",
    "queries/told.py": "shows visits, those that were struck out as such",
    "queries/routesheets.py": "shows what became of a line; one that was struck out is taken off it",
    "queries/coverage.py": "counts those that stand",
    "actions/striking.py": "strikes out",
    "actions/reckoning.py": "reckons from those that stand",
    "actions/carrying.py": "goes on from one visit by its id",
    "actions/following.py": "judges one visit, which must stand",
    "actions/standing.py": "moves all of a door along",
    "actions/recording.py": "makes them",
    "actions/made_up.py": "makes them up",
}
"""Where visits are read without asking for those that stand, and why that is right."""


def test_whoever_counts_asks_for_those_that_stand() -> None:
    home = Path(app.__file__).parent
    found = {
        str(path.relative_to(home))
        for room in ("queries", "actions", "api", "rules")
        for path in (home / room).glob("*.py")
        if COUNTS.search(path.read_text())
    }
    assert found == set(KNOWN)
