"""Organisations as screens show them, their contacts' phones masked."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.kit import paging
from linli.kit.actor import Actor, require
from linli.register.models import Contact, Organisation
from linli.register.queries import able, masks
from linli.register.queries.changed import changes_of
from linli.register.queries.sight import below, missing, visible_organisations, within
from linli.register.rules import Permission
from linli.territory import queries as territory

_ROW = (
    "id",
    "area",
    "kind",
    "partner",
    "name",
    "trade",
    "small_premises",
    "premises",
    "employees",
    "equipment",
    "checked_at",
    "closed_at",
    "version",
)
_WHOLE = (*_ROW, "credit_code", "square_metres", "longitude", "latitude", "note", "source")


def organisations(
    by: Actor,
    *,
    area: str = "",
    kind: str = "",
    small_premises: str = "",
    partner: bool | None = None,
    closed: bool = False,
    building_id: UUID | None = None,
    after: str = "",
    most: int | None = None,
) -> dict[str, Any]:
    """A page of organisations by name: those that are there, or those that have closed. `small_premises` is one of the
    nine kinds, or `any`."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = visible_organisations(by).filter(below(area), closed_at__isnull=not closed)
    said = {"kind": kind, "partner": partner, "building": building_id}
    rows = rows.filter(**{name: value for name, value in said.items() if value not in ("", None)})
    if small_premises:
        rows = (
            rows.exclude(small_premises="")
            if small_premises == "any"
            else rows.filter(small_premises=small_premises)
        )
    if after:
        sort, id = paging.read_key(after)
        rows = rows.filter(Q(sort=sort, id__gt=id) | Q(sort__gt=sort))
    found = list(rows.select_related("building").order_by("sort", "id")[: size + 1])
    end = found[size - 1] if len(found) > size else None
    return {
        "rows": [_told(row, _ROW) for row in found[:size]],
        "next": paging.key(end.sort, end.id) if end else None,
        "abilities": able.to_add(by, area),
    }


def _told(row: Organisation, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} | {
        "area_name": territory.name_of(row.area),
        "building": row.building.id if row.building else None,
        "building_name": row.building.name if row.building else "",
    }


def organisation(by: Actor, organisation_id: UUID) -> dict[str, Any]:
    """One organisation with whom one speaks to there."""
    row = visible_organisations(by).select_related("building").filter(id=organisation_id).first()
    if row is None:
        raise missing()
    contacts = list(within(by, Contact.objects.filter(organisation=row)).order_by("order", "id"))
    return _told(row, _WHOLE) | {
        "contacts": [
            {
                "id": one.id,
                "name": one.name,
                "duty": one.duty,
                "phone": masks.of_contact(one),
                "resident": one.resident_id,  # pyright: ignore[reportAttributeAccessIssue]
            }
            for one in contacts
        ],
        "changes": changes_of(by, [row.id]),
        "abilities": able.of_organisation(by, row, hidden=any(len(one.phone) for one in contacts)),
    }
