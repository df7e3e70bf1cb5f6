"""By when. Three clocks are kept apart: accepting, the first response to the reporter, settling; a fourth runs for
whoever decides on a dissatisfied reporter. A clock counts in working hours or working days (or plain ones);
"approaching" begins when 80% of its time is used. Nobody stops his own clock: a matter rests only when somebody else
puts it on the long-term list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from linli.matters.rules.loop import State, Urgency

APPROACHING = 0.8


class Reckoner(Protocol):
    """A working calendar, as far as clocks need one; units are `working_hour`, `working_day`, `hour`, `day`."""

    def deadline(self, start: datetime, amount: float, unit: Any) -> datetime:
        """The moment an amount of time after `start` is used up."""
        ...

    def share_reached_at(self, start: datetime, deadline: datetime, unit: Any, share: float) -> datetime:
        """The moment a share of the time is used up."""
        ...

    def working_minutes_between(self, a: datetime, b: datetime) -> float:
        """Office minutes from one moment to another."""
        ...


IN_OFFICE_TIME = frozenset({"working_hour", "working_day"})


class Standing(StrEnum):
    """How the running clock stands."""

    NONE = "none"
    ON_TIME = "on_time"
    APPROACHING = "approaching"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of a unit."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Limits:
    """A category's three limits."""

    accept: Limit
    respond: Limit
    settle: Limit


@dataclass(frozen=True, slots=True)
class Clocks:
    """The three deadlines of a matter and the moments their last fifth begins."""

    accept_by: datetime
    respond_by: datetime
    settle_by: datetime
    accept_warn: datetime
    respond_warn: datetime
    settle_warn: datetime


URGENT_LIMITS = Limits(accept=Limit(0.5, "hour"), respond=Limit(1, "hour"), settle=Limit(24, "hour"))
"""Whatever the category says, an urgent matter has at most these (DB11/T 2021—2022: 1 h for emergencies)."""


def clocks(
    limits: Limits,
    start: datetime,
    by: Reckoner,
    *,
    urgency: str = Urgency.ORDINARY,
    theirs: datetime | None = None,
) -> Clocks:
    """The deadlines of a matter that came in at `start`. `theirs`, the deadline a 12345 order brings along, counts
    where it still lies ahead and is sooner than the category's own for settling."""
    urgent = urgency == Urgency.URGENT

    def pair(limit: Limit, cap: Limit) -> tuple[datetime, datetime]:
        end = by.deadline(start, limit.amount, limit.unit)
        if urgent:
            soonest = by.deadline(start, cap.amount, cap.unit)
            if soonest < end:
                return soonest, by.share_reached_at(start, soonest, cap.unit, APPROACHING)
        return end, by.share_reached_at(start, end, limit.unit, APPROACHING)

    accept, respond, settle = (
        pair(limits.accept, URGENT_LIMITS.accept),
        pair(limits.respond, URGENT_LIMITS.respond),
        pair(limits.settle, URGENT_LIMITS.settle),
    )
    if theirs is not None and start < theirs < settle[0]:
        settle = theirs, by.share_reached_at(start, theirs, "hour", APPROACHING)
    return Clocks(accept[0], respond[0], settle[0], accept[1], respond[1], settle[1])


DECIDE_WITHIN = Limit(3, "working_day")
"""How long somebody has to decide whether a matter is worked on again."""


def decision(start: datetime, by: Reckoner) -> tuple[datetime, datetime]:
    """By when a dissatisfied reporter's wish is decided on, and when the last fifth of that time begins."""
    end = by.deadline(start, DECIDE_WITHIN.amount, DECIDE_WITHIN.unit)
    return end, by.share_reached_at(start, end, DECIDE_WITHIN.unit, APPROACHING)


def after_rest(moment: datetime, *, since: datetime, now: datetime, unit: str, by: Reckoner) -> datetime:
    """Where a moment of the settling clock falls after a rest: what was left when it was set aside is left again, in
    office time where the limit is counted so, by the clock otherwise. What had passed before stays passed."""
    if moment <= since:
        return moment
    if unit in IN_OFFICE_TIME:
        return by.deadline(now, by.working_minutes_between(since, moment) / 60, "working_hour")
    return moment + (now - since)


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline that runs now and when its last fifth begins; both None when no clock runs."""

    at: datetime | None = None
    warn_at: datetime | None = None


def due(
    state: str,
    *,
    accept: tuple[datetime, datetime],
    respond: tuple[datetime, datetime] | None,
    settle: tuple[datetime, datetime],
    review: tuple[datetime, datetime] | None = None,
    decide: tuple[datetime, datetime] | None = None,
) -> Due:
    """Which of the clocks runs: accepting until accepted, then the sooner of the first response (until given) and
    settling; on the long-term list the day of review; once rated, deciding. Each pair is (deadline, start of its last
    fifth)."""
    match State(state):
        case State.RECEIVED:
            return Due(*accept)
        case State.ACCEPTED | State.DISPATCHED | State.IN_HAND:
            return Due(*(min(respond, settle) if respond else settle))
        case State.LONG_TERM:
            return Due(*review) if review else Due()
        case State.RATED if decide:
            return Due(*decide)
        case _:
            return Due()


def standing(due_at: datetime | None, warn_at: datetime | None, *, now: datetime) -> Standing:
    """How the running clock stands now."""
    if due_at is None:
        return Standing.NONE
    if now > due_at:
        return Standing.OVERDUE
    return Standing.APPROACHING if warn_at is not None and now >= warn_at else Standing.ON_TIME
