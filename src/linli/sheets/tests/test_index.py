"""The job that lets be found what was loaded, and what nothing finds yet: tried again, nightly, by hand."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings

from linli.cli import keeping
from linli.cli.main import main
from linli.kit import ids, keyring
from linli.kit.actor import system
from linli.kit.ciphers import Cipher
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register import queries
from linli.register.actions import finding
from linli.register.models import Secret
from linli.register.queries import Sought
from linli.register.rules.finding import Noun
from linli.register.tests import factories as homes
from linli.register.tests.factories import number
from linli.sheets import jobs
from linli.tests import community as c
from linli.tests.logins import as_jobs

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, NUMBER = "13655550000", number("19580312", 2)


@pytest.fixture(autouse=True)
def _at_the_login_of_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What jobs alone may do is done at their login."""

    def mark_all(community: str) -> int:
        with as_jobs() as opened:
            opened.execute("SELECT set_config('linli.everywhere', 'on', false)")
            row = opened.execute("SELECT register_mark_all(%s)", [community]).fetchone()
            return int(row[0]) if row else 0

    monkeypatch.setattr(finding, "mark_all", mark_all)


@pytest.fixture
def ring(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """One key, and a file for more."""
    settings.LINLI_DATA_KEYS_FILE = tmp_path / "data_keys"
    settings.LINLI_CIPHER = "aes"
    keyring.forget()
    yield tmp_path / "data_keys"
    keyring.forget()


def lives() -> UUID:
    building = homes.building(system(), c.GRIDS[0], "3", name="阳光新村3幢")
    one = homes.member("王秀英", phone=PHONE, id_number=NUMBER)
    homes.household(system(), homes.dwelling(system(), building), one)
    return one.id


def found(typed: str) -> list[str]:
    by = c.actor("counter")
    with scope(by, write=False):
        answer = queries.found(by, Sought(typed, Noun.RESIDENT))
    return [row["name"] for row in answer["groups"][0]["rows"]]


def queued(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return int(cursor.fetchall()[0][0])


def forget() -> None:
    """As a site is that is older than finding."""
    with scope(system()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_find")


def unfound() -> list[str]:
    with scope(system(), write=False):
        return queries.unfound(system())


def test_the_job_is_tried_again() -> None:
    strategy = app.tasks["sheets.index"].retry_strategy
    assert isinstance(strategy, RetryStrategy)
    assert (strategy.max_attempts, strategy.linear_wait) == (5, 60)


def test_what_nothing_finds_is_found_by_the_nightly_job() -> None:
    lives()
    assert unfound() == []
    assert jobs.index_missed() == 0
    forget()
    assert (unfound(), found("王秀英")) == ([c.HOME], [])
    assert jobs.index_missed() == 1
    assert (unfound(), found("王秀英")) == ([], ["王秀英"])
    with scope(c.actor("counter"), write=False), pytest.raises(Forbidden):
        queries.unfound(c.actor("counter"))


def test_one_community_that_fails_keeps_no_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    lives()
    building = homes.building(system(), c.ELSEWHERE, "3")
    homes.household(system(), homes.dwelling(system(), building), homes.member("李大海"))
    forget()
    whole = finding.mark_all

    def broken(community: str) -> int:
        if community == min(c.HOME, c.ELSEWHERE[:12]):
            raise RuntimeError("the disk is full")
        return whole(community)

    monkeypatch.setattr(finding, "mark_all", broken)
    assert jobs.index_missed() == 1
    assert unfound() == [min(c.HOME, c.ELSEWHERE[:12])]


def test_numbers_nothing_was_reckoned_of_are_found_by_the_nightly_job() -> None:
    resident = lives()
    with scope(system()):
        Secret.objects.filter(resident=resident).update(tails=None)
    assert unfound() == [c.HOME]
    assert jobs.index_missed() == 1
    assert unfound() == []
    with scope(system()):
        assert Secret.objects.get(resident=resident).tails


def test_when_the_worker_starts_it_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "call_command", lambda *_: None)
    before = queued("sheets.index_missed")
    assert (keeping.worker(), keeping.worker()) == (0, 0)
    assert queued("sheets.index_missed") == before + 1


def test_by_hand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lives()
    for words in (["reindex"], ["reindex", "--community", c.HOME]):
        forget()
        monkeypatch.setattr(sys, "argv", ["linli", *words])
        assert main() == 0
        assert capsys.readouterr().out == f"{c.HOME}: 3\n"
        assert found("王秀英") == ["王秀英"]
    monkeypatch.setattr(sys, "argv", ["linli", "reindex", "--community", "999999999999"])
    assert main() == 1
    assert "没有底册" in capsys.readouterr().err


@pytest.mark.parametrize("cipher", [Cipher.AES, Cipher.SM4])
def test_numbers_are_found_until_all_is_sealed_anew(
    cipher: Cipher, ring: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    lives()
    keyring.make(ring)
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    settings.LINLI_CIPHER = cipher.value
    other = homes.building(system(), c.GRIDS[0], "5")
    homes.household(system(), homes.dwelling(system(), other), homes.member("王秀珍", phone="13655559990"))
    for typed in (PHONE, NUMBER, NUMBER[-4:], "0000 3幢", "王秀英 0000"):
        assert found(typed) == ["王秀英"], typed
    assert found("13655559990") == ["王秀珍"]
    with scope(system()):
        register.renew_tails(by=system(), residents=[Secret.objects.get(resident__name="王秀英").pk])
    assert found(PHONE) == ["王秀英"]


@pytest.mark.parametrize(("at_once", "deferred"), [(2, 0), (1, 1)])
def test_a_large_estate_s_new_name_is_left_to_the_job(
    at_once: int, deferred: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", at_once)
    by, estate, building = c.actor("counter"), ids.new(), ids.new()
    with scope(by):
        register.put_estate(by=by, estate_id=estate, area=c.HOME, values={"name": "阳光新村"})
        register.put_building(
            by=by, building_id=building, area=c.GRIDS[0], number="3", estate_id=estate, values={}
        )
    for room, name in (("501", "王一明"), ("502", "王二明")):
        homes.household(by, homes.dwelling(by, building, room), homes.member(name))
    before = queued("sheets.index")
    with scope(by):
        register.put_estate(by=by, estate_id=estate, area=c.HOME, values={"name": "和平里"})
    assert queued("sheets.index") == before + deferred
    assert len(found("和平里")) == (0 if deferred else 2)
    jobs.index(c.HOME)
    assert len(found("和平里")) == 2
