"""Sealed text: names, numbers and phones at rest, by the site's algorithms (`ciphers`) under its current key
(`keyring`); the record's id is bound in, so that a value moved to another row does not open. Every value bears the
number of its key and its algorithms, so that older ones open after either has changed. Blind indexes find equal values:
written under the current key, looked for under all."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from linli.kit import keyring
from linli.kit.ciphers import Cipher, DoesNotOpen, Suite, suite

FIRST = b"\x01"
"""The form of before there were numbers: AES under key 1, this byte and no more before the nonce."""
NUMBERED = b"\x02"
"""Then the algorithms (one byte), the key's number (two), nonce, sealed bytes and tag."""
HEAD = 4
INDEX = 16

_CIPHERS = {one.sign: one for one in Cipher}


def head() -> bytes:
    """How a value that is sealed now begins."""
    key = keyring.current()
    return NUMBERED + bytes([keyring.cipher().sign]) + key.number.to_bytes(2)


def made_with(sealed: bytes | memoryview) -> tuple[int, Cipher]:
    """The key's number and the algorithms of a sealed value. ValueError where it is in no known form."""
    raw = bytes(sealed[:HEAD])
    if raw[:1] == FIRST:
        return 1, Cipher.AES
    if raw[:1] == NUMBERED and len(raw) == HEAD and raw[1] in _CIPHERS:
        return int.from_bytes(raw[2:4]), _CIPHERS[raw[1]]
    raise ValueError("in no known form")


def is_current(sealed: bytes | memoryview) -> bool:
    """Whether a value is sealed with the current key and algorithms; nothing is."""
    if not sealed:
        return True
    return made_with(sealed) == (keyring.current().number, keyring.cipher())


def seal(text: str, *, of: UUID, field: str) -> bytes:
    """Seal a text for one record's field; nothing stays nothing."""
    return seal_bytes(text.encode(), of=of, field=field)


def sealer(*, field: str) -> Callable[[str, bytes], bytes]:
    """`seal` for many records' fields of one name, each record by the bytes of its id, while the current key stays the
    current one: a moment's use."""
    key, cipher = keyring.current(), keyring.cipher()
    close, before, after = suite(key.root, cipher).close, head(), field.encode()
    return lambda text, of: before + close(text.encode(), before + of + after) if text else b""


def seal_bytes(content: bytes, *, of: UUID, field: str) -> bytes:
    """Seal bytes for one record's field; nothing stays nothing."""
    if not content:
        return b""
    key = keyring.current()
    cipher = keyring.cipher()
    before = NUMBERED + bytes([cipher.sign]) + key.number.to_bytes(2)
    return before + suite(key.root, cipher).close(content, before + of.bytes + field.encode())


def unseal(sealed: bytes | memoryview, *, of: UUID, field: str) -> str:
    """Open a sealed text. ValueError when a byte, the key, the record or the field is another."""
    return unseal_bytes(sealed, of=of, field=field).decode()


def unseal_bytes(sealed: bytes | memoryview, *, of: UUID, field: str) -> bytes:
    """Open sealed bytes. ValueError as for `unseal`."""
    raw = bytes(sealed)
    if not raw:
        return b""
    try:
        number, cipher = made_with(raw)
    except ValueError as error:
        raise ValueError(f"sealed {field} of {of} is in no known form") from error
    bound = of.bytes + field.encode()
    before, rest = (b"", raw[1:]) if raw[:1] == FIRST else (raw[:HEAD], raw[HEAD:])
    key = keyring.ring().get(number) or keyring.ring(anew=True).get(number)
    if key is None:
        raise ValueError(f"sealed {field} of {of} does not open: key {number} is not on the ring")
    try:
        return suite(key.root, cipher).open(rest, before + bound)
    except DoesNotOpen as error:
        raise ValueError(f"sealed {field} of {of} does not open") from error


def index(text: str, *, field: str) -> bytes:
    """Blind index of an exact value, as it is written: 16 bytes, the same for the same value in the same kind of field
    under one key. Looked for is with `indexes`."""
    if not text:
        return b""
    return _index(suite(keyring.current().root, keyring.cipher()), text, field)


def indexer(*, field: str) -> Callable[[str], bytes]:
    """`index` for many values of one kind of field, while the current key stays the current one: a moment's use."""
    mark = suite(keyring.current().root, keyring.cipher()).mark
    before = field.encode() + b"\x00"
    return lambda text: mark(before + text.encode())[:INDEX] if text else b""


def indexers(*, field: str) -> list[Callable[[str], bytes]]:
    """`indexes` for many values of one kind of field: one that reckons for each key and algorithms, the current ones
    first."""
    return [partial(_index, of, field=field) for of in _suites()]


def indexes(text: str, *, field: str) -> list[bytes]:
    """The blind indexes a value may have been written with, under every key and by either algorithms, the current one
    first; none of nothing. What was written before a change of keys is found by them until it is sealed anew."""
    return [_index(of, text, field) for of in _suites()] if text else []


def found_by(texts: Sequence[str], *, field: str) -> dict[bytes, str]:
    """Many values by each of the blind indexes they may have been written with."""
    before = field.encode() + b"\x00"
    given = [(text, before + text.encode()) for text in texts if text]
    return {mark(raw)[:INDEX]: text for mark in [of.mark for of in _suites()] for text, raw in given}


def _suites() -> list[Suite]:
    """Every key with either algorithms, the current ones first."""
    now = keyring.cipher()
    ciphers = [now, *(one for one in Cipher if one is not now)]
    first = keyring.current()
    ring = [first, *(key for key in keyring.ring().values() if key.number != first.number)]
    return [suite(key.root, cipher) for key in ring for cipher in ciphers]


def is_index_of(kept: bytes | memoryview, text: str, *, field: str) -> bool:
    """Whether a kept blind index is of this value, under whatever key; of nothing, where nothing is kept."""
    return bytes(kept) in (indexes(text, field=field) or [b""])


def _index(of: Suite, text: str, field: str) -> bytes:
    return of.mark(field.encode() + b"\x00" + text.encode())[:INDEX]


def numbers() -> Sequence[int]:
    """The numbers of the keys on the ring, the newest first."""
    return list(keyring.ring())
