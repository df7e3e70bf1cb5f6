"""Writing what phones do."""

from collections.abc import Mapping, Sequence

from linli.kit.actor import Actor
from linli.ledger import actions as ledger
from linli.sync import queries


def take_along(*, by: Actor, chosen: Sequence[str], known: Mapping[str, str]) -> bytes:
    """What changed of what the actor's phone takes along, as an answer. Taking it for the first time is entered, with
    how many households it was. Refused where grids are to be chosen first, or those chosen are too many."""
    taken = queries.pack(by, chosen=chosen, known=known)
    if not known:
        for area in taken.areas:
            ledger.record("pack.taken", by=by, area=area, subject=by.id, households=taken.households)
    return taken.encoded()
