"""Communities that keep a register, and those of them where somebody or something would not be found as it is."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from linli.kit.actor import Actor, require_system
from linli.register.models import Building, Contact, Dwelling, Find, Organisation, Resident, Secret


def communities(by: Actor) -> list[str]:
    """Those that keep a register. Forbidden to all but the system."""
    require_system(by)
    return _of(
        Resident.objects.all(), Dwelling.objects.all(), Organisation.objects.all(), Building.objects.all()
    )


def unfound(by: Actor) -> list[str]:
    """Those with something that nothing finds, as all of a site that is older than finding, or with numbers nothing was
    reckoned of; reads every register. Forbidden to all but the system."""
    require_system(by)
    nowhere = ~Exists(Find.objects.filter(id=OuterRef("id")))
    return _of(
        Resident.objects.exclude(state__in=["merged", "anonymised"]).filter(nowhere),
        Dwelling.objects.filter(nowhere, closed_at=None),
        Organisation.objects.filter(nowhere),
        Building.objects.filter(nowhere, closed_at=None),
        Secret.objects.filter(tails=None),
        Contact.objects.filter(tails=None),
    )


def _of(*kinds: "QuerySet[Any]") -> list[str]:
    return sorted({code for rows in kinds for code in rows.values_list("community", flat=True).distinct()})
