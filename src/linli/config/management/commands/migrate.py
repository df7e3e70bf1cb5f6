"""Django's `migrate` with what the second wall needs around it: the roles before, their grants after."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from linli.config.roles import ensure_roles, grant


class Command(migrate.Command):
    """Roles, migrations, the cache table, grants."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run as the owner of the tables (LINLI_DATABASE_ROLE=owner, which `linli.manage` sets)."""
        alias = options["database"]
        with _owner(alias) as connection:
            ensure_roles(connection, secret=settings.SECRET_KEY)
        super().handle(*args, **options)
        call_command("createcachetable", database=alias, verbosity=0)
        with _owner(alias) as connection:
            grant(connection)


def _owner(alias: str) -> psycopg.Connection[Any]:
    """A connection of its own, outside Django's transactions."""
    parameters: dict[str, Any] = connections[alias].get_connection_params() or {}
    wanted = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{k: v for k, v in parameters.items() if k in wanted and v})
