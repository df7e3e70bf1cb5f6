"""Who looked behind a mask, whose, when and why: for whoever answers for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.errors import Refused
from linli.kit.paging import PAGE, cursor, read_cursor
from linli.register.models import Change, Dwelling, Organisation, Resident, Tie
from linli.register.queries.changed import REVEALED
from linli.register.rules import Permission
from linli.territory import queries as territory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOKERS_MOST = 100
_COLUMNS = ("id", "at", "by", "by_name", "noun", "subject", "after", "area")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the list is narrowed to: an area, who looked (`person`), at whom or what (`about`), and the first and the
    last day, in the site's zone."""

    area: str = ""
    person: str = ""
    about: UUID | None = None
    since: date | None = None
    until: date | None = None


def reveals(by: Actor, asked: Looked, *, after: str = "") -> dict[str, Any]:
    """A page of looks in the actor's areas, the newest first; the first page says who looked in those days, and how
    often. Refused without the right."""
    require(by, Permission.SEE_REVEALS, within=asked.area or None)
    rows = _narrowed(_answered_for(by, Change.objects.filter(field=REVEALED)), asked)
    lookers = None if after else _lookers(rows)
    if asked.person:
        rows = rows.filter(by=_id(asked.person))
    if after:
        at, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id))
    found = list(rows.order_by("-at", "-id").values(*_COLUMNS)[: PAGE + 1])
    page = found[:PAGE]
    about = _names(page)
    shown = [
        {
            **row,
            "reason": row["after"],
            "about": about.get(row["subject"], ""),
            "area_name": territory.name_of(row["area"]),
        }
        for row in page
    ]
    more = cursor(page[-1]["at"], page[-1]["id"]) if len(found) > PAGE else None
    return {"rows": shown, "next": more, "lookers": lookers}


def _narrowed(rows: QuerySet[Change], asked: Looked) -> QuerySet[Change]:
    if asked.area:
        lo, hi = bounds(asked.area)
        rows = rows.filter(area__gte=lo, area__lt=hi)
    if asked.about:
        rows = rows.filter(subject=asked.about)
    if asked.since:
        rows = rows.filter(at__gte=clock.midnight(asked.since))
    return rows.filter(at__lt=clock.midnight(asked.until) + DAY) if asked.until else rows


def _lookers(rows: QuerySet[Change]) -> list[dict[str, Any]]:
    """Who looked how often, the most first."""
    found = rows.values("by").annotate(looks=Count("id"), name=Max("by_name"))
    return list(found.order_by("-looks", "by")[:LOOKERS_MOST])


def _answered_for(by: Actor, rows: QuerySet[Change]) -> QuerySet[Change]:
    """Looks in the areas for which a post of the actor's answers."""
    if by.everywhere:
        return rows
    seen = Q(pk__in=[])
    for seat in by.seats:
        if seat.grants(Permission.SEE_REVEALS):
            lo, hi = bounds(seat.area)
            seen |= Q(area__gte=lo, area__lt=hi)
    return rows.filter(seen)


def _names(page: Collection[dict[str, Any]]) -> dict[UUID, str]:
    """What the register calls those who were looked at."""
    ids: dict[str, list[UUID]] = {}
    for row in page:
        ids.setdefault(row["noun"], []).append(row["subject"])
    asked: tuple[tuple[str, Any, str], ...] = (
        ("resident", Resident, "name"),
        ("dwelling", Dwelling, "code"),
        ("organisation", Organisation, "name"),
        ("tie", Tie, "household__dwelling__code"),
    )
    found: dict[UUID, str] = {}
    for noun, model, field in asked:
        if noun in ids:
            found.update(model.objects.filter(id__in=ids[noun]).values_list("id", field))
    return found


def looked_lately(by: Actor) -> int:
    """How often the actor himself looked behind a mask within the last hour."""
    return Change.objects.filter(field=REVEALED, by=by.id, at__gt=clock.now() - HOUR).count()


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(
            "register/bad-person",
            zh="没有这个人，请从列表里选",
            en="There is no such person; choose from the list",
        ) from error
