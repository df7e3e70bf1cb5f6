"""Finding people and keys."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from linli.accounts.models import Key, User
from linli.accounts.rules import Permission, key_hash, tidy_phone
from linli.kit.actor import Actor
from linli.kit.areas import bounds


def by_login(login: str) -> User | None:
    """The person who signs in with this name or phone."""
    name = login.strip()
    found = User.objects.filter(username=name).first() if name else None
    phone = tidy_phone(name)
    return found or (User.objects.filter(phone=phone).first() if phone else None)


def sign_in_name(login: str) -> str:
    """One name for all the ways a person can write his: what failed attempts are counted by."""
    person = by_login(login)
    return person.username if person else (tidy_phone(login) or login.strip())


def key(secret: str) -> Key | None:
    """The open key with this secret."""
    return Key.objects.filter(hash=key_hash(secret), closed_at=None).first()


def keys(by: Actor) -> list[dict[str, object]]:
    """Open keys of the areas the actor manages accounts in, without their secrets."""
    rows = Key.objects.filter(closed_at=None).order_by("area", "name", "id")
    columns = ("id", "name", "area", "role", "created_at")
    return [row for row in rows.values(*columns) if by.may(Permission.MANAGE, str(row["area"]))]


def person(by: Actor, *, user_id: UUID) -> User | None:
    """A person by id."""
    return User.objects.filter(id=user_id).first()


def names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people and keys by id, for timelines: the ledger itself holds none."""
    if not ids:
        return {}
    people = User.objects.filter(id__in=ids).values_list("id", "name")
    return dict(people.union(Key.objects.filter(id__in=ids).values_list("id", "name"), all=True))


def people(
    by: Actor, *, areas: Collection[str], ids: Collection[UUID] = (), q: str = "", most: int = 50
) -> list[dict[str, object]]:
    """Open accounts made in the areas or among the ids, by part of name, sign-in name or phone. Anybody else is found
    by his whole sign-in name or phone alone: who knows it has been given it."""
    near = Q(id__in=ids)
    for area in areas:
        lo, hi = bounds(area)
        near |= Q(area__gte=lo, area__lt=hi)
    if q:
        near &= Q(name__contains=q) | Q(username__startswith=q) | Q(phone__endswith=q)
        near |= Q(username=q) | Q(phone=tidy_phone(q) or q)
    rows = User.objects.filter(near, is_active=True)
    return list(rows.order_by("name", "id").values("id", "name", "username", "phone", "synthetic")[:most])
