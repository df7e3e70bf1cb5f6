"""Who settled what, counted; said beside the list; where they disagree, shown and put aside or put into the list."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.habits import actions, jobs, queries
from linli.habits.models import Habit, PutAside
from linli.habits.rules import Key
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.areas import community_of
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.matters.queries import dictionary, forget_dictionary, trial
from linli.matters.rules import Outcome
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db

LAMP = "facility.lamp"
"""The shipped list gives it to the grid worker."""
HERE = Key(c.GRIDS[0], LAMP)


def settled(to: str, count: int, *, days: int = 90, over: int = 40, **values: Any) -> list[UUID]:
    """Matters settled by a test person, spread over some days before today."""
    found: list[UUID] = []
    for n in range(count):
        with clock.at(clock.now() - timedelta(days=days - over * n / max(1, count - 1))):
            found.append(make.resolved(to, **values))
    return found


def count() -> None:
    assert jobs.count() > 0


def rows() -> dict[tuple[str, str, bool], Habit]:
    with scope(system(), write=False):
        return {(row.area, row.category, row.urgent): row for row in Habit.objects.all()}


def beside(
    who: str = "counter", *, area: str = c.GRIDS[0], category: str = LAMP, urgency: str = "soon"
) -> Any:
    return make.look(who, queries.beside, area=area, category=category, urgency=urgency)


def against(who: str = "admin") -> dict[str, Any]:
    told: dict[str, Any] = make.look(who, queries.against)
    return told


@pytest.fixture
def usual() -> list[UUID]:
    """Nine lamps settled by the property company, one by the worker the list names; counted."""
    made = settled("property", 9) + settled("grid1", 1)
    count()
    return made


def test_it_is_said_who_settled_it(usual: list[UUID]) -> None:
    told = beside()
    assert (told["post"], told["settled"], told["by"]) == (c.post_id("property"), 10, 9)
    assert (told["title_name"], told["mine"]) == ("物业公司", False)
    assert told["post_name"] == "property岗"
    assert beside("lead")["post"] == c.post_id("property")
    assert beside("grid1")["post"] == c.post_id("property")


def test_the_list_stays_what_happens(usual: list[UUID]) -> None:
    matter = make.look("counter", lambda _, one: Matter.objects.get(id=one), make.from_resident())
    assert matter.suggested_post == c.post_id("grid1")


def test_what_the_list_names_anyway_is_not_said() -> None:
    settled("grid1", 10)
    count()
    assert beside() is None
    assert against()["rows"] == []
    assert rows()[c.GRIDS[0], LAMP, False].title == "grid_worker"


def test_what_is_few_mixed_urgent_or_elsewhere_is_not_said(usual: list[UUID]) -> None:
    assert beside(urgency="urgent") is None
    assert beside(category="env.tree") is None
    assert beside(category="") is None
    assert beside("next_counter") is None, "another community's"
    assert beside("next_counter", area=f"{c.NEXT_DOOR}001") is None


@pytest.mark.parametrize("who", ["volunteer", "property", "police", "department", "supervisor", "admin"])
def test_who_does_not_sort_matters_is_not_told(who: str) -> None:
    with pytest.raises(Forbidden):
        beside(who)


def test_what_was_passed_on_counts_for_who_settled_it() -> None:
    for n in range(8):
        with clock.at(clock.now() - timedelta(days=60 - 6 * n)):
            id = make.in_hand("grid1")
            make.do("grid1", matters.return_, matter_id=id, reason="要物业来")
            version = make.look("counter", lambda _, one: Matter.objects.get(id=one).version, id)
            make.do("counter", matters.dispatch, matter_id=id, post_id=c.post_id("property"), version=version)
            make.do("property", matters.take, matter_id=id)
            make.do("property", matters.resolve, matter_id=id, words="修好了", outcome=Outcome.SOLVED)
    count()
    row = rows()[c.GRIDS[0], LAMP, False]
    assert (row.title, row.by, row.settled) == ("property_company", 8, 8)


def test_what_ended_badly_or_long_ago_does_not_count() -> None:
    made = settled("property", 8)
    old = settled("property", 2, days=400, over=10)
    for id in made[:2]:
        with scope(make.resident(id)):
            matters.rate(by=make.resident(id), matter_id=id, score=1)
    make.do("secretary", matters.reopen, matter_id=made[0], reason="再去看看")
    count()
    assert len(old) == 2
    assert rows() == {}
    settled("property", 2)
    count()
    assert rows()[c.GRIDS[0], LAMP, False].settled == 8


def test_a_subdistrict_speaks_where_a_community_has_too_few() -> None:
    for key, area in (("counter", c.HOME), ("next_counter", c.NEXT_DOOR)):
        for n in range(6):
            with clock.at(clock.now() - timedelta(days=60 - 6 * n)):
                id = make.raised(key, area=area, category="talk.praise")
                make.do(key, matters.accept, matter_id=id)
                make.do(key, matters.settle, matter_id=id, words="谢谢", outcome=Outcome.SOLVED)
    count()
    found = rows()
    assert set(found) == {(c.SUBDISTRICT, "talk.praise", False), (c.SUBDISTRICT, "talk", False)}
    assert community_of(c.SUBDISTRICT) == found[c.SUBDISTRICT, "talk", False].community
    told = beside(area=c.HOME, category="talk.praise", urgency="ordinary")
    assert (told["title_name"], told["area_name"], told["settled"]) == ("窗口社工", "测试街道", 12)
    assert [(row["area"], row["category"]) for row in against()["rows"]] == [(c.SUBDISTRICT, "talk.praise")]


def test_a_habit_counts_anew_and_twice_is_the_same(usual: list[UUID]) -> None:
    before = {(row.id, row.by) for row in rows().values()}
    count()
    assert {(row.id, row.by) for row in rows().values()} == before
    with clock.at(clock.now() + timedelta(days=380)):
        assert jobs.count() == 0
    assert rows() == {}


def test_where_they_disagree_an_administrator_is_shown_it(usual: list[UUID]) -> None:
    (row,) = against()["rows"]
    assert (row["area"], row["category"], row["settled"], row["by"]) == (c.HOME, LAMP, 10, 9)
    assert (row["title"], row["ruled"]["title"], row["ruled"]["post_name"]) == (
        "property_company",
        "grid_worker",
        "grid1岗",
    )
    assert row["proposed"] == {
        "area": c.HOME,
        "category": LAMP,
        "urgency": "",
        "title": "property_company",
        "level": "grid",
        "post": None,
        "above": row["ruled"]["id"],
    }
    assert row["abilities"] == ["put_aside"]
    assert set(row["examples"][0]) == {"id", "reference", "resolved_at"}, "never a matter's words"


def test_put_aside_it_is_said_no_more_and_comes_back(usual: list[UUID]) -> None:
    id = against()["rows"][0]["id"]
    assert make.do("admin", actions.put_aside, habit_id=id, why="物业只清得了自己的楼道") == id
    told = against()
    assert (told["rows"], told["aside"][0]["aside"]["why"]) == ([], "物业只清得了自己的楼道")
    assert beside() is None, "nor beside the list, in the grid either"
    with scope(system(), write=False):
        entry = Entry.objects.get(verb="habit.put-aside")
    assert entry.facts == {
        "category": LAMP,
        "title": "property_company",
        "ruled": "grid_worker",
        "settled": 10,
        "count": 9,
    }
    with pytest.raises(Conflict) as refused:
        make.do("admin", actions.put_aside, habit_id=id, why="又说一遍")
    assert refused.value.type == "habit/put-aside"
    settled("property", 11)
    count()
    (row,) = against()["rows"]
    assert row["came_back"]
    assert beside()["settled"] == 21


def test_what_is_left_of_a_branch_decides_whether_it_is_shown(usual: list[UUID]) -> None:
    """What is said at the window can be put aside, also where it is said of the whole branch."""
    kinds = {row["category"] for row in against()["rows"]}
    assert kinds == {LAMP}, "nothing is left of the branch"
    settled("property", 8, category="facility")
    count()
    assert beside(category="facility") is not None
    assert {row["category"] for row in against()["rows"]} == {LAMP, "facility"}


def test_rules_of_kinds_nobody_has_are_not_kept(usual: list[UUID]) -> None:
    assert beside() is not None
    kept = dictionary.current().rules_for
    assert kept(LAMP, "soon") is kept(LAMP, "soon")
    assert kept("facility.x", "soon") is not kept("facility.x", "soon")
    assert kept(LAMP, "soon1") is not kept(LAMP, "soon1")


def test_putting_aside_is_taken_back(usual: list[UUID]) -> None:
    id = against()["rows"][0]["id"]
    with pytest.raises(Conflict):
        make.do("admin", actions.restore, habit_id=id)
    make.do("admin", actions.put_aside, habit_id=id, why="照规则")
    assert against()["aside"][0]["abilities"] == ["restore"]
    make.do("admin", actions.restore, habit_id=id)
    assert against()["rows"][0]["id"] == id


@pytest.mark.parametrize("who", ["counter", "secretary", "subdistrict", "supervisor", "grid1", "property"])
def test_nobody_else_looks_or_puts_aside(who: str, usual: list[UUID]) -> None:
    id = rows()[c.HOME, LAMP, False].id
    with pytest.raises(Forbidden):
        against(who)
    with pytest.raises((Forbidden, NotFound)):
        make.do(who, actions.put_aside, habit_id=id, why="照规则")
    with pytest.raises(Forbidden):
        make.do(who, actions.ask)


def test_putting_aside_needs_a_reason_and_a_difference(usual: list[UUID]) -> None:
    id = against()["rows"][0]["id"]
    with pytest.raises(Refused):
        make.do("admin", actions.put_aside, habit_id=id, why=" ")
    with pytest.raises(NotFound):
        make.do("admin", actions.put_aside, habit_id=ids.new(), why="照规则")
    _switch_on()
    with pytest.raises(Conflict) as refused:
        make.do("admin", actions.put_aside, habit_id=id, why="照规则")
    assert refused.value.type == "habit/agrees"


def _switch_on() -> None:
    """Put the proposed line into the list, tried and switched on as an administrator does."""
    told = against()
    line = dict(told["rows"][0]["proposed"])
    above = line.pop("above")
    stands = make.look("admin", trial.responsibility_edited)["rows"]
    new = {"id": ids.new(), "note": "楼道灯由物业先修", **line}
    at = next(n for n, row in enumerate(stands) if row["id"] == str(above))
    kept = [
        {**row, "id": str(row["id"]), "post": str(row["post"] or "")}
        for row in [*stands[:at], new, *stands[at:]]
    ]
    tried = make.look("admin", trial.try_responsibility, rows=kept)
    assert tried["bad"] == []
    make.do(
        "admin",
        matters.change_responsibility,
        seen=told["number"],
        reason="照惯例",
        rows=kept,
        tried=tried["tried"],
    )
    forget_dictionary()


def test_the_proposed_line_ends_the_disagreement(usual: list[UUID]) -> None:
    _switch_on()
    assert against()["rows"] == []
    assert beside() is None
    matter = make.look("counter", lambda _, one: Matter.objects.get(id=one), make.from_resident())
    assert matter.suggested_post == c.post_id("property")


def test_a_line_made_for_one_grid_stands_unharmed_by_what_is_usual_around(usual: list[UUID]) -> None:
    row = rows()[c.HOME, LAMP, False]
    with scope(system()):
        Habit.objects.exclude(id=row.id).delete()
        matters.load_responsibility(
            by=system(),
            rows=[
                {
                    "order": "1",
                    "area": c.GRIDS[0],
                    "category": "facility",
                    "urgency": "",
                    "title": "grid_worker",
                    "level": "grid",
                }
            ],
        )
    assert beside() is None
    assert against()["rows"] == []


def test_where_the_list_names_nobody_it_is_offered(usual: list[UUID]) -> None:
    with scope(system()):
        matters.load_responsibility(by=system(), rows=[])
    assert beside()["post"] == c.post_id("property")
    (row,) = against()["rows"]
    assert (row["ruled"], row["proposed"]["above"]) == (None, None)


def test_a_title_nobody_holds_there_is_not_offered(usual: list[UUID]) -> None:
    assert beside(area=c.GRIDS[1]) is None, "no property company in the second grid"


def test_it_is_read_in_one_statement_and_two_where_there_is_something_to_say(usual: list[UUID]) -> None:
    by = c.actor("counter")
    for category, most in (("env.pet", 1), (LAMP, 2)):
        with scope(by, write=False):
            queries.beside(by, area=c.GRIDS[0], category=category, urgency="soon")
            with CaptureQueriesContext(connection) as told:
                queries.beside(by, area=c.GRIDS[0], category=category, urgency="soon")
        assert len(told) <= most, [query["sql"][:120] for query in told]


def test_the_administrators_page_costs_the_same_for_many(usual: list[UUID]) -> None:
    settled("police", 8, category="env.tree")
    count()
    by = c.actor("admin")
    with scope(by, write=False):
        queries.against(by)
        with CaptureQueriesContext(connection) as told:
            assert len(queries.against(by)["rows"]) == 2
    assert len(told) <= 6, [query["sql"][:120] for query in told]


def test_the_wall_stands_without_the_filter(usual: list[UUID]) -> None:
    by = c.actor("far_secretary")
    with scope(by):
        assert not Habit.objects.exists()
        assert Habit.objects.all().delete()[0] == 0
    by = c.actor("grid1")
    with scope(by):
        seen = {row.area for row in Habit.objects.all()}
        assert seen == {c.GRIDS[0], c.HOME}, "his own grid and what lies over it"
        assert {row.area for row in Habit.objects.all() if Habit.objects.filter(id=row.id).delete()[0]} == {
            c.GRIDS[0]
        }


def test_over_the_api(usual: list[UUID]) -> None:
    admin, counter = Caller("admin"), Caller("counter")
    told = counter.get("/habits/beside", area=c.GRIDS[0], category=LAMP, urgency="soon").json()
    assert told["post"] == str(c.post_id("property"))
    assert counter.get("/habits/beside", area=c.GRIDS[0], category="env.pet").json() is None
    problem(counter.get("/habits"), 403)
    (row,) = admin.get("/habits").json()["rows"]
    command = ids.new()
    for _ in range(2):
        said = admin.post(f"/habits/{row['id']}/put-aside", {"why": "照规则"}, command=command).json()
        assert said["aside"][0]["id"] == row["id"]
    with scope(system(), write=False):
        assert PutAside.objects.count() == 1
    assert admin.post(f"/habits/{row['id']}/restore").json()["rows"][0]["id"] == row["id"]
    assert admin.post("/habits/count").json()["abilities"] == ["count"]


def test_counting_and_dropping_are_the_systems_alone(usual: list[UUID]) -> None:
    for action in (
        lambda by: actions.count(by=by, community=c.HOME),
        lambda by: actions.keep(by=by, community=c.HOME, cells=[]),
        lambda by: actions.forget(by=by, before=clock.now()),
    ):
        with pytest.raises(Forbidden), scope(c.actor("admin")):
            action(c.actor("admin"))


def test_one_community_that_cannot_be_counted_hinders_no_other(
    usual: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(actions, "count", broken)
    assert jobs.count() == 0
    assert (c.HOME, LAMP, False) in rows()
