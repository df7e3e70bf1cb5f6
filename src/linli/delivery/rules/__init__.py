"""What a message is, and who may do what beyond reading his own: that needs no permission, the wall shows nobody
another's. Texts are in `templates`, what leaves the house and when in `mailing`."""

from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over what all messages share."""

    CHANGE_TEMPLATES = "template:change"
    SEE_MAIL = "mail:see"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.CHANGE_TEMPLATES, Permission.SEE_MAIL}),
    Role.SYSTEM: frozenset({Permission.CHANGE_TEMPLATES, Permission.SEE_MAIL}),
}

TITLE_MOST = 120
UNREAD_MOST = 100
"""Unread messages are counted up to here; more is shown as 100+."""


def tidy_title(text: str) -> str:
    """A title on one line, cut to its length."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_MOST else line[: TITLE_MOST - 1] + "…"
