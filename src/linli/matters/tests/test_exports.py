"""Lists to take along: what is in them, who may take them, that nobody is in clear, and that each is written down."""

import io
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from linli.kit import ids
from linli.kit.actor import Seat, system
from linli.kit.errors import Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import queries
from linli.matters.actions import ReporterData
from linli.matters.queries import Filters, dictionary, exports
from linli.matters.rules import sheets
from linli.matters.rules.sheets import Form, Sheet
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db

NAME, PHONE = make.REPORTER.name, make.REPORTER.phone


def export(who: str, **body: Any) -> Any:
    return Caller(who).post("/matters/export", {"group": "all"} | body)


def rows_of(answer: Any) -> list[list[Any]]:
    """The rows of the first sheet, the head first."""
    assert answer.status_code == 200, answer.content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return rows[2:]


def told(rows: list[list[Any]], title: str) -> list[Any]:
    """One column, of the rows that are numbered."""
    at = rows[0].index(title)
    return [row[at] for row in rows[1:] if isinstance(row[0], float | int)]


def entries() -> list[dict[str, Any]]:
    with scope(system(), write=False):
        return list(
            Entry.objects.filter(verb="matter.exported")
            .order_by("at")
            .values("facts", "actor", "area", "post")
        )


def test_the_list_is_the_one_on_the_screen() -> None:
    mine = [make.in_hand(), make.resolved(), make.from_resident(category="env.garbage")]
    make.raised("next_counter", area=c.NEXT_DOOR)
    rows = rows_of(export("counter"))
    assert rows[0] == [column.title for column in sheets.COLUMNS[Sheet.LIST]]
    assert told(rows, "编号") == [make.row(id).reference for id in reversed(mine)]
    assert told(rows, "状态") == ["待受理", "已办结·待回访", "办理中"]
    owner = make.look("counter", queries.detail, mine[2])["holder_name"]
    assert told(rows, "责任人") == [owner, "grid1者", "grid1者"]
    assert told(rows, "责任单位") == ["本社区"] * 3
    assert told(rows, "办理结果") == ["", "实际解决", ""]
    assert told(rows, "时限情况")[1] == "按时办结"
    narrowed = rows_of(export("counter", category="env", state=["received"]))
    assert told(narrowed, "编号") == [make.row(mine[2]).reference]


def test_needs_and_issues_are_told_apart_each_with_who_is_responsible() -> None:
    need = make.in_hand(category="facility.lamp")
    issue = make.from_resident(category="env.garbage")
    make.from_resident(category="talk.advice")
    needs, issues = rows_of(export("secretary", sheet="needs")), rows_of(export("secretary", sheet="issues"))
    assert told(needs, "编号") == [make.row(need).reference]
    assert told(issues, "编号") == [make.row(issue).reference]
    assert told(needs, "责任岗位") == ["grid1岗"]
    assert "问题描述" in issues[0]


def test_kinds_are_shared_out() -> None:
    kinds = set().union(*sheets.KINDS.values())
    assert len(kinds) == sum(map(len, sheets.KINDS.values()))
    assert {row.kind for row in dictionary.current().by_code.values()} - kinds == {"advice", "praise"}


def test_nobody_is_in_clear() -> None:
    make.from_resident(
        words=f"我是{NAME}，电话{PHONE}，身份证320508199001011234，楼道灯坏了", place=f"{NAME}家门口"
    )
    make.from_resident(reporter=ReporterData(name="赵保密", phone="13711112222", secret=True))
    for body in ({}, {"sheet": "needs"}):
        rows = rows_of(export("counter", **body))
        said = str(rows)
        for hidden in (NAME, PHONE, "320508199001011234", "赵保密", "13711112222"):
            assert hidden not in said
    rows = rows_of(export("counter"))
    assert told(rows, "联系电话") == ["137****2222", "138****5678"]
    assert all("*" in name for name in told(rows, "反映人"))


def test_who_may_not_know_a_secret_reporter_reads_so() -> None:
    """Whoever exports may know by his role; the rule stands all the same, where roles are given anew."""
    id = make.in_hand(reporter=ReporterData(name="赵保密", phone="13711112222", secret=True))
    by = replace(c.actor("counter"), seats=(Seat(ids.new(), c.NEXT_DOOR, Role.COUNTER, "counter_worker"),))
    with scope(system(), write=False):
        row = dict(zip(exports.READ, _raw(id), strict=True))
        assert exports.told_of(by, row, masked=True) == ("保密", "保密", "赵保密")


def _raw(id: UUID) -> tuple[Any, ...]:
    return queries.visible_matters(system()).filter(id=id).values_list(*exports.READ).get()


def test_every_export_is_written_down_in_codes_and_counts() -> None:
    make.in_hand()
    answer = export(
        "counter", category="facility", state=["in_hand"], q="路灯", owner=str(c.post_id("grid1"))
    )
    assert answer.status_code == 200
    (entry,) = entries()
    assert (entry["actor"], entry["area"], entry["post"]) == (
        c.user_id("counter"),
        c.HOME,
        c.post_id("counter"),
    )
    facts = entry["facts"]
    assert facts["rows"] == 1
    assert facts["columns"] == [column.code for column in sheets.COLUMNS[Sheet.LIST]]
    assert facts["filters"] == [
        "state=in_hand",
        "group=all",
        "category=facility",
        f"owner={c.post_id('grid1')}",
    ]
    assert (facts["sheet"], facts["form"], facts["searched"]) == ("list", "xlsx", True)
    assert "路灯" not in str(facts)
    export("counter", form="pdf")
    assert [one["facts"]["form"] for one in entries()] == ["xlsx", "pdf"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("counter", 200),
        ("secretary", 200),
        ("subdistrict", 200),
        ("supervisor", 200),
        ("grid1", 403),
        ("lead", 403),
        ("department", 403),
        ("property", 403),
        ("volunteer", 403),
        ("admin", 403),
    ],
)
def test_who_may_export(who: str, status: int) -> None:
    assert export(who).status_code == status
    assert len(entries()) == (status == 200)


def test_no_area_but_ones_own() -> None:
    assert export("counter", area=c.GRIDS[0]).status_code == 200
    for area in (c.NEXT_DOOR, c.SUBDISTRICT, c.ELSEWHERE):
        answer = export("counter", area=area)
        assert (answer.status_code, answer.json()["type"]) == (403, "matter/no-export")
    assert len(entries()) == 1


def test_a_post_that_may_not_export_adds_nothing() -> None:
    """Who is counter here and grid worker next door takes along what the counter sees."""
    make.raised("next_counter", area=c.NEXT_DOOR)
    reference = make.row(make.in_hand()).reference
    seats = (*c.actor("counter").seats, Seat(ids.new(), c.NEXT_DOOR, Role.GRID_WORKER, "grid_worker"))
    both = replace(c.actor("counter"), seats=seats)
    with scope(both, write=False):
        listed = queries.exported(both, Filters(group="all"), sheet=Sheet.LIST, form=Form.XLSX)
        assert [row[1] for row in listed.cells] == [reference]
        assert len(queries.page(both, Filters(group="all"))["rows"]) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"category": "张三"},
        {"area": "第一网格"},
        {"owner": "张三"},
        {"door": "somewhere"},
        {"state": ["lost"]},
        {"sheet": "all"},
        {"form": "csv"},
    ],
)
def test_filters_are_codes(body: dict[str, Any]) -> None:
    assert export("counter", **body).status_code == 422
    assert entries() == []


def test_too_long_a_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST", {Form.XLSX: 2, Form.PDF: 1})
    for _ in range(2):
        make.from_resident()
    assert len(told(rows_of(export("counter")), "编号")) == 2
    refused = export("counter", form="pdf")
    assert (refused.status_code, refused.json()["type"]) == (422, "matter/too-many-rows")
    assert "超过1件" in refused.json()["title"]
    make.from_resident()
    assert export("counter").status_code == 422
    with scope(c.actor("counter"), write=False), pytest.raises(Refused):
        queries.exported(c.actor("counter"), Filters(group="all"), sheet=Sheet.LIST, form=Form.XLSX)


def test_a_printed_list_holds_the_same() -> None:
    id = make.in_hand()
    answer = export("counter", form="pdf", sheet="needs")
    assert answer["Content-Type"] == "application/pdf"
    said = "".join(
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split()
    )
    for words in (
        "本社区需求清单",
        make.row(id).reference,
        "需求内容",
        "grid1者",
        "共1件",
        "第1页共1页",
        "制表人：counter者",
    ):
        assert words in said, words
    assert "filename*=utf-8''" in answer["Content-Disposition"]


def test_what_people_wrote_is_text() -> None:
    for words in ("=cmd|'/c calc'!A1", "+861", "-2+3", "@SUM(A1)"):
        make.from_resident(words=words, category="facility.lamp", reporter=None)
    rows = rows_of(export("counter", order="due"))
    assert set(told(rows, "事项")) >= {"=cmd|'/c calc'", "-2+3", "@SUM(A1)"}


def test_statements_do_not_grow_with_rows() -> None:
    def count() -> int:
        by = c.actor("counter")
        with scope(by, write=False), CaptureQueriesContext(connection) as told:
            listed = queries.exported(by, Filters(group="all"), sheet=Sheet.LIST, form=Form.XLSX)
            list(listed.cells)
        return len(told)

    make.in_hand()
    count()
    first = count()
    for _ in range(5):
        make.in_hand()
    assert count() == first
    assert first <= 2


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-02-01", "2026-02-28", "2026年2月登记"),
        ("2026-02-01", "2026-03-31", "2026-02-01 至 2026-03-31 登记"),
        ("2026-02-01", "2026-02-27", "2026-02-01 至 2026-02-27 登记"),
        ("2026-02-01", None, "2026-02-01 起登记"),
        (None, "2026-02-28", "2026-02-28 以前登记"),
    ],
)
def test_the_days_are_told_in_the_head_and_in_the_ledger(
    since: str | None, until: str | None, told: str
) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    filters = Filters(group="all", supervised=True, since=first, until=last)
    assert queries.narrowed_words(filters) == f"全部；督办；{told}"
    days = {f"since={since}" if since else "", f"until={until}" if until else ""}
    assert set(queries.coded(filters)) == {"group=all", "supervised=true", *days} - {""}
