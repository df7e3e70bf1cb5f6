"""What is sealed comes to the current key by itself, within each minute as much as fits; what is not done waits for the
next. Each piece is a transaction of its own, so that a stopped job goes on where it stood."""

import time

from procrastinate.contrib.django import app

from linli.kit.actor import system
from linli.kit.scope import scope
from linli.safekeeping import actions

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
