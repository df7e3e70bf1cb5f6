"""Keyset pages: a page ends with a cursor that says where the next begins. Counts are capped, because counting
everything one may see is what made other systems slow."""

import base64
import binascii
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from linli.kit.errors import Refused

PAGE = 20
PAGE_MOST = 100
COUNT_MOST = 99
"""Counts end here; more is shown as 99+."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor(moment: datetime, id: UUID) -> str:
    """Where a page ended: a moment and an id, opaque to the reader."""
    text = f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{id.hex}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, UUID]:
    """Read a cursor back; one that was not issued here is refused."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        micros, _, hex = raw.partition(".")
        moment, id = _EPOCH + timedelta(microseconds=int(micros)), UUID(hex)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise bad_cursor() from error
    if cursor(moment, id) != text:
        raise bad_cursor()
    return moment, id


def bad_cursor() -> Refused:
    """What a place in a list says that was not issued here."""
    return Refused(
        "paging/bad-cursor",
        zh="翻页位置无效，请回到第一页",
        en="Bad page position; go back to the first page",
    )


def page_size(asked: int | None) -> int:
    """How many rows: 20 unless told, never more than 100."""
    return max(1, min(asked or PAGE, PAGE_MOST))


def key(text: str, id: UUID) -> str:
    """Where a page of a list in the order of a text ended: the text and an id, opaque to the reader."""
    return base64.urlsafe_b64encode(f"{id.hex}.{text}".encode()).decode().rstrip("=")


def read_key(cursor: str) -> tuple[str, UUID]:
    """Read such a place back; one that was not issued here is refused."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        hex, _, text = raw.partition(".")
        id = UUID(hex)
    except (ValueError, binascii.Error) as error:
        raise bad_cursor() from error
    if "\x00" in text or key(text, id) != cursor:
        raise bad_cursor()
    return text, id


def as_day(text: str) -> date:
    """The day that a page of a list in the order of days ended at."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise bad_cursor() from error
