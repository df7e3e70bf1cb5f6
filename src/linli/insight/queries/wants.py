"""What is wanted of records as conditions: of each noun the rows that are looked at, and what makes one of them lack
something. Counting and listing ask the very same."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.insight.rules import GROWN
from linli.insight.rules.completeness import ANY, HAZARDS, STALE_DAYS
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.areas import bounds
from linli.matters import queries as matters
from linli.matters.rules import RUNNING, State
from linli.register import queries as register
from linli.register.rules.dates import months_later
from linli.register.rules.kinds import LIVING_HERE

LIVED_IN = ("own", "let", "shared")
RENTED = ("let", "shared")


def rows_of(by: Actor, noun: str, area: str) -> QuerySet[Any]:
    """The rows of a noun that are looked at in an area, as far as the actor sees them."""
    found: dict[str, Any] = {
        "dwelling": lambda: register.visible_dwellings(by),
        "household": lambda: register.visible_households(by).filter(ended_on=None),
        "resident": lambda: register.visible_residents(by).filter(state="active"),
        "building": lambda: register.visible_buildings(by),
        "organisation": lambda: register.visible_organisations(by).filter(closed_at=None),
        "matter": lambda: matters.visible_matters(by).filter(_hazard()),
    }
    return found[noun]().filter(_below(area), **_community(area))


def _below(area: str) -> Q:
    lo, hi = bounds(area)
    return Q(area__gte=lo, area__lt=hi)


def _community(area: str) -> dict[str, str]:
    return {"community": area[:12]}


def _hazard() -> Q:
    """Matters about hazards and quarrels that somebody still has to work on."""
    about = Q()
    for group in HAZARDS:
        about |= Q(category=group) | Q(category__startswith=f"{group}.")
    return Q(about, is_open=True, state__in=[*RUNNING, State.LONG_TERM])


def since_of(noun: str) -> str:
    """The column that says since when a row waits."""
    return "received_at" if noun == "matter" else "" if noun == "building" else "checked_at"


def conditions(by: Actor, noun: str, area: str) -> dict[str, Q]:
    """What a row of a noun may lack, by key, and `any` of it."""
    found: dict[str, Q] = _OF[noun](by, area)
    if since_of(noun) == "checked_at":
        found |= {
            "unchecked": Q(checked_at=None),
            "stale": Q(checked_at__lt=stale_before()),
        }
    lacks = Q()
    for one in found.values():
        lacks |= one
    return {**found, ANY: lacks}


def stale_before() -> datetime:
    """What was looked at before this moment only is stale."""
    day = _today() - timedelta(days=STALE_DAYS)
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _today() -> date:
    return timezone.localdate(clock.now())


def _dwelling(by: Actor, area: str) -> dict[str, Q]:
    homes = register.visible_households(by).filter(_below(area), ended_on=None, dwelling__isnull=False)
    lived = Q(id__in=homes.values("dwelling"))
    living = register.visible_residents(by).filter(
        _below(area), state="active", presence__in=list(LIVING_HERE)
    )
    peopled = Q(id__in=living.filter(dwelling__isnull=False).values("dwelling"))
    return {
        "use": Q(use="unknown"),
        "people": Q(use__in=LIVED_IN) & ~lived,
        "lived": Q(use="vacant") & peopled,
        "landlord": Q(use__in=RENTED, landlord_phone=b""),
        "lease": Q(use="let", lease_ends_on=None),
        "lease_over": Q(use__in=RENTED, lease_ends_on__lt=_today()),
    }


def _household(by: Actor, area: str) -> dict[str, Q]:
    here = register.visible_residents(by).filter(_below(area), state="active", household__isnull=False)
    headed = Q(id__in=here.filter(relation="head").values("household"))
    reached = here.filter(~Q(secret__phone=b"") | ~Q(secret__other_phone=b""), secret__isnull=False)
    return {
        "members": Q(size=0),
        "head": Q(size__gt=0, kind="family") & ~headed,
        "phone": Q(size__gt=0) & ~Q(id__in=reached.values("household")),
        "home": Q(dwelling=None),
    }


def _resident(by: Actor, area: str) -> dict[str, Q]:
    grown = Q(born_on=None) | Q(born_on__lte=months_later(_today(), -12 * GROWN))
    return {
        "number": Q(secret__isnull=True) | Q(secret__id_number=b""),
        "phone": grown & (Q(secret__isnull=True) | Q(secret__phone=b"", secret__other_phone=b"")),
        "born_on": Q(born_on=None),
        "sex": Q(sex="unknown"),
        "presence": Q(presence="unknown"),
        "registered_at": Q(presence="guest", registered_at=""),
        "home": Q(household=None),
    }


def _building(by: Actor, area: str) -> dict[str, Q]:
    built = Q(id__in=register.visible_dwellings(by).filter(_below(area)).values("building"))
    return {
        "dwellings": Q(use__in=["homes", "mixed"]) & ~built,
        "floors": Q(floors=None),
        "lift": Q(has_lift=None),
        "point": Q(longitude=None) | Q(latitude=None),
    }


def _organisation(by: Actor, area: str) -> dict[str, Q]:
    known = Q(id__in=register.contacts(by).filter(_below(area)).values("organisation"))
    reached = register.contacts(by).filter(_below(area)).exclude(phone=b"")
    return {
        "contact": ~known,
        "phone": known & ~Q(id__in=reached.values("organisation")),
        "code": Q(kind__in=["shop", "enterprise"], credit_code=""),
        "place": Q(premises="", building=None),
    }


def _matter(by: Actor, area: str) -> dict[str, Q]:
    return {
        "unaccepted": Q(accepted_at=None),
        "overdue": Q(due_at__lt=clock.now()),
        "held": Q(state=State.LONG_TERM),
    }


_OF = {
    "dwelling": _dwelling,
    "household": _household,
    "resident": _resident,
    "building": _building,
    "organisation": _organisation,
    "matter": _matter,
}
