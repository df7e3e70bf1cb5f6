"""What became of an offer: taken up, closed, or open again."""

from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.patrols.queries.sight import missing, visible_offers
from linli.patrols.rules import Permission, refused
from linli.patrols.rules.kinds import OfferStatus

NOTE_MOST = 300


def handle_offer(*, by: Actor, offer_id: UUID, status: OfferStatus, note: str, version: int) -> UUID:
    """Say what became of an offer, and how. Refused without a word where it is taken up or closed, and where somebody
    said otherwise meanwhile (409, with what stands)."""
    row = visible_offers(by).select_for_update(of=("self",)).filter(id=offer_id).first()
    if row is None:
        raise missing("offer", "条资源", "offer")
    require(by, Permission.LEAD, within=row.area)
    if row.version != version:
        raise Conflict(
            "offer/stale",
            zh="别人刚刚改过，请看过再存",
            en="Somebody changed it meanwhile; look and save again",
            extra={"stands": {"status": row.status, "note": row.note, "version": row.version}},
        )
    said = tidy(note)[:NOTE_MOST]
    if status is not OfferStatus.OPEN and not said:
        raise refused(
            "note", "请写明怎么用上的，或者为什么不需要了", "Say how it was used, or why it is not needed"
        )
    row.status, row.note = status.value, said
    row.handled_at, row.handled_by, row.handled_by_name = clock.now(), by.id, by.name[:80]
    row.version += 1
    row.save()
    ledger.record("offer.handled", by=by, area=row.area, subject=row.id, to=status.value)
    return row.id
