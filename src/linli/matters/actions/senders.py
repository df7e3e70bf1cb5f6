"""拦截来源: closing the public doors for a while to whoever sent a matter; nobody sees his phone or address for it."""

from uuid import UUID

from linli.blocks import actions as blocks
from linli.blocks import queries as block_queries
from linli.blocks.rules import DAYS_MOST, Kind
from linli.kit import keyring, sealing
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.kit.errors import Refused
from linli.matters import queries
from linli.matters.models import Reporter


def block_sender(*, by: Actor, matter_id: UUID, reason: str, days: int) -> UUID:
    """Block the address a matter from the public pages came from and the phone left with it, in its community, for some
    days (an address for a week at most). Returns the matter's id. Refused when neither is known, without a reason, and
    as `blocks` refuses."""
    matter = queries.locked(by, matter_id=matter_id)
    known = _known(by, matter_id)
    if not known:
        raise Refused(
            "block/unknown-sender",
            zh="这件事没有留电话，也查不到是从哪个地址来的，拦不了",
            en="No phone was left with it and where it came from is not known; there is nothing to block",
        )
    for kind, (hash, key) in known.items():
        blocks.block_hash(
            by=by,
            area=community_of(matter.area),
            kind=kind,
            hash=hash,
            key=key,
            reason=reason,
            days=min(days, DAYS_MOST[kind]),
            matter=matter_id,
        )
    return matter_id


def _known(by: Actor, matter_id: UUID) -> dict[Kind, tuple[bytes, int]]:
    """What the sender can be recognised by, and under which key: the phone under the current one, the address, which is
    not kept, under the one it was hashed with."""
    found: dict[Kind, tuple[bytes, int]] = {}
    row = Reporter.objects.filter(matter=matter_id).first()
    if row and (phone := sealing.unseal(row.phone, of=matter_id, field="reporter.phone")):
        found[Kind.PHONE] = sealing.index(phone, field=block_queries.PHONE_FIELD), keyring.current().number
    if address := block_queries.sender_of(by, matter_id):
        found[Kind.ADDRESS] = address
    return found
