"""Writing what phones do: take along, be registered and ended, hand in and be given back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from linli.accounts import actions as accounts
from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.ledger.actions import Line
from linli.sync import queries, rules
from linli.sync.models import Device, Held
from linli.sync.queries.devices import no_device


def take_along(*, by: Actor, chosen: Sequence[str], known: Mapping[str, str]) -> bytes:
    """What changed of what the actor's phone takes along, as an answer. Where homes go that the phone had not, that is
    entered, with how many households the area has. Refused where grids are to be chosen first, or those chosen are too
    many."""
    taken = queries.pack(by, chosen=chosen, known=known)
    for area, households in taken.first.items():
        ledger.record("pack.taken", by=by, area=area, subject=by.id, households=households)
    return taken.encoded()


def register(*, by: Actor, device_id: UUID, label: str, word: str, session: UUID | None = None) -> UUID:
    """Note that the actor works with this phone, and where it is signed in; a word it alone knows proves it later. One
    that is known is noted anew; NotFound where its word is another."""
    area, now = _area(by), clock.now()
    known = queries.visible_devices(by).select_for_update().filter(id=device_id).first()
    if known is not None:
        if known.proof != rules.proof_of(word):
            raise no_device()
        known.session, known.seen_at = session or known.session, now
        known.save(update_fields=["session", "seen_at"])
        return device_id
    Device.objects.create(
        id=device_id,
        community=community_of(area),
        area=area,
        person=by.id,
        label=label.strip()[:40],
        proof=rules.proof_of(word),
        made_at=now,
        seen_at=now,
        session=session,
    )
    ledger.record("device.registered", by=by, area=area, subject=device_id)
    return device_id


def _area(by: Actor) -> str:
    return next((seat.area for seat in by.seats), "")


def end(*, by: Actor, device_id: UUID, here: UUID | None = None) -> UUID:
    """End a phone of one's own, or of somebody one manages: it is signed out at once, and at its next contact forgets
    all it holds. Where the actor ends the one in his hand, `here` is where he is signed in: that phone signs itself
    out, when it has handed in what was not sent. NotFound otherwise; ending it twice changes nothing."""
    row = queries.device_to_end(by, device_id)
    if row.revoked_at is None:
        _end(by, [row])
        if row.session is not None and row.session != here:
            accounts.end_session_of(by=by, person_id=row.person, session_id=row.session)
    return row.id


def end_phones(*, by: Actor, person: UUID, but: UUID | None = None) -> int:
    """End all phones of a person whose sessions were ended for him, or all but the one in his hand. The system's
    alone. Returns how many."""
    require_system(by)
    rows = list(Device.objects.select_for_update().filter(person=person, revoked_at=None).exclude(id=but))
    _end(by, rows)
    return len(rows)


def _end(by: Actor, rows: Sequence[Device]) -> None:
    ids = [row.id for row in rows]
    Device.objects.filter(id__in=ids).update(revoked_at=clock.now(), revoked_by=by.id)
    ledger.record_many("device.ended", by=by, lines=[Line(row.area, row.id) for row in rows])


def hand_in(*, by: Actor, id: UUID, entry: UUID, content: bytes) -> UUID:
    """Hold something a phone sealed to the server's key, for its owner to have back. Handed in twice it lies here once.
    Refused where it is too large, or too much lies here."""
    if Held.objects.filter(id=id, person=by.id).exists():
        return id
    count, size = queries.held_amount(by)
    rules.check_room(count, size, len(content))
    area = _area(by) or _area_of_phones(by)
    Held.objects.create(
        id=id,
        community=community_of(area),
        area=area,
        person=by.id,
        entry=entry,
        content=content,
        size=len(content),
        at=clock.now(),
    )
    ledger.record("held.handed-in", by=by, area=area, subject=id)
    return id


def _area_of_phones(by: Actor) -> str:
    return queries.visible_devices(by).values_list("area", flat=True).first() or ""


def let_go(*, by: Actor, ids: Sequence[UUID]) -> int:
    """Forget what is back on a phone of the actor's. Returns how many there were."""
    found = list(Held.objects.filter(person=by.id, id__in=list(ids)).only("id", "area"))
    Held.objects.filter(id__in=[row.id for row in found]).delete()
    ledger.record_many("held.given-back", by=by, lines=[Line(row.area, row.id) for row in found])
    return len(found)
