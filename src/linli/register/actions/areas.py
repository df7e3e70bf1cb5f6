"""What lies where: whatever is in a building lies in its grid, whatever is in a dwelling in its dwelling's. Labels go
along with whom they are on whether or not the actor may know of them; ties with whose they are."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection

_IN_BUILDING = "register_building o WHERE c.building_id = o.id AND o.id = ANY(%s)"
_AT_DWELLING = "register_dwelling o WHERE c.dwelling_id = o.id AND o.building_id = ANY(%s)"
_OF_RESIDENT = "register_resident o WHERE c.resident_id = o.id"
_LIVING_IN = " AND o.dwelling_id IN (SELECT d.id FROM register_dwelling d WHERE d.building_id = ANY(%s))"
_FOLLOW = (
    ("register_entrance", _IN_BUILDING),
    ("register_dwelling", _IN_BUILDING),
    ("register_organisation", _IN_BUILDING),
    (
        "register_contact",
        "register_organisation o WHERE c.organisation_id = o.id AND o.building_id = ANY(%s)",
    ),
    ("register_nickname", _IN_BUILDING),
    (
        "register_nickname",
        "register_organisation o WHERE c.organisation_id = o.id AND o.building_id = ANY(%s)",
    ),
    ("register_household", _AT_DWELLING + " AND c.ended_on IS NULL"),
    ("register_tie", "register_household o WHERE c.household_id = o.id" + _LIVING_IN),
    ("register_informant", _IN_BUILDING),
    ("register_resident", _AT_DWELLING),
    ("register_secret", _OF_RESIDENT + _LIVING_IN),
    ("register_skill", _OF_RESIDENT + _LIVING_IN),
)
"""Each table, and whom its rows follow; in this order, since some follow what has moved before them."""
_ON_A_RESIDENT = ("register_secret", "register_skill")


def follow(buildings: Sequence[UUID]) -> None:
    """Give all that is in some buildings the grid of its building. Stays and changes keep the grid they were in."""
    for table, of in _FOLLOW:
        _go(table, of, buildings)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT register_labels_follow(array(SELECT r.id FROM register_resident r JOIN register_dwelling d"
            " ON d.id = r.dwelling_id WHERE d.building_id = ANY(%s)), array(SELECT h.id FROM register_household h"
            " JOIN register_dwelling d ON d.id = h.dwelling_id WHERE d.building_id = ANY(%s)))",
            [list(buildings), list(buildings)],
        )


def follow_names(community: str) -> None:
    """Give what people call the estates and organisations of a community the area of each."""
    for of in ("estate", "organisation"):
        statement = (
            f"UPDATE register_nickname c SET area = o.area FROM register_{of} o"  # noqa: S608 - two constants
            f" WHERE c.{of}_id = o.id AND c.community = %s AND c.area <> o.area"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [community])


def follow_residents(residents: Sequence[UUID]) -> None:
    """Give all that hangs on some residents the area of each."""
    for table in _ON_A_RESIDENT:
        _go(table, _OF_RESIDENT + " AND o.id = ANY(%s)", residents)
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_labels_follow(%s, '{}')", [list(residents)])


def ties_go_along(
    residents: Sequence[UUID], *, of: Sequence[UUID], to: UUID, day: date, at: datetime
) -> None:
    """Whom some residents are in touch with goes with them into a household, and, of households that nobody is left
    in (`of`), whom all of it was in touch with. Who lives together is in touch without being written down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE register_tie t SET household_id = h.id, area = h.area, changed_at = %s FROM register_household h"
            " WHERE h.id = %s AND t.until IS NULL AND (t.resident_id = ANY(%s) OR t.household_id = ANY(%s))",
            [at, to, list(residents), list(of)],
        )
        cursor.execute(
            "UPDATE register_tie t SET until = greatest(t.since, %s::date), changed_at = %s FROM register_resident r"
            " WHERE t.household_id = %s AND t.other_id = r.id AND r.household_id = t.household_id AND t.until IS NULL",
            [str(day), at, to],
        )


def end_ties_of(residents: Sequence[UUID], day: date, *, at: datetime) -> None:
    """End what holds of residents who have left or died: whom they are in touch with, whose neighbour or informant
    they are; of the dead all of it. Those ties too that lie where the actor does not see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_ties_end(%s, %s::date, %s)", [list(residents), str(day), at])


def end_labels_of(residents: Sequence[UUID], day: date, *, at: datetime) -> None:
    """End the labels of residents who have left or died, those too that the actor may not know of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_labels_end(%s, %s::date, %s)", [list(residents), str(day), at])


def _go(table: str, of: str, ids: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} c SET area = o.area FROM {of} AND c.area <> o.area", [list(ids)])  # noqa: S608
