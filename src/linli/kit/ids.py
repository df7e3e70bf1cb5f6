"""Ids: UUIDv7 for what happens now (they sort by time), UUIDv5 of the source's own key for what is loaded, so that
a second load finds the first."""

from uuid import UUID, uuid5

import uuid_utils.compat

SOURCES = UUID("6c696e6c-6900-5000-8000-000000000000")


def new() -> UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()


def within(whole: UUID, number: int) -> UUID:
    """The id of the n-th thing of a whole whose own id is a UUIDv7: the same for the same, in the order of the numbers,
    so that many rows are put side by side into an index. Numbers go up to 2^40."""
    if not 0 <= number < 1 << 40:
        raise ValueError(f"{number} is no number within a whole")
    return UUID(int=(whole.int >> 40 << 40) | number)


def of(source: str, key: str) -> UUID:
    """The id of a loaded record: the same source and key give the same id for ever."""
    return uuid5(SOURCES, f"{source}\x00{key}")
