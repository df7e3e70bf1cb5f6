"""Writing into the ledger: one entry an act, in the transaction of the act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
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
