"""Places entered, corrected, confirmed and taken off; what is in a building goes along to its grid."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from linli.kit import ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.ledger import actions as ledger
from linli.ledger.models import Entry
from linli.register import actions
from linli.register.models import (
    Building,
    Change,
    Dwelling,
    Entrance,
    Estate,
    Household,
    Label,
    Organisation,
    Resident,
    Secret,
    Skill,
    Stay,
)
from linli.register.tests import factories as make
from linli.register.tests.factories import act, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def estate(key: str = "secretary", **values: Any) -> UUID:
    said = {"estate_id": ids.new(), "area": c.HOME, "values": {"name": "和平新村"}}
    return act(key, actions.put_estate, **said | values)


class TestEstates:
    def test_entered_and_corrected(self) -> None:
        id = estate()
        act(
            "secretary",
            actions.put_estate,
            estate_id=id,
            area=c.HOME,
            values={"kind": "abandoned"},
            version=1,
        )
        kept = row(Estate, id=id)
        assert (kept.name, kept.kind, kept.version) == ("和平新村", "abandoned", 2)
        assert [(one.field, one.before, one.after) for one in rows(Change, subject=id)] == [
            ("kind", "managed", "abandoned")
        ]
        assert {one.verb for one in rows(Entry, subject=id)} == {"estate.entered", "estate.corrected"}

    def test_two_of_one_name_are_refused(self) -> None:
        estate()
        with pytest.raises(Refused) as told:
            estate()
        assert told.value.fields[0]["field"] == "name"

    @pytest.mark.parametrize("key", ["grid1", "volunteer", "supervisor", "department", "admin"])
    def test_not_by_who_keeps_nothing_there(self, key: str) -> None:
        with pytest.raises(Forbidden):
            estate(key)

    def test_only_by_who_keeps_where_it_lies(self) -> None:
        id = estate(area=c.GRIDS[1])
        with pytest.raises((Forbidden, IntegrityError)):
            act("next_secretary", actions.put_estate, estate_id=id, area=c.NEXT_DOOR, values={"name": "我的"})
        assert row(Estate, id=id).name == "和平新村"

    def test_it_stays_in_its_community(self) -> None:
        id = estate()
        with pytest.raises((Refused, Forbidden)):
            act("secretary", actions.put_estate, estate_id=id, area=c.NEXT_DOOR, values={})

    def test_a_stale_version_is_told_both_values(self) -> None:
        id = estate()
        act(
            "counter", actions.put_estate, estate_id=id, area=c.HOME, values={"keeper": "安居物业"}, version=1
        )
        with pytest.raises(Conflict) as told:
            act(
                "secretary",
                actions.put_estate,
                estate_id=id,
                area=c.HOME,
                values={"keeper": "和美"},
                version=1,
            )
        extra = told.value.extra
        assert extra["version"] == 2
        assert extra["changed_by"] == "counter者"
        assert extra["differs"] == [{"field": "keeper", "now": "安居物业", "said": "和美"}]

    def test_nothing_is_kept_where_the_ledger_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(ledger, "record", fail)
        id = ids.new()
        with pytest.raises(RuntimeError):
            estate(estate_id=id)
        assert rows(Estate, id=id) == []


class TestBuildings:
    def test_called_by_estate_and_number(self) -> None:
        home = estate()
        id = ids.new()
        act("grid1", actions.put_building, building_id=id, area=c.GRIDS[0], number="３号楼", estate_id=home)
        kept = row(Building, id=id)
        assert (kept.number, kept.name, kept.sort) == ("3", "和平新村3幢", "00003")

    def test_a_number_is_one_buildings(self) -> None:
        make.building(c.actor("grid1"), c.GRIDS[0])
        with pytest.raises(Refused, match="building of this number"):
            act("grid1", actions.put_building, building_id=ids.new(), area=c.GRIDS[0], number="3幢")

    def test_a_grid_worker_takes_none_from_another_grid(self) -> None:
        id = make.building(c.actor("grid2"), c.GRIDS[1])
        with pytest.raises((Forbidden, IntegrityError)):
            act("grid1", actions.put_building, building_id=id, area=c.GRIDS[0], number="3")
        assert row(Building, id=id).area == c.GRIDS[1]

    def test_its_number_is_in_the_codes_of_its_dwellings(self) -> None:
        by = c.actor("grid1")
        id = make.building(by, c.GRIDS[0])
        home = make.dwelling(by, id)
        act("grid1", actions.put_building, building_id=id, area=c.GRIDS[0], number="12")
        assert row(Dwelling, id=home).code == "12-2-501"

    def test_all_that_is_in_it_goes_along_to_another_grid(self) -> None:
        by = c.actor("secretary")
        id = make.building(by, c.GRIDS[0])
        home = make.dwelling(by, id)
        who = make.member(id_number=make.number(), skills=[("choir", "")])
        family = make.household(by, home, who)
        told = make.label(by, who.id, kind="mental_disorder")
        hard = make.label_home(by, family)
        shop = make.shop(by, c.GRIDS[0], building_id=id)
        act("counter", actions.put_building, building_id=id, area=c.GRIDS[1], number="3")
        found = [
            *rows(Entrance, building=id),
            *rows(Dwelling, id=home),
            *rows(Household, id=family),
            *rows(Resident, id=who.id),
            *rows(Secret, resident=who.id),
            *rows(Skill, resident=who.id),
            *rows(Organisation, id=shop),
            *rows(Label, id__in=[told, hard]),
        ]
        assert len(found) == 9
        assert {one.area for one in found} == {c.GRIDS[1]}
        assert {one.area for one in rows(Stay, resident=who.id)} == {c.GRIDS[0]}

    def test_renamed_with_its_number_unless_it_has_a_name_of_its_own(self) -> None:
        id = make.building(c.actor("grid1"), c.GRIDS[0])
        act("grid1", actions.put_building, building_id=id, area=c.GRIDS[0], number="5")
        assert row(Building, id=id).name == "5幢"
        named = {"building_id": id, "area": c.GRIDS[0], "values": {"name": "红楼"}}
        act("grid1", actions.put_building, **named, number="5")
        act("grid1", actions.put_building, **named | {"values": {}}, number="6")
        assert row(Building, id=id).name == "红楼"

    def test_closed_when_empty_with_the_reason_kept(self) -> None:
        by = c.actor("grid1")
        id = make.building(by, c.GRIDS[0])
        home = make.dwelling(by, id)
        with pytest.raises(Refused, match="still dwellings"):
            act("grid1", actions.close_building, building_id=id, reason="已经拆除")
        act("grid1", actions.close_dwelling, dwelling_id=home, reason="录入有误")
        with pytest.raises(Refused, match="reason"):
            act("grid1", actions.close_building, building_id=id, reason=" ")
        act("grid1", actions.close_building, building_id=id, reason="已经拆除")
        assert row(Building, id=id).closed_at is not None
        assert [one.source for one in rows(Change, subject=id)] == ["已经拆除"]
        with pytest.raises(NotFound):
            act("grid1", actions.put_building, building_id=id, area=c.GRIDS[0], number="3")
        with pytest.raises(NotFound):
            act("grid1", actions.close_building, building_id=id, reason="已经拆除")


class TestDwellings:
    def test_entered_with_its_entrance_and_floor(self) -> None:
        by = c.actor("grid1")
        home = make.dwelling(by, make.building(by, c.GRIDS[0]), "1203室", "2单元")
        kept = row(Dwelling, id=home)
        assert (kept.code, kept.floor, kept.room) == ("3-2-1203", 12, "1203")
        assert row(Entrance, id=kept.entrance_id).number == "2"

    def test_a_room_is_one_dwellings(self) -> None:
        by = c.actor("grid1")
        building = make.building(by, c.GRIDS[0])
        make.dwelling(by, building)
        with pytest.raises(Refused, match="room of this number"):
            act(
                "grid1",
                actions.put_dwelling,
                dwelling_id=ids.new(),
                building_id=building,
                room="501",
                entrance="2",
            )

    def test_the_landlord_is_sealed_and_masked_in_a_conflict(self) -> None:
        by = c.actor("grid1")
        building = make.building(by, c.GRIDS[0])
        home = make.dwelling(by, building, landlord="王房东", landlord_phone="13812345678")
        kept = row(Dwelling, id=home)
        assert "13812345678" not in str(bytes(kept.landlord_phone))
        with pytest.raises(Conflict) as told:
            act(
                "grid1",
                actions.put_dwelling,
                dwelling_id=home,
                building_id=building,
                room="501",
                entrance="2",
                landlord_phone="13900001111",
                version=9,
            )
        assert told.value.extra["differs"] == [
            {"field": "landlord_phone", "now": "138****5678", "said": "139****1111"}
        ]

    def test_what_was_sealed_is_not_in_the_changes(self) -> None:
        by = c.actor("grid1")
        building = make.building(by, c.GRIDS[0])
        home = make.dwelling(by, building, landlord="王房东")
        make.dwelling(by, building, landlord="李房东", landlord_phone="13812345678")
        kept = rows(Change, subject=home)
        assert {one.field for one in kept} == {"landlord", "landlord_phone"}
        assert not any(word in f"{one.before}{one.after}" for one in kept for word in ("房东", "1381"))

    def test_moved_to_another_building_its_people_go_along(self) -> None:
        by = c.actor("secretary")
        home = make.dwelling(by, make.building(by, c.GRIDS[0]))
        who = make.member()
        make.household(by, home, who)
        other = make.building(by, c.GRIDS[1], "4")
        act("secretary", actions.put_dwelling, dwelling_id=home, building_id=other, room="501", entrance="2")
        assert row(Resident, id=who.id).area == c.GRIDS[1]
        assert row(Dwelling, id=home).code == "4-2-501"

    def test_confirmed_with_all_who_live_there(self) -> None:
        by = c.actor("grid1")
        home = make.dwelling(by, make.building(by, c.GRIDS[0]))
        who = make.member()
        family = make.household(by, home, who)
        before = row(Resident, id=who.id)
        act("grid1", actions.confirm_dwelling, dwelling_id=home)
        after = row(Resident, id=who.id)
        assert after.checked_at == row(Household, id=family).checked_at == row(Dwelling, id=home).checked_at
        assert after.checked_at != before.checked_at
        assert after.version == before.version

    def test_not_closed_while_somebody_lives_there(self) -> None:
        by = c.actor("grid1")
        home = make.dwelling(by, make.building(by, c.GRIDS[0]))
        make.household(by, home, make.member())
        with pytest.raises(Refused, match="lives there"):
            act("grid1", actions.close_dwelling, dwelling_id=home, reason="录入有误")

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"floor": 999}, "floor"),
            ({"square_metres": -1}, "square_metres"),
            ({"use": "palace"}, "use"),
            ({"lease_ends_on": date(1700, 1, 1)}, "lease_ends_on"),
        ],
    )
    def test_a_value_that_cannot_be_names_its_field(self, values: dict[str, Any], field: str) -> None:
        by = c.actor("grid1")
        building = make.building(by, c.GRIDS[0])
        with pytest.raises(Refused) as told:
            make.dwelling(by, building, values=values)
        assert told.value.fields[0]["field"] == field
