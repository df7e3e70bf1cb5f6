"""How far one has come: households and visits counted apart, contacts and visits inside (入户) counted apart, by grid
and by building."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.rules import Permission

COUNTS = (
    "doors",
    "contacted",
    "inside",
    "declined",
    "unreachable",
    "untouched",
    "overdue",
    "visits",
    "visits_inside",
)
"""Doors there are; reached in any way; visited inside; declined and nothing more; could not be reached, as agreed; not
tried at all; overdue today; visits (户次) and visits inside."""

_COUNTED = """
SELECT {by}, s.noun,
  count(*),
  count(*) FILTER (WHERE v.met OR v.declined),
  count(*) FILTER (WHERE v.inside),
  count(*) FILTER (WHERE v.declined AND NOT v.met),
  count(*) FILTER (WHERE v.agreed AND NOT v.met AND NOT v.declined),
  count(*) FILTER (WHERE v.subject IS NULL),
  count(*) FILTER (WHERE s.due_on < %(today)s),
  coalesce(sum(v.n), 0),
  coalesce(sum(v.inside_n), 0)
FROM visits_standing s
LEFT JOIN (
  SELECT subject,
    bool_or(result = 'met') AS met,
    bool_or(result = 'declined') AS declined,
    bool_or(result = 'met' AND way IN ('home', 'premises')) AS inside,
    bool_or(result = 'unreachable' AND approval = 'agreed') AS agreed,
    count(*) AS n,
    count(*) FILTER (WHERE result = 'met' AND way IN ('home', 'premises')) AS inside_n
  FROM visits_visit
  WHERE area >= %(lo)s AND area < %(hi)s AND at >= %(from)s AND at < %(to)s AND struck_at IS NULL
  GROUP BY subject
) v ON v.subject = s.id
WHERE s.active AND s.area >= %(lo)s AND s.area < %(hi)s
GROUP BY 1, 2
"""
_BY_GRID = _COUNTED.format(by="left(s.area, 15)")
_BY_BUILDING = _COUNTED.format(by="s.building_id")


def coverage(by: Actor, *, area: str, days: tuple[Any, Any], today: date) -> dict[str, Any]:
    """Coverage of an area between two moments, by grid: what stands in `COUNTS` for households and organisations."""
    require(by, Permission.SEE, within=area)
    found = _counted(_BY_GRID, area, days, today)
    grids = sorted({code for code, *_ in found})
    return {
        "area": area,
        "area_name": territory.full_name_of(area),
        "total": _sums(found),
        "grids": [
            {"area": grid, "name": territory.name_of(grid), **_sums([one for one in found if one[0] == grid])}
            for grid in grids
        ],
    }


def by_building(by: Actor, *, area: str, days: tuple[Any, Any], today: date) -> list[dict[str, Any]]:
    """The same of each building of an area, with where it stands; what is in none is left out."""
    require(by, Permission.SEE, within=area)
    found = [one for one in _counted(_BY_BUILDING, area, days, today) if one[0] is not None]
    known = {
        one.id: one for one in register.visible_buildings(by).filter(id__in={code for code, *_ in found})
    }
    return [
        {
            "building": code,
            "name": known[code].name,
            "area": known[code].area,
            "longitude": known[code].longitude,
            "latitude": known[code].latitude,
            **_sums([one for one in found if one[0] == code]),
        }
        for code in dict.fromkeys(code for code, *_ in found)
        if code in known
    ]


def _counted(sql: str, area: str, days: tuple[Any, Any], today: date) -> list[tuple[Any, ...]]:
    lo, hi = bounds(area)
    values: dict[str, Any] = {"lo": lo, "hi": hi, "from": days[0], "to": days[1], "today": today}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _sums(rows: Sequence[tuple[Any, ...]]) -> dict[str, dict[str, int]]:
    nouns: dict[str, dict[str, int]] = {
        noun: dict.fromkeys(COUNTS, 0) for noun in ("household", "organisation")
    }
    for _, noun, *counts in rows:
        for name, n in zip(COUNTS, counts, strict=True):
            nouns[noun][name] += int(n)
    return nouns
