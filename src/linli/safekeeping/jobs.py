"""What is sealed comes to the current key by itself, within each minute as much as fits; what is not done waits for the
next. Each piece is a transaction of its own, so that a stopped job goes on where it stood. What is kept of people no
longer goes at night."""

import time
from collections import Counter

import structlog
from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.keeping import Kept
from linli.kit.scope import scope
from linli.safekeeping import actions

log = structlog.get_logger(__name__)
SWEEPING = 600.0
"""Seconds a night's removing goes on at most."""
SECONDS = 45.0
"""How long one run goes on."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="safekeeping.reseal", name="safekeeping.reseal")
def reseal(timestamp: int = 0) -> int:
    """Seal anew what is under an old key; every minute, and nothing where all has come. Returns how many parts are
    left."""
    return go_on(until=time.monotonic() + SECONDS)


def go_on(*, until: float) -> int:
    """Go on until a moment of the monotonic clock; return how many parts are left."""
    by = system()
    with scope(by, write=False):
        left = actions.pending(by=by)
    for part in left:
        more = True
        while more and time.monotonic() < until:
            with scope(by):
                more = actions.step(by=by, part=part)
    with scope(by, write=False):
        return len(actions.pending(by=by))


@app.periodic(cron="11 4 * * *")
@app.task(queueing_lock="safekeeping.retain", name="safekeeping.retain")
def retain(timestamp: int = 0) -> int:
    """Remove what is kept of people no longer; nightly. Returns of how many records something went."""
    told = sweep_all(until=time.monotonic() + SWEEPING)
    log.info("retention", **{f"{kind.value}_{what}": n for (kind, what), n in told.items() if n})
    return sum(number for (_, what), number in told.items() if what == "removed")


def sweep_all(*, until: float) -> Counter[tuple[Kept, str]]:
    """Remove what is kept no longer, kind by kind, until a moment of the monotonic clock; how many were removed and
    how many held of each kind. What is not done waits for the next night."""
    by, told = system(), Counter[tuple[Kept, str]]()
    for kind in Kept:
        last, more = None, True
        while more and time.monotonic() < until:
            with scope(by):
                swept = actions.sweep(by=by, kind=kind, after=last)
            told[kind, "removed"] += swept.removed
            told[kind, "held"] += swept.held
            last = swept.last
            more = last is not None
    return told
