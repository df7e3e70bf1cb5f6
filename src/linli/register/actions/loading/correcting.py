"""Corrections out of a ledger, many at a time: fields that differ, each kept with what it was and where the new value
is from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from linli.kit import clock, ids, sealing
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.changing import HIDDEN
from linli.register.actions.loading import copying
from linli.register.queries.matching import PEOPLE, Found
from linli.register.rules import Permission, writing

_RESIDENT = ("id", *PEOPLE, "sort", "source", "checked_at", "changed_at", "version")
_SEALED = {"id_number": "id_index", "phone": "phone_index", "other_phone": "other_index"}


@dataclass(frozen=True, slots=True)
class Correction:
    """A resident as the register has him, the plain values that differ by name, and those of the sealed ones."""

    found: Found
    values: dict[str, Any]
    sealed: dict[str, str] = field(default_factory=dict[str, str])


def correct_many(
    *, by: Actor, community: str, corrections: Sequence[Correction], subject: UUID, source: str
) -> frozenset[UUID]:
    """Write the fields that differ, and return of which residents. The caller has found them in this
    transaction; one whose record somebody has changed since is left as it is."""
    require(by, Permission.LOAD, within=community)
    standing = _locked(corrections)
    if not standing:
        return frozenset()
    now, short = clock.now(), source[:60]

    def row(one: Correction) -> tuple[Any, ...]:
        values = list(one.found.values)
        for name, value in one.values.items():
            values[PEOPLE.index(name)] = value
        sort = writing.name_sort(values[0])
        return (one.found.id, *values, sort, short, now, now, one.found.version + 1)

    copying.update("register_resident", _RESIDENT, map(row, standing))
    _seal(standing)
    fields = _keep(standing, by=by, community=community, source=short)
    ledger.record(
        "register.people_corrected",
        by=by,
        area=community,
        subject=subject,
        people=len(standing),
        fields=fields,
    )
    return frozenset(one.found.id for one in standing)


def _keep(standing: Sequence[Correction], *, by: Actor, community: str, source: str) -> list[str]:
    """Keep what each field was and is; the names of the fields."""
    kept = [
        (ids.new(), one.found.area, one.found.id, name, before, after)
        for one in standing
        for name, before, after in _differences(one)
    ]
    same: dict[str, Any] = {"community": community, "noun": "resident", "source": source, "at": clock.now()}
    same |= {"by": by.id, "by_name": by.name[:80]}
    copying.put("register_change", copying.CHANGE, kept, same=same)
    return sorted({row[3] for row in kept})


def _locked(corrections: Sequence[Correction]) -> list[Correction]:
    """Those whose records are still as they were found, held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, version FROM register_resident WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
            [[one.found.id for one in corrections]],
        )
        versions = dict(cursor.fetchall())
    return [one for one in corrections if versions.get(one.found.id) == one.found.version]


def _differences(one: Correction) -> list[tuple[str, str, str]]:
    """Field, what it was, what it is; of what is sealed only that there was something."""
    told = [
        (name, str(one.found.values[PEOPLE.index(name)] or "")[:200], str(value or "")[:200])
        for name, value in one.values.items()
    ]
    told += [(name, HIDDEN if getattr(one.found, _SEALED[name]) else "", HIDDEN) for name in one.sealed]
    return told


def _seal(corrections: Sequence[Correction]) -> None:
    """Seal what is said; what numbers are found by is reckoned anew by the job that follows a load."""
    changed = [(one.found.id, None) for one in corrections if one.sealed]
    if changed:
        copying.update("register_secret", ["resident_id", "tails"], changed, key="resident_id")
    for name, index in _SEALED.items():
        kind = "id_number" if name == "id_number" else "phone"
        rows = [
            (
                one.found.id,
                sealing.seal(one.sealed[name], of=one.found.id, field=f"resident.{name}"),
                sealing.index(one.sealed[name], field=kind),
            )
            for one in corrections
            if name in one.sealed
        ]
        if rows:
            copying.update("register_secret", ["resident_id", name, index], rows, key="resident_id")
