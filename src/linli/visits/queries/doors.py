"""Whom is due: lists in walking order, one door with all a visitor needs of it, and what stands on the list by day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Standing
from linli.visits.queries.cadences import LABEL, name_of
from linli.visits.queries.plans import planned_days, planned_for
from linli.visits.queries.sight import (
    below,
    missing,
    standing_visits,
    visible_campaigns,
    visible_standing,
    visible_targets,
)
from linli.visits.queries.told import latest_visits, start_of, told_visit
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Grade, Whom

LATEST = 10
"""Visits a door shows at once."""
CALENDAR_MOST = 62
ALONG_MOST = 400
"""Doors one takes along of an area: some four days of contacts."""
ALONG_DAYS = 31
FAR = 1_000_000
"""Sorts behind every place in a plan."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a due list is narrowed to. `on` is the day by which something is due; `inside` asks for visits inside
    alone; `all` takes in whoever is not due yet."""

    area: str = ""
    on: date | None = None
    noun: str = ""
    grade: str = ""
    building: UUID | None = None
    inside: bool = False
    all: bool = False


def today() -> date:
    """The day it is where the site is."""
    return timezone.localdate(clock.now())


def due_list(by: Actor, want: Narrowed, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of doors in walking order; how many there are in all stands beside, counted to 9,999."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = narrowed(by, want)
    total = rows[:9999].count() if not after else None
    if after:
        walk, id = paging.read_key(after)
        rows = rows.filter(Q(walk__gt=walk) | Q(walk=walk, id__gt=id))
    found = list(rows.order_by("walk", "id")[: size + 1])
    page = found[:size]
    return {
        "rows": doors(by, page),
        "total": total,
        "next": paging.key(page[-1].walk, page[-1].id) if len(found) > size else None,
    }


def narrowed(by: Actor, want: Narrowed) -> QuerySet[Standing]:
    """Those doors."""
    rows = visible_standing(by).filter(below(want.area), active=True)
    if not want.all:
        rows = rows.filter(**{"home_due_on__lte" if want.inside else "due_on__lte": want.on or today()})
    if want.noun:
        rows = rows.filter(noun=want.noun)
    if want.grade:
        rows = rows.filter(grade=want.grade)
    if want.building:
        rows = rows.filter(building=want.building)
    return rows


def doors(by: Actor, rows: Iterable[Standing]) -> list[dict[str, Any]]:
    """Doors as lists show them: what they are called, who lives there, when due and why, as far as he may know why."""
    page = list(rows)
    names = names_of(by, page)
    return [told(by, row) | names.get(row.id, {"name": "", "place": "", "people": 0}) for row in page]


def names_of(by: Actor, rows: Collection[Standing]) -> dict[UUID, dict[str, Any]]:
    """What doors are called, by the ids of their standings."""
    homes = [row.id for row in rows if row.noun == Whom.HOUSEHOLD.value]
    firms = [row.id for row in rows if row.noun == Whom.ORGANISATION.value]
    return register.door_names(by, households=homes, organisations=firms)


def told(by: Actor, row: Standing) -> dict[str, Any]:
    """A standing as answers have it."""
    day = today()
    return {
        "id": row.id,
        "noun": row.noun,
        "area": row.area,
        "area_name": territory.name_of(row.area),
        "building": row.building_id,
        "dwelling": row.dwelling_id,
        "kind": row.kind,
        "grade": row.grade,
        "why": why(by, row),
        "why_en": why(by, row, english=True),
        "due_on": row.due_on,
        "contact_due_on": row.contact_due_on,
        "home_due_on": row.home_due_on,
        "late": (day - row.due_on).days if row.due_on and row.due_on < day else 0,
        "contact_at": row.contact_at,
        "home_at": row.home_at,
        "tried_at": row.tried_at,
        "tries": row.tries,
        "next_on": row.next_on,
        "change": row.change,
        "urgent_at": row.urgent_at,
        "two_go": row.two_go,
        "hours": row.hours,
        "heed": row.heed,
        "version": row.version,
    }


def why(by: Actor, row: Standing, *, english: bool = False) -> str:
    """What sets the cadence, in words; of a label that is not for him nothing but how much care it is."""
    code = row.code
    if code.startswith(LABEL) and not register.may_know(by, code.removeprefix(LABEL), row.area):
        grade = Grade(row.grade)
        return grade.en if english else grade.zh
    return name_of(code, english=english)


def door(by: Actor, subject: UUID) -> dict[str, Any]:
    """One door: how it stands, who lives or works there, the last visits, the campaigns that wait for it."""
    require(by, Permission.SEE, within=None)
    row = visible_standing(by).filter(id=subject).first()
    if row is None:
        raise missing()
    return whole(by, [row], visits=LATEST)[0]


def along(by: Actor, *, area: str, days: int = 7) -> dict[str, Any]:
    """What a visitor takes along of an area for some days, so that it is there without a signal: the doors that fall
    due by then, whole, in walking order, at most 400; `more` says that there are others."""
    require(by, Permission.SEE, within=area)
    day = today()
    planned = planned_for(by, on=day, posts=by.posts)
    last = day + timedelta(days=min(max(days, 0), ALONG_DAYS))
    rows = visible_standing(by).filter(below(area), active=True)
    first = list(rows.filter(id__in=list(planned))[:ALONG_MOST])
    room = ALONG_MOST - len(first)
    due = rows.filter(due_on__lte=last).exclude(id__in=[row.id for row in first])
    found = [*first, *due.order_by("due_on", "walk", "id")[: room + 1]]
    page = sorted(found[:ALONG_MOST], key=lambda row: (planned.get(row.id, FAR), row.walk, row.id))
    told = whole(by, page, visits=3)
    days_of = planned_days(by, [row.id for row in page], since=day)
    return {
        "on": day,
        "area": area,
        "doors": [
            one | {"order": planned.get(one["id"]), "planned_on": days_of.get(one["id"])} for one in told
        ],
        "more": len(found) > ALONG_MOST,
    }


def whole(by: Actor, rows: Sequence[Standing], *, visits: int) -> list[dict[str, Any]]:
    """Doors with who is there, some of the last visits, and the campaigns that wait for them."""
    ids = [row.id for row in rows]
    homes = [row.id for row in rows if row.noun == Whom.HOUSEHOLD.value]
    there = register.who_is_there(
        by, households=homes, organisations=[id for id in ids if id not in set(homes)]
    )
    waiting, made = _waiting(by, ids), latest_visits(by, ids, each=visits)
    return [
        line
        | {
            "there": there.get(row.id, []),
            "visits": [told_visit(by, one) for one in made.get(row.id, [])],
            "campaigns": waiting.get(row.id, []),
            "abilities": ["record", "heed"] if by.may(Permission.RECORD, row.area) else [],
        }
        for row, line in zip(rows, doors(by, rows), strict=True)
    ]


def _waiting(by: Actor, subjects: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """By door the campaigns that wait for it, those that end first before."""
    lines = visible_targets(by).filter(subject__in=list(subjects), done_at=None, dropped_at=None)
    open_ = {
        one.id: one for one in visible_campaigns(by).filter(closed_at=None, targets__in=lines).distinct()
    }
    found: dict[UUID, list[dict[str, Any]]] = {}
    for subject, campaign in lines.values_list("subject", "campaign"):
        one = open_.get(campaign)
        if one is not None:
            told = {"id": one.id, "name": one.name, "until_on": one.until_on, "inside": one.inside}
            found.setdefault(subject, []).append(told)
    return {key: sorted(some, key=lambda one: one["until_on"]) for key, some in found.items()}


def calendar(by: Actor, *, area: str, from_on: date, days: int) -> dict[str, Any]:
    """How many doors fall due on each of some days, those at high risk apart; what is overdue at the first of them is
    told as such. At most 62 days."""
    require(by, Permission.SEE, within=None)
    last = from_on + timedelta(days=min(max(days, 1), CALENDAR_MOST) - 1)
    rows = visible_standing(by).filter(below(area), active=True)
    ahead = rows.filter(due_on__gte=from_on, due_on__lte=last)
    high = Count("id", filter=Q(grade=Grade.HIGH.value))
    by_day = ahead.values("due_on").annotate(n=Count("id"), high=high).order_by("due_on")
    made = (
        standing_visits(by)
        .filter(below(area), at__gte=start_of(from_on), at__lt=start_of(last + timedelta(days=1)))
        .values("at__date")
        .annotate(n=Count("id"))
    )
    return {
        "since": from_on,
        "until": last,
        "overdue": rows.filter(due_on__lt=from_on).count(),
        "days": _days(
            from_on, last, {one["due_on"]: one for one in by_day}, {m["at__date"]: m["n"] for m in made}
        ),
    }


def _days(
    first: date, last: date, due: Mapping[date, Mapping[str, Any]], made: Mapping[date, int]
) -> list[dict[str, Any]]:
    span = (last - first).days + 1
    days = [first + timedelta(days=n) for n in range(span)]
    nothing: dict[str, Any] = {"n": 0, "high": 0}
    return [
        {
            "on": day,
            "due": due.get(day, nothing)["n"],
            "high": due.get(day, nothing)["high"],
            "visits": made.get(day, 0),
        }
        for day in days
    ]


def door_line(by: Actor, subject: UUID) -> dict[str, Any]:
    """One door as lists show it."""
    row = visible_standing(by).filter(id=subject).first()
    if row is None:
        raise missing()
    return doors(by, [row])[0]
