"""Finding again, many at a time, whom and what a ledger names: dwellings by estate, building, entrance and room; people
by identity number, or by name, birthday and dwelling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from linli.kit import sealing
from linli.kit.actor import Actor
from linli.register.models import Entrance, Household, LabelKind
from linli.register.queries.dictionary import kinds
from linli.register.queries.sight import (
    visible_buildings,
    visible_dwellings,
    visible_estates,
    visible_labels,
    within,
)

PEOPLE = (
    "name",
    "sex",
    "born_on",
    "relation",
    "presence",
    "registered_at",
    "ethnicity",
    "politics",
    "education",
    "marriage",
    "occupation",
    "workplace",
    "note",
)
"""Plain fields of a resident that a ledger may say."""
_COLUMNS = (
    "r.id, r.area, r.state, r.version, r.household_id, r.dwelling_id, r.merged_into_id, s.id_index, s.phone_index,"
    " s.other_index, " + ", ".join(f"r.{name}" for name in PEOPLE)
)
_KEYS = (
    "SELECT resident_id FROM register_secret WHERE id_index <> ''::bytea AND community = %s AND id_index IN"
    " (SELECT decode(k, 'hex') FROM unnest(string_to_array(%s, ',')) AS k)"
)
_IDS = (
    f"SELECT {_COLUMNS} FROM register_resident r JOIN register_secret s ON s.resident_id = r.id"  # noqa: S608
    " WHERE r.id = ANY(%s)"
)
_AT = (
    f"SELECT {_COLUMNS} FROM register_resident r JOIN register_secret s ON s.resident_id = r.id"  # noqa: S608
    " WHERE r.dwelling_id = ANY(%s) AND r.state IN ('active', 'left', 'died')"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A resident as the register has him: where, the plain values by name, the blind indexes of what is sealed."""

    id: UUID
    area: str
    state: str
    version: int
    household: UUID | None
    dwelling: UUID | None
    merged_into: UUID | None
    id_index: bytes
    phone_index: bytes
    other_index: bytes
    values: tuple[Any, ...]
    """In the order of `PEOPLE`; days as ISO text."""


def _found(rows: Sequence[tuple[Any, ...]]) -> Iterator[Found]:
    born = 10 + PEOPLE.index("born_on")
    for row in rows:
        values = list(row[10:])
        values[born - 10] = row[born].isoformat() if row[born] else None
        indexes = (bytes(row[7]), bytes(row[8]), bytes(row[9]))
        id, area, state, version, household, dwelling, into = row[:7]
        yield Found(id, area, state, version, household, dwelling, into, *indexes, tuple(values))


def _rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def people_by_number(by: Actor, community: str, numbers: Sequence[str]) -> dict[str, Found]:
    """Who of a community, as far as the actor sees it, has which identity number (in clear, as it is written); merged
    records are who they were merged into. What was sealed under an older key is found too."""
    keys = sealing.found_by(numbers, field="id_number")
    who = [id for (id,) in _rows(_KEYS, community, ",".join(key.hex() for key in keys))] if keys else []
    if not who:
        return {}
    found = {keys[one.id_index]: one for one in _standing_last(_rows(_IDS, who)) if one.id_index in keys}
    into = {one.merged_into for one in found.values() if one.merged_into}
    if into:
        whole = {one.id: one for one in _found(_rows(_IDS, list(into)))}
        found = {
            number: whole.get(one.merged_into, one) if one.merged_into else one
            for number, one in found.items()
        }
    return {number: one for number, one in found.items() if by.sees(one.area)}


def _standing_last(rows: Sequence[tuple[Any, ...]]) -> list[Found]:
    """So that of two records with one number the one that stands is taken."""
    order = {"merged": 0, "left": 1, "died": 1, "active": 2}
    known = (one for one in _found(rows) if one.state in order)
    return sorted(known, key=lambda one: order[one.state])


def people_at(by: Actor, dwellings: Sequence[UUID]) -> dict[UUID, list[Found]]:
    """Who is on the register in some dwellings, and who lived there last before he left or died."""
    there: dict[UUID, list[Found]] = {}
    for one in _found(_rows(_AT, list(dwellings))):
        if by.sees(one.area) and one.dwelling:
            there.setdefault(one.dwelling, []).append(one)
    return there


@dataclass
class Ground:
    """What of a community's map and homes is on the register: estates by name; buildings by estate and number, with
    their area; entrances by building and number; dwellings by building, entrance and room, with their area; standing
    households by dwelling."""

    estates: dict[str, UUID] = field(default_factory=dict)
    buildings: dict[tuple[UUID | None, str], tuple[UUID, str]] = field(default_factory=dict)
    entrances: dict[tuple[UUID, str], UUID] = field(default_factory=dict)
    dwellings: dict[tuple[UUID, UUID | None, str], tuple[UUID, str]] = field(default_factory=dict)
    households: dict[UUID, list[UUID]] = field(default_factory=dict)

    def building(self, estate: str, number: str) -> tuple[UUID, str] | None:
        """A building by the names a ledger gives it; without an estate, the only one of that number."""
        if estate:
            return self.buildings.get((self.estates[estate], number)) if estate in self.estates else None
        if (None, number) in self.buildings:
            return self.buildings[None, number]
        alike = self.alike(number)
        return alike[0] if len(alike) == 1 else None

    def alike(self, number: str) -> list[tuple[UUID, str]]:
        """All buildings of a number."""
        return [one for (_, its), one in self.buildings.items() if its == number]

    def dwelling(self, building: UUID, entrance: str, room: str) -> tuple[UUID, str] | None:
        """A dwelling of a building."""
        if not entrance:
            return self.dwellings.get((building, None, room))
        stair = self.entrances.get((building, entrance))
        return self.dwellings.get((building, stair, room)) if stair else None


def ground(by: Actor, community: str) -> Ground:
    """The map and homes of a community, as far as the actor sees it."""
    told = Ground()
    told.estates = dict(visible_estates(by).filter(community=community).values_list("name", "id"))
    for id, area, estate, number in (
        visible_buildings(by).filter(community=community).values_list("id", "area", "estate_id", "number")
    ):
        told.buildings[estate, number] = (id, area)
    for id, building, number in Entrance.objects.filter(community=community).values_list(
        "id", "building_id", "number"
    ):
        told.entrances[building, number] = id
    homes = visible_dwellings(by).filter(community=community)
    for id, area, building, entrance, room in homes.values_list(
        "id", "area", "building_id", "entrance_id", "room"
    ):
        told.dwellings[building, entrance, room] = (id, area)
    standing = within(
        by, Household.objects.filter(community=community, ended_on=None, dwelling__isnull=False)
    )
    for id, dwelling in standing.values_list("id", "dwelling_id"):
        told.households.setdefault(dwelling, []).append(id)
    return told


def homes_differing(
    by: Actor, said: Mapping[UUID, tuple[str | None, str, str]]
) -> dict[UUID, dict[str, tuple[str, str]]]:
    """Of homes for which use, landlord and his phone are said (nothing: not said), what differs on the register: field,
    what it is, what is said, all in clear."""
    found = visible_dwellings(by).filter(id__in=list(said))
    differing: dict[UUID, dict[str, tuple[str, str]]] = {}
    for id, use, landlord, phone in found.values_list("id", "use", "landlord", "landlord_phone"):
        there = (
            use,
            sealing.unseal(landlord, of=id, field="dwelling.landlord"),
            sealing.unseal(phone, of=id, field="dwelling.landlord_phone"),
        )
        names = ("use", "landlord", "landlord_phone")
        differs = {
            n: (was, now) for n, was, now in zip(names, there, said[id], strict=True) if now and now != was
        }
        if differs:
            differing[id] = differs
    return differing


def labels_for(by: Actor) -> dict[str, LabelKind]:
    """Kinds of labels the actor may give, by code."""
    titles = {seat.title for seat in by.seats}
    return {
        code: kind
        for code, kind in kinds().items()
        if kind.active and (by.everywhere or not kind.seen_by or titles & set(kind.seen_by))
    }


def labels_standing(
    by: Actor, residents: Sequence[UUID], households: Sequence[UUID]
) -> set[tuple[UUID, str]]:
    """Labels that stand on some residents and households."""
    rows = visible_labels(by).filter(until=None)
    on_people = rows.filter(resident__in=residents).values_list("resident_id", "kind")
    on_homes = rows.filter(household__in=households).values_list("household_id", "kind")
    return {*on_people, *on_homes}
