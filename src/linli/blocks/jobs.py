"""What goes at night: counts that count no more, where old matters came from, blocks long ended."""

from procrastinate.contrib.django import app

from linli.blocks import actions
from linli.kit.actor import system
from linli.kit.scope import scope


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="blocks.tidy", name="blocks.tidy")
def tidy(timestamp: int = 0) -> int:
    """Remove what is kept no longer, nightly. Returns how many rows went."""
    by = system()
    with scope(by):
        return actions.remove_old(by=by)
