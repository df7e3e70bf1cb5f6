"""Laying buildings into other grids at once, with all that is in them; what lies in no building follows its place on
the map, or the grid its own goes on in."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import connection

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.kit.areas import Level, community_of
from linli.ledger import actions as ledger
from linli.register.actions.areas import follow, follow_names
from linli.register.actions.finding import mark
from linli.register.models import Building, Estate, Organisation, Resident

Find = Callable[[float, float], str]
_LEFT = (
    "register_nickname WHERE longitude IS NOT NULL",
    "register_household WHERE dwelling_id IS NULL AND ended_on IS NULL",
    "register_resident WHERE dwelling_id IS NULL AND state <> 'anonymised'",
)


def lay_in_grids(
    *,
    by: Actor,
    regrouping: UUID,
    community: str,
    moves: Mapping[UUID, str],
    successors: Mapping[str, str],
    find: Find,
) -> int:
    """Lay buildings into the grids given (building → grid), and what lies in none of them by `find` (longitude,
    latitude → grid) or into the grid its own goes on in. Stays, changes and the ledger keep the grid they were in. Only
    the system does this, for a regrouping somebody ordered. Returns how many buildings moved."""
    require_system(by)
    now = clock.now()
    rows = Building.objects.select_for_update(of=("self",)).filter(community=community, id__in=list(moves))
    moved = [one for one in rows.order_by("id") if one.area != moves[one.id]]
    for one in moved:
        one.area, one.changed_at = moves[one.id], now
        one.version += 1
    Building.objects.bulk_update(moved, ["area", "changed_at", "version"], batch_size=500)
    follow([one.id for one in moved])
    _estates(community)
    firms = _organisations(community, successors, find)
    follow_names(community)
    mark(buildings=[one.id for one in moved], organisations=firms)
    _go_on(community, successors)
    homeless = Resident.objects.filter(community=community, dwelling=None, area__in=successors.values())
    mark(residents=list(homeless.values_list("id", flat=True)))
    ledger.record(
        "building.regrouped",
        by=by,
        area=community,
        subject=regrouping,
        count=len(moved),
        organisations=len(firms),
    )
    return len(moved)


def _estates(community: str) -> None:
    """An estate lies in the grid all its buildings lie in, else in its community."""
    standing = Building.objects.filter(community=community, closed_at=None).exclude(estate=None)
    grids: dict[UUID | None, set[str]] = {}
    for estate, area in standing.values_list("estate_id", "area"):
        grids.setdefault(estate, set()).add(area[: Level.GRID])
    for estate in Estate.objects.filter(community=community):
        found = grids.get(estate.id, set[str]())
        area = next(iter(found)) if len(found) == 1 else community
        if area != estate.area:
            Estate.objects.filter(id=estate.id).update(area=area)


def _organisations(community: str, successors: Mapping[str, str], find: Find) -> list[UUID]:
    """Organisations that lie in no building: those with a place on the map by it, others with their grid."""
    moved: list[Organisation] = []
    for one in Organisation.objects.filter(community=community, building=None, closed_at=None):
        found = find(one.longitude, one.latitude) if one.longitude and one.latitude else ""
        area = found if community_of(found) == community else successors.get(one.area, one.area)
        if area != one.area:
            one.area = area
            moved.append(one)
    Organisation.objects.bulk_update(moved, ["area"], batch_size=500)
    _run(
        "UPDATE register_contact c SET area = o.area FROM register_organisation o"
        " WHERE c.organisation_id = o.id AND o.community = %s AND c.area <> o.area",
        [community],
    )
    return [one.id for one in moved]


def _go_on(community: str, successors: Mapping[str, str]) -> None:
    """Whoever lives in no dwelling goes on in the grid his own goes on in."""
    for old, new in successors.items():
        for rows in _LEFT:
            table, _, where = rows.partition(" WHERE ")
            _run(
                f"UPDATE {table} SET area = %s WHERE community = %s AND area = %s AND {where}",  # noqa: S608
                [new, community, old],
            )
        _run(
            "UPDATE register_informant SET area = %s"
            " WHERE community = %s AND left(area, 15) = %s AND building_id IS NULL AND until IS NULL",
            [new, community, old],
        )
    for table in ("register_secret", "register_label", "register_skill"):
        _run(
            f"UPDATE {table} c SET area = r.area FROM register_resident r WHERE c.resident_id = r.id"  # noqa: S608
            " AND r.community = %s AND r.dwelling_id IS NULL AND c.area <> r.area",
            [community],
        )
    _run(
        "UPDATE register_tie t SET area = h.area FROM register_household h WHERE t.household_id = h.id"
        " AND h.community = %s AND h.dwelling_id IS NULL AND t.area <> h.area",
        [community],
    )


def _run(statement: str, values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
