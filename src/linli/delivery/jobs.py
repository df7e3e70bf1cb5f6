"""What delivery does by itself: send the code that proves an address, forget old letters."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from linli.delivery import actions
from linli.kit.actor import system
from linli.kit.scope import scope


@app.task(name="delivery.send_code", retry=RetryStrategy(max_attempts=4, linear_wait=60))
def send_code(person: str) -> bool:
    """Send a person the code he asked for; tried again each minute, four times at most. Returns whether there was
    one."""
    by = system()
    with scope(by):
        return actions.send_code(by=by, person=UUID(person))


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="delivery.forget-letters", name="delivery.forget_letters")
def forget_letters(timestamp: int = 0) -> int:
    """Remove old letters, nightly. Returns how many."""
    by = system()
    with scope(by):
        return actions.forget_letters(by=by)
