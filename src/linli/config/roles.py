"""The three logins of the database: the owner of the tables, the web server, the jobs. The web role owns nothing and
cannot step around the second wall; the search role cannot log in."""

import os

import psycopg
from psycopg import sql

from linli.config import env

READ_ONLY_TABLES = ("ledger_entry", "editions_edition")
"""Tables where what is written stays: INSERT and SELECT alone."""

_ROLES = {"linli_web": True, "linli_jobs": True, "linli_search": False}


def ensure_roles(connection: psycopg.Connection, *, secret: str) -> None:
    """Make the roles, or give them today's derived passwords. A site whose owner may not make roles makes them
    itself and sets DATABASE_URL_WEB and DATABASE_URL_JOBS."""
    for role, login in _ROLES.items():
        there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        name = sql.Identifier(role)
        if not there:
            connection.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(name))
        if login and not os.environ.get(f"DATABASE_URL_{role.removeprefix('linli_').upper()}"):
            password = env.role_password(secret, role.removeprefix("linli_"))
            connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password)))
    setting = " WITH SET TRUE, INHERIT FALSE" if connection.info.server_version >= 160000 else ""
    connection.execute(f"GRANT linli_search TO CURRENT_USER{setting}")


def grant(connection: psycopg.Connection) -> None:
    """Give the roles what they need on the tables there are now, and nothing on those of the migrations."""
    both = "linli_web, linli_jobs"
    connection.execute(f"GRANT USAGE ON SCHEMA public TO {both}, linli_search")
    connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {both}")
    connection.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {both}")
    connection.execute(f"REVOKE ALL ON django_migrations FROM {both}")
    connection.execute(f"GRANT SELECT ON django_migrations TO {both}")
    for table in READ_ONLY_TABLES:
        connection.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {both}")
    months = connection.execute(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent='ledger_entry'::regclass"
    )
    for (month,) in months.fetchall():
        connection.execute(sql.SQL("REVOKE ALL ON {} FROM linli_web, linli_jobs").format(sql.SQL(month)))
