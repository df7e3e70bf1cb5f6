"""What was sealed opens after the key or the algorithms have changed, and is found by its index."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from linli.kit import keyring, sealing

ID = UUID(int=1)
OLD = bytes(range(32))
BEFORE = bytes.fromhex("01") + bytes(12)
"""How every value of before there were numbers begins."""


@pytest.fixture(autouse=True)
def ring(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A ring of one key, and a file beside it that is not there yet."""
    settings.LINLI_DATA_KEY = OLD
    settings.LINLI_DATA_KEYS = []
    settings.LINLI_DATA_KEYS_FILE = tmp_path / "data_keys"
    settings.LINLI_CIPHER = "aes"
    keyring.forget()
    yield tmp_path / "data_keys"
    keyring.forget()


def _seal(text: str = "13912345678") -> bytes:
    return sealing.seal(text, of=ID, field="phone")


def _open(sealed: bytes) -> str:
    return sealing.unseal(sealed, of=ID, field="phone")


def _made(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A new key, a minute later."""
    number = keyring.make(path)
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    return number


def test_a_value_of_before_there_were_numbers_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.kit.ciphers import Cipher, suite

    monkeypatch.setattr("os.urandom", bytes)
    sealed = b"\x01" + suite(OLD, Cipher.AES).close("李四".encode(), ID.bytes + b"phone")
    assert sealed.startswith(BEFORE)
    assert sealing.made_with(sealed) == (1, "aes")
    assert sealing.is_current(sealed)
    assert _open(sealed) == "李四"


def test_a_value_bears_its_key_and_algorithms(
    ring: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    assert sealing.made_with(_seal()) == (1, "aes")
    settings.LINLI_CIPHER = "sm4"
    assert sealing.made_with(_seal()) == (1, "sm4")
    assert _made(ring, monkeypatch) == 2
    assert sealing.made_with(_seal()) == (2, "sm4")


def test_what_is_older_opens_and_is_found(
    ring: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    values, marks = [_seal()], [sealing.index("13912345678", field="phone")]
    settings.LINLI_CIPHER = "sm4"
    values.append(_seal())
    marks.append(sealing.index("13912345678", field="phone"))
    for cipher in ("aes", "sm4"):
        _made(ring, monkeypatch)
        settings.LINLI_CIPHER = cipher
        values.append(_seal())
        marks.append(sealing.index("13912345678", field="phone"))
    assert len(set(marks)) == 4
    assert [_open(value) for value in values] == ["13912345678"] * 4
    wanted = sealing.indexes("13912345678", field="phone")
    assert wanted[0] == marks[-1]
    assert set(marks) <= set(wanted)
    assert all(sealing.is_index_of(mark, "13912345678", field="phone") for mark in marks)
    assert not sealing.is_index_of(b"", "13912345678", field="phone")
    assert sealing.is_index_of(b"", "", field="phone")
    assert [sealing.is_current(value) for value in values] == [False, False, False, True]


def test_a_new_key_waits_until_everybody_knows_it(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.make(ring)
    assert sealing.made_with(_seal()) == (1, "aes")
    later = time.time() + keyring.WAITS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert sealing.made_with(_seal()) == (2, "aes")


def test_another_process_sees_the_new_key_at_once_when_it_meets_it(
    ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keyring.ring()
    _made(ring, monkeypatch)
    sealed = _seal()
    keyring.held.ring, keyring.held.mark = before, (0, 0)
    keyring.held.looked_at = time.monotonic()
    assert list(keyring.ring()) == [1]
    assert _open(sealed) == "13912345678"


def test_a_key_that_is_gone_opens_nothing(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made(ring, monkeypatch)
    sealed = _seal()
    assert keyring.take_out(ring, 2)
    assert not keyring.take_out(ring, 2)
    with pytest.raises(ValueError, match="key 2 is not on the ring"):
        _open(sealed)
    assert sealing.made_with(_seal()) == (1, "aes")


def test_the_file_is_its_owners_alone_and_says_what_is_wrong(ring: Path) -> None:
    keyring.make(ring)
    assert ring.stat().st_mode & 0o077 == 0
    for bad in ("2 secret", "x 0 secret", "0 0 secret", "70000 0 secret", "1 0 secret"):
        ring.write_text(bad)
        keyring.forget()
        with pytest.raises(ValueError, match=r"data_keys|data key"):
            keyring.ring()


def test_keys_of_the_environment() -> None:
    assert [key.number for key in keyring.given("2:ab, 3:cd:e")] == [2, 3]
    for bad in ("2", "a:b", "2:"):
        with pytest.raises(ValueError, match="LINLI_DATA_KEYS"):
            keyring.given(bad)


def test_without_any_key_nothing_begins(settings: Settings) -> None:
    settings.LINLI_DATA_KEY = b""
    keyring.forget()
    with pytest.raises(ValueError, match="no data key"):
        sealing.seal("x", of=ID, field="phone")
