"""The first wall: visits, their lists and their plans below the areas of posts that see visits."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from linli.kit.actor import Actor
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


def visible_visits(by: Actor) -> QuerySet[Visit]:
    """Visits."""
    return within(by, Visit.objects.all())


def visible_notes(by: Actor) -> QuerySet[JournalNote]:
    """What was written into the field journal."""
    return within(by, JournalNote.objects.all())


def visible_relief(by: Actor) -> QuerySet[Relief]:
    """What was given on visits."""
    return within(by, Relief.objects.all())


def visible_campaigns(by: Actor) -> QuerySet[Campaign]:
    """Campaigns of an area the actor sees, and those of whose list he sees a part."""
    if by.everywhere:
        return Campaign.objects.all()
    seen = Q()
    for area in areas_seen(by):
        seen |= below(area) | Q(area=area[:12])
    return Campaign.objects.filter(seen) if seen else Campaign.objects.none()


def visible_targets(by: Actor) -> QuerySet[Target]:
    """Lines of campaigns' lists."""
    return within(by, Target.objects.all())


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
