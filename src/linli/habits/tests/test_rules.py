"""When history is clear, what speaks, what is counted, what comes back: tables of cases, no database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.habits.rules import (
    FEWEST,
    SPREAD,
    Key,
    Stand,
    comes_back,
    is_clear,
    is_narrower,
    level_of,
    line_of,
    speaking,
    surely,
)
from linli.habits.rules.counting import Cell, Group, counted
from linli.kit.areas import Level

AT = datetime(2026, 3, 4, tzinfo=UTC)
LATER = AT + timedelta(days=60)
HOME, NEXT = "970101001001", "970101001002"
GRID = f"{HOME}001"
WORKER, PROPERTY, OFFICE = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("by", "settled", "days", "clear"),
    [
        (15, 18, 60, True),
        (8, 8, 60, True),
        (7, 8, 60, True),
        (6, 8, 60, False),  # three of four, but of too few
        (7, 7, 60, False),  # all, but of too few
        (9, 12, 60, True),
        (8, 12, 60, False),  # two of three
        (14, 20, 60, True),
        (13, 20, 60, False),
        (700, 1000, 60, True),
        (699, 1000, 60, False),
        (18, 18, 13, False),  # one burst of a fortnight
        (18, 18, 14, True),
        (0, 0, 60, False),
    ],
)
def test_history_is_clear_with_enough_of_enough_over_time(
    by: int, settled: int, days: int, clear: bool
) -> None:
    assert is_clear(by, settled, AT, AT + timedelta(days=days)) is clear


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_the_lower_bound_is_below_the_share_and_grows_with_it(by: int, more: int) -> None:
    settled = by + more
    assert 0.0 <= surely(by, settled) <= (by / settled if settled else 0.0) + 1e-9
    if by:
        assert surely(by - 1, settled) <= surely(by, settled)
        assert surely(by, settled) <= surely(2 * by, 2 * settled)


@given(st.integers(0, 500), st.integers(0, 500))
def test_what_is_clear_stays_clear_with_one_more_of_the_same(by: int, more: int) -> None:
    if is_clear(by, by + more, AT, LATER):
        assert is_clear(by + 1, by + more + 1, AT, LATER)


def test_it_looks_near_first_then_wider_then_at_the_whole_branch() -> None:
    keys = [(key.area, key.category) for key in line_of(f"{GRID}01", "env.tree", urgent=False)]
    wide = HOME[:9]
    assert keys == [
        (GRID, "env.tree"),
        (HOME, "env.tree"),
        (wide, "env.tree"),
        (HOME, "env"),
        (wide, "env"),
    ]
    assert [key.category for key in line_of(HOME, "env", urgent=True)] == ["env", "env"]
    assert all(key.urgent for key in line_of(GRID, "env.tree", urgent=True))


def test_the_nearest_with_matters_enough_speaks_alone() -> None:
    line = line_of(GRID, "env.tree", urgent=False)
    assert speaking({line[1].id: "here", line[4].id: "wide"}, line) == "here"
    assert speaking({Key(GRID, "env.tree", urgent=True).id: "urgent"}, line) is None


@pytest.mark.parametrize(
    ("area", "category", "key", "narrower"),
    [
        ("", "env", Key(HOME, "env.tree"), False),
        ("", "env.tree", Key(HOME, "env.tree"), False),
        ("", "env.tree", Key(HOME, "env"), True),  # made for that kind alone
        (GRID, "env", Key(HOME, "env.tree"), True),  # made for that grid alone
        (GRID, "env", Key(GRID, "env.tree"), False),
    ],
)
def test_a_line_made_for_less_is_left_alone(area: str, category: str, key: Key, narrower: bool) -> None:
    assert is_narrower(area, category, key) is narrower


def group(post: UUID, count: int, *, area: str = GRID, title: str = "", **more: str) -> Group:
    titles = {WORKER: "grid_worker", PROPERTY: "property_company", OFFICE: "subdistrict_officer"}
    where = {WORKER: area, PROPERTY: area, OFFICE: area[:9]}
    kind, urgency = more.get("category", "safety.corridor"), more.get("urgency", "ordinary")
    examples = tuple(UUID(int=100 + n) for n in range(3))
    return Group(area, kind, urgency, post, where[post], title or titles[post], count, AT, LATER, examples)


def cells(*groups: Group, levels: tuple[Level, ...] = (Level.GRID, Level.COMMUNITY)) -> dict[Key, Cell]:
    return {cell.key: cell for cell in counted(groups, *levels)}


def test_it_is_counted_by_grid_community_and_branch() -> None:
    found = cells(group(PROPERTY, 15), group(WORKER, 3))
    assert set(found) == {
        Key(GRID, "safety.corridor"),
        Key(HOME, "safety.corridor"),
        Key(HOME, "safety"),
    }
    cell = found[Key(HOME, "safety.corridor")]
    assert (cell.title, cell.by, cell.settled) == ("property_company", 15, 18)
    assert (cell.place, cell.kind, cell.urgency) == (GRID, "safety.corridor", "ordinary")
    assert cell.post is None, "the company of one grid is not usual in all of them"
    assert found[Key(GRID, "safety.corridor")].post == PROPERTY
    assert len(cell.examples) == 3


def test_what_is_mixed_is_kept_without_a_title_and_what_is_few_is_not_kept() -> None:
    found = cells(group(PROPERTY, 5), group(WORKER, 4))
    assert found[Key(GRID, "safety.corridor")].title == ""
    assert not cells(group(PROPERTY, FEWEST - 1))


def test_urgent_ones_are_counted_apart() -> None:
    found = cells(group(PROPERTY, 15), group(WORKER, 15, urgency="urgent"))
    assert found[Key(GRID, "safety.corridor")].title == "property_company"
    assert found[Key(GRID, "safety.corridor", urgent=True)].title == "grid_worker"


def test_posts_of_one_title_count_together_and_the_very_post_is_named_where_it_did_nearly_all() -> None:
    other = UUID(int=9)
    apart = Group(GRID, "env.smell", "ordinary", other, GRID[:9], "subdistrict_officer", 6, AT, LATER)
    both = cells(group(OFFICE, 6, category="env.smell"), apart)[Key(HOME, "env.smell")]
    assert (both.title, both.by, both.post) == ("subdistrict_officer", 12, None)
    one = cells(group(OFFICE, 18, category="env.smell"), apart_few := group(WORKER, 2, category="env.smell"))
    assert apart_few.count == 2
    assert one[Key(HOME, "env.smell")].post == OFFICE


def test_a_matter_without_a_grid_counts_for_its_community_alone() -> None:
    assert set(cells(group(PROPERTY, 9, area=HOME))) == {Key(HOME, "safety.corridor"), Key(HOME, "safety")}


def test_a_subdistricts_habit_needs_several_communities() -> None:
    wide = (Level.SUBDISTRICT,)
    assert not cells(group(PROPERTY, 20), levels=wide)
    found = cells(group(PROPERTY, 6), group(PROPERTY, 6, area=f"{NEXT}001"), levels=wide)
    assert found[Key(HOME[:9], "safety.corridor")].by == 12


def test_a_habit_of_one_week_is_none() -> None:
    week = Group(GRID, "facility.lamp", "soon", PROPERTY, GRID, "property_company", 30, AT, AT + SPREAD / 2)
    assert cells(week)[Key(GRID, "facility.lamp")].title == ""


THEN = Stand("property_company", None, 20, 15, "grid_worker", None)


@pytest.mark.parametrize(
    ("now", "back"),
    [
        (THEN, False),
        (Stand("property_company", None, 30, 23, "grid_worker", None), False),
        (Stand("property_company", None, 40, 30, "grid_worker", None), True),  # twice the matters
        (
            Stand("property_company", None, 20, 18, "grid_worker", None),
            True,
        ),  # three of four became nine of ten
        (Stand("property_company", None, 20, 17, "grid_worker", None), False),
        (Stand("grid_lead", None, 20, 15, "grid_worker", None), True),  # somebody else is usual now
        (Stand("property_company", PROPERTY, 20, 15, "grid_worker", None), True),
        (Stand("property_company", None, 20, 15, "grid_lead", None), True),  # the list names somebody else
        (Stand("property_company", None, 20, 15, "grid_worker", WORKER), True),
    ],
)
def test_what_was_put_aside_comes_back_when_much_changed(now: Stand, back: bool) -> None:
    assert comes_back(THEN, now) is back


@pytest.mark.parametrize(
    ("area", "level"),
    [
        (f"{GRID}01", "micro_grid"),
        (GRID, "grid"),
        (HOME, "community"),
        (HOME[:9], "subdistrict"),
        ("9701", "district"),
    ],
)
def test_a_posts_level_is_what_the_list_calls_it(area: str, level: str) -> None:
    assert level_of(area) == level
