"""Who was in touch with somebody goes with him when his time is over, and when the tie itself has been over long."""

from datetime import date, timedelta
from math import inf
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register.models import Change, Informant, Resident, Tie
from linli.register.tests import factories as homes
from linli.register.tests.factories import row
from linli.safekeeping import jobs
from linli.tests import community as c

pytestmark = pytest.mark.django_db
GRID = c.GRIDS[0]


def day(ago: int) -> date:
    return timezone.localdate(clock.now()) - timedelta(days=ago)


def _sweep() -> dict[str, int]:
    told = jobs.sweep_all(until=inf)
    return {kind.value: number for (kind, what), number in told.items() if what == "removed" and number}


@pytest.fixture
def gone() -> dict[str, UUID]:
    """An old man who left 366 days ago, whose nephew outside was told of; a neighbour whose contact he was."""
    by = system("tests")
    old, near = homes.member("欧阳清扬"), homes.member("李近邻")
    wife = homes.member("王秀英")
    building = homes.building(by, GRID)
    home = homes.household(by, homes.dwelling(by, building), old, wife)
    next_door = homes.household(by, homes.dwelling(by, building, room="502"), near)
    made = {
        "mine": homes.tie(by, home, member=old.id, kin="nephew", note="住得远", since=day(900)),
        "whole": homes.tie(by, home, kind="trusted", since=day(900)),
        "to": homes.tie(by, next_door, kind="trusted", other=old.id, note="常来往", since=day(900)),
        "informs": homes.informant(by, old.id, building_id=building, note="热心", since=day(900)),
        "old": old.id,
        "wife": wife.id,
        "home": home,
    }
    with scope(by):
        register.leave(by=by, residents=[old.id], on=day(366))
    return made


def test_after_a_year_whom_one_called_is_forgotten(gone: dict[str, UUID]) -> None:
    told = _sweep()
    assert told["contact"] == 1
    mine, whole, to = (row(Tie, id=gone[name]) for name in ("mine", "whole", "to"))
    assert (bytes(mine.name), bytes(mine.phone), mine.note, mine.until) == (b"", b"", "", day(366))
    assert (mine.resident_id, bool(len(whole.name)), whole.until) == (gone["old"], True, None)
    assert (to.note, to.until, to.other_id) == ("", None, gone["old"])
    assert row(Informant, id=gone["informs"]).note == ""
    assert _sweep() == {}


def test_of_a_tombstone_no_tie_tells_where_it_lived(gone: dict[str, UUID]) -> None:
    with scope(system()):
        Resident.objects.filter(id=gone["old"]).update(ended_on=day(1096))
    assert _sweep()["resident"] == 1
    mine, to, informs = row(Tie, id=gone["mine"]), row(Tie, id=gone["to"]), row(Informant, id=gone["informs"])
    assert (mine.resident_id, to.other_id) == (None, None)
    assert to.until is not None
    assert (informs.building_id, informs.area, informs.until is not None) == (None, c.HOME, True)


def test_of_a_household_that_ended_long_ago(gone: dict[str, UUID]) -> None:
    _sweep()
    by = system("tests")
    with scope(by):
        register.leave(by=by, residents=[gone["wife"]], on=day(366))
    assert _sweep()["contact"] == 1
    whole = row(Tie, id=gone["whole"])
    assert (bytes(whole.name), bytes(whole.phone), whole.until) == (b"", b"", day(366))
    with scope(system(), write=False):
        kept: list[Any] = list(Change.objects.filter(subject=whole.id))
    assert [one for one in kept if one.before or one.after] == []
