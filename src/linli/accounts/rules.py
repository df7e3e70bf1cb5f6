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


KEY_ROLES = frozenset({Role.INTAKE})
"""What another system may be let in as."""

GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE}),
    Role.SYSTEM: frozenset({Permission.MANAGE}),
}

_MOBILE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"0[0-9]{9,11}|[2-9][0-9]{6,7}|(?:400|800)[0-9]{7}")
_ABROAD = re.compile(r"(?:\+|00)[1-9][0-9]{6,14}")
_ALL_DIGITS = re.compile(r"[0-9]{7,12}")
LANGUAGES = frozenset({"zh-hans", "en"})
NAME_MOST = 40
_NAME = re.compile(r"[\w.@-]{2,60}")
_PUNCTUATION = re.compile("[\\s()\uff08\uff09\u00b7.\u2010-\u2015\u2212\uff0d-]+")
"""Spaces, brackets, dots and dashes of either width, which people put into numbers."""
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+"}


def tidy_phone(text: str) -> str:
    """A phone as stored: digits alone, a mobile without its 86. Nothing stays nothing."""
    digits = _PUNCTUATION.sub("", text.translate(_FULL_WIDTH))
    home = digits.removeprefix("+").removeprefix("0086").removeprefix("86")
    if digits.startswith("+86") or _MOBILE.fullmatch(home):
        return home
    return digits


def check_phone(text: str) -> str:
    """The tidy phone; refused unless it is a mobile (11 digits), a landline (7 or 8 digits, or with its area code), a
    400 number, or one from abroad that begins with + or 00 and its country."""
    phone = tidy_phone(text)
    if not any(kind.fullmatch(phone) for kind in (_MOBILE, _LANDLINE, _ABROAD)):
        zh = "电话号码不对：手机11位，座机7到8位或带区号，境外号码以+开头"
        en = "Not a phone number: a mobile has 11 digits, a landline 7 or 8 or its area code, one from abroad a +"
        wrong = {"field": "phone", "title": zh, "title_en": en}
        raise Refused("account/bad-phone", zh=zh, en=en, fields=[wrong])
    return phone


def check_username(text: str) -> str:
    """The name to sign in with: 2 to 60 letters, digits, dots, dashes; not digits alone, which would be a phone."""
    name = text.strip()
    if not _NAME.fullmatch(name) or _ALL_DIGITS.fullmatch(tidy_phone(name)):
        raise Refused(
            "account/bad-username",
            zh="用户名用2到60个字母、数字、点或横线，不能全是数字",
            en="A user name has 2 to 60 letters, digits, dots or dashes, and is not all digits",
        )
    return name


def check_name(text: str) -> str:
    """A person's name as stored; refused when there is none or it is over 40 characters."""
    name = " ".join(text.split())
    if not 0 < len(name) <= NAME_MOST:
        raise Refused(
            "account/bad-name", zh="请填写姓名，最多40个字", en="A name is wanted, 40 characters at most"
        )
    return name


def new_key() -> str:
    """A key for another system: 32 random bytes, readable."""
    return "linli_" + secrets.token_urlsafe(32)


def key_hash(key: str) -> bytes:
    """What of a key is stored: SHA-256, since a key has 256 random bits."""
    return hashlib.sha256(key.encode()).digest()
