"""What the posts of the demo community come to hold."""

from datetime import timedelta

from linli.cli.demo import people
from linli.cli.demo.story import Story
from linli.cli.tests.test_demo import UNTIL, year
from linli.matters.rules import TERMINAL, State


def test_every_kind_of_post_has_met_something_it_has_no_more() -> None:
    for key in ("counter1", "works", "enforcement", "supply", "property03", "police1", "lead03", "grid03"):
        met = [s for s in year() if s.taken_by == key and State(s.state) not in TERMINAL and s.steps]
        assert any(_has_now(story) not in {"", key} for story in met), key


def _has_now(story: Story) -> str:
    return next((step.to for step in reversed(story.steps) if step.to), "")


def test_a_vacant_post_is_given_nothing_new() -> None:
    gone = UNTIL - timedelta(days=people.VACANT_FOR_DAYS)
    empty = f"grid{people.VACANT_GRID:02d}"
    for story in year():
        assert all(step.at <= gone for step in story.steps if empty in {step.by, step.to}), story.index
