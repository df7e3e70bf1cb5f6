"""Receipt and letter: what is on them, what never is, who may print them, and that each print is written down."""

import io
import json
import re
from typing import Any, cast
from uuid import UUID

import pypdf
import pytest

from linli.config import env
from linli.documents.rules import qr
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.matters import actions
from linli.matters.actions import ReporterData
from linli.matters.models import Ticket
from linli.matters.rules import papers, sheets
from linli.matters.tests import factories as make
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db

NAME = make.REPORTER.name


def text_of(content: bytes) -> str:
    """The words of a PDF without space."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split()).replace("\u200b", "")


def printed(who: str, id: UUID, paper: str, **body: Any) -> Any:
    return Caller(who).post(f"/matters/{id}/{paper}", body)


def code_of(id: UUID) -> str:
    with scope(system(), write=False):
        return Ticket.objects.get(matter=id).code


def test_a_receipt_tells_what_when_and_where_to_ask() -> None:
    id = make.in_hand()
    answer = printed("counter", id, "receipt", code="402913")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    matter = make.row(id)
    assert "filename*=utf-8''%E5%8F%97%E7%90%86%E5%9B%9E%E6%89%A7" in answer["Content-Disposition"]
    said = text_of(answer.content)
    for words in (
        "受理回执",
        matter.reference,
        "402913",
        "三号楼门口的路灯坏了三天",
        "/track/",
        "本社区",
        "grid1岗",
    ):
        assert words in said, words
    assert "办结：最迟" in said
    assert "受理：已完成" in said
    assert NAME not in said
    assert "13812345678" not in said


def test_the_code_is_printed_only_where_it_is_at_hand_and_kept_nowhere() -> None:
    id = make.in_hand()
    code = code_of(id)
    assert code not in text_of(printed("counter", id, "receipt").content).replace(make.row(id).reference, "")
    printed("counter", id, "receipt", code=code)
    told = [entry["facts"] for entry in make.entries(id) if entry["verb"] == "matter.printed"]
    assert told == [{"paper": "receipt", "code": False}, {"paper": "receipt", "code": True}]
    assert code not in json.dumps(told)


@pytest.mark.parametrize("code", ["12345", "abcdef", "１２３４５６", "1234567"])
def test_a_code_has_six_digits(code: str) -> None:
    assert printed("counter", make.in_hand(), "receipt", code=code).status_code == 422


def test_a_slip_is_narrow() -> None:
    content = printed("grid1", make.in_hand(), "receipt", slip=True).content
    width = float(pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox.width)
    assert width == pytest.approx(80 / 25.4 * 72, abs=0.5)


def test_a_letter_answers_the_reporter_masked() -> None:
    id = make.resolved()
    answer = printed("counter", id, "letter")
    said = text_of(answer.content)
    for words in (
        "关于反映事项的答复函",
        make.row(id).reference,
        "灯泡已换好",
        "办理结果：实际解决。",
        "特此函复。",
        "本社区",
    ):
        assert words in said, words
    assert re.search(r"欧阳?\*+同志：", said)
    assert NAME not in said
    assert [v for v in make.verbs(id) if v in {"printed", "revealed"}] == ["printed"]


def test_a_reason_reveals_the_name_and_both_are_written_down() -> None:
    id = make.resolved()
    said = text_of(printed("counter", id, "letter", reason="要寄给本人").content)
    assert f"{NAME}同志：" in said
    assert "13812345678" not in said
    assert [v for v in make.verbs(id) if v in {"printed", "revealed"}] == ["revealed", "printed"]


def test_a_secret_reporter_is_named_to_nobody_who_may_not_know() -> None:
    id = make.resolved(reporter=ReporterData(name="欧阳小红", phone="13812345678", secret=True))
    assert "反映人同志" not in (said := text_of(printed("grid1", id, "letter").content))
    assert "反映人：" in said
    assert printed("grid1", id, "letter", reason="要寄给本人").status_code == 403
    assert "printed" in make.verbs(id)
    assert "revealed" not in make.verbs(id)


def test_the_letter_holds_the_answer_that_is_asked_for() -> None:
    id = make.in_hand()
    for words in ("第一次答复", "第二次答复"):
        make.do("grid1", actions.answer, matter_id=id, words=words)
    notes = [
        n["id"] for n in Caller("counter").get(f"/matters/{id}").json()["notes"] if n["kind"] == "answer"
    ]
    assert "第二次答复" in text_of(printed("counter", id, "letter").content)
    assert "第一次答复" in text_of(printed("counter", id, "letter", note=notes[0]).content)


def test_without_an_answer_there_is_no_letter_and_nothing_is_written() -> None:
    id = make.in_hand()
    answer = printed("counter", id, "letter", reason="要寄给本人")
    assert answer.status_code == 404
    assert answer.json()["type"] == "matter/no-answer"
    assert not {"printed", "revealed"} & set(make.verbs(id))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("grid1", 200),
        ("counter", 200),
        ("supervisor", 200),
        ("subdistrict", 200),
        ("admin", 403),
        ("grid2", 404),
    ],
)
def test_who_may_print(who: str, status: int) -> None:
    id = make.resolved()
    assert printed(who, id, "receipt").status_code == status
    able = Caller(who).get(f"/matters/{id}")
    if able.status_code == 200:
        assert ("print" in able.json()["abilities"]) == (status == 200)


def test_hostile_words_are_printed_as_they_stand() -> None:
    words = '#panic() *粗* <b>x</b> $x$ 😀𠮷 "; #read("/etc/passwd") ' + "y" * 3000
    id = make.resolved(words=words)
    make.do("counter", actions.answer, matter_id=id, words=words)
    for paper in ("receipt", "letter"):
        said = text_of(printed("counter", id, paper).content)
        assert "#panic()*粗*<b>x</b>$x$" in said
        assert "root:" not in said


def test_words_are_those_of_the_screen() -> None:
    """One wording: what codes are called on paper is what the desk calls them."""
    told = json.loads((env.ROOT / "web/src/ui/matter/words/zh-Hans.json").read_text(encoding="utf-8"))
    for name, words in {
        "states": sheets.STATES,
        "doors": sheets.DOORS,
        "urgencies": sheets.URGENCIES,
        "outcomes": sheets.OUTCOMES,
        "closed_as": sheets.CLOSED_AS,
    }.items():
        assert told[name] == words


def test_long_words_are_cut_on_a_receipt() -> None:
    at = make.NOW
    said = papers.Said("r", "u", "s", "窗口", at, "", "t", qr("t"), "c", at)
    made = papers.receipt(said, words="灯" * 2000, place="", category="", limits=[], code="")
    shown = dict(cast("list[tuple[str, list[str]]]", made["facts"]))
    assert "".join(shown["反映内容"]) == "灯" * papers.WORDS_SHOWN + "……（以下略）"
    assert "承办" not in shown
