"""What a visit does to its door: when it is next due, whether a major change was answered, which lists and plans have
it done. Where a visit was struck out, or made by somebody without sight of the door, all of it is reckoned anew from
the visits that stand."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from linli.visits.actions.standing import reckon
from linli.visits.models import Campaign, Planned, Standing, Target, Visit
from linli.visits.rules import AFTER_CHANGE, counted
from linli.visits.rules.kinds import Approval, Change, Result, Way

MOMENTS = ("contact_at", "home_at", "declined_at", "tried_at", "excused_at")


def stand(row: Standing, visit: Visit, change: Change | None, now: datetime) -> None:
    """Move on when a door is next due, and note on the visit which major change it answered. A visit that is told later
    than another that happened after it moves nothing back."""
    _go_on(row, visit)
    _ease(row, visit)
    if change is not None:
        row.change, row.urgent_at = change.value, now + AFTER_CHANGE
    _kept(row, now)


def stand_anew(row: Standing, now: datetime) -> None:
    """Say how a door stands from all its visits that count, in the order they were told. A moment no visit bears, as
    of a door that was loaded, stays."""
    visits = list(Visit.objects.filter(subject=row.id, community=row.community).order_by("recorded_at", "id"))
    gone = {one.at for one in visits if one.struck_at}
    before = {name: getattr(row, name) for name in MOMENTS}
    for name in (*MOMENTS, "last", "last_post", "next_on"):
        setattr(row, name, None)
    row.tries = 0
    standing = [one for one in visits if one.struck_at is None]
    for one in standing:
        _go_on(row, one)
    _excuse(row, standing)
    for name, moment in before.items():
        if moment and moment not in gone:
            setattr(row, name, _later(getattr(row, name), moment))
    _kept(row, now)


def carried_on(row: Standing, visit: Visit, now: datetime) -> None:
    """What the system does after somebody without sight of a door visited it; twice is as once."""
    _ease(row, visit)
    stand_anew(row, now)


def _go_on(row: Standing, visit: Visit) -> None:
    said = counted(Way(visit.way), Result(visit.result))
    if said.contact:
        row.contact_at = _later(row.contact_at, visit.at)
        row.tries = 0
    else:
        row.tried_at, row.tries = _later(row.tried_at, visit.at), min(row.tries + 1, 999)
    if said.inside:
        row.home_at = _later(row.home_at, visit.at)
    if said.declined:
        row.declined_at = _later(row.declined_at, visit.at)
    if row.contact_at == visit.at or visit.next_on:
        row.next_on = visit.next_on
    if row.last is None or visit.at >= (row.contact_at or visit.at):
        row.last, row.last_post = visit.id, visit.post


def _ease(row: Standing, visit: Visit) -> None:
    if row.urgent_at and answers(visit, row.urgent_at):
        visit.eased, visit.eased_at = row.change, row.urgent_at
        row.change, row.urgent_at = "", None


def answers(visit: Visit, urgent_at: datetime) -> bool:
    """Whether a visit answers a major change that was due by some moment: somebody was seen after it was told."""
    said = counted(Way(visit.way), Result(visit.result))
    return said.seen and visit.at >= urgent_at - AFTER_CHANGE


def _excuse(row: Standing, visits: Sequence[Visit]) -> None:
    for one in visits:
        late = row.contact_at is None or row.contact_at < one.at
        if one.approval == Approval.AGREED.value and late:
            row.excused_at = _later(row.excused_at, one.at)


def _kept(row: Standing, now: datetime) -> None:
    reckon(row)
    row.changed_at = now
    row.save()


def _later(before: datetime | None, at: datetime) -> datetime:
    return max(before, at) if before else at


def ran(at: datetime, of: str = "") -> Q:
    """Campaigns, or with `of="campaign__"` lines of campaigns, that are open or were at a moment: what was made in time
    counts, though a phone tells it only later."""
    return Q(**{f"{of}closed_at": None}) | Q(**{f"{of}closed_at__gte": at})


def ran_at(campaign: Campaign, at: datetime) -> bool:
    """The same of one campaign."""
    return campaign.closed_at is None or campaign.closed_at >= at


def tick_off(visit: Visit) -> None:
    """Campaigns' lists and the plan of the day have this door done, if it counts there: nobody there is none."""
    said = counted(Way(visit.way), Result(visit.result))
    done = {"done_at": visit.recorded_at, "visit": visit.id, "result": visit.result}
    if said.contact:
        open_ = Target.objects.filter(subject=visit.subject, done_at=None, dropped_at=None)
        open_ = open_.filter(
            ran(visit.at, of="campaign__"), campaign__from_on__lte=timezone.localdate(visit.at)
        )
        (open_ if said.inside or said.declined else open_.filter(campaign__inside=False)).update(**done)
    Planned.objects.filter(subject=visit.subject, on=timezone.localdate(visit.at), done_at=None).update(
        done_at=visit.recorded_at, visit=visit.id
    )
