"""What is known of people goes when its time is over, and not before; what counts stays right; who goes is told
first."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from linli.cli.main import main
from linli.kit import clock, ids, keeping
from linli.kit.actor import system
from linli.kit.errors import Forbidden
from linli.kit.keeping import Kept
from linli.kit.scope import scope
from linli.ledger import queries as ledger
from linli.matters import actions as matters
from linli.matters import queries as matter_queries
from linli.matters.actions import ReporterData
from linli.matters.models import Matter, Reporter, Traces
from linli.matters.queries import Filters
from linli.matters.tests import factories as make
from linli.register import actions as register
from linli.register.actions.retention import NAMELESS
from linli.register.models import (
    Change,
    Contact,
    Household,
    Label,
    Organisation,
    Resident,
    Secret,
    Skill,
    Stay,
)
from linli.register.tests import factories as homes
from linli.safekeeping import actions, jobs
from linli.tests import community as c

pytestmark = pytest.mark.django_db
GRID = c.GRIDS[0]
NUMBER, PHONE, NAME = homes.number(), "13700001111", "欧阳清扬"
KNOWN = {
    "register_contact",
    "register_informant",
    "register_label",
    "register_resident",
    "register_secret",
    "register_skill",
    "register_stay",
    "register_tie",
}
"""Tables that name a resident, each looked after when he is anonymised."""


def _gone(days: int, *, died: bool = False, phone: str = PHONE, number: str = NUMBER) -> UUID:
    """Somebody with all that can be known of him, who left so many days ago."""
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID))
    one = homes.member(NAME, id_number=number, phone=phone, note="独来独往", skills=[("choir", "男高音")])
    homes.household(by, home, one, homes.member("李四"))
    homes.label(by, one.id, note="每周去看一次")
    with scope(by):
        register.change_resident(
            by=by, member=replace(one, values={"occupation": "钟表匠"}), source="本人说的"
        )
        register.reveal_resident(by=by, resident_id=one.id, reason="欧阳清扬要核对")
        day = timezone.localdate(clock.now()) - timedelta(days=days)
        register.leave(by=by, residents=[one.id], on=day, died=died)
    return one.id


def _sweep() -> dict[str, int]:
    told = jobs.sweep_all(until=inf)
    return {kind.value: told[kind, "removed"] for kind in Kept if told[kind, "removed"]}


def _row(id: UUID) -> Resident:
    with scope(system(), write=False):
        return Resident.objects.get(id=id)


def _everything(words: list[str]) -> list[tuple[str, str]]:
    """Where in any table of the register or of matters one of some words still stands."""
    found: list[tuple[str, str]] = []
    with scope(system(), write=False), connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in {"register", "matters", "ledger", "delivery"}:
                table = model._meta.db_table
                for word in words:
                    cursor.execute(f"SELECT 1 FROM {table} t WHERE t::text LIKE %s LIMIT 1", [f"%{word}%"])
                    found += [(table, word)] if cursor.fetchall() else []
    return found


def test_nothing_goes_before_its_time() -> None:
    _gone(364)
    assert _sweep() == {}


def test_numbers_and_notes_go_after_a_year() -> None:
    id = _gone(366)
    assert _sweep() == {"secrets": 1, "notes": 1}
    row = _row(id)
    assert (row.name, row.state, row.note) == (NAME, "left", "")
    with scope(system(), write=False):
        secret = Secret.objects.get(resident=id)
        assert not any(bytes(getattr(secret, f)) for f in ("id_number", "phone", "id_index", "phone_index"))
        assert Label.objects.get(resident=id).note == ""
        assert {(one.before, one.after) for one in Change.objects.filter(subject=id, field="occupation")} == {
            ("", "")
        }
    assert _everything(["每周去看一次", "独来独往", "要核对"]) == []
    assert _everything(["钟表匠", "本人说的"]) == [
        ("register_resident", "钟表匠"),
        ("register_resident", "本人说的"),
    ]
    assert _sweep() == {}


@pytest.mark.parametrize("died", [False, True])
def test_after_three_years_a_tombstone_stays(died: bool) -> None:
    id = _gone(1096, died=died)
    before = _row(id)
    assert before.born_on == date(1958, 3, 12)
    assert _sweep()["resident"] == 1
    row = _row(id)
    assert (row.name, row.state, row.sex) == (NAMELESS, "anonymised", before.sex)
    assert (row.born_on, row.ended_on) == (date(1950, 1, 1), before.ended_on)
    assert (row.community, row.area) == (c.HOME, c.HOME)
    assert row.household_id is None
    assert row.dwelling_id is None
    assert _everything([NAME, "欧阳", "ouyang", "钟表匠", "男高音", "每周去看一次", "本人说的"]) == []
    with scope(system(), write=False):
        assert not Skill.objects.filter(resident=id).exists()
        label = Label.objects.get(resident=id)
        assert before.ended_on is not None
        assert label.until == max(label.since, before.ended_on)
        assert Stay.objects.get(resident=id).household is None
        assert Household.objects.get().size == 1
        told: list[Any] = ledger.timeline(system(), subject=id, since=clock.now())
    assert told[-1]["verb"] == "resident.anonymised"
    assert _sweep() == {}


def test_every_table_that_names_a_resident_is_looked_after() -> None:
    """A new table that points at residents has to say what becomes of its rows."""
    pointing = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model is Resident
    }
    assert pointing == KNOWN


def test_one_who_was_merged_goes_and_still_leads_to_who_he_is() -> None:
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID))
    keep, drop = homes.member("王秀英", id_number=NUMBER), homes.member(NAME, phone=PHONE)
    homes.household(by, home, keep, drop)
    with scope(by):
        register.merge_residents(by=by, keep=keep.id, drop=drop.id, reason="同一个人")
        Resident.objects.filter(id=drop.id).update(changed_at=clock.now() - timedelta(days=1096))
    assert _sweep()["resident"] == 1
    assert (_row(drop.id).name, _row(drop.id).merged_into_id) == (NAMELESS, keep.id)
    assert _row(keep.id).name == "王秀英"


def test_a_merging_can_be_undone_after_its_notes_are_gone() -> None:
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID))
    keep, drop = homes.member("王秀英", id_number=NUMBER), homes.member(NAME)
    homes.household(by, home, keep, drop)
    with scope(by):
        register.merge_residents(by=by, keep=keep.id, drop=drop.id, reason="同一个人")
        Resident.objects.filter(id=drop.id).update(changed_at=clock.now() - timedelta(days=400))
    assert _sweep() == {"notes": 1}
    assert _everything(["同一个人"]) == []
    with scope(by):
        register.part_residents(by=by, resident_id=drop.id, reason="不是同一个人")
    assert _row(drop.id).state == "active"


def test_nobody_goes_while_something_he_raised_is_open() -> None:
    id = _gone(1096)
    matter = make.raised(reporter=ReporterData(name=NAME, phone=PHONE))
    told = jobs.sweep_all(until=inf)
    assert told[Kept.RESIDENT, "held"] == 1
    assert not told[Kept.RESIDENT, "removed"]
    assert _row(id).name == NAME
    make.do("counter", matters.decline, matter_id=matter, reason="不属于社区事务")
    assert _sweep()["resident"] == 1


def test_the_site_sets_the_days(settings: Settings) -> None:
    id = _gone(4000)
    settings.LINLI_KEEP_DAYS = keeping.read("secrets:5000,notes:never,resident:never")
    assert _sweep() == {}
    settings.LINLI_KEEP_DAYS = keeping.read("secrets:3999,notes:never,resident:never")
    assert _sweep() == {"secrets": 1}
    assert _row(id).note == "独来独往"


@pytest.mark.parametrize(
    "text", ["secrets", "secrets:x", "people:30", "secrets:29", "secrets:-1", "secrets:99999"]
)
def test_days_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="LINLI_KEEP_DAYS"):
        keeping.read(text)


def test_contacts_of_what_has_closed_go() -> None:
    by = system("tests")
    shop, open_shop = homes.shop(by, GRID), homes.shop(by, GRID, "还开着的店")
    with scope(by):
        register.close_organisation(by=by, organisation_id=shop, reason="转让了")
        Organisation.objects.filter(id=shop).update(closed_at=clock.now() - timedelta(days=366))
    assert _sweep() == {"contact": 1}
    with scope(by, write=False):
        assert list(Contact.objects.values_list("organisation", flat=True)) == [open_shop]
    assert _sweep() == {}


def _closed(days: int) -> UUID:
    id = make.closed(reporter=ReporterData(name="张华国", phone="13900004321", address="3号楼"))
    with scope(system()):
        matters.leave_traces(by=system())
        at = clock.now() - timedelta(days=days)
        Matter.objects.filter(id=id).update(received_at=at - timedelta(days=1), closed_at=at)
    return id


def test_reporters_of_closed_matters_go() -> None:
    kept, gone = _closed(1090), _closed(1096)
    assert _sweep() == {"reporter": 1}
    with scope(system(), write=False):
        row = Reporter.objects.get(matter=gone)
        assert not any(map(bytes, (row.name, row.phone, row.address, row.phone_index)))
        assert Traces.objects.get(matter=gone).keys == []
        assert bytes(Reporter.objects.get(matter=kept).name)
    shown = make.look("counter", matter_queries.detail, gone)
    assert shown["reporter"]["name"] == "已匿名"
    found = make.look("counter", matter_queries.page, Filters(group="all", q="13900004321"))["rows"]
    assert [row["id"] for row in found] == [kept]
    assert _sweep() == {}


def test_only_the_system_removes() -> None:
    by = c.actor("secretary")
    for act in (actions.due, actions.sweep):
        with scope(by), pytest.raises(Forbidden):
            act(by=by, kind=Kept.SECRETS)
    with scope(by), pytest.raises(Forbidden):
        register.remove_of_residents(
            by=by, kind=Kept.RESIDENT, before=timezone.localdate(clock.now()), residents=[ids.new()]
        )


def test_who_would_go_is_told_and_nothing_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    id, matter = _gone(1096), _closed(1096)
    monkeypatch.setattr(sys, "argv", ["linli", "retention", "--dry-run"])
    assert main() == 0
    told = capsys.readouterr().out
    assert told.count(str(id)) == 3
    assert str(matter) in told
    assert NAME not in told
    assert _row(id).name == NAME
    monkeypatch.setattr(sys, "argv", ["linli", "retention"])
    assert main() == 0
    told = capsys.readouterr().out
    assert "anonymised: 1" in told
    assert "reporters: 1" in told
    assert _row(id).name == NAMELESS
