"""The routes of matters as a client meets them: what is sent, what comes back, what is said of a bad form, and that no
input is an error of ours."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error
from django.utils import timezone
from pytest_django import Settings

from linli.files.tests import factories as files
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions, queries
from linli.matters.models import Category
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


def body(**values: Any) -> dict[str, Any]:
    """A new matter as it is sent."""
    return {"id": str(ids.new()), "words": make.WORDS, "area": c.GRIDS[0]} | values


# Raising


def test_raised_with_a_receipt() -> None:
    sent = body(door="phone", reporter={"name": "欧阳小红", "phone": "13812345678"}, place="三号楼")
    answer = Caller("counter").post("/matters", sent)
    assert answer.status_code == 201
    told = answer.json()
    assert told["id"] == sent["id"]
    assert len(told["code"]) == 6
    assert told["category"] == "facility.lamp"
    assert told["state"] == "received"
    assert set(told) >= {"reference", "category_name", "area", "post", "accept_by", "respond_by", "settle_by"}


def test_raised_twice_by_one_command_is_one_matter() -> None:
    caller, sent, command = Caller("counter"), body(), ids.new()
    first, second = (caller.post("/matters", sent, command=command) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert len(caller.get("/matters").json()["rows"]) == 1
    other = caller.post("/matters", sent | {"words": "别的事情"}, command=command)
    problem(other, 409, "command/other-body")
    problem(Caller("counter2").post("/matters", sent, command=command), 409, "command/other-body")


def test_sent_again_it_is_answered_even_where_it_would_be_refused_by_now() -> None:
    caller, sent, command = Caller("counter"), body(category="facility.lamp"), ids.new()
    first = caller.post("/matters", sent, command=command)
    Category.objects.filter(code="facility.lamp").update(active=False, changed_at=clock.now())
    queries.forget_dictionary()
    problem(caller.post("/matters", body(category="facility.lamp")), 422, "matter/category-off")
    second = caller.post("/matters", sent, command=command)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()


def test_one_id_is_one_matter_whatever_the_command() -> None:
    caller, sent = Caller("counter"), body()
    assert caller.post("/matters", sent).status_code == 201
    problem(caller.post("/matters", sent), 409, "request/conflict")


def test_raised_with_a_picture(settings: Settings, tmp_path: Path) -> None:
    """Whoever sees the matter sees its pictures; nobody hangs on what he cannot see."""
    settings.LINLI_FILES = tmp_path
    caller = Caller("grid1")
    form = {"file": SimpleUploadedFile("a.jpg", files.jpeg()), "area": c.GRIDS[0]}
    file = caller.post_form("/files", form).json()["id"]
    sent = body(files=[file, file])
    assert caller.post("/matters", sent).status_code == 201
    told = caller.get(f"/matters/{sent['id']}").json()
    assert [one["id"] for one in told["files"]] == [file]
    picture = Caller("secretary").get(told["files"][0]["url"].removeprefix("/api"))
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    next_door = body(files=[file], area=c.NEXT_DOOR)
    problem(Caller("next_counter").post("/matters", next_door), 404, "file/not-found")


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"id": "x"}, "id"),
    ({"words": None}, "words"),
    ({"words": "字" * 20_001}, "words"),
    ({"area": "9" * 18}, "area"),
    ({"door": "window"}, "door"),
    ({"urgency": "very"}, "urgency"),
    ({"longitude": 181, "latitude": 1}, "longitude"),
    ({"longitude": 1, "latitude": -91}, "latitude"),
    ({"reporter": {"name": "名" * 41}}, "reporter.name"),
    ({"reporter": {"phone": "1" * 21}}, "reporter.phone"),
    ({"files": ["x"]}, "files.0"),
    ({"files": [str(ids.of("t", str(n))) for n in range(11)]}, "files"),
    ({"external_deadline": "tomorrow"}, "external_deadline"),
)


@pytest.mark.parametrize(("values", "field"), BAD, ids=[case[1] for case in BAD])
def test_a_bad_form_says_what_to_mend(values: dict[str, Any], field: str) -> None:
    told = problem(Caller("counter").post("/matters", body(**values)), 422, "request/invalid")
    errors = {error["field"].removeprefix("body."): error for error in told["errors"]}
    assert list(errors) == [field]
    assert any("\u4e00" <= one <= "\u9fff" for one in errors[field]["title"])
    assert errors[field]["title_en"].isascii()


STEPS_BAD: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("accept", {"urgency": "very"}, {"urgency"}),
    ("accept", {"post": "x"}, {"post"}),
    ("decline", {}, {"reason"}),
    ("decline", {"reason": "长" * 4001}, {"reason"}),
    ("refer", {"reason": "请去法院", "to": "moon"}, {"to"}),
    ("dispatch", {}, {"post"}),
    ("settle", {}, {"words", "outcome"}),
    ("resolve", {"words": "好了", "outcome": "magic"}, {"outcome"}),
    ("hold", {"reason": "等改造", "review_on": "2026-13-01"}, {"review_on"}),
    ("follow_up", {}, {"reached"}),
    ("rate", {"score": 6}, {"score"}),
    ("rate", {"score": 0}, {"score"}),
    ("rate", {"score": "good"}, {"score"}),
    ("reveal", {"reason": "啊"}, {"reason"}),
    ("take", {"version": "new"}, {"version"}),
    ("answer", {"words": "长" * 10_001}, {"words"}),
)


@pytest.mark.parametrize(("name", "values", "fields"), STEPS_BAD)
def test_a_bad_step_says_what_to_mend(name: str, values: dict[str, Any], fields: set[str]) -> None:
    id = make.from_resident()
    told = problem(Caller("counter").post(f"/matters/{id}/{name}", values), 422, "request/invalid")
    assert {error["field"].removeprefix("body.") for error in told["errors"]} == fields
    for error in told["errors"]:
        assert any("\u4e00" <= one <= "\u9fff" for one in error["title"])


def test_what_the_rules_refuse_names_its_field() -> None:
    id, caller = make.from_resident(), Caller("counter")
    told = problem(caller.post(f"/matters/{id}/decline", {"reason": " "}), 422, "matter/no-reason")
    assert told["errors"][0]["field"] == "reason"
    told = problem(caller.post("/matters", body(words="  ")), 422, "matter/no-words")
    assert told["errors"][0]["field"] == "words"
    told = problem(caller.post("/matters", body(area="12")), 422, "matter/unknown-area")
    assert told["errors"][0]["field"] == "area"


HOSTILE: tuple[Any, ...] = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"words"',
    b"\xff\xfe",
    b'{"words": "\\ud800"}',
    json.dumps({"words": "\x00路灯\x00坏了", "place": "\x00", "external_number": "\x00"}).encode(),
    json.dumps({"words": "路灯坏了", "subject": "\ud83d\ude00" * 50}).encode(),
    b'{"words": "1", "longitude": NaN, "latitude": Infinity}',
    b'{"words": "1", "longitude": 1e999, "latitude": 1}',
    json.dumps({"words": "1", "external_deadline": "0001-01-01T00:00:00+14:00"}).encode(),
    json.dumps({"words": "1", "external_deadline": "9999-12-31T23:59:59-14:00"}).encode(),
    json.dumps({"words": "1", "external_deadline": "2026-03-04T10:00:00"}).encode(),
    json.dumps({"words": "1", "external_deadline": 99999999999999}).encode(),
    json.dumps({"words": "=cmd|' /C calc'!A0", "reporter": {"name": "<script>", "phone": "'; --"}}).encode(),
    json.dumps({"words": "路" * 10_000, "reporter": {"name": "\u202e\u200b", "phone": "+86"}}).encode(),
)


@pytest.mark.parametrize("raw", HOSTILE)
def test_no_input_is_an_error_of_ours(raw: bytes) -> None:
    """What can be mended is asked for; what cannot be read is refused; what was taken can be read again."""
    sent = raw
    if raw.startswith(b'{"'):
        start = json.dumps({"id": str(ids.new()), "area": c.GRIDS[0]}).encode()
        sent = start[:-1] + b", " + raw[1:]
    answer = Caller("counter").post("/matters", sent)
    assert answer.status_code in {201, 400, 413, 422}, answer.content
    if answer.status_code == 201:
        told = Caller("counter").get(f"/matters/{answer.json()['id']}")
        assert told.status_code == 200, told.content


QUERIES: tuple[tuple[dict[str, Any], set[int]], ...] = (
    ({"q": "\x00"}, {200, 422}),
    ({"q": "路" * 3000}, {200}),
    ({"q": "%_'\"\\"}, {200}),
    ({"after": "x"}, {422}),
    ({"after": "OTk5OTk5OTk5OTk5OTk5OTk5OTku"}, {422}),
    ({"most": -1}, {200}),
    ({"most": 10**9}, {200}),
    ({"most": "many"}, {422}),
    ({"area": "~"}, {200}),
    ({"area": "\x00"}, {200, 422}),
    ({"state": ["received", "x"]}, {200}),
    ({"owner": "x"}, {200}),
    ({"standing": "x", "order": "x", "group": "x"}, {200}),
)


@pytest.mark.parametrize(("query", "statuses"), QUERIES)
def test_no_query_is_an_error_of_ours(query: dict[str, Any], statuses: set[int]) -> None:
    make.from_resident()
    assert Caller("counter").get("/matters", **query).status_code in statuses


def test_no_address_is_an_error_of_ours() -> None:
    caller = Caller("counter")
    assert caller.get("/matters/not-an-id").status_code == 404
    assert caller.get(f"/matters/{ids.new()}").status_code == 404
    assert caller.post(f"/matters/{ids.new()}/explode").status_code == 404


# Steps and reading


def test_a_step_answers_the_matter_as_it_stands() -> None:
    id, caller = make.from_resident(category="env.tree"), Caller("counter")
    before = caller.get(f"/matters/{id}").json()
    assert "accept" in before["abilities"]
    sent = {"post": before["suggested_post"], "version": before["version"]}
    told = caller.post(f"/matters/{id}/accept", sent).json()
    assert told["state"] == "dispatched"
    assert told["post_name"] == told["suggested_post_name"] == "property岗"
    assert told["version"] > before["version"]
    assert "accept" not in told["abilities"]
    assert told == caller.get(f"/matters/{id}").json()


def test_whoever_comes_too_late_is_told_what_changed() -> None:
    id = make.accepted()
    version = make.row(id).version
    one, two = (Caller(who) for who in ("counter", "counter2"))
    sent = {"post": str(c.post_id("grid1")), "version": version}
    assert one.post(f"/matters/{id}/dispatch", sent).status_code == 200
    other = {"post": str(c.post_id("property")), "version": version}
    told = problem(two.post(f"/matters/{id}/dispatch", other), 409, "matter/changed")
    assert told["state"] == "dispatched"
    assert told["post"] == str(c.post_id("grid1"))
    assert (told["post_name"], told["holder_name"]) == ("grid1岗", "grid1者")
    assert told["version"] == make.row(id).version


def test_a_refusal_may_be_sent_again() -> None:
    """Only what went right is kept under the command's id."""
    id, command, caller = make.dispatched("grid1"), ids.new(), Caller("grid1")
    sent = {"words": "好了", "outcome": "solved"}
    problem(caller.post(f"/matters/{id}/resolve", sent, command=command), 422, "matter/wrong-state")
    assert caller.post(f"/matters/{id}/take").status_code == 200
    assert caller.post(f"/matters/{id}/resolve", sent, command=command).status_code == 200


def test_reopening_can_be_asked_for_whatever_the_score() -> None:
    id = make.resolved()
    told = Caller("counter").post(f"/matters/{id}/rate", {"score": 4, "reopen": True}).json()
    assert (told["state"], told["reopening_asked"]) == ("rated", True)


def test_revealed_on_request_and_masked_everywhere_else() -> None:
    id, caller = make.dispatched("grid1"), Caller("grid1")
    told = caller.post(f"/matters/{id}/reveal", {"reason": "要上门核实"}).json()
    assert told == {"name": "欧阳小红", "phone": "13812345678", "address": "3号楼2单元501"}
    for path in ("", "/timeline"):
        text = caller.get(f"/matters/{id}{path}").content.decode()
        assert "13812345678" not in text
        assert "小红" not in text
    assert "13812345678" not in caller.get("/matters").content.decode()
    assert make.verbs(id)[-1] == "revealed"


def test_a_list_and_its_next_page() -> None:
    caller = Caller("counter")
    made = {str(make.from_resident()) for _ in range(5)}
    first = caller.get("/matters", most=3).json()
    second = caller.get("/matters", most=3, after=first["next"]).json()
    assert {row["id"] for row in first["rows"] + second["rows"]} == made
    assert second["next"] is None
    assert caller.get("/matters", q="路灯").json()["rows"]


def test_the_tree_of_categories() -> None:
    rows = Caller("volunteer").get("/matters/categories").json()
    assert {"code", "parent", "name", "name_en", "urgency", "refer_to", "active"} == set(rows[0])
    codes = {row["code"] for row in rows}
    assert all(row["parent"] in codes for row in rows if row["parent"])


def test_suggested_through_the_door() -> None:
    caller = Caller("counter")
    told = caller.post("/matters/suggest", {"words": make.WORDS, "area": c.GRIDS[0]}).json()
    assert told["categories"][0]["category"] == "facility.lamp"
    sent = {"words": make.WORDS, "area": c.GRIDS[0], "category": "env.tree", "urgency": "urgent"}
    told = caller.post("/matters/suggest", sent).json()
    assert UUID(told["post"]) is not None
    problem(caller.post("/matters/suggest", {"urgency": "very"}), 422)


def test_the_suggestion_says_who_accepts_where_nobody_handles() -> None:
    make.do(system("tests"), actions.load_responsibility, rows=[])
    told = Caller("grid1").post("/matters/suggest", {"words": make.WORDS, "area": c.GRIDS[0]}).json()
    assert (told["post"], told["acceptor_name"]) == (None, "grid1岗")
    told = Caller("counter").post("/matters/suggest", {"words": make.WORDS}).json()
    assert (told["post"], told["acceptor_name"]) == (None, "counter岗")


def test_the_suggestion_keeps_the_deadline_of_an_order_where_it_is_sooner() -> None:
    caller, sent = Caller("counter"), {"words": make.WORDS, "area": c.GRIDS[0]}
    own = caller.post("/matters/suggest", sent).json()
    assert not own["settle_by_order"]
    soon = timezone.localtime(clock.now() + timedelta(hours=2)).replace(tzinfo=None, microsecond=0)
    told = caller.post("/matters/suggest", {**sent, "external_deadline": soon.isoformat()}).json()
    assert told["settle_by_order"]
    assert datetime.fromisoformat(told["settle_by"]) == soon.replace(tzinfo=timezone.get_default_timezone())
    late = caller.post("/matters/suggest", {**sent, "external_deadline": "2090-01-01T00:00:00"}).json()
    assert not late["settle_by_order"]


def test_drafts_of_pasted_text() -> None:
    caller = Caller("counter")
    order = "工单编号：GD1\n诉求内容：三号楼路灯坏了\n联系电话：13812345678、0731-88886666、13900001111\n诉求人：张三"
    told = caller.post("/matters/read-order", {"text": order}).json()
    assert (told["kind"], told["drafts"][0]["reporter"]["phone"]) == ("order_12345", "13812345678")
    chat = caller.post("/matters/read-chat", {"text": "张阿姨：三号楼路灯坏了"}).json()
    assert chat["drafts"]
    for name in ("read-chat", "read-order"):
        problem(caller.post(f"/matters/{name}", {"text": ""}), 422)


def test_the_answer_for_the_hotline() -> None:
    id = make.resolved(external_number="GD1")
    told = Caller("counter").get(f"/matters/{id}/order-answer").json()
    assert told["text"].startswith("工单编号：GD1")
    problem(Caller("counter").get(f"/matters/{make.resolved()}/order-answer"), 404)


def test_a_read_cannot_write() -> None:
    """The database itself refuses, whatever a route would do."""
    with pytest.raises(Error, match="read-only"), scope(c.actor("counter"), write=False):
        make.Matter.objects.update(place="x")
