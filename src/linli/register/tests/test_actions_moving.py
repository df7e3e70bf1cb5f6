"""Coming and going: what was stays as stays, households end when nobody is left, labels go along or end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.register import actions
from linli.register.models import Dwelling, Household, Label, Resident, Secret, Stay
from linli.register.tests import factories as make
from linli.register.tests.factories import act, row, rows
from linli.tests import community as c

pytestmark = pytest.mark.django_db


def day(ago: int = 1) -> date:
    return timezone.localdate(clock.now()) - timedelta(days=ago)


def stays(resident: object) -> list[tuple[str, str]]:
    """How each stay of somebody began and ended, the first first."""
    found = sorted(rows(Stay, resident=resident), key=lambda one: one.recorded_at)
    return [(one.beginning, one.ending) for one in found]


class TestMoving:
    def test_into_another_grid_with_all_that_hangs_on_him(self) -> None:
        by = c.actor("secretary")
        who, stays_on = make.member(id_number=make.number()), make.member("王小明")
        _, old = make.home(by, c.GRIDS[0], who, stays_on)
        dwelling = make.dwelling(by, make.building(by, c.GRIDS[1], "8"))
        told = make.label(by, who.id, kind="mental_disorder")
        new = ids.new()
        act("counter", actions.move, residents=[who.id], on=day(), dwelling_id=dwelling, new_household=new)
        moved = row(Resident, id=who.id)
        assert (moved.area, moved.household_id, moved.relation) == (c.GRIDS[1], new, "head")
        assert row(Secret, resident=who.id).area == c.GRIDS[1]
        assert row(Label, id=told).area == c.GRIDS[1], "the counter may not know of it, and it goes along"
        assert stays(who.id) == [("entered", "moved"), ("moved_in", "")]
        assert (row(Household, id=old).size, row(Household, id=new).size) == (1, 1)
        assert row(Resident, id=stays_on.id).relation == "head"
        assert row(Household, id=old).ended_on is None

    def test_the_household_nobody_is_left_in_has_ended(self) -> None:
        by = c.actor("grid1")
        who = make.member()
        _, old = make.home(by, c.GRIDS[0], who)
        _, other = make.home(by, c.GRIDS[0], make.member("李四"), room="502")
        act("grid1", actions.move, residents=[who.id], on=day(), household_id=other)
        ended = row(Household, id=old)
        assert (ended.ended_on, ended.ending, ended.size) == (day(), "moved", 0)
        assert row(Resident, id=who.id).relation == "other"

    def test_a_family_splits_in_its_own_dwelling(self) -> None:
        old, young = make.member(), make.member("王小明", relation="son")
        dwelling, first = make.home(c.actor("grid1"), c.GRIDS[0], old, young)
        new = ids.new()
        act(
            "grid1",
            actions.move,
            residents=[young.id],
            on=day(),
            dwelling_id=dwelling,
            new_household=new,
            split=True,
        )
        assert stays(young.id) == [("entered", "split"), ("split", "")]
        standing = rows(Household, dwelling=dwelling, ended_on=None)
        assert {one.id for one in standing} == {first, new}

    def test_refused(self) -> None:
        by = c.actor("grid1")
        who = make.member()
        dwelling, family = make.home(by, c.GRIDS[0], who, since=day(3))
        new = ids.new()
        sent = {"residents": [who.id], "on": day(), "dwelling_id": dwelling, "new_household": new}
        for changed, why in (
            ({"residents": []}, "who moves"),
            ({"on": day(-2)}, "day"),
            ({"on": day(5)}, "before they came"),
            ({"dwelling_id": None}, "where they move"),
            ({"household_id": family}, "already"),
        ):
            with pytest.raises(Refused, match=why):
                act("grid1", actions.move, **sent | changed)
        with pytest.raises(NotFound):
            act("grid2", actions.move, **sent)
        with pytest.raises(Forbidden):
            act("supervisor", actions.move, **sent)
        assert stays(who.id) == [("entered", "")]
        assert rows(Household, id=new) == []


class TestLeaving:
    def test_labels_end_those_too_that_the_actor_may_not_know_of(self) -> None:
        who = make.member()
        _, family = make.home(c.actor("secretary"), c.GRIDS[0], who)
        told = [
            make.label(c.actor("secretary"), who.id, kind=kind, since=day(40))
            for kind in ("mental_disorder", "oldest_old")
        ]
        act("grid1", actions.leave, residents=[who.id], on=day())
        assert {one.until for one in rows(Label, id__in=told)} == {day()}
        assert (row(Resident, id=who.id).state, row(Resident, id=who.id).ended_on) == ("left", day())
        assert row(Household, id=family).ending == "left"
        assert stays(who.id) == [("entered", "left")]

    def test_died_and_back_by_mistake(self) -> None:
        who = make.member()
        dwelling, family = make.home(c.actor("grid1"), c.GRIDS[0], who)
        act("grid1", actions.leave, residents=[who.id], on=day(), died=True)
        assert row(Resident, id=who.id).state == "died"
        with pytest.raises(Refused, match="no longer on"):
            act("grid1", actions.leave, residents=[who.id], on=day())
        with pytest.raises(Refused, match="has ended"):
            act("grid1", actions.come_back, resident_id=who.id, on=day(0), household_id=family)
        new = ids.new()
        sent = {"resident_id": who.id, "on": day(0), "dwelling_id": dwelling, "new_household": new}
        act("grid1", actions.come_back, **sent)
        back = row(Resident, id=who.id)
        assert (back.state, back.ended_on, back.household_id, back.relation) == ("active", None, new, "head")
        assert stays(who.id) == [("entered", "died"), ("back", "")]
        with pytest.raises(Refused, match="is on the register"):
            act("grid1", actions.come_back, **sent | {"new_household": ids.new()})


class TestChangeOfTenant:
    def test_in_one_step(self) -> None:
        by = c.actor("grid1")
        owner, old, new = make.member("房东"), make.member("老租客"), make.member("新租客")
        dwelling, _ = make.home(by, c.GRIDS[0], owner)
        tenancy = make.household(by, dwelling, old, values={"tenant": True})
        act(
            "grid1",
            actions.change_tenant,
            dwelling_id=dwelling,
            on=day(),
            household_id=(id := ids.new()),
            members=[new],
            lease_ends_on=day(-300),
        )
        assert row(Household, id=tenancy).ending == "tenancy"
        assert row(Resident, id=old.id).state == "left"
        assert row(Resident, id=owner.id).state == "active"
        assert row(Household, id=id).tenant
        home = row(Dwelling, id=dwelling)
        assert (home.use, home.lease_ends_on) == ("let", day(-300))
        assert stays(new.id) == [("moved_in", "")]

    def test_without_new_ones_it_stands_empty(self) -> None:
        by = c.actor("grid1")
        old = make.member()
        dwelling, family = make.home(by, c.GRIDS[0], old)
        sent = {"dwelling_id": dwelling, "on": day(), "household_id": ids.new(), "members": []}
        with pytest.raises(Refused, match="does not live there"):
            act("grid1", actions.change_tenant, **sent, leaving=[ids.new()])
        act("grid1", actions.change_tenant, **sent, leaving=[family])
        assert (row(Dwelling, id=dwelling).use, row(Dwelling, id=dwelling).lease_ends_on) == ("vacant", None)
        assert row(Resident, id=old.id).state == "left"

    def test_nothing_is_done_where_a_new_one_cannot_be_entered(self) -> None:
        by = c.actor("grid1")
        old = make.member()
        dwelling, _ = make.home(by, c.GRIDS[0], old, values={"tenant": True})
        with pytest.raises(Refused):
            act(
                "grid1",
                actions.change_tenant,
                dwelling_id=dwelling,
                on=day(),
                household_id=ids.new(),
                members=[make.member(id_number="1")],
            )
        assert row(Resident, id=old.id).state == "active"
