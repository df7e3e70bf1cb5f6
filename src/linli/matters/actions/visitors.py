"""The visitor's key to one matter: reference and code, with attempts limited. It runs before any scope is known, so the
database does it in one function that sees tickets alone."""

from uuid import UUID

from django.db import connection

from linli.kit.actor import Actor, ActorKind
from linli.kit.errors import NotFound, TooMany
from linli.matters.rules.words import digits_of, tidy_reference

MISSES_MOST = 5
COOL_OFF_MINUTES = 30


def open_ticket(*, by: Actor, reference: str, code: str) -> UUID:
    """The matter that goes with a reference and a code. A wrong code and an unknown reference look the same (NotFound);
    after five misses the reference rests for half an hour (TooMany). A miss is counted even though it fails, so call
    it in a transaction of its own and let that commit."""
    if by.kind is not ActorKind.VISITOR:
        raise NotFound("ticket/wrong", zh="编号或查询码不对", en="Reference or code is not right")
    found, resting = _try(tidy_reference(reference), digits_of(code))
    if resting:
        raise TooMany(
            "ticket/resting", zh="试错太多次，请半小时后再试", en="Too many tries; come back in half an hour"
        )
    if found is None:
        raise NotFound(
            "ticket/wrong", zh="编号或查询码不对，请核对后再试", en="Reference or code is not right"
        )
    return found


def _try(reference: str, code: str) -> tuple[UUID | None, bool]:
    if not reference:
        return None, False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matter, resting FROM matters_open_ticket(%s, %s, %s, %s)",
            [reference, code, MISSES_MOST, COOL_OFF_MINUTES],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (None, False)
