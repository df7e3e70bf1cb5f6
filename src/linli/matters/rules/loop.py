"""The loop as a table a newcomer can read: which step leads from where to where, with which right, by whom. 受理 →
派单 → 办理 → 办结 → 回访 → 评价 → 结案 (国办发〔2020〕53号), with the ways out (不予受理, 转介, 撤回), back (退单,
重办), up (提级) and aside (挂账); and what is done about time: 延期, 催办, 督办."""

from dataclasses import dataclass
from enum import StrEnum

from linli.matters.rules.grants import Permission


class State(StrEnum):
    """Where a matter stands."""

    RECEIVED = "received"
    DECLINED = "declined"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    IN_HAND = "in_hand"
    LONG_TERM = "long_term"
    MERGED = "merged"
    RESOLVED = "resolved"
    FOLLOWED_UP = "followed_up"
    RATED = "rated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = State

RUNNING = frozenset({S.RECEIVED, S.ACCEPTED, S.DISPATCHED, S.IN_HAND})
"""States with work to do, in which the clocks of accepting, answering and settling run."""

TERMINAL = frozenset({S.DECLINED, S.REFERRED, S.CLOSED, S.WITHDRAWN})
"""States a matter rests in."""

OPEN = frozenset(S) - TERMINAL
"""States in which somebody still has something to do."""


class Verb(StrEnum):
    """What can be done with a matter."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REFER = "refer"
    CLASSIFY = "classify"
    DISPATCH = "dispatch"
    SETTLE = "settle"
    TAKE = "take"
    ANSWER = "answer"
    NOTE = "note"
    RETURN = "return"
    ESCALATE = "escalate"
    HOLD = "hold"
    RESUME = "resume"
    REVIEW = "review"
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    REMIND = "remind"
    SUPERVISE = "supervise"
    LIFT = "lift"
    MERGE = "merge"
    SPLIT = "split"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"
    RATE = "rate"
    REOPEN = "reopen"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Who(StrEnum):
    """Who takes a step, beside having the right over the area."""

    OFFICE = (
        "office"  # the post that owns it, or whoever has the right there and sits no lower than that post
    )
    HANDLER = "handler"  # only who sits in the post that owns it
    OTHER = "other"  # anybody with the right except the handler: nobody stops his own clock or judges himself
    REPORTER = "reporter"  # the reporter, or somebody other than the handler on his behalf


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `to` is None where the state stays; from the states of `not_own` it is not the step of the
    post that owns the matter."""

    verb: Verb
    sources: frozenset[State]
    to: State | None
    permission: Permission
    who: Who
    not_own: frozenset[State] = frozenset()


def _step(
    verb: Verb,
    sources: set[State],
    to: State | None,
    permission: Permission,
    who: Who,
    *,
    not_own: frozenset[State] = frozenset(),
) -> Step:
    return Step(verb, frozenset(sources), to, permission, who, not_own)


_WORKING = {S.ACCEPTED, S.DISPATCHED, S.IN_HAND}
_GIVEN = {S.DISPATCHED, S.IN_HAND}
_AT_WORK = {S.RECEIVED, *_WORKING, S.LONG_TERM}
_DONE = {S.RESOLVED, S.FOLLOWED_UP}
_ACCEPTED, _IN_HAND = frozenset({S.ACCEPTED}), frozenset({S.IN_HAND})
_ENDED = {S.DECLINED, S.REFERRED, S.CLOSED}

TABLE: tuple[Step, ...] = (
    #     verb            from                                   to             right                  who
    _step(Verb.ACCEPT, {S.RECEIVED}, S.ACCEPTED, Permission.ACCEPT, Who.OFFICE),
    _step(Verb.DECLINE, {S.RECEIVED}, S.DECLINED, Permission.ACCEPT, Who.OFFICE),
    _step(
        Verb.REFER,
        {S.RECEIVED, S.ACCEPTED},
        S.REFERRED,
        Permission.ACCEPT,
        Who.OFFICE,
        not_own=_ACCEPTED,
    ),
    _step(Verb.CLASSIFY, _AT_WORK, None, Permission.CLASSIFY, Who.OFFICE),
    _step(Verb.DISPATCH, _WORKING, S.DISPATCHED, Permission.DISPATCH, Who.OFFICE, not_own=_IN_HAND),
    _step(Verb.SETTLE, {S.ACCEPTED}, S.RESOLVED, Permission.HANDLE, Who.OFFICE),
    _step(Verb.TAKE, {S.ACCEPTED, S.DISPATCHED}, S.IN_HAND, Permission.HANDLE, Who.HANDLER),
    _step(Verb.ANSWER, {*_AT_WORK, *_DONE}, None, Permission.HANDLE, Who.OFFICE),
    _step(Verb.NOTE, set(S) - TERMINAL, None, Permission.HANDLE, Who.OFFICE),
    _step(Verb.RETURN, {S.DISPATCHED, S.IN_HAND}, S.ACCEPTED, Permission.HANDLE, Who.HANDLER),
    _step(Verb.ESCALATE, {*_WORKING}, S.ACCEPTED, Permission.ESCALATE, Who.OFFICE),
    _step(Verb.HOLD, {S.IN_HAND}, S.LONG_TERM, Permission.HOLD, Who.OTHER),
    _step(Verb.RESUME, {S.LONG_TERM}, S.IN_HAND, Permission.HANDLE, Who.OFFICE),
    _step(Verb.REVIEW, {S.LONG_TERM}, None, Permission.HOLD, Who.OTHER),
    _step(Verb.EXTEND, _GIVEN, None, Permission.HANDLE, Who.HANDLER),
    _step(Verb.GRANT, _GIVEN, None, Permission.DISPATCH, Who.OFFICE, not_own=frozenset(_GIVEN)),
    _step(Verb.REFUSE, _GIVEN, None, Permission.DISPATCH, Who.OFFICE, not_own=frozenset(_GIVEN)),
    _step(Verb.REMIND, {S.RECEIVED, *_WORKING}, None, Permission.REMIND, Who.REPORTER),
    _step(Verb.SUPERVISE, _AT_WORK, None, Permission.SUPERVISE, Who.OTHER),
    _step(Verb.LIFT, set(S) - TERMINAL, None, Permission.SUPERVISE, Who.OTHER),
    _step(Verb.MERGE, _AT_WORK, S.MERGED, Permission.DISPATCH, Who.OFFICE),
    _step(Verb.SPLIT, {S.MERGED}, None, Permission.DISPATCH, Who.OFFICE),
    _step(Verb.RESOLVE, {S.IN_HAND}, S.RESOLVED, Permission.HANDLE, Who.HANDLER),
    _step(Verb.FOLLOW_UP, {S.RESOLVED}, S.FOLLOWED_UP, Permission.FOLLOW_UP, Who.OTHER),
    _step(Verb.RATE, {*_DONE, S.CLOSED}, S.RATED, Permission.RATE, Who.REPORTER),
    _step(Verb.REOPEN, {S.RATED, *_ENDED}, S.DISPATCHED, Permission.REOPEN, Who.OTHER),
    _step(Verb.CLOSE, {*_DONE, S.RATED}, S.CLOSED, Permission.CLOSE, Who.OTHER),
    _step(Verb.WITHDRAW, {*_AT_WORK, S.MERGED}, S.WITHDRAWN, Permission.WITHDRAW, Who.REPORTER),
)

STEPS: dict[Verb, Step] = {step.verb: step for step in TABLE}


ENTRIES: dict[str, Verb] = {
    "accepted": Verb.ACCEPT,
    "declined": Verb.DECLINE,
    "referred": Verb.REFER,
    "classified": Verb.CLASSIFY,
    "dispatched": Verb.DISPATCH,
    "settled": Verb.SETTLE,
    "answered": Verb.ANSWER,
    "noted": Verb.NOTE,
    "escalated": Verb.ESCALATE,
    "held": Verb.HOLD,
    "resumed": Verb.RESUME,
    "reviewed": Verb.REVIEW,
    "extended": Verb.GRANT,
    "extension-refused": Verb.REFUSE,
    "reminded": Verb.REMIND,
    "supervised": Verb.SUPERVISE,
    "supervision-lifted": Verb.LIFT,
    "merged": Verb.MERGE,
    "split": Verb.SPLIT,
    "followed-up": Verb.FOLLOW_UP,
    "rated": Verb.RATE,
    "reopened": Verb.REOPEN,
    "closed": Verb.CLOSE,
    "withdrawn": Verb.WITHDRAW,
}
"""What the ledger calls a step that whoever has the right may take; the rest is of the post in charge."""


def right_of(entry: str) -> Permission:
    """The right an entry of the ledger was made by."""
    return STEPS[ENTRIES[entry]].permission if entry in ENTRIES else Permission.SEE


def target(verb: Verb, state: State) -> State:
    """The state a step leads to."""
    return STEPS[verb].to or state


class Door(StrEnum):
    """The way a matter came in (渠道)."""

    COUNTER = "counter"
    PHONE = "phone"
    CHAT = "chat"
    PORTAL = "portal"
    ORDER_12345 = "order_12345"
    VISIT = "visit"
    PATROL = "patrol"
    MEETING = "meeting"
    LETTER = "letter"
    API = "api"


class Urgency(StrEnum):
    """紧急, 较急, 一般."""

    URGENT = "urgent"
    SOON = "soon"
    ORDINARY = "ordinary"


class Outcome(StrEnum):
    """How it was settled: 实际解决 is counted apart from 解释说明."""

    SOLVED = "solved"
    EXPLAINED = "explained"


class Party(StrEnum):
    """Why a post may see a matter outside its own area."""

    FIRST_CONTACT = "first"
    ACCEPTOR = "acceptor"
    DISPATCHER = "dispatcher"
    HANDLER = "handler"
    OVERSEER = "overseer"


SATISFIED_FROM = 3
"""Of five levels (好差评: 1 非常不满意 … 5 非常满意), the lowest that closes a matter."""

SCORES = {1: "非常不满意", 2: "不满意", 3: "基本满意", 4: "满意", 5: "非常满意"}
"""The five levels in words."""

RATINGS_MOST = 2
"""The rating, and one follow-up rating (追评)."""

RATE_WITHIN_DAYS = 30
"""How long after closing the follow-up rating is open."""

RETURNS_MOST = 2
"""The second return goes to whoever decides; what he gives back is not returned again."""

EXTENSIONS_MOST = 2
"""How often the time of one matter is made longer."""

EXTEND_MOST_DAYS = 90
"""How far ahead of its deadline a matter is put off at once; what takes longer belongs on the long-term list."""

REMIND_AGAIN_HOURS = {True: 24, False: 4}
"""How long after a reminder (催办) the next may follow: from the reporter, from a worker."""

UNRATED_AFTER_WORKING_DAYS = 7
"""When a settled matter nobody rated closes as 未评价."""
