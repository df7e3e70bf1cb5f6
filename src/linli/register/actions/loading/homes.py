"""The homes a ledger names: found where they are on the register, else made, with the estates, buildings and entrances
they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.kit import clock, ids, sealing
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.register.actions.changing import HIDDEN
from linli.register.actions.loading import copying
from linli.register.actions.loading.copying import CHANGE
from linli.register.actions.places import check_place
from linli.register.models import Building, Dwelling, Estate
from linli.register.queries.matching import Ground, ground, homes_differing
from linli.register.rules import Permission, writing

LOCKS = 0x72656769
"""The class of the advisory locks; a community's number is the object."""
_DWELLING = (
    *("id", "area", "building_id", "entrance_id", "room", "floor", "code", "sort", "use"),
    *("landlord", "landlord_phone"),
)
_ENTRANCE = ("id", "area", "building_id", "number", "sort")


@dataclass(frozen=True, slots=True)
class HomeData:
    """A dwelling as a ledger says it: numbers in the register's form, its use, its landlord in clear; the id it gets if
    it is new."""

    id: UUID
    estate: str
    building: str
    entrance: str
    room: str
    use: str | None = None
    landlord: str = ""
    landlord_phone: str = ""
    area: str = ""
    """The grid its building lies in if it is new; the load's area if it is not said."""


@dataclass
class Homes:
    """Where the homes of a ledger are, in its order: dwelling and area; and what of each kind was made."""

    at: list[tuple[UUID, str]] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    households: dict[UUID, list[UUID]] = field(default_factory=dict)
    """Standing households by dwelling, of the homes that were there."""


def lock_register(*, by: Actor, community: str) -> None:
    """Hold a community's register for loading until the transaction ends, alone among loads."""
    require(by, Permission.LOAD, within=community)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS, community])


class _Maker:
    """What is to be made in one go."""

    def __init__(self, area: str, source: str, synthetic: bool, now: datetime, there: Ground) -> None:
        self.area, self.community = area, community_of(area)
        self.source, self.synthetic, self.now, self.there = source[:60], synthetic, now, there
        self.estates: list[Estate] = []
        self.buildings: list[Building] = []
        self.entrances: list[tuple[Any, ...]] = []
        self.dwellings: list[tuple[Any, ...]] = []

    def home(self, said: HomeData) -> tuple[UUID, str]:
        """Where a home is, or will be."""
        building, area = self.there.building(said.estate, said.building) or self._building(said)
        stair = self._entrance(building, area, said.entrance) if said.entrance else None
        key = (building, stair, said.room)
        if key not in self.there.dwellings:
            self.dwellings.append(self._dwelling(said, building, area, stair))
            self.there.dwellings[key] = (said.id, area)
        return self.there.dwellings[key]

    def _estate(self, name: str) -> UUID | None:
        if not name:
            return None
        if name not in self.there.estates:
            id = self.there.estates[name] = ids.new()
            self.estates.append(
                Estate(
                    id=id,
                    community=self.community,
                    area=self.area,
                    name=name[:60],
                    kind="managed",
                    synthetic=self.synthetic,
                    source=self.source,
                    changed_at=self.now,
                )
            )
        return self.there.estates[name]

    def _building(self, said: HomeData) -> tuple[UUID, str]:
        estate = self._estate(said.estate)
        id, area = ids.new(), said.area or self.area
        self.buildings.append(
            Building(
                id=id,
                community=self.community,
                area=area,
                estate_id=estate,
                number=said.building,
                name=f"{said.estate}{said.building}幢"[:60],
                sort=writing.in_order(said.building)[:40],
                use="homes",
                synthetic=self.synthetic,
                source=self.source,
                changed_at=self.now,
            )
        )
        self.there.buildings[estate, said.building] = (id, area)
        return id, area

    def _entrance(self, building: UUID, area: str, number: str) -> UUID:
        if (building, number) not in self.there.entrances:
            id = self.there.entrances[building, number] = ids.of("entrance", f"{building}/{number}")
            sort = writing.in_order(number)[:24]
            self.entrances.append((id, area, building, number, sort))
        return self.there.entrances[building, number]

    def _dwelling(self, said: HomeData, building: UUID, area: str, stair: UUID | None) -> tuple[Any, ...]:
        code = writing.dwelling_code(said.building, said.entrance, said.room)
        sort = writing.in_order(said.entrance or "0", said.room)[:80]
        return (
            *(said.id, area, building, stair, said.room, writing.floor_of(said.room), code, sort),
            said.use or "unknown",
            sealing.seal(said.landlord, of=said.id, field="dwelling.landlord"),
            sealing.seal(said.landlord_phone, of=said.id, field="dwelling.landlord_phone"),
        )

    def put(self) -> None:
        """Make it."""
        Estate.objects.bulk_create(self.estates)
        Building.objects.bulk_create(self.buildings)
        same = {"community": self.community, "synthetic": self.synthetic, "changed_at": self.now}
        if self.entrances:
            copying.put("register_entrance", _ENTRANCE, self.entrances, same=same)
        same |= dict.fromkeys(("square_metres", "lease_ends_on", "closed_at"))
        same |= {"note": "", "source": self.source, "checked_at": self.now, "version": 1}
        if self.dwellings:
            copying.put("register_dwelling", _DWELLING, self.dwellings, same=same)


def make_homes(
    *, by: Actor, area: str, homes: Sequence[HomeData], subject: UUID, source: str, synthetic: bool = False
) -> Homes:
    """Find the homes a ledger names, and make those that are missing: new buildings lie in the grid said, or the area
    given. What is said of homes that are there is corrected, field by field. Refuses an area that is none, or not the
    actor's to load into."""
    check_place(by, area)
    community = community_of(area)
    for grid in {one.area for one in homes if one.area}:
        check_place(by, grid)
    lock_register(by=by, community=community)
    there = ground(by, community)
    maker = _Maker(area, source, synthetic, clock.now(), there)
    done = Homes(at=[maker.home(one) for one in homes], households=there.households)
    maker.put()
    said = {
        at[0]: (one.use, one.landlord, one.landlord_phone) for at, one in zip(done.at, homes, strict=True)
    }
    done.made["corrected"] = _correct(
        by, community, {id: told for id, told in said.items() if any(told)}, source
    )
    for name in ("estates", "buildings", "entrances", "dwellings"):
        done.made[name] = len(getattr(maker, name))
    if any(done.made.values()):
        facts: dict[str, Any] = dict(done.made)
        ledger.record("register.homes_loaded", by=by, area=area, subject=subject, **facts)
    return done


def _correct(by: Actor, community: str, said: dict[UUID, tuple[str | None, str, str]], source: str) -> int:
    """Write what a ledger says otherwise of homes that are there; of how many."""
    differing = homes_differing(by, said) if said else {}
    if not differing:
        return 0
    now = clock.now()
    rows = {
        row.id: row for row in Dwelling.objects.select_for_update(of=("self",)).filter(id__in=list(differing))
    }
    changes: list[tuple[Any, ...]] = []
    for id, differs in differing.items():
        row = rows[id]
        for name, (was, is_now) in differs.items():
            sealed = name != "use"
            setattr(row, name, sealing.seal(is_now, of=id, field=f"dwelling.{name}") if sealed else is_now)
            before, after = ((HIDDEN if was else ""), HIDDEN) if sealed else (was, is_now)
            changes.append((ids.new(), row.area, id, name, before, after))
        row.version += 1
        row.source, row.changed_at, row.checked_at = source[:60], now, now
    fields = ["use", "landlord", "landlord_phone", "version", "source", "changed_at", "checked_at"]
    Dwelling.objects.bulk_update(rows.values(), fields, batch_size=1000)
    same = {
        "community": community,
        "noun": "dwelling",
        "source": source[:60],
        "by": by.id,
        "by_name": by.name[:80],
    }
    copying.put("register_change", CHANGE, changes, same={**same, "at": now})
    return len(rows)
