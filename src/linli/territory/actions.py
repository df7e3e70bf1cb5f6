"""Writing the map: divisions by list, grids one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.territory import queries
from linli.territory.models import Division, Grid
from linli.territory.rules import (
    GridKind,
    Permission,
    as_geojson,
    centre_of,
    check_division_code,
    check_grid_code,
    check_name,
    read_polygon,
    trimmed,
)


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
    queries.forget_map()
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


def draw_grid(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: GridKind = GridKind.GENERAL,
    polygon: dict[str, Any] | None = None,
    synthetic: bool = False,
) -> UUID:
    """Make a grid or change its name, kind and boundary. Refuses a bad code or name, and a boundary that cannot be
    used."""
    check_grid_code(code)
    require(by, Permission.DRAW, within=code)
    shape = read_polygon(polygon) if polygon else None
    longitude, latitude = centre_of(shape) if shape is not None else (None, None)
    id = ids.of("grid", code)
    Grid.objects.update_or_create(
        id=id,
        defaults={
            "community": community_of(code),
            "code": code,
            "name": check_name(name, code=code),
            "kind": kind,
            "polygon": as_geojson(shape) if shape is not None else None,
            "longitude": longitude,
            "latitude": latitude,
            "synthetic": synthetic,
            "changed_at": clock.now(),
        },
    )
    ledger.record("grid.drawn", by=by, area=code, subject=id, kind=kind.value)
    queries.forget_map()
    return id
