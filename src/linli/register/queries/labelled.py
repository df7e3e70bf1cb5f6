"""Labels as the actor may see them: on persons (those merged into them too), on households, due for another look, and
the dictionary."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.register.models import Label, Resident
from linli.register.queries import able, dictionary
from linli.register.queries.sight import below, missing, visible_labels, visible_residents
from linli.register.rules import Permission
from linli.register.rules.labels import GROUPS, SKILLS


def records_of(by: Actor, persons: Collection[UUID]) -> dict[UUID, UUID]:
    """All records of some persons: theirs and those that were merged into them, each with whose it is."""
    merged = visible_residents(by).filter(merged_into__in=persons).values_list("id", "merged_into_id")
    return {one: one for one in persons} | dict(merged)


def on_persons(by: Actor, records: dict[UUID, UUID]) -> dict[UUID, list[str]]:
    """Codes of the labels each person bears today, in the dictionary's order."""
    rows = (
        visible_labels(by).filter(resident__in=list(records), until=None).values_list("resident_id", "kind")
    )
    found: dict[UUID, set[str]] = {}
    for record, kind in rows:
        found.setdefault(records[record], set()).add(kind)
    return {person: in_order(kinds) for person, kinds in found.items()}


def on_households(by: Actor, households: Collection[UUID]) -> dict[UUID, list[str]]:
    """Codes of the labels each household bears today."""
    rows = visible_labels(by).filter(household__in=households, until=None).values_list("household_id", "kind")
    found: dict[UUID, set[str]] = {}
    for household, kind in rows:
        found.setdefault(household, set()).add(kind)
    return {household: in_order(kinds) for household, kinds in found.items()}


def of_homes(by: Actor, households: Collection[UUID]) -> dict[UUID, list[dict[str, str]]]:
    """Of some households the labels of whoever lives there and of their own, with their names, in two statements."""
    people = visible_labels(by).filter(
        resident__household__in=list(households), resident__state="active", until=None
    )
    found = {home: set(kinds) for home, kinds in on_households(by, households).items()}
    for home, kind in people.values_list("resident__household", "kind"):
        found.setdefault(home, set()).add(kind)
    known = dictionary.kinds()
    return {
        home: [
            {"code": code, "name": known[code].name, "name_en": known[code].name_en}
            for code in in_order(codes)
            if code in known
        ]
        for home, codes in found.items()
    }


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes in the dictionary's order."""
    known = list(dictionary.kinds())
    return sorted(codes, key=lambda code: known.index(code) if code in known else len(known))


def whole(by: Actor, rows: Iterable[Label]) -> list[dict[str, Any]]:
    """Labels with all that is known of them, those that hold first."""
    told = [told_whole(by, row) for row in rows]
    return sorted(told, key=lambda one: (one["until"] is not None, -one["since"].toordinal()))


def told_whole(by: Actor, row: Label) -> dict[str, Any]:
    """One label."""
    kind = dictionary.kinds().get(row.kind)
    return {
        "id": row.id,
        "kind": row.kind,
        "name": kind.name if kind else row.kind,
        "name_en": kind.name_en if kind else row.kind,
        "group": kind.group if kind else "",
        "restricted": row.restricted,
        "resident": row.resident_id,  # pyright: ignore[reportAttributeAccessIssue]
        "household": row.household_id,  # pyright: ignore[reportAttributeAccessIssue]
        "since": row.since,
        "until": row.until,
        "review_on": row.review_on,
        "source": row.source,
        "note": row.note,
        "abilities": able.of_label(by, row),
    }


def label(by: Actor, label_id: UUID) -> dict[str, Any]:
    """One label, ended or not."""
    row = visible_labels(by).filter(id=label_id).first()
    if row is None:
        raise missing()
    return told_whole(by, row)


def due(
    by: Actor, *, area: str = "", until: date | None = None, after: str = "", most: int | None = None
) -> dict[str, Any]:
    """Labels to be looked at again by a day (today unless said), the longest due first, with whom they are on."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    last = until or timezone.localdate(clock.now())
    rows = visible_labels(by).filter(below(area), until=None, review_on__lte=last)
    rows = rows.select_related("resident__dwelling", "household__dwelling").order_by("review_on", "id")
    if after:
        text, id = paging.read_key(after)
        day = paging.as_day(text)
        rows = rows.filter(Q(review_on=day, id__gt=id) | Q(review_on__gt=day))
    found = list(rows[: size + 1])
    last_one = found[size - 1] if len(found) > size else None
    heads = _heads(by, [row for row in found[:size] if row.resident is None])
    return {
        "rows": [told_whole(by, row) | _on_whom(row, heads) for row in found[:size]],
        "next": paging.key(str(last_one.review_on), last_one.id) if last_one else None,
    }


def _heads(by: Actor, rows: list[Label]) -> dict[UUID, str]:
    """Whom a household is called by."""
    ids = [row.household.id for row in rows if row.household]
    if not ids:
        return {}
    found = visible_residents(by).filter(household__in=ids, state="active", relation="head")
    return dict(found.values_list("household_id", "name"))


def _on_whom(row: Label, heads: dict[UUID, str]) -> dict[str, Any]:
    on = row.resident or row.household
    home = on.dwelling if on else None
    name = row.resident.name if row.resident else heads.get(row.household.id, "") if row.household else ""
    return {
        "of_name": name,
        "dwelling": home.id if home else None,
        "dwelling_code": home.code if home else "",
        "area": row.area,
    }


def told_kinds(by: Actor) -> list[dict[str, Any]]:
    """The dictionary: the labels the actor may see somewhere; an administrator who changes it sees it whole."""
    changes = by.may(Permission.CHANGE_LABELS)
    if not changes:
        require(by, Permission.SEE, within=None)
    titles = {seat.title for seat in by.seats if seat.grants(Permission.SEE)}
    may_change = by.may_for_site(Permission.CHANGE_LABELS)
    return [
        {
            **{name: getattr(kind, name) for name in KIND_FIELDS},
            "group_name": GROUPS.get(kind.group, (kind.group, kind.group))[0],
            "group_name_en": GROUPS.get(kind.group, (kind.group, kind.group))[1],
            "abilities": ["change"] if may_change else [],
        }
        for kind in dictionary.kinds().values()
        if changes
        or by.everywhere
        or ((kind.on_phone or not by.on_phone) and (not kind.seen_by or titles & set(kind.seen_by)))
    ]


KIND_FIELDS = (
    "code",
    "name",
    "name_en",
    "group",
    "of_household",
    "seen_by",
    "on_phone",
    "in_export",
    "cadence_days",
    "review_months",
    "purpose",
    "basis",
    "active",
)


def skill_kinds(by: Actor) -> list[dict[str, str]]:
    """The kinds of skills that are asked for."""
    require(by, Permission.SEE, within=None)
    return [{"code": code, "name": zh, "name_en": en} for code, (zh, en) in SKILLS.items()]


def bearing(by: Actor, kind: str) -> Q:
    """Residents who bear a label: they, a record merged into them, or their household."""
    found = visible_labels(by).filter(kind=kind, until=None)
    if (known := dictionary.kinds().get(kind)) and known.of_household:
        return Q(household__in=found.values("household"))
    persons = found.filter(resident__isnull=False)
    merged = Resident.objects.filter(id__in=persons.values("resident"), merged_into__isnull=False)
    return Q(id__in=persons.values("resident")) | Q(id__in=merged.values("merged_into"))
