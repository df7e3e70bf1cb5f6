"""Names, phones and passwords people sign in with, and what they owe before anything opens."""

import hashlib
import re
import secrets
from collections.abc import Collection
from enum import StrEnum
from ipaddress import ip_address

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
EMAIL_MOST = 254
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
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


def check_email(text: str) -> str:
    """A mail address as stored, or nothing; refused when it has not the form of one."""
    address = text.strip()
    if address and (len(address) > EMAIL_MOST or not _EMAIL.fullmatch(address)):
        raise Refused("account/bad-email", zh="邮箱地址不对", en="Not a mail address")
    return address


def new_key() -> str:
    """A key for another system: 32 random bytes, readable."""
    return "linli_" + secrets.token_urlsafe(32)


def key_hash(key: str) -> bytes:
    """What of a key is stored: SHA-256, since a key has 256 random bits."""
    return hashlib.sha256(key.encode()).digest()


class Owed(StrEnum):
    """What somebody who is signed in must do before anything else opens."""

    PASSWORD = "password"  # noqa: S105 - a word for what is owed
    SECOND_FACTOR = "second-factor"


PASSED = "linli_second"
"""In the session: the second factor was shown in it."""
DEVICE = "linli_device"
"""In the session: the id of its row in the list of places where somebody is signed in."""
PHONE = "linli_phone"
"""In the session: the id of the registered phone it is used on, as that phone says."""


def owed(*, once: bool, roles: Collection[Role], required: Collection[Role], passed: bool) -> Owed | None:
    """What is still owed: a password of one's own while the present one was somebody else's (`once`); then the second
    factor, when a role of one's posts requires one and this session has not seen it."""
    if once:
        return Owed.PASSWORD
    if needs_second_factor(roles, required) and not passed:
        return Owed.SECOND_FACTOR
    return None


def needs_second_factor(roles: Collection[Role], required: Collection[Role]) -> bool:
    """Whether one of these roles may not be without a second factor."""
    return bool(set(roles) & set(required))


class CloseReason(StrEnum):
    """Why an account is closed: a code, because the ledger holds no words."""

    LEFT = "left"
    MOVED = "moved"
    MISUSED = "misused"
    OTHER = "other"


class ReopenReason(StrEnum):
    """Why a closed account is opened again."""

    BACK = "back"
    MISTAKE = "mistake"
    OTHER = "other"


class ResetReason(StrEnum):
    """Why somebody's second factor is taken away."""

    LOST = "lost"
    REPLACED = "replaced"
    MISUSED = "misused"
    OTHER = "other"


_PROGRAMS = (
    ("MicroMessenger", "wechat"),
    ("DingTalk", "dingtalk"),
    ("HuaweiBrowser", "huawei"),
    ("MiuiBrowser", "xiaomi"),
    ("HeyTapBrowser", "oppo"),
    ("VivoBrowser", "vivo"),
    ("UCBrowser", "uc"),
    ("QQBrowser", "qq"),
    ("QihooBrowser", "360"),
    ("Edg", "edge"),
    ("Firefox/", "firefox"),
    ("Chrome/", "chrome"),
    ("Safari/", "safari"),
)
"""What a browser says of itself → its family; whoever claims to be several is the first of these."""
_SYSTEMS = (
    ("HarmonyOS", "harmony"),
    ("OpenHarmony", "harmony"),
    ("Android", "android"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Windows", "windows"),
    ("Mac OS X", "mac"),
    ("Linux", "linux"),
)


def browser_of(agent: str) -> str:
    """The family of a browser and its system as `chrome/android`, of what it says of itself; the rest is not kept."""
    program = next((code for mark, code in _PROGRAMS if mark in agent), "other")
    system = next((code for mark, code in _SYSTEMS if mark in agent), "other")
    return f"{program}/{system}"


def network_of(address: str) -> str:
    """An address without its last part, which would say whose machine it is: `203.0.113.*`, `2001:db8:7:*`."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None) or known
    if mapped.version == 4:
        return str(mapped).rpartition(".")[0] + ".*"
    return ":".join(part.lstrip("0") or "0" for part in mapped.exploded.split(":")[:3]) + ":*"
