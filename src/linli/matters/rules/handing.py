"""交接: the whole open work of some posts given to another at once; why, how much at a time, and what becomes of a
matter."""

from enum import StrEnum

from linli.matters.rules.loop import OPEN, State


class HandoverReason(StrEnum):
    """Why work is handed over: 离任或调岗, 网格调整, 岗位撤销, 长期不在岗, 工作调整."""

    LEFT = "left"
    SPLIT = "split"
    ENDED = "ended"
    AWAY = "away"
    WORKLOAD = "workload"


BATCH = 500
"""Matters of one command and one transaction: locks are short, and what is left is asked for again."""

SETTLED = frozenset({State.RESOLVED, State.FOLLOWED_UP, State.RATED})
"""States in which the work was done: whoever did it stays on record, so that he never judges it."""

BEGUN_ANEW = frozenset(OPEN - SETTLED)
"""States in which the work is still to be done: it is nobody's with his own hands until the new post takes it."""


def handed(state: State) -> State:
    """Where a matter stands once it was handed over: what somebody had in hand waits to be taken; the rest stays."""
    return State.DISPATCHED if state is State.IN_HAND else state
