"""Accounts of another house's sign-in (OpenID Connect) that lead to people here. Only ids are kept of them."""

from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError

from linli.accounts.models import User
from linli.kit.actor import Actor
from linli.kit.errors import Conflict, Refused
from linli.ledger import actions as ledger


def link(*, by: Actor, provider: str, subject: str, how: str) -> SocialAccount:
    """Let the other house's person sign in as the actor; `how` is `own` (asked for while signed in), `phone` or
    `email` (matched, as the site allows). Refused when either side is linked otherwise."""
    if SocialAccount.objects.filter(provider=provider, user_id=by.id).exclude(uid=subject).exists():
        raise Conflict(
            "account/linked-already",
            zh="您已经绑定了另一个账号，请先解除绑定",
            en="You are linked to another account; unlink it first",
        )
    try:
        made, new = SocialAccount.objects.get_or_create(
            provider=provider, uid=subject, user_id=by.id, defaults={"extra_data": {}}
        )
    except (
        IntegrityError
    ) as error:  # another's link stands behind the wall: it is not seen, the key tells of it
        raise Conflict(
            "account/linked-elsewhere",
            zh="那边的账号已经绑定了别人",
            en="That account is linked to somebody else",
        ) from error
    if new:
        ledger.record("account.linked", by=by, area=_area(by), subject=by.id, how=how)
    return made


def unlink(*, by: Actor, provider: str) -> UUID:
    """Undo one's own link. Refused when there is none."""
    if not SocialAccount.objects.filter(provider=provider, user_id=by.id).delete()[0]:
        raise Refused("account/not-linked", zh="没有绑定", en="There is no link")
    ledger.record("account.unlinked", by=by, area=_area(by), subject=by.id)
    return by.id


def _area(by: Actor) -> str:
    return User.objects.values_list("area", flat=True).get(id=by.id)
