"""Progress for the person at the keyboard: Chinese first, English beside, on standard error, so that standard output
carries results alone."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn


class Stop(Exception):
    """The command cannot go on: what is wrong, and what helps."""


def stop(what: str, cure: str) -> NoReturn:
    """Give up with a reason and its cure."""
    raise Stop(f"{what}\n  → {cure}")


def line(text: str) -> None:
    """One line of progress."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def out(text: str) -> None:
    """One line of result, on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def step(chinese: str, english: str) -> Generator[None]:
    """Name a step while it runs and its seconds when it is done."""
    line(f"· {chinese} {english} …")
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    if took >= 1:
        line(f"  {took:.1f} s")
