"""Sealed text: names and phones at rest. AES-256-GCM under the site's data key, a fresh nonce a value, the record's
id bound in, so a value moved to another row does not open. A blind index (HMAC-SHA-256) finds equal values."""

import hashlib
import hmac
import os
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"
NONCE = 12


@cache
def _keys() -> tuple[AESGCM, bytes]:
    """The cipher and the index key, both derived from LINLI_DATA_KEY (32 bytes)."""
    root: bytes = settings.LINLI_DATA_KEY
    seal = hmac.digest(root, b"linli/seal/1", hashlib.sha256)
    index = hmac.digest(root, b"linli/index/1", hashlib.sha256)
    return AESGCM(seal), index


def seal(text: str, *, of: UUID, field: str) -> bytes:
    """Seal a text for one record's field; nothing stays nothing."""
    return seal_bytes(text.encode(), of=of, field=field)


def seal_bytes(content: bytes, *, of: UUID, field: str) -> bytes:
    """Seal bytes for one record's field; nothing stays nothing."""
    if not content:
        return b""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + _keys()[0].encrypt(nonce, content, of.bytes + field.encode())


def unseal(sealed: bytes | memoryview, *, of: UUID, field: str) -> str:
    """Open a sealed text. ValueError when a byte, the key, the record or the field is another."""
    return unseal_bytes(sealed, of=of, field=field).decode()


def unseal_bytes(sealed: bytes | memoryview, *, of: UUID, field: str) -> bytes:
    """Open sealed bytes. ValueError as for `unseal`."""
    raw = bytes(sealed)
    if not raw:
        return b""
    if raw[:1] != VERSION or len(raw) <= 1 + NONCE:
        raise ValueError(f"sealed {field} of {of} is in no known form")
    nonce, body = raw[1 : 1 + NONCE], raw[1 + NONCE :]
    try:
        return _keys()[0].decrypt(nonce, body, of.bytes + field.encode())
    except InvalidTag as error:
        raise ValueError(f"sealed {field} of {of} does not open") from error


def index(text: str, *, field: str) -> bytes:
    """Blind index of an exact value: 16 bytes, the same for the same value in the same kind of field."""
    if not text:
        return b""
    return hmac.digest(_keys()[1], field.encode() + b"\x00" + text.encode(), hashlib.sha256)[:16]
