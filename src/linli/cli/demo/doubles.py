"""A second voice about a thing that was told of before: the same place in other words, soon after. Most run along with
the first from then on and are answered with it; a few were not the same after all and go their own way."""

import random
from datetime import datetime, timedelta

from linli.cli.demo import words
from linli.cli.demo.hours import opening, work_on
from linli.cli.demo.life import Life, close, follow_up, rate, why
from linli.cli.demo.paths import GOOD, normal
from linli.cli.demo.places import Scene
from linli.cli.demo.story import SYSTEM, Story
from linli.matters.rules.alike import Said, likeness

FIRSTS = frozenset(
    {"normal", "late", "extended", "reminded", "supervised", "held", "stalled", "sent", "unsent"}
)
"""The ways of matters another may run along with."""

ENDS = frozenset({"resolve", "settle"})
TELLS = frozenset({"answer", *ENDS})
SOONEST = timedelta(hours=6)
BEFORE_THE_END = timedelta(hours=1)
DRAWN = 12
ALIKE = 0.6
"""How like the first another voice must be; the product shows as alike what is less so."""

GROUPS = frozenset({"env", "facility", "utility", "property", "traffic", "neighbour", "safety", "city"})
"""What more than one person sees."""


def window(first: Story, until: datetime) -> tuple[datetime, datetime]:
    """From when to when another may come in about the same: while the first is at work."""
    end = next((step.at for step in first.steps if step.verb in ENDS), until)
    return first.raised_at, end


def suits(first: Story, until: datetime) -> bool:
    """Whether somebody else may well tell of the same."""
    start, end = window(first, until)
    seen = first.category.split(".")[0] in GROUPS and first.place != ""
    return seen and first.path in FIRSTS and end - start > SOONEST


def second_at(
    rng: random.Random, first: Story, until: datetime, share: tuple[float, float]
) -> datetime | None:
    """When somebody else tells of it, by day, between two shares of the time the first is at work: early enough to be
    merged before its end where there is one. None when there is no such moment."""
    start, end = window(first, until)
    for _ in range(20):
        at = start + (end - start) * rng.uniform(*share)
        if 7 <= at.hour <= 21 and (end == until or work_on(at, 1) < end - BEFORE_THE_END):
            return at.replace(microsecond=0)
    return None


def say(rng: random.Random, first: Story, section: words.Section, scene: Scene) -> words.Saying | None:
    """The same by another voice: of a few sayings the one most like the first, yet not the same. None where none is
    like it."""
    drawn = [words.say(rng, section, scene, kind="issue", again=True) for _ in range(DRAWN)]
    score, _, best = max((_alike(first, one), -n, one) for n, one in enumerate(drawn))
    return best if score >= ALIKE else None


def _alike(first: Story, other: words.Saying) -> float:
    there, here = Said(first.words, first.place), Said(other.words, other.place)
    return likeness(here, there, lambda _: 6.0).score


def merged(life: Life) -> None:
    """It runs along with the first from soon after, is told what the first is told, and is settled with it."""
    if not _merge(life):
        normal(life)
        return
    _follow(life)
    if life.state != "resolved":
        return
    follow_up(life)
    if life.named and life.rng.random() < 0.6:
        rate(life, GOOD)
    close(life)


def _merge(life: Life) -> bool:
    """Whether there was time to merge it."""
    first, at = life.first, life.hence(0.1, 0.7)
    if first is None or at > window(first, life.until)[1] - BEFORE_THE_END / 2:
        return False
    life.step("merge", life.acceptor.key, at, into=first.index, words=why(life, "merge"))
    return True


def _follow(life: Life) -> None:
    """What the first is told is told here a minute later."""
    for step in life.first.steps if life.first else ():
        if step.verb not in TELLS:
            continue
        at = max(step.at, life.at) + timedelta(minutes=1)
        if step.verb in ENDS:
            life.step("follow", SYSTEM, at, state="resolved")
            life.post = life.roster.post(step.by)
            return
        life.step("follow", SYSTEM, at)


def split(life: Life) -> None:
    """Merged, then seen not to be the same: it goes its own way."""
    if _merge(life):
        first = life.first
        at = opening(life.hence(0.5, 2))
        if first is not None and at < window(first, life.until)[1] - BEFORE_THE_END / 2:
            life.step("split", life.acceptor.key, at, words=why(life, "split"), state="received")
        else:
            _follow(life)
            return
    normal(life)
