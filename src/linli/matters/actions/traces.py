"""What a matter is found by besides its words, made beside intake, which it would slow down: how its words sound, and
keyed marks of its reporter."""

from collections.abc import Sequence
from uuid import UUID

from linli.kit import sealing, statements
from linli.kit.actor import Actor, require_system
from linli.language.rules import sounds
from linli.matters.models import Matter, Reporter
from linli.matters.queries.search import mark_key
from linli.matters.rules.marks import marks_of
from linli.matters.rules.words import when_tokens

BATCH = 500
"""Matters of one call."""
_TRACES = (
    "INSERT INTO matters_traces (matter_id, community, received_at, sounds, keys)"
    " VALUES (%s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')), %s) ON CONFLICT DO NOTHING"
)

_MARKS = "UPDATE matters_traces SET keys = %s WHERE matter_id = %s"


def leave_traces(*, by: Actor) -> int:
    """Make the traces of up to 500 matters that have none, the newest first, and return how many; bears repeats.
    Forbidden to all but the system."""
    require_system(by)
    without = Matter.objects.filter(traces=None).order_by("-received_at")
    rows = list(without.values_list("id", "community", "received_at", "subject", "place", "words")[:BATCH])
    reporters = Reporter.objects.in_bulk([row[0] for row in rows])
    for id, community, received_at, *said in rows:
        tokens = [*sounds.sounds("\n".join(said)), *when_tokens(community, received_at)]
        keys = _keys(reporters.get(id))
        statements.run(_TRACES, (id, community, received_at, " ".join(tokens), keys))
    return len(rows)


def renew_marks(*, by: Actor, matters: Sequence[UUID]) -> int:
    """Make the keyed marks of some reporters anew, under the current key, and return how many had any. Forbidden to all
    but the system."""
    require_system(by)
    rows = Reporter.objects.filter(matter__in=list(matters))
    return sum(statements.run(_MARKS, (_keys(row), row.pk)) for row in rows)


def _keys(row: Reporter | None) -> list[int]:
    if row is None:
        return []
    name, phone = (_clear(row, field) for field in ("name", "phone"))
    return [mark_key(mark) for mark in marks_of(name, phone)]


def _clear(row: Reporter, field: str) -> str:
    """A sealed field in clear, or nothing where it does not open: one bad row must not keep the others waiting."""
    id: UUID = row.pk
    try:
        return sealing.unseal(getattr(row, field), of=id, field=f"reporter.{field}")
    except ValueError:
        return ""
