"""The database of the tests: made anew once a run by the real `migrate`, filled with the shipped dictionary and one
small community, then used as the web role, so that the second wall stands in every test. Each test runs in a
transaction that is rolled back; one marked `django_db(transaction=True)` commits, and leaves a fresh copy behind."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from linli.kit.actor import system
from linli.kit.scope import scope


def owner_url(name: str) -> str:
    """The owner's login, to another database of the same server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _fresh(name: str, *, like: str = "template1") -> None:
    """A database of this name as a copy of another; what was there goes."""
    with psycopg.connect(owner_url("postgres"), autocommit=True) as connection:
        _drop(connection, name)
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(words.format(sql.Identifier(name), sql.Identifier(like)))


def _drop(connection: psycopg.Connection[Any], name: str, *, tries: int = 50) -> None:
    """Drop a database; closing sessions of other roles are waited for, since the owner may not end them."""
    words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for left in range(tries, 0, -1):
        try:
            connection.execute(words)
            return
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if left == 1:
                raise
            time.sleep(0.1)


def make_database(name: str) -> None:
    """An empty database of this name, migrated by the same command a site uses."""
    _fresh(name)
    env = os.environ | {"DATABASE_URL": owner_url(name), "LINLI_DATABASE_ROLE": "owner"}
    words = [sys.executable, "-m", "linli.manage", "migrate", "--noinput", "--verbosity", "0"]
    with psycopg.connect(owner_url("postgres"), autocommit=True) as server:
        server.execute(
            "SELECT pg_advisory_lock(1)"
        )  # roles are the server's: one migration at a time grants them
        subprocess.run(words, check=True, env=env)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the test database and point Django's connection, as the web role, at it."""
    name = "linli_test_" + os.environ.get("PYTEST_XDIST_WORKER", "one")
    make_database(name)
    settings.DATABASES["default"]["NAME"] = name
    connection = connections["default"]
    connection.settings_dict["NAME"] = name
    connection.close()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        for cost in ("time_cost", "memory_cost", "parallelism"):
            patch.setattr(Argon2PasswordHasher, cost, 8 if cost == "memory_cost" else 1)
        fill()
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda _: _set_aside(name)))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _bring_back(name))
        yield
        connection.close()


_kept: set[str] = set()


def _set_aside(name: str) -> None:
    """Before the first test that commits: a copy of the database to come back to."""
    if name not in _kept:
        connections["default"].close()
        _fresh(f"{name}_kept", like=name)
        _kept.add(name)


def _bring_back(name: str) -> None:
    """After a test that committed: the web role may not empty tables, so the database is copied anew."""
    connections["default"].close()
    _fresh(name, like=f"{name}_kept")


def fill() -> None:
    """The shipped dictionary and the small community, in the database Django is connected to."""
    from linli.calendars import actions as calendars
    from linli.matters import actions as matters
    from linli.register import actions as register
    from linli.tests import community
    from linli.workforce import actions as workforce

    by = system("tests")
    with scope(by):
        workforce.load_titles(by=by)
        calendars.load_days(by=by)
        matters.load_categories(by=by)
        matters.load_responsibility(by=by)
        register.load_label_kinds(by=by)
        community.build(by=by)


@pytest.fixture(autouse=True)
def _forget_copies() -> Iterator[None]:
    """No process copy of dictionary, map or posts outlives a test."""
    from linli.classifying.queries import forget_reader
    from linli.delivery.queries import forget_templates
    from linli.hotspots.queries import forget_near
    from linli.matters.queries import forget_common, forget_dictionary
    from linli.register.queries import forget_labels, forget_places
    from linli.territory.queries import forget_map
    from linli.workforce.queries import forget_posts

    yield
    forget_reader()
    forget_common()
    forget_near()
    forget_dictionary()
    forget_labels()
    forget_templates()
    forget_map()
    forget_places()
    forget_posts()
