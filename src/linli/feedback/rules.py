"""What an opinion is, and who reads opinions."""

import re
from enum import StrEnum

from linli.kit.errors import Refused
from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over opinions. Giving one needs none."""

    READ = "feedback:read"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.READ}),
    Role.SUBDISTRICT: frozenset({Permission.READ}),
}


class Face(StrEnum):
    """Where it was written."""

    DESK = "desk"
    FIELD = "field"
    PORTAL = "portal"


WORDS_MOST = 2000
PAGE_MOST = 200

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def check_words(text: str) -> str:
    """The words as kept; refused when there are none or more than 2,000 characters."""
    words = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not words:
        raise _refused("feedback/no-words", "请写下您的意见或建议", "Please write your opinion or suggestion")
    if len(words) > WORDS_MOST:
        raise _refused(
            "feedback/too-long", f"太长了，最多{WORDS_MOST}字", f"Too long: {WORDS_MOST} characters at most"
        )
    return words


def _refused(type: str, zh: str, en: str) -> Refused:
    return Refused(type, zh=zh, en=en, fields=[{"field": "words", "title": zh, "title_en": en}])
