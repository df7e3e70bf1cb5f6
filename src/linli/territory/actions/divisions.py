"""Divisions by list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.territory import queries
from linli.territory.models import Division
from linli.territory.rules import Permission, check_division_code, check_name, trimmed


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division of a list: trimmed code, name, and if known its outline."""

    code: str
    name: str
    outline: dict[str, Any] | None = None
    source: str = ""
    synthetic: bool = False


def load_divisions(*, by: Actor, rows: Iterable[DivisionRow]) -> int:
    """Put divisions in by code; the same list twice changes nothing. Codes filled up with zeros are trimmed. Refuses a
    bad code or name, naming the row. Returns how many are stored."""
    listed = [_division(by, number, row) for number, row in enumerate(rows, start=1)]
    made = {division.code: division for division in listed}
    Division.objects.bulk_create(
        made.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "outline", "source", "synthetic", "changed_at"],
        batch_size=500,
    )
    if made:
        ledger.record("division.loaded", by=by, area="", subject=ids.new(), count=len(made))
    queries.look_again()
    return len(made)


def _division(by: Actor, number: int, row: DivisionRow) -> Division:
    code = trimmed(row.code)
    check_division_code(code, row=number)
    require(by, Permission.DRAW, within=code)
    return Division(
        id=ids.of("division", code),
        code=code,
        name=check_name(row.name, code=code),
        outline=row.outline,
        source=row.source[:120],
        synthetic=row.synthetic,
        changed_at=clock.now(),
    )
