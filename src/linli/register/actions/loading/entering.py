"""Newcomers of a ledger, many at a time: households, residents, what of them is sealed, and their stays."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from linli.kit import clock, sealing
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.register.actions.loading import copying
from linli.register.queries.matching import PEOPLE
from linli.register.rules import Permission, writing
from linli.register.rules.moving import Beginning

_HOUSEHOLD = ["id", "community", "area", "dwelling_id", "kind", "tenant", "size", "since", "ended_on", "ending", "note", "synthetic", "source", "checked_at", "changed_at", "version"]
_RESIDENT = [
    *["id", "community", "area", "household_id", "dwelling_id", "sort"],
    *PEOPLE,
    *["state", "ended_on", "merged_into_id", "synthetic", "source", "checked_at", "changed_at", "version"],
]
_SECRET = ["resident_id", "community", "area", "id_kind", "id_number", "phone", "other_phone", "id_index", "phone_index", "other_index", "key"]
_STAY = ["id", "community", "area", "resident_id", "household_id", "relation", "since", "until", "beginning", "ending", "recorded_at"]
_DEFAULTS = {"sex": "unknown", "relation": "other", "presence": "unknown", "born_on": None}
_RECOUNT = (
    "UPDATE register_household h SET size = (SELECT count(*) FROM register_resident r"
    " WHERE r.household_id = h.id AND r.state = 'active') WHERE h.id = ANY(%s)"
)


class NewHousehold(msgspec.Struct, frozen=True, gc=False):
    """A household to be founded in a dwelling."""

    id: UUID
    dwelling: UUID
    area: str
    tenant: bool = False


class Newcomer(msgspec.Struct, frozen=True, gc=False):
    """A resident to be entered: his ids and his stay's, where, the plain values in the order of `PEOPLE` (None: not
    said), number and phones in clear with the number's blind index."""

    id: UUID
    stay: UUID
    household: UUID
    dwelling: UUID
    area: str
    values: tuple[Any, ...]
    id_number: str = ""
    phone: str = ""
    other_phone: str = ""
    id_index: bytes = b""


def enter_many(
    *,
    by: Actor,
    community: str,
    households: Sequence[NewHousehold],
    people: Sequence[Newcomer],
    subject: UUID,
    source: str,
    synthetic: bool = False,
) -> int:
    """Enter newcomers with their households, and return how many. The caller has matched them against the register in
    this transaction, holding it (`lock_register`); one entry of the ledger tells of all, each stay of one."""
    require(by, Permission.LOAD, within=community)
    made = _Rows(community, clock.now(), source[:60], synthetic)
    sizes = Counter(one.household for one in people)
    new = {one.id for one in households}
    put = copying.put(
        "register_household",
        _HOUSEHOLD,
        (made.household(one, sizes[one.id]) for one in households),
        unless_there=True,
    )
    copying.put("register_resident", _RESIDENT, made.residents(people))
    copying.put("register_secret", _SECRET, made.secrets(people))
    copying.put("register_stay", _STAY, made.stays(people))
    joined = [id for id in sizes if id not in new] if put == len(new) else list(sizes)
    if joined:
        with connection.cursor() as cursor:
            cursor.execute(_RECOUNT, [joined])
    ledger.record(
        "register.people_loaded", by=by, area=community, subject=subject, people=len(people), households=put
    )
    return len(people)


class _Rows:
    """Rows as the tables take them."""

    def __init__(self, community: str, now: datetime, source: str, synthetic: bool) -> None:
        self.community, self.now, self.source, self.synthetic = community, now, source, synthetic
        self._sorts: dict[str, str] = {}
        self._days: dict[str | None, date | None] = {None: None}

    def household(self, one: NewHousehold, size: int) -> tuple[Any, ...]:
        """A household."""
        return (
            *(one.id, self.community, one.area, one.dwelling, "family", one.tenant, size, None, None, "", ""),
            *(self.synthetic, self.source, self.now, self.now, 1),
        )

    def residents(self, people: Sequence[Newcomer]) -> Iterator[tuple[Any, ...]]:
        """Residents."""
        born = PEOPLE.index("born_on")
        blank = [_DEFAULTS.get(name, "") for name in PEOPLE]
        after = ("active", None, None, self.synthetic, self.source, self.now, self.now, 1)
        for one in people:
            values = [b if v is None else v for v, b in zip(one.values, blank, strict=True)]
            values[born] = self._day(one.values[born])
            sort = self._sort(values[0])
            yield (one.id, self.community, one.area, one.household, one.dwelling, sort, *values, *after)

    def _day(self, text: str | None) -> date | None:
        if text not in self._days:
            self._days[text] = date.fromisoformat(text or "")
        return self._days[text]

    def _sort(self, name: str) -> str:
        found = self._sorts.get(name)
        if found is None:
            found = self._sorts[name] = writing.name_sort(name)
        return found

    def secrets(self, people: Sequence[Newcomer]) -> Iterator[tuple[Any, ...]]:
        """What of them is sealed."""
        for one in people:
            id = one.id
            yield (
                *(id, self.community, one.area, "citizen"),
                sealing.seal(one.id_number, of=id, field="resident.id_number"),
                sealing.seal(one.phone, of=id, field="resident.phone"),
                sealing.seal(one.other_phone, of=id, field="resident.other_phone"),
                one.id_index,
                sealing.index(one.phone, field="phone"),
                sealing.index(one.other_phone, field="phone"),
                1,
            )

    def stays(self, people: Sequence[Newcomer]) -> Iterator[tuple[Any, ...]]:
        """Their stays, which begin with being entered."""
        at, begun = PEOPLE.index("relation"), Beginning.ENTERED.value
        for one in people:
            relation = one.values[at] or "other"
            yield (
                *(one.stay, self.community, one.area, one.id, one.household, relation),
                *(None, None, begun, "", self.now),
            )
