"""When is there enough to learn from, when may a version replace another, how keywords and what was learnt are weighed
together, and who may look and switch: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over what was learnt."""

    SEE = "classifier:see"
    CHANGE = "classifier:change"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.SEE, Permission.CHANGE}),
    Role.SUPERVISOR: frozenset({Permission.SEE}),
}

FEWEST_TEXTS = 200
"""Closed matters below which nothing is learnt; a model of fewer is worse than good keywords."""
FEWEST_OF_A_CATEGORY = 8
"""Closed matters of a category below which it is left to its keywords."""
FEWEST_NEW = 100
"""Matters closed since the last version, before learning again pays."""
MOST_TEXTS = 20_000
"""The newest so many are learnt from."""
KEPT_VERSIONS = 12
WEIGHTS = (0.0, 0.15, 0.3, 0.5)
"""How much keywords may count beside what was learnt; which, is tried on held-out matters."""
LEAST_JUDGED = 50
"""Matters neither version has seen that are needed to say which is better; with fewer of its own a site judges by what
is in files."""
FILE_ROWS_MOST = MOST_TEXTS
FILE_CHARACTERS_MOST = 12_000_000
"""Characters of a file's texts: 600 a row, where letters have 300; taking persons out takes less than a minute."""
FILE_LABELS_MOST = 300
"""Categories a file may have; a list of more is some other column."""
FILE_SHEETS_MOST = 20
FILES_MOST = 5
"""Files kept at once: together five times what is learnt from."""
FILE_KEPT_DAYS = 3 * 365
"""How long a file's words are kept: as long as whoever raised a matter (`kit.keeping`). By then a site has closed
matters of its own, and what a city called things four years ago misleads."""


class Why(StrEnum):
    """Why a version is, or is not, in use."""

    BETTER = "better"
    WORSE_THAN_KEYWORDS = "worse_than_keywords"
    WORSE_THAN_LAST = "worse_than_last"
    NOT_COMPARED = "not_compared"
    CHOSEN = "chosen"
    RESTED = "rested"
    """As good as it must be, but an administrator wished that keywords speak alone."""


@dataclass(frozen=True, slots=True)
class Match:
    """A new version and another on the same matters, neither having seen them: how many, how many each had right, and
    each one's macro-F1."""

    texts: int
    right: int
    right_other: int
    f1: float
    f1_other: float

    @property
    def worse(self) -> bool:
        """Whether the new one had fewer right, or treats rare categories clearly worse."""
        return self.right < self.right_other or self.f1 < self.f1_other - 0.01


def verdict(keywords: Match, last: Match | None, *, replaces: bool) -> Why:
    """Whether a new version may be used: at least as good as keywords alone, and as the one in use on what neither has
    seen. One in use that cannot be compared stays."""
    if keywords.worse:
        return Why.WORSE_THAN_KEYWORDS
    if not replaces:
        return Why.BETTER
    if last is None or last.texts < LEAST_JUDGED:
        return Why.NOT_COMPARED
    return Why.WORSE_THAN_LAST if last.worse else Why.BETTER


def weighed(learnt: Mapping[str, float], keywords: Mapping[str, float], weight: float) -> dict[str, float]:
    """Both together: what was learnt, and the shares of keywords with their weight. Where keywords say nothing, what
    was learnt counts whole; a category that was never learnt speaks by its keywords."""
    if not keywords or not weight:
        return dict(learnt)
    codes = {*learnt, *keywords}
    return {code: (1 - weight) * learnt.get(code, 0.0) + weight * keywords.get(code, 0.0) for code in codes}
