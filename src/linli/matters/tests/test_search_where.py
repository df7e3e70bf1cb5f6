"""Words are found where their matter lies now, however it came there, and beside it by who has a post in it."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from linli.kit import ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Grams, Matter
from linli.matters.queries import Filters
from linli.matters.rules.words import where_tokens
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

LID = "幸福里东门的窨井盖翘起来了"
MANY = 130
"""More than are looked at one by one."""


def found(who: str, q: str, **more: str) -> list[UUID]:
    asked: dict[str, Any] = {"group": "all", "q": q} | more
    return [row["id"] for row in make.look(who, queries.page, Filters(**asked), most=100)["rows"]]


def tokens(id: UUID) -> set[str]:
    with scope(system("tests"), write=False):
        held: str = Grams.objects.get(matter=id).grams
    return {token for token in held.replace("'", "").split() if token.startswith("@") and "." not in token}


def put(id: UUID, area: str) -> None:
    with scope(system("tests")):
        Matter.objects.filter(id=id).update(area=area)


def test_the_token_of_the_grid_follows_the_matter() -> None:
    id = make.raised(words=LID, area=c.GRIDS[0])
    before = tokens(id)
    assert f"@{c.GRIDS[0]}" in before
    put(id, c.GRIDS[1])
    assert tokens(id) == before - {f"@{c.GRIDS[0]}"} | {f"@{c.GRIDS[1]}"}
    put(id, c.HOME)
    assert tokens(id) == before - {f"@{c.GRIDS[0]}"}
    assert f"@{c.HOME}" in tokens(id)
    put(id, f"{c.GRIDS[2]}01")
    assert f"@{c.GRIDS[2]}" in tokens(id)


def test_it_is_found_by_those_whose_grid_it_was_put_into() -> None:
    id = make.raised(words=LID, area=c.HOME)
    assert found("grid1", "窨井盖") == []
    make.do("counter", actions.classify, matter_id=id, area=c.GRIDS[0])
    assert found("grid1", "窨井盖") == [id]
    assert found("counter", "窨井盖", area=c.GRIDS[0]) == [id]
    assert found("counter", "窨井盖", area=c.GRIDS[1]) == []
    make.do("counter", actions.classify, matter_id=id, area=c.GRIDS[1])
    assert found("grid1", "窨井盖") == []
    assert found("counter", "窨井盖", area=c.GRIDS[1]) == [id]


def test_an_area_that_is_none_finds_nothing_and_breaks_nothing() -> None:
    make.raised(words=LID, area=c.GRIDS[0])
    for area in ("9" * 15, "'" * 15, "99010100100100' | 'x", "\\" * 20):
        assert found("grid1", "窨井盖", area=area) == []


@pytest.mark.parametrize(("who", "area"), [("grid1", c.GRIDS[1]), ("counter", c.NEXT_DOOR)])
def test_much_that_lies_with_a_post_elsewhere_is_found_as_little_is(who: str, area: str) -> None:
    """What is beside is looked at one by one while it is little, through the index when it is much: with one result."""
    first = make.from_resident(words=LID, area=area)
    here = make.raised(words=LID, area=c.GRIDS[0])
    with scope(system("tests")):
        Matter.objects.filter(id=first).update(post_id=c.post_id(who), owner_area=c.PEOPLE[who][0][1])
    assert found(who, "窨井盖") == [here, first]
    others = _copies(first)
    told = found(who, "窨井盖")
    assert set(told) <= {here, first, *others}
    assert len(told) == 100
    assert set(found(who, "窨井盖", area=area)) <= {first, *others}
    assert found(who, "幸福里 冰川探险") == []


def _copies(id: UUID) -> list[UUID]:
    """The same matter many times, each with its words."""
    made = [ids.new() for _ in range(MANY)]
    with scope(system("tests")):
        one = Matter.objects.get(id=id)
        for number, new in enumerate(made):
            one.pk, one.reference = new, f"260101-0000-{number:04d}"
            one.save(force_insert=True)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO matters_grams (matter_id, community, received_at, grams)"
                " SELECT n.id, g.community, g.received_at, g.grams FROM unnest(%s::uuid[]) AS n (id), matters_grams g"
                " WHERE g.matter_id = %s",
                [made, id],
            )
    return made


def test_only_a_grid_has_a_token() -> None:
    assert where_tokens(c.HOME) == []
    assert where_tokens(c.GRIDS[0]) == where_tokens(f"{c.GRIDS[0]}07") == [f"@{c.GRIDS[0]}"]
