"""Recording a visit: one act for all that was found at a door. What the register holds wrong is corrected by the
register's own acts; what there is to do becomes a matter here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from linli.files import actions as files
from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.kit.errors import Refused
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters.actions import RaiseData
from linli.matters.rules import Door
from linli.matters.rules.words import tidy
from linli.register import actions as register
from linli.register import queries as registers
from linli.register.queries import Which
from linli.register.rules import Permission as OfRegister
from linli.visits.actions.reckoning import ran, stand, tick_off
from linli.visits.actions.standing import enter
from linli.visits.models import Campaign, Companion, JournalNote, Relief, Standing, Target, Visit
from linli.visits.queries.sight import missing, visible_campaigns, visible_standing
from linli.visits.rules import Permission, check, counted, refused, team_lacks
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


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a visit is to, from which post it is made, and the campaign it counts for."""

    area: str
    building: UUID | None
    post: UUID | None
    campaign: Campaign | None


def record_seen(*, by: Actor, data: VisitData, posts: Collection[UUID] = ()) -> UUID:
    """Record a visit to a door the actor sees, move on when it is next due, and raise the matters it found. `posts`
    carry out the campaign it is for: one of them that is the actor's made the visit. Refuses a door that is not the
    actor's (404), a way or a result that cannot be, somebody met who does not live there, a 2+1+N team that is short of
    somebody, a day to come back that is past, goods without an amount."""
    standing = _locked(by, data.noun, data.subject)
    require(by, Permission.RECORD, within=standing.area)
    at, now = moments(by, data)
    _check_met(by, data, standing)
    seat = by.seat_for(Permission.RECORD, standing.area)
    post = next((one for one in by.posts if one in posts), seat.post if seat else None)
    campaign = _campaign(by, data, standing, at)
    visit = made(by, data, Ground(standing.area, standing.building_id, post, campaign), at=at, now=now)
    stand(standing, visit, data.change, now)
    visit.save(force_insert=True)
    hang(by, visit, data)
    tick_off(visit)
    if data.checked and standing.dwelling_id and by.may(OfRegister.KEEP, standing.area):
        register.confirm_dwelling(by=by, dwelling_id=standing.dwelling_id)
    enter_in_ledger(by, visit, data)
    return visit.id


def moments(by: Actor, data: VisitData) -> tuple[datetime, datetime]:
    """When a visit happened and when it is told, if it can be told so."""
    now = clock.now()
    at = min(data.at or now, now)
    check(data.noun, data.way, data.result, why=data.note, met=len(data.met), at=data.at or now, now=now)
    _check_said(data, on=timezone.localdate(at))
    return at, now


def _locked(by: Actor, noun: Whom, subject: UUID) -> Standing:
    rows = visible_standing(by).filter(id=subject, noun=noun.value)
    if not rows.exists():
        home = noun is Whom.HOUSEHOLD
        enter(by=by, which=Which(households=(subject,)) if home else Which(organisations=(subject,)))
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise missing()
    return row


def _check_said(data: VisitData, *, on: date) -> None:
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


def _check_met(by: Actor, data: VisitData, standing: Standing) -> None:
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


def _campaign(by: Actor, data: VisitData, standing: Standing, at: datetime) -> Campaign | None:
    """The campaign the visit counts for: the one that is said, which ran when it was made, or else the first open one
    whose list has the door."""
    lines = Target.objects.filter(subject=standing.id, done_at=None, dropped_at=None)
    if data.campaign is None:
        return (
            visible_campaigns(by).filter(closed_at=None, targets__in=lines).order_by("until_on", "id").first()
        )
    found = visible_campaigns(by).filter(ran(at), id=data.campaign).first()
    if found is None:
        raise over()
    return found


def over() -> Refused:
    """The campaign does not run for the actor."""
    return refused(
        "campaign", "这个专项已经结束或不在您的范围内", "The campaign is over or outside your area"
    )


def made(by: Actor, data: VisitData, ground: Ground, *, at: datetime, now: datetime) -> Visit:
    """The visit, its photos kept and the matters it found raised; not saved yet."""
    visit = Visit(
        id=data.id,
        community=community_of(ground.area),
        area=ground.area,
        noun=data.noun.value,
        subject=data.subject,
        building_id=ground.building,
        at=at,
        recorded_at=now,
        recorded_by=by.id,
        recorded_by_name=by.name[:80],
        post=ground.post,
        way=data.way.value,
        result=data.result.value,
        met=list(dict.fromkeys(data.met)),
        met_others=tidy(data.met_others)[:60],
        checked=data.checked,
        note=tidy(data.note),
        files=list(dict.fromkeys(data.files)),
        team=data.team,
        campaign=ground.campaign,
        next_on=data.next_on if data.next_on and data.next_on >= timezone.localdate(now) else None,
        approval=(Approval.ASKED if data.result is Result.UNREACHABLE else Approval.NONE).value,
        sheet=tidy(data.sheet)[:20],
        change=data.change.value if data.change else "",
        synthetic=standing_is_synthetic(by),
    )
    files.keep(by=by, file_ids=visit.files)
    visit.matters = [_raise(by, one, visit) for one in data.matters]
    return visit


def standing_is_synthetic(by: Actor) -> bool:
    """Whether what is recorded now is made up: the system alone makes visits up."""
    return by.everywhere


def _raise(by: Actor, data: RaiseData, visit: Visit) -> UUID:
    """A matter that was found at the door: where nothing else is said it lies in the door's grid and came by a
    visit."""
    return matters.raise_(by=by, data=replace(data, area=data.area or visit.area, door=Door.VISIT))


def hang(by: Actor, visit: Visit, data: VisitData) -> None:
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


def enter_in_ledger(by: Actor, visit: Visit, data: VisitData) -> None:
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
