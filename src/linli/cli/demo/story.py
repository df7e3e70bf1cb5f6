"""The shapes of a told life: a matter from the words it came in with, and the steps taken since, in order. Keys of
posts are those of `people`; verbs, states, doors and outcomes those of the loop."""

from dataclasses import dataclass
from datetime import date, datetime

from linli.cli.demo.people import Reporter

REPORTER = "reporter"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `by` is the key of a post, `reporter` or `system` (which closes what nobody rated, and has what was
    merged follow). `to` is the post it goes to (dispatch, escalate, reopen); `words` the answer, reason, remark or
    note; `outcome` solved or explained (settle, resolve); `score` 1–5 (rate); `refer_to` as in the categories (refer);
    `review_on` (hold, review); `until` the day asked for (extend); `into` the number of the story it runs along with
    (merge), else 0; `category` and `area` what was corrected (accept, classify), else empty. `state` is where the
    matter stands after."""

    verb: str
    at: datetime
    by: str
    state: str
    to: str = ""
    words: str = ""
    outcome: str = ""
    score: int | None = None
    refer_to: str = ""
    review_on: date | None = None
    until: date | None = None
    into: int = 0
    category: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One matter. `category` is the true one and `suggested` what came in; `area` is the grid if known, else the
    community; `grid` the true one; a point only where a place was named exactly. `taken_by` is the post that took it in
    (first contact), empty for the portal; `reporter` None when nobody is named; `number` the foreign number of a 12345
    order. `path` says what kind of life it is."""

    index: int
    raised_at: datetime
    door: str
    words: str
    category: str
    suggested: str
    urgency: str
    place: str
    area: str
    grid: str
    longitude: float | None
    latitude: float | None
    reporter: Reporter | None
    taken_by: str
    number: str
    path: str
    steps: tuple[Step, ...]

    @property
    def state(self) -> str:
        """Where it stands at the end of the story."""
        return self.steps[-1].state if self.steps else "received"
