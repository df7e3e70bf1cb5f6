"""The demo's stories are told through the real actions: none is refused, and whoever signs in finds every stack that is
his to act on filled."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from linli.accounts.models import User
from linli.cli import loading, telling
from linli.cli.demo import timeline
from linli.cli.demo.people import VACANT_GRID, roster
from linli.kit import clock
from linli.kit.actor import Actor, system
from linli.kit.scope import scope
from linli.matters import queries as matters
from linli.matters.queries import forget_dictionary
from linli.matters.rules.loop import SATISFIED_FROM
from linli.territory.queries import forget_map
from linli.tests.logins import as_jobs
from linli.workbench import queries as workbench
from linli.workforce.queries import forget_posts

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FILLED = {
    "counter1": {"waiting", "late", "nobody", "to_follow_up", "asking", "supervised", "first"},
    "secretary": {"waiting", "late", "nobody", "rated_bad", "to_follow_up", "asking", "supervised", "first"},
    "works": {"waiting", "late", "nobody", "rated_bad", "to_follow_up", "asking", "supervised", "first"},
    "supervisor1": {"late", "nobody", "rated_bad", "to_follow_up", "supervised"},
    "lead03": {"waiting", "late", "asking", "first"},
    "grid03": {"waiting", "late", "first"},
    "property03": {"waiting", "late", "first"},
    "supply": {"waiting", "late", "first"},
    "police1": {"waiting", "late", "first"},
}


@pytest.fixture
def actors() -> dict[str, Actor]:
    """The demo community with the shortest year that tells everything."""
    by, people = system("演示装载"), roster()
    with clock.at(TODAY):
        with as_jobs() as login:
            for month in loading.months():
                login.execute("SELECT ledger_open_month(%s)", [month])
        with scope(by):  # the small community's people have some of the names
            User.objects.update(username=Concat(Value("small."), "username"), phone=None)
        loading.prepare(by)
        forget_map()
        loading.seat(by, people)
        forget_posts()
        forget_dictionary()
        loading.block(by, people)
        found = loading.actors_of(people)
        with scope(by):
            for bundle in telling.bundles(timeline.stories(100, TODAY)):
                telling.tell(bundle, found)
        loading.leave(by, people)
        loading.orphan(by, people)
    return found


def test_every_stack_of_every_role_holds_something(actors: dict[str, Actor]) -> None:
    for key, filled in FILLED.items():
        with clock.at(TODAY), scope(actors[key], write=False):
            bench = workbench.workbench(actors[key])
        held = {name for name in workbench.BOXES if bench[name]["count"]}
        assert filled <= held, (key, filled - held)


def test_every_matter_stands_where_its_story_ends(actors: dict[str, Actor]) -> None:
    by = system()
    with scope(by, write=False):
        states = dict(matters.visible_matters(by).values_list("id", "state"))
    for story in timeline.stories(100, TODAY):
        stands = {story.state}
        if story.steps and (story.steps[-1].score or 0) >= SATISFIED_FROM:
            stands = {"closed"}  # a satisfied rating closes by itself
        if story.state == "accepted" and story.grid.endswith(f"{VACANT_GRID:03d}"):
            stands.add("dispatched")  # given to the vacant post in the end
        assert states[telling.matter_id(story.index)] in stands, (story.index, story.path)


def test_a_story_whose_other_is_not_told_is_told_up_to_merging() -> None:
    whole = timeline.stories(100, TODAY)
    merged = next(story for story in whole if any(step.verb == "merge" for step in story.steps))
    into = next(step.into for step in merged.steps if step.verb == "merge")
    assert (whole[into - 1], merged) in [bundle[:2] for bundle in telling.bundles(whole)]
    [[alone]] = telling.bundles([merged])
    assert "merge" not in {step.verb for step in alone.steps}
