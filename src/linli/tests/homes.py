"""A register on either side of the matrix: a building with homes, whoever lives in them, a shop."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.register import actions
from linli.register.actions import Member
from linli.register.tests import factories as make


def things(area: str, words: str, phone: str) -> dict[str, UUID]:
    """Ids by what they are: a home of an old woman with labels, another home with somebody entered twice and somebody
    who has left, an open and a closed shop, and what is empty enough to be closed."""
    by = system()
    name = words[:2]
    with scope(by):
        estate = actions.put_estate(
            by=by, estate_id=ids.of("matrix-estate", area), area=area, values={"name": f"{name}新村"}
        )
    building = make.building(by, area, name=f"{name}一幢")
    lived_in = _home(building, name, words, phone)
    return {
        "estate": estate,
        "building": building,
        **lived_in,
        **_other_home(building, name),
        "nickname": _nickname(building, name),
        "organisation": make.shop(by, area, f"{name}便利店", building_id=building),
        "closed_shop": _closed_shop(area, name),
        "empty_building": make.building(by, area, "98"),
        "empty_dwelling": make.dwelling(by, building, room="701"),
    }


def _nickname(building: UUID, name: str) -> UUID:
    place = actions.NamedPlace(building_id=building)
    with scope(by := system()):
        return actions.add_nickname(by=by, nickname_id=ids.new(), words=f"{name}老楼", place=place)


def _home(building: UUID, name: str, words: str, phone: str) -> dict[str, UUID]:
    by = system()
    dwelling = make.dwelling(by, building, landlord=f"{name}房东", landlord_phone=phone)
    who = make.member(
        f"{name}英", id_number=make.number(), phone=phone, skills=[("choir", f"{name}合唱")], note=words[:20]
    )
    household = make.household(by, dwelling, who, values={"note": words[:20]})
    with scope(by):
        actions.change_resident(by=by, member=Member(id=who.id, values={"workplace": f"{name}纺织厂"}))
    return {
        "tie": make.tie(by, household, name=f"{name}亲", phone=phone, note=words[:20]),
        "informant": make.informant(by, who.id, building_id=building, note=words[:20]),
        "dwelling": dwelling,
        "household": household,
        "resident": who.id,
        "label": make.label(by, who.id, note=words[:20]),
        "told_label": make.label(by, who.id, kind="mental_disorder", note=words[:20]),
    }


def _other_home(building: UUID, name: str) -> dict[str, UUID]:
    by = system()
    double, gone, merged = (make.member(f"{name}{last}") for last in ("双", "走", "并"))
    make.household(by, make.dwelling(by, building, room="601"), double, gone, merged)
    with scope(by):
        actions.leave(by=by, residents=[gone.id], on=timezone.localdate(clock.now()) - timedelta(days=1))
        actions.merge_residents(by=by, keep=double.id, drop=merged.id, reason="同一个人")
    return {"double": double.id, "gone": gone.id, "merged": merged.id}


def _closed_shop(area: str, name: str) -> UUID:
    by = system()
    shop = make.shop(by, area, f"{name}停业店")
    with scope(by):
        actions.close_organisation(by=by, organisation_id=shop, reason="不开了")
    return shop
