"""Who acts: a person with the posts held today and those he stands in for, or a key."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from linli.kit import clock
from linli.kit.actor import Actor, ActorKind, Seat
from linli.kit.roles import Role

if TYPE_CHECKING:
    from linli.accounts.models import Key

_OWN = (
    "SELECT o.id, o.area, o.name, o.title_id, NULL::uuid AS whose FROM workforce_post o"
    " WHERE o.holder_id = u.id AND o.closed_at IS NULL"
)
_STANDING_IN = (
    "SELECT o.id, o.area, o.name, o.title_id, l.person_id FROM workforce_leave l"
    " JOIN workforce_post o ON o.holder_id = l.person_id AND o.id = ANY(l.posts) AND o.closed_at IS NULL"
    " JOIN workforce_title x ON x.id = o.title_id AND x.role <> 'administrator'"
    " WHERE l.stand_in_id = u.id AND l.ended_at IS NULL AND l.since <= %s AND l.until > %s"
    " AND EXISTS (SELECT 1 FROM workforce_post k WHERE k.holder_id = u.id AND k.closed_at IS NULL)"
)
_ACTOR = (
    "SELECT u.name, u.language, u.is_active, p.id, p.area, p.name, t.code, t.role,"  # noqa: S608
    " CASE WHEN t.role = 'administrator' THEN NOT EXISTS (SELECT 1 FROM workforce_post w"
    " JOIN workforce_title x ON x.id = w.title_id AND x.role = 'administrator'"
    " JOIN accounts_user h ON h.id = w.holder_id AND h.is_active"
    " WHERE w.closed_at IS NULL AND length(w.area) < length(p.area)) ELSE false END, p.whose, a.name"
    f" FROM accounts_user u LEFT JOIN LATERAL ({_OWN} UNION ALL {_STANDING_IN}) p ON true"
    " LEFT JOIN workforce_title t ON t.id = p.title_id LEFT JOIN accounts_user a ON a.id = p.whose"
    " WHERE u.id = %s ORDER BY p.whose IS NOT NULL, length(p.area), p.area, t.place"
)
"""Own posts first, then those of whoever is on leave and has him stand in; that passes on from nobody to a third, for
only posts held count, and not to who has no post of his own. `site` says whether a post is an administrator's and no
other's is wider: asked of administrators alone."""


def actor_of(user_id: UUID) -> Actor | None:
    """The person with the posts held today and those he stands in for, in one statement; nobody if the account is gone
    or closed."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [now, now, user_id])
        rows = cursor.fetchall()
    if not rows or not rows[0][2]:
        return None
    return Actor(
        id=user_id,
        kind=ActorKind.PERSON,
        name=rows[0][0],
        seats=tuple(_seat(*row[3:]) for row in rows if row[3]),
        language=rows[0][1],
    )


def _seat(
    post: UUID,
    area: str,
    name: str,
    title: str,
    role: str,
    site: bool,
    whose: UUID | None,
    whose_name: str | None,
) -> Seat:
    return Seat(post, area, Role(role), title, name, site, whose, whose_name or "")


def actor_of_key(key: "Key") -> Actor:
    """A key as an actor: one seat without a post of its own."""
    seat = Seat(post=key.id, area=key.area, role=Role(key.role), title="key", name=key.name)
    return Actor(id=key.id, kind=ActorKind.KEY, name=key.name, seats=(seat,))
