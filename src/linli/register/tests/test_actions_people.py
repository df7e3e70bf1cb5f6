"""Households and residents entered and corrected: numbers that tell birthday and sex, sealed fields, one head, and what
is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.ledger import actions as ledger
from linli.ledger.models import Entry
from linli.register import actions, queries
from linli.register.models import Change, Household, Resident, Secret, Skill, Stay
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db


class TestFounding:
    def test_the_first_is_the_head_and_the_number_tells_birthday_and_sex(self) -> None:
        old, young = make.member(id_number=make.number()), make.member("王小明", relation="son")
        _, family = make.home(c.actor("grid1"), c.GRIDS[0], old, young)
        first = row(Resident, id=old.id)
        assert (first.relation, first.born_on, first.sex) == ("head", date(1958, 3, 12), "male")
        assert first.sort.startswith("wang xiu ying")
        assert row(Resident, id=young.id).relation == "son"
        assert row(Household, id=family).size == 2
        assert [one.beginning for one in rows(Stay, resident=old.id)] == ["entered"]

    def test_two_heads_are_one(self) -> None:
        one, two = make.member(relation="head"), make.member("李四", relation="head")
        make.home(c.actor("grid1"), c.GRIDS[0], one, two)
        assert [row(Resident, id=each.id).relation for each in (one, two)] == ["other", "head"]

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("97010119580312001", "18 characters"),
            ("970101195803120000", "Excel"),
            ("970101195813120019", "day of birth"),
            ("970101195803120011", "check character"),
        ],
    )
    def test_a_number_that_cannot_be_is_refused_with_why(self, number: str, why: str) -> None:
        with pytest.raises(Refused, match=why) as told:
            make.home(c.actor("grid1"), c.GRIDS[0], make.member(id_number=number))
        assert told.value.type == "register/bad-number"

    @pytest.mark.parametrize("said", [{"sex": "female"}, {"born_on": date(1960, 1, 1)}])
    def test_what_contradicts_the_number_is_refused(self, said: dict[str, Any]) -> None:
        with pytest.raises(Refused, match="contradicts"):
            make.home(c.actor("grid1"), c.GRIDS[0], make.member(id_number=make.number(), **said))

    def test_a_number_is_entered_once_in_a_community(self) -> None:
        first = make.member(id_number=make.number())
        make.home(c.actor("grid2"), c.GRIDS[1], first)
        twin = make.member("王秀英", id_number=make.number())
        with pytest.raises(Conflict) as told:
            make.home(c.actor("grid1"), c.GRIDS[0], twin)
        assert told.value.extra == {"area": c.GRIDS[1]}
        with pytest.raises(Conflict) as told:
            make.home(c.actor("secretary"), c.GRIDS[0], twin)
        assert told.value.extra["resident"] == str(first.id)
        make.home(c.actor("next_counter"), c.NEXT_DOOR, make.member(id_number=make.number()))

    def test_not_outside_ones_area_nor_without_the_right(self) -> None:
        dwelling, _ = make.home(c.actor("grid2"), c.GRIDS[1], make.member())
        sent = {"household_id": ids.new(), "dwelling_id": dwelling, "members": [make.member()]}
        with pytest.raises(NotFound):
            act("grid1", actions.found_household, **sent)
        with pytest.raises(Forbidden):
            act("supervisor", actions.found_household, **sent)

    def test_nothing_is_kept_where_the_ledger_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        by = c.actor("grid1")
        dwelling = make.dwelling(by, make.building(by, c.GRIDS[0]))

        def fail(verb: str, **_: Any) -> None:
            if verb == "household.entered":
                raise RuntimeError

        monkeypatch.setattr(ledger, "record", fail)
        who = make.member(phone="13812345678")
        with pytest.raises(RuntimeError):
            make.household(by, dwelling, who)
        assert rows(Resident, id=who.id) == rows(Secret, resident=who.id) == rows(Stay, resident=who.id) == []

    def test_no_day_ahead(self) -> None:
        tomorrow = timezone.localdate(clock.now()) + timedelta(days=2)
        _, family = make.home(c.actor("grid1"), c.GRIDS[0], make.member())
        with pytest.raises(Refused):
            act("grid1", actions.add_resident, household_id=family, member=make.member(), since=tomorrow)


class TestChanging:
    def test_field_by_field_with_its_source(self) -> None:
        who = make.member()
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        act(
            "grid1",
            actions.change_resident,
            member=make.member("王秀兰", id=who.id),
            source="入户走访",
            version=1,
        )
        kept = rows(Change, subject=who.id)
        assert [(one.field, one.before, one.after, one.source) for one in kept] == [
            ("name", "王秀英", "王秀兰", "入户走访")
        ]
        assert row(Resident, id=who.id).version == 2
        assert row(Resident, id=who.id).sort.startswith("wang xiu lan")

    def test_the_same_again_is_a_confirmation(self) -> None:
        who = make.member()
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        act("grid1", actions.change_resident, member=make.member(id=who.id))
        assert row(Resident, id=who.id).version == 1
        assert rows(Change, subject=who.id) == []
        assert "resident.confirmed" in {one.verb for one in rows(Entry, subject=who.id)}

    def test_a_sealed_field_leaves_no_trace_of_its_value(self) -> None:
        who = make.member(phone="13812345678")
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        act("grid1", actions.change_resident, member=make.member(id=who.id, phone="13900001111"))
        kept = rows(Change, subject=who.id)
        assert [(one.field, one.before, one.after) for one in kept] == [("phone", "（已加密）", "（已加密）")]
        facts = str([one.facts for one in rows(Entry, subject=who.id)])
        assert "1390000" not in facts
        assert "phone" in facts
        assert row(Resident, id=who.id).version == 2

    def test_a_birthday_must_go_with_the_number_on_the_register(self) -> None:
        who = make.member(id_number=make.number())
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        with pytest.raises(Refused, match="contradicts"):
            act("grid1", actions.change_resident, member=make.member(id=who.id, born_on=date(1960, 1, 1)))
        act("grid1", actions.change_resident, member=make.member(id=who.id, born_on=date(1958, 3, 12)))

    def test_a_stale_version_is_told_both_values_masked(self) -> None:
        who = make.member(phone="13812345678", note="旧的")
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        act("counter", actions.change_resident, member=make.member(id=who.id, note="新的"))
        late = make.member(id=who.id, note="更新的", phone="13900001111")
        with pytest.raises(Conflict) as told:
            act("grid1", actions.change_resident, member=late, version=1)
        assert told.value.type == "register/changed"
        assert told.value.extra["version"] == 2
        assert told.value.extra["changed_by"] == "counter者"
        assert told.value.extra["differs"] == [
            {"field": "note", "now": "新的", "said": "更新的"},
            {"field": "phone", "now": "138****5678", "said": "139****1111"},
        ]

    def test_skills_replace_those_there_were(self) -> None:
        who = make.member(skills=[("choir", "女高音"), ("cooking", "")])
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        act("grid1", actions.change_resident, member=make.member(id=who.id, skills=[("choir", "女高音")]))
        assert [one.kind for one in rows(Skill, resident=who.id)] == ["choir"]
        with pytest.raises(Refused, match="kind of skill"):
            act("grid1", actions.change_resident, member=make.member(id=who.id, skills=[("flying", "")]))

    def test_a_new_head_by_either_way(self) -> None:
        old, young = make.member(), make.member("王小明", relation="son")
        _, family = make.home(c.actor("grid1"), c.GRIDS[0], old, young)
        act("grid1", actions.change_household, household_id=family, values={}, head=young.id)
        assert [row(Resident, id=one.id).relation for one in (old, young)] == ["other", "head"]
        act("grid1", actions.change_resident, member=make.member(id=old.id, relation="head"))
        assert [row(Resident, id=one.id).relation for one in (old, young)] == ["head", "other"]
        with pytest.raises(Refused, match="member of the household"):
            act("grid1", actions.change_household, household_id=family, values={}, head=ids.new())

    @pytest.mark.parametrize("name", ["", "张3", "😀"])
    def test_a_name_that_is_none_is_refused(self, name: str) -> None:
        who = make.member()
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        with pytest.raises(Refused) as told:
            act("grid1", actions.change_resident, member=make.member(name, id=who.id))
        assert told.value.fields[0]["field"] == "name"


class TestRevealing:
    def test_in_clear_with_the_reason_kept_and_the_look_in_the_ledger(self) -> None:
        who = make.member(id_number=make.number(), phone="13812345678")
        dwelling, _ = make.home(c.actor("grid1"), c.GRIDS[0], who)
        told = act("grid1", actions.reveal_resident, resident_id=who.id, reason="上门走访前联系")
        assert told == {"id_number": make.number(), "phone": "13812345678", "other_phone": ""}
        assert [one.after for one in rows(Change, subject=who.id, field="revealed")] == ["上门走访前联系"]
        assert [one.verb for one in rows(Entry, subject=who.id, verb="resident.revealed")]
        assert act("grid1", actions.reveal_landlord, dwelling_id=dwelling, reason="联系房东") == {
            "landlord": "",
            "landlord_phone": "",
        }

    def test_not_without_a_reason_or_the_right(self) -> None:
        who = make.member(id_number=make.number())
        make.home(c.actor("grid1"), c.GRIDS[0], who)
        with pytest.raises(Refused, match="reason"):
            act("grid1", actions.reveal_resident, resident_id=who.id, reason="")
        with pytest.raises(Forbidden):
            act("supervisor", actions.reveal_resident, resident_id=who.id, reason="看一看")
        for key in ("grid2", "volunteer", "admin"):
            with pytest.raises(NotFound):
                act(key, actions.reveal_resident, resident_id=who.id, reason="看一看")
        assert rows(Entry, subject=who.id, verb="resident.revealed") == []

    def test_none_is_shown_where_the_ledger_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        who = make.member(id_number=make.number())
        make.home(c.actor("grid1"), c.GRIDS[0], who)

        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(ledger, "record", fail)
        with pytest.raises(RuntimeError):
            act("grid1", actions.reveal_resident, resident_id=who.id, reason="上门走访")
        assert rows(Change, subject=who.id, field="revealed") == []


def test_the_list_is_narrowed_by_a_name() -> None:
    by = c.actor("secretary")
    for number, name in enumerate(("王秀英", "王秀兰", "李秀英", "张王氏")):
        make.home(by, c.GRIDS[number % 2], make.member(name, sex="female"), room=f"{number + 1}01")

    def named(text: str, who: str = "secretary", **more: Any) -> list[str]:
        found = ask(who, queries.residents, queries.Narrowed(name=text, **more))
        assert found["count"] == len(found["rows"])
        return [one["name"] for one in found["rows"]]

    assert named("王") == ["王秀兰", "王秀英", "张王氏"]
    assert named("秀英") == ["李秀英", "王秀英"]
    assert named("wx") == ["王秀兰", "王秀英"]
    assert named("WangXiuy") == ["王秀英"]
    assert named("wxy ", sex="male") == []
    assert named("%") == named("_") == named("(王") == []
    assert named("王", "grid1") == ["王秀英"]
    assert named("王", "grid1", area=c.GRIDS[1]) == []
    with pytest.raises(Refused, match="one community"):
        named("王", "subdistrict")
    assert named("王", "subdistrict", area=c.HOME) == ["王秀兰", "王秀英", "张王氏"]


def test_a_name_travels_in_the_body() -> None:
    make.home(c.actor("secretary"), c.GRIDS[0], make.member("王秀英"))
    sent = {"name": "秀英", "area": c.HOME, "most": 1}
    told = Caller("counter").post("/register/residents/list", sent).json()
    assert [one["name"] for one in told["rows"]] == ["王秀英"]
    assert Caller("next_counter").post("/register/residents/list", sent).json()["rows"] == []
