"""What is done about time in the demo's year: more of it is asked for and granted or not, the reporter or an office
reminds, somebody above watches over a matter. Each is a way through the loop like those of `paths`."""

from datetime import timedelta

from linli.cli.demo.hours import after, opening
from linli.cli.demo.life import Life, judge, resolve, respond, take, why
from linli.cli.demo.paths import PLAIN, begin, finish, sent
from linli.cli.demo.people import Post
from linli.cli.demo.story import REPORTER

MORE_DAYS = (10, 30)
"""Days asked for beyond the deadline; more than the longest holidays, which the story does not know."""


def asking(life: Life) -> None:
    """More time is asked for, and nobody has answered yet."""
    _asked(life)


def _asked(life: Life) -> bool:
    """Whether it was begun and more time was asked for; not where a wrong category had set the deadline."""
    if not begin(life):
        return False
    respond(life)
    if life.corrected:
        return False
    group = life.category.code.split(".")[0]
    deadline = after(life.raised_at, *life.category.settle)
    until = opening(deadline + timedelta(days=life.rng.randint(*MORE_DAYS))).date()
    at = min(life.within(life.category.settle, 0.25, 0.5), life.hence(4, 20))
    life.step("extend", life.handler.key, at, words=why(life, f"extend {group}"), until=until)
    return True


def _giver(life: Life) -> Post:
    """Who answers: the post that gave it there."""
    return life.sender or life.acceptor


def extended(life: Life) -> None:
    """More time is asked for and granted; then it is done within it."""
    if _asked(life):
        at = opening(life.hence(0.5, 6))
        life.step("grant", _giver(life).key, at, words=why(life, "grant"))
        resolve(life, 0.9, 1.25)
        finish(life)
    else:
        _end(life)


def refused(life: Life) -> None:
    """More time is asked for and not granted."""
    if _asked(life):
        at = opening(life.hence(0.5, 6))
        life.step("refuse", _giver(life).key, at, words=why(life, "refuse"))
    _end(life)


def _end(life: Life) -> None:
    """What is in hand is settled about its time."""
    if life.state == "in_hand":
        resolve(life, 0.7, 1.1)
        finish(life)


def _remind(life: Life) -> None:
    """The reporter asks what has become of it, by day."""
    at = max(life.within(life.category.settle, 0.4, 0.7), life.hence(1, 4))
    at = at if 7 <= at.hour <= 21 else (at + timedelta(hours=10)).replace(hour=8)
    life.step("remind", REPORTER, at, words=why(life, "remind"))


def reminded(life: Life) -> None:
    """The reporter reminds; the owner answers and does it."""
    if begin(life):
        _remind(life)
        respond(life)
        resolve(life, 0.6, 1.05)
        finish(life)


def waited(life: Life) -> None:
    """Sent to somebody who has not begun, though the reporter reminded."""
    sent(life)
    if life.state == "dispatched":
        _remind(life)


def pressed(life: Life) -> None:
    """Sent and not taken up: whoever sent it reminds, and it is done."""
    sent(life)
    if life.state != "dispatched":
        return
    life.step("remind", _giver(life).key, opening(life.hence(6, 12)), words=why(life, "remind office"))
    take(life)
    respond(life)
    resolve(life, 0.5, 1.0)
    finish(life)


def watched(life: Life) -> None:
    """It lies, the reporter reminds, and somebody above watches over it from now on."""
    if not begin(life):
        return
    respond(life)
    _remind(life)
    life.step("supervise", judge(life).key, opening(life.hence(1, 6)), words=why(life, "supervise"))


def supervised(life: Life) -> None:
    """Watched over from above until it is done; now and then the watch is lifted before."""
    watched(life)
    if life.steps[-1].verb != "supervise":
        return
    by = life.steps[-1].by
    life.step("note", life.handler.key, life.hence(2, 6), words=why(life, "note"))
    if life.rng.random() < 0.5:
        life.step("lift", by, opening(life.hence(6, 16)), words=why(life, "lift"))
    resolve(life, 0.9, 1.5)
    finish(life, PLAIN)
