"""Making people and keys."""

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from linli.accounts import queries, rules
from linli.accounts.actions.sessions import end_all, end_phones
from linli.accounts.models import Key, User
from linli.accounts.rules import CloseReason, Permission, ReopenReason
from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import is_area
from linli.kit.errors import Conflict, NotFound, Refused
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
    once: bool = False,
    synthetic: bool = False,
    id: UUID | None = None,
) -> UUID:
    """Make somebody who may sign in. Without a password they cannot until one is set; `encoded` is a password already
    hashed, for loads; one that is good for `once` must be changed at the first sign-in. Refuses a bad area, name or
    phone, a taken sign-in name or phone, a weak password."""
    require(by, Permission.MANAGE, within=area)
    _check_area(area)
    person = User(
        id=id or ids.new(),
        username=rules.check_username(username),
        name=rules.check_name(name),
        phone=rules.check_phone(phone) if phone.strip() else None,
        area=area,
        must_change_password=once,
        synthetic=synthetic,
    )
    if queries.by_login(person.username) or (person.phone and queries.by_login(person.phone)):
        raise Conflict("account/taken", zh="用户名或手机号已被使用", en="The name or phone is already taken")
    if password is not None:
        _check_password(password)
    person.password = encoded or make_password(password)
    person.save(force_insert=True)
    ledger.record("account.added", by=by, area=area, subject=person.id)
    return person.id


def _check_area(area: str) -> None:
    if not is_area(area):
        raise Refused("account/bad-area", zh=f"区域编码“{area}”不对", en=f"Bad area code {area!r}")


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(
            "account/weak-password", zh=" ".join(error.messages), en="The password is too weak"
        ) from error


def managed(by: Actor, user_id: UUID) -> User:
    """A person the actor may manage, locked. NotFound otherwise."""
    found = User.objects.select_for_update().filter(id=user_id).first()
    if found is None or not by.may(Permission.MANAGE, found.area):
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    return found


def set_password(*, by: Actor, user_id: UUID, password: str, once: bool = False) -> UUID:
    """Give somebody a new password, as when he has forgotten his; it ends his sessions. With `once` he must change it
    at his next sign-in. Refuses a weak one."""
    person = managed(by, user_id)
    _check_password(password)
    person.password = make_password(password)
    person.must_change_password = once
    person.save(update_fields=["password", "must_change_password"])
    ledger.record("account.password-set", by=by, area=person.area, subject=person.id, once=once)
    end_all(by, person.id)
    return person.id


def change_own_password(*, by: Actor, password: str, phone: UUID | None = None) -> UUID:
    """Change one's own password; whoever knew the old one has been asked for it. His phones are ended, save the one he
    does it on. Refuses a weak one."""
    person = User.objects.select_for_update().get(id=by.id)
    _check_password(password)
    person.password = make_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    ledger.record("account.password-changed", by=by, area=person.area, subject=person.id)
    end_phones(person.id, but=phone)
    return person.id


def change_person(
    *, by: Actor, user_id: UUID, name: str | None = None, phone: str | None = None, email: str | None = None
) -> UUID:
    """Correct a person's name, work phone or mail address. Refuses a bad one, and a phone somebody else has. The names
    of the fields that changed go into the ledger, not what is in them."""
    person = managed(by, user_id)
    before = (person.name, person.phone, person.email)
    if name is not None:
        person.name = rules.check_name(name)
    if phone is not None:
        person.phone = _free_phone(phone, person)
    if email is not None:
        person.email = rules.check_email(email)
    after = (person.name, person.phone, person.email)
    changed = [field for field, old, new in zip(_FIELDS, before, after, strict=True) if old != new]
    if changed:
        person.save(update_fields=changed)
        ledger.record("account.changed", by=by, area=person.area, subject=person.id, fields=changed)
    return person.id


_FIELDS = ("name", "phone", "email")


def _free_phone(text: str, person: User) -> str | None:
    number = rules.check_phone(text) if text.strip() else None
    taken = queries.by_login(number) if number else None
    if taken is not None and taken.id != person.id:
        raise Conflict("account/taken", zh="手机号已被使用", en="The phone is already taken")
    return number


def close_person(*, by: Actor, user_id: UUID, reason: CloseReason = CloseReason.OTHER) -> UUID:
    """Close an account; what it did stays, its sessions end at once. Refused while it is one's own. Take the person out
    of his posts first, so that their work is seen as nobody's."""
    person = managed(by, user_id)
    if person.id == by.id:
        raise Refused("account/own", zh="不能停用自己的账号", en="You cannot close your own account")
    if not person.is_active:
        raise Refused("account/closed", zh="账号已经停用了", en="The account is closed already")
    person.is_active = False
    person.save(update_fields=["is_active"])
    ledger.record("account.closed", by=by, area=person.area, subject=person.id, reason=reason.value)
    end_all(by, person.id)
    return person.id


def reopen_person(*, by: Actor, user_id: UUID, reason: ReopenReason) -> UUID:
    """Open a closed account again; posts are filled anew by whoever fills them. Refused while it is open."""
    person = managed(by, user_id)
    if person.is_active:
        raise Refused("account/open", zh="账号没有停用", en="The account is open")
    person.is_active = True
    person.save(update_fields=["is_active"])
    ledger.record("account.reopened", by=by, area=person.area, subject=person.id, reason=reason.value)
    return person.id


def set_preferences(*, by: Actor, language: str | None = None, large_text: bool | None = None) -> UUID:
    """Keep a person's own language and large-text mode. Refuses a language the house does not speak."""
    if language is not None and language not in rules.LANGUAGES:
        raise Refused("account/bad-language", zh="没有这种语言", en="There is no such language here")
    changes: dict[str, object] = {}
    if language is not None:
        changes["language"] = language
    if large_text is not None:
        changes["large_text"] = large_text
    if changes:
        User.objects.filter(id=by.id).update(**changes)
    return by.id


def set_email(*, by: Actor, email: str) -> UUID:
    """Keep the actor's own mail address once it is proven that it is his, or take it off (nothing). Whoever calls has
    checked both."""
    person = queries.person(by, user_id=by.id)
    if person is None:
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    User.objects.filter(id=by.id).update(email=email)
    ledger.record("account.address-set", by=by, area=person.area, subject=by.id, there=bool(email))
    return by.id


def set_photo(*, by: Actor, user_id: UUID, photo: UUID | None) -> UUID:
    """Put a photo on a person's card, or take it off. NotFound for an unknown person; refused where it is another's,
    without the right where the account was made."""
    person = queries.person(by, user_id=user_id)
    if person is None:
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    if user_id != by.id:
        require(by, Permission.MANAGE, within=person.area)
    User.objects.filter(id=user_id).update(photo=photo)
    ledger.record("account.photo-set", by=by, area=person.area, subject=user_id, there=photo is not None)
    return user_id


def issue_key(*, by: Actor, area: str, name: str, role: Role = Role.INTAKE) -> str:
    """Make a key for another system and return it; it is shown this once, only its hash is kept. Refuses a bad area or
    name, and a role no other system may have."""
    require(by, Permission.MANAGE, within=area)
    _check_area(area)
    if role not in rules.KEY_ROLES:
        raise Refused("key/bad-role", zh="接口密钥不能有这个角色", en="A key cannot have this role")
    secret = rules.new_key()
    id = ids.new()
    name = rules.check_name(name)
    Key.objects.create(id=id, name=name, hash=rules.key_hash(secret), area=area, role=role.value)
    ledger.record("key.issued", by=by, area=area, subject=id, role=role.value)
    return secret


def close_key(*, by: Actor, key_id: UUID) -> UUID:
    """End a key that is no longer used, or that somebody else has got hold of; servers trust it for ten seconds more.
    NotFound when it is not open, or not the actor's to close."""
    found = Key.objects.select_for_update().filter(id=key_id, closed_at=None).first()
    if found is None or not by.may(Permission.MANAGE, found.area):
        raise NotFound("key/not-found", zh="没有这个密钥，或已停用", en="There is no such open key")
    found.closed_at = clock.now()
    found.save(update_fields=["closed_at"])
    ledger.record("key.closed", by=by, area=found.area, subject=found.id)
    return found.id
