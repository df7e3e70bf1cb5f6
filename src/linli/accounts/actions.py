"""Making people and keys."""

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from linli.accounts import rules
from linli.accounts.models import Key, User
from linli.accounts.rules import Permission
from linli.kit import ids
from linli.kit.actor import Actor, require
from linli.kit.errors import Conflict, Refused
from linli.kit.roles import Role
from linli.ledger import actions as ledger


def add_person(
    *,
    by: Actor,
    area: str,
    username: str,
    name: str,
    phone: str = "",
    password: str | None = None,
    encoded: str = "",
    synthetic: bool = False,
    id: UUID | None = None,
) -> UUID:
    """Make somebody who may sign in. Without a password they cannot until one is set; `encoded` is
    a password already hashed, for loads. Refuses a taken name or phone, a
    bad phone, a weak password."""
    require(by, Permission.MANAGE, within=area)
    number = rules.check_phone(phone) if phone else None
    if User.objects.filter(username=username).exists() or (
        number and User.objects.filter(phone=number).exists()
    ):
        raise Conflict("account/taken", zh="用户名或手机号已被使用", en="The name or phone is already taken")
    if password is not None:
        _check_password(password)
    person = User(id=id or ids.new(), username=username, name=name, phone=number, synthetic=synthetic)
    person.password = encoded or make_password(password)
    person.save(force_insert=True)
    ledger.record("account.added", by=by, area=area, subject=person.id)
    return person.id


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(
            "account/weak-password", zh=" ".join(error.messages), en="The password is too weak"
        ) from error


def set_preferences(*, by: Actor, language: str | None = None, large_text: bool | None = None) -> UUID:
    """Keep a person's own language and large-text mode."""
    changes: dict[str, object] = {}
    if language is not None:
        changes["language"] = language
    if large_text is not None:
        changes["large_text"] = large_text
    if changes:
        User.objects.filter(id=by.id).update(**changes)
    return by.id


def set_photo(*, by: Actor, area: str, user_id: UUID, photo: UUID) -> UUID:
    """Put a photo on a person's card."""
    require(by, Permission.MANAGE, within=area)
    User.objects.filter(id=user_id).update(photo=photo)
    ledger.record("account.photo-set", by=by, area=area, subject=user_id)
    return user_id


def issue_key(*, by: Actor, area: str, name: str, role: Role = Role.INTAKE) -> str:
    """Make a key for another system and return it; it is shown this once, only its hash is kept."""
    require(by, Permission.MANAGE, within=area)
    secret = rules.new_key()
    id = ids.new()
    Key.objects.create(id=id, name=name, hash=rules.key_hash(secret), area=area, role=role.value)
    ledger.record("key.issued", by=by, area=area, subject=id, role=role.value)
    return secret
