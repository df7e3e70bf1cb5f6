"""Shops, enterprises and partners: entered, corrected, closed, with whom one speaks to there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.accounts.rules import check_phone
from linli.kit import clock, sealing
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.register.actions.areas import follow_names
from linli.register.actions.changing import apply, check_version, record_put, store, today
from linli.register.actions.finding import mark, tails
from linli.register.actions.places import check_place
from linli.register.models import Building, Contact, Organisation, Resident
from linli.register.queries.sight import missing, visible_organisations
from linli.register.rules import Permission, said, writing


@dataclass(frozen=True, slots=True)
class ContactData:
    """Whom one speaks to: name, duty, phone in clear (None: not said, stays), the resident he is, if known."""

    id: UUID
    name: str
    duty: str = ""
    phone: str | None = None
    resident_id: UUID | None = None


def put_organisation(
    *,
    by: Actor,
    organisation_id: UUID,
    area: str,
    values: Mapping[str, Any],
    building_id: UUID | None = None,
    contacts: Sequence[ContactData] | None = None,
    version: int | None = None,
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """Enter an organisation or correct it; in a building it lies in the building's grid. Contacts that are said replace
    those there were. Refuses values that cannot be, a building of another community, a version that is no longer the
    last (409)."""
    area = _grid_of(building_id, area)
    check_place(by, area)
    known = said.checked(said.ORGANISATION, values, today=today())
    if "name" in known:
        known["sort"] = writing.organisation_sort(known["name"])
    there = _there(by, organisation_id, area)
    new = there is None
    row = there or Organisation(
        id=organisation_id, community=community_of(area), kind="other", synthetic=synthetic
    )
    check_version(row, version, {"area": area, "building_id": building_id, **values})
    before = row.area
    differs = apply(row, {"area": area, "building_id": building_id, **known})
    if not row.name:
        raise writing.refused("name", "请填写名称", "Give a name")
    differs.pop("sort", None)
    fields = store(row, "organisation", differs, by=by, source=source, new=new)
    if contacts is not None and _put_contacts(row, contacts):
        fields += ["contacts"]
    if before not in {"", area}:
        Contact.objects.filter(organisation=row).update(area=area)
        follow_names(row.community)
    mark(organisations=[row.id])
    record_put("organisation", by, area, row.id, new=new, fields=fields)
    return row.id


def _there(by: Actor, organisation_id: UUID, area: str) -> Organisation | None:
    """The organisation that is to be corrected, locked; refused where the actor keeps nothing."""
    row = visible_organisations(by).select_for_update(of=("self",)).filter(id=organisation_id).first()
    if row is None:
        return None
    if row.community != community_of(area):
        raise writing.refused("area", "不能改到别的社区", "It cannot go to another community")
    require(by, Permission.KEEP, within=row.area)
    return row


def _grid_of(building_id: UUID | None, area: str) -> str:
    if building_id is None:
        return area
    building = Building.objects.filter(id=building_id, closed_at=None).first()
    if building is None or building.community != community_of(area):
        raise writing.refused("building", "本社区没有这栋楼", "The community has no such building")
    return building.area


def _put_contacts(row: Organisation, contacts: Sequence[ContactData]) -> bool:
    """Whether the contacts differ from what they were."""
    there = {one.id: one for one in Contact.objects.filter(organisation=row)}
    changed = bool(set(there) - {one.id for one in contacts})
    Contact.objects.filter(organisation=row).exclude(id__in=[one.id for one in contacts]).delete()
    for order, one in enumerate(contacts):
        old = there.get(one.id)
        contact = old or Contact(id=one.id, community=row.community, organisation=row, name="", resident=None)
        known: dict[str, Any] = {
            "area": row.area,
            "name": writing.check_name(one.name, field="contacts"),
            "duty": writing.tidy(one.duty, 40),
            "order": order,
            "resident_id": _resident(row, one.resident_id),
        }
        if one.phone is not None:
            phone = check_phone(one.phone) if one.phone.strip() else ""
            if not sealing.is_index_of(contact.phone_index, phone, field="phone"):
                known["phone_index"] = sealing.index(phone, field="phone")
                known["tails"] = tails(phone)
                known["phone"] = sealing.seal(phone, of=contact.id, field="contact.phone")
        if apply(contact, known) or old is None:
            changed = True
            contact.save(force_insert=old is None)
    return changed


def _resident(row: Organisation, resident_id: UUID | None) -> UUID | None:
    if resident_id and not Resident.objects.filter(id=resident_id, community=row.community).exists():
        raise missing()
    return resident_id


def close_organisation(*, by: Actor, organisation_id: UUID, reason: str) -> UUID:
    """It is no longer there; it stays on the register as closed. Refused without a reason, and when it is closed."""
    row = visible_organisations(by).select_for_update(of=("self",)).filter(id=organisation_id).first()
    if row is None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)
    words = writing.check_reason(reason)
    if row.closed_at is not None:
        raise writing.refused("organisation", "已经登记为停业", "It is closed already")
    differs = apply(row, {"closed_at": clock.now(), "note": words})
    store(row, "organisation", differs, by=by, source="", new=False)
    mark(organisations=[row.id])
    ledger.record("organisation.closed", by=by, area=row.area, subject=row.id)
    return row.id


def reopen_organisation(*, by: Actor, organisation_id: UUID) -> UUID:
    """It is open again, or never was closed. Refused when it is open."""
    row = visible_organisations(by).select_for_update(of=("self",)).filter(id=organisation_id).first()
    if row is None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)
    if row.closed_at is None:
        raise writing.refused("organisation", "本来就在营业", "It is open")
    store(row, "organisation", apply(row, {"closed_at": None}), by=by, source="", new=False)
    mark(organisations=[row.id])
    ledger.record("organisation.reopened", by=by, area=row.area, subject=row.id)
    return row.id
