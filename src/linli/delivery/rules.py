"""What a message is. Reading one's own needs no permission: the wall shows nobody another's."""

TITLE_MOST = 120
UNREAD_MOST = 100
"""Unread messages are counted up to here; more is shown as 100+."""


def tidy_title(text: str) -> str:
    """A title on one line, cut to its length."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_MOST else line[: TITLE_MOST - 1] + "…"
