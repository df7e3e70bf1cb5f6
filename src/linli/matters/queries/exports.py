"""Lists to take along: the rows of a list as narrowed, read in one statement through a cursor of the server, so that
five thousand take no more memory than one page."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count as counting
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from linli.documents.rules import Cell, Column
from linli.kit import clock, sealing
from linli.kit.actor import Actor, Seat
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, Refused
from linli.kit.roles import granted
from linli.language.rules import masking, names
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.queries.lists import FOUND_MOST, found
from linli.matters.queries.narrowing import Filters, narrowed
from linli.matters.rules import Permission, sheets
from linli.matters.rules.sheets import Form, Sheet, Told
from linli.matters.rules.steps import may_know
from linli.territory import queries as territory

CHUNK = 1000
READ: tuple[str, ...] = (
    "id",
    "reference",
    "state",
    "is_open",
    "subject",
    "category",
    "urgency",
    "door",
    "area",
    "place",
    "received_at",
    "resolved_at",
    "settle_by",
    "settle_warn",
    "outcome",
    "closed_as",
    "score",
    "post_id",
    "post__name",
    "post__area",
    "post__holder__name",
    "reporter__name",
    "reporter__phone",
    "reporter__secret",
)
_MOMENTS = ("received_at", "resolved_at", "settle_by", "settle_warn")


@dataclass(frozen=True, slots=True)
class Exported:
    """A list about to be taken along: the post it is taken from, how many rows there are, and the rows, which are read
    while they are taken: inside the actor's transaction. `cut` where a search kept the newest 500 alone."""

    seat: Seat
    area: str
    rows: int
    cut: bool
    columns: tuple[Column, ...]
    cells: Iterator[list[Cell]]


@dataclass(frozen=True, slots=True)
class _Owned:
    """What of a matter says who may know its reporter."""

    area: str
    post_id: UUID | None


def exported(by: Actor, filters: Filters, *, sheet: Sheet, form: Form) -> Exported:
    """The list as narrowed, of what the actor's exporting posts see. Forbidden without such a post, or over an area it
    does not reach; Refused where it is longer than a file of this form holds."""
    one, seat = exporting(by, filters.area)
    now = clock.now()
    matters = narrowed(one, filters, now=now)
    hits = found(one, filters) if filters.q.strip() else None
    if hits is not None:
        matters = matters.filter(id__in=hits[:FOUND_MOST])
    if sheet in sheets.KINDS:
        matters = matters.filter(category__in=dictionary.of_kinds(sheets.KINDS[sheet]))
    rows = _counted(matters, form)
    columns = sheets.columns(sheet, form)
    return Exported(
        seat=seat,
        area=filters.area or seat.area,
        rows=rows,
        cut=hits is not None and len(hits) > FOUND_MOST,
        columns=columns,
        cells=_cells(one, _ordered(matters, filters.order)[:rows], columns, now),
    )


def exporting(by: Actor, area: str) -> tuple[Actor, Seat]:
    """The actor as far as his posts may export, and the post it is done from. Forbidden where none may there."""
    seats = tuple(seat for seat in by.seats if Permission.EXPORT in granted(seat.role))
    one = replace(by, seats=seats)
    fits = [seat for seat in seats if area.startswith(seat.area)] if area else seats
    if not fits:
        raise Forbidden(
            "matter/no-export",
            zh="您的岗位不能导出这个区域的清单",
            en="Your post may not export a list of this area",
        )
    return one, min(fits, key=lambda seat: len(seat.area))


def _counted(matters: QuerySet[Matter], form: Form) -> int:
    most = sheets.MOST[form]
    rows = matters.order_by()[: most + 1].count()
    if rows > most:
        raise Refused(
            "matter/too-many-rows",
            zh=f"符合的超过{most}件，请缩小范围再导出" + ("，或导出Excel" if form is Form.PDF else ""),
            en=f"More than {most} rows: narrow the list"
            + (", or export to Excel" if form is Form.PDF else ""),
        )
    return rows


def _ordered(matters: QuerySet[Matter], order: str) -> QuerySet[Matter]:
    if order == "due":
        return matters.order_by(F("due_at").asc(nulls_last=True), "id")
    return matters.order_by(F("received_at").desc(), F("id").desc())


def _cells(
    by: Actor, matters: QuerySet[Matter], columns: tuple[Column, ...], now: datetime
) -> Iterator[list[Cell]]:
    local = timezone.make_naive(now)
    masked = {"reporter", "phone"} & {column.code for column in columns}
    rows = matters.values_list(*READ).iterator(chunk_size=CHUNK)
    for number, row in zip(counting(1), rows, strict=False):
        values: dict[str, Any] = dict(zip(READ, row, strict=True))
        yield sheets.cells(_told(by, number, values, local, bool(masked)), columns)


def _told(by: Actor, number: int, values: dict[str, Any], now: datetime, masked: bool) -> Told:
    name, phone, real = told_of(by, values, masked)
    zone = timezone.get_default_timezone()
    for moment in _MOMENTS:
        if values[moment] is not None:
            values[moment] = values[moment].astimezone(zone).replace(tzinfo=None)
    unit = values.pop("post__area") or ""
    values |= {
        "category_name": dictionary.category_name(values["category"]),
        "grid": territory.name_of(values["area"]),
        "unit": territory.name_of(unit[: Level.COMMUNITY]) if unit else "",
        "post_name": values.pop("post__name") or "",
        "holder_name": values.pop("post__holder__name") or "",
    }
    return Told(number=number, row=values, now=now, real_name=real, name=name, phone=phone)


def told_of(by: Actor, values: dict[str, Any], masked: bool) -> tuple[str, str, str]:
    """Name and phone masked, and the real name, to be hidden in the words. Who asked to be kept secret is told to the
    few alone, and then masked too."""
    sealed = values.pop("reporter__name"), values.pop("reporter__phone")
    secret = values.pop("reporter__secret")
    if sealed[0] is None:
        return "", "", ""
    real = sealing.unseal(sealed[0], of=values["id"], field="reporter.name")
    if not masked:
        return "", "", real
    if secret and not may_know(_Owned(values["area"], values["post_id"]), by):
        return "保密", "保密", real
    phone = sealing.unseal(sealed[1], of=values["id"], field="reporter.phone")
    return names.mask_name(real), masking.mask_phone(phone), real


def coded(filters: Filters) -> list[str]:
    """How a list was narrowed, as codes, for the ledger: `state=received`; never the words that were sought."""
    usual = Filters()
    told = [f"state={state}" for state in filters.state]
    for name in ("group", "category", "area", "door", "urgency", "standing", "owner", "order"):
        value = getattr(filters, name)
        if value and (value != getattr(usual, name) or name == "group"):
            told.append(f"{name}={value}")
    days = (("since", filters.since), ("until", filters.until))
    told += [f"{name}={day.isoformat()}" for name, day in days if day]
    return [*told, *(f"{name}=true" for name in ("reopening", "supervised") if getattr(filters, name))]


def narrowed_words(filters: Filters) -> str:
    """How a list was narrowed, in the words of the screen, for its head."""
    told = ["、".join(sheets.STATES.get(state, state) for state in filters.state)]
    told += [sheets.GROUPS.get(filters.group, "") if not filters.state else ""]
    told += [dictionary.category_name(filters.category) if filters.category else ""]
    told += [territory.name_of(filters.area) if filters.area else ""]
    told += [sheets.DOORS.get(filters.door, ""), sheets.URGENCIES.get(filters.urgency, "")]
    told += [sheets.LATE.get(filters.standing, ""), _owner_words(filters.owner)]
    told += ["希望重办" if filters.reopening else "", "督办" if filters.supervised else "", _days(filters)]
    told += [f"含“{filters.q.strip()}”" if filters.q.strip() else ""]
    return "；".join(filter(None, told))


def _days(filters: Filters) -> str:
    """The days matters came in on: a whole month by its name."""
    since, until = filters.since, filters.until
    if since and until and since.day == 1 and until == _month_end(since):
        return f"{since.year}年{since.month}月登记"
    if since and until:
        return f"{since:%Y-%m-%d} 至 {until:%Y-%m-%d} 登记"
    return f"{since:%Y-%m-%d} 起登记" if since else f"{until:%Y-%m-%d} 以前登记" if until else ""


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _owner_words(owner: str) -> str:
    return sheets.OWNERS.get(owner, "指定岗位") if owner else ""
