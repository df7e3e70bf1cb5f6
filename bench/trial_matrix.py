"""Nobody sees what is not theirs: role × route × inside and outside the area, with the queries' filters and without.

Every route of the OpenAPI document is knocked on by every role with the ids of things in its own area and in another
district; then again with the queries' filters taken away, so that the database's wall stands alone; then every table is
read, changed and emptied past all code. The figure is the number of leaks: marks of the outside in an answer, a status
that should not be, a row reached."""

import importlib.metadata
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from bench import _ground
from tools import say

BAR = 0


def main() -> int:
    """Make a database, fill it, knock everywhere, tell."""
    name = f"{_ground.database_name()}_matrix"
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    with say.step("新建测试用数据库", "making the database of the trial"):
        _make(name)
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from linli import conftest

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        from django.conf import settings

        settings.LINLI_FILES = folder
        conftest.fill()
        with transaction.atomic():
            parts = _everywhere()
            transaction.set_rollback(True)
        connection.close()
    return _told(parts)


def _make(name: str) -> None:
    """The trial's own database, migrated, and Django pointed at it as the web role."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    from linli.conftest import make_database

    make_database(name)
    os.environ |= {"DATABASE_URL": url, "LINLI_DATABASE_ROLE": "web"}
    import django
    from django.conf import settings
    from django.db import connections

    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    django.setup()


def _everywhere() -> dict[str, Any]:
    from linli.tests import matrix, sides, unfiltered

    both = sides.inside(), sides.outside()
    parts: dict[str, Any] = {"roles": len(matrix.ROLES), "routes": len(matrix.routes())}
    with say.step("带查询过滤", "with the queries' filters"):
        parts["with_filters"] = _judged(matrix.knock_everywhere(role, both) for role in matrix.ROLES)
    with (
        say.step("不带查询过滤，只有数据库的墙", "without them, the database's wall alone"),
        unfiltered.without_filters(),
    ):
        parts["without_filters"] = _judged(matrix.knock_everywhere(role, both) for role in matrix.ROLES)
    with say.step("绕过代码直接读写每张表", "every table past all code"):
        parts["tables"] = _tables()
    return parts


def _judged(knocks: Iterable[Iterable[Any]]) -> dict[str, Any]:
    from linli.tests import matrix

    slots = {(route.method, route.path): route.slot for route in matrix.routes()}
    told: dict[str, Any] = {"requests": 0, "done": 0, "leaks": [], "wrong_status": []}
    for answers in knocks:
        for answer in answers:
            told["requests"] += 1
            told["done"] += answer.good
            if answer.leaks:
                told["leaks"].append(str(answer))
            if not matrix.expected(answer, slots[answer.method, answer.path]):
                told["wrong_status"].append(str(answer))
    return told


def _tables() -> dict[str, Any]:
    from linli.kit.roles import Role
    from linli.tests import matrix, tables

    told: dict[str, Any] = {"tables": 0, "tries": 0, "rows_reached": []}
    walled = tables.walled_tables()
    told["tables"] = len(walled)
    for role in [*matrix.PEOPLE, Role.VISITOR]:
        for table in walled:
            reached = tables.rows_reached(matrix.actor(role), table)
            public = {"seen"} if table in tables.SEEN_BY_ALL else set[str]()
            told["tries"] += len(reached)
            told["rows_reached"] += [
                f"{role} {table} {what}: {rows}"
                for what, rows in reached.items()
                if rows and what not in public
            ]
    return told


def _told(parts: dict[str, Any]) -> int:
    leaks = sum(
        len(parts[mode][kind])
        for mode in ("with_filters", "without_filters")
        for kind in ("leaks", "wrong_status")
    )
    leaks += len(parts["tables"]["rows_reached"])
    names = ("linli", "django", "django-ninja", "psycopg")
    return _ground.close(
        name="matrix",
        figure=leaks,
        unit="leaks",
        bar=f"= {BAR}",
        holds=leaks == BAR,
        parts=parts,
        with_={"python": platform.python_version()}
        | {each: importlib.metadata.version(each) for each in names},
    )


if __name__ == "__main__":
    sys.exit(main())
