"""The other login to the test database: what only jobs may do is tried as them."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from linli.config import env


@contextmanager
def as_jobs() -> Generator[psycopg.Connection[Any]]:
    """The jobs' own login; every statement commits by itself."""
    given = connection.get_connection_params()
    login = {name: given[name] for name in ("dbname", "host", "port") if name in given}
    password = env.role_password(settings.SECRET_KEY, "jobs")
    with psycopg.connect(**login, user="linli_jobs", password=password, autocommit=True) as opened:
        yield opened
