"""What becomes of a matter of the demo: each path is a way through the loop, told as steps with their times, who took
them and what was said. Every step is one the loop allows, by a post that has the right; the tests hold it to that."""

from datetime import date, datetime, timedelta

from linli.cli.demo import words
from linli.cli.demo.hours import opening, work_on
from linli.cli.demo.life import (
    Life,
    accept,
    again,
    close,
    dispatch,
    follow_up,
    judge,
    lead_of,
    outcome_of,
    rate,
    resolve,
    respond,
    take,
    why,
)
from linli.cli.demo.people import Post
from linli.cli.demo.story import REPORTER

GOOD = (5, 5, 5, 5, 5, 4, 4, 4, 4, 3)
PLAIN = (5, 5, 4, 4, 4, 3, 3, 3, 2, 1)
BAD = (2, 2, 1)


def finish(life: Life, scores: tuple[int, ...] | None = None) -> None:
    """From settled to closed: asked after, rated or not, closed; a bad mark is often worked on again."""
    if life.rng.random() < 0.88:
        follow_up(life)
    if life.named and life.rng.random() < 0.5:
        explained = life.steps[-1].outcome == "explained"
        score = rate(life, scores or (PLAIN if explained else GOOD))
        if score <= 2 and life.rng.random() < 0.7:
            work_again(life)
            return
    close(life)


def work_again(life: Life) -> None:
    """A person decides that it is taken up once more; then it ends well."""
    life.step(
        "reopen", judge(life).key, opening(life.hence(1, 9)), to=life.handler.key, words=why(life, "reopen")
    )
    take(life)
    again(life)
    follow_up(life)
    rate(life, (5, 4, 4, 3))
    close(life)


def begin(life: Life) -> bool:
    """Accepted, dispatched and in hand. False when no post answers for it: then it waits for a person to find one."""
    accept(life)
    if life.post is None:
        return False
    dispatch(life, life.post)
    take(life)
    return True


def normal(life: Life) -> None:
    """The common way."""
    if begin(life):
        respond(life)
        resolve(life)
        finish(life)


def quick(life: Life) -> None:
    """Settled where it came in."""
    accept(life)
    outcome = outcome_of(life)
    said = words.answer(life.rng, life.category.code, outcome, life.place)
    life.post = life.acceptor
    life.step("settle", life.acceptor.key, life.hence(0.05, 1.5), words=said, outcome=outcome)
    finish(life)


def late(life: Life) -> None:
    """Settled, but after its time."""
    if begin(life):
        respond(life)
        resolve(life, 1.15, 2.6)
        finish(life, PLAIN)


def unsent(life: Life) -> None:
    """Accepted and not yet sent to anybody."""
    accept(life)


def sent(life: Life) -> None:
    """Sent, and not yet taken up."""
    accept(life)
    if life.post is not None:
        dispatch(life, life.post)


def stalled(life: Life) -> None:
    """Taken in hand and then left lying."""
    begin(life)


def settled(life: Life) -> None:
    """Settled, and nobody has asked yet."""
    if begin(life):
        respond(life)
        resolve(life, 0.1, 0.5)


def asked(life: Life) -> None:
    """Settled and asked after; the reporter has not judged."""
    settled(life)
    if life.steps[-1].state == "resolved":
        follow_up(life)


def displeased(life: Life) -> None:
    """Judged badly: a person has to decide whether it is taken up again."""
    asked(life)
    if life.named and life.steps[-1].state == "followed_up":
        rate(life, BAD)


def returned(life: Life) -> None:
    """The first owner gives it back with a reason, to the window where he took it in himself; the second does it."""
    if not begin(life):
        return
    first = life.handler
    life.step("return", first.key, life.hence(0.5, 4), words=why(life, f"return {first.title}"))
    life.post = None
    window = life.roster.post("counter1") if first.key == life.acceptor.key else None
    dispatch(life, _other(life, first), by=window)
    take(life)
    respond(life)
    resolve(life, 0.5, 1.1)
    finish(life)


TWICE = frozenset(
    {"grid_worker", "property_company", "subdistrict_officer", "community_police", "department_officer"}
)
"""Whose work is now and then given back, and by the next one too."""


def twice(life: Life) -> None:
    """Given back by the first, and by the second it was sent to; the secretary, who decides, has it now."""
    _twice(life, life.roster.post("counter2"), life.roster.post("secretary"))


def twice_above(life: Life) -> None:
    """The same where the secretary had sent it himself: the street office decides."""
    _twice(life, life.roster.post("secretary"), life.roster.post("works"))


def _twice(life: Life, sender: Post, ruler: Post) -> None:
    if not begin(life) or life.handler.title not in TWICE:
        return
    first = life.handler
    life.step("return", first.key, life.hence(0.5, 3), words=why(life, f"return {first.title}"))
    second = _second(life, first)
    dispatch(life, second, by=sender)
    life.step("return", second.key, life.hence(0.5, 3), words=why(life, f"return {second.title}"))
    life.post = ruler


def _second(life: Life, first: Post) -> Post:
    """Who gets it after the first gave it back: one who works in the grid."""
    titles = (
        ("property_company", "grid_worker") if first.title == "grid_worker" else ("grid_worker", "grid_lead")
    )
    held = (post for title in titles for post in life.roster.held(title, life.grid))
    return next(post for post in held if post.person and post.key != first.key)


def ruled(life: Life) -> None:
    """Given back twice; whoever decides sends it where it is not given back again."""
    above = life.rng.random() < 0.3
    (twice_above if above else twice)(life)
    if life.post is None:
        return
    if life.state == "accepted":
        to = life.roster.post("enforcement") if above else lead_of(life)
        dispatch(life, to, by=life.post, words=why(life, "ruling"))
        take(life)
    respond(life)
    resolve(life, 0.8, 1.3)
    finish(life, PLAIN)


def _other(life: Life, first: Post) -> Post:
    """Who gets it next: the grid's lead, or the street office when the lead had it."""
    lead = lead_of(life)
    return life.roster.post("works") if first.title == "grid_lead" else lead


def escalated(life: Life) -> None:
    """Too big for the community: the street office sends it to somebody with the power."""
    if not begin(life):
        return
    respond(life)
    may = life.handler.title in {"grid_worker", "grid_lead", "department_officer", "community_secretary"}
    by = life.handler if may else life.roster.post("counter4")
    desk = life.roster.post("works" if life.handler.key != "works" else "order")
    life.step("escalate", by.key, opening(life.hence(2, 12)), to=desk.key, words=why(life, "escalate"))
    life.post = desk
    dispatch(life, _power(life, desk), by=desk)
    take(life)
    resolve(life, 0.7, 1.4)
    finish(life, PLAIN)


POWERS: dict[str, str] = {
    "env": "urban",
    "facility": "urban",
    "utility": "supply",
    "property": "housing",
    "house": "housing",
    "traffic": "traffic",
    "neighbour": "order",
    "safety": "order",
    "city": "enforcement",
}
"""By first-level category, the post with the power the community lacks."""


def _power(life: Life, desk: Post) -> Post:
    """Who can do what the community could not; the street's enforcement team where that is the one who asked."""
    key = POWERS.get(life.category.code.split(".")[0], "affairs")
    return life.roster.post("enforcement" if key in {life.handler.key, desk.key} else key)


def reopened(life: Life) -> None:
    """The reporter says it is not done, and it is taken up again."""
    if not begin(life):
        return
    respond(life)
    resolve(life)
    if not life.named:
        finish(life)
        return
    follow_up(life)
    rate(life, BAD)
    work_again(life)


REVIEW_DAYS = (30, 60, 90)
"""After how many days what is set aside is looked at again."""


def held(life: Life) -> None:
    """On the long-term list, and looked at again on its days."""
    aside(life, life.until + timedelta(days=1))


def due_review(life: Life) -> None:
    """On the long-term list; the day to look again is today."""
    aside(life, life.until, last=life.until.date())


def aside(life: Life, end: datetime, last: date | None = None) -> None:
    """Put on the long-term list, and reviewed until some moment, or once, for the last time, on a day."""
    if not begin(life):
        return
    respond(life)
    by, at = judge(life), opening(life.hence(6, 24))
    review = last or _review_after(life, at)
    life.step("hold", by.key, at, words=why(life, "hold"), review_on=review)
    while review < end.date():
        at = life.at.replace(year=review.year, month=review.month, day=review.day, hour=9)
        review = _review_after(life, at)
        life.step("review", by.key, at, words=why(life, "review"), review_on=review)


def _review_after(life: Life, at: datetime) -> date:
    """A working day some weeks later."""
    return opening(at + timedelta(days=life.rng.choice(REVIEW_DAYS))).date()


def resumed(life: Life) -> None:
    """On the long-term list, then possible after all."""
    aside(life, life.raised_at + timedelta(days=life.rng.randint(25, 100)))
    if life.state != "long_term":
        return
    at = opening(life.at + timedelta(days=life.rng.randint(10, 20)))
    life.step("resume", life.handler.key, at, words=why(life, "resume"))
    again(life)
    finish(life)


def withdrawn(life: Life) -> None:
    """The reporter takes it back, before or after somebody began."""
    if life.rng.random() < 0.5:
        begin(life)
    by = REPORTER if life.named else "counter3" if life.acceptor.key == "counter4" else "counter4"
    life.step(
        "withdraw", by, life.at + timedelta(hours=life.rng.uniform(0.5, 6)), words=why(life, "withdraw")
    )


def declined(life: Life) -> None:
    """Not taken, with the reason."""
    at = life.within(life.category.accept, 0.1, 0.9)
    life.step("decline", life.acceptor.key, at, words=why(life, "decline"))


def referred(life: Life) -> None:
    """Not the community's: the reporter is told where to go."""
    to = life.category.refer_to or life.rng.choice(("court", "court", "petition"))
    at = life.within(life.category.accept, 0.1, 0.9)
    life.step("refer", life.acceptor.key, at, refer_to=to, words=why(life, f"refer {to}"))


def waiting(_: Life) -> None:
    """Just come in."""


def adopt(life: Life, to: Post) -> None:
    """A matter nobody owned is given to somebody by a person, and goes its way."""
    life.at = work_on(life.at, life.rng.uniform(2, 12))
    life.post = to
    dispatch(life, to, by=life.roster.post("counter1"))
    take(life)
    respond(life)
    resolve(life, 0.6, 1.2)
    finish(life)
