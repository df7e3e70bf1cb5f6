"""四清 counts what lacks something, by grid; each number is as many as the records behind it; nobody is told of what he
does not see; and what is mended is gone from the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.insight import queries as insight
from linli.insight.rules.completeness import ANY, NOUNS, STALE_DAYS, WANTS, wants_of
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.errors import Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.actions import RaiseData
from linli.register import actions as register
from linli.register.models import Dwelling, Household, Resident
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db


def asked(by: Actor, area: str = c.HOME) -> dict[str, dict[str, dict[str, Any]]]:
    """By grid and noun."""
    with scope(by, write=False):
        told = insight.completeness(by, area=area)
    return {grid["area"]: {one["noun"]: one for one in grid["nouns"]} for grid in told["grids"]}


def listed(by: Actor, noun: str, lack: str = ANY, area: str = c.HOME) -> list[dict[str, Any]]:
    """All pages."""
    rows: list[dict[str, Any]] = []
    after = ""
    with scope(by, write=False):
        while True:
            page = insight.incomplete(by, area=area, noun=noun, lack=lack, after=after, most=2)
            rows += page["rows"]
            if page["next"] is None:
                return rows
            after = page["next"]


def backdate(model: Any, id: UUID, days: int | None) -> None:
    """When somebody last looked at it."""
    moment = None if days is None else clock.now() - timedelta(days=days)
    with scope(c.actor("secretary")):
        assert model.objects.filter(id=id).update(checked_at=moment) == 1


def flat(by: Actor, area: str, number: str, room: str = "501", **values: Any) -> UUID:
    """A dwelling, by its building's number."""
    return make.dwelling(by, make.building(by, area, number), room, values=values)


@pytest.fixture
def secretary() -> Actor:
    """In the first grid a let home that lacks much and one that lacks nothing of what is asked of a home, in the second
    an empty one with people in it; a shop without address; a quarrel nobody took up."""
    by = c.actor("secretary")
    let = flat(by, c.GRIDS[0], "1", use="let", lease_ends_on=timezone.localdate() - timedelta(days=3))
    make.household(by, let, make.member("王秀英"), make.member("李建国", relation="spouse"))
    whole = make.dwelling(by, make.building(by, c.GRIDS[0], "1"), "502", values={"use": "own"})
    known = make.member(
        "赵玉兰", id_number=make.number(), phone="19412345678", presence="here", relation="head"
    )
    make.household(by, whole, known)
    flat(by, c.GRIDS[0], "2", use="shared")
    empty = flat(by, c.GRIDS[1], "3", use="vacant")
    make.household(by, empty, make.member("钱志明"))
    flat(by, c.GRIDS[1], "3", "502")
    make.shop(by, c.GRIDS[0])
    raise_quarrel(by, c.GRIDS[1])
    return by


def raise_quarrel(by: Actor, area: str) -> UUID:
    """Somebody's noise."""
    with scope(by):
        return matters.raise_(
            by=by,
            data=RaiseData(id=ids.new(), words="楼上深夜敲打，吵得睡不着", area=area, category="neighbour"),
        )


def test_what_each_grid_lacks(secretary: Actor) -> None:
    found = asked(secretary)
    homes = found[c.GRIDS[0]]["dwelling"]
    assert (homes["count"], homes["lacking"]) == (3, 2)
    assert {key: n for key, n in homes["lacks"].items() if n} == {"people": 1, "landlord": 2, "lease_over": 1}
    assert found[c.GRIDS[0]]["household"]["lacks"]["phone"] == 1
    people = found[c.GRIDS[0]]["resident"]
    assert (people["count"], people["lacking"]) == (3, 2)
    assert (people["lacks"]["number"], people["lacks"]["phone"], people["lacks"]["born_on"]) == (2, 2, 2)
    assert found[c.GRIDS[1]]["dwelling"]["lacks"]["lived"] == 1
    assert found[c.GRIDS[1]]["dwelling"]["lacks"]["use"] == 1
    assert found[c.GRIDS[0]]["organisation"]["lacks"] == {
        "contact": 0,
        "phone": 0,
        "code": 1,
        "place": 1,
        "unchecked": 0,
        "stale": 0,
    }
    assert found[c.GRIDS[1]]["matter"]["count"] == 1
    assert found[c.GRIDS[1]]["matter"]["lacks"]["unaccepted"] == 1
    assert found[c.GRIDS[2]]["dwelling"] == {
        "noun": "dwelling",
        "count": 0,
        "lacking": 0,
        "oldest": None,
        "lacks": {one.key: 0 for one in wants_of("dwelling")},
    }


def test_every_number_is_as_many_as_its_list(secretary: Actor) -> None:
    found = asked(secretary)
    for noun in NOUNS:
        for key in [ANY, *(one.key for one in wants_of(noun))]:
            for grid, told in found.items():
                number = told[noun]["lacking"] if key == ANY else told[noun]["lacks"][key]
                assert len(listed(secretary, noun, key, grid)) == number, (noun, key, grid)
            whole = sum(
                told[noun]["lacking"] if key == ANY else told[noun]["lacks"][key] for told in found.values()
            )
            rows = listed(secretary, noun, key)
            assert len({row["id"] for row in rows}) == len(rows) == whole, (noun, key)
            assert all(key in {ANY, *row["lacks"]} for row in rows)


def test_what_nobody_looked_at(secretary: Actor) -> None:
    before = asked(secretary)[c.GRIDS[0]]["dwelling"]
    assert (before["lacks"]["stale"], before["oldest"]) == (0, None)
    rows = make.rows(Dwelling, area=c.GRIDS[0])
    backdate(Dwelling, rows[0].id, STALE_DAYS + 30)
    backdate(Dwelling, rows[1].id, STALE_DAYS - 1)
    backdate(Dwelling, rows[2].id, None)
    after = asked(secretary)[c.GRIDS[0]]["dwelling"]
    assert (after["lacks"]["stale"], after["lacks"]["unchecked"]) == (1, 1)
    assert clock.now() - after["oldest"] > timedelta(days=STALE_DAYS + 29)
    (stale,) = listed(secretary, "dwelling", "stale")
    assert (stale["id"], stale["opens"], stale["opens_id"]) == (rows[0].id, "dwelling", rows[0].id)
    make.act("grid1", register.confirm_dwelling, dwelling_id=rows[0].id)
    assert asked(secretary)[c.GRIDS[0]]["dwelling"]["lacks"]["stale"] == 0


def test_a_household_opens_where_it_lives(secretary: Actor) -> None:
    (row,) = listed(secretary, "household", "phone", c.GRIDS[0])
    assert (row["title"], row["place"]) == ("王秀英", "1幢 2-501")
    home = make.row(Household, id=row["id"])
    assert (row["opens"], row["opens_id"]) == ("dwelling", home.dwelling_id)


def test_what_is_mended_is_gone_and_the_next_page_goes_on(secretary: Actor) -> None:
    with scope(secretary, write=False):
        page = insight.incomplete(secretary, area=c.HOME, noun="resident", lack="number", most=1)
    first = page["rows"][0]
    member = make.member(first["title"], id=first["id"], id_number=make.number("19700101", 2))
    make.act("secretary", register.change_resident, member=member)
    with scope(secretary, write=False):
        rest = insight.incomplete(
            secretary, area=c.HOME, noun="resident", lack="number", after=page["next"], most=100
        )
    assert first["id"] not in {row["id"] for row in rest["rows"]}
    assert len(rest["rows"]) == 2


def test_one_walks_past_them_in_order(secretary: Actor) -> None:
    flat(secretary, c.GRIDS[0], "10", use="let")
    titles = [row["title"] for row in listed(secretary, "dwelling")]
    assert titles == ["1幢 2-501", "2幢 2-501", "3幢 2-501", "3幢 2-502", "10幢 2-501"]


def test_a_child_needs_no_phone(secretary: Actor) -> None:
    home = flat(secretary, c.GRIDS[2], "7", use="own")
    today = timezone.localdate()
    child = make.member("孙小雨", born_on=today - timedelta(days=365 * 6), relation="daughter")
    make.household(secretary, home, make.member("孙芳", phone="19412340000"), child)
    assert asked(secretary)[c.GRIDS[2]]["resident"]["lacks"]["phone"] == 0
    assert asked(secretary)[c.GRIDS[2]]["household"]["lacks"]["phone"] == 0


def test_who_is_gone_lacks_nothing(secretary: Actor) -> None:
    gone = make.rows(Resident, name="钱志明")[0]
    make.act("secretary", register.leave, residents=[gone.id], on=timezone.localdate())
    there = asked(secretary)[c.GRIDS[1]]
    assert (there["resident"]["count"], there["household"]["count"]) == (0, 0)
    assert there["dwelling"]["lacks"]["lived"] == 0


@pytest.mark.parametrize(
    ("key", "area"), [("grid1", c.HOME), ("next_secretary", c.HOME), ("volunteer", c.GRIDS[0])]
)
def test_nobody_counts_where_he_has_no_sight(secretary: Actor, key: str, area: str) -> None:
    by = c.actor(key)
    asks: tuple[Callable[[], object], ...] = (
        lambda: insight.completeness(by, area=area),
        lambda: insight.incomplete(by, area=area, noun="resident"),
    )
    for ask in asks:
        with scope(by, write=False), pytest.raises(Forbidden):
            ask()


def test_a_grid_worker_is_told_of_his_grid_alone(secretary: Actor) -> None:
    by = c.actor("grid1")
    found = asked(by, c.GRIDS[0])
    assert list(found) == [c.GRIDS[0]]
    assert found[c.GRIDS[0]] == asked(secretary)[c.GRIDS[0]]
    assert {row["area"] for row in listed(by, "resident", area=c.GRIDS[0])} == {c.GRIDS[0]}


def test_matters_are_told_to_those_alone_who_see_matters(
    secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Actor, "may", lambda self, right, area=None: str(right) != "matter:see", raising=True)
    with scope(secretary, write=False):
        told = insight.completeness(secretary, area=c.HOME)
        assert [part["key"] for part in told["parts"]] == ["living", "people", "facilities"]
        with pytest.raises(NotFound):
            insight.incomplete(secretary, area=c.HOME, noun="matter")


def test_the_number_of_statements_does_not_grow(secretary: Actor) -> None:
    asked(secretary)
    with CaptureQueriesContext(connection) as counted:
        asked(secretary)
    for number in range(4, 12):
        make.household(secretary, flat(secretary, c.GRIDS[1], str(number)), make.member("钱志明"))
    with CaptureQueriesContext(connection) as again:
        asked(secretary)
    assert len(again) == len(counted) <= len(NOUNS) + 4
    with CaptureQueriesContext(connection) as page, scope(secretary, write=False):
        insight.incomplete(secretary, area=c.HOME, noun="resident", most=100)
    assert len(page) <= 4


def test_every_want_is_looked_for(secretary: Actor) -> None:
    with scope(secretary, write=False):
        for one in WANTS:
            insight.incomplete(secretary, area=c.HOME, noun=one.noun, lack=one.key)
        with pytest.raises(NotFound):
            insight.incomplete(secretary, area=c.HOME, noun="dwelling", lack="number")
        with pytest.raises(Refused):
            insight.incomplete(secretary, area=c.HOME, noun="dwelling", after="nonsense")
    assert len({(one.noun, one.key) for one in WANTS}) == len(WANTS)


def test_the_routes() -> None:
    inside, outside = Caller("secretary"), Caller("far_secretary")
    told = inside.get("/insight/completeness", area=c.HOME).json()
    assert [part["key"] for part in told["parts"]] == ["living", "people", "facilities", "hazards"]
    assert [len(grid["area"]) for grid in told["grids"]] == [Level.GRID] * 3
    assert told["stale_days"] == STALE_DAYS
    assert inside.get("/insight/completeness", area="9701").status_code == 403
    assert outside.get("/insight/completeness", area=c.HOME).status_code == 403
    page = inside.get("/insight/completeness/records", area=c.HOME, noun="resident").json()
    assert page == {"rows": [], "next": None}
    assert outside.get("/insight/completeness/records", area=c.HOME, noun="resident").status_code == 403
    assert inside.get("/insight/completeness/records", area=c.HOME, noun="nothing").status_code == 404
