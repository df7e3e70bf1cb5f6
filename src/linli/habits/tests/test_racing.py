"""Two at once, on two real connections, committed: of two who put the same habit aside one does, the other is told."""

import pytest

from linli.habits import actions
from linli.habits.models import PutAside
from linli.habits.tests.test_habits import against, count, settled
from linli.kit.actor import system
from linli.kit.errors import Conflict
from linli.kit.scope import scope
from linli.matters.tests import factories as make
from linli.matters.tests.test_racing import lost, together, won
from linli.tests import community as c

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_put_the_same_habit_aside() -> None:
    settled("property", 9)
    count()
    id, by = against()["rows"][0]["id"], c.actor("admin")
    found = together(
        *(
            lambda why=why: make.do(by, actions.put_aside, habit_id=id, why=why)
            for why in ("照规则", "规则对")
        )
    )
    assert won(found) == [id]
    (told,) = lost(found)
    assert isinstance(told, Conflict)
    assert told.type == "habit/put-aside"
    with scope(system(), write=False):
        assert PutAside.objects.count() == 1
