"""Whom households are in touch with, as screens show it: residents by name, others masked. A resident at the other end
whom the actor does not see is told without a name."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kit.actor import Actor
from linli.register.models import Household, Resident, Tie
from linli.register.queries import able, masks
from linli.register.queries.informants import of_household as informants_of
from linli.register.queries.informants import of_resident as informs
from linli.register.queries.labelled import records_of
from linli.register.queries.named import named_people
from linli.register.queries.rows import told
from linli.register.queries.sight import missing, visible_households, visible_residents, visible_ties

ENDED_MOST = 20
"""Ended ties that are shown, the last first."""
_TIE = (
    "id",
    "kind",
    "kin",
    "emergency",
    "has_key",
    "note",
    "since",
    "until",
    "source",
    "checked_at",
    "version",
)


def household_ties(by: Actor, household_id: UUID) -> dict[str, Any]:
    """Whom a household is in touch with, who may be called first before; those that ended behind them; and the
    informants of where it lives."""
    row = visible_households(by).select_related("dwelling").filter(id=household_id).first()
    if row is None:
        raise missing()
    return {
        "household": row.id,
        "area": row.area,
        "rows": _both(by, of_households(by, [row.id])),
        "informants": informants_of(by, row),
        "abilities": ["add"] if "add-tie" in able.of_household(by, row) else [],
    }


def of_households(by: Actor, households: Collection[UUID]) -> QuerySet[Tie]:
    """Ties of some households, with those of records that were merged into who lives there."""
    merged = visible_residents(by).filter(state="merged", merged_into__household__in=list(households))
    return visible_ties(by).filter(Q(household__in=list(households)) | Q(resident__in=merged.values("id")))


def resident_ties(by: Actor, resident_id: UUID) -> dict[str, Any]:
    """Whom a resident is in touch with (`rows`, what holds of his whole household too), whose contact he is (`of`), and
    where he is an informant."""
    row = visible_residents(by).filter(id=resident_id).first()
    if row is None:
        raise missing()
    records = list(records_of(by, [row.id]))
    mine = Q(resident__in=records)
    if row.household_id is not None and row.state == "active":
        mine |= Q(household=row.household_id, resident=None)
    of = visible_ties(by).filter(other__in=records)
    home = visible_households(by).filter(id=row.household_id).first() if row.household_id else None
    return {
        "household": row.household_id,
        "area": row.area,
        "rows": _both(by, visible_ties(by).filter(mine)),
        "of": _both(by, of),
        "informs": informs(by, records),
        "abilities": ["add"] if home and "add-tie" in able.of_household(by, home) else [],
    }


def _both(by: Actor, rows: QuerySet[Tie]) -> list[dict[str, Any]]:
    """Those that hold, then the last of those that ended."""
    first = rows.filter(until=None).order_by("-emergency", "since", "id")
    over = rows.exclude(until=None).order_by("-until", "-id")[:ENDED_MOST]
    return told_ties(by, [*first, *over])


def tie(by: Actor, tie_id: UUID) -> dict[str, Any]:
    """One tie, ended or not."""
    row = visible_ties(by).filter(id=tie_id).first()
    if row is None:
        raise missing()
    return told_ties(by, [row])[0]


def told_ties(by: Actor, rows: Iterable[Tie]) -> list[dict[str, Any]]:
    """Ties with who is at either end, in two statements however many there are."""
    page = list(rows)
    ends = {one for row in page for one in (row.other_id, row.resident_id) if one}
    people = named_people(by, ends)
    homes = _homes(by, {row.household_id for row in page})
    return [
        told(row, _TIE)
        | {
            "household": row.household_id,
            "home": homes.get(row.household_id, ""),
            "member": row.resident_id,
            "member_name": _name(row.resident_id, people),
            **_other(row, people),
            "abilities": able.of_tie(by, row),
        }
        for row in page
    ]


def _name(id: UUID | None, people: dict[UUID, Resident]) -> str:
    one = people.get(id) if id else None
    return one.name if one else ""


def _homes(by: Actor, households: Collection[UUID]) -> dict[UUID, str]:
    rows: QuerySet[Household] = visible_households(by).filter(id__in=list(households))
    return {row.id: place_of(row) for row in rows.select_related("dwelling__building__estate")}


def place_of(row: Household | Resident) -> str:
    """Where somebody lives, as neighbours say it: 枇杷园3-2-501."""
    home = row.dwelling
    estate = home.building.estate if home else None
    return f"{estate.name if estate else ''}{home.code}" if home else ""


def _other(row: Tie, people: dict[UUID, Resident]) -> dict[str, Any]:
    """Who is at the other end: a resident by name and home, somebody outside masked. `hidden` is a resident whom the
    actor does not see."""
    if row.other_id is None:
        hidden = masks.of_tie(row)
        return {
            "other": None,
            "name": hidden["name"],
            "phone": hidden["phone"],
            "place": "",
            "state": "",
            "hidden": False,
        }
    one = people.get(row.other_id)
    if one is None:
        return {"other": None, "name": "", "phone": "", "place": "", "state": "", "hidden": True}
    numbers = masks.of_resident(getattr(one, "secret", None))
    return {
        "other": one.id,
        "name": one.name,
        "phone": numbers["phone"] or numbers["other_phone"],
        "place": place_of(one),
        "state": one.state,
        "hidden": False,
    }
