"""Making a new edition: one at a time, by somebody who has seen the last one, with its entry in the ledger."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection

from linli.editions import queries, rules
from linli.editions.models import Edition
from linli.editions.rules import Noun, Rows
from linli.kit import clock, ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Conflict, Refused
from linli.ledger import actions as ledger

EVERYWHERE = ""
"""The area of what is the whole site's."""


def change(
    *,
    by: Actor,
    noun: Noun,
    part: str = "",
    seen: int,
    reason: str,
    stands: Callable[[], Rows],
    becomes: Callable[[Rows], Rows],
) -> tuple[UUID, Rows]:
    """Make the next edition of a set, and say in the ledger which rows and columns changed. `stands` reads what is in
    force once nobody else can change it, `becomes` makes the new set of it and refuses what cannot be. Returns the id
    and the new set, which the noun then puts in force. Refused: an empty reason, an edition that is not the last any
    more (409, with what changed since), and a change that changes nothing."""
    why = rules.check_reason(reason)
    _one_at_a_time(noun, part)
    last = queries.latest(by, noun, part=part)
    if seen != (last.number if last else 0):
        raise _changed_meanwhile(by, noun, part, seen, last)
    before = stands()
    after = becomes(before)
    found = rules.differences(noun, before, after)
    if not found:
        raise Refused("edition/nothing-changed", zh="没有改动，不用保存", en="Nothing was changed")
    _keep_as_found(noun, part, before)
    made = _add(by, noun, part, after, reason=why)
    facts: dict[str, Any] = {**rules.facts_of(found)}
    if made.same_as is not None:
        facts["same_as"] = made.same_as
    ledger.record(
        f"{noun.name}.changed",
        by=by,
        area=EVERYWHERE,
        subject=made.id,
        part=part,
        number=made.number,
        **facts,
    )
    return made.id, after


def keep_loaded(*, by: Actor, noun: Noun, part: str = "", rows: Rows, reason: str) -> None:
    """Keep what a loader put in force as an edition, unless the last one says the same. The loader writes its own
    entry in the ledger."""
    _one_at_a_time(noun, part)
    last = queries.latest(by, noun, part=part)
    if last is None or last.fingerprint != rules.digest(rows):
        _add(by, noun, part, rows, reason=reason)


def _keep_as_found(noun: Noun, part: str, rows: Rows) -> None:
    """What was in force before the first edition, or was put there past all editions, is kept first, so that it can be
    put back."""
    by = system()
    last = queries.latest(by, noun, part=part)
    if rows and (last is None or last.fingerprint != rules.digest(rows)):
        _add(by, noun, part, rows, reason="改动之前在用的内容")


def _add(by: Actor, noun: Noun, part: str, rows: Rows, *, reason: str) -> Edition:
    fingerprint = rules.digest(rows)
    same_as = queries.same_before(by, noun, fingerprint, part=part)
    return Edition.objects.create(
        id=ids.new(),
        noun=noun.name,
        part=part,
        number=queries.number_of(by, noun, part=part) + 1,
        at=clock.now(),
        by=by.id,
        by_name=by.name,
        reason=reason,
        fingerprint=fingerprint,
        same_as=same_as,
        rows=rows,
    )


def _one_at_a_time(noun: Noun, part: str) -> None:
    """Whoever comes second waits until the first is done, and then sees the new edition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{noun.name}/{part}"])


def _changed_meanwhile(by: Actor, noun: Noun, part: str, seen: int, last: Edition | None) -> Conflict:
    since: list[dict[str, object]] = []
    if last is not None and 0 < seen < last.number:
        old = queries.rows_of(by, noun, seen, part=part)
        since = [queries.told(one) for one in rules.differences(noun, old, last.rows)]
    return Conflict(
        "edition/changed",
        zh=f"{last.by_name if last else '别人'}刚刚保存了第{last.number if last else 0}版，您的改动还没有保存",
        en="Somebody saved another edition meanwhile; yours is not saved yet",
        extra={
            "number": last.number if last else 0,
            "by": last.by_name if last else "",
            "reason": last.reason if last else "",
            "changed": since,
        },
    )
