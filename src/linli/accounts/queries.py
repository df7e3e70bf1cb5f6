"""Finding people, keys, and where somebody is signed in."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session as Kept
from django.db.models import Q

from linli.accounts.models import Key, Session, User
from linli.accounts.rules import Permission, key_hash, tidy_phone
from linli.kit import clock, paging
from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import bounds

CODES = 10
"""How many recovery codes are given out at once."""


def by_login(login: str) -> User | None:
    """The person who signs in with this name or phone."""
    name = login.strip()
    found = User.objects.filter(username=name).first() if name else None
    phone = tidy_phone(name)
    return found or (User.objects.filter(phone=phone).first() if phone else None)


def hash_of(password: str) -> str:
    """What a session that was begun with this password (its hash) holds of it: Django's own reckoning."""
    return User(password=password).get_session_auth_hash()


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


_SHOWN = (
    "id",
    "name",
    "username",
    "phone",
    "email",
    "area",
    "is_active",
    "must_change_password",
    "synthetic",
    "date_joined",
)


def page(
    by: Actor,
    *,
    areas: Collection[str],
    q: str = "",
    closed: bool = False,
    after: str = "",
    most: int | None = None,
) -> tuple[list[dict[str, Any]], str | None]:
    """A page of the accounts made in these areas, open or closed, the newest first, and where the next begins; by part
    of name, sign-in name or phone. Refuses a cursor that was not issued here."""
    near = Q(pk__in=[])
    for area in areas:
        lo, hi = bounds(area)
        near |= Q(area__gte=lo, area__lt=hi)
    rows = User.objects.filter(near, is_active=not closed)
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(username__startswith=q) | Q(phone__endswith=q))
    if after:
        moment, id = paging.read_cursor(after)
        rows = rows.filter(Q(date_joined__lt=moment) | Q(date_joined=moment, id__lt=id))
    size = paging.page_size(most)
    found = list(rows.order_by("-date_joined", "-id").values(*_SHOWN)[: size + 1])
    kept = found[:size]
    more = paging.cursor(kept[-1]["date_joined"], kept[-1]["id"]) if len(found) > size else None
    return kept, more


def as_person(user: User) -> Actor:
    """Somebody as an actor without posts: for what he does to his own account while he is still signing in."""
    return Actor(id=user.id, kind=ActorKind.PERSON, name=user.name, language=user.language)


def living_keys(by: Actor) -> list[str]:
    """Keys of the actor's own sessions that Django still keeps."""
    mine = Session.objects.filter(person_id=by.id).values_list("key", flat=True)
    living = Kept.objects.filter(session_key__in=list(mine), expire_date__gt=clock.now())
    return list(living.values_list("session_key", flat=True))


def sessions(by: Actor) -> list[dict[str, object]]:
    """Where the actor himself is signed in, the latest used first."""
    rows = Session.objects.filter(person_id=by.id, key__in=living_keys(by)).order_by("-seen_at", "id")
    return list(rows.values("id", "browser", "network", "started_at", "seen_at"))


def second_factor(by: Actor, *, user_id: UUID) -> dict[str, object] | None:
    """Since when a person's second factor is on and when it was used last, or nothing while it is off; nothing of its
    secret."""
    rows = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP)
    return rows.values("created_at", "last_used_at").first()


def codes_left(by: Actor) -> int:
    """How many of the actor's own recovery codes are unused."""
    kept = Authenticator.objects.filter(user_id=by.id, type=Authenticator.Type.RECOVERY_CODES).first()
    if kept is None:
        return 0
    return CODES - int(kept.data.get("used_mask", 0)).bit_count()


def with_second_factor(by: Actor, *, user_ids: Collection[UUID]) -> set[UUID]:
    """Who of these people has it switched on."""
    rows = Authenticator.objects.filter(user_id__in=user_ids, type=Authenticator.Type.TOTP)
    return set(rows.values_list("user_id", flat=True))


def is_linked(by: Actor, *, provider: str) -> bool:
    """Whether the actor can sign in by way of another house."""
    return SocialAccount.objects.filter(provider=provider, user_id=by.id).exists()


def by_phone(number: str) -> User | None:
    """The person with this work phone, however it is written."""
    phone = tidy_phone(number)
    return User.objects.filter(phone=phone).first() if phone else None


def by_email(address: str) -> User | None:
    """The one person with this mail address; nobody when several share it."""
    found = User.objects.filter(email__iexact=address.strip())[:2] if address.strip() else []
    return found[0] if len(found) == 1 else None
