"""Ledgers over the API: sent, looked at, mapped, loaded, mended; and taken along."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register.models import Change
from linli.register.tests import factories as homes
from linli.register.tests.factories import number
from linli.sheets import jobs
from linli.sheets.tests import books
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


def send(who: Caller, content: bytes, name: str = "台账.xlsx") -> Any:
    file = SimpleUploadedFile(name, content)
    return who.post_form("/loads", {"file": file, "area": c.HOME, "source": "派出所"})


def rows_of(answer: Any) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_a_ledger_from_the_file_to_the_register_and_its_wrong_rows_mended() -> None:
    who = Caller("counter")
    answer = send(who, books.book([*books.family(), books.row("@A1+1", 性别="中")]))
    assert answer.status_code == 201
    id = answer.json()["id"]
    assert answer.json()["state"] == "waiting"
    jobs.check(id)
    told = who.get(f"/loads/{id}").json()
    assert (told["state"], told["counts"]["new"], told["counts"]["wrong"]) == ("checked", 4, 1)
    assert told["abilities"] == ["remap", "start", "drop", "rows"]
    [wrong] = who.get(f"/loads/{id}/rows", kind="wrong").json()["items"]
    assert [one["field"] for one in wrong["problems"]] == ["name", "sex"]
    assert len(who.get(f"/loads/{id}/rows", kind="new").json()["items"]) == 4
    mend = rows_of(who.post(f"/loads/{id}/wrong-rows"))
    assert mend[0] == ["原因", *books.HEADS]
    assert mend[1][6] == "@A1+1"
    assert who.post(f"/loads/{id}/start", {"version": told["version"]}).json()["state"] == "loading"
    assert jobs.load(id)
    told = who.get(f"/loads/{id}").json()
    assert (told["state"], told["part_done"], told["abilities"]) == ("done", told["part_count"], ["rows"])
    mend[1][6], mend[1][7] = "钱六", "男"
    again = books.book(mend[1:], heads=mend[0])
    id = send(who, again).json()["id"]
    jobs.check(id)
    assert who.get(f"/loads/{id}").json()["counts"]["new"] == 1
    assert next(one["id"] for one in who.get("/loads", area=c.HOME).json()["items"]) == id


def test_columns_are_said_and_the_file_is_checked_anew() -> None:
    who = Caller("counter")
    heads = ["老人" if head == "姓名" else head for head in books.HEADS]
    id = send(who, books.book(books.family(), heads=heads)).json()["id"]
    jobs.check(id)
    told = who.get(f"/loads/{id}").json()
    assert told["state"] == "failed"
    assert "老人" in told["sheets"][0]["titles"]
    answer = who.post(f"/loads/{id}/mapping", {"mapping": {"老人": "name"}, "sheets": [0]})
    assert answer.json()["state"] == "waiting"
    jobs.check(id)
    assert who.get(f"/loads/{id}").json()["counts"]["new"] == 4
    problem(who.post(f"/loads/{id}/mapping", {"mapping": {"老人": "blood"}, "sheets": [0]}), 422)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no", b"\x89PNG\r\n\x00\x00", b""])
def test_what_is_no_ledger_is_refused_in_both_languages(content: bytes) -> None:
    problem(send(Caller("counter"), content), 422)


def test_only_those_who_may_load_do() -> None:
    content = books.book(books.family())
    for key in ("grid1", "lead", "subdistrict", "supervisor", "admin", "volunteer"):
        problem(send(Caller(key), content), 403, "actor/not-allowed")


def _somebody() -> None:
    by = c.actor("counter")
    who = homes.member("王秀英", id_number=number("19580312", 2), phone="13655550000", relation="head")
    homes.household(by, homes.dwelling(by, homes.building(by, c.GRIDS[0])), who)
    homes.label(by, who.id)
    with scope(c.actor("secretary")):
        pass
    homes.label(c.actor("secretary"), who.id, kind="mental_disorder")


def test_a_ledger_goes_out_masked_without_restricted_labels_and_is_written_down() -> None:
    _somebody()
    answer = Caller("secretary").post("/loads/ledger", {"area": c.HOME})
    rows = rows_of(answer)
    row = dict(zip(rows[2], rows[3], strict=True))
    assert (row["姓名"], row["身份证号码"], row["联系电话"]) == (
        "王秀英",
        "970101********002" + number("19580312", 2)[-1],
        "136****0000",
    )
    assert row["人员类别"] == "独居老人"
    with scope(c.actor("secretary"), write=False):
        facts = Entry.objects.get(verb="register.exported").facts
    assert (facts["rows"], facts["clear"]) == (1, False)


def test_with_a_reason_it_goes_out_in_clear_and_loaded_again_changes_nothing() -> None:
    _somebody()
    who = Caller("secretary")
    answer = who.post("/loads/ledger", {"area": c.HOME, "reason": "上报街道"})
    assert number("19580312", 2) in [row[9] for row in rows_of(answer)]
    with scope(c.actor("secretary"), write=False):
        assert Change.objects.get(noun="ledger").after == "上报街道"
        assert Entry.objects.get(verb="register.exported").facts["clear"]
    id = send(who, answer.content).json()["id"]
    jobs.check(id)
    counts = who.get(f"/loads/{id}").json()["counts"]
    assert (counts["same"], counts["new"], counts["changed"], counts["wrong"]) == (1, 0, 0, 0)


def test_who_may_not_take_a_ledger_along() -> None:
    problem(Caller("grid1").post("/loads/ledger", {"area": c.GRIDS[0]}), 403, "register/no-export")
    problem(Caller("lead").post("/loads/ledger", {"area": c.HOME}), 403, "register/no-export")
    assert Caller("lead").post("/loads/ledger", {"area": c.GRIDS[0]}).status_code == 200
