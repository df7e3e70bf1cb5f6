"""What is said of a door and of a visit afterwards: what the next visitor should heed, a major change, whether somebody
could indeed not be reached, a note in the journal."""

from datetime import datetime
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.kit.errors import Conflict, Forbidden
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.visits.actions.reckoning import ran
from linli.visits.actions.standing import reckon
from linli.visits.models import JournalNote, Planned, Standing, Target, Visit
from linli.visits.queries.sight import missing, visible_standing, visible_visits
from linli.visits.rules import AFTER_CHANGE, Permission, refused
from linli.visits.rules.kinds import Approval, Change, Hours, Result
from linli.visits.rules.results import NOTE_MOST


def _locked(by: Actor, subject: UUID) -> Standing:
    row = visible_standing(by).select_for_update(of=("self",)).filter(id=subject, active=True).first()
    if row is None:
        raise missing()
    require(by, Permission.RECORD, within=row.area)
    return row


def heed(*, by: Actor, subject: UUID, two_go: bool, hours: Hours, words: str, version: int) -> UUID:
    """Say what the next visitor should heed: that two must go, when somebody is home, a word of advice. Refused where
    somebody changed it meanwhile (409, with what stands)."""
    row = _locked(by, subject)
    if row.version != version:
        raise Conflict(
            "visit/stale",
            zh="别人刚刚改过，请看过再存",
            en="Somebody changed it meanwhile; look and save again",
            extra={
                "stands": {"two_go": row.two_go, "hours": row.hours, "heed": row.heed, "version": row.version}
            },
        )
    row.two_go, row.hours, row.heed = two_go, hours.value, tidy(words)[:200]
    row.version += 1
    row.changed_at = clock.now()
    row.save()
    ledger.record("standing.heeded", by=by, area=row.area, subject=row.id, two_go=two_go, hours=hours.value)
    return row.id


def tell_change(*, by: Actor, subject: UUID, change: Change) -> UUID:
    """Tell of a major change (重大变化): the door is due within 24 hours, whatever its cadence."""
    row = _locked(by, subject)
    row.change, row.urgent_at = change.value, clock.now() + AFTER_CHANGE
    reckon(row)
    row.changed_at = clock.now()
    row.save()
    ledger.record("standing.changed", by=by, area=row.area, subject=row.id, change=change.value)
    return row.id


def agree(*, by: Actor, visit_id: UUID, agreed: bool) -> UUID:
    """As a lead, agree that somebody could not be reached, or not. Agreed, he is due a cadence later and ticked off in
    campaigns; not agreed, he stays due. Refused of one's own visit (403) and where it was decided (409)."""
    row = visible_visits(by).select_for_update(of=("self",)).filter(id=visit_id).first()
    if row is None:
        raise missing()
    require(by, Permission.LEAD, within=row.area)
    if row.approval != Approval.ASKED.value or row.struck_at is not None:
        raise Conflict(
            "visit/decided", zh="这条已经确认过，或不用确认", en="This was decided, or needs no word"
        )
    if row.recorded_by in by.hands:
        raise Forbidden("visit/own", zh="自己的记录请别人确认", en="Somebody else agrees on your own visit")
    row.approval = (Approval.AGREED if agreed else Approval.REFUSED).value
    row.approved_at, row.approved_by, row.approved_by_name = clock.now(), by.id, by.name[:80]
    row.save()
    if agreed:
        _excuse(row)
    ledger.record("visit.judged", by=by, area=row.area, subject=row.id, agreed=agreed)
    return row.id


def _excuse(visit: Visit) -> None:
    standing = Standing.objects.select_for_update().filter(id=visit.subject).first()
    if standing is not None and (standing.contact_at is None or standing.contact_at < visit.at):
        standing.excused_at = max(standing.excused_at, visit.at) if standing.excused_at else visit.at
        reckon(standing)
        standing.save()
    done = {"done_at": visit.recorded_at, "visit": visit.id}
    open_ = Target.objects.filter(
        ran(visit.at, of="campaign__"), subject=visit.subject, done_at=None, dropped_at=None
    )
    open_.update(result=Result.UNREACHABLE.value, **done)
    Planned.objects.filter(subject=visit.subject, visit=visit.id, done_at=None).update(**done)


def write_journal(*, by: Actor, note_id: UUID, area: str, text: str, at: datetime | None = None) -> UUID:
    """Write into the field journal (民情日志) what belongs to no visit. Refused: no words, too many."""
    require(by, Permission.RECORD, within=area)
    words = tidy(text)
    if not words or len(words) > NOTE_MOST:
        raise refused("text", f"请写1到{NOTE_MOST}字", f"Write 1 to {NOTE_MOST} characters")
    now = clock.now()
    JournalNote.objects.create(
        id=note_id,
        community=community_of(area),
        area=area,
        at=min(at or now, now),
        text=words,
        written_at=now,
        written_by=by.id,
        written_by_name=by.name[:80],
        synthetic=by.everywhere,
    )
    ledger.record("journal.written", by=by, area=area, subject=note_id)
    return note_id
