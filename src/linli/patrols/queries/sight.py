"""The first wall: routes and rounds below the areas of posts that see patrols; those of a whole community are seen by
all who work in it."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from linli.kit.actor import Actor
from linli.kit.areas import Level, community_of
from linli.kit.below import below
from linli.kit.errors import NotFound
from linli.patrols.models import Finding, Offer, Point, Round, Route, Schedule, Tick
from linli.patrols.rules import Permission

M = TypeVar("M", bound=Model)


def areas_seen(by: Actor) -> tuple[str, ...]:
    """Area prefixes within which the actor's posts let him see patrols, the widest only."""
    return by.areas_with(Permission.SEE)


def within(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Those rows of a table with `area` that the actor sees."""
    if by.everywhere:
        return rows
    seen = Q()
    for area in areas_seen(by):
        seen |= below(area)
        if len(area) > Level.COMMUNITY:
            seen |= Q(area=community_of(area))
    return rows.filter(seen) if seen else rows.none()


def narrowed(area: str) -> Q:
    """What lies in an area, or over the whole community it is a grid of; everything where none is said."""
    return below(area) | Q(area=community_of(area)) if len(area) > Level.COMMUNITY else below(area)


def visible_routes(by: Actor) -> QuerySet[Route]:
    """Routes, archived ones too."""
    return within(by, Route.objects.all())


def visible_schedules(by: Actor) -> QuerySet[Schedule]:
    """What of them is asked for."""
    return within(by, Schedule.objects.all())


def visible_points(by: Actor) -> QuerySet[Point]:
    """Points, those taken off their routes too."""
    return within(by, Point.objects.all())


def visible_rounds(by: Actor) -> QuerySet[Round]:
    """Rounds."""
    return within(by, Round.objects.all())


def visible_ticks(by: Actor) -> QuerySet[Tick]:
    """What rounds say of points."""
    return within(by, Tick.objects.all())


def visible_findings(by: Actor) -> QuerySet[Finding]:
    """What was found."""
    return within(by, Finding.objects.all())


def visible_offers(by: Actor) -> QuerySet[Offer]:
    """What was offered."""
    return within(by, Offer.objects.all())


def missing(what: str = "patrol", zh: str = "条巡查线路", en: str = "patrol route") -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        f"{what}/not-found",
        zh=f"没有这{zh}，或不在您的范围内",
        en=f"There is no such {en}, or it is outside your area",
    )


def may_walk(by: Actor, route: Route) -> bool:
    """Whether the actor may record rounds of a route: his post walks in its area, or is named on it, or the route is
    one of his whole community that names nobody."""
    if by.may(Permission.WALK, route.area):
        return True
    here = [
        seat for seat in by.seats if seat.area.startswith(route.community) and seat.grants(Permission.WALK)
    ]
    return any(seat.post in route.posts or not route.posts for seat in here)
