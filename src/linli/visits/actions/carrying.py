"""Visits made from posts that carry out a campaign without sight of the register: the line of the list is what they
know. What the visit does to the door they do not see, the system does right after it."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from procrastinate.contrib.django import app

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.register.queries import Which
from linli.visits.actions.reckoning import carried_on, ran, ran_at, tick_off
from linli.visits.actions.recording import (
    Ground,
    VisitData,
    enter_in_ledger,
    hang,
    made,
    moments,
    over,
    record_seen,
)
from linli.visits.actions.standing import follow
from linli.visits.actions.striking import undo
from linli.visits.models import Campaign, Standing, Target, Visit
from linli.visits.queries.sight import missing, posts_carrying, visible_targets
from linli.visits.rules import Permission, refused
from linli.visits.rules.kinds import Whom


def record(*, by: Actor, data: VisitData) -> UUID:
    """Record a visit and raise the matters it found: to a door the actor sees, or to a line of a campaign his post
    carries out. Refuses what `record_seen` refuses; from a line also residents, relief, corrections, a major change,
    and a campaign that was over when the visit was made."""
    line = _line(by, data) if data.noun is Whom.ORGANISATION and by.may(Permission.CARRY) else None
    if line is None or by.may(Permission.RECORD, within=line.area):
        return record_seen(by=by, data=data, posts=line.posts if line else ())
    _check(data)
    at, now = moments(by, data)
    if not ran_at(line.campaign, at):
        raise over()
    post = next(one for one in posts_carrying(by) if one in line.posts)
    visit = made(by, data, Ground(line.area, None, post, line.campaign), at=at, now=now)
    visit.save(force_insert=True)
    hang(by, visit, data)
    tick_off(visit)
    app.configure_task("visits.carry_on").defer(visit=str(visit.id))
    enter_in_ledger(by, visit, data)
    return visit.id


def _line(by: Actor, data: VisitData) -> Target | None:
    """The line of the actor's posts the visit is to: of the campaign that is said, or else of the one that ends first.
    One that is done already is visited once more."""
    rows = visible_targets(by).select_for_update(of=("self",)).select_related("campaign")
    rows = rows.filter(subject=data.subject, dropped_at=None, posts__overlap=posts_carrying(by))
    if data.campaign is not None:
        return rows.filter(campaign=data.campaign).first()
    return rows.filter(campaign__in=_running(data.at or clock.now())).order_by("campaign__until_on").first()


def _running(at: datetime) -> QuerySet[Campaign]:
    return Campaign.objects.filter(ran(at))


def _check(data: VisitData) -> None:
    """What whoever does not see the register cannot say of it."""
    more = {
        "met": data.met,
        "relief": data.relief,
        "change": data.change,
        "checked": data.checked,
        "sheet": data.sheet,
    }
    field = next((name for name, said in more.items() if said), "")
    if field:
        raise refused(
            field,
            "专项名单里的走访只记结果、记录、问题、同行的人和下次日期",
            "Of a line of a campaign one records the result, a note, matters, company and a day to come back",
        )


def carry_on(*, by: Actor, visit_id: UUID) -> UUID:
    """After a visit by somebody without sight of its door: say anew when the door is due, and have all lists and plans
    tick it off; after he struck it out, take that back. Forbidden to all but the system; twice is as once."""
    require_system(by)
    visit = Visit.objects.filter(id=visit_id).first()
    if visit is None:
        raise missing()
    if visit.struck_at is not None:
        undo(visit)
        return visit.id
    rows = Standing.objects.select_for_update(of=("self",)).filter(id=visit.subject)
    row = rows.first()
    if row is None:
        follow(by=by, which=Which(organisations=(visit.subject,)))
        row = rows.first()
    if row is None:
        return visit.id
    visit.building_id = row.building_id
    carried_on(row, visit, clock.now())
    visit.save(update_fields=["building", "eased", "eased_at"])
    tick_off(visit)
    return visit.id
