"""The rules of the loop, pure: what states there are and how one leads to another (`loop`), who may take which step
(`steps`), by when (`clocks`), and what a matter's words must be (`words`)."""

from linli.matters.rules.clocks import Clocks, Limits, Standing, standing
from linli.matters.rules.grants import GRANTS, KEPT, Permission
from linli.matters.rules.loop import (
    OPEN,
    RUNNING,
    TABLE,
    TERMINAL,
    Door,
    Outcome,
    Party,
    State,
    Step,
    Urgency,
    Verb,
    Who,
    target,
)
from linli.matters.rules.steps import Facts, abilities, check, is_handler

__all__ = [
    "GRANTS",
    "KEPT",
    "OPEN",
    "RUNNING",
    "TABLE",
    "TERMINAL",
    "Clocks",
    "Door",
    "Facts",
    "Limits",
    "Outcome",
    "Party",
    "Permission",
    "Standing",
    "State",
    "Step",
    "Urgency",
    "Verb",
    "Who",
    "abilities",
    "check",
    "is_handler",
    "standing",
    "target",
]
