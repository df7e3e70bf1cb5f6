"""Matters that look like the one being typed, so that nobody takes in the same thing twice unseen. Candidates come from
the search function, under the actor's scope; the rules (`rules/alike.py`) weigh them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from linli.accounts.rules import tidy_phone
from linli.kit import clock, sealing, statements
from linli.kit.actor import Actor
from linli.matters.queries import search
from linli.matters.queries.rows import COLUMNS, as_row
from linli.matters.queries.sight import visible_matters
from linli.matters.rules.alike import LEAST, Likeness, Said, likeness, telling, weights

SHOWN = 5
CANDIDATES = 40
PAIRS_MOST = 16
"""Telling pairs candidates are looked for by."""
CLOSED_WITHIN = timedelta(days=90)
TYPED_LEAST = 6
"""Characters before anything is looked for."""
LOOKED_AT = 2000
PHONE_LEAST = 7
_SAMPLE = 2000
_KEPT_SECONDS = 3600.0
_ALIKE = (
    "SELECT matter, by_reporter FROM matters_alike(%s::tsquery, %s::bytea[], %s::text[], %s::uuid[], %s::text[],"
    " %s::uuid[], %s, %s, %s)"
)


@dataclass
class _Common:
    """A process's copy of how common pairs are; it changes slowly."""

    weight: Callable[[str], float] | None = None
    read_at: float = 0.0


_common = _Common()


def forget_common() -> None:
    """Drop the process's copy of how common pairs are."""
    _common.weight = None


def _weight() -> Callable[[str], float]:
    if _common.weight is None or time.monotonic() - _common.read_at > _KEPT_SECONDS:
        shares = statements.rows("SELECT pair, share FROM matters_common(%s)", [_SAMPLE])
        _common.weight = weights(dict(shares))
        _common.read_at = time.monotonic()
    return _common.weight


def similar(
    by: Actor,
    *,
    words: str,
    place: str = "",
    area: str = "",
    point: tuple[float, float] | None = None,
    phone: str = "",
) -> list[dict[str, Any]]:
    """Up to five matters of the actor's sight, open or closed in the last 90 days, that look like what has been typed
    so far: each as a list row with `score_alike` (0 to 1) and `why` (words, place, near, reporter)."""
    digits = tidy_phone(phone)
    blind = sealing.indexes(digits, field="phone") if len(digits) >= PHONE_LEAST else None
    if len(words.strip()) < TYPED_LEAST:
        return []
    draft = Said(words[:LOOKED_AT], place, point, area)
    weight = _weight()
    reported = _candidates(by, telling(draft, weight, most=PAIRS_MOST), blind, area)
    found = _weighed(by, draft, reported, weight)
    found.sort(key=lambda one: -one["score_alike"])
    return found[:SHOWN]


def _candidates(by: Actor, pairs: list[str], phone: list[bytes] | None, area: str) -> dict[UUID, bool]:
    """Ids of what might be alike, and whether the same phone reported it."""
    wanted = search.any_of([[pair] for pair in pairs])
    if wanted is None:
        return {}
    since = clock.now() - CLOSED_WITHIN
    values = [wanted, phone, *search.known(by), search.home(by, area), since, CANDIDATES]
    return dict(statements.rows(_ALIKE, values))


def _weighed(
    by: Actor, draft: Said, reported: dict[UUID, bool], weight: Callable[[str], float]
) -> list[dict[str, Any]]:
    if not reported:
        return []
    now, found = clock.now(), list[dict[str, Any]]()
    wider = (*COLUMNS, "words", "longitude", "latitude")
    for row in visible_matters(by).filter(id__in=list(reported)).values_list(*wider):
        shown, (words, longitude, latitude) = row[: len(COLUMNS)], row[len(COLUMNS) :]
        listed = as_row(shown, now)
        point = (longitude, latitude) if longitude is not None and latitude is not None else None
        said = Said(f"{listed['subject']}\n{words}"[:LOOKED_AT], listed["place"], point, listed["area"])
        like: Likeness = likeness(draft, said, weight, same_reporter=reported[row[0]])
        if like.score >= LEAST:
            found.append({**listed, "score_alike": like.score, "why": list(like.why)})
    return found
