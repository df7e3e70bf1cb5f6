"""Papers about a matter and lists to take along, as files. Every call is an act of its own, written down, as a reveal
is: what is handed out is made anew each time."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from linli.documents import queries as documents
from linli.documents.rules import Cell, chinese_date, workbook
from linli.documents.rules import Sheet as Page
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.http import Request, download, writes
from linli.matters import actions, queries
from linli.matters.api.router import router
from linli.matters.queries import Exported, Filters
from linli.matters.rules.papers import TITLES, Paper
from linli.matters.rules.sheets import NAMES, Form
from linli.matters.rules.sheets import Sheet as Kind
from linli.matters.schemas.papers import Export, LetterPaper, ReceiptPaper
from linli.territory import queries as territory

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post("/{uuid:matter_id}/receipt")
@writes
def print_receipt(request: Request, matter_id: UUID, body: ReceiptPaper) -> HttpResponse:
    """受理回执 as PDF."""
    by, paper = request.actor, Paper.SLIP if body.slip else Paper.RECEIPT
    matter = queries.printable(by, matter_id)
    content = queries.receipt_paper(by, matter, code=body.code)
    actions.log_print(by=by, matter_id=matter_id, paper=paper, code=bool(body.code))
    name = f"{TITLES[paper]} {matter.reference}.pdf"
    return download(documents.printed(paper.value, content), name=name, kind=PDF)


@router.post("/{uuid:matter_id}/letter")
@writes
def print_letter(request: Request, matter_id: UUID, body: LetterPaper) -> HttpResponse:
    """答复函 as PDF; a reason reveals the reporter's name."""
    by = request.actor
    matter = queries.printable(by, matter_id)
    name = actions.reveal(by=by, matter_id=matter_id, reason=body.reason)["name"] if body.reason else ""
    content = queries.letter_paper(by, matter, note_id=body.note, name=name)
    actions.log_print(by=by, matter_id=matter_id, paper=Paper.LETTER)
    file = f"{TITLES[Paper.LETTER]} {matter.reference}.pdf"
    return download(documents.printed(Paper.LETTER.value, content), name=file, kind=PDF)


@router.post("/export")
@writes
def export(request: Request, body: Export) -> HttpResponse:
    """A list as a spreadsheet (5,000 rows at most) or on paper (500). Reporters are masked."""
    by, filters = request.actor, _filters(body)
    listed = queries.exported(by, filters, sheet=body.sheet, form=body.form)
    id = ids.new()
    unit = territory.name_of(listed.area)
    page = _page(by, body.sheet, listed, filters, unit, id)
    content, rows = _written(page, listed, body.form)
    codes = [column.code for column in listed.columns]
    actions.log_export(
        by=by, filters=filters, sheet=body.sheet, form=body.form, rows=rows, columns=codes, id=id
    )
    day = f"{timezone.localtime(clock.now()):%Y%m%d}"
    name = f"{unit}{NAMES[body.sheet]} {day}.{body.form.value}"
    return download(content, name=name, kind=XLSX if body.form is Form.XLSX else PDF)


def _filters(body: Export) -> Filters:
    asked = body.dict(exclude={"sheet", "form", "state", "door", "urgency"})
    return Filters(
        **asked,
        state=tuple(state.value for state in body.state),
        door=body.door.value if body.door else "",
        urgency=body.urgency.value if body.urgency else "",
    )


def _page(by: Actor, sheet: Kind, listed: Exported, filters: Filters, unit: str, id: UUID) -> Page:
    """What stands round the rows."""
    day = chinese_date(timezone.localtime(clock.now()).date())
    told = queries.narrowed_words(filters)
    notes = ["反映人的姓名和电话已脱敏；反映人要求保密的不列。"] if sheet is Kind.LIST else []
    notes += ["符合搜索的很多，只列出最近的500件。"] if listed.cut else []
    return Page(
        title=f"{unit}{NAMES[sheet]}",
        line=f"填报单位：{unit}　　填报日期：{day}　　共 {listed.rows} 件　　范围：{told}　　导出编号：{str(id)[-12:]}",
        columns=listed.columns,
        close=f"制表人：{by.name}　　　　　　　　审核人：　　　　　　　　　　签收人：",
        notes=notes,
    )


def _written(page: Page, listed: Exported, form: Form) -> tuple[bytes, int]:
    """The file, and how many rows went into it."""
    if form is Form.PDF:
        rows = list(listed.cells)
        return documents.printed_list(page.on_paper(rows)), len(rows)
    rows = 0

    def counted() -> Iterator[list[Cell]]:
        nonlocal rows
        for rows, cells in enumerate(listed.cells, start=1):  # noqa: B007 - the last number is the count
            yield cells

    content = workbook(page, counted())
    return content, rows
