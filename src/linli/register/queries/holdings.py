"""What each building of a community holds, counted in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from linli.kit.actor import Actor
from linli.kit.areas import bounds
from linli.register.queries.sight import areas_seen


@dataclass(frozen=True, slots=True)
class Holding:
    """A building with the counts of what is in it; `estate` is its estate's name."""

    id: UUID
    name: str
    number: str
    estate: str
    area: str
    longitude: float | None
    latitude: float | None
    dwellings: int
    households: int
    residents: int
    organisations: int


_HOLDINGS = """
WITH d AS (SELECT building_id, count(*) AS n FROM register_dwelling
    WHERE community = %(home)s AND area >= %(lo)s AND area < %(hi)s AND closed_at IS NULL GROUP BY building_id),
h AS (SELECT d.building_id, count(*) AS n FROM register_household h JOIN register_dwelling d ON d.id = h.dwelling_id
    WHERE h.community = %(home)s AND h.area >= %(lo)s AND h.area < %(hi)s AND h.ended_on IS NULL
    GROUP BY d.building_id),
r AS (SELECT d.building_id, count(*) AS n FROM register_resident r JOIN register_dwelling d ON d.id = r.dwelling_id
    WHERE r.community = %(home)s AND r.area >= %(lo)s AND r.area < %(hi)s AND r.state = 'active'
    GROUP BY d.building_id),
o AS (SELECT building_id, count(*) AS n FROM register_organisation
    WHERE community = %(home)s AND area >= %(lo)s AND area < %(hi)s AND closed_at IS NULL
        AND building_id IS NOT NULL GROUP BY building_id)
SELECT b.id, b.name, b.number, coalesce(e.name, ''), b.area, b.longitude, b.latitude,
    coalesce(d.n, 0), coalesce(h.n, 0), coalesce(r.n, 0), coalesce(o.n, 0)
FROM register_building b LEFT JOIN register_estate e ON e.id = b.estate_id
LEFT JOIN d ON d.building_id = b.id LEFT JOIN h ON h.building_id = b.id
LEFT JOIN r ON r.building_id = b.id LEFT JOIN o ON o.building_id = b.id
WHERE b.community = %(home)s AND b.area >= %(lo)s AND b.area < %(hi)s AND b.closed_at IS NULL
ORDER BY e.name NULLS LAST, b.sort, b.id
"""


def holdings(by: Actor, *, community: str) -> Sequence[Holding]:
    """The standing buildings of a community that the actor sees, by estate and number, with what they hold now."""
    if not by.everywhere and not any(_touches(area, community) for area in areas_seen(by)):
        return []
    lo, hi = bounds(community)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS, {"home": community, "lo": lo, "hi": hi})
        return [Holding(*row) for row in cursor.fetchall()]


def _touches(area: str, community: str) -> bool:
    return community.startswith(area) or area.startswith(community)
