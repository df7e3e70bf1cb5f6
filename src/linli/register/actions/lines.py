"""Rows of a bulk load as lines of PostgreSQL's COPY: sort keys put in, numbers and phones sealed with their blind
indexes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, sealing
from linli.register.actions.labels import next_review
from linli.register.models import LabelKind
from linli.register.rules import writing
from linli.register.rules.moving import Beginning
from linli.register.rules.rows import (
    BuildingRow,
    ContactRow,
    DwellingRow,
    EntranceRow,
    EstateRow,
    HouseholdRow,
    LabelRow,
    OrganisationRow,
    ResidentRow,
    Rows,
    SkillRow,
)

Values: TypeAlias = tuple[Any, ...]
NOTHING = "\\N"
_sort_of = lru_cache(maxsize=100_000)(writing.name_sort)
"""Many bear the same name; to read one takes longer than to write the rest of a line."""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the columns its lines give, in their order."""

    name: str
    columns: str
    lines: Callable[["Lines", Rows], Iterator[Values]]


def text(values: Values) -> str:
    """One line of COPY in its text form."""
    return "\t".join([_field(value) for value in values]) + "\n"


def _field(value: Any) -> str:
    if value.__class__ is str:
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
    if value is None:
        return NOTHING
    if value.__class__ is bytes:
        return f"\\\\x{value.hex()}"
    if value is True or value is False:
        return "t" if value else "f"
    return str(value)


class Lines:
    """Turns rows of one community into lines; everything in them is made up."""

    def __init__(self, community: str, source: str, kinds: Mapping[str, LabelKind]) -> None:
        self.community, self.source, self.kinds = community, source, kinds
        now = clock.now()
        self.now, self._now = now.isoformat(), now
        self._days: dict[date | None, str | None] = {None: None}
        self._reviews: dict[tuple[str, date], date | None] = {}

    def _moment(self, day: date | None) -> str | None:
        """Ten in the morning of a day, and not ahead of now."""
        if day not in self._days and day is not None:
            then = datetime.combine(day, time(10), timezone.get_default_timezone())
            self._days[day] = min(then, self._now).isoformat()
        return self._days[day]

    def estate(self, r: EstateRow) -> Values:
        """小区."""
        return (
            *(r.id, self.community, r.area, r.name, r.kind, r.keeper, r.address, r.built_in),
            *(r.longitude, r.latitude, True, self.source, self.now, 1),
        )

    def building(self, r: BuildingRow) -> Values:
        """楼栋."""
        return (
            *(r.id, self.community, r.area, r.estate, r.number, r.name, writing.in_order(r.number)),
            *(r.address, r.use, r.floors, r.has_lift, r.longitude, r.latitude, True, self.source),
            *(self.now, 1),
        )

    def entrance(self, r: EntranceRow) -> Values:
        """单元."""
        sort = writing.in_order(r.number)
        return (r.id, self.community, r.area, r.building, r.number, sort, True, self.now)

    def dwelling(self, r: DwellingRow) -> Values:
        """房屋."""
        sealed = (b"", b"")
        if r.landlord:
            of = UUID(r.id)
            sealed = (
                sealing.seal(r.landlord, of=of, field="dwelling.landlord"),
                sealing.seal(r.landlord_phone, of=of, field="dwelling.landlord_phone"),
            )
        return (
            *(r.id, self.community, r.area, r.building, r.entrance, r.room, r.floor, r.code),
            *(writing.in_order(r.entrance_number, r.room), r.use, r.square_metres, *sealed),
            *(r.lease_ends_on, "", True, self.source, self._moment(r.checked_on), self.now, 1),
        )

    def household(self, r: HouseholdRow) -> Values:
        """户."""
        return (
            *(r.id, self.community, r.area, r.dwelling, r.kind, r.tenant, r.size, r.since, "", ""),
            *(True, self.source, self._moment(r.checked_on), self.now, 1),
        )

    def resident(self, r: ResidentRow) -> Values:
        """居民."""
        return (
            *(r.id, self.community, r.area, r.household, r.dwelling, r.relation, r.name),
            *(_sort_of(r.name), r.sex, r.born_on, r.presence, r.registered_at, r.ethnicity),
            *(r.politics, r.education, r.marriage, r.occupation, r.workplace, "", "active", True),
            *(self.source, self._moment(r.checked_on), self.now, 1),
        )

    def secret(self, r: ResidentRow) -> Values:
        """What of a resident is sealed."""
        of = UUID(r.id)
        return (
            *(r.id, self.community, r.area, "citizen"),
            sealing.seal(r.id_number, of=of, field="resident.id_number"),
            sealing.seal(r.phone, of=of, field="resident.phone"),
            b"",
            sealing.index(r.id_number, field="id_number"),
            sealing.index(r.phone, field="phone"),
            *(b"", 1),
        )

    def stay(self, r: ResidentRow) -> Values:
        """The stay that brought a resident where he is."""
        how = Beginning.BORN if r.since == r.born_on else Beginning.ENTERED
        return (
            *(r.stay, self.community, r.area, r.id, r.household, r.relation, r.since, how.value, ""),
            self.now,
        )

    def label(self, r: LabelRow) -> Values:
        """A label; the dictionary says how long it holds and whether few may know of it."""
        kind, key = self.kinds[r.kind], (r.kind, r.reviewed_on)
        if key not in self._reviews:
            self._reviews[key] = next_review(kind, r.reviewed_on)
        return (
            *(r.id, self.community, r.area, r.resident or None, r.household or None, r.kind),
            *(bool(kind.seen_by), r.since, self._reviews[key], r.source, "", True, self.now),
        )

    def skill(self, r: SkillRow) -> Values:
        """特长."""
        return (
            *(r.id, self.community, r.area, r.resident, r.kind, r.detail, True, self.source),
            *(True, r.asked_on),
        )

    def organisation(self, r: OrganisationRow) -> Values:
        """单位 / 商户."""
        return (
            *(r.id, self.community, r.area, r.building, r.kind, r.partner, r.name),
            *(writing.organisation_sort(r.name), r.trade, r.small_premises, r.credit_code, r.premises),
            *(r.square_metres, r.employees, r.equipment, r.longitude, r.latitude, "", True, self.source),
            *(self._moment(r.checked_on), self.now, 1),
        )

    def contact(self, r: ContactRow) -> Values:
        """Whom one speaks to."""
        phone = sealing.seal(r.phone, of=UUID(r.id), field="contact.phone")
        index = sealing.index(r.phone, field="phone")
        return (
            *(r.id, self.community, r.area, r.organisation, r.resident or None, r.name, r.duty),
            *(phone, index, r.order),
        )


TABLES: tuple[Table, ...] = (
    Table(
        "register_estate",
        "id, community, area, name, kind, keeper, address, built_in, longitude, latitude, synthetic, source,"
        " changed_at, version",
        lambda lines, rows: map(lines.estate, rows.estates),
    ),
    Table(
        "register_building",
        "id, community, area, estate_id, number, name, sort, address, use, floors, has_lift, longitude, latitude,"
        " synthetic, source, changed_at, version",
        lambda lines, rows: map(lines.building, rows.buildings),
    ),
    Table(
        "register_entrance",
        "id, community, area, building_id, number, sort, synthetic, changed_at",
        lambda lines, rows: map(lines.entrance, rows.entrances),
    ),
    Table(
        "register_dwelling",
        "id, community, area, building_id, entrance_id, room, floor, code, sort, use, square_metres, landlord,"
        " landlord_phone, lease_ends_on, note, synthetic, source, checked_at, changed_at, version",
        lambda lines, rows: map(lines.dwelling, rows.dwellings),
    ),
    Table(
        "register_household",
        "id, community, area, dwelling_id, kind, tenant, size, since, ending, note, synthetic, source, checked_at,"
        " changed_at, version",
        lambda lines, rows: map(lines.household, rows.households),
    ),
    Table(
        "register_resident",
        "id, community, area, household_id, dwelling_id, relation, name, sort, sex, born_on, presence, registered_at,"
        " ethnicity, politics, education, marriage, occupation, workplace, note, state, synthetic, source, checked_at,"
        " changed_at, version",
        lambda lines, rows: map(lines.resident, rows.residents),
    ),
    Table(
        "register_secret",
        "resident_id, community, area, id_kind, id_number, phone, other_phone, id_index, phone_index, other_index, key",
        lambda lines, rows: map(lines.secret, rows.residents),
    ),
    Table(
        "register_stay",
        "id, community, area, resident_id, household_id, relation, since, beginning, ending, recorded_at",
        lambda lines, rows: map(lines.stay, rows.residents),
    ),
    Table(
        "register_label",
        "id, community, area, resident_id, household_id, kind, restricted, since, review_on, source, note, synthetic,"
        " changed_at",
        lambda lines, rows: map(lines.label, rows.labels),
    ),
    Table(
        "register_skill",
        "id, community, area, resident_id, kind, detail, willing, source, synthetic, asked_on",
        lambda lines, rows: map(lines.skill, rows.skills),
    ),
    Table(
        "register_organisation",
        "id, community, area, building_id, kind, partner, name, sort, trade, small_premises, credit_code, premises,"
        " square_metres, employees, equipment, longitude, latitude, note, synthetic, source, checked_at, changed_at,"
        " version",
        lambda lines, rows: map(lines.organisation, rows.organisations),
    ),
    Table(
        "register_contact",
        'id, community, area, organisation_id, resident_id, name, duty, phone, phone_index, "order"',
        lambda lines, rows: map(lines.contact, rows.contacts),
    ),
)
"""Every table, whoever is named before who names him."""
