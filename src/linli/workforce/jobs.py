"""Mail for posts: who holds a post is known here, so here a letter finds its person, at the moment it goes."""

from collections.abc import Sequence
from uuid import UUID

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from linli.delivery import actions as delivery
from linli.delivery import queries as letters_in
from linli.delivery.actions.mail import Place
from linli.delivery.queries import Waiting
from linli.delivery.rules.mailing import Why
from linli.kit.actor import Actor, system
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.workforce import queries
from linli.workforce.queries import PostRef

log = structlog.get_logger(__name__)
ON_FOOT = frozenset({Role.HELPER, Role.PARTNER, Role.GRID_WORKER, Role.GRID_LEAD})
"""Roles whose work is on the phone: their mail leads there."""
DESK, NO_POST = "desk", ""


@app.task(name="workforce.mail_out")
def mail_out(letters: list[str]) -> int:
    """Mail these letters to whoever holds their posts now; what may not go yet waits for `mail_waiting`. Returns how
    many went."""
    by = system()
    with scope(by, write=False):
        found = letters_in.waiting(by, letters=[UUID(id) for id in letters])
    return _out(by, found)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="workforce.mail-waiting", name="workforce.mail_waiting")
def mail_waiting(timestamp: int = 0) -> int:
    """Mail what waited until now, for the end of quiet hours or for another try; every minute, 500 at most. Returns how
    many went."""
    if not settings.LINLI_MAIL_ON:
        return 0
    by = system()
    with scope(by, write=False):
        found = letters_in.waiting(by)
    return _out(by, found)


def _out(by: Actor, found: Sequence[Waiting]) -> int:
    """Each person's letters in a transaction of their own; one that fails is put into the log and the next is taken. To
    a vacant post nothing goes; while its holder is away, what is for the post goes to who stands in: he has the rest in
    the product when he is back."""
    with scope(by, write=False):
        posts = queries.posts_by_id({one.to_post for one in found if one.to_post})
    people: dict[UUID, dict[UUID, Place]] = {}
    vacant: list[UUID] = []
    for one in found:
        post = posts.get(one.to_post) if one.to_post else None
        person = one.to_user or (post.stand_in or post.holder if post else None)
        if person is None:
            vacant.append(one.id)
        else:
            people.setdefault(person, {})[one.id] = _place(post)
    if vacant:
        with scope(by):
            delivery.give_up(by=by, letters=vacant, why=Why.VACANT)
    return sum(_one(by, person, letters) for person, letters in people.items())


def _place(post: PostRef | None) -> Place:
    if post is None:
        return Place(NO_POST, DESK)
    return Place(post.name, "field" if post.role in ON_FOOT else DESK)


def _one(by: Actor, person: UUID, letters: dict[UUID, Place]) -> int:
    try:
        with scope(by):
            return delivery.mail_out(by=by, person=person, letters=letters)
    except Exception:
        log.exception("mail left undone", letters=len(letters))
        return 0
