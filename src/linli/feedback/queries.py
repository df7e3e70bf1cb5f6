"""Reading opinions."""

from typing import Any

from django.db.models import Q

from linli.feedback.models import Opinion
from linli.feedback.rules import GRANTS, Permission
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.paging import cursor, page_size, read_cursor
from linli.kit.roles import Role
from linli.workforce import queries as workforce


def opinions(by: Actor, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of what people said about the software in the actor's areas, newest first. Needs the right to read it."""
    require(by, Permission.READ, within=None)
    rows = Opinion.objects.order_by("-at", "-id")
    if not by.everywhere:
        rows = rows.filter(_within(by))
    if after:
        moment, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=id))
    size = page_size(most)
    found = list(rows.values("id", "at", "words", "page", "face", "by_name", "area")[: size + 1])
    page = found[:size]
    more = cursor(page[-1]["at"], page[-1]["id"]) if len(found) > size else None
    return {"rows": page, "next": more}


def area_of(by: Actor, area: str) -> str:
    """Where an opinion is filed: with its giver, else in the area he named; of somebody who is nowhere, in the widest
    area an administrator (else anybody who reads opinions) looks after, so that somebody sees it."""
    if home := by.community or area:
        return home
    for role in sorted(GRANTS, key=lambda role: role is not Role.ADMINISTRATOR):
        if held := workforce.areas_held(by, role=role):
            return held[0]
    return ""


def _within(by: Actor) -> Q:
    """The areas over which the actor may read."""
    condition = Q(pk__in=[])
    for seat in by.seats:
        if by.may(Permission.READ, seat.area):
            lo, hi = bounds(seat.area)
            condition |= Q(area__gte=lo, area__lt=hi)
    return condition
