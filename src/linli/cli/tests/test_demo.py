"""The demo's year is the same every time, hangs together, and takes only steps the loop allows, by posts that have the
right to them."""

import random
import re
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from linli.cli.demo import doubles, grids, people, places, routes, timeline, words
from linli.cli.demo.life import AFTER
from linli.cli.demo.people import Post
from linli.cli.demo.story import REPORTER, SYSTEM, Step, Story
from linli.kit.roles import Role
from linli.matters.rules import GRANTS, TABLE, TERMINAL, Door, Outcome, Permission, State, Verb, Who
from linli.matters.rules.alike import Said, likeness
from linli.matters.rules.loop import STEPS
from linli.workforce.tests.test_data import rows as title_rows

UNTIL = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SQUARE = grids.METRES_A_DEGREE[0] * grids.METRES_A_DEGREE[1]


@cache
def year() -> tuple[Story, ...]:
    return tuple(timeline.stories(1500, UNTIL))


@cache
def roles() -> dict[str, Role]:
    return {row["code"]: Role(row["role"]) for row in title_rows()}


def post(key: str) -> Post:
    return people.roster().post(key)


# Places and grids


def test_the_community_has_the_numbers_of_a_real_one() -> None:
    assert sum(estate.households for estate in places.ESTATES) == 5426
    assert sum(estate.buildings for estate in places.ESTATES if estate.kind == "kept") == 46
    assert [estate.grid for estate in places.ESTATES] == list(range(1, 17))
    assert all(300 <= e.households <= 500 for e in places.ESTATES if e.kind in {"property", "kept"})


def test_divisions_and_people_are_marked_by_name() -> None:
    names = [name for _, name in places.DIVISIONS] + [person.name for person in people.roster().people]
    assert all(name.endswith(places.MARK) for name in names)
    assert places.COMMUNITY.startswith("99")


def test_grids_tile_the_community_without_gap_or_overlap() -> None:
    outline = shape(grids.outline())
    assert outline.is_valid
    assert abs(outline.area * SQUARE - 650_000) < 10
    wide = [shape(grid.polygon) for grid in grids.grids() if not grid.parent]
    small = [shape(grid.polygon) for grid in grids.grids() if grid.parent]
    assert (len(wide), len(small)) == (16, 64)
    for level in (wide, small):
        assert all(polygon.is_valid for polygon in level)
        assert abs(sum(polygon.area for polygon in level) - outline.area) * SQUARE < 1
        assert unary_union(level).symmetric_difference(outline).area * SQUARE < 1


def test_micro_grids_lie_in_their_grid_and_share_its_households() -> None:
    for grid in (g for g in grids.grids() if not g.parent):
        parts = [g for g in grids.grids() if g.parent == grid.code]
        assert [part.code for part in parts] == [f"{grid.code}{n:02d}" for n in range(1, 5)]
        assert sum(part.households for part in parts) == grid.households
        whole = shape(grid.polygon)
        assert all(shape(part.polygon).difference(whole).area * SQUARE < 1 for part in parts)
        assert whole.contains(Point(grid.longitude, grid.latitude))


def test_points_lie_in_their_micro_grid() -> None:
    rng = random.Random(1)
    for grid in (g for g in grids.grids() if g.parent):
        at = grids.spot(int(grid.code[12:15]), int(grid.code[15:]), rng.random(), rng.random())
        assert shape(grid.polygon).contains(Point(at))


# People


def test_people_and_posts() -> None:
    roster = people.roster()
    assert len({person.key for person in roster.people}) == len(roster.people)
    assert len({person.name for person in roster.people}) == len(roster.people)
    assert len({post.key for post in roster.posts}) == len(roster.posts)
    assert {post.title for post in roster.posts} == set(roles())
    keys = {person.key for person in roster.people}
    assert all(post.person in keys for post in roster.posts if post.person)
    assert [post.key for post in roster.posts if not post.person] == [f"grid{people.VACANT_GRID:02d}"]
    assert max(Counter(post.person for post in roster.posts).values()) >= 2
    assert roster == people.roster.__wrapped__()


def test_phones_ring_nowhere_and_belong_to_one() -> None:
    phones = [person.phone for person in people.roster().people]
    assert all(re.fullmatch(r"1940000\d{4}", phone) for phone in phones)
    phones += [reporter.phone for reporter in people.reporters() if reporter.phone]
    assert all(re.fullmatch(r"194\d{8}", phone) for phone in phones)
    assert len(phones) == len(set(phones))


def test_every_desk_bears_the_title_its_rule_names() -> None:
    for prefix, key in routes.DESKS:
        for code in (code for code in routes.categories() if code.startswith(prefix)):
            title, area = routes.duty(code, routes.categories()[code].urgency, f"{places.COMMUNITY}001")
            assert (post(key).title, post(key).area) == (title, area), code


# Words


@pytest.mark.parametrize("group", sorted({code.split(".")[0] for code in routes.categories()} - {"refer"}))
def test_three_thousand_different_sayings_in_every_group(group: str) -> None:
    rng = random.Random(3)
    sections = [section for section in words.sections() if section.leaf.startswith(f"{group}.")]
    said: set[str] = set()
    for _ in range(12_000):
        scene = places.scene(rng, rng.choice(places.ESTATES))
        section = rng.choice(sections)
        said.add(words.say(rng, section, scene, kind=routes.categories()[section.leaf].kind).words)
        if len(said) == 3_000:
            return
    pytest.fail(f"only {len(said)} different sayings about {group}")


def test_every_category_can_be_raised_and_answered() -> None:
    leaves = {section.leaf for section in words.sections()}
    assert leaves == set(routes.categories()) - {"talk.other"}
    for leaf, category in routes.categories().items():
        if not category.refer_to and leaf != "talk.other":
            assert words.has_answer(leaf, "solved") or words.has_answer(leaf, "explained"), leaf
            assert words.has_answer(leaf, "interim"), leaf


def test_no_slot_is_left_open_and_no_half_sentence() -> None:
    for story in year():
        texts = [story.words, *(step.words for step in story.steps)]
        assert not any("{" in text or "}" in text or "。。" in text for text in texts), texts
        assert story.words.endswith(("。", "！"))


def test_no_line_stands_twice() -> None:
    for path in sorted((Path(words.__file__).parent / "grammar").glob("says_*.txt")):
        lines = [
            line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "[#"
        ]
        assert [line for line, times in Counter(lines).items() if times > 1] == []


# The year


def test_it_is_the_same_every_time() -> None:
    assert timeline.stories(120, UNTIL) == timeline.stories(120, UNTIL)
    assert timeline.stories(120, UNTIL) != timeline.stories(120, UNTIL, seed=2)


@pytest.mark.parametrize("count", [100, 1500])
def test_every_state_is_seen_at_the_end(count: int) -> None:
    told = timeline.stories(count, UNTIL) if count != 1500 else year()
    assert {story.state for story in told} == {state.value for state in State}
    assert any(timeline.nobody_owns(story) and timeline.rule_fails(story) for story in told)
    verbs = {step.verb for story in told for step in story.steps}
    assert verbs == {verb.value for verb in Verb} | {"follow"}


def test_order_and_span() -> None:
    assert [story.index for story in year()] == list(range(1, 1501))
    raised = [story.raised_at for story in year()]
    assert raised == sorted(raised)
    assert min(raised) >= UNTIL - timedelta(days=timeline.DAYS)
    for story in year():
        times = [story.raised_at, *(step.at for step in story.steps)]
        assert times == sorted(times)
        assert times[-1] <= UNTIL
        assert len(set(times)) == len(times)


def test_most_are_over_and_a_few_are_late() -> None:
    states = Counter(story.state for story in year())
    assert 0.85 <= states["closed"] / 1500 <= 0.95
    assert sum(1 for story in year() if State(story.state) not in TERMINAL) <= 150


def test_words_are_rarely_the_same() -> None:
    assert len({story.words for story in year()}) >= 1450


def test_doors_grids_and_reporters() -> None:
    assert {story.door for story in year()} == {door.value for door in Door} - {"api"}
    assert {story.grid for story in year()} == {f"{places.COMMUNITY}{n:03d}" for n in range(1, 17)}
    for story in year():
        assert story.area in {story.grid, places.COMMUNITY}
        assert (story.longitude is None) == (story.latitude is None)
        assert (story.number != "") == (story.door == "order_12345")
        assert story.door != "patrol" or story.reporter is None
        if story.longitude is not None and story.latitude is not None:
            assert _polygon(story.grid).covers(Point(story.longitude, story.latitude))


@cache
def _polygon(code: str) -> BaseGeometry:
    return shape(next(grid.polygon for grid in grids.grids() if grid.code == code))


# The loop


def test_verbs_lead_where_the_loop_says() -> None:
    assert {step.verb.value: step.to.value for step in TABLE if step.to is not None} == AFTER


def test_every_step_is_allowed() -> None:
    for story in year():
        state, owner, hand, sender = State.RECEIVED, "", "", ""
        for before, step in zip((None, *story.steps), story.steps, strict=False):
            if step.verb == "follow":
                assert state is State.MERGED
                assert step.by == SYSTEM
                owner = _owner_of_first(story, owner)
                state = State(step.state)
                continue
            rule = STEPS[Verb(step.verb)]
            assert state in rule.sources, (story.index, step)
            stays = State.RECEIVED if step.verb == "split" else state
            assert step.state == (rule.to or stays).value, (story.index, step)
            _has_right(story, step, rule.permission, {owner, sender})
            if rule.who is Who.HANDLER:
                assert step.by == owner, (story.index, step)
            if rule.who is Who.OTHER and step.by not in {REPORTER, SYSTEM}:
                assert step.by not in {owner, hand}, (story.index, step)
            if state in rule.not_own:
                assert step.by != owner, (story.index, step)
            if step.verb in {"grant", "refuse"}:
                assert before is not None and before.verb == "extend"  # noqa: PT018 - the second needs the first
            owner = step.to if step.verb in {"dispatch", "escalate", "reopen"} else owner
            owner = "" if step.verb == "return" else owner
            sender = step.by if step.verb == "dispatch" else sender
            hand = step.by if step.verb in {"resolve", "settle"} else hand
            state = State(step.state)


def _owner_of_first(story: Story, owner: str) -> str:
    """Whose the one is that it runs along with, once that is settled."""
    into = next(step.into for step in story.steps if step.verb == "merge")
    return next((step.by for step in year()[into - 1].steps if step.verb in {"resolve", "settle"}), owner)


def _has_right(story: Story, step: Step, permission: Permission, own: set[str]) -> None:
    """Over the area, or because it is or was in the hands of that post."""
    if step.by == SYSTEM:
        assert step.verb == "close"
    elif step.by == REPORTER:
        assert permission in GRANTS[Role.VISITOR]
    else:
        by = post(step.by)
        assert permission in GRANTS[roles()[by.title]], (story.index, step)
        assert story.grid.startswith(by.area) or step.by in own, (story.index, step)


def test_steps_carry_what_they_need() -> None:
    for story in year():
        for step in story.steps:
            assert (step.to != "") == (step.verb in {"dispatch", "escalate", "reopen"}), step
            assert (step.outcome != "") == (step.verb in {"settle", "resolve"}), step
            assert step.outcome in {"", *(outcome.value for outcome in Outcome)}
            assert (step.score is not None) == (step.verb == "rate"), step
            assert (step.refer_to != "") == (step.verb == "refer"), step
            assert (step.review_on is not None) == (step.verb in {"hold", "review"}), step
            assert (step.until is not None) == (step.verb == "extend"), step
            assert (step.into != 0) == (step.verb == "merge"), step
            spoken = {
                "decline",
                "refer",
                "return",
                "escalate",
                "hold",
                "resume",
                "reopen",
                "withdraw",
                "answer",
                "note",
                "review",
                "extend",
                "refuse",
                "supervise",
                "lift",
                "split",
            }
            assert step.words or step.verb not in spoken | {"settle", "resolve", "follow_up"}, step


def share(way: str) -> float:
    return sum(1 for story in year() if story.path == way) / len(year())


def test_what_is_done_about_time_has_a_believable_share() -> None:
    assert 0.02 <= share("extended") <= 0.06
    assert 0.002 <= share("refused") <= 0.02
    assert 0.02 <= share("reminded") + share("pressed") + share("waited") <= 0.06
    assert 0.01 <= share("supervised") <= 0.025
    assert 0.015 <= share("merged") <= 0.03
    assert share("split") < share("merged") / 2


def test_what_is_set_aside_is_looked_at_on_every_day_agreed() -> None:
    held = [story for story in year() if any(step.verb == "hold" for step in story.steps)]
    assert held
    for story in held:
        days = [step.review_on for step in story.steps if step.verb in {"hold", "review"}]
        looked = [step.at.date() for step in story.steps if step.verb == "review"]
        assert looked == days[: len(looked)], story.index
        after = days[len(looked)]
        resumed = any(step.verb == "resume" for step in story.steps)
        assert after is not None and (resumed or after >= UNTIL.date()), story.index  # noqa: PT018
    due = [story for story in held if story.path == "due_review"]
    assert [story.steps[-1].review_on for story in due] == [UNTIL.date()]


def test_what_is_merged_runs_along_while_the_other_is_at_work() -> None:
    for story in year():
        for step in (step for step in story.steps if step.verb == "merge"):
            first = year()[step.into - 1]
            ends = [s.at for s in first.steps if s.verb in {"resolve", "settle"}]
            assert first.raised_at < story.raised_at < step.at < min([*ends, UNTIL]), story.index
            assert (first.category, first.grid) == (story.category, story.grid)
            assert not any(s.verb == "merge" for s in first.steps)


def test_some_that_are_open_look_alike() -> None:
    """So that whoever takes one in is shown the other."""
    fresh = [story for story in year() if story.state in {"received", "accepted", "dispatched"}]
    pairs = [
        (one.index, other.index)
        for one in fresh
        for other in fresh
        if one.index < other.index
        and one.category == other.category
        and likeness(Said(other.words, other.place), Said(one.words, one.place), lambda _: 6.0).score
        >= doubles.ALIKE
    ]
    assert len(pairs) >= 2
