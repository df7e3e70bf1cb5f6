"""The two sets of algorithms a site may seal with: AES-256-GCM with HMAC-SHA-256, or SM4-GCM with HMAC-SM3 (GB/T 32907,
GB/T 32905). Each derives its own sealing and index keys from the root key, so that no key serves two algorithms."""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as mac
from cryptography.hazmat.primitives.ciphers import Cipher as Blocks
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
TAG = 16
BLOCK = 64
"""Bytes that SHA-256 takes at once."""


class Cipher(StrEnum):
    """A set of algorithms, as the setting calls it."""

    AES = "aes"
    SM4 = "sm4"

    @property
    def sign(self) -> int:
        """The byte a sealed value bears for it."""
        return {"aes": 1, "sm4": 2}[self.value]


class DoesNotOpen(ValueError):
    """A byte, the key, or what was bound in is another."""


@dataclass(frozen=True)
class Suite:
    """One root key used with one set of algorithms. What the keys do by themselves is done once."""

    cipher: Cipher
    seal_key: bytes
    index_key: bytes

    def close(self, plain: bytes, bound: bytes) -> bytes:
        """Nonce, sealed bytes and tag; a fresh nonce each time."""
        nonce = os.urandom(NONCE)
        if self.cipher is Cipher.AES:
            return nonce + self._aes.encrypt(nonce, plain, bound)
        writer = Blocks(algorithms.SM4(self.seal_key), modes.GCM(nonce)).encryptor()
        writer.authenticate_additional_data(bound)
        body = writer.update(plain) + writer.finalize()
        return nonce + body + writer.tag

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """What was sealed. DoesNotOpen where anything is another."""
        if len(sealed) < NONCE + TAG:
            raise DoesNotOpen
        nonce, body = sealed[:NONCE], sealed[NONCE:]
        try:
            if self.cipher is Cipher.AES:
                return self._aes.decrypt(nonce, body, bound)
            reader = Blocks(algorithms.SM4(self.seal_key), modes.GCM(nonce, body[-TAG:])).decryptor()
            reader.authenticate_additional_data(bound)
            return reader.update(body[:-TAG]) + reader.finalize()
        except InvalidTag as error:
            raise DoesNotOpen from error

    @cached_property
    def mark(self) -> Callable[[bytes], bytes]:
        """The keyed hash of a text, whole."""
        return marker(self.cipher, self.index_key)

    @cached_property
    def _aes(self) -> AESGCM:
        return AESGCM(self.seal_key)


def keyed_hash(cipher: Cipher, key: bytes, text: bytes) -> bytes:
    """HMAC with the hash of the set."""
    if cipher is Cipher.AES:
        return hmac.digest(key, text, hashlib.sha256)
    made = mac.HMAC(key, hashes.SM3())
    made.update(text)
    return made.finalize()


def marker(cipher: Cipher, key: bytes) -> Callable[[bytes], bytes]:
    """`keyed_hash` for many texts under one key."""
    return _sha_marker(key) if cipher is Cipher.AES else _sm3_marker(key)


def _sha_marker(key: bytes) -> Callable[[bytes], bytes]:
    block = (key if len(key) <= BLOCK else hashlib.sha256(key).digest()).ljust(BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block)).copy
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block)).copy

    def mark(text: bytes) -> bytes:
        within = inner()
        within.update(text)
        around = outer()
        around.update(within.digest())
        return around.digest()

    return mark


def _sm3_marker(key: bytes) -> Callable[[bytes], bytes]:
    keyed = mac.HMAC(key, hashes.SM3())

    def mark(text: bytes) -> bytes:
        one = keyed.copy()
        one.update(text)
        return one.finalize()

    return mark


@cache
def suite(root: bytes, cipher: Cipher) -> Suite:
    """The keys of a set, derived from a root key of 32 bytes. SM4 takes keys of 16."""
    if cipher is Cipher.AES:
        return Suite(
            cipher,
            keyed_hash(cipher, root, b"linli/seal/1"),
            keyed_hash(cipher, root, b"linli/index/1"),
        )
    return Suite(
        cipher,
        keyed_hash(cipher, root, b"linli/seal/sm4/1")[:16],
        keyed_hash(cipher, root, b"linli/index/sm3/1"),
    )
