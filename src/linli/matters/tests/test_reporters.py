"""What the reporter is owed: he alone judges what he raised, his wish for secrecy is kept, whoever was not reached is
not counted as asked, words among colleagues stay among those whose work it is."""

from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Forbidden, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.models import Reporter
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

SECRET = ReporterData(name="欧阳小红", phone="13812345678", address="3号楼", secret=True)


def settled(**values: Any) -> UUID:
    """Raised and settled by grid worker and window, as it is at a desk."""
    id = make.raised("grid1", **values)
    make.do("grid1", actions.accept, matter_id=id)
    return make.do("grid1", actions.settle, matter_id=id, words="清走了", outcome=Outcome.SOLVED)


def test_nobody_rates_what_a_worker_found_himself() -> None:
    """Not even with reference and code: they were his own."""
    id = settled()
    assert not make.row(id).has_reporter
    for by in (make.resident(id), c.actor("counter")):
        with pytest.raises(Refused) as told:
            make.do(by, actions.rate, matter_id=id, score=5)
        assert told.value.type == "matter/no-reporter"
    shown = make.look("counter", queries.detail, id)
    assert not shown["has_reporter"]
    assert "rate" not in shown["abilities"]
    make.do("secretary", actions.close, matter_id=id, reason="已核实")
    assert make.row(id).closed_as == "unrated"


def test_whoever_raised_it_is_somebody_who_rates() -> None:
    assert make.row(settled(reporter=ReporterData(phone="13812345678"))).has_reporter
    assert not make.row(settled(reporter=ReporterData(secret=True))).has_reporter
    assert make.row(make.raised(c.resident(id := ids.new()), id=id)).has_reporter
    by = system("tests")
    with scope(by):
        data = RaiseData(id=ids.new(), words=make.WORDS, area=c.HOME)
        assert not actions.take_in(by=by, data=data).matter.has_reporter


def test_a_residents_rating_is_not_rated_over_on_his_behalf() -> None:
    id = make.rated(score=1)
    make.do("secretary", actions.close, matter_id=id, reason="已当面说明")
    with pytest.raises(Refused) as told:
        make.do("counter", actions.rate, matter_id=id, score=5)
    assert told.value.type == "matter/already-rated"
    make.do(make.resident(id), actions.rate, matter_id=id, score=4)
    assert make.row(id).score == 4


def test_who_was_not_reached_is_still_to_be_asked() -> None:
    id = make.resolved()
    make.do("counter", actions.follow_up, matter_id=id, reached=False, words="没有接电话")
    assert make.row(id).state == "resolved"
    assert make.box("counter", "to_follow_up")["count"] == 1
    assert make.entries(id)[-1]["facts"] == {"reached": False}
    make.do("counter", actions.follow_up, matter_id=id, reached=True)
    assert make.row(id).state == "followed_up"


KNOWS = {"counter", "secretary", "subdistrict", "supervisor"}


def test_a_secret_reporter_is_known_to_few() -> None:
    id = make.in_hand("property", reporter=SECRET)
    for who in ("grid1", "lead", "property", "admin", *sorted(KNOWS)):
        shown = make.look(who, queries.detail, id)
        masked = shown["reporter"]
        if who in KNOWS:
            assert (masked["name"], masked["phone"], masked["secret"]) == ("欧阳**", "138****5678", True)
            assert "reveal" in shown["abilities"]
        else:
            assert masked == {"name": "", "phone": "", "address": False, "secret": True}
            assert "reveal" not in shown["abilities"]
            with pytest.raises(Forbidden):
                make.do(who, actions.reveal, matter_id=id, reason="要上门核实")
    assert make.do("counter", actions.reveal, matter_id=id, reason="要核实")["phone"] == SECRET.phone
    with pytest.raises(Forbidden) as told:
        make.do("grid1", actions.reveal, matter_id=id, reason="要上门核实")
    assert told.value.type == "matter/secret"
    assert make.verbs(id).count("revealed") == 1


def test_an_open_reporter_is_masked_from_what_is_sealed() -> None:
    id = make.from_resident()
    assert make.look("grid1", queries.detail, id)["reporter"]["phone"] == "138****5678"
    with scope(system("tests"), write=False):
        stored = Reporter.objects.filter(matter=id).values().get()
    assert not any("138" in str(value) or "欧阳" in str(value) for value in stored.values())


def inside(who: str, id: UUID) -> tuple[bool, bool]:
    """Whether somebody reads the words meant for colleagues, in the detail and in the timeline."""
    notes = make.look(who, queries.detail, id)["notes"]
    events = make.look(who, queries.timeline, id)
    return "脾气" in repr(notes), "脾气" in repr(events)


def test_words_among_colleagues_stay_with_whose_work_it_is() -> None:
    """A post from outside reads them while it has the work, afterwards what the reporter reads and its own words."""
    id = make.in_hand("department")
    make.do("counter", actions.note, matter_id=id, words="住户脾气急")
    assert inside("department", id) == inside("grid1", id) == (True, True)
    make.do("department", actions.answer, matter_id=id, words="已派人去看")
    make.do("department", actions.note, matter_id=id, words="我们的脾气也急")
    make.do(
        "counter",
        actions.dispatch,
        matter_id=id,
        post_id=c.post_id("property"),
        words="一直没有动静",
        version=make.row(id).version,
    )
    assert inside("property", id) == (True, True)
    told = [note["words"] for note in make.look("department", queries.detail, id)["notes"]]
    assert told == ["已派人去看", "我们的脾气也急"]
    said = [event["words"] for event in make.look("department", queries.timeline, id) if event["words"]]
    assert said == told


def test_the_roles_that_know_are_those_of_the_rule() -> None:
    roles = {Role(seat.role) for who in KNOWS for seat in c.actor(who).seats}
    assert roles == {Role.COUNTER, Role.SECRETARY, Role.SUBDISTRICT, Role.SUPERVISOR}
