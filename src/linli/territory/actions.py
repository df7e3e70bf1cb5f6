"""Writing the map: divisions by list, grids one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import LENGTHS, community_of
from linli.kit.errors import Refused
from linli.ledger import actions as ledger
from linli.territory import queries
from linli.territory.models import Division, Grid
from linli.territory.rules import GridKind, Permission, as_geojson, centre_of, check_grid_code, read_polygon


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division of a list: trimmed code, name, and if known its outline."""

    code: str
    name: str
    outline: dict[str, Any] | None = None
    source: str = ""
    synthetic: bool = False


def load_divisions(*, by: Actor, rows: Iterable[DivisionRow]) -> int:
    """Put divisions in by code; the same list twice changes nothing. Refuses a code of a wrong length, naming the row.
    Returns how many are stored."""
    require(by, Permission.DRAW, within=None)
    made: list[Division] = []
    for number, row in enumerate(rows, start=1):
        if len(row.code) not in LENGTHS or not row.code.isdigit():
            raise Refused(
                "territory/bad-code",
                zh=f"第{number}行的区划代码“{row.code}”不对",
                en=f"Row {number}: bad division code {row.code!r}",
            )
        made.append(
            Division(
                id=ids.of("division", row.code),
                code=row.code,
                name=row.name,
                outline=row.outline,
                source=row.source,
                synthetic=row.synthetic,
            )
        )
    Division.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "outline", "source", "synthetic"],
        batch_size=500,
    )
    queries.forget_map()
    return len(made)


def draw_grid(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: GridKind = GridKind.GENERAL,
    polygon: dict[str, Any] | None = None,
    synthetic: bool = False,
) -> UUID:
    """Make a grid or change its name, kind and boundary. Refuses a bad code and a boundary that cannot be used."""
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
            "name": name,
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
