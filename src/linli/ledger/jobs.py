"""The months ahead: a partition is there long before its first entry, so that no write ever waits for one."""

from datetime import timedelta

from procrastinate.contrib.django import app

from linli.kit import clock
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.ledger import actions

MONTHS_AHEAD = 13


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="ledger.open-months", name="ledger.open_months")
def open_months(timestamp: int = 0) -> int:
    """Open the ledger's months of the coming year; nightly. Returns how many were new."""
    by, now = system(), clock.now()
    with scope(by):
        ahead = [now + timedelta(days=28 * step) for step in range(MONTHS_AHEAD + 2)]
        return actions.open_months(by=by, moments=ahead)
