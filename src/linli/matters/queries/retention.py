"""Reporters whose time is over, and phones that something open hangs on. For the system alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from linli.kit.actor import Actor, require_system
from linli.matters.models import Reporter


@dataclass(frozen=True, slots=True)
class ReporterOver:
    """A reporter whose time is over: his matter, where, and when it closed."""

    id: UUID
    area: str
    reference: str
    day: date


def reporters_over(
    by: Actor, *, before: date, after: UUID | None = None, most: int = 200
) -> list[ReporterOver]:
    """The next reporters, by their matters' ids, whose matters closed before a day. Forbidden to all but the system."""
    require_system(by)
    some = ~Q(name=b"") | ~Q(phone=b"") | ~Q(address=b"")
    rows = Reporter.objects.filter(some, matter__is_open=False, matter__closed_at__date__lt=before)
    if after is not None:
        rows = rows.filter(matter__gt=after)
    names = ("matter_id", "matter__area", "matter__reference", "matter__closed_at__date")
    return [ReporterOver(*row) for row in rows.order_by("matter_id").values_list(*names)[:most]]


def open_with(by: Actor, phones: Collection[bytes]) -> set[bytes]:
    """Of some blind indexes of phones those whose owner waits for something that is open. Forbidden to all but the
    system."""
    require_system(by)
    rows = Reporter.objects.filter(phone_index__in=list(phones), matter__is_open=True)
    return {bytes(one) for one in rows.values_list("phone_index", flat=True)}
