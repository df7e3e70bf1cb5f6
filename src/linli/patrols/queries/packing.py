"""Patrols as a phone takes them along: the routes of one's own with their points and hours, and which days are worked,
so that a day without any signal can be walked."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.patrols.queries.days import points_of, routes_of_mine, told_route
from linli.patrols.queries.schedules import is_worked, schedules_of
from linli.patrols.rules import Permission

DAYS_ALONG = 30


def packed_routes(by: Actor, areas: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each route of the actor's own that lies in some areas, or over a community of theirs, by its key."""
    if not by.may(Permission.WALK):
        return
    homes = {community_of(area) for area in areas}
    found = [
        row
        for row in routes_of_mine(by)
        if row.area in homes or any(row.area.startswith(area) for area in areas)
    ]
    schedules = schedules_of(by, [row.id for row in found])
    points = points_of(by, [row.id for row in found])
    for row in found:
        asked = [
            {"from_on": one.from_on, "days": one.days.value, "slots": [slot.told() for slot in one.slots]}
            for one in schedules.get(row.id, [])
        ]
        yield f"patrol:{row.id}", told_route(row, points[row.id]) | {"schedules": asked[-2:]}


def packed_days(by: Actor) -> list[str]:
    """The working days of the thirty days that begin today; none for who walks nothing."""
    if not by.may(Permission.WALK):
        return []
    today = timezone.localdate(clock.now())
    days = (today + timedelta(days=n) for n in range(DAYS_ALONG))
    return [day.isoformat() for day in days if is_worked(day)]
