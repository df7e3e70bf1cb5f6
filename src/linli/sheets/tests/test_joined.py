"""Ledgers beside what else reads the register: found after a load, under old and new keys, and nobody entered twice."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from pytest_django.fixtures import Settings

from linli.kit import keyring, sealing
from linli.kit.actor import system
from linli.kit.ciphers import Cipher
from linli.kit.errors import Conflict, Forbidden
from linli.kit.scope import scope
from linli.register import queries as register
from linli.register.actions import finding, numbers
from linli.register.models import Resident, Secret
from linli.register.queries import Sought
from linli.register.rules.finding import Noun
from linli.register.tests import factories as homes
from linli.register.tests.factories import number
from linli.safekeeping import actions as safekeeping
from linli.sheets import actions, jobs
from linli.sheets.models import Load, Part
from linli.sheets.tests import books
from linli.sheets.tests.walks import counts, loaded, seen, sent
from linli.tests import community as c
from linli.tests.logins import as_jobs

pytestmark = pytest.mark.django_db
WANG = number("19580312", 2)


@pytest.fixture
def ring(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """One key, and a file for more."""
    settings.LINLI_DATA_KEYS_FILE = tmp_path / "data_keys"
    settings.LINLI_CIPHER = "aes"
    keyring.forget()
    yield tmp_path / "data_keys"
    keyring.forget()


def _new_key(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.make(path)
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)


def _queued(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return int(cursor.fetchall()[0][0])


def _found(typed: str) -> list[str]:
    by = c.actor("counter")
    with scope(by, write=False):
        answer = register.found(by, Sought(typed, Noun.RESIDENT))
    return [row["name"] for row in answer["groups"][0]["rows"]]


def _index() -> None:
    """What the job does, at its own login."""
    with scope(system()):
        finding.reckon(c.HOME)
    with as_jobs() as index:
        index.execute("SELECT set_config('linli.everywhere', 'on', false)")
        index.execute("SELECT register_mark_all(%s)", [c.HOME])


@pytest.mark.parametrize("cipher", [Cipher.AES, Cipher.SM4])
def test_who_was_sealed_under_an_older_key_is_found_and_not_doubled(
    cipher: Cipher, ring: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    loaded(books.family())
    _new_key(ring, monkeypatch)
    settings.LINLI_CIPHER = cipher.value
    id = sent(books.family())
    with seen():
        assert counts(id) == {"rows": 4, "same": 4}
    loaded([books.row("王秀英", 身份证号码=WANG, 联系电话="13655559999")])
    with seen():
        assert Resident.objects.count() == 4
        secret = Secret.objects.get(resident__name="王秀英")
        assert sealing.made_with(secret.phone) == (2, cipher)


def test_keys_may_change_while_a_load_waits(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by = c.actor("counter")
    id = sent(books.family())
    _new_key(ring, monkeypatch)
    with scope(system()):
        while safekeeping.step(by=system(), part="sheets_part"):
            pass
    with seen():
        kept = Part.objects.filter(load=id).values_list("content", flat=True)
        assert {sealing.made_with(one)[0] for one in kept} == {2}
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        assert Resident.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_after_a_load_all_of_it_is_found() -> None:
    loaded(books.family())
    assert _queued("sheets.index") == 1
    assert _found("王秀英") == []
    _index()
    for typed in ("王秀英", "wxy", "wangxiuying", WANG, WANG[-4:], "13655550000", "0000", "王 3-2-501"):
        assert _found(typed) == ["王秀英"], typed


@pytest.mark.django_db(transaction=True)
def test_who_got_another_phone_is_found_by_it() -> None:
    loaded(books.family())
    loaded([books.row("王秀英", 身份证号码=WANG, 联系电话="13655559999")])
    assert _found("13655559999") == []
    _index()
    assert (_found("13655559999"), _found("13655550000"), _found(WANG)) == (["王秀英"], [], ["王秀英"])


@pytest.mark.django_db(transaction=True)
def test_a_load_that_fails_midway_is_found_as_far_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.sheets.rules.loads.PART", 2)
    by = c.actor("counter")
    id = sent([books.row(f"居民{'甲乙丙丁戊己'[n]}", room=f"{n + 1}01室") for n in range(6)])
    with scope(by):
        actions.start(by=by, load_id=id)
    whole, done = actions.load_part, list[int]()

    def one_alone(**given: Any) -> bool:
        if done:
            raise RuntimeError("the disk is full")
        done.append(given["number"])
        return whole(**given)

    monkeypatch.setattr("linli.sheets.actions.running.load_part", one_alone)
    with pytest.raises(RuntimeError):
        jobs.load_all(by, id)
    with scope(system()):
        actions.fail(by=system(), load_id=id)
    assert _queued("sheets.index") == 1
    _index()
    with seen():
        entered = sorted(Resident.objects.values_list("name", flat=True))
    assert 0 < len(entered) < 6
    assert sorted(_found("居民")) == entered


def test_a_load_that_stopped_without_a_word_is_told_and_goes_on() -> None:
    by = c.actor("counter")
    id, waits = sent(books.family()), sent(books.family()[:1])
    with scope(by):
        actions.start(by=by, load_id=id)
    with scope(system()):
        Load.objects.filter(id=waits).update(state="waiting")
    assert jobs.tell_stopped() == 0
    with scope(system()):
        Load.objects.update(changed_at="2026-01-01T00:00:00Z")
    assert jobs.tell_stopped() == 2
    with seen():
        told = {load.id: (load.state, load.problem["type"]) for load in Load.objects.all()}
    assert told == {id: ("failed", "sheets/stopped"), waits: ("failed", "sheets/check-stopped")}
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with pytest.raises(Forbidden), scope(by):
        actions.tell_stopped(by=by)


def _hurried() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '150ms'")


def test_the_counter_is_told_when_a_part_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    by = c.actor("counter")
    home = homes.dwelling(by, homes.building(by, c.GRIDS[0]))
    monkeypatch.setattr(numbers, "PATIENCE", "150ms")
    with as_jobs() as loader, loader.transaction():
        loader.execute("SELECT pg_advisory_xact_lock_shared(%s, hashtext(%s))", [numbers.LOCKS, c.HOME])
        homes.household(by, home, homes.member("陈四"))
        with pytest.raises(Conflict) as told:
            homes.household(by, home, homes.member("王秀英", id_number=WANG))
    assert (told.value.type, told.value.zh) == ("register/loading", "正在导入台账，请稍后再保存")
    with seen():
        assert list(Resident.objects.values_list("name", flat=True)) == ["陈四"]
    homes.household(by, home, homes.member("王秀英", id_number=WANG))


def test_the_counter_s_patience_is_for_numbers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "PATIENCE", "9s")
    with scope(system()):
        with as_jobs() as loader:
            loader.execute("SELECT pg_advisory_lock_shared(%s, hashtext(%s))", [numbers.LOCKS, c.HOME])
            Timer(0.5, lambda: loader.execute("SELECT pg_advisory_unlock_all()")).start()
            numbers.hold(c.HOME)
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchall() == [("0",)]


def test_a_part_waits_while_somebody_enters_a_number() -> None:
    by = c.actor("counter")
    id = sent(books.family())
    with scope(by):
        actions.start(by=by, load_id=id)
        ready = actions.prepare(by=by, load_id=id)
    with as_jobs() as counter, counter.transaction():
        counter.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [numbers.LOCKS, c.HOME])
        _hurried()
        with pytest.raises(OperationalError), scope(by):
            actions.load_part(by=by, ready=ready, number=0)
    with seen():
        assert not Resident.objects.exists()
    with scope(by):
        assert actions.load_part(by=by, ready=ready, number=0)


def test_who_was_entered_at_the_counter_after_the_check_is_not_entered_again() -> None:
    by = c.actor("counter")
    id = sent(books.family())
    home = homes.dwelling(by, homes.building(by, c.GRIDS[0], "9"))
    homes.household(by, home, homes.member("王秀英", id_number=WANG))
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load_all(by, id)
    with seen():
        assert Resident.objects.filter(name="王秀英", state="active").count() == 1
