"""Visits as answers have them, and lists of them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Companion, JournalNote, Relief, Visit
from linli.visits.queries.sight import (
    below,
    missing,
    require_sight,
    visible_notes,
    visible_targets,
    visible_visits,
    within,
)
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Approval, Whom

_FIELDS = (
    "id",
    "noun",
    "subject",
    "area",
    "at",
    "recorded_at",
    "recorded_by_name",
    "way",
    "result",
    "checked",
    "note",
    "met_others",
    "matters",
    "files",
    "team",
    "next_on",
    "approval",
    "approved_by_name",
    "approved_at",
    "sheet",
    "struck_at",
    "struck_by_name",
    "struck_for",
)


def told_visit(by: Actor, row: Visit) -> dict[str, Any]:
    """A visit in a list."""
    return {name: getattr(row, name) for name in _FIELDS} | {"abilities": abilities(by, row)}


def latest_visits(by: Actor, subjects: Collection[UUID], *, each: int) -> dict[UUID, list[Visit]]:
    """The last visits to some doors, the latest first, so many of each."""
    rank = Window(RowNumber(), partition_by=F("subject"), order_by=[F("at").desc(), F("id").desc()])
    rows = visible_visits(by).filter(subject__in=list(subjects)).annotate(rank=rank).filter(rank__lte=each)
    found: dict[UUID, list[Visit]] = {}
    for row in rows.order_by("-at", "-id"):
        found.setdefault(row.subject, []).append(row)
    return found


def abilities(by: Actor, row: Visit) -> list[str]:
    """What may be done with a visit: who leads agrees that somebody could not be reached, but not of his own visit."""
    if row.struck_at is not None:
        return []
    asked = row.approval == Approval.ASKED.value and row.recorded_by not in by.hands
    able = ["agree"] if asked and by.may(Permission.LEAD, row.area) else []
    return [*able, "strike"] if may_strike(by, row) else able


def may_strike(by: Actor, row: Visit) -> bool:
    """Whether the actor may strike a visit out: he recorded it today, or he leads where it lies."""
    today = timezone.localdate(clock.now())
    own = row.recorded_by == by.id and timezone.localdate(row.recorded_at) == today
    return own or by.may(Permission.LEAD, row.area)


def visit(by: Actor, visit_id: UUID) -> dict[str, Any]:
    """One visit with who went along, who was met and what was given."""
    require_sight(by)
    row = visible_visits(by).filter(id=visit_id).first()
    if row is None:
        raise missing()
    along = Companion.objects.filter(visit=row).order_by("order", "id")
    given = within(by, Relief.objects.filter(visit=row)).order_by("id")
    names = door_names(by, [row]).get(row.subject, {})
    return told_visit(by, row) | {
        "name": names.get("name", ""),
        "place": names.get("place", ""),
        "met": register.names_of(by, row.met),
        "companions": list(along.values("duty", "name")),
        "relief": list(given.values("item", "amount", "unit", "worth", "signed_by", "signed_for")),
        "campaign": row.campaign_id,
    }


def door_names(by: Actor, rows: Collection[Visit]) -> dict[UUID, dict[str, Any]]:
    """What the doors of some visits are called: by the register, or by the lines of campaigns where the actor knows
    them from there alone."""
    homes = {row.subject for row in rows if row.noun == Whom.HOUSEHOLD.value}
    firms = {row.subject for row in rows} - homes
    named = register.door_names(by, households=homes, organisations=firms)
    rest = [row.subject for row in rows if row.campaign_id and row.subject in firms - named.keys()]
    lines = visible_targets(by).filter(subject__in=rest).order_by("id") if rest else ()
    return named | {line.subject: {"name": line.name, "place": line.place} for line in lines}


def visits(
    by: Actor,
    *,
    area: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    asked: bool = False,
    mine: bool = False,
    subject: UUID | None = None,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of visits, the latest first, those that were struck out too; those that wait for a lead to agree alone,
    one's own alone, those to one door alone."""
    require_sight(by)
    size = paging.page_size(most)
    rows = visible_visits(by).filter(below(area))
    rows = rows.filter(at__gte=start_of(from_on)) if from_on else rows
    rows = rows.filter(at__lt=start_of(to_on + timedelta(days=1))) if to_on else rows
    rows = rows.filter(approval=Approval.ASKED.value, struck_at=None) if asked else rows
    rows = rows.filter(subject=subject) if subject else rows
    rows = rows.filter(recorded_by=by.id) if mine else rows
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(at__lte=moment).exclude(at=moment, id__gte=id)
    found = list(rows.order_by("-at", "-id")[: size + 1])
    page = found[:size]
    names = door_names(by, page)
    return {
        "rows": [
            told_visit(by, row) | {"name": "", "place": ""} | names.get(row.subject, {}) for row in page
        ],
        "next": paging.cursor(page[-1].at, page[-1].id) if len(found) > size else None,
    }


def start_of(day: date) -> datetime:
    """The moment a day begins where the site is."""
    return timezone.make_aware(datetime.combine(day, time()))


def journal_line(by: Actor, note_id: UUID) -> dict[str, Any]:
    """One note of the journal."""
    row = visible_notes(by).filter(id=note_id).first()
    if row is None:
        raise missing()
    return _told_notes(by, [row])[0]


def journal(
    by: Actor, *, area: str = "", mine: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of the field journal (民情日志), the latest first."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_notes(by).filter(below(area))
    rows = rows.filter(written_by=by.id) if mine else rows
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(at__lte=moment).exclude(at=moment, id__gte=id)
    found = list(rows.order_by("-at", "-id")[: size + 1])
    page = found[:size]
    return {
        "rows": _told_notes(by, page),
        "next": paging.cursor(page[-1].at, page[-1].id) if len(found) > size else None,
    }


def _told_notes(by: Actor, page: Collection[JournalNote]) -> list[dict[str, Any]]:
    homes = {row.subject for row in page if row.subject and row.noun == Whom.HOUSEHOLD.value}
    firms = {row.subject for row in page if row.subject and row.noun == Whom.ORGANISATION.value}
    names = register.door_names(by, households=homes, organisations=firms)
    return [
        {
            "id": row.id,
            "area": row.area,
            "area_name": territory.name_of(row.area),
            "at": row.at,
            "text": row.text,
            "visit": row.visit_id,
            "noun": row.noun,
            "subject": row.subject,
            "by": row.written_by_name,
            "place": names.get(row.subject, {}).get("place", "") if row.subject else "",
        }
        for row in page
    ]
