"""Whom a household is in touch with: entered, corrected, ended, going along; informants; what is refused to whom."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.ledger import actions as ledger
from linli.ledger.models import Entry
from linli.register import actions, queries
from linli.register.actions import TieData
from linli.register.models import Change, Informant, Tie
from linli.register.tests import factories as make
from linli.register.tests.factories import act, ask, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db
NAME, PHONE = "王小军", "13912345678"


def day(ago: int = 0) -> date:
    return timezone.localdate(clock.now()) - timedelta(days=ago)


@pytest.fixture
def homes() -> dict[str, UUID]:
    """An old woman, her neighbour in the same grid, somebody in the next one."""
    old, near, far = make.member("王秀英"), make.member("李近邻"), make.member("赵远")
    by = c.actor("counter")
    _, home = make.home(by, c.GRIDS[0], old)
    _, next_door = make.home(by, c.GRIDS[0], near, room="502")
    _, away = make.home(by, c.GRIDS[1], far)
    return {"home": home, "next": next_door, "away": away, "old": old.id, "near": near.id, "far": far.id}


class TestAdding:
    def test_somebody_outside_is_sealed_and_the_ledger_holds_no_word(self, homes: dict[str, UUID]) -> None:
        id = make.tie(
            c.actor("grid1"), homes["home"], kin="child", member=homes["old"], has_key=True, note="每周来"
        )
        kept = row(Tie, id=id)
        assert (kept.area, kept.kind, kept.kin, kept.has_key) == (c.GRIDS[0], "relative", "child", True)
        assert NAME.encode() not in bytes(kept.name)
        assert len(kept.phone) > 20
        assert [one.facts for one in rows(Entry, subject=id)] == [
            {"household": str(homes["home"]), "kind": "relative", "outside": True}
        ]
        told = ask("grid1", queries.household_ties, homes["home"])["rows"][0]
        assert (told["name"], told["phone"]) == ("王**", "139****5678")
        assert (told["member_name"], told["abilities"]) == ("王秀英", ["change", "end", "reveal"])

    def test_a_resident_is_told_by_name_from_both_sides(self, homes: dict[str, UUID]) -> None:
        make.tie(c.actor("grid1"), homes["home"], kind="neighbour", other=homes["near"], emergency=True)
        told = ask("grid1", queries.household_ties, homes["home"])["rows"][0]
        assert (told["name"], told["other"], told["hidden"]) == ("李近邻", homes["near"], False)
        of = ask("grid1", queries.resident_ties, homes["near"])["of"]
        assert [(one["household"], one["kind"]) for one in of] == [(homes["home"], "neighbour")]

    def test_a_resident_of_another_grid_has_no_name_for_who_does_not_see_him(
        self, homes: dict[str, UUID]
    ) -> None:
        make.tie(c.actor("counter"), homes["home"], kind="trusted", other=homes["far"])
        told = ask("grid1", queries.household_ties, homes["home"])["rows"][0]
        assert (told["name"], told["other"], told["hidden"]) == ("", None, True)
        assert ask("counter", queries.household_ties, homes["home"])["rows"][0]["name"] == "赵远"

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"name": "", "phone": ""}, "other"),
            ({"name": NAME, "phone": ""}, "phone"),
            ({"name": NAME, "phone": "123"}, "phone"),
            ({"name": "8号", "phone": PHONE}, "name"),
            ({"kind": "neighbour", "kin": "child"}, "kin"),
            ({"kind": "no-such"}, "kind"),
            ({"member": ids.new()}, "member"),
            ({"since": day(-3)}, "since"),
        ],
    )
    def test_refused(self, homes: dict[str, UUID], said: dict[str, Any], field: str) -> None:
        with pytest.raises(Refused) as told:
            make.tie(c.actor("grid1"), homes["home"], **said)
        assert [one["field"] for one in told.value.fields] == [field]
        assert rows(Tie) == []

    def test_refused_of_whom_and_by_whom(self, homes: dict[str, UUID]) -> None:
        with pytest.raises(Refused, match="member"):
            make.tie(c.actor("grid1"), homes["home"], other=homes["old"])
        with pytest.raises(NotFound):
            make.tie(c.actor("grid1"), homes["home"], other=homes["far"])
        for key in ("grid2", "volunteer", "next_counter"):
            with pytest.raises(NotFound):
                make.tie(c.actor(key), homes["home"])
        with pytest.raises(Forbidden):
            make.tie(c.actor("supervisor"), homes["home"])
        make.tie(c.actor("grid1"), homes["home"], kind="neighbour", other=homes["near"])
        with pytest.raises(Conflict) as told:
            make.tie(c.actor("grid1"), homes["home"], kind="neighbour", other=homes["near"])
        assert told.value.type == "tie/there"
        act("counter", actions.leave, residents=[homes["far"]], on=day())
        with pytest.raises(Refused, match="on the register"):
            make.tie(c.actor("counter"), homes["home"], other=homes["far"])

    def test_nothing_is_kept_where_the_ledger_fails(
        self, homes: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr(ledger, "record", fail)
        with pytest.raises(RuntimeError):
            make.tie(c.actor("grid1"), homes["home"])
        assert rows(Tie) == []


class TestChangingAndEnding:
    def test_corrected_field_by_field(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("grid1"), homes["home"])
        act(
            "grid1",
            actions.change_tie,
            tie=TieData(id=id, values={"emergency": True, "kind": "trusted"}, phone="13700002222"),
            version=1,
        )
        assert (row(Tie, id=id).version, row(Tie, id=id).emergency) == (2, True)
        assert ask("grid1", queries.tie, id)["phone"] == "137****2222"
        changed = {one.field: (one.before, one.after) for one in rows(Change, subject=id)}
        assert changed["phone"] == ("（已加密）", "（已加密）")
        assert [one.facts.get("fields") for one in rows(Entry, subject=id, verb="tie.corrected")] == [
            ["emergency", "kind", "phone"]
        ]
        with pytest.raises(Conflict) as told:
            act("grid1", actions.change_tie, tie=TieData(id=id, values={"note": "x"}), version=1)
        assert told.value.type == "register/changed"

    def test_a_resident_is_corrected_on_his_own_page(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("grid1"), homes["home"], kind="neighbour", other=homes["near"])
        with pytest.raises(Refused, match="own page"):
            act("grid1", actions.change_tie, tie=TieData(id=id, phone=PHONE))
        with pytest.raises(Refused, match="relative"):
            act("grid1", actions.change_tie, tie=TieData(id=id, values={"kin": "child"}))

    def test_ended_with_a_reason_and_kept(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("grid1"), homes["home"], since=day(10))
        for more, wrong in (
            ({"reason": " "}, "reason"),
            ({"reason": "搬走了", "on": day(-1)}, "on"),
            ({"reason": "搬走了", "on": day(11)}, "on"),
        ):
            with pytest.raises(Refused) as told:
                act("grid1", actions.end_tie, tie_id=id, **more)
            assert [one["field"] for one in told.value.fields] == [wrong]
        act("grid1", actions.end_tie, tie_id=id, reason="搬走了", version=1)
        assert row(Tie, id=id).until == day()
        assert [one.source for one in rows(Change, subject=id, field="until")] == ["搬走了"]
        for again in (
            lambda: act("grid1", actions.end_tie, tie_id=id, reason="搬走了"),
            lambda: act("grid1", actions.change_tie, tie=TieData(id=id)),
        ):
            with pytest.raises(Conflict):
                again()
        with pytest.raises(NotFound):
            act("grid2", actions.end_tie, tie_id=id, reason="搬走了")

    def test_a_look_behind_the_mask_is_kept(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("grid1"), homes["home"])
        told = act("grid1", actions.reveal_tie, tie_id=id, reason="老人摔倒，要联系家属")
        assert told == {"name": NAME, "phone": PHONE}
        assert [one.verb for one in rows(Entry, subject=id)][-1] == "tie.revealed"
        looks = ask("secretary", queries.reveals, queries.Looked())["rows"]
        assert [(one["noun"], one["about"]) for one in looks] == [("tie", "1-2-501")]
        with pytest.raises(Refused):
            act("grid1", actions.reveal_tie, tie_id=id, reason="")
        with pytest.raises(Forbidden):
            act("supervisor", actions.reveal_tie, tie_id=id, reason="核对一下")


class TestGoingAlong:
    def test_whose_it_is_moves_and_it_goes_along(self, homes: dict[str, UUID]) -> None:
        one = make.tie(c.actor("grid1"), homes["home"], member=homes["old"])
        whole = make.tie(c.actor("grid1"), homes["home"], kind="neighbour", other=homes["near"])
        act("counter", actions.move, residents=[homes["old"]], on=day(), household_id=homes["away"])
        kept = [row(Tie, id=id) for id in (one, whole)]
        assert [(t.household_id, t.area, t.until) for t in kept] == [(homes["away"], c.GRIDS[1], None)] * 2

    def test_who_moves_in_is_a_contact_no_more(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("grid1"), homes["home"], kind="trusted", other=homes["near"])
        act("counter", actions.move, residents=[homes["near"]], on=day(), household_id=homes["home"])
        assert row(Tie, id=id).until == day()

    @pytest.mark.parametrize(
        ("kind", "died", "ends"),
        [("relative", False, False), ("relative", True, True), ("neighbour", False, True)],
    )
    def test_the_other_end_leaves_or_dies(
        self, homes: dict[str, UUID], kind: str, died: bool, ends: bool
    ) -> None:
        id = make.tie(c.actor("counter"), homes["home"], kind=kind, other=homes["far"])
        act("grid2", actions.leave, residents=[homes["far"]], on=day(), died=died)
        assert (row(Tie, id=id).until is not None) == ends

    def test_a_merged_record_is_read_as_who_he_is(self, homes: dict[str, UUID]) -> None:
        id = make.tie(c.actor("counter"), homes["home"], kind="neighbour", other=homes["near"])
        by = c.actor("counter")
        double = make.member("李近邻")
        make.home(by, c.GRIDS[0], double, room="601")
        act("secretary", actions.merge_residents, keep=double.id, drop=homes["near"], reason="同一人")
        assert ask("counter", queries.tie, id)["other"] == double.id
        assert [one["id"] for one in ask("counter", queries.resident_ties, double.id)["of"]] == [id]


class TestInformants:
    def test_appointed_for_a_building_and_shown_with_the_vacancies(self, homes: dict[str, UUID]) -> None:
        by = c.actor("counter")
        building = make.building(by, c.GRIDS[0], c.GRIDS[0][-1])
        empty = make.building(by, c.GRIDS[0], "77")
        id = make.informant(c.actor("grid1"), homes["near"], building_id=building, note="热心")
        told = ask("grid1", queries.informants, area=c.GRIDS[0])
        assert (told["buildings"], told["vacant"]) == (2, 1)
        found = {one["building"]: one for one in told["rows"]}
        assert [one["name"] for one in found[building]["informants"]] == ["李近邻"]
        assert found[building]["households"] == 2
        vacant = ask("grid1", queries.informants, area=c.GRIDS[0], vacant=True)["rows"]
        assert [one["building"] for one in vacant] == [empty]
        assert [one["id"] for one in ask("grid1", queries.household_ties, homes["home"])["informants"]] == [
            id
        ]
        assert [one["id"] for one in ask("grid1", queries.resident_ties, homes["near"])["informs"]] == [id]

    def test_page_by_page_each_building_once(self, homes: dict[str, UUID]) -> None:
        for number in range(5):
            make.building(c.actor("counter"), c.GRIDS[0], f"8{number}")
        seen, after = list[UUID](), ""
        while True:
            told = ask("grid1", queries.informants, area=c.GRIDS[0], after=after, most=2)
            seen += [one["building"] for one in told["rows"]]
            after = told["next"] or ""
            if not after:
                break
        assert len(seen) == len(set(seen)) == 6

    def test_of_a_grid_and_ended(self, homes: dict[str, UUID]) -> None:
        id = make.informant(c.actor("grid1"), homes["near"], area=c.GRIDS[0], since=day(9))
        told = ask("grid1", queries.informants, area=c.GRIDS[0])
        assert [one["id"] for one in told["grids"]] == [id]
        with pytest.raises(Conflict) as again:
            make.informant(c.actor("grid1"), homes["near"], area=c.GRIDS[0])
        assert again.value.type == "informant/there"
        with pytest.raises(Conflict):
            act("grid1", actions.end_informant, informant_id=id, reason="搬走", version=7)
        with pytest.raises(Refused, match="before it began"):
            act("grid1", actions.end_informant, informant_id=id, reason="搬走", on=day(20))
        act("grid1", actions.end_informant, informant_id=id, reason="搬走", version=1)
        assert (row(Informant, id=id).until, row(Informant, id=id).note) == (day(), "搬走")
        with pytest.raises(Conflict):
            act("grid1", actions.end_informant, informant_id=id, reason="搬走")

    def test_refused(self, homes: dict[str, UUID]) -> None:
        building = make.building(c.actor("counter"), c.GRIDS[0], c.GRIDS[0][-1])
        for where in ({}, {"building_id": building, "area": c.GRIDS[0]}):
            with pytest.raises(Refused, match="one of the two"):
                make.informant(c.actor("grid1"), homes["near"], **where)
        with pytest.raises(Refused, match="grid"):
            make.informant(c.actor("counter"), homes["near"], area=c.HOME)
        with pytest.raises(NotFound):
            make.informant(c.actor("grid1"), homes["far"], building_id=building)
        with pytest.raises(Forbidden):
            make.informant(c.actor("grid2"), homes["far"], building_id=building)
        with pytest.raises(Forbidden):
            make.informant(c.actor("supervisor"), homes["near"], building_id=building)

    def test_it_is_over_when_he_leaves(self, homes: dict[str, UUID]) -> None:
        id = make.informant(c.actor("grid1"), homes["near"], area=c.GRIDS[0])
        act("grid1", actions.leave, residents=[homes["near"]], on=day())
        assert row(Informant, id=id).until == day()
        assert [one.verb for one in rows(Entry, subject=id)] == ["informant.appointed"]
