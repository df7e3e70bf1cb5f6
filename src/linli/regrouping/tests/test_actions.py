"""Drafting a regrouping and carrying it out: buildings with all that is in them, posts, open matters; what was written
down before stays where it was."""

import time
from typing import Any
from uuid import UUID

import pytest

from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.matters import jobs as matter_jobs
from linli.matters.models import Matter
from linli.matters.tests import factories as make
from linli.register.models import Building, Household, Label, Organisation, Resident, Secret, Stay
from linli.register.tests import factories as homes
from linli.regrouping import actions, jobs, queries
from linli.regrouping.models import Regrouping
from linli.regrouping.rules import cut
from linli.territory import queries as maps
from linli.territory.models import FormerBoundary, Grid
from linli.territory.queries import lookup
from linli.territory.rules import GridKind
from linli.tests import community as c
from linli.workforce.models import Post

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = c.GRIDS
EAST_OF_TWO = [[130.015, 20.0], [130.02, 20.0], [130.02, 20.01], [130.015, 20.01], [130.015, 20.0]]


@pytest.fixture
def by() -> Actor:
    return c.actor("secretary")


def kept(model: Any, **where: Any) -> Any:
    with scope(system(), write=False):
        return model.objects.get(**where)


def begun(by: Actor) -> UUID:
    with scope(by):
        return actions.start(by=by, regrouping_id=ids.new(), community=c.HOME, name="秋季调整")


def shown(by: Actor, id: UUID) -> dict[str, Any]:
    with scope(by, write=False):
        return queries.regrouping(by, id)


def rows(by: Actor, id: UUID, **into: str) -> list[dict[str, Any]]:
    kept = ("code", "name", "kind", "polygon", "into")
    return [
        {name: one[name] for name in kept} | {"into": into.get(f"g{one['code'][-1]}", "")}
        for one in shown(by, id)["grids"]
    ]


def changed(by: Actor, id: UUID, grids: list[dict[str, Any]], moves: dict[str, str] | None = None) -> None:
    version = shown(by, id)["version"]
    with scope(by):
        actions.change(
            by=by, regrouping_id=id, version=version, name="秋季调整", grids=grids, moves=moves or {}
        )


def ordered(by: Actor, id: UUID) -> None:
    version = shown(by, id)["version"]
    with scope(by):
        actions.apply(by=by, regrouping_id=id, version=version, reason="户数太多")
    jobs.carry_out(str(id))
    matter_jobs.follow_regrouping(str(id))


def lived_in(area: str, number: str = "3", longitude: float = 130.015) -> dict[str, UUID]:
    building = homes.building(system(), area, number, longitude=longitude, latitude=20.005)
    dwelling = homes.dwelling(system(), building)
    who = homes.member("王秀英", id_number=homes.number(order=int(number)), skills=[("choir", "")])
    household = homes.household(system(), dwelling, who)
    homes.label(system(), who.id)
    shop = homes.shop(system(), area, building_id=building)
    return {"building": building, "household": household, "resident": who.id, "shop": shop}


def test_a_draft_says_what_there_is(by: Actor) -> None:
    home = lived_in(TWO)
    told = shown(by, begun(by))
    assert [(one["code"], one["new"], one["into"]) for one in told["grids"]] == [
        (code, False, "") for code in c.GRIDS
    ]
    two = told["grids"][1]
    assert two["before"] == two["after"]
    assert (two["before"]["households"], two["before"]["residents"]) == (1, 1)
    assert two["before"]["organisations"] == 1
    assert two["posts"] == 2
    (building,) = told["buildings"]
    assert (building["id"], building["before"], building["after"]) == (home["building"], TWO, TWO)
    assert {one["type"] for one in told["problems"]} == {"small", "empty"}
    assert told["abilities"] == ["plan"]


def test_joined_grids_take_everything_along(by: Actor) -> None:
    home = lived_in(TWO)
    matter, done = make.raised(area=TWO), make.closed(area=TWO)
    id = begun(by)
    changed(by, id, rows(by, id, g2=ONE))
    ordered(by, id)
    row = kept(Regrouping, id=id)
    assert (row.state, row.trouble) == ("applied", "")
    assert kept(Building, id=home["building"]).area == ONE
    assert kept(Household, id=home["household"]).area == ONE
    assert kept(Organisation, id=home["shop"]).area == ONE
    resident = kept(Resident, id=home["resident"])
    assert resident.area == ONE
    assert kept(Secret, resident=resident).area == ONE
    assert kept(Label, resident=resident).area == ONE
    assert kept(Stay, resident=resident).area == TWO
    assert kept(Grid, code=TWO).closed_at is not None
    assert kept(FormerBoundary, code=TWO).reason == "户数太多"
    post = kept(Post, id=c.post_id("grid2"))
    assert (post.area, post.holder_id) == (ONE, c.user_id("grid2"))
    assert kept(Matter, id=matter).area == ONE
    assert kept(Matter, id=done).area == TWO
    with scope(by, write=False):
        assert not maps.exists(TWO)


def test_what_was_applied_keeps_its_counts(by: Actor) -> None:
    lived_in(TWO)
    id = begun(by)
    changed(by, id, rows(by, id, g2=ONE))
    ordered(by, id)
    told = shown(by, id)
    assert [(g["before"]["households"], g["after"]["households"]) for g in told["grids"]] == [
        (0, 1),
        (1, 0),
        (0, 0),
    ]
    assert [(b["before"], b["after"]) for b in told["buildings"]] == [(TWO, ONE)]
    assert (told["state"], told["reason"], told["applied_by_name"]) == ("applied", "户数太多", by.name)
    assert told["problems"] == []


def test_a_new_grid_is_cut_out(by: Actor) -> None:
    west, east = lived_in(TWO, "1", 130.012), lived_in(TWO, "2", 130.018)
    id = begun(by)
    grids = rows(by, id)
    new = c.HOME + "009"
    out = {"type": "Polygon", "coordinates": [EAST_OF_TWO]}
    grids[1]["polygon"] = cut(grids[1]["polygon"], out)
    grids.append({"code": new, "name": "新网格", "kind": "general", "polygon": out, "into": ""})
    changed(by, id, grids)
    assert [b["after"] for b in shown(by, id)["buildings"]] == [TWO, new]
    ordered(by, id)
    assert kept(Building, id=west["building"]).area == TWO
    assert kept(Resident, id=east["resident"]).area == new
    assert kept(Grid, code=new).name == "新网格"
    assert kept(Grid, code=TWO).version == 2


def test_a_matter_follows_its_place_in_a_process_that_knows_the_old_map(by: Actor) -> None:
    matter = make.raised(area=TWO, longitude=130.018, latitude=20.005)
    id = begun(by)
    grids = rows(by, id)
    new = c.HOME + "009"
    out = {"type": "Polygon", "coordinates": [EAST_OF_TWO]}
    grids[1]["polygon"] = cut(grids[1]["polygon"], out)
    grids.append({"code": new, "name": "新网格", "kind": "general", "polygon": out, "into": ""})
    changed(by, id, grids)
    with scope(by, write=False):
        assert maps.grid_at(longitude=130.018, latitude=20.005) == TWO
    copy = vars(lookup)["_kept"]
    old = (copy.map, copy.stamp)
    version = shown(by, id)["version"]
    with scope(by):
        actions.apply(by=by, regrouping_id=id, version=version, reason="户数太多")
    jobs.carry_out(str(id))
    (copy.map, copy.stamp), copy.asked = old, time.monotonic()
    matter_jobs.follow_regrouping(str(id))
    assert kept(Matter, id=matter).area == new


def test_a_building_is_moved_by_hand(by: Actor) -> None:
    home = lived_in(TWO)
    id = begun(by)
    changed(by, id, rows(by, id), {str(home["building"]): THREE})
    assert shown(by, id)["buildings"][0]["by_hand"] is True
    ordered(by, id)
    assert kept(Resident, id=home["resident"]).area == THREE


def test_a_building_nobody_takes_stands_in_the_way(by: Actor) -> None:
    homes.building(system(), c.HOME, "7")
    id = begun(by)
    with scope(by), pytest.raises(Refused, match="blocked"):
        actions.apply(by=by, regrouping_id=id, version=1, reason="户数太多")


def test_grids_changed_meanwhile_stand_in_the_way_until_they_are_taken_over(by: Actor) -> None:
    from linli.territory import actions as territory

    id = begun(by)
    with scope(by):
        territory.change_grid(by=by, code=TWO, version=1, name="二号", kind=GridKind.GENERAL)
    assert [one["type"] for one in shown(by, id)["problems"] if one["blocking"]] == ["changed"]
    with scope(by):
        actions.catch_up(by=by, regrouping_id=id, version=1)
    assert not [one for one in shown(by, id)["problems"] if one["blocking"]]


def test_what_cannot_be_carried_out_is_a_draft_again(by: Actor) -> None:
    id = begun(by)
    changed(by, id, rows(by, id, g2=ONE))
    with scope(by):
        actions.apply(by=by, regrouping_id=id, version=2, reason="户数太多")
    homes.building(system(), c.HOME, "7")
    jobs.carry_out(str(id))
    told = shown(by, id)
    assert told["state"] == "draft"
    assert "1栋楼不在任何网格里" in told["trouble"]
    assert told["applied_at"] is None
    assert kept(Grid, code=TWO).closed_at is None


def test_carried_out_twice_is_carried_out_once(by: Actor) -> None:
    lived_in(TWO)
    id = begun(by)
    changed(by, id, rows(by, id, g2=ONE))
    ordered(by, id)
    before = kept(Regrouping, id=id).version
    jobs.carry_out(str(id))
    matter_jobs.follow_regrouping(str(id))
    assert kept(Regrouping, id=id).version == before


@pytest.mark.parametrize(
    ("grids", "moves", "type"),
    [
        (lambda rows: rows[:2], {}, "regrouping/left-out"),
        (lambda rows: rows, {str(UUID(int=5)): ONE}, "regrouping/no-building"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(by: Actor, grids: Any, moves: dict[str, str], type: str) -> None:
    id = begun(by)
    with pytest.raises(Refused, match=type):
        changed(by, id, grids(rows(by, id)), moves)


def test_the_code_of_a_closed_grid_is_not_given_again(by: Actor) -> None:
    id = begun(by)
    changed(by, id, rows(by, id, g2=ONE))
    ordered(by, id)
    again = begun(by)
    grids = rows(by, again)
    grids.append({"code": TWO, "name": "又来", "kind": "general", "polygon": None, "into": ""})
    with pytest.raises(Refused, match="regrouping/code-used"):
        changed(by, again, grids)


def test_an_older_version_is_told_the_newer(by: Actor) -> None:
    id = begun(by)
    changed(by, id, rows(by, id))
    with scope(by), pytest.raises(Conflict) as told:
        actions.change(by=by, regrouping_id=id, version=1, name="甲", grids=[], moves={})
    assert told.value.extra is not None
    assert told.value.extra["version"] == 2


def test_without_a_name_a_reason_or_grids(by: Actor) -> None:
    with scope(by), pytest.raises(Refused, match="no-name"):
        actions.start(by=by, regrouping_id=ids.new(), community=c.HOME, name=" ")
    id = begun(by)
    with scope(by), pytest.raises(Refused, match="no-reason"):
        actions.apply(by=by, regrouping_id=id, version=1, reason=" ")
    with scope(system()), pytest.raises(Refused, match="no-grids"):
        actions.start(by=system(), regrouping_id=ids.new(), community=c.NEXT_DOOR, name="甲")


def test_a_discarded_draft_can_be_read_and_no_more(by: Actor) -> None:
    id = begun(by)
    with scope(by):
        actions.discard(by=by, regrouping_id=id)
    assert shown(by, id)["state"] == "discarded"
    with scope(by), pytest.raises(Refused, match="ended"):
        actions.discard(by=by, regrouping_id=id)


def test_who_may(by: Actor) -> None:
    id = begun(by)
    for key in ("grid1", "counter", "next_secretary", "far_secretary"):
        with scope(c.actor(key)), pytest.raises(NotFound):
            queries.regrouping(c.actor(key), id)
        with scope(c.actor(key)), pytest.raises(Forbidden):
            actions.start(by=c.actor(key), regrouping_id=ids.new(), community=c.HOME, name="甲")
    looker = c.actor("supervisor")
    assert shown(looker, id)["abilities"] == []
    with scope(looker), pytest.raises(Forbidden):
        actions.discard(by=looker, regrouping_id=id)
    for act in (actions.carry_out, actions.give_up):
        more = {"trouble": "x"} if act is actions.give_up else {}
        with scope(by), pytest.raises(Forbidden):
            act(by=by, regrouping_id=id, **more)
