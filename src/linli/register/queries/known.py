"""Whether a number is on a community's register, wherever in it: nobody is entered twice, though a grid worker sees his
own grid alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Known:
    """Who has the number: his record, the grid it is in, and whether the actor sees it."""

    id: UUID
    area: str
    seen: bool


def known_elsewhere(community: str, wanted: Sequence[bytes], *, but: UUID) -> Known | None:
    """The standing record of a community with an identity number, other than one's own; `wanted` are the number's blind
    indexes, one for each key it may have been written under."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.resident, k.area, EXISTS (SELECT 1 FROM register_resident r WHERE r.id = k.resident)"
            " FROM unnest(%s::bytea[]) AS w, register_known(%s, w) AS k WHERE k.resident <> %s LIMIT 1",
            [list(wanted), community, but],
        )
        row = cursor.fetchone()
    return Known(*row) if row else None
