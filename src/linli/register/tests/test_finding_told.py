"""Finding by labels that few may see: page after page to the end, nobody twice."""

from typing import Any

import pytest

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import queries
from linli.register.queries import Sought, finding
from linli.register.rules.finding import Noun
from linli.register.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db
BEAR, ALL = 9, 16


@pytest.fixture(autouse=True)
def _some() -> None:
    """All live in a house that is called as the label; every other has it."""
    people = [make.member(f"王{chr(0x4E00 + n * 7)}") for n in range(ALL)]
    building = make.building(system(), c.GRIDS[0], "3", name="精神家园3幢")
    make.household(system(), make.dwelling(system(), building), *people)
    for one in people[:BEAR]:
        make.label(c.actor("secretary"), one.id, kind="mental_disorder")


def pages(who: str, typed: str, most: int) -> list[list[dict[str, Any]]]:
    by, found, after = c.actor(who), list[list[dict[str, Any]]](), ""
    while True:
        with scope(by, write=False):
            group = queries.found(by, Sought(typed, Noun.RESIDENT, after=after, most=most))["groups"][0]
        found.append(group["rows"])
        after = group["next"]
        if not after:
            return found


@pytest.mark.parametrize("few", [2000, 4])
def test_all_of_them_page_after_page(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", few)
    monkeypatch.setattr(finding, "AMONG_MOST", min(few, 3))
    found = pages("secretary", "精神", 5)
    assert [len(page) for page in found] == [5, 5, 5, 1]
    rows = [row for page in found for row in page]
    assert len({row["id"] for row in rows}) == ALL
    assert [row["why"][0]["by"] for row in rows] == ["label"] * BEAR + ["place"] * (ALL - BEAR)


def test_who_may_not_see_the_label_finds_by_the_place_alone() -> None:
    rows = [row for page in pages("counter", "精神", 5) for row in page]
    assert [row["why"][0]["by"] for row in rows] == ["place"] * ALL


def test_other_words_narrow_them() -> None:
    found = pages("secretary", "精神 王", 4)
    rows = [row for page in found for row in page]
    assert len(rows) == len({row["id"] for row in rows}) == ALL
    assert pages("secretary", "精神 5幢", 4) == [[]]


def test_the_first_of_each_noun_goes_on() -> None:
    by = c.actor("secretary")
    with scope(by, write=False):
        first = queries.found(by, Sought("精神"))["groups"][0]
        more = queries.found(by, Sought("精神", Noun.RESIDENT, after=first["next"]))["groups"][0]
    ids = [row["id"] for row in (*first["rows"], *more["rows"])]
    assert len(ids) == len(set(ids)) == ALL
