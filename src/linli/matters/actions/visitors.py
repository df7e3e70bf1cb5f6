"""The visitor's key to one matter: reference and code, with attempts limited. It runs before any scope is known, so the
database does it in one function that sees tickets alone."""

from uuid import UUID

from django.db import connection

from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import NotFound
from linli.matters.rules.words import digits_of, tidy_reference, tries_used_up

MISSES_MOST = 100
"""Misses of all strangers together. How often one of them may try is the public page's to say, before it asks here."""
COOL_OFF_MINUTES = 24 * 60
NEVER = 2**31 - 1


def open_ticket(*, by: Actor, reference: str, code: str, familiar: bool = False) -> UUID:
    """The matter that goes with a reference and a code. A wrong code and an unknown reference look the same (NotFound);
    after a hundred misses the reference rests for a day (TooMany), but not for a device that opened it before
    (`familiar`), so that strangers keep nobody from his own matter. A miss is counted even though it fails, so call it
    in a transaction of its own and let that commit."""
    if by.kind is not ActorKind.VISITOR:
        raise NotFound("ticket/wrong", zh="编号或查询码不对", en="Reference or code is not right")
    found, resting = _try(tidy_reference(reference), digits_of(code), NEVER if familiar else MISSES_MOST)
    if resting:
        raise tries_used_up()
    if found is None:
        raise NotFound(
            "ticket/wrong", zh="编号或查询码不对，请核对后再试", en="Reference or code is not right"
        )
    return found


def _try(reference: str, code: str, most: int) -> tuple[UUID | None, bool]:
    if not reference:
        return None, False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matter, resting FROM matters_open_ticket(%s, %s, %s, %s)",
            [reference, code, most, COOL_OFF_MINUTES],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (None, False)
