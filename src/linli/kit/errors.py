"""All the ways to say no. Each carries a stable type and a Chinese and an English sentence that a worker can act
on; `kit.problems` turns them into problem+json in one place."""

from collections.abc import Sequence
from typing import Any


class Problem(Exception):
    """A refusal with a reason. `fields` names what to mend; `extra` carries what the other side needs to see."""

    status = 400

    def __init__(
        self,
        type: str,
        *,
        zh: str,
        en: str,
        fields: Sequence[dict[str, Any]] = (),
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{type}: {en}")
        self.type = type
        self.zh = zh
        self.en = en
        self.fields = list(fields)
        self.extra = extra or {}


class NotFound(Problem):
    """Not there, or not visible to the actor: the two look the same."""

    status = 404

    def __init__(self, type: str = "not-found", *, zh: str = "没有找到", en: str = "Not found") -> None:
        super().__init__(type, zh=zh, en=en)


class Forbidden(Problem):
    """Visible, but not the actor's to do."""

    status = 403


class Conflict(Problem):
    """Somebody else was first, or the same command came with another body."""

    status = 409


class Gone(Problem):
    """It was there and is no more."""

    status = 410


class Refused(Problem):
    """The words are understood and the rule says no."""

    status = 422


class TooMany(Problem):
    """A public door was knocked on too often."""

    status = 429


class TooLarge(Problem):
    """A file or a text over its limit."""

    status = 413
