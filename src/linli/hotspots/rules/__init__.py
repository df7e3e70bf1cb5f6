"""Rules of hot issues: who may see and tend them, what states they have, from what on they are shown."""

import math
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from linli.kit.areas import Level
from linli.kit.roles import Grants, Role
from linli.language.rules.hot import HALF_LIFE
from linli.matters.rules import RUNNING
from linli.matters.rules import State as Matter

WINDOW_DAYS = 180
"""Matters older than this take no part any more; whoever reports the same thing half a year later begins anew."""
MATTERS_MOST = 10_000
"""Matters of a community that are looked at, the newest; a community with more in half a year is looked at for less."""
TITLE_MOST = 40
COOL = 0.25
"""Heat below which an issue has cooled: a quarter of one report of today, six weeks after four."""


JOINABLE = RUNNING | {Matter.LONG_TERM}
"""States in which a matter can run along with another, or have others run along with it."""


class Permission(StrEnum):
    """One right."""

    SEE = "hot:see"
    TEND = "hot:tend"
    """Watch, rename, dismiss, put matters in and take them out."""


P = Permission
_TEND = frozenset({P.SEE, P.TEND})
GRANTS: Grants = {
    Role.GRID_LEAD: frozenset({P.SEE}),
    Role.COUNTER: _TEND,
    Role.SECRETARY: _TEND,
    Role.SUBDISTRICT: _TEND,
    Role.SUPERVISOR: frozenset({P.SEE}),
}
"""Those who see a whole community's matters. Joining matters needs the right to join each of them besides."""


class State(StrEnum):
    """What people said of an issue."""

    FOUND = "found"
    WATCHED = "watched"
    DISMISSED = "dismissed"
    GONE = "gone"
    """It became one with another, or nothing is left in it."""


SHOWN = (State.FOUND.value, State.WATCHED.value)
"""States of issues that a list of hot issues shows."""


def rank(heat: float, at: datetime) -> float:
    """A number that orders issues as hot as they are at any moment: all fade at the same pace, so what was reckoned at
    different moments can be compared, and none needs to be reckoned anew as time goes by. -1 without heat."""
    return math.log2(heat) + at.timestamp() / HALF_LIFE.total_seconds() if heat > 0 else -1.0


def heat_at(rank: float, at: datetime) -> float:
    """How hot that is at a moment."""
    return float(2.0 ** min(rank - at.timestamp() / HALF_LIFE.total_seconds(), 64.0)) if rank > 0 else 0.0


def area_of(areas: Iterable[str]) -> str:
    """The smallest area that holds some areas of one community: the micro-grid, the grid, or the community."""
    several = list(areas)
    shared = "".join(
        first for first, *_ in takewhile(lambda chars: len(set(chars)) == 1, zip(*several, strict=False))
    )
    levels = (Level.MICRO_GRID, Level.GRID, Level.COMMUNITY)
    return next((shared[:level] for level in levels if len(shared) >= level), shared)
