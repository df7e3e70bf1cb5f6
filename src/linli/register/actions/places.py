"""Estates, buildings with their entrances, and dwellings: entered, corrected, found as they are, taken off."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from linli.accounts.rules import check_phone
from linli.kit import clock, ids, sealing
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, community_of, is_area
from linli.ledger import actions as ledger
from linli.register.actions.areas import follow, follow_names
from linli.register.actions.changing import apply, check_version, keep_changes, record_put, store, today
from linli.register.actions.finding import mark, mark_estate
from linli.register.models import Building, Dwelling, Entrance, Estate, Household, Organisation, Resident
from linli.register.queries import masks
from linli.register.queries.sight import missing, visible_dwellings
from linli.register.rules import Permission, said, writing
from linli.territory import queries as territory


def check_place(by: Actor, area: str) -> str:
    """An area where the actor may keep the register: a community or a grid that is there. Refused otherwise."""
    if not is_area(area) or len(area) < Level.COMMUNITY or not territory.exists(area):
        raise writing.refused("area", "请选择网格", "Choose the grid", type="register/unknown-area")
    require(by, Permission.KEEP, within=area)
    return area


def put_estate(
    *,
    by: Actor,
    estate_id: UUID,
    area: str,
    values: Mapping[str, Any],
    version: int | None = None,
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """Enter an estate or correct it. Refuses a value that cannot be, a name another estate of the community has (422),
    and a version that is no longer the last (409)."""
    check_place(by, area)
    known = said.checked(said.ESTATE, values, today=today())
    estate = Estate.objects.select_for_update(of=("self",)).filter(id=estate_id).first()
    new = estate is None
    if estate is None:
        estate = Estate(id=estate_id, community=community_of(area), kind="managed", synthetic=synthetic)
    else:
        require(by, Permission.KEEP, within=estate.area)
    _stay_in(estate.community, area)
    check_version(estate, version, {"area": area, **values})
    differs = apply(estate, {"area": area, **known})
    others = Estate.objects.filter(community=estate.community, name=estate.name).exclude(id=estate.id)
    if not estate.name or others.exists():
        raise writing.refused("name", "小区名称是空的，或已有同名小区", "No name, or another estate has it")
    fields = store(estate, "estate", differs, by=by, source=source, new=new)
    if "name" in differs:
        mark_estate(estate)
    if "area" in differs and not new:
        follow_names(estate.community)
    record_put("estate", by, area, estate.id, new=new, fields=fields)
    return estate.id


def put_building(
    *,
    by: Actor,
    building_id: UUID,
    area: str,
    number: str,
    estate_id: UUID | None = None,
    values: Mapping[str, Any] | None = None,
    version: int | None = None,
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """Enter a building or correct it; without a name it is called by estate and number. Refuses a number another
    building of the estate has, and what `put_estate` refuses. Where its grid changes, so does that of all in it."""
    check_place(by, area)
    known = said.checked(said.BUILDING, values or {}, today=today())
    there = Building.objects.select_for_update(of=("self",)).filter(id=building_id).first()
    new = there is None
    building = there or Building(
        id=building_id, community=community_of(area), use="homes", synthetic=synthetic
    )
    _check_stands(by, there)
    _stay_in(building.community, area)
    bare = writing.building_number(number)
    place = {"area": area, "estate_id": estate_id, "number": bare}
    check_version(building, version, {**place, **known})
    if not bare:
        raise writing.refused("number", "请填写楼号", "Give the building's number")
    known.setdefault("name", _name(building, _estate(building.community, estate_id), bare))
    differs = apply(building, {**place, "sort": writing.in_order(bare), **known})
    _check_number(building)
    differs.pop("sort", None)
    fields = store(building, "building", differs, by=by, source=source, new=new)
    if "area" in differs and not new:
        follow([building.id])
    if "number" in differs and not new:
        _recode(building)
    mark(buildings=[building.id] if differs else [])
    record_put("building", by, area, building.id, new=new, fields=fields)
    return building.id


def _name(building: Building, estate: Estate | None, number: str) -> str:
    """What a building is called whose name nobody says: by estate and number, unless it has a name of its own."""
    usual = f"{building.estate.name if building.estate else ''}{building.number}幢"
    if building.name not in {"", usual}:
        return building.name
    return f"{estate.name if estate else ''}{number}幢"


def _check_stands(by: Actor, row: Building | Dwelling | None) -> None:
    """Refuse what was taken off, and what lies where the actor keeps nothing; what is new is neither."""
    if row is None:
        return
    if row.closed_at is not None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)


def _check_number(building: Building) -> None:
    twins = Building.objects.filter(
        community=building.community, estate=building.estate_id, number=building.number, closed_at=None
    ).exclude(id=building.id)
    if twins.exists():
        raise writing.refused("number", "这个小区已有同号的楼", "The estate has a building of this number")


def _estate(community: str, estate_id: UUID | None) -> Estate | None:
    if estate_id is None:
        return None
    estate = Estate.objects.filter(id=estate_id, community=community).first()
    if estate is None:
        raise writing.refused("estate", "没有这个小区", "There is no such estate")
    return estate


def _recode(building: Building) -> None:
    """Dwellings are called by their building's number."""
    rows = list(Dwelling.objects.filter(building=building).select_related("entrance"))
    for row in rows:
        row.code = writing.dwelling_code(
            building.number, row.entrance.number if row.entrance else "", row.room
        )
    Dwelling.objects.bulk_update(rows, ["code"])


def put_dwelling(
    *,
    by: Actor,
    dwelling_id: UUID,
    building_id: UUID,
    room: str,
    entrance: str = "",
    values: Mapping[str, Any] | None = None,
    landlord: str | None = None,
    landlord_phone: str | None = None,
    version: int | None = None,
    source: str = "",
    synthetic: bool = False,
) -> UUID:
    """Enter a dwelling or correct it; its entrance is made where it is not there yet. Landlord and phone that are not
    said stay. Refuses a room another dwelling of the entrance has, a phone that is none, and what `put_estate`
    refuses."""
    building = _standing(by, building_id)
    known = said.checked(said.DWELLING, values or {}, today=today())
    there = Dwelling.objects.select_for_update(of=("self",)).filter(id=dwelling_id).first()
    new = there is None
    dwelling = there or Dwelling(
        id=dwelling_id, community=building.community, use="unknown", synthetic=synthetic, version=0
    )
    _check_stands(by, there)
    _stay_in(dwelling.community, building.area)
    place = _address(dwelling, building, entrance, room)
    hidden = {"landlord": landlord, "landlord_phone": landlord_phone}
    check_version(dwelling, version, place | known, lambda: masks.differing(dwelling, "dwelling", hidden))
    differs = apply(dwelling, place | known)
    for field, text in hidden.items():
        differs |= _sealed(dwelling, field, text)
    _check_alone(dwelling)
    differs.pop("sort", None)
    fields = store(dwelling, "dwelling", differs, by=by, source=source, new=new)
    mark(dwellings=[dwelling.id] if differs else [])
    if not new and "area" in differs:
        follow([building.id])
    record_put("dwelling", by, building.area, dwelling.id, new=new, fields=fields)
    return dwelling.id


def _standing(by: Actor, building_id: UUID) -> Building:
    """A standing building whose place the actor keeps."""
    building = Building.objects.filter(id=building_id, closed_at=None).first()
    if building is None:
        raise missing()
    check_place(by, building.area)
    return building


def _address(dwelling: Dwelling, building: Building, entrance: str, room: str) -> dict[str, Any]:
    bare = writing.room_number(room)
    if not bare:
        raise writing.refused("room", "请填写室号", "Give the room's number")
    stair = entrance_of(building, entrance)
    number = stair.number if stair else ""
    return {
        "area": building.area,
        "building_id": building.id,
        "entrance_id": stair.id if stair else None,
        "room": bare,
        "floor": dwelling.floor if dwelling.floor is not None else writing.floor_of(bare),
        "code": writing.dwelling_code(building.number, number, bare),
        "sort": writing.in_order(number or "0", bare),
    }


def entrance_of(building: Building, text: str) -> Entrance | None:
    """The entrance of a building by its number, made where it is not there yet; nothing where none is said."""
    number = writing.entrance_number(text)
    if not number:
        return None
    entrance, _ = Entrance.objects.get_or_create(
        community=building.community,
        building=building,
        number=number,
        defaults={
            "id": ids.of("entrance", f"{building.id}/{number}"),
            "area": building.area,
            "sort": writing.in_order(number),
            "synthetic": building.synthetic,
            "changed_at": clock.now(),
        },
    )
    return entrance


def _sealed(dwelling: Dwelling, field: str, text: str | None) -> dict[str, tuple[Any, Any]]:
    """A sealed field of the dwelling, where one is said and differs."""
    if text is None:
        return {}
    plain = writing.tidy(text, 40)
    if field == "landlord_phone" and plain:
        plain = check_phone(plain)
    before = bytes(getattr(dwelling, field))
    if sealing.unseal(before, of=dwelling.id, field=f"dwelling.{field}") == plain:
        return {}
    after = sealing.seal(plain, of=dwelling.id, field=f"dwelling.{field}")
    setattr(dwelling, field, after)
    return {field: (before, after)}


def _check_alone(dwelling: Dwelling) -> None:
    twins = Dwelling.objects.filter(
        community=dwelling.community,
        building=dwelling.building_id,
        entrance=dwelling.entrance_id,
        room=dwelling.room,
        closed_at=None,
    ).exclude(id=dwelling.id)
    if twins.exists():
        raise writing.refused("room", "这个单元已有同号的房屋", "The entrance has a room of this number")


def confirm_dwelling(*, by: Actor, dwelling_id: UUID) -> UUID:
    """Say that a dwelling and its households were looked at and are as the register has them."""
    dwelling = visible_dwellings(by).select_for_update(of=("self",)).filter(id=dwelling_id).first()
    if dwelling is None:
        raise missing()
    require(by, Permission.KEEP, within=dwelling.area)
    now = clock.now()
    dwelling.checked_at = now
    dwelling.save(update_fields=["checked_at"])
    Household.objects.filter(dwelling=dwelling, ended_on=None).update(checked_at=now)
    Resident.objects.filter(dwelling=dwelling, state="active").update(checked_at=now)
    ledger.record("dwelling.confirmed", by=by, area=dwelling.area, subject=dwelling.id)
    return dwelling.id


def close_dwelling(*, by: Actor, dwelling_id: UUID, reason: str) -> UUID:
    """Take a dwelling that is none off the register. Refused while somebody lives there, and without a reason."""
    dwelling = visible_dwellings(by).select_for_update(of=("self",)).filter(id=dwelling_id).first()
    if dwelling is None:
        raise missing()
    require(by, Permission.KEEP, within=dwelling.area)
    words = writing.check_reason(reason)
    if Household.objects.filter(dwelling=dwelling, ended_on=None).exists():
        raise writing.refused("dwelling", "还有住户，先办迁出", "Somebody lives there; let them move first")
    _close(dwelling, "dwelling", by=by, words=words)
    mark(dwellings=[dwelling.id])
    ledger.record("dwelling.closed", by=by, area=dwelling.area, subject=dwelling.id)
    return dwelling.id


def _close(row: Building | Dwelling, noun: str, *, by: Actor, words: str) -> None:
    """Take a place off; why is kept as where the change is from."""
    now = clock.now()
    differs = apply(row, {"closed_at": now})
    row.changed_at = now
    row.version += 1
    row.save()
    keep_changes(row, noun, differs, by=by, source=words, at=now)


def close_building(*, by: Actor, building_id: UUID, reason: str) -> UUID:
    """Take a building off (pulled down, or entered by mistake). Refused while it has dwellings or organisations, and
    without a reason."""
    building = Building.objects.select_for_update(of=("self",)).filter(id=building_id, closed_at=None).first()
    if building is None:
        raise missing()
    require(by, Permission.KEEP, within=building.area)
    words = writing.check_reason(reason)
    homes = Dwelling.objects.filter(building=building, closed_at=None)
    firms = Organisation.objects.filter(building=building, closed_at=None)
    if homes.exists() or firms.exists():
        raise writing.refused(
            "building", "楼里还有房屋或单位", "There are still dwellings or organisations in it"
        )
    _close(building, "building", by=by, words=words)
    mark(buildings=[building.id])
    ledger.record("building.closed", by=by, area=building.area, subject=building.id)
    return building.id


def _stay_in(community: str, area: str) -> None:
    if community != community_of(area):
        raise writing.refused("area", "不能改到别的社区", "It cannot go to another community")
