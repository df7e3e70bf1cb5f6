"""The dictionary changed by an administrator: what takes effect and when, what is refused, editions one after another,
and a list of responsibility tried on a month's matters before it is switched on."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.editions.models import Edition
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import actions, queries
from linli.matters.models import Category, Matter, Responsibility
from linli.matters.queries import dictionary, trial
from linli.matters.tests import factories as make
from linli.matters.tests.factories import do, look
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


def _entry(**values: Any) -> Entry:
    """An entry of the ledger, as the system sees it."""
    with scope(system("tests"), write=False):
        return Entry.objects.get(**values)


@pytest.fixture
def lamp() -> str:
    """The category a broken lamp is suggested as today."""
    return look("counter", queries.suggest, words=make.WORDS, area=c.GRIDS[0])["categories"][0]["category"]


def changed(code: str, /, **values: Any) -> list[dict[str, Any]]:
    """Today's tree with some values of one category changed."""
    return [{**row, **values} if row["code"] == code else row for row in dictionary.category_rows()]


def change(rows: list[dict[str, Any]], *, who: str = "admin", seen: int = 1) -> UUID:
    return do(who, actions.change_categories, rows=rows, seen=seen, reason="说法变了")


def rules() -> list[dict[str, Any]]:
    return dictionary.responsibility_rows()


def new_rule(**values: Any) -> dict[str, Any]:
    """A line for everything, to the counter."""
    line = {
        "area": "",
        "category": "",
        "urgency": "",
        "title": "counter_worker",
        "level": "community",
        "post": "",
    }
    return {"id": str(ids.new()), **line, "note": "试试", **values}


def switch_on(rows: list[dict[str, Any]], *, who: str = "admin", seen: int = 1) -> UUID:
    tried = look("admin", trial.try_responsibility, rows=rows)["tried"]
    return do(who, actions.change_responsibility, rows=rows, seen=seen, reason="换人负责", tried=tried)


def test_a_category_is_changed_in_place_and_in_the_ledger(lamp: str) -> None:
    id = change(changed(lamp, name="灯不亮", settle_amount=9.0))
    row = Category.objects.get(code=lamp)
    assert (row.name, row.settle_amount) == ("灯不亮", 9.0)
    facts = _entry(verb="category.changed", subject=id).facts
    assert facts == {
        "part": "",
        "number": 2,
        "changed": [lamp],
        "changed_count": 1,
        "fields": ["name", "settle_amount"],
    }
    assert queries.category_name(lamp).endswith("灯不亮")


def test_an_edition_says_what_the_table_says() -> None:
    change(changed("env", name="环境"))
    kept = Edition.objects.get(noun="category", number=2).rows
    assert kept == dictionary.category_rows()
    assert [row["code"] for row in kept] == list(
        Category.objects.order_by("place").values_list("code", flat=True)
    )


def test_a_category_that_is_off_is_neither_suggested_nor_chosen_and_still_named(lamp: str) -> None:
    id = make.dispatched("grid1", category=lamp)
    name = queries.category_name(lamp)
    change(changed(lamp, active=False))
    found = look("counter", queries.suggest, words=make.WORDS, area=c.GRIDS[0])
    assert lamp not in {one["category"] for one in found["categories"]}
    with pytest.raises(Refused) as refused:
        make.from_resident(category=lamp)
    assert refused.value.type == "matter/category-off"
    assert look("counter", queries.detail, id)["category_name"] == name
    other = make.from_resident(category="env.tree")
    with pytest.raises(Refused) as refused:
        do("counter", actions.classify, matter_id=other, category=lamp)
    assert refused.value.type == "matter/category-off"
    listed = {one["code"]: one["active"] for one in Caller("counter").get("/matters/categories").json()}
    assert listed[lamp] is False


def test_below_a_top_category_that_is_off_nothing_is_offered(lamp: str) -> None:
    change(changed(lamp.partition(".")[0], active=False))
    row = dictionary.category(lamp)
    assert row is not None
    assert not row.active


def test_intake_takes_a_new_edition_up_within_its_cache_time(
    lamp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process changed it: this one goes on with its copy for ten seconds and no longer."""
    monkeypatch.setattr("linli.matters.actions.dictionary.forget_dictionary", lambda: None)
    change(changed(lamp, keywords=[]))
    assert make.row(make.from_resident(category="")).category == lamp
    now = time.monotonic()
    monkeypatch.setattr(
        "linli.matters.queries.dictionary.time.monotonic", lambda: now + dictionary.STALE_AFTER
    )
    assert make.row(make.from_resident(category="")).category != lamp


def test_deadlines_of_matters_stay(lamp: str) -> None:
    id = make.from_resident(category=lamp)
    before = make.row(id).settle_by
    change(changed(lamp, settle_amount=90.0))
    assert make.row(id).settle_by == before
    assert make.row(make.from_resident(category=lamp)).settle_by > before


def test_bad_rows_are_refused_whole(lamp: str) -> None:
    with pytest.raises(Refused) as refused:
        change(changed(lamp, settle_amount=0.0, urgency="now"))
    assert refused.value.type == "category/bad-rows"
    assert {one["column"] for one in refused.value.fields} == {"settle_amount", "urgency"}
    assert Edition.objects.filter(noun="category").count() == 1


@pytest.mark.parametrize("who", sorted(set(c.PEOPLE) - {"admin"}))
def test_nobody_else_may(who: str) -> None:
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (actions.change_categories, {"rows": changed("env", name="环境"), "seen": 1, "reason": "改改"}),
        (actions.put_categories_back, {"number": 1, "seen": 1, "reason": "改改"}),
        (actions.change_responsibility, {"rows": [], "seen": 1, "reason": "改改", "tried": ""}),
    ]
    for action, values in attempts:
        with pytest.raises(Forbidden):
            do(who, action, **values)
    for query, values in (
        (trial.categories_edited, {}),
        (trial.category_editions, {}),
        (trial.try_categories, {"rows": []}),
        (trial.responsibility_edited, {}),
        (trial.responsibility_editions, {}),
        (trial.responsibility_edition, {"number": 1}),
        (trial.try_responsibility, {"rows": []}),
    ):
        with pytest.raises(Forbidden):
            look(who, query, **values)


def test_a_stale_edition_is_refused_with_what_changed(lamp: str) -> None:
    change(changed(lamp, name="灯不亮"))
    told = problem(
        Caller("admin").post(
            "/dictionary/categories", {"rows": changed("env", name="环境"), "seen": 1, "reason": "改改"}
        ),
        409,
        "edition/changed",
    )
    assert told["number"] == 2
    assert [(one["key"], one["kind"]) for one in told["changed"]] == [(lamp, "changed")]


def test_an_earlier_tree_is_put_back(lamp: str) -> None:
    new = {**dictionary.category_rows()[1], "code": "env.fresh", "name": "新类"}
    change([*changed(lamp, name="灯不亮"), new])
    do("admin", actions.put_categories_back, number=1, seen=2, reason="改回去")
    rows = {row["code"]: row for row in dictionary.category_rows()}
    assert rows[lamp]["name"] != "灯不亮"
    assert rows["env.fresh"]["active"] is False
    assert Edition.objects.filter(noun="category").count() == 3


@pytest.mark.parametrize("what", ["categories", "responsibility"])
def test_a_failed_ledger_leaves_nothing(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    before = (dictionary.category_rows(), rules(), Edition.objects.count())
    monkeypatch.setattr("linli.ledger.actions.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        if what == "categories":
            change(changed("env", name="环境"))
        else:
            switch_on([new_rule(), *rules()])
    assert (dictionary.category_rows(), rules(), Edition.objects.count()) == before


def test_a_sentence_is_read_with_the_draft_and_with_today(lamp: str) -> None:
    rows = changed("env.tree", keywords=["路灯坏了三天"])
    found = look("admin", trial.try_categories, rows=rows, words=make.WORDS)
    assert found["bad"] == []
    assert found["today"][0]["code"] == lamp
    assert found["draft"][0]["code"] == "env.tree"
    assert dictionary.category_rows() != rows
    assert look("admin", trial.try_categories, rows=rows)["draft"] == []


def test_a_list_is_switched_on_only_when_this_very_list_was_tried() -> None:
    rows = [new_rule(), *rules()]
    tried = look("admin", trial.try_responsibility, rows=rows)["tried"]
    other = [new_rule(note="别的"), *rules()]
    for said, token in ((rows, ""), (rows, tried[:-2] + "xx"), (other, tried)):
        with pytest.raises(Refused) as refused:
            do("admin", actions.change_responsibility, rows=said, seen=1, reason="换人", tried=token)
        assert refused.value.type == "responsibility/not-tried"
    do("admin", actions.change_responsibility, rows=rows, seen=1, reason="换人", tried=tried)
    assert rules() == rows


def test_a_trial_counts_for_a_day_and_for_whoever_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [new_rule(), *rules()]
    tried = look("admin", trial.try_responsibility, rows=rows)["tried"]
    assert trial.was_tried(c.actor("admin"), tried, rows=rows)
    assert not trial.was_tried(c.actor("secretary"), tried, rows=rows)
    later = time.time() + trial.TRIED_FOR + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert not trial.was_tried(c.actor("admin"), tried, rows=rows)


def test_a_new_list_decides_the_next_matter_and_leaves_the_others() -> None:
    before = make.from_resident()
    was = make.row(before).suggested_post
    assert was == c.post_id("grid1")
    id = switch_on([new_rule(post=str(c.post_id("secretary"))), *rules()])
    assert make.row(before).suggested_post == was
    assert make.row(make.from_resident()).suggested_post == c.post_id("secretary")
    facts = _entry(verb="responsibility.changed", subject=id).facts
    assert facts["added_count"] == 1
    assert "试试" not in str(facts)
    assert list(Responsibility.objects.order_by("place").values_list("place", flat=True))[:2] == [10, 20]


def test_lines_out_of_order_are_moved() -> None:
    rows = rules()
    id = switch_on([rows[-1], *rows[:-1]])
    assert _entry(subject=id).facts["moved"] == [rows[-1]["id"]]


def test_the_trial_says_what_would_go_elsewhere() -> None:
    for _ in range(3):
        make.from_resident()
    make.from_resident(area=c.GRIDS[1])
    counter = next(p for p in ("counter", "counter2"))
    rows = [new_rule(area=c.GRIDS[0], post=str(c.post_id(counter))), *rules()]
    found = look("admin", trial.try_responsibility, rows=rows)
    assert found["bad"] == []
    told = found["trial"]
    assert (told["matters"], told["elsewhere"]) == (4, 3)
    (group,) = told["groups"]
    assert (group["before"]["id"], group["after"]["id"], group["count"]) == (
        c.post_id("grid1"),
        c.post_id(counter),
        3,
    )
    assert len(group["examples"]) == 3
    assert {one["subject"] for one in group["examples"]} == {make.WORDS}
    assert (told["unfit_before"], told["unfit_after"]) == (0, 0)
    assert UUID(rows[0]["id"]) not in told["never"]
    assert len(told["never"]) == len(rows) - 2
    assert Matter.objects.filter(suggested_post=c.post_id(counter)).count() == 0


def test_the_trial_says_which_lines_cannot_be_run_and_what_fits_none() -> None:
    make.from_resident()
    make.from_resident(area=c.HOME)
    rows = [new_rule(title="social_organisation", level="grid")]
    told = look("admin", trial.try_responsibility, rows=rows)["trial"]
    assert told["unfit_after"] == 2
    assert {one["after"] for one in told["groups"]} == {None}
    assert told["no_post"] == [{"id": UUID(rows[0]["id"]), "count": 1}]
    assert told["place_unknown"] == [{"id": UUID(rows[0]["id"]), "count": 1}]
    assert told["never"] == [UUID(rows[0]["id"])]


def test_the_trial_runs_the_last_thirty_days_the_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(clock.now() - timedelta(days=31)):
        make.from_resident()
    for _ in range(3):
        make.from_resident()
    assert look("admin", trial.try_responsibility, rows=rules())["trial"]["matters"] == 3
    monkeypatch.setattr(trial, "REPLAYED_MOST", 2)
    told = look("admin", trial.try_responsibility, rows=rules())["trial"]
    assert (told["matters"], told["most"], told["elsewhere"]) == (2, True, 0)


def test_the_trial_costs_a_few_statements_however_many_matters() -> None:
    """Matters, posts, posts named, titles (twice), categories, examples; the list in force if its time is up."""
    counted: list[int] = []
    for number in (1, 6):
        for n in range(number):
            make.from_resident(area=c.GRIDS[n % 3])
        rows = [new_rule(post=str(c.post_id("secretary"))), *rules()]
        by = c.actor("admin")
        with scope(by, write=False):
            dictionary.current()
            with CaptureQueriesContext(connection) as told:
                trial.try_responsibility(by, rows=rows)
        counted.append(len(told))
    assert counted[0] == counted[1] <= 7


def test_a_draft_with_mistakes_is_not_run() -> None:
    found = look("admin", trial.try_responsibility, rows=[new_rule(title="emperor", post=str(ids.new()))])
    assert {one["column"] for one in found["bad"]} == {"title", "post"}
    assert (found["trial"], found["tried"]) == (None, "")


def test_what_was_ended_since_the_trial_is_refused() -> None:
    from linli.workforce import actions as workforce

    rows = [new_rule(post=str(c.post_id("vacant"))), *rules()]
    tried = look("admin", trial.try_responsibility, rows=rows)["tried"]
    do("admin", workforce.close, post_id=c.post_id("vacant"))
    with pytest.raises(Refused) as refused:
        do("admin", actions.change_responsibility, rows=rows, seen=1, reason="换人", tried=tried)
    assert refused.value.type == "responsibility/bad-rows"


def test_two_lists_one_after_the_other() -> None:
    switch_on([new_rule(), *rules()])
    with pytest.raises(Conflict):
        switch_on([new_rule(), *rules()], seen=1)
    switch_on(rules()[1:], seen=2)
    assert Edition.objects.get(noun="responsibility", number=3).same_as == 1


def test_the_same_command_switches_on_once() -> None:
    caller, command = Caller("admin"), ids.new()
    rows = [{**row, "post": row["post"] or None} for row in [new_rule(), *rules()]]
    tried = caller.post("/dictionary/responsibility/try", {"rows": rows}).json()["tried"]
    body = {"rows": rows, "seen": 1, "reason": "换人", "tried": tried}
    answers = [caller.post("/dictionary/responsibility", body, command=command) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Edition.objects.filter(noun="responsibility").count() == 2
    assert answers[0].json()["number"] == 2
    kept = caller.get("/dictionary/responsibility/edition", number=1).json()
    assert [row["id"] for row in kept] == [row["id"] for row in rows[1:]]
    problem(caller.get("/dictionary/responsibility/edition", number=9), 404, "edition/not-found")


def test_open_matters_due_in_a_span_are_counted() -> None:
    id = make.from_resident()
    due = make.row(id).due_at
    assert due is not None
    day = due.astimezone().date()
    span = {"since": day - timedelta(days=2), "until": day + timedelta(days=2)}
    assert look("admin", trial.due_between, **span) == {"count": 1, "more": False}
    later = {"since": day + timedelta(days=30), "until": day + timedelta(days=31)}
    assert look("admin", trial.due_between, **later) == {"count": 0, "more": False}
    assert Caller("admin").get("/dictionary/due", since="0001-01-01", until="9999-12-31").json()["count"] == 1
