"""What is sent with the steps of the loop."""

from datetime import date
from uuid import UUID

from ninja import Field

from linli.kit.schemas import Asked
from linli.matters.rules import Outcome, Urgency


class Plain(Asked):
    """A step that needs nothing but the version the sender saw."""

    version: int | None = None


class Accept(Plain):
    """Accepting may correct category, area, place and urgency, and dispatch or settle at once."""

    category: str | None = Field(None, max_length=40)
    area: str | None = Field(None, max_length=17)
    place: str | None = Field(None, max_length=200)
    urgency: Urgency | None = None
    post: UUID | None = Field(None, description="dispatch to this post at once")
    answer: str | None = Field(None, max_length=10_000, description="settle at once with this answer")
    outcome: Outcome = Outcome.SOLVED


class Classify(Plain):
    """Corrected category, area, place or urgency."""

    category: str | None = Field(None, max_length=40)
    area: str | None = Field(None, max_length=17)
    place: str | None = Field(None, max_length=200)
    urgency: Urgency | None = None


class Reasoned(Plain):
    """A step that needs a reason."""

    reason: str = Field(..., max_length=4000)


class Refer(Reasoned):
    """Where it is referred: court, petition, discipline, 110, 119, 120 or other."""

    to: str = Field(..., pattern="^(court|petition|discipline|110|119|120|other)$")


class Dispatch(Plain):
    """The post that gets it, with a word if needed; with a reason where it is taken off a post that has it in hand."""

    post: UUID
    words: str = Field("", max_length=2000)


class Words(Plain):
    """Words alone: an interim answer or an internal note."""

    words: str = Field(..., max_length=10_000)


class Resolve(Plain):
    """The answer to the reporter and how it was settled."""

    words: str = Field(..., max_length=10_000)
    outcome: Outcome
    files: list[UUID] = Field(default_factory=list[UUID], max_length=10)


class Hold(Reasoned):
    """To the long-term list until a review date."""

    review_on: date


class Extend(Reasoned):
    """Until the close of which day, and why."""

    until: date


class Wordless(Plain):
    """A step with a word where one is needed."""

    words: str = Field("", max_length=2000)


class Merge(Wordless):
    """The matter it runs along with."""

    into: UUID


class FollowUp(Plain):
    """Whether the reporter was reached, and what he said."""

    reached: bool
    words: str = Field("", max_length=4000)


class Rate(Plain):
    """One of five levels with words; `reopen` asks for reopening."""

    score: int = Field(..., ge=1, le=5)
    words: str = Field("", max_length=4000)
    reopen: bool = False


class Reopen(Reasoned):
    """Back to the post that had it, or to another."""

    post: UUID | None = None
