"""Changing the dictionary of titles: who may, what is refused, what it does to people, editions one after another."""

from typing import Any

import pytest
from django.db import transaction

from linli.editions.models import Edition
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters.tests.factories import do, look
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.workforce import actions, queries, rules
from linli.workforce.models import Title

pytestmark = pytest.mark.django_db


def _entry(**values: Any) -> Entry:
    """An entry of the ledger, as the system sees it."""
    with scope(system("tests"), write=False):
        return Entry.objects.get(**values)


def titles() -> list[dict[str, Any]]:
    return queries.title_rows()


def changed(code: str, /, **values: Any) -> list[dict[str, Any]]:
    """Today's titles with some values of one changed."""
    return [{**row, **values} if row["code"] == code else row for row in titles()]


def change(rows: list[dict[str, Any]], *, who: str = "admin", seen: int = 1, reason: str = "换个叫法") -> Any:
    return do(who, actions.change_titles, rows=rows, seen=seen, reason=reason)


def numbers() -> list[int]:
    return list(Edition.objects.filter(noun="title").order_by("number").values_list("number", flat=True))


def test_a_new_edition_is_in_force_and_in_the_ledger() -> None:
    id = change(changed("steward", name="楼长", active=False))
    row = Title.objects.get(code="steward")
    assert (row.name, row.active) == ("楼长", False)
    entry = _entry(verb="title.changed", subject=id)
    assert entry.area == ""
    assert entry.facts == {
        "part": "",
        "number": 2,
        "changed": ["steward"],
        "changed_count": 1,
        "fields": ["active", "name"],
    }
    edition = Edition.objects.get(id=id)
    assert (edition.by, edition.reason, edition.number) == (c.user_id("admin"), "换个叫法", 2)


def test_the_order_is_the_order_of_the_rows() -> None:
    change(titles()[::-1])
    assert [row["code"] for row in titles()] == [
        row["code"] for row in reversed(Edition.objects.get(noun="title", number=1).rows)
    ]


def test_what_stood_before_any_edition_is_kept_first() -> None:
    """A site that was updated: its titles are there, no edition is."""
    Title.objects.filter(code="steward").update(name="老名字")
    change(changed("steward", name="新名字"))
    assert numbers() == [1, 2, 3]
    assert "老名字" in str(Edition.objects.get(noun="title", number=2).rows)


def test_a_changed_role_counts_at_once() -> None:
    change(changed("grid_worker", role="helper"))
    assert {seat.role.value for seat in c.actor("grid1").seats} == {"helper"}


def test_consequences_are_told_before() -> None:
    found = look("admin", queries.try_titles, rows=changed("grid_worker", role="helper"))
    assert found["bad"] == []
    (one,) = found["consequences"]
    assert (one["code"], one["posts"], one["people"]) == ("grid_worker", 3, 2)
    assert "matter:reveal" in one["lost"]
    assert one["gained"] == []
    off = look("admin", queries.try_titles, rows=changed("volunteer", active=False))["consequences"]
    assert [(one["switched_off"], one["posts"]) for one in off] == [(True, 1)]


def test_somebody_stays_administrator() -> None:
    rows = changed("administrator", role="helper")
    assert look("admin", queries.try_titles, rows=rows)["administrators"] == 0
    with pytest.raises(Refused) as refused:
        change(rows)
    assert refused.value.type == "title/no-administrator"
    assert numbers() == [1]
    assert Title.objects.get(code="administrator").role == "administrator"


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"role": "emperor"}, "role"),
        ({"role": "system"}, "role"),
        ({"role": "intake"}, "role"),
        ({"level": "moon"}, "level"),
        ({"name": "  "}, "name"),
        ({"code": "Not Good"}, "code"),
    ],
)
def test_a_bad_row_is_refused_by_name(values: dict[str, Any], column: str) -> None:
    with pytest.raises(Refused) as refused:
        change(changed("steward", **values))
    assert refused.value.type == "title/bad-rows"
    assert column in {one["column"] for one in refused.value.fields}
    assert numbers() == [1]


def test_a_title_is_switched_off_never_taken_out_or_doubled() -> None:
    rows = titles()
    assert [one["column"] for one in rules.check_titles(rows[1:], rows)] == ["code"]
    assert [one["column"] for one in rules.check_titles([*rows, rows[0]], rows)] == ["code"]


@pytest.mark.parametrize("who", sorted(set(c.PEOPLE) - {"admin"}))
def test_nobody_else_may(who: str) -> None:
    with pytest.raises(Forbidden):
        change(changed("steward", name="楼长"), who=who)
    with pytest.raises(Forbidden):
        do(who, actions.put_titles_back, number=1, seen=1, reason="改回去")
    with pytest.raises(Forbidden):
        look(who, queries.titles_edited)


def test_an_administrator_of_a_narrower_area_looks_and_changes_nothing() -> None:
    with scope(system()):
        post = actions.open_post(by=system(), area=c.HOME, title="administrator", name="社区管理岗")
        actions.assign(by=system(), post_id=post, user_id=c.user_id("counter2"))
    assert look("counter2", queries.titles_edited)["abilities"] == []
    with pytest.raises(Forbidden) as refused:
        change(changed("steward", name="楼长"), who="counter2")
    assert refused.value.type == "actor/not-for-site"
    assert look("admin", queries.titles_edited)["abilities"] == ["change"]
    with scope(system()):
        actions.vacate(by=system(), post_id=c.post_id("admin"))
    assert look("counter2", queries.titles_edited)["abilities"] == ["change"]


def test_whoever_has_not_seen_the_last_edition_is_told_what_changed() -> None:
    change(changed("steward", name="楼长"))
    with pytest.raises(Conflict) as conflict:
        change(changed("pioneer", name="海棠先锋"), seen=1)
    assert conflict.value.type == "edition/changed"
    assert conflict.value.extra["number"] == 2
    assert conflict.value.extra["by"] == "admin者"
    assert [one["key"] for one in conflict.value.extra["changed"]] == ["steward"]
    assert numbers() == [1, 2]
    change(changed("pioneer", name="海棠先锋"), seen=2)
    assert numbers() == [1, 2, 3]


def test_nothing_changed_and_no_reason_are_refused() -> None:
    for rows, reason, kind in (
        (titles(), "没有改", "edition/nothing-changed"),
        (changed("steward", name="楼长"), " ", "edition/no-reason"),
    ):
        with pytest.raises(Refused) as refused:
            change(rows, reason=reason)
        assert refused.value.type == kind


def test_an_earlier_edition_is_put_back_as_a_new_one() -> None:
    new = {**titles()[0], "code": "patroller", "name": "巡防员"}
    change([*changed("steward", name="楼长"), new])
    do("admin", actions.put_titles_back, number=1, seen=2, reason="还是原来好")
    rows = {row["code"]: row for row in titles()}
    assert rows["steward"]["name"] == "微网管家"
    assert rows["patroller"]["active"] is False
    assert numbers() == [1, 2, 3]
    change(changed("steward", name="楼长"), seen=3)
    do("admin", actions.put_titles_back, number=3, seen=4, reason="改回去")
    assert Edition.objects.get(noun="title", number=5).same_as == 3
    with pytest.raises(NotFound):
        do("admin", actions.put_titles_back, number=99, seen=5, reason="改回去")


def test_a_title_that_is_off_gets_no_post_and_keeps_those_it_has() -> None:
    change(changed("volunteer", active=False))
    assert c.actor("volunteer").seats
    with pytest.raises(Refused) as refused:
        do("admin", actions.open_post, area=c.HOME, title="volunteer", name="")
    assert refused.value.type == "post/title-off"


def test_a_failed_ledger_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr("linli.ledger.actions.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        change(changed("steward", name="楼长"))
    assert numbers() == [1]
    assert Title.objects.get(code="steward").name == "微网管家"


def test_the_same_command_twice_is_one_edition() -> None:
    from linli.kit import ids

    caller, command = Caller("admin"), ids.new()
    body = {"rows": changed("steward", name="楼长"), "seen": 1, "reason": "换个叫法"}
    first = caller.post("/workforce/titles", body, command=command)
    again = caller.post("/workforce/titles", body, command=command)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert numbers() == [1, 2]
    problem(caller.post("/workforce/titles", body | {"reason": "别的原因"}, command=command), 409)


def test_the_editions_are_told_with_what_they_changed() -> None:
    change(changed("steward", name="楼长"))
    told = Caller("admin").get("/workforce/titles/editions").json()
    assert [one["number"] for one in told["editions"]] == [2, 1]
    newest, first = told["editions"]
    assert newest["differences"][0]["fields"] == [{"field": "name", "before": "微网管家", "after": "楼长"}]
    assert first["differences"] == []
    assert told["next"] is None
    problem(Caller("secretary").get("/workforce/titles/editions"), 403)


def test_old_editions_come_in_pages() -> None:
    for number in range(1, 13):
        change(changed("steward", name=f"楼长{number}"), seen=number)
    first = look("admin", queries.title_editions)
    assert [one["number"] for one in first["editions"]] == list(range(13, 3, -1))
    assert first["next"] == 4
    rest = look("admin", queries.title_editions, before=first["next"])
    assert [one["number"] for one in rest["editions"]] == [3, 2, 1]
    assert rest["next"] is None
