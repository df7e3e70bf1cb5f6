"""What a tree of categories and a list of responsibility must be, by tables of cases; no database."""

from typing import Any

import pytest

from linli.matters.rules.dictionary import check_categories, check_responsibility, doubts_of_categories

TITLES = {"grid_worker", "counter_worker"}


def category(code: str, **values: Any) -> dict[str, Any]:
    """A good category."""
    limits = {f"{clock}_amount": 1.0 for clock in ("accept", "respond", "settle")}
    limits |= {f"{clock}_unit": "working_day" for clock in ("accept", "respond", "settle")}
    return {
        "code": code,
        "parent": code.rpartition(".")[0],
        "name": f"名{code}",
        "name_en": code,
        "kind": "issue",
        "urgency": "soon",
        "title": "grid_worker",
        "keywords": [],
        "refer_to": "",
        "active": True,
        **limits,
        **values,
    }


def tree(**values: Any) -> list[dict[str, Any]]:
    """A small good tree with some values of `env.lamp` changed."""
    return [category("env"), category("env.lamp", **values), category("talk"), category("talk.other")]


def columns(rows: list[dict[str, Any]], before: list[dict[str, Any]] | None = None) -> set[str]:
    """The columns that are wrong."""
    return {one["field"] for one in check_categories(rows, before or [], TITLES)}


def test_a_good_tree_is_good() -> None:
    assert columns(tree(), tree()) == set()


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"name": " "}, "name"),
        ({"parent": "gone"}, "parent"),
        ({"parent": ""}, "code"),
        ({"kind": "riddle"}, "kind"),
        ({"urgency": "now"}, "urgency"),
        ({"refer_to": "moon"}, "refer_to"),
        ({"title": "emperor"}, "title"),
        ({"keywords": ["a|b"]}, "keywords"),
        ({"keywords": [" "]}, "keywords"),
        ({"keywords": ["长" * 41]}, "keywords"),
        ({"accept_amount": 0.0}, "accept_amount"),
        ({"respond_amount": -1.0}, "respond_amount"),
        ({"settle_amount": float("nan")}, "settle_amount"),
        ({"settle_amount": float("inf")}, "settle_amount"),
        ({"settle_amount": 10_001.0}, "settle_amount"),
        ({"settle_unit": "fortnight"}, "settle_unit"),
    ],
)
def test_a_bad_value_is_named(values: dict[str, Any], column: str) -> None:
    assert f"env.lamp.{column}" in columns(tree(**values))


@pytest.mark.parametrize("code", ["Env", "env.lamp.deep", "环境", "env-lamp", "", ".lamp"])
def test_a_code_can_be_read(code: str) -> None:
    assert f"{code}.code" in columns([*tree(), category("x") | {"code": code}])


def test_a_code_is_there_once() -> None:
    assert "env.code" in columns([*tree(), category("env")])


def test_a_category_is_not_taken_out() -> None:
    assert columns([row for row in tree() if row["code"] != "env.lamp"], tree()) == {"env.lamp.code"}


@pytest.mark.parametrize("off", ["talk", "talk.other"])
def test_the_fallback_stays_on(off: str) -> None:
    rows = [row | {"active": row["code"] != off} for row in tree()]
    assert columns(rows) == {"talk.other.active"}


def test_shared_keywords_are_doubts_and_no_mistakes() -> None:
    rows = [
        category("env"),
        category("env.lamp", keywords=["灯", "-灯会"]),
        category("env.road", keywords=["灯", "-灯会"]),
    ]
    assert {(one["key"], "灯" in one["title"]) for one in doubts_of_categories(rows)} == {("env.road", True)}
    rows[2]["active"] = False
    assert doubts_of_categories(rows) == []
    assert [one["key"] for one in doubts_of_categories([category("env", keywords=["灯", "灯"])])] == ["env"]


def rule(**values: Any) -> dict[str, Any]:
    """A good line."""
    good = {
        "id": "1",
        "area": "",
        "category": "env",
        "urgency": "",
        "title": "grid_worker",
        "level": "grid",
        "post": "",
    }
    return good | {"note": ""} | values


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"area": "12345"}, "area"),
        ({"area": "三二零"}, "area"),
        ({"category": "moon"}, "category"),
        ({"urgency": "now"}, "urgency"),
        ({"title": "emperor"}, "title"),
        ({"title": ""}, "title"),
        ({"level": "sky"}, "level"),
        ({"post": "gone"}, "post"),
    ],
)
def test_a_bad_line_is_named_by_its_number(values: dict[str, Any], column: str) -> None:
    rows = [rule(id="0"), rule(**values)]
    (one,) = check_responsibility(rows, categories={"env"}, titles=TITLES, posts={"here"})
    assert one["column"] == column
    assert one["title"].startswith("第2条")


def test_good_lines_are_good_and_none_is_there_twice() -> None:
    known: dict[str, Any] = {"categories": {"env"}, "titles": TITLES, "posts": {"here"}}
    good = [rule(area="970101001001", urgency="urgent", post="here"), rule(id="2", category="")]
    assert check_responsibility(good, **known) == []
    assert [one["column"] for one in check_responsibility([rule(), rule()], **known)] == ["id", "id"]
