"""What a ledger holds of people is shown to its sender alone, masked, and stays nowhere in the clear."""

import io
import re
import struct
import subprocess
from typing import Any

import msgspec
import pytest
import structlog

from linli.delivery.models import Message
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.kit.spreadsheets import apart, reading
from linli.register.tests.factories import number
from linli.sheets import actions, jobs
from linli.sheets import queries as loads
from linli.sheets.models import Load, Mapping
from linli.sheets.rules import headings
from linli.sheets.tests import books
from linli.sheets.tests.test_api import rows_of, send
from linli.sheets.tests.walks import counts, loaded, seen, sent
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
WANG = number("19580312", 2)


def _headless() -> Any:
    rows = books.family()
    by, id = c.actor("counter"), ids.new()
    content = books.book(rows[1:], heads=rows[0])
    with scope(by):
        actions.receive(by=by, load_id=id, area=c.HOME, name="a.xlsx", content=content, source="民警")
    jobs.check(str(id))
    return id


def test_labels_of_few_are_not_shown_to_who_did_not_send_them() -> None:
    loaded(books.family())
    heads = [*books.HEADS, "人员类别"]
    content = books.book(
        [[*books.family()[0], "精神障碍患者"], [*books.row("赵五", 性别="中"), ""]], heads=heads
    )
    secretary, counter = Caller("secretary"), Caller("counter")
    id = send(secretary, content).json()["id"]
    jobs.check(id)
    own = secretary.get(f"/loads/{id}/rows", kind="changed").json()["items"]
    assert "精神障碍患者" in str(own)
    assert counter.get(f"/loads/{id}").json()["counts"]["changed"] == 1
    assert "rows" in secretary.get(f"/loads/{id}").json()["abilities"]
    assert "rows" not in counter.get(f"/loads/{id}").json()["abilities"]
    for kind in ("changed", "wrong", "new"):
        problem(counter.get(f"/loads/{id}/rows", kind=kind), 403, "sheets/not-the-sender")
    problem(counter.post(f"/loads/{id}/wrong-rows"), 403, "sheets/not-the-sender")
    assert rows_of(secretary.post(f"/loads/{id}/wrong-rows"))[1][6] == "赵五"


def test_whoever_starts_a_load_does_not_become_its_sender() -> None:
    id = sent(books.family())
    by = c.actor("counter2")
    with scope(by):
        actions.start(by=by, load_id=id)
    assert jobs.load(str(id), str(by.id))
    with seen():
        assert Load.objects.get(id=id).person == c.user_id("counter")
    with pytest.raises(Forbidden), scope(by, write=False):
        loads.page_of(by, id, "wrong", 0)


def test_nothing_out_of_a_row_becomes_a_heading() -> None:
    id = _headless()
    with seen():
        load = Load.objects.get(id=id)
        kept = str(load.sheets) + str(load.mapping)
        assert load.problem["type"] == "sheets/no-headings"
    assert "第6列" in kept
    assert not re.search(r"王秀英|春晖|\d{7}", kept)


def test_columns_called_by_their_places_are_read_and_not_remembered() -> None:
    id, by = _headless(), c.actor("counter")
    told = dict.fromkeys(["第1列"], "estate") | {"第2列": "building", "第3列": "entrance", "第4列": "room"}
    told |= {"第6列": "name", "第8列": "id_number", "第9列": "born_on", "王秀英": "note"}
    with scope(by):
        actions.remap(by=by, load_id=id, mapping=told, sheets=[0])
    jobs.check(str(id))
    with seen():
        assert counts(id)["new"] == 4
        assert Mapping.objects.get(source="民警").columns == {}
        assert "王秀英" not in Load.objects.get(id=id).mapping


def test_headings_go_with_a_load_that_is_given_up() -> None:
    id, by = sent(books.family()), c.actor("counter")
    with scope(by):
        actions.drop(by=by, load_id=id)
    with seen():
        load = Load.objects.get(id=id)
    assert (load.sheets, load.mapping) == ([], {})


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("联系电话", "联系电话"),
        ("联系电话（王秀英）", "联系电话"),
        ("填表 0512-66667777", "第3列"),
        ("填报人：王秀英", "第3列"),
        ("王秀英", "第3列"),
        ("高龄", "高龄"),
        ("党支部", "党支部"),
    ],
)
def test_headings_that_name_somebody_are_called_by_their_places(title: str, kept: str) -> None:
    head = headings.find([["姓名", "室号", title, "楼栋", "性别"]], {})
    assert head is not None
    assert head.titles[2] == kept


def test_numbers_are_masked_in_what_is_told_of_a_row() -> None:
    rows = [*books.family(), books.row("王秀英", 身份证号码=WANG, 性别="13655550000")]
    who = Caller("counter")
    id = send(who, books.book(rows)).json()["id"]
    jobs.check(id)
    told = who.get(f"/loads/{id}/rows", kind="wrong").json()["items"]
    assert not re.search(rf"{WANG}|13655550000", str(told))
    twice = sent([*books.family(), books.row("王秀英", room="901室", 身份证号码=WANG)])
    with seen():
        [row] = loads.wrong_rows(c.actor("counter"), twice)
    assert row["problems"][0]["value"] == "970101********002" + WANG[-1]


def test_what_breaks_is_logged_without_rows_and_told_by_where_it_stood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(**_: Any) -> None:
        raise RuntimeError("Failing row contains (王秀英)")

    by, id = c.actor("counter"), ids.new()
    with scope(by):
        content = books.book(books.family())
        actions.receive(by=by, load_id=id, area=c.HOME, name="a.xlsx", content=content)
    monkeypatch.setattr("linli.sheets.actions.check", breaks)
    with structlog.testing.capture_logs() as logs:
        assert not jobs.check(str(id))
    assert "王秀英" not in str(logs)
    assert logs[0]["error"] == "RuntimeError"
    with seen():
        assert Load.objects.get(id=id).problem["type"] == "sheets/check-stopped"


def test_missing_columns_are_named_in_the_readers_own_language() -> None:
    heads = [head for head in books.HEADS if head != "室号"]
    by, id = c.actor("counter"), ids.new()
    with scope(by):
        content = books.book([one[:3] + one[4:] for one in books.family()], heads=heads)
        actions.receive(by=by, load_id=id, area=c.HOME, name="a.xlsx", content=content)
    jobs.check(str(id))
    with seen():
        told = Load.objects.get(id=id).problem
    assert told["type"] == "sheets/missing-columns"
    assert "Room (or Address)" in told["title_en"]
    assert "Say which" in told["title_en"]
    assert not re.search("[\u4e00-\u9fff]", told["title_en"])


def test_the_reader_is_told_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    begin = subprocess.Popen

    def watched(*words: Any, **more: Any) -> Any:
        given.append(more["env"])
        return begin(*words, **more)

    monkeypatch.setattr("linli.kit.spreadsheets.reading.subprocess.Popen", watched)
    with reading.opened(books.book(books.family())) as file:
        assert file.sheets
    assert set(given[0]) == {"PYTHONPATH", "PATH", "LANG"}


def test_rows_too_many_for_a_frame_come_in_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FRAME_MOST", 100)
    rows = [[f"{number}" * 30] for number in range(8)]
    stream = io.BytesIO()
    apart.send_rows(stream, rows)
    stream.seek(0)
    read: list[Any] = []
    while length := stream.read(4):
        size = struct.unpack("<I", length)[0]
        assert size <= 100
        read += msgspec.msgpack.decode(stream.read(size))
    assert read == rows


def test_wrong_rows_are_kept_up_to_a_bound_and_the_rest_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.sheets.rules.loads.WRONG_MOST", 1200)
    monkeypatch.setattr("linli.sheets.rules.loads.PACK_BYTES", 300)
    rows = [[*books.row("赵五", room=f"{n}01室", 性别="中"), "x" * 500] for n in range(1, 21)]
    id = sent(rows, heads=[*books.HEADS, ""])
    by = c.actor("counter")
    with seen():
        assert counts(id)["wrong"] == 20
        kept = 20 - Load.objects.get(id=id).remarks["unkept"]
        page = loads.page_of(by, id, "wrong", 0)
        cells = [len(row["cells"]) for row in loads.wrong_rows(by, id)]
    assert 1 < kept < 20
    assert (page["total"], len(page["items"])) == (kept, kept)
    assert set(cells) == {len(books.HEADS)}


def test_each_ledger_in_clear_is_told_to_those_who_answer_for_it() -> None:
    loaded(books.family())
    assert Caller("secretary").post("/loads/ledger", {"area": c.HOME}).status_code == 200
    assert _told() == []
    for _ in range(2):
        answer = Caller("secretary").post("/loads/ledger", {"area": c.HOME, "reason": "上报街道"})
        assert answer.status_code == 200
    assert [post for post, _ in _told()] == [c.post_id("supervisor")] * 2
    assert "4人" in _told()[0][1]


def _told() -> list[Any]:
    with scope(system(), write=False):
        rows = Message.objects.filter(kind="register.clear-export")
        return list(rows.values_list("to_post", "title"))
