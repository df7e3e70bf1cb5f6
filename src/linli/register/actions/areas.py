"""What lies where: whatever is in a building lies in its grid, whatever is in a dwelling in its dwelling's."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

_FOLLOW = (
    (
        "UPDATE register_entrance c SET area = b.area FROM register_building b"
        " WHERE c.building_id = b.id AND b.id = ANY(%s) AND c.area <> b.area"
    ),
    (
        "UPDATE register_dwelling c SET area = b.area FROM register_building b"
        " WHERE c.building_id = b.id AND b.id = ANY(%s) AND c.area <> b.area"
    ),
    (
        "UPDATE register_organisation c SET area = b.area FROM register_building b"
        " WHERE c.building_id = b.id AND b.id = ANY(%s) AND c.area <> b.area"
    ),
    (
        "UPDATE register_contact c SET area = o.area FROM register_organisation o"
        " WHERE c.organisation_id = o.id AND o.building_id = ANY(%s) AND c.area <> o.area"
    ),
    (
        "UPDATE register_household c SET area = d.area FROM register_dwelling d"
        " WHERE c.dwelling_id = d.id AND c.ended_on IS NULL AND d.building_id = ANY(%s) AND c.area <> d.area"
    ),
    (
        "UPDATE register_resident c SET area = d.area FROM register_dwelling d"
        " WHERE c.dwelling_id = d.id AND d.building_id = ANY(%s) AND c.area <> d.area"
    ),
    (
        "UPDATE register_secret c SET area = r.area FROM register_resident r"
        " JOIN register_dwelling d ON d.id = r.dwelling_id WHERE c.resident_id = r.id AND d.building_id = ANY(%s) AND c.area <> r.area"
    ),
    (
        "UPDATE register_label c SET area = r.area FROM register_resident r"
        " JOIN register_dwelling d ON d.id = r.dwelling_id WHERE c.resident_id = r.id AND d.building_id = ANY(%s) AND c.area <> r.area"
    ),
    (
        "UPDATE register_label c SET area = h.area FROM register_household h"
        " JOIN register_dwelling d ON d.id = h.dwelling_id WHERE c.household_id = h.id AND h.ended_on IS NULL AND d.building_id = ANY(%s) AND c.area <> h.area"
    ),
    (
        "UPDATE register_skill c SET area = r.area FROM register_resident r"
        " JOIN register_dwelling d ON d.id = r.dwelling_id WHERE c.resident_id = r.id AND d.building_id = ANY(%s) AND c.area <> r.area"
    ),
)
_RESIDENT = (
    (
        "UPDATE register_secret c SET area = r.area FROM register_resident r WHERE c.resident_id = r.id AND r.id = ANY(%s)"
    ),
    (
        "UPDATE register_label c SET area = r.area FROM register_resident r WHERE c.resident_id = r.id AND r.id = ANY(%s)"
    ),
    (
        "UPDATE register_skill c SET area = r.area FROM register_resident r WHERE c.resident_id = r.id AND r.id = ANY(%s)"
    ),
)


def follow(buildings: Sequence[UUID]) -> None:
    """Give all that is in some buildings the grid of its building. Stays and changes keep the grid they were in."""
    with connection.cursor() as cursor:
        for statement in _FOLLOW:
            cursor.execute(statement, [list(buildings)])


def follow_residents(residents: Sequence[UUID]) -> None:
    """Give all that hangs on some residents the area of each."""
    with connection.cursor() as cursor:
        for statement in _RESIDENT:
            cursor.execute(statement, [list(residents)])
