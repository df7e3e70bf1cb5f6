"""A matter of the demo while its story is told: who has it, what time it is, and the single moves the paths are made
of (accept, dispatch, take, answer, resolve, follow up, rate, close), with their times and words."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from linli.cli.demo import words
from linli.cli.demo.hours import after, opening, work_on
from linli.cli.demo.people import Post, Roster
from linli.cli.demo.routes import Category, owner
from linli.cli.demo.story import REPORTER, SYSTEM, Step, Story

AFTER: dict[str, str] = {
    "accept": "accepted",
    "decline": "declined",
    "refer": "referred",
    "dispatch": "dispatched",
    "settle": "resolved",
    "take": "in_hand",
    "return": "accepted",
    "escalate": "accepted",
    "hold": "long_term",
    "resume": "in_hand",
    "merge": "merged",
    "resolve": "resolved",
    "follow_up": "followed_up",
    "rate": "rated",
    "reopen": "dispatched",
    "close": "closed",
    "withdraw": "withdrawn",
}
"""The state a verb leads to; an answer leaves it as it was."""

RECLASSIFIED_LATER = 0.25
"""How often a wrong category is seen after accepting alone."""


class Said(TypedDict, total=False):
    """What else a step carries; see `Step`. `state` where the verb alone does not say it."""

    state: str
    to: str
    words: str
    outcome: str
    score: int | None
    refer_to: str
    review_on: date | None
    until: date | None
    into: int
    category: str
    area: str


@dataclass
class Life:
    """A matter while its story is being told, until the last moment told of. `post` is the one that owns it, `sender`
    the one that gave it there, `acceptor` who took it in charge, `first` the story that tells of the same thing."""

    rng: random.Random
    roster: Roster
    category: Category
    urgency: str
    place: str
    grid: str
    raised_at: datetime
    acceptor: Post
    until: datetime
    first: Story | None = None
    corrected: str = ""
    located: str = ""
    named: bool = True
    post: Post | None = None
    sender: Post | None = None
    at: datetime = field(init=False)
    steps: list[Step] = field(default_factory=list[Step])
    answered: bool = False

    def __post_init__(self) -> None:
        self.at = self.raised_at

    @property
    def on_call(self) -> bool:
        """Whether somebody is called out at any hour."""
        return self.urgency == "urgent" or self.category.accept[1] == "hour"

    @property
    def handler(self) -> Post:
        """The post that owns it, or who accepted it."""
        return self.post or self.acceptor

    def step(self, verb: str, by: str, at: datetime, **said: Unpack[Said]) -> None:
        """Take a step, at least a minute after the last one."""
        self.at = max(at, self.at + timedelta(seconds=self.rng.randint(60, 900)))
        said.setdefault("state", AFTER.get(verb) or self.state)
        self.steps.append(Step(verb, self.at, by, **said))

    @property
    def state(self) -> str:
        """Where it stands by now."""
        return self.steps[-1].state if self.steps else "received"

    def hence(self, low: float, high: float) -> datetime:
        """Some working hours after the last step, or plain hours for those on call."""
        hours = self.rng.uniform(low, high)
        return self.at + timedelta(hours=hours) if self.on_call else work_on(self.at, hours)

    def within(self, limit: tuple[float, str], low: float, high: float) -> datetime:
        """A moment by a share of a limit, counted from when it was raised; in office hours unless on call."""
        at = after(self.raised_at, limit[0] * self.rng.uniform(low, high), limit[1])
        return at if self.on_call else opening(at)


def accept(life: Life) -> None:
    """Somebody takes it in charge, correcting category and place where they were wrong or missing."""
    at = life.within(life.category.accept, 0.05, 0.8)
    later = bool(life.corrected) and life.rng.random() < RECLASSIFIED_LATER
    life.step("accept", life.acceptor.key, at, category="" if later else life.corrected, area=life.located)
    if later:
        life.step("classify", life.acceptor.key, life.at, category=life.corrected)


def dispatch(life: Life, to: Post, by: Post | None = None, words: str = "") -> None:
    """Hand it to a post. A worker who took it in himself has it sent by his lead."""
    sender = by or (life.acceptor if life.acceptor.title != "grid_worker" else lead_of(life))
    life.step("dispatch", sender.key, life.hence(0.05, 0.5), to=to.key, words=words)
    life.post, life.sender = to, sender


def lead_of(life: Life) -> Post:
    """The lead of its grid."""
    return life.roster.held("grid_lead", life.grid)[0]


def take(life: Life) -> None:
    """The owner begins."""
    soon = life.hence(0.05, 0.3) if life.urgency == "urgent" else life.hence(0.1, 1.0)
    life.step("take", life.handler.key, soon)


def respond(life: Life) -> None:
    """The first answer to the reporter, unless one was given."""
    if not life.answered:
        by = life.handler
        said = words.answer(life.rng, life.category.code, "interim", life.place)
        life.step("answer", by.key, life.within(life.category.respond, 0.35, 0.8), words=said)
        life.answered = True


def outcome_of(life: Life) -> str:
    """Most things are really solved; some can only be explained."""
    code = life.category.code
    if not words.has_answer(code, "explained"):
        return "solved"
    if not words.has_answer(code, "solved"):
        return "explained"
    hard = life.category.settle[0] >= 15 and life.category.settle[1] == "day"
    return "explained" if life.rng.random() < (0.45 if hard else 0.15) else "solved"


def resolve(life: Life, low: float = 0.2, high: float = 0.85) -> None:
    """The owner settles it, by a share of the limit."""
    outcome = outcome_of(life)
    said = words.answer(life.rng, life.category.code, outcome, life.place)
    at = max(life.within(life.category.settle, low, high), life.hence(0.3, 2))
    life.step("resolve", life.handler.key, at, words=said, outcome=outcome)


def again(life: Life) -> None:
    """The owner settles it once more, some days after."""
    code = life.category.code
    outcome = "solved" if words.has_answer(code, "solved") else "explained"
    said = words.answer(life.rng, code, outcome, life.place)
    life.step("resolve", life.handler.key, life.hence(4, 24), words=said, outcome=outcome)


def _asker(life: Life) -> Post:
    """Who asks afterwards: the window, or for the window's own work somebody of the street office."""
    if life.handler.title != "counter_worker" and life.rng.random() < 0.8:
        return life.roster.post(life.rng.choice(("counter1", "counter2", "counter3")))
    return life.roster.post(life.rng.choice(("supervisor1", "supervisor2")))


def judge(life: Life) -> Post:
    """Who may put on the long-term list, reopen and close: the secretary, unless it is his own work."""
    own = {life.handler.title}
    ruled = owner(life.roster, life.category.code, life.urgency, life.grid)
    if ruled is not None:
        own.add(ruled.title)
    return life.roster.post("supervisor1" if "community_secretary" in own else "secretary")


def follow_up(life: Life) -> None:
    """Somebody else asks whether it is really done."""
    life.step(
        "follow_up", _asker(life).key, opening(life.hence(2, 12)), words=words.reason(life.rng, "follow_up")
    )


def rate(life: Life, scores: tuple[int, ...]) -> int:
    """The reporter judges; he who has no phone says it to whoever calls."""
    score = life.rng.choice(scores)
    at = life.at + timedelta(hours=life.rng.uniform(1, 48))
    at = at.replace(hour=life.rng.choice((9, 12, 18, 19, 20, 21))) if at.hour < 7 else at
    said = words.reason(life.rng, f"rate {score}") if life.rng.random() < 0.6 else ""
    life.step("rate", REPORTER, at, score=score, words=said)
    return score


def close(life: Life) -> None:
    """It is closed: rated by a person, unrated by the system after seven working days."""
    rated = life.steps[-1].score
    if rated is None:
        life.step("close", SYSTEM, work_on(life.at, 7 * 8))
        return
    said = words.reason(life.rng, "close unsatisfied") if rated <= 2 else ""
    life.step("close", judge(life).key, opening(life.hence(1, 9)), words=said)


def why(life: Life, key: str) -> str:
    """A reason of the kind the step needs."""
    return words.reason(life.rng, key)
