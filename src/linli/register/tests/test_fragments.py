"""Somebody found from fragments; every look is in the ledger, without a word of it."""

from typing import Any

import pytest

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _some() -> None:
    building = make.building(system(), c.GRIDS[0], "3", name="阳光新村3幢")
    other = make.building(system(), c.GRIDS[1], "5", name="阳光新村5幢")
    one = make.member("王秀英", born_on=None, id_number=make.number("19450312", 2), skills=[("choir", "")])
    make.household(system(), make.dwelling(system(), building), one)
    young = make.member("王秀英", id_number=make.number("19920312", 4), workplace="东港纺织厂")
    make.household(system(), make.dwelling(system(), other), young)
    make.household(
        system(),
        make.dwelling(system(), other, "502"),
        make.member("汪修颖", id_number=make.number("19500312", 6)),
        make.member("张修", id_number=make.number("19500312", 7)),
    )
    make.label(system(), one.id)


def looked(who: str = "counter", **said: Any) -> list[dict[str, Any]]:
    answer = Caller(who).post("/register/fragments", said)
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def told(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["name"], row["code"]) for row in rows]


def test_age_decides_between_two_of_a_name() -> None:
    assert told(looked(name="秀英", age=80))[0] == ("王秀英", "3-2-501")
    assert told(looked(name="秀英", age=34))[0] == ("王秀英", "5-2-501")


def test_a_name_that_was_only_heard() -> None:
    assert told(looked(name="王修影", age=76)) == [
        ("汪修颖", "5-2-502"),
        ("王秀英", "3-2-501"),
        ("王秀英", "5-2-501"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "英", "place": "3幢"},
        {"place": "阳光 3幢"},
        {"words": "独居"},
        {"words": "合唱"},
        {"name": "秀英", "place": "3-2-501", "words": "独居", "age": 80, "sex": "female"},
        {"name": "秀英", "place": "3-2-501", "words": "纺织"},
    ],
)
def test_the_likeliest_comes_first(said: dict[str, Any]) -> None:
    assert told(looked(**said))[0] == ("王秀英", "3-2-501")


def test_where_somebody_works() -> None:
    row = looked(words="纺织厂", sex="male")[0]
    assert (row["name"], row["code"]) == ("王秀英", "5-2-501")
    assert row["clues"] == [{"clue": "words", "fits": True}, {"clue": "sex", "fits": False}]


def test_nobody_outside_the_area() -> None:
    assert told(looked("grid2", name="秀英")) == [("王秀英", "5-2-501"), ("汪修颖", "5-2-502")]
    assert told(looked("far_secretary", name="秀英")) == []


def test_the_look_is_in_the_ledger_and_no_word_of_it() -> None:
    looked(name="秀英", age=80)
    with scope(system(), write=False):
        entry = Entry.objects.get(verb="register.searched")
    assert entry.facts == {"clues": ["name", "age"], "shown": 3} | entry.facts
    assert entry.area == c.HOME
    assert "秀英" not in str(vars(entry))


@pytest.mark.parametrize("said", [{}, {"age": 80}, {"sex": "male"}, {"name": "  "}])
def test_not_by_age_or_sex_alone(said: dict[str, Any]) -> None:
    problem(Caller("counter").post("/register/fragments", said), 422, "register/nothing-to-go-by")


def test_not_for_whoever_has_no_sight_of_the_register() -> None:
    problem(Caller("volunteer").post("/register/fragments", {"name": "秀英"}), 403)
    problem(Caller("volunteer").post("/register/find", {"q": "秀英"}), 403)
    problem(Caller("department").post("/register/find", {"q": "秀英"}), 403)


def test_the_box_over_the_api() -> None:
    answer = Caller("counter").post("/register/find", {"q": "wxy 3幢"}).json()
    rows = {group["noun"]: group["rows"] for group in answer["groups"]}
    assert [row["name"] for row in rows["resident"]] == ["王秀英"]
    assert rows["dwelling"] == []
    problem(Caller("counter").post("/register/find", {"q": "王", "noun": "resident", "after": "!!"}), 422)
    problem(Caller("counter").post("/register/find", {"q": "王", "area": "12x"}), 422)
    assert not Caller("counter").post("/register/find", {"q": "w"}).json()["understood"]
