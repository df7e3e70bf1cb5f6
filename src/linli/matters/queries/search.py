"""Looking for matters by words, number or reporter. The database looks, under the actor's scope, in one function; here
is what it is asked. Where nothing holds the words as they stand, what comes near is looked for: a character wrong, left
out or swapped, or the same sound, in characters or pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.accounts.rules import tidy_phone
from linli.kit import sealing, statements
from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.language.rules import grams, near, sounds
from linli.matters.rules.marks import PHONE_LEAST, mark_asked
from linli.matters.rules.steps import keeps_secrets_in, reveals_in
from linli.matters.rules.words import digits_of

NUMBER_LEAST = 8
QUERY_MOST = 400
"""Characters of a query that are looked at."""
_SEARCH = (
    "SELECT matter, by_reporter FROM matters_search(%s::tsquery, %s::tsquery, %s::bigint[], %s::bytea[],"
    " %s::text[], %s::uuid[], %s::text[], %s::uuid[], %s, %s, %s, %s, %s, %s::timestamptz, %s::uuid)"
)


@dataclass(frozen=True, slots=True)
class Within:
    """Where and when is looked: open or done or both, below an area, before the end of the last page, or before a
    moment."""

    still_open: bool | None = None
    area: str = ""
    ended: tuple[datetime, UUID] | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids, the newest first; those found by their reporter; whether they only come near what was asked."""

    ids: list[UUID]
    reported: frozenset[UUID] = frozenset()
    near: bool = False


def found(by: Actor, query: str, within: Within, *, most: int) -> Hits:
    """The newest matters that hold every word of the query, or whose reporter it names; where there is none at all, and
    it is the first page, those that come near."""
    asked = query[:QUERY_MOST].strip()
    hits = _strict(by, asked, within, most)
    if hits.ids or within.ended:
        return hits
    digits = digits_of(asked)
    if len(digits) >= NUMBER_LEAST and len(digits) * 2 > len(asked):
        return _looked(by, within, most, wanted=[[digits]])
    return _near(by, asked, within, most)


def _strict(by: Actor, asked: str, within: Within, most: int) -> Hits:
    tokens = grams.query_grams(asked)
    mark = mark_asked(asked)
    phone = tidy_phone(asked) if len(digits_of(asked)) >= PHONE_LEAST else ""
    return _looked(
        by,
        within,
        most,
        wanted=[tokens] if tokens else [],
        marks=mark_keys(mark) or None,
        phone=sealing.indexes(phone, field="phone") or None,
    )


def _near(by: Actor, asked: str, within: Within, most: int) -> Hits:
    hits = _looked(by, within, most, wanted=near.ways(asked), sounded=sounds.query_sounds(asked))
    return Hits(hits.ids, hits.reported, near=bool(hits.ids))


def mark_key(mark: str) -> int:
    """The keyed hash a reporter's mark is kept by: eight bytes, as a signed number."""
    return _signed(sealing.index(mark, field="reporter.mark"))


def mark_keys(mark: str) -> list[int]:
    """The hashes a mark may be kept by, one for each key it may have been written under."""
    return [_signed(one) for one in sealing.indexes(mark, field="reporter.mark")]


def _signed(hash: bytes) -> int:
    return int.from_bytes(hash[:8], signed=True)


def any_of(ways: Sequence[Sequence[str]]) -> str | None:
    """The tokens as a tsquery: any of the ways, each whole. Tokens hold letters, figures, dashes, dots alone."""
    return " | ".join("(" + " & ".join(f"'{token}'" for token in way) + ")" for way in ways) or None


def _looked(
    by: Actor,
    within: Within,
    most: int,
    *,
    wanted: Sequence[Sequence[str]] = (),
    sounded: Sequence[Sequence[str]] = (),
    marks: list[int] | None = None,
    phone: list[bytes] | None = None,
) -> Hits:
    words, heard = any_of(wanted), any_of(sounded)
    if words is None and heard is None and marks is None and phone is None:
        return Hits([])
    lo, hi = bounds(within.area) if within.area else ("", "")
    before, before_id = within.ended or ((within.until, _FIRST) if within.until else (None, None))
    values: list[Any] = [words, heard, marks, phone, *known(by), home(by, within.area)]
    values += [within.still_open, lo, hi, most, before, before_id]
    rows = statements.rows(_SEARCH, values)
    return Hits([row[0] for row in rows], frozenset(row[0] for row in rows if row[1]))


_FIRST = UUID(int=0)
"""Before every id: of what came in at a moment, nothing comes before it."""


def known(by: Actor) -> list[Any]:
    """Where reporters may be looked for, and secret ones: areas and posts of each."""
    return [*reveals_in(by), *keeps_secrets_in(by)]


def home(by: Actor, area: str = "") -> str:
    """The one community it is enough to look in, besides what the actor's posts were given elsewhere; nothing where his
    posts lie in several, or above."""
    if len(area) >= Level.COMMUNITY:
        return area[: Level.COMMUNITY]
    communities = {seat.area[: Level.COMMUNITY] for seat in by.seats}
    if by.everywhere or len(communities) != 1 or len(one := communities.pop()) < Level.COMMUNITY:
        return ""
    return one
