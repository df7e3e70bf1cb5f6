"""Sealed text opens for its own record, field and key alone; one changed byte, and it does not."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from linli.kit import keyring, sealing

ID, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True, params=["aes", "sm4"])
def _sealed_by(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    """Everything holds by either algorithms."""
    settings.LINLI_CIPHER = request.param
    keyring.forget()
    yield
    keyring.forget()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(TEXT, st.uuids(), st.sampled_from(["reporter.name", "reporter.phone"]))
def test_round_trip(text: str, of: UUID, field: str) -> None:
    assert sealing.unseal(sealing.seal(text, of=of, field=field), of=of, field=field) == text


def test_nothing_stays_nothing() -> None:
    assert sealing.seal("", of=ID, field="name") == b""
    assert sealing.unseal(b"", of=ID, field="name") == ""
    assert sealing.index("", field="phone") == b""


def test_the_words_are_not_in_it_and_never_look_the_same_twice() -> None:
    first, second = (sealing.seal("13912345678", of=ID, field="phone") for _ in range(2))
    assert first != second
    assert b"13912345678" not in first


@pytest.mark.parametrize(
    ("of", "field"), [(OTHER, "name"), (ID, "phone"), (OTHER, "phone")], ids=["row", "field", "both"]
)
def test_moved_elsewhere_it_does_not_open(of: UUID, field: str) -> None:
    with pytest.raises(ValueError, match="does not open"):
        sealing.unseal(sealing.seal("李四", of=ID, field="name"), of=of, field=field)


def test_every_changed_byte_is_seen() -> None:
    whole = sealing.seal("李四", of=ID, field="name")
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(ValueError, match="sealed name"):
            sealing.unseal(bytes(changed), of=ID, field="name")


@given(st.binary(min_size=1, max_size=60))
def test_garbage_does_not_open(raw: bytes) -> None:
    with pytest.raises(ValueError, match="sealed name"):
        sealing.unseal(raw, of=ID, field="name")


def test_cut_short_it_does_not_open() -> None:
    whole = sealing.seal("李四", of=ID, field="name")
    for length in range(1, len(whole)):
        with pytest.raises(ValueError, match="sealed name"):
            sealing.unseal(memoryview(whole)[:length], of=ID, field="name")


def test_another_key_does_not_open_it(settings: Settings) -> None:
    sealed = sealing.seal("李四", of=ID, field="name")
    index = sealing.index("李四", field="name")
    settings.LINLI_DATA_KEY = bytes(32)
    keyring.forget()
    with pytest.raises(ValueError, match="does not open"):
        sealing.unseal(sealed, of=ID, field="name")
    assert sealing.index("李四", field="name") != index


def test_the_index_finds_equal_values_of_one_kind() -> None:
    phone = "139" + str(uuid4().int)[:8]
    assert sealing.index(phone, field="phone") == sealing.index(phone, field="phone")
    assert sealing.index(phone, field="phone") != sealing.index(phone, field="number")
    assert len(sealing.index(phone, field="phone")) == 16
