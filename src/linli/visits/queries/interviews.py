"""Talks somebody was asked to (约谈): a list, one whole."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.kit.errors import NotFound
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Interview
from linli.visits.queries.seen import not_there, one, visible_interviews
from linli.visits.queries.sight import below
from linli.visits.rules import Permission

_FIELDS = (
    "id",
    "area",
    "about",
    "subject",
    "person",
    "topic",
    "at",
    "where",
    "points",
    "agreed",
    "next_on",
    "matter",
    "made_by_name",
    "changed_at",
    "version",
)


def missing() -> NotFound:
    """No such talk here."""
    return not_there("interview", "次约谈", "talk")


def interviews(
    by: Actor, *, area: str = "", open: bool = False, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """A page of talks, the latest first; with `open` those alone that have a day to come back on."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_interviews(by).filter(below(area))
    if open:
        rows = rows.filter(next_on__isnull=False)
    if after:
        at, id = paging.read_cursor(after)
        rows = rows.filter(at__lt=at) | rows.filter(at=at, id__lt=id)
    found = list(rows.order_by("-at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return {
        "rows": [_told(by, row) for row in found[:size]],
        "next": paging.cursor(last.at, last.id) if last else None,
    }


def interview(by: Actor, interview_id: UUID) -> dict[str, Any]:
    """One talk. NotFound."""
    return _told(by, one(visible_interviews(by), interview_id, missing()))


def _told(by: Actor, row: Interview) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS} | {
        "area_name": territory.name_of(row.area),
        "standing": _standing(row.next_on),
        "abilities": ["change"] if by.may(Permission.RECORD, row.area) else [],
    }


def _standing(next_on: date | None) -> str:
    """`late` where the day to come back on is past, `soon` where it is today or tomorrow."""
    if next_on is None:
        return ""
    days = (next_on - timezone.localdate(clock.now())).days
    return "late" if days < 0 else "soon" if days < 2 else ""


def area_of(by: Actor, *, about: str, subject: UUID) -> str:
    """Where a resident or an organisation lies that somebody talks with. NotFound where the actor does not see it."""
    rows = register.visible_residents(by) if about == "resident" else register.visible_organisations(by)
    found = rows.filter(id=subject).values_list("area", flat=True).first()
    if found is None:
        raise NotFound(
            "interview/no-subject",
            zh="底册里没有这个人或单位，或不在您的范围内",
            en="The register has no such person or organisation, or it is outside your area",
        )
    return found
