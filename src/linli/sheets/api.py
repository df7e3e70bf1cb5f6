"""Routes of ledgers: loads from the file to the register, and ledgers to take along."""

from collections.abc import Iterator
from itertools import count as counting
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Router
from ninja.files import UploadedFile

from linli.commands.actions import run_once
from linli.documents.rules import Cell, Sheet, chinese_date, workbook
from linli.files.rules import check_size
from linli.kit import clock, ids
from linli.kit.http import Request, download, reads, writes
from linli.kit.spreadsheets.reading import BYTES_MOST
from linli.register import actions as register
from linli.register import queries as registers
from linli.register.rules import Permission
from linli.sheets import actions, queries
from linli.sheets.rules import ledger, mending
from linli.sheets.rules.people import REMARKS
from linli.sheets.schemas import (
    LedgerIn,
    LoadDetailOut,
    LoadFormOut,
    LoadRowsOut,
    LoadsOut,
    MappingIn,
    NothingIn,
    SeenIn,
    row_out,
)
from linli.territory import queries as territory

router = Router(tags=["loads"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post("", response={201: LoadDetailOut})
@writes
def send_ledger(
    request: Request, file: File[UploadedFile], area: Form[str] = "", source: Form[str] = ""
) -> dict[str, Any]:
    """Send a ledger of residents (.xlsx, .xls, .et, .ods, .csv; 20 MB at most): it is checked, and nothing is loaded
    before somebody says so."""
    by = request.actor
    check_size(file.size or 0, most=BYTES_MOST)
    content, name = file.read(), file.name or "台账.xlsx"

    def do() -> UUID:
        return actions.receive(by=by, load_id=ids.new(), area=area, name=name, content=content, source=source)

    return queries.detail(by, run_once(request.command, by=by, do=do))


@router.get("", response=LoadsOut)
@reads
def list_loads(request: Request, area: str = "", after: str = "", size: int | None = None) -> dict[str, Any]:
    """Loads of an area, the latest first."""
    return queries.history(request.actor, area=area, after=after, size=size)


@router.get("/form", response=LoadFormOut)
@reads
def show_form(request: Request, area: str = "") -> dict[str, Any]:
    """What one needs to send a ledger, or to take one along."""
    by = request.actor
    return {
        "fields": [{"code": c, "name": zh, "name_en": en} for c, (zh, en) in queries.FIELD_NAMES.items()],
        "remarks": [{"code": c, "name": zh, "name_en": en} for c, (zh, en) in REMARKS.items()],
        "sources": queries.sources(by, area) if area else [],
        "may_load": by.may(Permission.LOAD),
        "may_export": by.may(Permission.EXPORT),
        "may_reveal": by.may(Permission.REVEAL),
    }


@router.get("/{uuid:load_id}", response=LoadDetailOut)
@reads
def show_load(request: Request, load_id: UUID) -> dict[str, Any]:
    """A load: sheets, columns, counts, how far it is."""
    return queries.detail(request.actor, load_id)


@router.get("/{uuid:load_id}/rows", response=LoadRowsOut)
@reads
def show_rows(
    request: Request,
    load_id: UUID,
    kind: Annotated[str, Field(pattern="^(wrong|changed|new)$")] = "wrong",
    page: Annotated[int, Field(ge=0, le=10_000)] = 0,
) -> dict[str, Any]:
    """Rows of a preview: wrong, changed or new ones, 500 a page; of new ones the first 500."""
    found = queries.page_of(request.actor, load_id, kind, page)
    return {**found, "items": [row_out(row) for row in found["items"]]}


@router.post("/{uuid:load_id}/mapping", response=LoadDetailOut)
@writes
def map_columns(request: Request, load_id: UUID, body: MappingIn) -> dict[str, Any]:
    """Say what the columns are and which sheets are read; the file is checked anew, and the source remembers it."""
    by = request.actor

    def do() -> UUID:
        return actions.remap(
            by=by, load_id=load_id, mapping=body.mapping, sheets=body.sheets, version=body.version
        )

    return queries.detail(by, run_once(request.command, by=by, do=do))


@router.post("/{uuid:load_id}/start", response=LoadDetailOut)
@writes
def start_load(request: Request, load_id: UUID, body: SeenIn) -> dict[str, Any]:
    """Load what was checked, or go on where it stopped."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.start(by=by, load_id=load_id, version=body.version))
    return queries.detail(by, load_id)


@router.post("/{uuid:load_id}/drop", response=LoadDetailOut)
@writes
def drop_load(request: Request, load_id: UUID, body: NothingIn) -> dict[str, Any]:
    """Give a load up; its file goes."""
    by = request.actor
    run_once(request.command, by=by, do=lambda: actions.drop(by=by, load_id=load_id))
    return queries.detail(by, load_id)


@router.post("/{uuid:load_id}/wrong-rows")
@writes
def take_wrong_rows(request: Request, load_id: UUID, body: NothingIn) -> HttpResponse:
    """The wrong rows as a file to mend and send again, each with its reasons."""
    by = request.actor
    load = queries.detail(by, load_id)
    sheets = {one["number"]: (one["name"], one["heads"]) for one in load["sheets"]}
    content = mending.workbook(sheets, queries.wrong_rows(by, load_id))
    actions.log_wrong_rows(by=by, load_id=load_id, rows=load["counts"].get("wrong", 0))
    stem = load["name"].rsplit(".", 1)[0]
    return download(content, name=f"{stem} 待改.xlsx", kind=XLSX)


@router.post("/ledger")
@writes
def take_ledger(request: Request, body: LedgerIn) -> HttpResponse:
    """The residents of an area as a ledger (30,000 at most). Numbers and phones are masked unless a reason is given;
    labels that name who may see them never go out."""
    by, area = request.actor, body.area
    reason = register.check_clear(by=by, area=area, reason=body.reason) if body.reason else ""
    found = registers.ledger(by, area=area, clear=bool(reason))
    id, today = ids.new(), timezone.localtime(clock.now()).date()
    unit = territory.name_of(area)

    def rows() -> Iterator[list[Cell]]:
        for number, told in zip(counting(1), found.people, strict=False):
            yield ledger.cells(told, number, territory.name_of(told["area"]), today)

    page = Sheet(
        title=f"{unit}常住人口台账",
        line=f"填报单位：{unit}　　填报日期：{chinese_date(today)}　　共 {found.rows} 人　　导出编号：{str(id)[-12:]}",
        columns=ledger.COLUMNS,
        close=f"制表人：{by.name}　　　　　　　　审核人：　　　　　　　　　　签收人：",
        notes=["身份证号码、电话已按规定导出全号，请妥善保管。" if reason else "身份证号码和电话已脱敏。"],
        empty="这个区域的底册里还没有居民",
    )
    content = workbook(page, rows())
    columns = [column.code for column in ledger.COLUMNS]
    register.log_export(by=by, export_id=id, area=area, rows=found.rows, columns=columns, reason=reason)
    return download(content, name=f"{unit}常住人口台账 {today:%Y%m%d}.xlsx", kind=XLSX)
