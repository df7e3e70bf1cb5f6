"""Texts of messages: what ships, what may be saved, how it reads, who changes it."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.delivery import actions, queries
from linli.delivery.models import Message, Template
from linli.delivery.rules import templates
from linli.delivery.rules.templates import Text, Values
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger import queries as ledger
from linli.tests import community as c
from linli.tests.calling import Caller, problem

KIND = "matter.dispatched"
DUE = datetime(2026, 11, 28, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _rows(
    title: str = "派给您：{subject}", body: str = "编号{reference}，请看{link}"
) -> list[dict[str, Any]]:
    return [
        {"language": "en", "title": "For you: {reference}", "body": "Handle {reference}: {link}\r\n"},
        {"language": "zh-hans", "title": title, "body": body},
    ]


@pytest.mark.parametrize("kind", sorted(templates.shipped()))
def test_what_ships_could_be_saved(kind: str) -> None:
    one = templates.shipped()[kind]
    assert templates.check_template(kind, templates.rows_of(one.texts)) == []
    assert len(templates.part_of(kind)) <= templates.PART_MOST
    assert re.search("[一-鿿]", one.name)
    english = one.texts["en"]
    assert not re.search("[一-鿿]", one.name_en + english.title + english.body)


def test_no_mail_that_ships_has_words_of_a_resident() -> None:
    for kind, one in templates.shipped().items():
        for text in one.texts.values():
            assert "{subject}" not in text.body, kind


BAD: tuple[tuple[str, str, str], ...] = (
    ("", "编号{reference}{link}", "中文标题不能为空"),
    ("长" * 61, "编号{reference}{link}", "中文标题最多60个字，现在61个"),
    ("派单{phone}", "编号{reference}{link}", "不能用“{phone}”"),
    ("派单{", "编号{reference}{link}", "没配成对的花括号"),
    ("派单", "编号{reference}", "必须有“{link}”"),
    ("派单", "请看{link}", "必须有“{reference}”"),
    ("派单", "{subject}{reference}{link}", "不能用“{subject}”"),
    ("派单", "{reference}{link}{reporter}", "不能用“{reporter}”"),
    ("派单", "{reference}{link}" + "长" * 1200, "最多1200个字"),
)


@pytest.mark.parametrize(("title", "body", "said"), BAD)
def test_a_text_that_cannot_be_saved(title: str, body: str, said: str) -> None:
    found = templates.check_template(KIND, templates.tidy_rows(_rows(title, body)))
    assert any(said in one["title"] for one in found), found
    assert all(one["key"] == "zh-hans" and one["title_en"] for one in found)


def test_both_languages_are_wanted() -> None:
    assert templates.check_template(KIND, templates.tidy_rows(_rows()[:1]))
    assert templates.check_template(KIND, templates.tidy_rows([*_rows(), _rows()[0]]))


def test_the_systems_own_mails_have_their_own_places() -> None:
    rows = [{"language": lang, "title": "x", "body": "{code}"} for lang in templates.LANGUAGES]
    assert templates.check_template(templates.CODE, rows) == []
    assert templates.check_template(templates.DIGEST, rows)
    assert templates.check_template(KIND, rows)


@given(st.text(), st.dictionaries(st.sampled_from(["subject", "due", "link"]), st.text()))
def test_filling_never_fails_and_reads_no_value_as_a_place(text: str, values: dict[str, str]) -> None:
    templates.fill(text, values)
    assert templates.fill("{subject}", {"subject": "{link}", "link": "x"}) == "{link}"


def test_moments_as_they_are_said() -> None:
    assert templates.say_moment(DUE, "zh-hans") == "11月28日 17:00"
    assert templates.say_moment(DUE, "en") == "28 Nov 17:00"
    assert templates.say_moment(None, "zh-hans") == "未定"


@pytest.mark.django_db
class TestInForce:
    """With the database."""

    def _change(self, key: str = "admin", **more: Any) -> None:
        given: dict[str, Any] = {"kind": KIND, "seen": 0, "reason": "说得短一些", "rows": _rows()} | more
        with scope(c.actor(key)):
            actions.change_template(by=c.actor(key), **given)

    def _told(self) -> tuple[str, str]:
        subject = ids.new()
        with scope(c.actor("counter")):
            actions.tell(
                by=c.actor("counter"),
                area=c.GRIDS[0],
                kind=KIND,
                values=Values(subject="路灯坏了", reference="QT1", due=DUE),
                noun="matter",
                subject=subject,
                posts=[c.post_id("grid1")],
            )
        with scope(c.actor("grid1"), write=False):
            row = Message.objects.get(subject=subject)
        return row.title, row.title_en

    def test_without_one_of_its_own_the_site_says_what_ships(self) -> None:
        assert self._told() == ("派给您一件事项：路灯坏了", "A matter was dispatched to you: QT1")

    def test_a_change_is_said_from_then_on(self) -> None:
        self._change()
        assert self._told() == ("派给您：路灯坏了", "For you: QT1")
        assert Template.objects.get(kind=KIND, language="en").body == "Handle {reference}: {link}"

    def test_every_place_of_a_title_is_filled(self) -> None:
        self._change(rows=_rows("{community}{due}{reference}{subject}"))
        assert self._told()[0] == "本社区11月28日 17:00QT1路灯坏了"

    def test_each_change_is_an_edition_with_its_entry(self) -> None:
        self._change()
        with scope(c.actor("admin")):
            found = queries.template_editions(c.actor("admin"), kind=KIND)
        assert found["number"] == 2
        assert [(one["number"], one["reason"]) for one in found["editions"]] == [
            (2, "说得短一些"),
            (1, "改动之前在用的内容"),
        ]
        changed = {
            (one["key"], field["field"])
            for one in found["editions"][0]["differences"]
            for field in one["fields"]
        }
        assert changed == {(lang, column) for lang in templates.LANGUAGES for column in ("title", "body")}
        with scope(system(), write=False):
            from linli.editions.models import Edition

            edition = Edition.objects.get(noun="template", number=2)
            entry = ledger.timeline(system(), subject=edition.id, since=edition.at)[0]
        assert entry["verb"] == "template.changed"
        assert "派给您" not in str(entry)

    def test_an_earlier_one_is_put_back_as_a_new_one(self) -> None:
        self._change()
        by = c.actor("admin")
        with scope(by):
            actions.put_template_back(by=by, kind=KIND, number=1, seen=2, reason="还是原来的好")
        assert self._told()[0] == "派给您一件事项：路灯坏了"
        with scope(by), pytest.raises(NotFound):
            actions.put_template_back(by=by, kind=KIND, number=9, seen=3, reason="没有这一版")

    def test_refusals(self) -> None:
        with pytest.raises(Forbidden):
            self._change("secretary")
        with pytest.raises(NotFound):
            self._change(kind="matter.nothing")
        with pytest.raises(Refused) as bad:
            self._change(rows=_rows("{phone}"))
        assert bad.value.type == "template/bad-text"
        with pytest.raises(Refused) as same:
            self._change(rows=templates.rows_of(templates.shipped()[KIND].texts))
        assert same.value.type == "edition/nothing-changed"
        self._change()
        with pytest.raises(Conflict):
            self._change(rows=_rows("又改了"))
        with scope(c.actor("counter")), pytest.raises(NotFound):
            actions.tell(
                by=c.actor("counter"),
                area=c.GRIDS[0],
                kind="matter.nothing",
                noun="matter",
                subject=ids.new(),
                posts=[c.post_id("grid1")],
            )

    def test_half_a_template_in_the_table_is_none(self) -> None:
        Template.objects.create(id=ids.new(), kind=KIND, language="en", title="x", body="y")
        assert queries.template(KIND).texts["en"] == templates.shipped()[KIND].texts["en"]

    def test_a_copy_is_trusted_for_a_while(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            for _ in range(3):
                assert isinstance(queries.template(KIND).texts["en"], Text)

    def test_the_routes(self) -> None:
        admin, secretary = Caller("admin"), Caller("secretary")
        problem(secretary.get("/delivery/templates"), 403)
        listed = admin.get("/delivery/templates").json()["rows"]
        never = {"editions": [], "next": None, "number": 0}
        assert admin.get("/delivery/templates/editions", kind=KIND).json() == never
        assert {row["kind"] for row in listed} == set(templates.shipped())
        shown = admin.post("/delivery/templates/preview", {"kind": KIND, "rows": _rows()}).json()
        zh = next(one for one in shown["shown"] if one["language"] == "zh-hans")
        assert zh["title"] == f"派给您：{templates.SAMPLE}"
        assert templates.SAMPLE not in zh["mail_title"] + zh["mail_body"]
        bad = admin.post("/delivery/templates/preview", {"kind": KIND, "rows": _rows("{x}")}).json()
        assert bad["bad"][0]["field"] == "zh-hans.title"
        problem(secretary.post("/delivery/templates/preview", {"kind": KIND, "rows": _rows()}), 403)
        body = {"kind": KIND, "rows": _rows(), "seen": 0, "reason": "说得短一些"}
        changed = admin.post("/delivery/templates", body).json()["rows"]
        assert [row["kind"] for row in changed if row["changed"]] == [KIND]
        told = problem(
            admin.post("/delivery/templates", {**body, "rows": _rows("新的")}), 409, "edition/changed"
        )
        assert told["number"] == 2
        back = {"kind": KIND, "number": 1, "seen": 2, "reason": "换回来"}
        assert admin.post("/delivery/templates/put-back", back).status_code == 200
        history = admin.get("/delivery/templates/editions", kind=KIND).json()
        assert [one["same_as"] for one in history["editions"]] == [1, None, None]


def test_the_clock_of_the_site() -> None:
    assert queries.local(clock.now()).utcoffset() == DUE.utcoffset()
