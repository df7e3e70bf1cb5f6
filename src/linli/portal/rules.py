"""What the public pages decide by themselves, pure: which face suits which duty, how far along a matter is, how long is
left in words' terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.files.rules import REQUEST_BYTES_MOST
from linli.kit.roles import Role
from linli.matters.rules.words import WORDS_MOST

DESK_ROLES = frozenset(
    {
        Role.COUNTER,
        Role.SECRETARY,
        Role.SUBDISTRICT,
        Role.DEPARTMENT,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
        Role.GRID_LEAD,
    }
)
FIELD_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEAD, Role.HELPER, Role.PARTNER})

__all__ = ["WORDS_MOST"]

PHOTOS_MOST = 10
PHOTOS_BYTES_MOST = REQUEST_BYTES_MOST
RAISES_AN_HOUR = 60
PHOTOS_AN_HOUR = 60
"""Pictures kept for one address while forms are mended or turned; those of a matter raised are not counted here."""
OPINIONS_AN_HOUR = 30
VERIFIES_AN_HOUR = 300
"""Codes of cards and notices looked up from one address: a whole estate may share it, and no code is ever guessed."""

OWN_MISSES_MOST = 5
"""Wrong codes for one reference from one address, or from the devices that know it, in half an hour."""
ADDRESS_MISSES_MOST = 30
"""Wrong codes from one address in an hour, whatever the references."""
REFERENCE_MISSES_MOST = 100
"""Wrong codes for one reference from all addresses in a day: one guess in ten thousand would be right."""
HALF_AN_HOUR, HOUR, DAY = 1800, 3600, 86_400

SAME_AGAIN_MINUTES = 30
"""How long the same words from the same browser are taken for the same matter."""

COUNTER_TITLE = "counter_worker"
"""The title of who sits at the community's window."""

STAGES = ("received", "accepted", "in_hand", "resolved", "rated")
"""The five stations a resident sees; the loop has more."""

_STAGE_OF = {
    "received": 0,
    "accepted": 1,
    "dispatched": 1,
    "in_hand": 2,
    "long_term": 2,
    "merged": 2,
    "resolved": 3,
    "followed_up": 3,
    "rated": 4,
    "closed": 4,
}


def faces_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """The faces that suit somebody's posts, the likelier first."""
    held = set(roles)
    return tuple(face for face, fit in (("desk", DESK_ROLES), ("field", FIELD_ROLES)) if held & fit)


def stage_of(state: str) -> int | None:
    """How far along a matter is, 0–4; None for one that left the road (declined, referred, withdrawn)."""
    return _STAGE_OF.get(state)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until a deadline, or how long it has passed: an amount of a unit."""

    late: bool
    amount: int
    unit: str


def left(due: datetime, now: datetime, *, minutes_left: float, minutes_a_day: float) -> Left:
    """`minutes_left` is in working time; lateness is counted by the clock, as the one who waits counts it."""
    if now > due:
        hours = int((now - due).total_seconds() // 3600)
        return Left(True, hours // 24, "day") if hours >= 24 else Left(True, max(1, hours), "hour")
    days = int(minutes_left // minutes_a_day)
    if days >= 1:
        return Left(False, days, "working_day")
    hours = int((due - now).total_seconds() // 3600)
    return Left(False, max(1, hours), "hour")
