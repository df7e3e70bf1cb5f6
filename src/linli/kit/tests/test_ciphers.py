"""The algorithms answer as their standards say: examples of GB/T 32905 (SM3), GB/T 32907 (SM4), GB/T 15852.2
(HMAC-SM3), RFC 8998 (SM4-GCM), NIST's GCM and RFC 4231 (HMAC-SHA-256)."""

from unittest.mock import patch

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher as Blocks
from cryptography.hazmat.primitives.ciphers import algorithms, modes

from linli.kit import ciphers
from linli.kit.ciphers import Cipher, Suite, keyed_hash

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def _sm3(text: bytes) -> str:
    made = hashes.Hash(hashes.SM3())
    made.update(text)
    return made.finalize().hex()


def test_sm3() -> None:
    assert _sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert _sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sm4() -> None:
    writer = Blocks(algorithms.SM4(KEY), modes.ECB()).encryptor()
    once = block = writer.update(KEY)
    for _ in range(999_999):
        block = writer.update(block)
    assert once.hex() == "681edf34d206965e86b3e94f536e4246"
    assert block.hex() == "595298c7c6fd271f0402f804c33d3f66"


def test_keyed_sm3() -> None:
    text = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2
    told = keyed_hash(Cipher.SM4, bytes(range(1, 33)), text)
    assert told.hex() == "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"


def test_keyed_sha() -> None:
    told = keyed_hash(Cipher.AES, b"Jefe", b"what do ya want for nothing?")
    assert told.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_sm4_gcm() -> None:
    plain = b"".join(bytes([sign]) * 8 for sign in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    nonce = bytes.fromhex("00001234567800000000abcd")
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    one = Suite(Cipher.SM4, KEY, b"")
    with patch.object(ciphers.os, "urandom", return_value=nonce):
        sealed = one.close(plain, bound)
    assert sealed.hex() == (
        "00001234567800000000abcd"
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert one.open(sealed, bound) == plain


def test_aes_gcm() -> None:
    one = Suite(Cipher.AES, bytes(32), b"")
    with patch.object(ciphers.os, "urandom", return_value=bytes(12)):
        sealed = one.close(bytes(16), b"")
    assert sealed[12:].hex() == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"


def test_no_key_serves_two_algorithms() -> None:
    made = [ciphers.suite(bytes(32), one) for one in Cipher]
    assert len({key for one in made for key in (one.seal_key, one.index_key)}) == 4
    assert len(made[1].seal_key) == 16


@pytest.mark.parametrize("cipher", list(Cipher))
@pytest.mark.parametrize("length", [0, 16, 32, 64, 65, 200])
def test_many_texts_are_hashed_as_each_is(cipher: Cipher, length: int) -> None:
    key = bytes(range(200))[:length]
    mark = ciphers.marker(cipher, key)
    for text in (b"", b"1", bytes(500), b"1"):
        assert mark(text) == keyed_hash(cipher, key, text)
