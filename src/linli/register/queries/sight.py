"""The first wall: what of the register an actor sees. Estates, buildings and entrances are the map, which whoever sees
a part of the register may read for the whole community; persons, homes, organisations and labels only below his areas,
and of labels that name who may see them only those that name one of his titles."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from linli.kit.actor import Actor
from linli.kit.areas import Level, bounds
from linli.kit.below import below, below_any
from linli.kit.errors import NotFound
from linli.register.models import (
    Building,
    Contact,
    Dwelling,
    Estate,
    Household,
    Informant,
    Label,
    Nickname,
    Organisation,
    Resident,
    Skill,
    Stay,
    Tie,
)
from linli.register.queries import dictionary
from linli.register.rules import Permission
from linli.register.rules.moving import Beginning

M = TypeVar("M", bound=Model)


def areas_seen(by: Actor) -> tuple[str, ...]:
    """Area prefixes within which the actor's posts let him see the register, the widest only."""
    return by.areas_with(Permission.SEE)


def within(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Those rows of a table with `area` that the actor sees."""
    return rows if by.everywhere else below_any(areas_seen(by), rows)


def _map(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Of the map whoever sees a grid is shown his whole community."""
    if by.everywhere:
        return rows
    seen = Q()
    for area in areas_seen(by):
        seen |= below(area[: Level.COMMUNITY])
    return rows.filter(seen) if seen else rows.none()


def visible_estates(by: Actor) -> QuerySet[Estate]:
    """Estates."""
    return _map(by, Estate.objects.all())


def visible_buildings(by: Actor) -> QuerySet[Building]:
    """Buildings that stand."""
    return _map(by, Building.objects.filter(closed_at=None))


def visible_nicknames(by: Actor) -> QuerySet[Nickname]:
    """What people call places below the actor's areas, ended ones too."""
    return within(by, Nickname.objects.all())


def visible_dwellings(by: Actor) -> QuerySet[Dwelling]:
    """Dwellings below the actor's areas."""
    return within(by, Dwelling.objects.filter(closed_at=None))


def visible_households(by: Actor) -> QuerySet[Household]:
    """Households below the actor's areas, ended ones too."""
    return within(by, Household.objects.all())


def visible_residents(by: Actor) -> QuerySet[Resident]:
    """Residents below the actor's areas, in whatever state."""
    return within(by, Resident.objects.all())


def visible_organisations(by: Actor) -> QuerySet[Organisation]:
    """Organisations below the actor's areas, closed ones too."""
    return within(by, Organisation.objects.all())


def contacts(by: Actor) -> QuerySet[Contact]:
    """Whom one speaks to at organisations below the actor's areas."""
    return within(by, Contact.objects.all())


def visible_ties(by: Actor) -> QuerySet[Tie]:
    """Whom households below the actor's areas are in touch with, those too that have ended."""
    return within(by, Tie.objects.all())


def visible_informants(by: Actor) -> QuerySet[Informant]:
    """Informants of buildings and grids below the actor's areas, those too whose time is over."""
    return within(by, Informant.objects.all())


def visible_labels(by: Actor) -> QuerySet[Label]:
    """Labels on whom the actor sees, without those that are not for his titles."""
    return _told(by, within(by, Label.objects.all()))


def _told(by: Actor, labels: QuerySet[Label]) -> QuerySet[Label]:
    if by.everywhere:
        return labels
    allowed = Q(restricted=False)
    for seat in by.seats:
        if seat.grants(Permission.SEE):
            lo, hi = bounds(seat.area)
            kinds = dictionary.told_to(seat.title)
            allowed |= Q(restricted=True, kind__in=kinds, area__gte=lo, area__lt=hi)
    told = labels.filter(allowed)
    return told.exclude(kind__in=dictionary.kept_off_phones()) if by.on_phone else told


def standing_labels(by: Actor) -> QuerySet[Label]:
    """Labels that hold today, on residents who are on the register and households that stand."""
    return visible_labels(by).filter(
        Q(resident__state="active") | Q(household__isnull=False, household__ended_on=None), until=None
    )


def skilled(by: Actor) -> Exists:
    """A condition for residents: whether any skill of theirs is on record."""
    return Exists(within(by, Skill.objects.all()).filter(resident=OuterRef("pk")))


def began(by: Actor, how: Sequence[Beginning], days: tuple[date, date]) -> Exists:
    """A condition for residents: whether a stay of theirs began in one of these ways within some days, first and last
    included."""
    stays = within(by, Stay.objects.filter(since__range=days, beginning__in=[one.value for one in how]))
    return Exists(stays.filter(resident=OuterRef("pk")))


def missing() -> NotFound:
    """Not there, or not the actor's to see."""
    return NotFound(
        "register/not-found",
        zh="底册里没有这一条，或不在您的范围内",
        en="The register has no such record, or it is outside your area",
    )
