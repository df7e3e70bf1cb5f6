"""Keyset pages: a page ends with a cursor that says where the next begins. Counts are capped, because counting
everything one may see is what made other systems slow."""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from uuid import UUID

from linli.kit.errors import Refused

PAGE = 20
PAGE_MOST = 100
COUNT_MOST = 1000


def cursor(moment: datetime, id: UUID) -> str:
    """Where a page ended: a moment and an id, opaque to the reader."""
    text = f"{int(moment.timestamp() * 1_000_000)}.{id.hex}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[datetime, UUID]:
    """Read a cursor back; one that was not issued here is refused."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        micros, _, hex = raw.partition(".")
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros))
        return moment, UUID(hex)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise Refused(
            "paging/bad-cursor",
            zh="翻页位置无效,请回到第一页",
            en="Bad page position; go back to the first page",
        ) from error


def page_size(asked: int | None) -> int:
    """How many rows: 20 unless told, never more than 100."""
    return max(1, min(asked or PAGE, PAGE_MOST))
