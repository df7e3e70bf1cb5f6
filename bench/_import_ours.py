"""Our side of `import`: the file taken in, checked, previewed and loaded through the actions the jobs call, under the
jobs' login, and the job that follows timed for itself; or, if asked, checked alone."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

AREA = "990101001001"


def main() -> int:
    """Load, print what came of it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    os.environ["LINLI_DATABASE_ROLE"] = "jobs"
    import django

    django.setup()
    from linli.kit import ids

    told: dict[str, Any] = {}
    id = ids.new()
    begun = time.perf_counter()
    _receive(id)
    told["received"] = time.perf_counter() - begun
    _check(id)
    told["checked"] = time.perf_counter() - begun
    if "--only-check" in sys.argv:
        print(json.dumps({**_counts(id), "seconds": told["checked"]}))
        return 0
    _load(id)
    told["seconds"] = time.perf_counter() - begun
    told["let_find"] = _let_find()
    told |= _found(id)
    print(json.dumps(told))
    return 0


def _receive(id: UUID) -> None:
    from linli.kit.actor import system
    from linli.kit.scope import scope
    from linli.sheets import actions

    by = system()
    with scope(by):
        content = Path(sys.argv[1]).read_bytes()
        actions.receive(by=by, load_id=id, area=AREA, name="台账.xlsx", content=content, later=False)


def _check(id: UUID) -> None:
    from linli.kit.actor import system
    from linli.kit.scope import scope
    from linli.sheets import actions

    by = system()
    with scope(by):
        actions.check(by=by, load_id=id)


def _load(id: UUID) -> None:
    from linli.kit.actor import system
    from linli.kit.scope import scope
    from linli.sheets import actions, jobs

    by = system()
    with scope(by):
        actions.start(by=by, load_id=id, later=False)
    if not jobs.load_all(by, id):
        raise RuntimeError("the load did not come to its end")


def _let_find() -> float:
    """The seconds of the job that lets be found whatever was loaded, which follows a load and is no part of it."""
    from linli.sheets import jobs

    begun = time.perf_counter()
    jobs.index(AREA)
    return time.perf_counter() - begun


def _counts(id: UUID) -> dict[str, int]:
    from linli.kit.actor import system
    from linli.kit.scope import scope
    from linli.sheets import queries

    with scope(system(), write=False):
        return queries.detail(system(), id)["counts"]


def _found(id: UUID) -> dict[str, Any]:
    from linli.kit.actor import system
    from linli.kit.scope import scope
    from linli.register.models import Resident
    from linli.sheets import queries

    with scope(system(), write=False):
        entered = Resident.objects.filter(community=AREA, state="active").count()
        wrong = [row["row"] for row in queries.wrong_rows(system(), id)]
    return {"entered": entered, "counts": _counts(id), "wrong_rows": wrong}


if __name__ == "__main__":
    sys.exit(main())
