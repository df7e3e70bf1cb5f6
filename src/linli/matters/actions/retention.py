"""Reporters of closed matters whose time is over: the matter stays, whoever raised it is told by nothing any more."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from linli.kit.actor import Actor, require_system
from linli.ledger import actions as ledger
from linli.ledger.actions import Line
from linli.matters.models import Matter, Reporter, Traces


def remove_reporters(*, by: Actor, before: date, matters: Sequence[UUID]) -> int:
    """Remove name, phone, address and what he is found by of the reporters of some matters that closed before a day,
    and return of how many; one that was reopened meanwhile is passed over. Forbidden to all but the system."""
    require_system(by)
    closed = Matter.objects.filter(id__in=list(matters), is_open=False, closed_at__date__lt=before)
    rows = list(closed.select_for_update(of=("self",), skip_locked=True).only("id", "area"))
    ids = [row.id for row in rows]
    Reporter.objects.filter(matter__in=ids).update(name=b"", phone=b"", address=b"", phone_index=b"")
    Traces.objects.filter(matter__in=ids).update(keys=[])
    lines = [Line(area=row.area, subject=row.id) for row in rows]
    return ledger.record_many("matter.reporter-removed", by=by, lines=lines)
