"""The second factor: a code that changes every half minute (TOTP, kept by allauth), and recovery codes for the day the
phone is gone."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from linli.accounts import queries
from linli.accounts.actions import sealed
from linli.accounts.actions.people import managed
from linli.accounts.actions.sessions import end_all
from linli.accounts.models import User
from linli.accounts.rules import ResetReason
from linli.kit.actor import Actor
from linli.kit.errors import Refused
from linli.ledger import actions as ledger

TOTP, CODES = "totp", "recovery_codes"


def _own(by: Actor) -> User:
    """The actor's own account, locked: two pages at once make one second factor."""
    return User.objects.select_for_update().get(id=by.id)


def switch_on(*, by: Actor, secret: str, but: UUID | None = None) -> list[str]:
    """Switch one's own second factor on, or move it to another phone, and return the recovery codes, which are shown
    this once. `secret` is what the phone was shown (base 32) and has answered rightly to. Other sessions end, except
    `but`."""
    person = _own(by)
    replaced = bool(Authenticator.objects.filter(user_id=by.id, type=TOTP).delete()[0])
    with sealed.secrets_of(by.id):
        Authenticator.objects.create(user_id=by.id, type=TOTP, data={"secret": sealed.close(secret)})
        codes = _new_codes(by)
    ledger.record("account.second-factor-on", by=by, area=person.area, subject=by.id, replaced=replaced)
    end_all(by, by.id, but=but)
    return codes


def _new_codes(by: Actor) -> list[str]:
    Authenticator.objects.filter(user_id=by.id, type=CODES).delete()
    data = {"seed": sealed.close(RecoveryCodes.generate_seed()), "used_mask": 0}
    kept = Authenticator.objects.create(user_id=by.id, type=CODES, data=data)
    return RecoveryCodes(kept).generate_codes()


def renew_codes(*, by: Actor) -> list[str]:
    """Make new recovery codes and return them, to be shown this once; the old ones are void. Refused while the second
    factor is off."""
    person = _own(by)
    _check_on(by)
    with sealed.secrets_of(by.id):
        codes = _new_codes(by)
    ledger.record("account.codes-renewed", by=by, area=person.area, subject=by.id, count=len(codes))
    return codes


def _check_on(by: Actor) -> None:
    if not queries.second_factor(by, user_id=by.id):
        raise Refused(
            "account/second-factor-off", zh="还没有开启二次验证", en="The second factor is not switched on"
        )


def switch_off(*, by: Actor) -> UUID:
    """Switch one's own second factor off, recovery codes and all. Refused while it is off."""
    person = _own(by)
    _check_on(by)
    Authenticator.objects.filter(user_id=by.id).delete()
    ledger.record("account.second-factor-off", by=by, area=person.area, subject=by.id)
    return by.id


def reset_second_factor(*, by: Actor, user_id: UUID, reason: ResetReason) -> UUID:
    """Take away the second factor of somebody who has lost it; his sessions end, and he sets up a new one at his next
    sign-in if his post requires it. NotFound for people of elsewhere, refused while it is off."""
    person = managed(by, user_id)
    if not Authenticator.objects.filter(user_id=user_id).delete()[0]:
        raise Refused(
            "account/second-factor-off", zh="他没有开启二次验证", en="The second factor is not switched on"
        )
    ledger.record(
        "account.second-factor-reset", by=by, area=person.area, subject=user_id, reason=reason.value
    )
    end_all(by, user_id)
    return user_id


def tell_code(*, by: Actor, good: bool, kind: str = "") -> None:
    """Write down that a wrong code was given, or a recovery code used up; the usual right one is nothing to tell."""
    area = User.objects.values_list("area", flat=True).get(id=by.id)
    if not good:
        ledger.record("account.code-failed", by=by, area=area, subject=by.id)
    elif kind == CODES:
        left = queries.codes_left(by)
        ledger.record("account.recovery-code-used", by=by, area=area, subject=by.id, left=left)
