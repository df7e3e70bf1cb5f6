"""What routes ask for, read once for many."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from linli.calendars import queries as calendars
from linli.kit.actor import Actor
from linli.patrols.models import Route
from linli.patrols.queries.sight import visible_schedules
from linli.patrols.rules.kinds import WalkedOn
from linli.patrols.rules.slots import Life, Schedule, slots_from


def schedules_of(by: Actor, routes: Iterable[UUID]) -> dict[UUID, list[Schedule]]:
    """What is asked of each of some routes, in the order it began."""
    found: dict[UUID, list[Schedule]] = defaultdict(list)
    for row in visible_schedules(by).filter(route__in=list(routes)).order_by("route", "from_on"):
        found[row.route_id].append(Schedule(row.from_on, WalkedOn(row.days), slots_from(row.slots)))
    return found


def life_of(row: Route) -> Life:
    """Since when a route is walked, and until when."""
    return Life(row.made_at, row.archived_at)


def is_worked(on: date) -> bool:
    """Whether a day is a working day."""
    return calendars.working_calendar().is_working_day(on)[0]


def worked_between(since: date, until: date) -> list[date]:
    """The working days of some days, both in them."""
    days = ((since + timedelta(days=n)) for n in range((until - since).days + 1))
    return [day for day in days if is_worked(day)]
