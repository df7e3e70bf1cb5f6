"""The person behind a request and the seats he holds, read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from linli.kit import statements
from linli.kit.actor import Actor, ActorKind, Seat
from linli.kit.roles import Role

if TYPE_CHECKING:
    from linli.accounts.models import Key

_SEATS = (
    "SELECT u.id, u.name, u.language, u.is_active, u.password, u.must_change_password,"
    " p.id, p.area, p.name, t.code, t.role, t.place,"
    " CASE WHEN t.role = 'administrator' THEN NOT EXISTS (SELECT 1 FROM workforce_post w"
    " JOIN workforce_title x ON x.id = w.title_id AND x.role = 'administrator'"
    " JOIN accounts_user h ON h.id = w.holder_id AND h.is_active"
    " WHERE w.closed_at IS NULL AND length(w.area) < length(p.area)) ELSE false END"
    " FROM accounts_user u"
    " LEFT JOIN workforce_post p ON p.holder_id = u.id AND p.closed_at IS NULL"
    " LEFT JOIN workforce_title t ON t.id = p.title_id WHERE u.id = "
)
"""The last column says whether a post is an administrator's and no other's is wider: asked of administrators alone."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person whose account is open, with the posts held today; the password's hash, to tell whether a session was
    begun with it; whether it was given for one time."""

    actor: Actor
    password: str
    once: bool


def seats_sql(person: str) -> str:
    """The statement that reads a person with his posts, his id being the SQL expression given."""
    return _SEATS + person


def holder_of(rows: Sequence[tuple[Any, ...]]) -> Holder | None:
    """The person in the rows of `seats_sql`; nobody if the account is gone or closed."""
    if not rows or not rows[0][3]:
        return None
    id, name, language, _, password, once = rows[0][:6]
    held = sorted((row for row in rows if row[6]), key=lambda row: (len(row[7]), row[7], row[11]))
    seats = tuple(
        Seat(post=r[6], area=r[7], name=r[8], title=r[9], role=Role(r[10]), site=r[12]) for r in held
    )
    actor = Actor(id=id, kind=ActorKind.PERSON, name=name, seats=seats, language=language)
    return Holder(actor, password, once)


def actor_of(user_id: UUID) -> Actor | None:
    """The person with the posts held today, in one statement; nobody if the account is gone or closed."""
    found = holder_of(statements.rows(seats_sql("%s"), [user_id]))
    return found.actor if found else None


def actor_of_key(key: "Key") -> Actor:
    """A key as an actor: one seat without a post of its own."""
    seat = Seat(post=key.id, area=key.area, role=Role(key.role), title="key", name=key.name)
    return Actor(id=key.id, kind=ActorKind.KEY, name=key.name, seats=(seat,))
