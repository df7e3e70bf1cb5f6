"""Residents who are named by another record, as far as the actor sees them."""

from collections.abc import Collection
from uuid import UUID

from linli.kit.actor import Actor
from linli.register.models import Resident
from linli.register.queries.sight import visible_residents


def named_people(by: Actor, ids: Collection[UUID]) -> dict[UUID, Resident]:
    """Residents by the record that was named; one who was merged is who he is now."""
    rows = visible_residents(by).filter(id__in=list(ids)) if ids else Resident.objects.none()
    found = rows.select_related(
        "secret",
        "dwelling__building__estate",
        "merged_into__secret",
        "merged_into__dwelling__building__estate",
    )
    return {row.id: row.merged_into or row for row in found}
