"""Sealing anew, table by table and piece by piece, whatever is not sealed under the current key and algorithms."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from linli.accounts import actions as accounts
from linli.delivery.rules.sealed import SEALED as DELIVERY
from linli.kit import clock, keyring, resealing
from linli.kit.actor import Actor, require_system
from linli.kit.resealing import Heads, Piece
from linli.kit.sealed import Sealed
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters.rules.sealed import REPORTERS
from linli.register import actions as register
from linli.register.rules.sealed import SEALED as REGISTER
from linli.safekeeping.models import Walk
from linli.safekeeping.queries import walk_id
from linli.sheets.rules.sealed import SEALED as SHEETS

TABLES: tuple[Sealed, ...] = (*REGISTER, REPORTERS, *DELIVERY, SHEETS)
SECOND_FACTORS = "mfa_authenticator"
"""Kept by allauth, each in a document."""
VALUES_MOST = 3
"""Sealed values of one row; one that does not open keeps the others of its row back."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something with sealed values: how its next rows are sealed anew, and how many are under which key."""

    step: Callable[[str], Piece]
    heads: Callable[[], Heads]


def _parts(by: Actor) -> dict[str, Part]:
    def marks(ids: Sequence[UUID]) -> None:
        matters.renew_marks(by=by, matters=ids)

    def of_residents(ids: Sequence[UUID]) -> None:
        register.renew_tails(by=by, residents=ids)

    def of_contacts(ids: Sequence[UUID]) -> None:
        register.renew_tails(by=by, contacts=ids)

    follow = {
        REPORTERS.table: marks,
        "register_secret": of_residents,
        "register_contact": of_contacts,
    }
    found: dict[str, Part] = {}
    for table in TABLES:
        after = follow.get(table.table)
        found[table.table] = Part(
            partial(resealing.piece, table, follow=after), partial(resealing.heads, table)
        )
    found[SECOND_FACTORS] = Part(
        lambda after: accounts.reseal_second_factors(by=by, after=after),
        lambda: accounts.second_factor_heads(by=by),
    )
    return found


def pending(*, by: Actor) -> list[str]:
    """The parts that have not come to the current key and algorithms yet. Forbidden to all but the system."""
    require_system(by)
    names = [*(table.table for table in TABLES), SECOND_FACTORS]
    ended = set(
        Walk.objects.filter(id__in=[walk_id(name) for name in names])
        .exclude(ended_at=None)
        .values_list("part", flat=True)
    )
    return [name for name in names if name not in ended]


def step(*, by: Actor, part: str) -> bool:
    """Seal the next rows of a part anew and put down how far it came; return whether there is more to do just now. At
    its end a part is gone through again where somebody's lock was in the way, by a later call. Forbidden to all but the
    system."""
    require_system(by)
    walk = _locked(part)
    if walk.ended_at is not None:
        return False
    one = _parts(by)[part]
    piece = one.step(walk.last)
    walk.last = piece.last
    walk.seen += piece.seen
    walk.done += piece.done
    walk.failed += piece.failed
    if not piece.last:
        _at_the_end(walk, one, by)
    walk.save()
    return bool(piece.last)


def _locked(part: str) -> Walk:
    defaults = {
        "key": keyring.current().number,
        "cipher": keyring.cipher().value,
        "part": part,
        "begun_at": clock.now(),
    }
    walk, _ = Walk.objects.select_for_update().get_or_create(id=walk_id(part), defaults=defaults)
    return walk


def _at_the_end(walk: Walk, part: Part, by: Actor) -> None:
    """It is done where nothing is left under another key but what does not open."""
    walk.passes += 1
    now = (walk.key, keyring.cipher())
    left = sum(number for head, number in part.heads().items() if head != now)
    if left > walk.failed * VALUES_MOST:
        walk.seen = walk.failed = 0
        return
    walk.ended_at = clock.now()
    ledger.record(
        "key.reached",
        by=by,
        area=by.community,
        subject=walk.id,
        part=walk.part,
        key=walk.key,
        cipher=walk.cipher,
        failed=walk.failed,
        count=walk.done,
    )


def begin_again(*, by: Actor) -> int:
    """Let every part be gone through once more under the current key, and return how many were done before. Forbidden
    to all but the system."""
    require_system(by)
    walks = Walk.objects.filter(key=keyring.current().number, cipher=keyring.cipher().value)
    number = walks.update(last="", seen=0, done=0, failed=0, ended_at=None)
    ledger.record("key.begun-again", by=by, area=by.community, subject=by.id, count=number)
    return number


def heads(*, by: Actor) -> Heads:
    """How many values of the whole site are sealed with which key and algorithms; reads every table that has any.
    Forbidden to all but the system."""
    require_system(by)
    found: Heads = Counter()
    for part in _parts(by).values():
        found.update(part.heads())
    return found
