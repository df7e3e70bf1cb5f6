"""Plans: asked for, made, moved; what a person fixed stays."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, Refused
from linli.kit.scope import scope
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits import actions, queries
from linli.visits.models import Planned, Planning
from linli.visits.rules.kinds import Grade, Hours, Way
from linli.visits.rules.planning import HOME, metres, number_in, way_of, window
from linli.visits.tests import factories as visits
from linli.workforce import actions as workforce
from linli.workforce.rules import LeaveReason

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _monday() -> Any:
    """A Monday morning in a year whose holidays are known."""
    with clock.at(timezone.make_aware(datetime.combine(MONDAY, time(8)))):
        yield


def asked(key: str = "lead", **more: Any) -> UUID:
    values: dict[str, Any] = {"area": c.GRIDS[0], "from_on": MONDAY, "until_on": MONDAY + timedelta(7)} | more
    return make.act(key, actions.ask_plan, planning_id=ids.new(), **values)


def made(planning: UUID) -> int:
    with scope(system()):
        return actions.make_plan(by=system(), planning_id=planning)


def planned() -> list[Planned]:
    return sorted(make.rows(Planned), key=lambda one: (one.on, str(one.post), one.order))


def test_all_that_is_due_stands_on_a_working_day_of_a_grid_s_own_worker() -> None:
    homes = [visits.home(room=f"{floor}0{n}", name="王芳") for floor in range(1, 5) for n in (1, 2)]
    far = visits.home(c.GRIDS[1], building="8")
    id = asked()
    assert made(id) == len(homes)
    rows = planned()
    assert {one.subject for one in rows} == set(homes)
    assert far not in {one.subject for one in rows}
    posts = {c.post_id("grid1"), c.post_id("lead")}
    assert {one.post for one in rows} <= posts
    assert all(one.on.weekday() < 5 for one in rows)
    assert rows[0].order == 1
    told = make.row(Planning, id=id)
    assert (told.told["placed"], told.told["reasons"]) == (len(homes), {})
    assert made(id) == 0


def test_what_a_person_fixed_stays_and_the_rest_is_laid_anew() -> None:
    for n in range(1, 6):
        visits.home(room=f"{n}01", name="李强")
    made(asked())
    one = planned()[0]
    day = MONDAY + timedelta(3)
    make.act("lead", actions.move_planned, planned_id=one.id, on=day, post=c.post_id("grid1"))
    made(asked())
    again = make.row(Planned, subject=one.subject)
    assert (again.id, again.on, again.post, again.fixed) == (one.id, day, c.post_id("grid1"), True)
    assert len(planned()) == 5


def test_what_is_fixed_for_another_week_is_not_planned_twice() -> None:
    home = visits.home()
    made(asked())
    row = planned()[0]
    make.act("lead", actions.move_planned, planned_id=row.id, on=MONDAY + timedelta(9), post=row.post)
    assert made(asked()) == 0
    assert [one.on for one in make.rows(Planned, subject=home)] == [MONDAY + timedelta(9)]


def test_a_visit_ticks_its_door_off_and_replanning_leaves_it() -> None:
    home = visits.home()
    made(asked())
    day = make.row(Planned, subject=home).on
    with clock.at(timezone.make_aware(datetime.combine(day, time(15)))):
        visits.visit("grid1", home)
    row = make.row(Planned, subject=home)
    assert row.done_at is not None
    with pytest.raises(Conflict):
        make.act("lead", actions.move_planned, planned_id=row.id, on=day, post=row.post)
    with pytest.raises(Conflict):
        make.act("lead", actions.drop_planned, planned_id=row.id, on=day)


def test_who_has_the_window_or_is_away_does_not_go_out() -> None:
    visits.home()
    days = [MONDAY + timedelta(n) for n in range(8)]
    shut = [(c.post_id("lead", n), day) for n in (0, 1) for day in days]
    make.act(
        "secretary",
        workforce.enter_leave,
        person_id=c.user_id("grid1"),
        stand_in_id=c.user_id("grid2"),
        first=MONDAY,
        last=MONDAY + timedelta(7),
        reason=LeaveReason.ANNUAL,
    )
    id = asked(window=shut)
    assert made(id) == 0
    assert make.row(Planning, id=id).told["reasons"] == {"no_hand": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_on": MONDAY - timedelta(1)},
        {"until_on": MONDAY + timedelta(14)},
        {"until_on": MONDAY - timedelta(1)},
    ],
)
def test_days_that_cannot_be_planned(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        asked(**wrong)
    assert not make.rows(Planning)


def test_a_lead_alone_plans_and_one_at_a_time() -> None:
    with pytest.raises(Forbidden):
        asked("grid1")
    asked()
    with pytest.raises(Conflict):
        asked()


def test_moved_where_it_cannot_be() -> None:
    visits.home()
    made(asked())
    row = planned()[0]
    elsewhere = {"post": c.post_id("grid2")}
    for wrong in (
        {"on": MONDAY - timedelta(1)},
        {"post": ids.new()},
        {"post": c.post_id("far_secretary")},
        elsewhere,
    ):
        with pytest.raises(Refused):
            make.act(
                "lead", actions.move_planned, planned_id=row.id, **{"on": row.on, "post": row.post} | wrong
            )
    with pytest.raises(Conflict):
        make.act("lead", actions.drop_planned, planned_id=row.id, on=row.on + timedelta(1))
    make.act("lead", actions.drop_planned, planned_id=row.id, on=row.on)
    assert not planned()


def test_who_goes_has_his_plan_along_in_order() -> None:
    for n in range(1, 4):
        visits.home(room=f"{n}01", name="赵敏")
    made(asked())
    row = planned()[0]
    key = "grid1" if row.post == c.post_id("grid1") else "lead"
    with clock.at(timezone.make_aware(datetime.combine(row.on, time(8)))):
        told = make.ask(key, queries.along, area=c.GRIDS[0])["doors"]
    orders = {one["id"]: one["order"] for one in told}
    mine = {one.subject: one.order for one in planned() if (one.on, one.post) == (row.on, row.post)}
    assert {id: order for id, order in orders.items() if order is not None} == mine
    assert [one["order"] for one in told[: len(mine)]] == sorted(mine.values())


def test_the_board_shows_a_day_by_post() -> None:
    visits.home()
    made(asked())
    row = planned()[0]
    board = make.ask("lead", queries.board, area=c.GRIDS[0], on=row.on)
    assert [one["subject"] for post in board["posts"] for one in post["stops"]] == [row.subject]
    assert board["posts"][0]["stops"][0]["name"] == "王秀英"
    assert board["abilities"] == ["plan"]
    assert make.ask("grid1", queries.board, area=c.GRIDS[0], on=row.on)["abilities"] == []


WEEK = [MONDAY + timedelta(n) for n in range(5)]
NEXT = [MONDAY + timedelta(n) for n in (7, 8, 9, 10, 11)]


@pytest.mark.parametrize(
    ("due", "grade", "first", "last", "out"),
    [
        (-3, Grade.GENERAL, 0, 2, WEEK),
        (-3, Grade.HIGH, 0, 0, WEEK),
        (0, Grade.GENERAL, 0, 2, WEEK),
        (2, Grade.GENERAL, 0, 2, WEEK),
        (4, Grade.GENERAL, 1, 4, WEEK),
        (6, Grade.PRIORITY, 3, 4, WEEK),
        (5, Grade.HIGH, 7, 7, NEXT),
        (6, Grade.GENERAL, 7, 9, NEXT),
        (0, Grade.GENERAL, 0, 0, WEEK[:1]),
    ],
)
def test_the_days_a_door_may_be_visited_on(
    due: int, grade: Grade, first: int, last: int, out: list[date]
) -> None:
    found = window(MONDAY + timedelta(due), grade, out=out)
    assert found == (MONDAY + timedelta(first), MONDAY + timedelta(last))


def test_ways_hours_and_places() -> None:
    assert way_of("organisation", inside_due=False, tries=0) is Way.PREMISES
    assert way_of("household", inside_due=True, tries=3) is Way.HOME
    assert way_of("household", inside_due=False, tries=2) is Way.PHONE
    assert way_of("household", inside_due=False, tries=1) is Way.DOOR
    assert HOME[Hours.ANY] == ()
    assert number_in("甲2单元") == 2
    assert number_in("") == 1
    east, north = metres(120.001, 31.0, origin=(120.0, 31.0))
    assert (round(east), round(north)) == (95, 0)
