from uuid import UUID
import pytest
from linli.kit import ids
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.actions import RaiseData
from linli.matters.rules import Door, Outcome
from linli.tests import community as c

@pytest.mark.django_db
def test_journey() -> None:
    id = ids.new()
    with scope(c.resident(id)):
        actions.raise_(by=c.resident(id), data=RaiseData(id=id, words="三号楼门口的路灯坏了", area=c.GRIDS[0], door=Door.PORTAL))
        print(queries.receipt(c.resident(id), id))
    counter, grid, secretary = c.actor("counter"), c.actor("grid1"), c.actor("secretary")
    with scope(counter):
        actions.accept_whole(by=counter, matter_id=id, post_id=c.post_id("grid1"))
    with scope(grid):
        actions.take(by=grid, matter_id=id)
        actions.resolve(by=grid, matter_id=id, words="灯泡换好了", outcome=Outcome.SOLVED)
    with scope(c.resident(id)):
        actions.rate(by=c.resident(id), matter_id=id, score=1, words="还是不亮")
    with scope(secretary):
        actions.reopen(by=secretary, matter_id=id, reason="再去看看")
    with scope(grid):
        actions.take(by=grid, matter_id=id)
        actions.resolve(by=grid, matter_id=id, words="线路也修了", outcome=Outcome.SOLVED)
    with scope(c.resident(id)):
        actions.rate(by=c.resident(id), matter_id=id, score=5)
        d = queries.public_view(c.resident(id), id)
        print(d)
    with scope(counter, write=False):
        print(queries.page(counter, queries.Filters(group="all", q="路灯")))
        print(queries.timeline(counter, id))
    with scope(c.actor("next_counter"), write=False):
        assert not queries.page(c.actor("next_counter"), queries.Filters(group="all"))["rows"]
