"""Writing into the ledger: one entry an act, in the transaction of the act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec
from django.db import connection

from linli.kit import clock, ids, statements
from linli.kit.actor import Actor, require_system
from linli.kit.areas import community_of
from linli.ledger.rules import Fact, checked

_INSERT = (
    "INSERT INTO ledger_entry (id, community, area, at, noun, subject, verb, actor, actor_kind, post, facts)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def entry(
    verb: str,
    *,
    by: Actor,
    area: str,
    subject: UUID,
    post: UUID | None = None,
    at: datetime | None = None,
    **facts: Fact,
) -> tuple[Any, ...]:
    """The values of one entry, in the order of the insert; for loads that COPY many. What is done from a post the actor
    stands in for says in whose place."""
    absent = by.in_place_of(post)
    known = checked(facts | {"in_place_of": absent} if absent else facts)
    return (
        ids.new(),
        community_of(area),
        area,
        at or clock.now(),
        verb.partition(".")[0],
        subject,
        verb,
        by.id,
        by.kind.value,
        post,
        msgspec.json.encode(known).decode(),
    )


def record(
    verb: str,
    *,
    by: Actor,
    area: str,
    subject: UUID,
    post: UUID | None = None,
    at: datetime | None = None,
    **facts: Fact,
) -> UUID:
    """Write one entry, such as `matter.accepted`; the noun is the verb's first part. Returns the entry's id."""
    values = entry(verb, by=by, area=area, subject=subject, post=post, at=at, **facts)
    statements.insert(_INSERT, values)
    return values[0]


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry of many says: where, of what, and its facts."""

    area: str
    subject: UUID
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])


_INSERT_MANY = (
    "INSERT INTO ledger_entry (id, community, area, at, noun, subject, verb, actor, actor_kind, post, facts)"
    " SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::timestamptz[], %s::text[], %s::uuid[],"
    " %s::text[], %s::uuid[], %s::text[], %s::uuid[], %s::jsonb[])"
)


def record_many(verb: str, *, by: Actor, lines: Sequence[Line], post: UUID | None = None) -> int:
    """Write one entry for each line in one statement, and return how many."""
    found = [
        entry(verb, by=by, area=line.area, subject=line.subject, post=post, **cast("Any", line.facts))
        for line in lines
    ]
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT_MANY, [list(column) for column in zip(*found, strict=True)])
    return len(found)


def open_months(*, by: Actor, moments: Iterable[datetime]) -> int:
    """Make the partitions that hold these moments; for loads of old records and the monthly job. Returns how many
    were new. Forbidden to all but the system."""
    require_system(by)
    months = {(m.year, m.month): m for m in moments}
    with connection.cursor() as cursor:
        opened = 0
        for moment in months.values():
            cursor.execute("SELECT ledger_open_month(%s)", [moment])
            row = cursor.fetchone()
            opened += bool(row and row[0])
    return opened
