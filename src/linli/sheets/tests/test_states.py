"""Loads that stop, are read anew, or meet others at work: nobody comes into strangers' homes, no row is lost unsaid."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from linli.kit.actor import system
from linli.kit.errors import Conflict, Refused
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register.models import Dwelling, Resident
from linli.register.tests import factories as homes
from linli.register.tests.factories import number
from linli.sheets import actions, jobs
from linli.sheets import queries as loads
from linli.sheets.models import Load, Part
from linli.sheets.rules import mending
from linli.sheets.rules.loads import State
from linli.sheets.tests import books
from linli.sheets.tests.walks import counts, loaded, seen, sent
from linli.tests import community as c

pytestmark = pytest.mark.django_db
SAID = {"姓名": "name", "楼栋": "building", "室号": "room"}


def _state(id: UUID) -> tuple[str, str]:
    with seen():
        load = Load.objects.get(id=id)
        return load.state, load.problem.get("type", "")


def _half(monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Six people in six homes, of whom the first part was loaded before it stopped."""
    monkeypatch.setattr("linli.sheets.rules.loads.PART", 2)
    id = sent([books.row(f"居民{'甲乙丙丁戊己'[n]}", room=f"{n + 1}01室") for n in range(6)])
    by = c.actor("counter")
    with scope(by):
        actions.start(by=by, load_id=id)
    with scope(by):
        ready = actions.prepare(by=by, load_id=id)
    with scope(by):
        actions.load_part(by=by, ready=ready, number=ready.waiting[0])
    with scope(by):
        actions.fail(by=by, load_id=id)
    return id


def _leave(name: str) -> None:
    by = c.actor("counter")
    with scope(by):
        who = Resident.objects.get(name=name)
        register.leave(by=by, residents=[who.id], on=who.changed_at.date())


def test_what_is_half_on_the_register_is_not_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    id, by = _half(monkeypatch), c.actor("counter")
    with pytest.raises(Refused) as told, scope(by):
        actions.remap(by=by, load_id=id, mapping=SAID, sheets=[0])
    assert told.value.type == "sheets/half-loaded"
    with pytest.raises(Refused), scope(by):
        actions.check(by=by, load_id=id)
    with seen():
        detail = loads.detail(by, id)
        assert (detail["part_done"], detail["abilities"]) == (1, ["start", "drop", "rows"])


def test_homes_that_were_made_keep_the_columns_too() -> None:
    id, by = sent(books.family()), c.actor("counter")
    with scope(by):
        actions.start(by=by, load_id=id)
    with scope(by):
        actions.prepare(by=by, load_id=id)
    with scope(by):
        actions.fail(by=by, load_id=id)
    with pytest.raises(Refused), scope(by):
        actions.remap(by=by, load_id=id, mapping=SAID, sheets=[0])


def test_other_columns_take_back_what_the_check_had_found() -> None:
    id, by = sent(books.family()), c.actor("counter")
    with scope(by):
        actions.remap(by=by, load_id=id, mapping={"室号": ""}, sheets=[0])
    with seen():
        load = Load.objects.get(id=id)
        assert (load.part_count, load.counts, load.remarks) == (0, {}, {})
        assert set(Part.objects.filter(load=id).values_list("kind", flat=True)) == {"file"}
    jobs.check(str(id))
    assert _state(id) == ("failed", "sheets/missing-columns")
    with seen():
        assert loads.detail(by, id)["abilities"] == ["remap", "drop", "rows"]
    with pytest.raises(Refused), scope(by):
        actions.start(by=by, load_id=id)


def test_late_jobs_change_nothing_of_what_was_given_up_or_is_done() -> None:
    by = c.actor("counter")
    dropped, done = sent(books.family()[:1]), loaded(books.family())
    with scope(by):
        actions.drop(by=by, load_id=dropped)
    for id, state in ((dropped, "dropped"), (done, "done")):
        assert not jobs.check(str(id))
        assert not jobs.load(str(id))
        with scope(system()):
            actions.fail(by=system(), load_id=id)
        assert _state(id) == (state, "")


def test_a_check_that_comes_late_does_not_stop_a_load() -> None:
    id, by = sent(books.family()), c.actor("counter")
    with scope(by):
        actions.start(by=by, load_id=id)
    assert not jobs.check(str(id))
    assert _state(id) == ("loading", "")


def test_a_job_that_begins_is_heard_of() -> None:
    id, by = sent(books.family()), c.actor("counter")
    with scope(by):
        actions.start(by=by, load_id=id)
    with scope(system()):
        Load.objects.update(changed_at="2026-01-01T00:00:00Z")
    with scope(by):
        assert actions.begin(by=by, load_id=id, state=State.LOADING)
    assert jobs.tell_stopped() == 0


def test_two_starts_at_once_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    by = c.actor("counter")
    first, second = sent(books.family()), sent(books.family()[:1])
    with scope(by):
        actions.start(by=by, load_id=first)
    monkeypatch.setattr("linli.sheets.actions.receiving._another_is_loaded", lambda _: False)
    with pytest.raises(Conflict) as told, scope(by):
        actions.start(by=by, load_id=second)
    assert told.value.type == "sheets/busy"
    assert connection.is_usable()


def test_rows_that_cannot_be_taken_any_more_are_told() -> None:
    loaded(books.family())
    rows = [*books.family(), books.row("钱六", room="801室", 身份证号码=number("19900102", 7))]
    rows[2][10] = "住校"
    id, by = sent(rows), c.actor("counter")
    _leave("李小明")
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        told = counts(id)
        assert (told["new"], told["same"], told["wrong"], told["skipped"]) == (1, 3, 1, 1)
        assert "changed" not in told
        page = loads.page_of(by, id, "wrong", 0)
        [row] = loads.wrong_rows(by, id)
        sheet = Load.objects.get(id=id).sheets[0]
    assert (page["total"], row["row"]) == (1, 6)
    assert row["cells"] == [
        *("春晖新村", "3", "2", "501", "子", "李小明", "男", number("19850607", 3), "1985-06-07", "", "住校")
    ]
    assert "迁出" in row["problems"][0]["title"]
    assert mending.workbook({0: (sheet["name"], sheet["heads"])}, [row])


def test_whose_record_changed_in_that_moment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(books.family())
    rows = books.family()
    rows[0][10] = "独居"
    id, by = sent(rows), c.actor("counter")
    monkeypatch.setattr("linli.register.actions.loading.correcting._locked", lambda _: [])
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        assert counts(id) == {"rows": 4, "same": 3, "wrong": 1, "skipped": 1}
        assert Resident.objects.get(name="王秀英").note == ""


def test_whom_the_counter_entered_while_a_load_had_stopped_is_not_doubled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id, by = _half(monkeypatch), c.actor("counter")
    with seen():
        home = Dwelling.objects.get(room="601").id
    homes.household(by, home, homes.member("居民己"))
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        assert Resident.objects.filter(name="居民己").count() == 1
        assert Resident.objects.count() == 6


@pytest.mark.parametrize("number_said", ["", number("19700102", 5)])
def test_who_left_without_a_number_is_not_entered_anew(number_said: str) -> None:
    loaded(books.family())
    _leave("陈四")
    row: Any = books.row("陈四", room="502室", 出生日期="1970-01-02", 身份证号码=number_said)
    id = sent([row])
    with seen():
        assert counts(id) == {"rows": 1, "wrong": 1}
    again = sent([books.row("陈四", room="502室", 出生日期="1999-01-02")])
    with seen():
        assert counts(again)["new"] == 1
