"""Telling, and marking as read."""

from collections.abc import Collection
from uuid import UUID

from linli.delivery import queries
from linli.delivery.rules import tidy_title
from linli.kit import clock, ids, statements
from linli.kit.actor import Actor
from linli.kit.areas import community_of

_LEAVE = (
    "INSERT INTO delivery_message"
    " (id, community, area, at, to_post, to_user, kind, title, title_en, noun, subject)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def tell(
    *,
    by: Actor,
    area: str,
    kind: str,
    title: str,
    title_en: str,
    noun: str,
    subject: UUID,
    posts: Collection[UUID | None] = (),
    users: Collection[UUID | None] = (),
) -> int:
    """Leave a message with each post and person, and return how many were left. None among them is passed over, and so
    are the actor himself and his own posts: he knows. Nothing is sent while old records are loaded."""
    if clock.is_told():
        return 0
    now = clock.now()
    to = [(post, None) for post in dict.fromkeys(posts) if post and post not in by.posts]
    to += [(None, user) for user in dict.fromkeys(users) if user and user != by.id]
    said = kind, tidy_title(title), tidy_title(title_en), noun, subject
    with statements.together():
        for post, user in to:
            statements.insert(_LEAVE, (ids.new(), community_of(area), area, now, post, user, *said))
    return len(to)


def mark_read(*, by: Actor, ids: Collection[UUID] | None = None, everything: bool = False) -> int:
    """Mark some of the actor's own messages, or all of them, as read; return how many were new. Others' are not found
    and so not touched."""
    rows = queries.own(by).filter(read_at=None)
    if not everything:
        rows = rows.filter(id__in=list(ids or ()))
    return rows.update(read_at=clock.now(), read_by=by.id)
