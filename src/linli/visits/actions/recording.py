"""Recording a visit: one act for all that was found at a door. What the register holds wrong is corrected by the
register's own acts; what there is to do becomes a matter here."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from linli.files import actions as files
from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters.actions import RaiseData
from linli.matters.rules import Door
from linli.matters.rules.words import tidy
from linli.register import actions as register
from linli.register import queries as registers
from linli.register.queries import Which
from linli.register.rules import Permission as OfRegister
from linli.visits.actions.standing import enter, reckon
from linli.visits.models import Campaign, Companion, JournalNote, Planned, Relief, Standing, Target, Visit
from linli.visits.queries.sight import missing, visible_campaigns, visible_standing
from linli.visits.rules import AFTER_CHANGE, Permission, check, counted, refused, team_lacks
from linli.visits.rules.kinds import Approval, Change, Result, Way, Whom
from linli.visits.rules.kinds import Companion as Duty
from linli.visits.rules.results import COMPANIONS_MOST, GOODS_MOST, NOTE_MOST


@dataclass(frozen=True, slots=True)
class CompanionData:
    """Who went along, as what; `person` where he has an account."""

    duty: Duty
    name: str
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReliefData:
    """What was given: how much of what, worth how many yuan, who signed and for whom."""

    item: str
    amount: Decimal
    unit: str
    worth: Decimal | None = None
    signed_by: str = ""
    signed_for: str = ""


@dataclass(frozen=True, slots=True)
class VisitData:
    """A visit as it is told. `at` is when it happened; `met` the residents who were met; `change` a major change that
    was heard of; `sheet` the printed route sheet it is entered from."""

    id: UUID
    noun: Whom
    subject: UUID
    way: Way
    result: Result
    at: datetime | None = None
    met: Sequence[UUID] = ()
    met_others: str = ""
    checked: bool = False
    note: str = ""
    next_on: date | None = None
    team: bool = False
    companions: Sequence[CompanionData] = ()
    campaign: UUID | None = None
    relief: Sequence[ReliefData] = ()
    matters: Sequence[RaiseData] = ()
    files: Sequence[UUID] = field(default_factory=tuple)
    change: Change | None = None
    sheet: str = ""


def record(*, by: Actor, data: VisitData) -> UUID:
    """Record a visit, move on when its door is next due, and raise the matters it found. Refuses a door that is not the
    actor's (404), a way or a result that cannot be, somebody met who does not live there, a 2+1+N team that is short of
    somebody, a day to come back that is past, goods without an amount."""
    standing = _locked(by, data.noun, data.subject)
    require(by, Permission.RECORD, within=standing.area)
    now = clock.now()
    at = min(data.at or now, now)
    check(data.noun, data.way, data.result, why=data.note, met=len(data.met), at=data.at or now, now=now)
    _check_said(by, data, standing, on=timezone.localdate(at))
    campaign = _campaign(by, data, standing)
    visit = _made(by, data, standing, at=at, now=now, campaign=campaign)
    if data.files:
        files.keep(by=by, file_ids=visit.files)
    raised = [_raise(by, one, visit) for one in data.matters]
    visit.matters = raised
    visit.save(force_insert=True)
    _hang(by, visit, data)
    _stand(standing, visit, data.change, now)
    _tick_off(visit)
    if data.checked and standing.dwelling_id and by.may(OfRegister.KEEP, standing.area):
        register.confirm_dwelling(by=by, dwelling_id=standing.dwelling_id)
    _record(by, visit, data)
    return visit.id


def _locked(by: Actor, noun: Whom, subject: UUID) -> Standing:
    rows = visible_standing(by).filter(id=subject, noun=noun.value)
    if not rows.exists():
        home = noun is Whom.HOUSEHOLD
        enter(by=by, which=Which(households=(subject,)) if home else Which(organisations=(subject,)))
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise missing()
    return row


def _check_said(by: Actor, data: VisitData, standing: Standing, *, on: date) -> None:
    if data.next_on and data.next_on < on:
        raise refused("next_on", "下次走访的日子已经过去了", "The day to come back is past")
    if len(tidy(data.note)) > NOTE_MOST:
        raise refused("note", f"走访记录最多{NOTE_MOST}字", f"A note has at most {NOTE_MOST} characters")
    if len(data.companions) > COMPANIONS_MOST or len(data.relief) > GOODS_MOST:
        raise refused(
            "relief", "同行人或慰问品太多，请分开记", "Too many companions or goods; record them apart"
        )
    if any(one.amount <= 0 or not one.item.strip() for one in data.relief):
        raise refused("relief", "请写明慰问品是什么、多少", "Say what was given and how much")
    _check_company(data)
    if data.noun is Whom.HOUSEHOLD and data.met:
        here = registers.visible_residents(by).filter(id__in=list(data.met), household=standing.id)
        if here.count() != len(set(data.met)):
            raise refused("met", "见到的人里有不住这一户的，请刷新后重选", "Somebody met does not live there")


def _check_company(data: VisitData) -> None:
    if any(not one.name.strip() for one in data.companions):
        raise refused("companions", "请写明同行人的姓名", "Say who went along")
    if data.team and (lacks := team_lacks(one.duty for one in data.companions)):
        zh, en = "、".join(one for one, _ in lacks), ", ".join(one for _, one in lacks)
        raise refused("companions", f"2+1+N走访组{zh}", f"A 2+1+N team still needs {en}")


def _campaign(by: Actor, data: VisitData, standing: Standing) -> Campaign | None:
    """The campaign the visit counts for: the one that is said, or else the first open one whose list has the door."""
    lines = Target.objects.filter(subject=standing.id, done_at=None, dropped_at=None)
    if data.campaign is None:
        return (
            visible_campaigns(by).filter(closed_at=None, targets__in=lines).order_by("until_on", "id").first()
        )
    found = visible_campaigns(by).filter(id=data.campaign, closed_at=None).first()
    if found is None:
        raise refused(
            "campaign", "这个专项已经结束或不在您的范围内", "The campaign is over or outside your area"
        )
    return found


def _made(
    by: Actor, data: VisitData, standing: Standing, *, at: datetime, now: datetime, campaign: Campaign | None
) -> Visit:
    seat = by.seat_for(Permission.RECORD, standing.area)
    return Visit(
        id=data.id,
        community=standing.community,
        area=standing.area,
        noun=standing.noun,
        subject=standing.id,
        building_id=standing.building_id,
        at=at,
        recorded_at=now,
        recorded_by=by.id,
        recorded_by_name=by.name[:80],
        post=seat.post if seat else None,
        way=data.way.value,
        result=data.result.value,
        met=list(dict.fromkeys(data.met)),
        met_others=tidy(data.met_others)[:60],
        checked=data.checked,
        note=tidy(data.note),
        files=list(dict.fromkeys(data.files)),
        team=data.team,
        campaign=campaign,
        next_on=data.next_on if data.next_on and data.next_on >= timezone.localdate(now) else None,
        approval=(Approval.ASKED if data.result is Result.UNREACHABLE else Approval.NONE).value,
        sheet=tidy(data.sheet)[:20],
        synthetic=standing_is_synthetic(by),
    )


def standing_is_synthetic(by: Actor) -> bool:
    """Whether what is recorded now is made up: the system alone makes visits up."""
    return by.everywhere


def _raise(by: Actor, data: RaiseData, visit: Visit) -> UUID:
    """A matter that was found at the door: where nothing else is said it lies in the door's grid and came by a
    visit."""
    return matters.raise_(by=by, data=replace(data, area=data.area or visit.area, door=Door.VISIT))


def _hang(by: Actor, visit: Visit, data: VisitData) -> None:
    """Who went along, what was given, and the note for the journal."""
    where = {"community": visit.community, "area": visit.area}
    Companion.objects.bulk_create(
        Companion(
            id=ids.new(),
            visit=visit,
            duty=one.duty.value,
            name=tidy(one.name)[:40],
            person=one.person,
            order=number,
            **where,
        )
        for number, one in enumerate(data.companions)
    )
    Relief.objects.bulk_create(_relief(visit, one) for one in data.relief)
    if visit.note:
        _journal(by, visit)


def _relief(visit: Visit, one: ReliefData) -> Relief:
    return Relief(
        id=ids.new(),
        community=visit.community,
        area=visit.area,
        visit=visit,
        item=tidy(one.item)[:40],
        amount=one.amount,
        unit=tidy(one.unit)[:8],
        worth=one.worth,
        signed_by=tidy(one.signed_by)[:40],
        signed_for=tidy(one.signed_for)[:40],
        given_on=timezone.localdate(visit.at),
    )


def _journal(by: Actor, visit: Visit) -> None:
    JournalNote.objects.create(
        id=ids.new(),
        community=visit.community,
        area=visit.area,
        at=visit.at,
        text=visit.note,
        visit=visit,
        noun=visit.noun,
        subject=visit.subject,
        written_at=visit.recorded_at,
        written_by=by.id,
        written_by_name=by.name[:80],
        synthetic=visit.synthetic,
    )


def _stand(row: Standing, visit: Visit, change: Change | None, now: datetime) -> None:
    """Move on when a door is next due. A visit that is told later than another that happened after it moves nothing
    back."""
    said = counted(Way(visit.way), Result(visit.result))
    if said.contact:
        row.contact_at = _later(row.contact_at, visit.at)
        row.tries = 0
        if row.urgent_at and said.seen and visit.at >= row.urgent_at - AFTER_CHANGE:
            row.change, row.urgent_at = "", None
    else:
        row.tried_at, row.tries = _later(row.tried_at, visit.at), min(row.tries + 1, 999)
    if said.inside:
        row.home_at = _later(row.home_at, visit.at)
    if said.declined:
        row.declined_at = _later(row.declined_at, visit.at)
    if row.contact_at == visit.at or visit.next_on:
        row.next_on = visit.next_on
    if change is not None:
        row.change, row.urgent_at = change.value, now + AFTER_CHANGE
    if row.last is None or visit.at >= (row.contact_at or visit.at):
        row.last, row.last_post = visit.id, visit.post
    reckon(row)
    row.changed_at = now
    row.save()


def _later(before: datetime | None, at: datetime) -> datetime:
    return max(before, at) if before else at


def _tick_off(visit: Visit) -> None:
    """Campaigns' lists and the plan of the day have this door done, if it counts there: nobody there is none."""
    said = counted(Way(visit.way), Result(visit.result))
    done = {"done_at": visit.recorded_at, "visit": visit.id, "result": visit.result}
    if said.contact:
        open_ = Target.objects.filter(subject=visit.subject, done_at=None, dropped_at=None)
        open_ = open_.filter(campaign__closed_at=None, campaign__from_on__lte=timezone.localdate(visit.at))
        (open_ if said.inside or said.declined else open_.filter(campaign__inside=False)).update(**done)
    Planned.objects.filter(subject=visit.subject, on=timezone.localdate(visit.at), done_at=None).update(
        done_at=visit.recorded_at, visit=visit.id
    )


def _record(by: Actor, visit: Visit, data: VisitData) -> None:
    said = counted(Way(visit.way), Result(visit.result))
    ledger.record(
        "visit.recorded",
        by=by,
        area=visit.area,
        subject=visit.id,
        post=visit.post,
        to=visit.noun,
        door=visit.subject,
        way=visit.way,
        result=visit.result,
        contact=said.contact,
        inside=said.inside,
        checked=visit.checked,
        matters=len(visit.matters),
        relief=len(data.relief),
        team=visit.team,
    )
