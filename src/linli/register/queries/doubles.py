"""Records that are likely one person's: the same number, the same name and day of birth, the same name in the same
dwelling."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from linli.kit.actor import Actor, require
from linli.register.models import Resident
from linli.register.queries.apart import told_apart
from linli.register.queries.people import told_rows
from linli.register.queries.sight import below, visible_residents
from linli.register.rules import Permission

MOST = 100
"""So many groups are told at once; whoever merges these, or tells them apart, is told the next."""
PART = 500
"""So many groups are looked through at a time."""
_ALIKE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("number", ("community", "secret__id_index")),
    ("birthday", ("community", "name", "born_on")),
    ("dwelling", ("community", "name", "dwelling")),
)


def likely_doubles(by: Actor, *, area: str = "") -> dict[str, Any]:
    """Groups of records that are likely one person's, the surest first, each group told once; without those that
    somebody said to be another person than all the others."""
    require(by, Permission.SEE, within=None)
    rows = visible_residents(by).filter(below(area), state__in=["active", "left"])
    groups: list[tuple[str, list[UUID]]] = []
    told: set[frozenset[UUID]] = set()
    for why, alike in _ALIKE:
        for ids in _groups(by, rows, why, alike):
            if (key := frozenset(ids)) not in told:
                told.add(key)
                groups.append((why, ids))
    page = groups[:MOST]
    wanted = visible_residents(by).filter(id__in={id for _, ids in page for id in ids})
    found = {
        row["id"]: row for row in told_rows(by, list(wanted.select_related("dwelling__building__estate")))
    }
    return {
        "rows": [{"why": why, "residents": [found[id] for id in ids]} for why, ids in page],
        "more": len(groups) > MOST,
    }


def _groups(by: Actor, rows: QuerySet[Resident], why: str, alike: tuple[str, ...]) -> list[list[UUID]]:
    """Records that are alike, as many groups as are told and one more."""
    found: list[list[UUID]] = []
    asked = _alike(rows, why, alike)
    start = 0
    while len(found) <= MOST and (part := list(asked[start : start + PART])):
        start += len(part)
        apart = told_apart(by, {id for row in part for id in row["ids"]})
        left = (_unlike(row["ids"], apart) for row in part)
        found += [ids for ids in left if len(ids) > 1]
        if len(part) < PART:
            break
    return found[: MOST + 1]


def _unlike(ids: list[UUID], apart: set[frozenset[UUID]]) -> list[UUID]:
    """Of a group those who may still be somebody else in it."""
    return [one for one in ids if any(frozenset({one, other}) not in apart for other in ids if other != one)]


def _alike(rows: QuerySet[Resident], why: str, alike: tuple[str, ...]) -> Any:
    """Records that are alike; those that all have numbers, each another, are as many persons."""
    numbered = ~Q(secret__id_index=b"") & Q(secret__isnull=False)
    known = rows.filter(numbered) if why == "number" else rows.filter(**{f"{alike[-1]}__isnull": False})
    return (
        known.values(*alike)
        .annotate(
            ids=ArrayAgg("id", order_by="changed_at"),
            n=Count("id"),
            numbers=Count("secret__id_index", distinct=True, filter=numbered),
        )
        .filter(n__gt=1)
        .exclude(numbers=F("n"))
        .order_by(*alike)
    )
