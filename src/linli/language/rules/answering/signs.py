"""Words and forms that are looked for, kept together with how they are shown to whoever asks what counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""From, up to."""

SHOWN_MOST = 24
"""Characters of a found stretch that are shown."""
FOUND_MOST = 4
"""Stretches that are shown for one point."""


@dataclass(frozen=True)
class Signs:
    """What counts as one thing. `words` count as they stand; a form is an example that is shown, and the pattern it
    stands for. All are looked for in plain capitals."""

    zh: str
    en: str
    words: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        plainly = sorted((re.escape(word) for word in self.words), key=len, reverse=True)
        return re.compile("|".join([*(pattern for _, pattern in self.forms), *plainly]))

    @property
    def shown(self) -> tuple[str, ...]:
        """What whoever reads the rules is shown."""
        return (*(example for example, _ in self.forms), *self.words)

    def spans(self, shadow: str) -> list[Span]:
        """Where they stand."""
        return [place.span() for place in self._pattern.finditer(shadow)]

    def within(self, shadow: str) -> bool:
        """Whether any is there."""
        return self._pattern.search(shadow) is not None

    def without(self, shadow: str) -> str:
        """The text with them taken out."""
        return self._pattern.sub("", shadow)

    def blanked(self, shadow: str) -> str:
        """The text with line breaks in their places, every other character where it was."""
        return self._pattern.sub(lambda place: "\n" * len(place[0]), shadow)


def shown_at(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The text at some places, each once, shortened, the first few."""
    found = dict.fromkeys(short(text[start:end]) for start, end in spans)
    return tuple(word for word in found if word)[:FOUND_MOST]


def short(text: str) -> str:
    """A stretch of text, shortened for a list."""
    bare = " ".join(text.split())
    return bare if len(bare) <= SHOWN_MOST else bare[: SHOWN_MOST - 1] + "…"
