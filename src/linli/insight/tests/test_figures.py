"""A figure is as many as the records behind it, tells nobody of what he may not see, and follows what is changed."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.insight import queries as insight
from linli.insight.rules import Period
from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, NotFound
from linli.kit.scope import scope
from linli.register import actions as register
from linli.register.rules.moving import Beginning
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller

pytestmark = pytest.mark.django_db


def values(by: Actor, area: str = c.HOME) -> dict[str, float]:
    with scope(by, write=False):
        return {one.key: one.value for one in insight.figures(by, area=area)}


@pytest.fixture
def secretary() -> Actor:
    """Two homes in the first grid, one in the second, a shop with a lift."""
    by = c.actor("secretary")
    for area, number, people in (
        (c.GRIDS[0], "1", ("王秀英", "李建国")),
        (c.GRIDS[0], "2", ("赵玉兰",)),
        (c.GRIDS[1], "3", ("钱志明", "孙芳", "孙小雨")),
    ):
        home = make.dwelling(by, make.building(by, area, number))
        members = [
            make.member(name, sex="female" if name != "李建国" else "male", relation="other")
            for name in people
        ]
        make.household(by, home, *members)
    make.shop(by, c.GRIDS[0])
    return by


def test_figures_count_what_is_there(secretary: Actor) -> None:
    found = values(secretary)
    assert (found["households"], found["residents"], found["women"], found["men"]) == (3, 6, 5, 1)
    assert (found["dwellings"], found["buildings"], found["shops"], found["enterprises_equipped"]) == (
        3,
        3,
        1,
        0,
    )
    assert (found["grids"], found["elders"]) == (3, 0)
    assert values(secretary, c.GRIDS[1])["residents"] == 3


def test_every_figure_is_as_many_as_the_records_behind_it(secretary: Actor) -> None:
    with scope(secretary, write=False):
        for one in insight.figures(secretary, area=c.HOME):
            if one.key not in {"area", "grids", "micro_grids", "grids_posted", "posts", "equipment"}:
                rows = insight.behind(secretary, area=c.HOME, key=one.key)
                assert rows.count() == one.value, one.key
        with pytest.raises(NotFound):
            insight.behind(secretary, area=c.HOME, key="nothing")


def test_a_figure_follows_what_is_changed(secretary: Actor) -> None:
    with scope(secretary):
        shop = insight.behind(secretary, area=c.HOME, key="shops").get()
        register.close_organisation(by=secretary, organisation_id=shop.pk, reason="停业了")
    assert values(secretary)["shops"] == 0


def test_a_number_tells_too(secretary: Actor) -> None:
    """Who may not know of a label is not told how many have it."""
    with scope(secretary):
        resident = insight.behind(secretary, area=c.GRIDS[0], key="men").get().pk
    make.label(secretary, resident, "community_correction")
    make.label(secretary, resident, "veteran")
    assert values(secretary)["label_community_correction"] == 1
    worker = values(c.actor("grid1"), c.GRIDS[0])
    assert "label_community_correction" not in worker
    assert worker["label_veteran"] == 1
    with scope(c.actor("grid1"), write=False), pytest.raises(NotFound):
        insight.behind(c.actor("grid1"), area=c.GRIDS[0], key="label_community_correction")


@pytest.mark.parametrize(
    ("key", "area"), [("grid1", c.HOME), ("next_secretary", c.HOME), ("volunteer", c.HOME)]
)
def test_nobody_counts_where_he_has_no_sight(key: str, area: str) -> None:
    by = c.actor(key)
    asks: tuple[Callable[[], object], ...] = (
        lambda: insight.figures(by, area=area),
        lambda: insight.behind(by, area=area, key="residents"),
    )
    for ask in asks:
        with scope(by, write=False), pytest.raises(Forbidden):
            ask()


def test_a_handful_of_statements_for_all(secretary: Actor) -> None:
    values(secretary)
    with CaptureQueriesContext(connection) as asked:
        values(secretary)
    assert len(asked) <= 14


def test_the_records_behind_a_number_come_in_pages(secretary: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("linli.insight.queries.records"), "MOST", 4)
    with scope(secretary, write=False):
        first = insight.records(secretary, area=c.HOME, key="residents")
        assert first["next"] == first["rows"][-1]["id"]
        rest = insight.records(secretary, area=c.HOME, key="residents", after=first["next"])
        assert rest["next"] is None
        names = [row["title"] for row in [*first["rows"], *rest["rows"]]]
        assert names == ["李建国", "钱志明", "孙芳", "孙小雨", "王秀英", "赵玉兰"]
        assert first["rows"][0]["note"] == "男"
        with pytest.raises(NotFound):
            insight.records(secretary, area=c.GRIDS[1], key="residents", after=first["rows"][0]["id"])


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("buildings", "1幢"),
        ("dwellings", "1幢 2-501"),
        ("households", "1幢 2-501"),
        ("shops", "惠民便利店"),
        ("women", "孙芳"),
    ],
)
def test_records_say_what_they_are(secretary: Actor, key: str, title: str) -> None:
    with scope(secretary, write=False):
        rows = insight.records(secretary, area=c.HOME, key=key)["rows"]
        assert title in {row["title"] for row in rows}


def test_labelled_people_are_named_with_where_it_is_from(secretary: Actor) -> None:
    with scope(secretary, write=False):
        resident = insight.behind(secretary, area=c.HOME, key="men").get().pk
    make.label(secretary, resident, "veteran", source="退役军人服务站")
    with scope(secretary, write=False):
        (row,) = insight.records(secretary, area=c.HOME, key="label_veteran")["rows"]
    assert (row["title"], row["place"]) == ("李建国", "1幢 2-501")
    assert row["note"].endswith("退役军人服务站")


def test_the_profile_answers_by_group() -> None:
    inside, outside = Caller("secretary"), Caller("far_secretary")
    answer = inside.get("/insight/profile", area=c.HOME)
    assert answer.status_code == 200
    told = answer.json()
    assert [group["key"] for group in told["groups"]] == [
        "ground",
        "places",
        "people",
        "turns",
        "labels",
        "organisations",
    ]
    assert all(group["figures"] for group in told["groups"])
    assert inside.get("/insight/profile", area="9701").status_code == 404
    assert outside.get("/insight/profile", area=c.HOME).status_code == 403
    assert outside.get("/insight/records", area=c.HOME, figure="residents").status_code == 403
    assert inside.get("/insight/records", area=c.HOME, figure="nothing").status_code == 404


def test_who_came_and_went_is_counted_by_days(secretary: Actor) -> None:
    today = timezone.localdate(clock.now())
    with scope(secretary):
        home = insight.behind(secretary, area=c.GRIDS[1], key="households").get()
        one, two = insight.behind(secretary, area=c.GRIDS[1], key="residents").order_by("name")[:2]
        baby = make.member("钱小宝", born_on=today, relation="son")
        register.add_resident(
            by=secretary, household_id=home.pk, member=baby, since=today, beginning=Beginning.BORN
        )
        register.leave(by=secretary, residents=[one.pk], on=today - timedelta(days=40))
        register.leave(by=secretary, residents=[two.pk], on=today - timedelta(days=400), died=True)
    found = values(secretary)
    assert (found["born"], found["left"], found["died"]) == (1, 1, 0)
    days = Period(today - timedelta(days=500), today - timedelta(days=41))
    with scope(secretary, write=False):
        told = {one.key: one.value for one in insight.figures(secretary, area=c.HOME, period=days)}
    assert (told["born"], told["left"], told["died"]) == (0, 0, 1)
