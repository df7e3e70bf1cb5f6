"""A key is changed while work goes on: whatever was sealed opens and is found before, midway and after; then the old
key can go."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from pytest_django.fixtures import Settings

from linli.accounts import actions as accounts
from linli.accounts.actions import sealed
from linli.blocks import actions as blocks
from linli.blocks import queries as block_queries
from linli.blocks.rules import Kind
from linli.cli.main import main
from linli.kit import clock, keyring, resealing, sealing
from linli.kit.actor import system, visitor
from linli.kit.ciphers import Cipher
from linli.kit.errors import Conflict, Forbidden
from linli.kit.scope import scope
from linli.ledger import queries as ledger
from linli.matters import actions as matters
from linli.matters import queries as matter_queries
from linli.matters.actions import ReporterData
from linli.matters.models import Reporter
from linli.matters.queries import Filters
from linli.matters.tests import factories as make
from linli.register import actions as register
from linli.register.models import Contact, Secret
from linli.register.rules.sealed import SEALED
from linli.register.tests import factories as homes
from linli.safekeeping import actions, jobs, queries
from linli.safekeeping.models import Walk
from linli.tests import community as c

pytestmark = pytest.mark.django_db

GRID = c.GRIDS[0]
NUMBER = homes.number()
PHONE, OTHER, LANDLORD, REPORTER = "13700001111", "13700002222", "13700003333", "13900004321"
TOTP = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def ring(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """One key, and a file for more."""
    settings.LINLI_DATA_KEYS_FILE = tmp_path / "data_keys"
    settings.LINLI_CIPHER = "aes"
    keyring.forget()
    yield tmp_path / "data_keys"
    keyring.forget()


def _new_key(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    number = keyring.make(path)
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    return number


def _keep_house() -> UUID:
    """Something sealed of every kind; the resident's id."""
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID), landlord="李房东", landlord_phone=LANDLORD)
    one = homes.member(id_number=NUMBER, phone=PHONE, other_phone=OTHER)
    homes.household(by, home, one)
    homes.shop(by, GRID)
    make.from_resident(reporter=ReporterData(name="张华国", phone=REPORTER, address="3号楼"))
    with scope(by):
        matters.leave_traces(by=by)
    me = c.actor("grid1")
    with scope(me):
        accounts.switch_on(by=me, secret=TOTP)
    return one.id


def _check(resident: UUID) -> None:
    """Everything opens, and is found by its number and phones."""
    by = c.actor("secretary")
    with scope(by):
        told = register.reveal_resident(by=by, resident_id=resident, reason="核对信息")
    assert told == {"id_number": NUMBER, "phone": PHONE, "other_phone": OTHER}
    for query in (REPORTER, "zhg"):
        page = make.look("counter", matter_queries.page, Filters(group="all", q=query))
        assert len(page["rows"]) == 1
    with pytest.raises(Conflict) as known:
        homes.household(
            system(), homes.dwelling(system(), _building(), "502"), homes.member(id_number=NUMBER)
        )
    assert known.value.type == "register/known"
    with sealed.secrets_of(c.user_id("grid1")), scope(system(), write=False):
        kept = Authenticator.objects.get(user_id=c.user_id("grid1"), type="totp")
        assert sealed.open_(kept.data["secret"]) == TOTP


def _building() -> UUID:
    return homes.building(system(), GRID)


def _heads() -> dict[tuple[int, Cipher], int]:
    with scope(system(), write=False):
        return dict(actions.heads(by=system()))


def _walk_through() -> None:
    assert jobs.go_on(until=time.monotonic() + 60) == 0


@pytest.mark.parametrize("cipher", list(Cipher))
def test_a_key_is_changed_while_work_goes_on(
    cipher: Cipher, ring: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    resident = _keep_house()
    assert set(_heads()) == {(1, Cipher.AES)}
    total = sum(_heads().values())
    assert total == 3 + 2 + 1 + 3 + 2
    number = _new_key(ring, monkeypatch)
    settings.LINLI_CIPHER = cipher.value
    _check(resident)
    with scope(system()):
        assert actions.step(by=system(), part="register_secret") is False
    assert _heads() == {(1, Cipher.AES): total - 3, (number, cipher): 3}
    _check(resident)
    _walk_through()
    assert _heads() == {(number, cipher): total}
    _check(resident)
    settings.LINLI_DATA_KEY = b""
    keyring.forget()
    _check(resident)
    with scope(system(), write=False):
        secret = Secret.objects.get(resident=resident)
        assert bytes(secret.phone_index) == sealing.index(PHONE, field="phone")
        assert bytes(secret.id_index) == sealing.index(NUMBER, field="id_number")
        shop = sealing.index("13655550000", field="phone")
        assert [bytes(one.phone_index) for one in Contact.objects.all()] == [shop]
        walked = {one.part: (one.done, one.failed) for one in queries.progress(system())}
    assert walked["register_secret"] == (1, 0)
    assert walked["mfa_authenticator"] == (2, 0)


def test_the_algorithms_alone_change_too(settings: Settings) -> None:
    resident = _keep_house()
    _walk_through()
    settings.LINLI_CIPHER = "sm4"
    _check(resident)
    _walk_through()
    assert set(_heads()) == {(1, Cipher.SM4)}
    _check(resident)


def test_a_piece_is_bounded_and_goes_on_where_it_stood(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by = system("tests")
    home = homes.dwelling(by, homes.building(by, GRID))
    homes.household(by, home, *(homes.member(phone=f"1370000{n:04d}") for n in range(5)))
    _new_key(ring, monkeypatch)
    table = SEALED[0]
    after, seen = "", list[int]()
    with scope(by):
        while True:
            piece = resealing.piece(table, after, most=2)
            seen.append(piece.done)
            after = piece.last
            if not after:
                break
        assert seen == [2, 2, 1]
        assert resealing.piece(table, "", most=10) == resealing.Piece("", 5, 0, 0)


def test_what_does_not_open_is_left_told_and_keeps_nothing_back(
    ring: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep_house()
    with scope(system()):
        bad = sealing.seal("x", of=UUID(int=9), field="elsewhere")
        Reporter.objects.update(phone=bad)
    _new_key(ring, monkeypatch)
    _walk_through()
    with scope(system(), write=False):
        assert bytes(Reporter.objects.get().phone) == bad
        assert Walk.objects.get(part="matters_reporter").failed == 1
    assert _heads()[1, Cipher.AES] == 3
    assert "x" not in capsys.readouterr().err.split()


def test_only_the_system_changes_keys() -> None:
    by = c.actor("secretary")
    for act in (actions.pending, actions.heads, actions.begin_again):
        with scope(by), pytest.raises(Forbidden):
            act(by=by)
    with scope(by), pytest.raises(Forbidden):
        actions.step(by=by, part="register_secret")


def test_reaching_the_key_is_in_the_ledger_in_counts_alone(
    ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep_house()
    _new_key(ring, monkeypatch)
    _walk_through()
    with scope(system(), write=False):
        told: list[Any] = ledger.timeline(
            system(), subject=queries.walk_id("register_secret"), since=clock.now()
        )
    assert [(one["verb"], one["facts"]["count"]) for one in told] == [("key.reached", 1)]


def test_blocks_are_known_under_the_old_key(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by = c.actor("counter")
    with scope(by):
        blocks.block(by=by, area=c.HOME, kind=Kind.PHONE, value=PHONE, reason="骚扰", days=30)
    _new_key(ring, monkeypatch)
    with scope(visitor(), write=False):
        assert block_queries.is_blocked(visitor(), area=c.HOME, network="192.0.2.7", phone=PHONE)
    with scope(by, write=False):
        assert len(block_queries.found(by, kind=Kind.PHONE, value=PHONE)["rows"]) == 1
    with scope(system(), write=False):
        assert block_queries.last_under(system(), 1) is not None
        assert block_queries.last_under(system(), 2) is None


def _told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["linli", "data-keys", *words])
    status = main()
    out = capsys.readouterr()
    return status, out.out + out.err


def test_the_command_makes_changes_and_destroys(
    ring: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resident = _keep_house()
    status, told = _told(monkeypatch, capsys, "--new")
    assert status == 0
    assert ring.exists()
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    status, told = _told(monkeypatch, capsys)
    assert "旧的，还在用" in told
    assert "还没换完" in told
    status, told = _told(monkeypatch, capsys, "--drop", "1")
    assert status == 1
    assert "还有 11 个值用钥匙 1 加密" in told
    assert _told(monkeypatch, capsys, "--drop", "2")[0] == 1
    status, told = _told(monkeypatch, capsys, "--reseal")
    assert status == 0
    assert "钥匙 key 1: 0 — 没有内容再用它，可以销毁" in told
    assert "还没换完" not in told
    ring.with_name("data_key").write_text("first")
    status, told = _told(monkeypatch, capsys, "--drop", "1")
    assert status == 0
    assert not ring.with_name("data_key").exists()
    assert "钥匙 key 1" not in told
    _check(resident)


def test_keys_of_the_environment_are_made_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.LINLI_DATA_KEYS = keyring.given("2:abc")
    keyring.forget()
    status, told = _told(monkeypatch, capsys, "--new")
    assert status == 1
    assert "LINLI_DATA_KEYS" in told
