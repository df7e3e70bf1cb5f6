"""Changing a record field by field: what differs is written, with what it was and where the new value is from."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.register.models import (
    Building,
    Change,
    Contact,
    Dwelling,
    Estate,
    Household,
    Organisation,
    Resident,
    Tie,
)
from linli.register.queries.changed import REVEALED

Row: TypeAlias = Estate | Building | Dwelling | Household | Resident | Organisation | Tie
"""A record with a version and a source of its own."""
HIDDEN = "（已加密）"
"""What is kept of a sealed value: that there was one."""


def today() -> date:
    """The day it is where the site is."""
    return timezone.localdate(clock.now())


def check_version(
    row: Row,
    version: int | None,
    said: Mapping[str, Any] | None = None,
    sealed: Callable[[], list[dict[str, str]]] = list,
) -> None:
    """Refuse (409) where the sender saw an older one. He is told who changed it and when, and each field that he says
    otherwise than it is now, with both values; `sealed` tells those that are, masked."""
    if version is None or version == row.version:
        return
    last = Change.objects.filter(subject=row.id).exclude(field=REVEALED).order_by("-at", "-id").first()
    differs = [
        {"field": name, "now": getattr(row, name), "said": value}
        for name, value in (said or {}).items()
        if getattr(row, name) != value
    ]
    raise Conflict(
        "register/changed",
        zh="这条信息刚被别人改过，请看一眼最新内容再保存",
        en="Somebody has just changed this; look at it again before you save",
        extra={
            "version": row.version,
            "changed_at": row.changed_at,
            "changed_by": last.by_name if last else "",
            "differs": [*differs, *sealed()],
        },
    )


def apply(row: Row | Contact, said: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Put values into a row; the fields that differ, each with what it was and what it is."""
    differs = {
        name: (getattr(row, name), value) for name, value in said.items() if getattr(row, name) != value
    }
    for name, (_, value) in differs.items():
        setattr(row, name, value)
    return differs


def keep_changes(
    row: Row, noun: str, differs: Mapping[str, tuple[Any, Any]], *, by: Actor, source: str, at: datetime
) -> None:
    """Keep what was changed of a record that was there before."""
    Change.objects.bulk_create(
        Change(
            id=ids.new(),
            community=row.community,
            area=row.area,
            noun=noun,
            subject=row.id,
            field=field,
            before=shown(before),
            after=shown(after),
            source=source[:60],
            by=by.id,
            by_name=by.name[:80],
            at=at,
        )
        for field, (before, after) in differs.items()
    )


def shown(value: Any) -> str:
    """A value as it is kept beside a change; nothing of what is sealed."""
    if value is None:
        return ""
    if isinstance(value, (bytes, memoryview)):
        return HIDDEN if len(value) else ""
    if isinstance(value, UUID):
        return str(value)
    return str(value)[:200]


def store(
    row: Row,
    noun: str,
    differs: Mapping[str, tuple[Any, Any]],
    *,
    by: Actor,
    source: str,
    new: bool,
    confirmed: bool = True,
) -> list[str]:
    """Save a row that differs, or one that was looked at and found right; the names of what changed."""
    now = clock.now()
    if new or differs:
        row.changed_at = now
        row.source = source[:60] or row.source
        row.version = 1 if new else row.version + 1
    if confirmed and not isinstance(row, (Estate, Building)):
        row.checked_at = now
    row.save(force_insert=new)
    if not new:
        keep_changes(row, noun, differs, by=by, source=source, at=now)
    return sorted(differs)


def record_put(noun: str, by: Actor, area: str, id: UUID, *, new: bool, fields: Sequence[str]) -> None:
    """The act into the ledger; looking at what is right already is an act too."""
    if new:
        ledger.record(f"{noun}.entered", by=by, area=area, subject=id)
    else:
        verb = "corrected" if fields else "confirmed"
        ledger.record(f"{noun}.{verb}", by=by, area=area, subject=id, fields=list(fields))
