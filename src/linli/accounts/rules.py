"""Names, phones and passwords people sign in with."""

import hashlib
import re
import secrets
from enum import StrEnum

from linli.kit.errors import Refused
from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over accounts."""

    MANAGE = "account:manage"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE}),
    Role.SYSTEM: frozenset({Permission.MANAGE}),
}

_MOBILE = re.compile(r"1\d{10}")
_PUNCTUATION = re.compile(r"[\s\-—–()()]+")
_FULL_WIDTH = str.maketrans("0123456789+", "0123456789+")


def tidy_phone(text: str) -> str:
    """A phone as stored: digits alone, without +86, spaces or dashes. Nothing stays nothing."""
    digits = _PUNCTUATION.sub("", text.translate(_FULL_WIDTH))
    return digits.removeprefix("+").removeprefix("86") if digits.startswith(("+86", "86")) else digits


def check_phone(text: str) -> str:
    """The tidy phone; refused unless it is a mobile (11 digits) or a landline (7–12 digits)."""
    phone = tidy_phone(text)
    if not (_MOBILE.fullmatch(phone) or (phone.isdigit() and 7 <= len(phone) <= 12)):
        raise Refused(
            "account/bad-phone",
            zh="电话号码不对:手机11位,座机请带区号",
            en="Not a phone number: 11 digits, or with area code",
        )
    return phone


def new_key() -> str:
    """A key for another system: 32 random bytes, readable."""
    return "linli_" + secrets.token_urlsafe(32)


def key_hash(key: str) -> bytes:
    """What of a key is stored: SHA-256, since a key has 256 random bits."""
    return hashlib.sha256(key.encode()).digest()
