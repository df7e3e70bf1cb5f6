"""The first wall: visits, their lists and their plans below the areas of posts that see visits; and wherever they lie,
the lines of campaigns one's posts carry out, with the visits made from those posts. A visit that was struck out stays
to be seen, and counts nowhere: whoever counts asks for those that stand."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from linli.kit.actor import Actor, require
from linli.kit.below import below, below_any
from linli.kit.errors import NotFound
from linli.visits.models import (
    CadenceRow,
    Campaign,
    JournalNote,
    Planned,
    Planning,
    Relief,
    Standing,
    Target,
    Visit,
)
from linli.visits.rules import Permission
from linli.visits.rules.kinds import Whom

M = TypeVar("M", bound=Model)


def areas_seen(by: Actor) -> tuple[str, ...]:
    """Area prefixes within which the actor's posts let him see visits, the widest only."""
    return by.areas_with(Permission.SEE)


def within(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Those rows of a table with `area` that the actor sees."""
    return rows if by.everywhere else below_any(areas_seen(by), rows)


def visible_standing(by: Actor) -> QuerySet[Standing]:
    """Whom somebody may have to reach, those who are gone too."""
    return within(by, Standing.objects.all())


def posts_carrying(by: Actor) -> list[UUID]:
    """The actor's posts that may carry out campaigns, and those he stands in for."""
    return [seat.post for seat in by.seats if seat.grants(Permission.CARRY)]


def require_sight(by: Actor) -> None:
    """Refuse whoever neither sees visits nor carries out campaigns."""
    if not by.may(Permission.SEE):
        require(by, Permission.CARRY, within=None)


def _or(by: Actor, rows: QuerySet[M], also: Q) -> QuerySet[M]:
    """What lies below the actor's areas, and what else he sees of the same table."""
    return rows if by.everywhere else within(by, rows) | rows.filter(also)


def visible_visits(by: Actor) -> QuerySet[Visit]:
    """Visits, those that were struck out too."""
    own = Q(noun=Whom.ORGANISATION.value, campaign__isnull=False, post__in=posts_carrying(by))
    return _or(by, Visit.objects.all(), own)


def standing_visits(by: Actor) -> QuerySet[Visit]:
    """Visits that count: those nobody has struck out."""
    return visible_visits(by).filter(struck_at=None)


def visible_notes(by: Actor) -> QuerySet[JournalNote]:
    """What was written into the field journal; what was said of a visit that was struck out goes with it."""
    return within(by, JournalNote.objects.all()).filter(visit__struck_at=None)


def visible_relief(by: Actor) -> QuerySet[Relief]:
    """What was given on visits that stand."""
    return within(by, Relief.objects.all()).filter(visit__struck_at=None)


def visible_campaigns(by: Actor) -> QuerySet[Campaign]:
    """Campaigns of an area the actor sees, those of whose list he sees a part, and those his posts carry out."""
    if by.everywhere:
        return Campaign.objects.all()
    seen = Q(carriers__overlap=posts_carrying(by))
    for area in areas_seen(by):
        seen |= below(area) | Q(area=area[:12])
    return Campaign.objects.filter(seen)


def visible_targets(by: Actor) -> QuerySet[Target]:
    """Lines of campaigns' lists: those below the actor's areas, and those of his posts."""
    return _or(by, Target.objects.all(), Q(posts__overlap=posts_carrying(by)))


def visible_planned(by: Actor) -> QuerySet[Planned]:
    """What is planned."""
    return within(by, Planned.objects.all())


def visible_plannings(by: Actor) -> QuerySet[Planning]:
    """Runs of the planner."""
    return within(by, Planning.objects.all())


def visible_cadences(by: Actor) -> QuerySet[CadenceRow]:
    """What communities say of their cadences."""
    return within(by, CadenceRow.objects.all())


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "visit/not-found",
        zh="没有这一户或这条走访记录，或不在您的范围内",
        en="There is no such door or visit, or it is outside your area",
    )
