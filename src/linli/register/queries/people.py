"""Households and residents as screens show them: numbers and phones masked, merged records read as one person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from linli.kit import clock, paging
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.register.models import Household, Resident, Secret, Skill, Stay
from linli.register.queries import able, labelled, masks
from linli.register.queries.changed import changes_of
from linli.register.queries.rows import HOUSEHOLD, MEMBER, told
from linli.register.queries.sight import (
    areas_seen,
    below,
    missing,
    visible_households,
    visible_labels,
    visible_residents,
    within,
)
from linli.register.rules import Permission
from linli.register.rules.dates import months_later
from linli.register.rules.numbers import age_on
from linli.territory import queries as territory

COUNT_MOST = 9999
_RESIDENT = (
    *MEMBER,
    "area",
    "registered_at",
    "ethnicity",
    "politics",
    "education",
    "marriage",
    "occupation",
    "workplace",
    "note",
    "ended_on",
    "source",
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of residents is narrowed to; an empty value narrows nothing. `checked_before` finds those whom nobody
    has looked at since that day, never looked at too; `name` those whose name holds it, or is read like it."""

    area: str = ""
    label: str = ""
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""
    presence: str = ""
    use: str = ""
    state: str = "active"
    checked_before: date | None = None
    name: str = ""


def today() -> date:
    """The day it is where the site is."""
    return timezone.localdate(clock.now())


def _age(row: Resident) -> int | None:
    """Full years today, or on the day of death."""
    if row.born_on is None:
        return None
    return age_on(row.born_on, row.ended_on if row.state == "died" and row.ended_on else today())


def _home(row: Resident | Household | None) -> dict[str, Any]:
    home = row.dwelling if row else None
    estate = home.building.estate if home else None
    return {
        "dwelling": home.id if home else None,
        "dwelling_code": home.code if home else "",
        "dwelling_use": home.use if home else "",
        "estate_name": estate.name if estate else "",
    }


def members_of(by: Actor, households: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The members of some households, the head first, each with age, labels and masked numbers."""
    rows = list(
        visible_residents(by)
        .filter(household__in=households, state="active")
        .select_related("secret")
        .order_by("born_on", "id")
    )
    labels = labelled.on_persons(by, labelled.records_of(by, [one.id for one in rows]))
    found: dict[UUID, list[dict[str, Any]]] = {}
    for one in sorted(rows, key=lambda row: row.relation != "head"):
        member = told(one, MEMBER) | {"age": _age(one), "labels": labels.get(one.id, [])}
        found.setdefault(one.household_id, []).append(member | masks.of_resident(_secret(one)))  # pyright: ignore[reportArgumentType]
    return found


def _secret(row: Resident) -> Secret | None:
    return getattr(row, "secret", None)


def household(by: Actor, household_id: UUID) -> dict[str, Any]:
    """A household with its members, its labels, and every stay in it."""
    rows = visible_households(by).select_related("dwelling__building__estate")
    row = rows.filter(id=household_id).first()
    if row is None:
        raise missing()
    labels = visible_labels(by).filter(household=row)
    stays = within(by, Stay.objects.filter(household=row)).select_related("resident")
    return told(row, HOUSEHOLD) | {
        **_home(row),
        "area_name": territory.name_of(row.area),
        "members": members_of(by, [row.id]).get(row.id, []),
        "labels": labelled.whole(by, labels),
        "stays": [
            _told_stay(one) | {"resident": one.resident.id, "name": one.resident.name}
            for one in stays.order_by("since", "recorded_at", "id")
        ],
        "changes": changes_of(by, [row.id]),
        "abilities": able.of_household(by, row),
    }


def _told_stay(row: Stay) -> dict[str, Any]:
    return told(row, ("relation", "since", "until", "beginning", "ending"))


def resident(by: Actor, resident_id: UUID) -> dict[str, Any]:
    """All that is known of a resident; of one with merged records that of them too. A record that was merged itself
    names whom it is read as."""
    rows = visible_residents(by).select_related(
        "secret", "dwelling__building__estate", "household", "merged_into"
    )
    row = rows.filter(id=resident_id).first()
    if row is None:
        raise missing()
    merged = list(
        visible_residents(by).filter(merged_into=row).select_related("secret", "dwelling__building__estate")
    )
    records = [row.id, *(one.id for one in merged)]
    secret = _secret(row)
    hidden = secret is not None and any(len(getattr(secret, name)) for name in masks.SECRETS)
    skills = within(by, Skill.objects.filter(resident__in=records)).order_by("kind", "detail")
    return told(row, _RESIDENT) | {
        "age": _age(row),
        **_home(row),
        "household": row.household_id,
        "area_name": territory.name_of(row.area),
        **masks.of_resident(secret),
        "merged_into": row.merged_into_id,
        "labels": labelled.whole(by, visible_labels(by).filter(resident__in=records)),
        "skills": list(skills.values("kind", "detail", "willing", "asked_on")),
        "stays": _stays(by, records),
        "changes": changes_of(by, records),
        "merged": [
            told(one, (*MEMBER, "area", "source"))
            | {"age": _age(one), **_home(one), **masks.of_resident(_secret(one))}
            for one in merged
        ],
        "abilities": able.of_resident(by, row, hidden=hidden),
    }


def _stays(by: Actor, records: Collection[UUID]) -> list[dict[str, Any]]:
    """Where somebody stayed, the last first."""
    rows = within(by, Stay.objects.filter(resident__in=records)).select_related(
        "household__dwelling__building__estate"
    )
    return [
        _told_stay(one) | {"household": one.household_id, **_home(one.household)}
        for one in rows.order_by(F("since").desc(nulls_last=True), "-recorded_at", "-id")
    ]


def residents(by: Actor, narrowed: Narrowed, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of residents by name; the first page says how many there are, up to 9,999."""
    require(by, Permission.SEE, within=None)
    size = paging.page_size(most)
    rows = _narrow(by, visible_residents(by), narrowed)
    count = rows.values("id")[: COUNT_MOST + 1].count() if not after else None
    if after:
        sort, id = paging.read_key(after)
        rows = rows.filter(Q(sort=sort, id__gt=id) | Q(sort__gt=sort))
    rows = rows.select_related("dwelling__building__estate").order_by("sort", "id")
    found = list(rows[: size + 1])
    end = found[size - 1] if len(found) > size else None
    return {
        "rows": told_rows(by, found[:size]),
        "next": paging.key(end.sort, end.id) if end else None,
        "count": min(count, COUNT_MOST) if count is not None else None,
        "more": count is not None and count > COUNT_MOST,
    }


def told_rows(by: Actor, rows: list[Resident]) -> list[dict[str, Any]]:
    """Residents as rows of a list, with their labels."""
    labels = labelled.on_persons(by, labelled.records_of(by, [one.id for one in rows]))
    return [
        told(one, (*MEMBER, "area"))
        | {
            "age": _age(one),
            **_home(one),
            "household": one.household_id,
            "area_name": territory.name_of(one.area),
            "labels": labels.get(one.id, []),
        }
        for one in rows
    ]


def _community(by: Actor, area: str) -> Q:
    """The one community that is asked for or seen, if it is one: then an index holds its residents in order."""
    areas = [area] if area else list(areas_seen(by))
    found = {one[: Level.COMMUNITY] for one in areas}
    return Q(community=found.pop()) if len(found) == 1 and min(map(len, areas)) >= Level.COMMUNITY else Q()


def _narrow(by: Actor, rows: QuerySet[Resident], asked: Narrowed) -> QuerySet[Resident]:
    conditions: Iterable[tuple[Any, Q]] = (
        (asked.area, below(asked.area)),
        (asked.state, Q(state=asked.state)),
        (asked.sex, Q(sex=asked.sex)),
        (asked.presence, Q(presence=asked.presence)),
        (asked.use, Q(dwelling__use=asked.use)),
    )
    community = _community(by, asked.area)
    if asked.name.strip():
        rows = _named(rows, asked.name, community)
    rows = rows.filter(community)
    for wanted, condition in conditions:
        if wanted:
            rows = rows.filter(condition)
    if asked.age_from is not None:
        rows = rows.filter(born_on__lte=months_later(today(), -12 * asked.age_from))
    if asked.age_to is not None:
        rows = rows.filter(born_on__gt=months_later(today(), -12 * (asked.age_to + 1)))
    if asked.checked_before:
        rows = rows.filter(Q(checked_at=None) | Q(checked_at__lt=clock.midnight(asked.checked_before)))
    return rows.filter(labelled.bearing(by, asked.label)) if asked.label else rows


def _named(rows: QuerySet[Resident], text: str, community: Q) -> QuerySet[Resident]:
    """Those whose name holds some characters, or whose reading begins as the letters do: 王秀, wangxiu, wxy. Refused
    over more than one community: there no index holds what is looked for, and the finder is made for it."""
    if not community:
        raise Refused(
            "register/name-of-community",
            zh="按姓名筛选请先选一个社区，跨社区请用“找人找房”",
            en="Choose one community to narrow by name; over several use the finder",
        )
    bare = "".join(text.split())
    if not bare.isascii():
        return rows.filter(name__contains=bare)
    letters = "".join(one for one in bare.lower() if one.isalpha())
    if not letters:
        return rows.none()
    initials = "^" + " ".join(f"{one}[a-z]*" for one in letters)
    read = rows.annotate(read=Replace(F("sort"), Value(" ")))
    return read.filter(Q(read__startswith=letters) | Q(sort__regex=initials) | Q(name__icontains=bare))
