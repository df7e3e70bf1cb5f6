"""Telling synthetic stories through the actions: each verb is the action of the same name, at the step's time, by the
person who sat in the post. Stories that are merged are told together, moment by moment."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib.resources import files
from operator import itemgetter
from typing import Any
from uuid import UUID

from linli.cli.demo.people import roster
from linli.cli.demo.places import DEMO_RULES
from linli.cli.demo.routes import DESKS, LENGTHS
from linli.cli.demo.story import REPORTER, SYSTEM, Step, Story
from linli.kit import clock, ids
from linli.kit.actor import Actor, system, visitor
from linli.matters import actions as matters
from linli.matters.actions import RaiseData, ReporterData
from linli.matters.rules import Door, Outcome, Urgency
from linli.matters.rules.steps import is_satisfied


def responsibility_rows() -> list[dict[str, str]]:
    """The demo's own rules before the shipped ones: those of its places, then those that name a certain desk."""
    people = roster()
    rows: list[dict[str, str]] = []
    for area, category, title, level, note in DEMO_RULES:
        rows.append({"area": area, "category": category, "title": title, "level": level, "note": note})
    for category, key in DESKS:
        post = people.post(key)
        level = next(name for name, length in LENGTHS.items() if length == len(post.area))
        rows.append(
            {"area": "", "category": category, "title": post.title, "level": level, "post": str(post_id(key))}
        )
    own = [{"order": str(n), "urgency": "", **row} for n, row in enumerate(rows, start=1)]
    text = files("linli.matters").joinpath("data/responsibility.csv").read_text("utf-8-sig")
    shipped = [{**row, "order": str(int(row["order"]) + 100)} for row in csv.DictReader(text.splitlines())]
    return [*own, *shipped]


def post_id(key: str) -> UUID:
    """The id of a demo post."""
    return ids.of("demo-post", key)


def matter_id(index: int) -> UUID:
    """The id of a demo matter."""
    return ids.of("demo-matter", str(index))


Bundle = tuple[Story, ...]


def bundles(stories: Sequence[Story]) -> list[Bundle]:
    """The stories, those that are merged with what they are merged into. Where the other is not among them a story is
    told up to there."""
    own = {story.index: [story] for story in stories}
    for story in stories:
        into = next((step.into for step in story.steps if step.verb == "merge"), 0)
        if into in own:
            own[into] += own.pop(story.index)
        elif into:
            own[story.index] = [_up_to_merging(story)]
    return [tuple(bundle) for bundle in own.values()]


def _up_to_merging(story: Story) -> Story:
    steps = story.steps[: next(n for n, step in enumerate(story.steps) if step.verb == "merge")]
    return replace(story, steps=steps)


def tell(bundle: Bundle, actors: Mapping[str, Actor]) -> None:
    """Raise the matters of a bundle and take their steps, in the order of time."""
    moments: list[tuple[datetime, int, Callable[[], object]]] = []
    for story in bundle:
        moments.append((story.raised_at, len(moments), partial(_raise, story, actors)))
        for before, step in zip((None, *story.steps), story.steps, strict=False):
            if step.verb == "close" and before and before.verb == "rate" and is_satisfied(before.score or 0):
                continue  # a satisfied rating closes by itself
            moments.append((step.at, len(moments), partial(_take, story, step, actors)))
    for at, _, act in sorted(moments, key=itemgetter(0, 1)):
        with clock.at(at):
            act()


def _raise(story: Story, actors: Mapping[str, Actor]) -> None:
    id = matter_id(story.index)
    raiser = actors[story.taken_by] if story.taken_by else visitor(id)
    matters.raise_(by=raiser, data=_data(story, id, actors))


def _take(story: Story, step: Step, actors: Mapping[str, Actor]) -> None:
    id = matter_id(story.index)
    _STEPS[step.verb](step, {"by": _who(step, actors, id), "matter_id": id})


def _who(step: Step, actors: Mapping[str, Actor], id: UUID) -> Actor:
    if step.by == REPORTER:
        return visitor(id)
    return system() if step.by == SYSTEM else actors[step.by]


def _data(story: Story, id: UUID, actors: Mapping[str, Actor]) -> RaiseData:
    who = story.reporter
    return RaiseData(
        id=id,
        words=story.words,
        area=story.grid
        if story.taken_by and len(actors[story.taken_by].seats[0].area) > len(story.area)
        else story.area,
        category=story.suggested,
        door=Door(story.door),
        urgency=Urgency(story.urgency),
        place=story.place,
        longitude=story.longitude,
        latitude=story.latitude,
        reporter=ReporterData(name=who.name, phone=who.phone, address=who.address) if who else None,
        external_number=story.number,
    )


Ids = dict[str, Any]


def _accept(step: Step, on: Ids) -> None:
    matters.accept_whole(**on, category=step.category or None, area=step.area or None)


def _outcome(step: Step) -> Outcome:
    return Outcome(step.outcome or "solved")


_STEPS: dict[str, Callable[[Step, Ids], Any]] = {
    "accept": _accept,
    "decline": lambda s, on: matters.decline(**on, reason=s.words),
    "refer": lambda s, on: matters.refer(**on, to=s.refer_to, reason=s.words),
    "classify": lambda s, on: matters.classify(**on, category=s.category),
    "dispatch": lambda s, on: matters.dispatch(**on, post_id=post_id(s.to), words=s.words),
    "settle": lambda s, on: matters.settle(**on, words=s.words, outcome=_outcome(s)),
    "take": lambda s, on: matters.take(**on),
    "answer": lambda s, on: matters.answer(**on, words=s.words),
    "note": lambda s, on: matters.note(**on, words=s.words),
    "return": lambda s, on: matters.return_(**on, reason=s.words),
    "escalate": lambda s, on: matters.escalate(**on, reason=s.words),
    "hold": lambda s, on: matters.hold(**on, reason=s.words, review_on=s.review_on or s.at.date()),
    "resume": lambda s, on: matters.resume(**on),
    "review": lambda s, on: matters.review(**on, reason=s.words, review_on=s.review_on or s.at.date()),
    "extend": lambda s, on: matters.extend(**on, until=s.until or s.at.date(), reason=s.words),
    "grant": lambda s, on: matters.grant(**on, words=s.words),
    "refuse": lambda s, on: matters.refuse(**on, reason=s.words),
    "remind": lambda s, on: matters.remind(**on, words=s.words),
    "supervise": lambda s, on: matters.supervise(**on, reason=s.words),
    "lift": lambda s, on: matters.lift(**on, reason=s.words),
    "merge": lambda s, on: matters.merge(**on, into=matter_id(s.into), words=s.words),
    "split": lambda s, on: matters.split(**on, reason=s.words),
    "follow": lambda s, on: matters.follow(**on),
    "resolve": lambda s, on: matters.resolve(**on, words=s.words, outcome=_outcome(s)),
    "follow_up": lambda s, on: matters.follow_up(**on, reached=True, words=s.words),
    "rate": lambda s, on: matters.rate(**on, score=s.score or 0, words=s.words),
    "reopen": lambda s, on: matters.reopen(**on, reason=s.words),
    "close": lambda s, on: _close(s, on),  # noqa: PLW0108 - defined below
    "withdraw": lambda s, on: matters.withdraw(**on, reason=s.words),
}


def _close(step: Step, on: Ids) -> None:
    if step.by == SYSTEM:
        matters.close_unrated(**on)
    else:
        matters.close(**on, reason=step.words)
