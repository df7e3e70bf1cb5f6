"""Route sheets: made for a post and a day, printed, and entered line by line when they come back (补录)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of
from linli.kit.errors import NotFound, Refused
from linli.ledger import actions as ledger
from linli.visits.actions.recording import VisitData, record_seen
from linli.visits.models import RouteSheet, SheetLine, Standing
from linli.visits.queries import routesheets as queries
from linli.visits.queries.seen import visible_sheets
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Result, Way, Whom
from linli.visits.rules.papers import Paper
from linli.visits.rules.routesheets import LINES_MOST, LINES_USUAL, happened_at, number_of
from linli.workforce import queries as workforce


def make(*, by: Actor, sheet_id: UUID, post_id: UUID, on: date, most: int = LINES_USUAL) -> UUID:
    """Make the route sheet of a post for a day: what was planned for it, else what is due in its area. Refused for a
    day that is past, a post above a community, and where nothing is due."""
    post = workforce.post(post_id)
    if post is None or not by.may(Permission.SEE, post.area):
        raise NotFound("post/not-found", zh="没有这个岗位", en="There is no such post")
    require(by, Permission.RECORD, within=post.area)
    if len(post.area) < Level.COMMUNITY:
        raise Refused(
            "sheet/no-community",
            zh="走访单按社区和网格的岗位打印，请选择社区里的岗位",
            en="Route sheets are made for posts of a community or a grid; choose one",
        )
    if on < timezone.localdate(clock.now()):
        raise Refused("sheet/past", zh="这一天已经过去了", en="This day is past")
    due = queries.due_for(by, post=post.id, area=post.area, on=on, most=min(most, LINES_MOST))
    if not due:
        raise Refused(
            "sheet/nothing-due",
            zh="这一天没有安排，也没有到期要走访的，不用打走访单",
            en="Nothing is planned or due that day: there is nothing to print",
        )
    row = RouteSheet.objects.create(
        id=sheet_id,
        community=community_of(post.area),
        area=post.area,
        number=_next_number(on, post.area),
        post=post.id,
        on=on,
        made_at=clock.now(),
        made_by=by.id,
        made_by_name=by.name[:80],
        synthetic=by.everywhere,
    )
    _write_lines(row, due)
    ledger.record("sheet.made", by=by, area=row.area, subject=row.id, post=post.id, doors=len(due))
    return row.id


def _write_lines(row: RouteSheet, due: Sequence[Standing]) -> None:
    SheetLine.objects.bulk_create(
        SheetLine(
            id=ids.new(),
            community=row.community,
            area=one.area,
            sheet=row,
            order=place,
            noun=one.noun,
            subject=one.id,
        )
        for place, one in enumerate(due, start=1)
    )


def _next_number(on: date, area: str) -> str:
    """Whoever makes sheets of an area sees all of them, so their count is the next number; one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [f"{area}/{on}"])
    return number_of(on, area, RouteSheet.objects.filter(area=area, on=on).count() + 1)


@dataclass(frozen=True, slots=True)
class LineData:
    """What was written on a line: nobody went there (`skipped`), or how and with what result; `at` is the time of day,
    where one was written."""

    order: int
    skipped: bool = False
    way: Way | None = None
    result: Result | None = None
    note: str = ""
    at: time | None = None


def enter(*, by: Actor, visit_id: UUID, sheet_id: UUID, line: LineData) -> UUID:
    """Enter a line of a sheet: it becomes a visit of the sheet's day. Refused before that day, where the line was
    entered already, without a way and a result, and as recording a visit refuses."""
    sheet = visible_sheets(by).select_for_update(of=("self",)).filter(id=sheet_id).first()
    if sheet is None:
        raise queries.missing()
    require(by, Permission.RECORD, within=sheet.area)
    row = SheetLine.objects.select_for_update().filter(sheet=sheet, order=line.order).first()
    if row is None:
        raise NotFound("sheet/no-line", zh="走访单上没有这一行", en="There is no such line on the sheet")
    if row.visit is not None:
        raise Refused("sheet/entered", zh="这一行已经补录过", en="This line was entered already")
    at = happened_at(sheet.on, said=line.at, now=clock.now(), zone=timezone.get_current_timezone())
    row.skipped = line.skipped
    if not line.skipped:
        row.visit = _visit(by, visit_id, sheet, row, line, at)
    row.save(update_fields=["skipped", "visit"])
    _finish(sheet)
    ledger.record(
        "sheet.entered", by=by, area=row.area, subject=sheet.id, line=row.order, skipped=row.skipped
    )
    return row.id


def _visit(
    by: Actor, visit_id: UUID, sheet: RouteSheet, row: SheetLine, line: LineData, at: datetime
) -> UUID:
    if line.way is None or line.result is None:
        raise Refused(
            "sheet/unsaid",
            zh="请选方式和结果，没去的选“没去”",
            en="Choose the way and the result, or “not visited”",
        )
    data = VisitData(
        id=visit_id,
        noun=Whom(row.noun),
        subject=row.subject,
        way=line.way,
        result=line.result,
        at=at,
        note=line.note,
        sheet=sheet.number,
    )
    return record_seen(by=by, data=data)


def _finish(sheet: RouteSheet) -> None:
    open_ = SheetLine.objects.filter(sheet=sheet, visit=None, skipped=False).exists()
    sheet.done_at = None if open_ else clock.now()
    sheet.save(update_fields=["done_at"])


def log_print(*, by: Actor, sheet_id: UUID) -> UUID:
    """Write down that a route sheet was printed. NotFound or Forbidden where the actor may not."""
    row = queries.printable(by, sheet_id)
    ledger.record(
        "sheet.printed", by=by, area=row.area, subject=row.id, post=row.post, paper=Paper.SHEET.value
    )
    return row.id
