"""Finding people and keys."""

from uuid import UUID

from linli.accounts.models import Key, User
from linli.accounts.rules import key_hash, tidy_phone
from linli.kit.actor import Actor


def by_login(login: str) -> User | None:
    """The person who signs in with this name or phone."""
    name = login.strip()
    return (
        User.objects.filter(username=name).first()
        or User.objects.filter(phone=tidy_phone(name) or None).first()
    )


def key(secret: str) -> Key | None:
    """The open key with this secret."""
    return Key.objects.filter(hash=key_hash(secret), closed_at=None).first()


def person(by: Actor, *, user_id: UUID) -> User | None:
    """A person by id."""
    return User.objects.filter(id=user_id).first()


def people(by: Actor, *, q: str = "", most: int = 50) -> list[dict[str, object]]:
    """People by part of name, sign-in name or phone; for choosing who takes a post."""
    rows = User.objects.filter(is_active=True)
    if q:
        rows = (
            rows.filter(name__contains=q)
            | rows.filter(username__startswith=q)
            | rows.filter(phone__endswith=q)
        )
    return list(rows.order_by("name", "id").values("id", "name", "username", "phone", "synthetic")[:most])
