"""What a phone seals so that the server alone opens it: ECDH on P-256 with a key made for the occasion, HKDF with
SHA-256, AES-256-GCM with the id bound in. The server's private keys follow from the site's keys, number by number;
they never leave."""

import base64
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from linli.kit import keyring

FORM = b"\x01"
"""Then the key's number (two bytes), the phone's public key, the nonce, sealed bytes and tag."""
POINT, NONCE, TAG = 65, 12, 16
HEAD = 3
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INFO = b"linli/outbox/1"


def public() -> tuple[int, str]:
    """The number and the public key (a point, base64) to seal with now."""
    key = keyring.current()
    return key.number, base64.b64encode(_point(_private(key.root).public_key())).decode()


def open_sealed(content: bytes, *, of: UUID) -> bytes:
    """What a phone sealed under this id. ValueError where a byte, the key or the id is another."""
    if content[:1] != FORM or len(content) < HEAD + POINT + NONCE + TAG:
        raise ValueError("in no known form")
    key = keyring.ring().get(int.from_bytes(content[1:HEAD]))
    if key is None:
        raise ValueError("its key is not on the ring")
    point, rest = content[HEAD : HEAD + POINT], content[HEAD + POINT :]
    own = _private(key.root)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    salt = point + _point(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    secret = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=_INFO).derive(shared)
    try:
        return AESGCM(secret).decrypt(rest[:NONCE], rest[NONCE:], str(of).encode())
    except InvalidTag as error:
        raise ValueError("does not open") from error


@cache
def _private(root: bytes) -> ec.EllipticCurvePrivateKey:
    wide = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"linli/mailbox/p256/1").derive(root)
    return ec.derive_private_key(int.from_bytes(wide) % (_ORDER - 1) + 1, ec.SECP256R1())


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
