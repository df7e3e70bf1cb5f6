"""Every table behind the wall, reached for past all code as each actor."""

from django.db import connection, transaction

from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.tests import community as c

TABLES = (
    "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community'"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
    " AND c.relrowsecurity ORDER BY c.relname"
)
SEEN_BY_ALL = {
    "register_building",
    "register_entrance",
    "register_estate",
    "territory_grid",
    "workforce_leave",
    "workforce_post",
    "workforce_tenure",
}
"""Tables with the map and the organisation, which are public to read."""


def walled_tables() -> list[str]:
    """The tables that bear a community and stand behind the wall."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def rows_reached(by: Actor, table: str) -> dict[str, int]:
    """How many rows of the outside community an actor reaches in a table past all code: seen, changed, removed."""
    reached: dict[str, int] = {}
    statements = {
        "seen": f"SELECT 1 FROM {table} WHERE community = %s",
        "changed": f"UPDATE {table} SET community = community WHERE community = %s",
        "removed": f"DELETE FROM {table} WHERE community = %s",
    }
    for what, statement in statements.items():
        if what != "seen" and table == "ledger_entry":
            continue
        with transaction.atomic():
            with scope(by), connection.cursor() as cursor:
                cursor.execute(statement, [c.ELSEWHERE])
                reached[what] = cursor.rowcount
            transaction.set_rollback(True)
    return reached
