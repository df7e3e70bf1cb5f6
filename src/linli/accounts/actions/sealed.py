"""The secrets of the second factor at rest. The library that keeps them hands over a bare text, so whose it is is told
around the call: a secret moved to another person's row does not open."""

import base64
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from linli.kit import sealing

FIELD = "second-factor"

_whose: ContextVar[UUID | None] = ContextVar("linli_whose_secret", default=None)


@contextmanager
def secrets_of(person: UUID) -> Generator[None]:
    """Let secrets be sealed and opened as this person's inside."""
    token = _whose.set(person)
    try:
        yield
    finally:
        _whose.reset(token)


def _person() -> UUID:
    person = _whose.get()
    if person is None:
        raise RuntimeError("whose secret is it? say secrets_of(person) around the call")
    return person


def close(text: str) -> str:
    """A secret as it is stored."""
    return base64.b64encode(sealing.seal(text, of=_person(), field=FIELD)).decode()


def open_(stored: str) -> str:
    """A stored secret as it was. ValueError when it was another person's."""
    return sealing.unseal(base64.b64decode(stored), of=_person(), field=FIELD)
