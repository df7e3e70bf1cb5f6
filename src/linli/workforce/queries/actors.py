"""Who acts: a person with the posts held today and those he stands in for, or a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.kit import clock, statements
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
_SEATS = (
    "SELECT u.id, u.name, u.language, u.is_active, u.password, u.must_change_password,"  # noqa: S608
    " p.id, p.area, t.role, t.code, p.name,"
    " CASE WHEN t.role = 'administrator' THEN NOT EXISTS (SELECT 1 FROM workforce_post w"
    " JOIN workforce_title x ON x.id = w.title_id AND x.role = 'administrator'"
    " JOIN accounts_user h ON h.id = w.holder_id AND h.is_active"
    " WHERE w.closed_at IS NULL AND length(w.area) < length(p.area)) ELSE false END, p.whose, a.name, t.place"
    f" FROM accounts_user u LEFT JOIN LATERAL ({_OWN} UNION ALL {_STANDING_IN}) p ON true"
    " LEFT JOIN workforce_title t ON t.id = p.title_id LEFT JOIN accounts_user a ON a.id = p.whose WHERE u.id = "
)
"""Own posts and those of whoever is on leave and has him stand in; that passes on from nobody to a third, for only
posts held count, and not to who has no post of his own. `site` says whether a post is an administrator's and no
other's is wider: asked of administrators alone."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person whose account is open, with the posts held today; the password's hash, to tell whether a session was
    begun with it; whether it was given for one time."""

    actor: Actor
    password: str
    once: bool


def seats_sql(person: str) -> str:
    """The statement that reads a person with his posts, his id being the SQL expression given; its values begin with
    the moment, twice."""
    return _SEATS + person


def holder_of(rows: Sequence[tuple[Any, ...]]) -> Holder | None:
    """The person in the rows of `seats_sql`, own posts first, the widest first; nobody if the account is gone or
    closed."""
    if not rows or not rows[0][3]:
        return None
    id, name, language, _, password, once = rows[0][:6]
    found = [
        (Seat(r[6], r[7], Role(r[8]), r[9], r[10], r[11], r[12], r[13] or ""), r[14]) for r in rows if r[6]
    ]
    found.sort(key=lambda one: (one[0].stands_in is not None, len(one[0].area), one[0].area, one[1]))
    seats = tuple(seat for seat, _ in found)
    actor = Actor(id=id, kind=ActorKind.PERSON, name=name, seats=seats, language=language)
    return Holder(actor, password, once)


def actor_of(user_id: UUID) -> Actor | None:
    """The person with the posts held today and those he stands in for, in one statement; nobody if the account is gone
    or closed."""
    now = clock.now()
    found = holder_of(statements.rows(seats_sql("%s"), (now, now, user_id)))
    return found.actor if found else None


def actor_of_key(key: "Key") -> Actor:
    """A key as an actor: one seat without a post of its own."""
    seat = Seat(post=key.id, area=key.area, role=Role(key.role), title="key", name=key.name)
    return Actor(id=key.id, kind=ActorKind.KEY, name=key.name, seats=(seat,))
