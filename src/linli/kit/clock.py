"""What time it is. Rules never ask: they take `now`. Actions ask here, so that a load of old records can set the
clock to the day it happened."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("linli_now", default=None)


def now() -> datetime:
    """The present moment in UTC, or the one set by `at`."""
    return _told.get() or datetime.now(UTC)


FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
"""Days before and after these are taken for these: nothing is recorded outside them."""


def midnight(day: date) -> datetime:
    """The moment a day begins where the site is."""
    return datetime.combine(min(max(day, FIRST), LAST), time(), timezone.get_current_timezone())


def day_after(day: date) -> date:
    """The day after; of the last day, that day itself."""
    return min(max(day, FIRST), LAST) + timedelta(days=1)


@contextmanager
def at(moment: datetime) -> Generator[None]:
    """Let everything inside happen at a given (aware) moment."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def is_told() -> bool:
    """Whether the clock stands at a told moment: then nothing is sent, reminded or escalated."""
    return _told.get() is not None
