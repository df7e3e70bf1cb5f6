"""Route sheets: what goes onto one, how one is printed, and the same lines to type from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.errors import NotFound
from linli.language.rules.names import mask_name
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import RouteSheet, SheetLine, Standing, Visit
from linli.visits.queries.seen import not_there, one, visible_sheets
from linli.visits.queries.sight import below, visible_planned, visible_standing, visible_visits
from linli.visits.rules import Permission
from linli.visits.rules import papers as layouts
from linli.visits.rules.kinds import INSIDE, WAYS, Hours, Way, Whom
from linli.visits.rules.papers import Stop
from linli.visits.rules.routesheets import tidy_number
from linli.workforce import queries as workforce

SHEETS_MOST = 100
COUNTS = ("doors", "entered")


def missing() -> NotFound:
    """No such sheet here."""
    return not_there("sheet", "张走访单", "route sheet")


def sheets(by: Actor, *, area: str = "", number: str = "") -> list[dict[str, Any]]:
    """The route sheets of an area, the latest first; or those that bear a number, as it was typed."""
    require(by, Permission.SEE, within=None)
    rows = visible_sheets(by).filter(below(area))
    if number.strip():
        rows = rows.filter(number=tidy_number(number))
    entered = Q(lines__visit__isnull=False) | Q(lines__skipped=True)
    counted = rows.annotate(doors=Count("lines"), entered=Count("lines", filter=entered))
    found = list(counted.order_by("-made_at", "id")[:SHEETS_MOST])
    posts = workforce.posts_by_id({row.post for row in found})
    return [_told(by, row, posts) | {name: getattr(row, name) for name in COUNTS} for row in found]


def _told(by: Actor, row: RouteSheet, posts: Mapping[UUID, Any]) -> dict[str, Any]:
    post = posts.get(row.post)
    may = by.may(Permission.RECORD, row.area)
    return {
        "id": row.id,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "number": row.number,
        "post": row.post,
        "post_name": post.name if post else "",
        "holder_name": post.holder_name if post else "",
        "on": row.on,
        "made_at": row.made_at,
        "made_by_name": row.made_by_name,
        "done_at": row.done_at,
        "abilities": ["print", "enter"] if may else [],
    }


def sheet(by: Actor, sheet_id: UUID) -> dict[str, Any]:
    """One sheet with its lines in the printed order, and what became of each."""
    row = one(visible_sheets(by), sheet_id, missing())
    lines = list(SheetLine.objects.filter(sheet=row).order_by("order"))
    visits = visible_visits(by).in_bulk([line.visit for line in lines if line.visit])
    names = _names(by, lines)
    told = [_told_line(line, names.get(line.subject), visits.get(line.visit or line.id)) for line in lines]
    return _told(by, row, workforce.posts_by_id({row.post})) | {
        "doors": len(lines),
        "entered": sum(1 for line in lines if line.visit or line.skipped),
        "lines": told,
    }


def _names(by: Actor, lines: Sequence[SheetLine]) -> dict[UUID, dict[str, Any]]:
    return register.door_names(
        by,
        households=[line.subject for line in lines if line.noun == Whom.HOUSEHOLD.value],
        organisations=[line.subject for line in lines if line.noun == Whom.ORGANISATION.value],
    )


def _told_line(line: SheetLine, named: Mapping[str, Any] | None, visit: Visit | None) -> dict[str, Any]:
    return {
        "order": line.order,
        "noun": line.noun,
        "subject": line.subject,
        "name": named["name"] if named else "",
        "place": named["place"] if named else "",
        "ways": [way.value for way in WAYS[line.noun]],
        "skipped": line.skipped,
        "visit": line.visit,
        "way": visit.way if visit else "",
        "result": visit.result if visit else "",
        "note": visit.note if visit else "",
    }


def due_for(by: Actor, *, post: UUID, area: str, on: date, most: int) -> list[Standing]:
    """What a post walks on a day: what was planned for it and is not done, in that order; where nothing was planned,
    whatever is due by then in its area, in walking order."""
    standing = visible_standing(by).filter(active=True)
    planned = visible_planned(by).filter(Q(post=post) | Q(second_post=post), on=on, done_at=None)
    ids = list(planned.order_by("order", "id").values_list("subject", flat=True)[:most])
    if ids:
        found = standing.in_bulk(ids)
        return [found[id] for id in ids if id in found]
    return list(standing.filter(below(area), due_on__lte=on).order_by("walk", "id")[:most])


def sheet_paper(by: Actor, row: RouteSheet) -> dict[str, object]:
    """What a route sheet says on paper."""
    lines = list(SheetLine.objects.filter(sheet=row).order_by("order"))
    names = _names(by, lines)
    standing = (
        visible_standing(by)
        .select_related("building__estate", "dwelling")
        .in_bulk([line.subject for line in lines])
    )
    told = labels_on_paper()
    post = workforce.post(row.post)
    return layouts.route_sheet(
        number=row.number,
        unit=territory.name_of(row.community),
        post=post.name if post else "",
        holder=post.holder_name if post else "",
        on=row.on,
        stops=[
            _stop(line, names.get(line.subject, {}), standing.get(line.subject), told, row.on)
            for line in lines
        ],
        now=timezone.localtime(clock.now()),
    )


def labels_on_paper() -> dict[str, str]:
    """Names of the labels that may stand on a paper carried outside: those that may go to phones and into exports and
    that name nobody who alone may see them."""
    return {
        code: kind.name
        for code, kind in register.kinds().items()
        if kind.in_export and kind.on_phone and not kind.seen_by
    }


def _stop(
    line: SheetLine, named: Mapping[str, Any], row: Standing | None, told: Mapping[str, str], on: date
) -> Stop:
    noun = Whom(line.noun)
    home = noun is Whom.HOUSEHOLD
    name = named.get("name", "")
    return Stop(
        building=_building(row),
        door=(row.dwelling.code if row and row.dwelling else named.get("place", ""))
        if home
        else named.get("place", ""),
        who=mask_name(name) if home and name else name,
        size=f"{named['people']}人" if home and named.get("people") else "",
        heed=_heed(row, told),
        noun=noun,
        way=_way(row, noun, on),
    )


def _building(row: Standing | None) -> str:
    if row is None or row.building is None:
        return ""
    estate = row.building.estate.name if row.building.estate else ""
    return f"{estate} {row.building.name or row.building.number}".strip()


def _heed(row: Standing | None, told: Mapping[str, str]) -> str:
    if row is None:
        return ""
    hours = "" if row.hours == Hours.ANY.value else f"{Hours(row.hours).zh}在家"
    labels = [told[code] for code in row.labels if code in told]
    return "；".join(filter(None, ["两人同去" if row.two_go else "", hours, row.heed, *labels]))


def _way(row: Standing | None, noun: Whom, on: date) -> str:
    """The way that is wanted: inside, where that is due; else any."""
    if row is None or row.home_due_on is None or row.home_due_on > on:
        return ""
    return next((Way(way).zh for way in WAYS[noun] if way in INSIDE), "")


def printable(by: Actor, sheet_id: UUID) -> RouteSheet:
    """A sheet the actor may print: one of an area he records visits in. NotFound, Forbidden."""
    row = one(visible_sheets(by), sheet_id, missing())
    require(by, Permission.RECORD, within=row.area)
    return row
