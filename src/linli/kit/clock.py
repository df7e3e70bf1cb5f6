"""What time it is. Rules never ask: they take `now`. Actions ask here, so that a load of old records can set the
clock to the day it happened."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("linli_now", default=None)


def now() -> datetime:
    """The present moment in UTC, or the one set by `at`."""
    return _told.get() or datetime.now(UTC)


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
