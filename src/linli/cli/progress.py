"""Progress on a terminal: what is being done, how far it is, how long it took."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def step(zh: str, en: str) -> Generator[None]:
    """Say what begins, and how long it took."""
    print(f"· {zh} {en} …", file=sys.stderr, flush=True)
    began = time.monotonic()
    yield
    print(f"  {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


class Bar:
    """How many of how many; a line every few seconds, so that logs stay short."""

    EVERY = 3.0

    def __init__(self, total: int, zh: str, en: str) -> None:
        self.total, self.done = total, 0
        self.label = f"{zh} {en}"
        self.began = self.said = time.monotonic()

    def add(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        if time.monotonic() - self.said >= self.EVERY:
            self.said = time.monotonic()
            print(f"  {self.label}: {self.done}/{self.total}", file=sys.stderr, flush=True)

    def end(self) -> None:
        """All are done."""
        print(
            f"  {self.label}: {self.done} ({time.monotonic() - self.began:.1f} s)",
            file=sys.stderr,
            flush=True,
        )
