"""What was changed of records, field by field, with where each value came from."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from linli.kit.actor import Actor
from linli.register.models import Change, Household
from linli.register.queries.sight import visible_households, visible_residents, within

MOST = 50
REVEALED = "revealed"
"""The field that a look behind a mask is kept under among the changes; its words are none."""


def changes_of(by: Actor, records: Collection[UUID]) -> list[dict[str, Any]]:
    """The last changes of some records, the newest first; a household or a resident that a change names is told by its
    home and its head, or by his name, as far as the actor sees them."""
    rows = within(by, Change.objects.filter(subject__in=records).exclude(field=REVEALED))
    names = ("field", "before", "after", "source", "by_name", "at")
    found = list(rows.order_by("-at", "-id").values(*names)[:MOST])
    for fields, called in _CALLED:
        _name(by, [row for row in found if row["field"] in fields], called)
    return found


def _name(
    by: Actor, rows: list[dict[str, Any]], called: Callable[[Actor, Collection[UUID]], dict[UUID, str]]
) -> None:
    """Put names where ids stand."""
    ids = {UUID(row[side]) for row in rows for side in _SIDES if row[side]}
    names = {str(id): name for id, name in called(by, ids).items()} if ids else {}
    for row in rows:
        row |= {side: names.get(row[side], row[side]) for side in _SIDES}


def _households(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Households by where they live and who is at their head, or was the first in it."""
    homes: dict[UUID, Household] = {
        one.id: one for one in visible_households(by).filter(id__in=ids).select_related("dwelling")
    }
    heads: dict[UUID, str] = {}
    stayed = visible_residents(by).filter(stays__household__in=list(homes))
    order = ("stays__until", "stays__since", "id")
    for home, name, relation in stayed.order_by(*order).values_list(
        "stays__household", "name", "stays__relation"
    ):
        if relation == "head" or home not in heads:
            heads[home] = name
    return {
        id: " ".join(filter(None, [one.dwelling.code if one.dwelling else "", heads.get(id, "")]))
        for id, one in homes.items()
    }


def _residents(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    rows: Any = visible_residents(by).filter(id__in=ids)
    return dict(rows.values_list("id", "name"))


_SIDES = ("before", "after")
_CALLED = ((("household",), _households), (("merged_into", "apart"), _residents))
