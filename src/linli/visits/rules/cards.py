"""Contact cards (民情联系卡): codes, what a card is worth today, pure."""

import re
import secrets
from enum import StrEnum

from linli.kit.errors import Refused
from linli.visits.rules.kinds import Called

WORDS_MOST = 60
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0 1 i l o, which are mistaken for each other when typed off paper."""
CODE_LENGTH = 20
"""31^20 is over 99 bits."""
_CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}")


class Recall(Called):
    """Why a card was taken back."""

    LOST = "lost", "遗失", "Lost"
    LEFT = "left", "不再任职", "Left the post"
    REPLACED = "replaced", "换发新卡", "Replaced by a new one"


class Validity(StrEnum):
    """What a card is worth today."""

    ON_DUTY = "on_duty"
    ON_LEAVE = "on_leave"
    """Its bearer is on leave; another comes in his place."""
    NOT_IN_POST = "not_in_post"
    WITHDRAWN = "withdrawn"


def new_code() -> str:
    """A code nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(text: str) -> str:
    """A code as it was typed or scanned; nothing where it is none."""
    plain = re.sub(r"[\s-]", "", text).lower()
    return plain if _CODE.fullmatch(plain) else ""


def valid_today(*, withdrawn: bool, open: bool, holds: bool, on_leave: bool) -> Validity:
    """What a card is worth: taken back, its bearer no longer in the post (or the post ended), on leave, or good."""
    if withdrawn:
        return Validity.WITHDRAWN
    if not open or not holds:
        return Validity.NOT_IN_POST
    return Validity.ON_LEAVE if on_leave else Validity.ON_DUTY


def check_words(text: str) -> str:
    """What the bearer wants on his card, on one line."""
    tidy = " ".join(text.split())
    if len(tidy) > WORDS_MOST:
        raise Refused(
            "card/words-too-long",
            zh=f"卡上的话最多{WORDS_MOST}个字",
            en=f"Words on a card: {WORDS_MOST} characters at most",
        )
    return tidy
