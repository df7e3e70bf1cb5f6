"""What a checklist is made of: the answer being written, a rule that looks at it, and the point it makes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from linli.language.rules.answering.lists import LEFTOVER
from linli.language.rules.answering.signs import Signs, Span, shown_at
from linli.language.rules.answering.times import without_signature
from linli.language.rules.plain import plain


class Kind(StrEnum):
    """What the answer is for: an end, or how it goes meanwhile."""

    RESOLVED = "resolved"
    DECLINED = "declined"
    REFERRED = "referred"
    LONG_TERM = "long_term"
    PROGRESS = "progress"


class State(StrEnum):
    """How a point stands: there, not there, or worth a look because words alone do not tell."""

    MET = "met"
    MISSING = "missing"
    LOOK = "look"


ENDS = frozenset(Kind) - {Kind.PROGRESS}


@dataclass(frozen=True)
class Answer:
    """An answer as it is being written, with what it answers. `review_on` is the day a matter on the long-term list is
    looked at again, which the resident is shown."""

    words: str
    kind: Kind
    subject: str
    asked: str
    today: date
    review_on: date | None = None

    @cached_property
    def shadow(self) -> str:
        """The answer in plain forms, every character in its place."""
        return plain(self.words)

    @cached_property
    def body(self) -> str:
        """The shadow without the day at its end on which it was written, and with a break in place of every gap that is
        still to be filled."""
        told = LEFTOVER.blanked(self.shadow) if "请补充" in self.shadow else self.shadow
        return without_signature(told)

    def shown(self, *spans: Span) -> tuple[str, ...]:
        """The words of the answer at some places, each once, shortened for a list."""
        return shown_at(self.words, spans)


@dataclass(frozen=True, slots=True)
class Point:
    """What a rule says of an answer: how it stands, a sentence to act on, and the words that made it so."""

    rule: str
    state: State
    zh: str
    en: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule a person can read: what it asks for, how it looks, and the words it looks for by what they count as."""

    code: str
    name: str
    name_en: str
    how: str
    how_en: str
    look: Callable[[Answer], Point]
    signs: tuple[Signs, ...] = ()
    kinds: frozenset[Kind] = field(default=frozenset(Kind))
