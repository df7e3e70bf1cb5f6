"""Striking out a visit that was recorded by mistake (划掉): the row stays and counts nowhere any more; what it had done
is open again, unless another visit did it too."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from linli.kit import clock
from linli.kit.actor import Actor
from linli.kit.errors import Conflict, Forbidden
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.visits.actions.reckoning import answers, ran_at, stand_anew
from linli.visits.models import Planned, RouteSheet, SheetLine, Standing, Target, Visit
from linli.visits.queries.sight import missing, visible_standing, visible_visits
from linli.visits.queries.told import may_strike
from linli.visits.rules import AFTER_CHANGE, counted, refused
from linli.visits.rules.kinds import Approval, Result, Way

REASON_MOST = 200


def strike(*, by: Actor, visit_id: UUID, reason: str) -> UUID:
    """Strike out a visit recorded by mistake: whoever recorded it on the same day, a lead later too. When its door is
    due is reckoned from the visits left, lists and plans it had ticked off are open again, what was given on it counts
    no more; matters it raised stay. Refused: no reason (422), another's visit or another day (403), struck out already
    (409)."""
    row = visible_visits(by).select_for_update(of=("self",)).filter(id=visit_id).first()
    if row is None:
        raise missing()
    if row.struck_at is not None:
        raise Conflict("visit/struck", zh="这条走访已经划掉了", en="This visit was struck out already")
    if not may_strike(by, row):
        raise Forbidden(
            "visit/not-yours-to-strike",
            zh="当天由记录的人自己划，过后请网格长或社区划",
            en="Whoever recorded it strikes it out on the same day; a lead does so later",
        )
    words = tidy(reason)
    if not words or len(words) > REASON_MOST:
        raise refused(
            "reason", f"请写明为什么划掉，最多{REASON_MOST}字", "Say why, in at most 200 characters"
        )
    row.struck_at, row.struck_by, row.struck_by_name = clock.now(), by.id, by.name[:80]
    row.struck_for = words
    row.save(update_fields=["struck_at", "struck_by", "struck_by_name", "struck_for"])
    if visible_standing(by).filter(id=row.subject).exists():
        undo(row)
    else:
        open_lines(row)
        app.configure_task("visits.carry_on").defer(visit=str(row.id))
    ledger.record(
        "visit.struck",
        by=by,
        area=row.area,
        subject=row.id,
        post=row.post,
        door=row.subject,
        own=row.recorded_by == by.id,
        matters=len(row.matters),
    )
    return row.id


def undo(visit: Visit) -> None:
    """Take back all a struck visit did; twice is as once. Whoever does so sees the door."""
    row = Standing.objects.select_for_update(of=("self",)).filter(id=visit.subject).first()
    open_lines(visit)
    if row is None:
        return
    left = _left(visit)
    _give_back(row, visit, left)
    stand_anew(row, clock.now())
    for plan in Planned.objects.select_for_update().filter(visit=visit.id):
        other = next((one for one in left if timezone.localdate(one.at) == plan.on), None)
        plan.visit, plan.done_at = (other.id, other.recorded_at) if other else (None, None)
        plan.save(update_fields=["visit", "done_at"])
    sheets = SheetLine.objects.filter(visit=visit.id)
    RouteSheet.objects.filter(id__in=list(sheets.values_list("sheet", flat=True))).update(done_at=None)
    sheets.update(visit=None)


def _left(visit: Visit) -> list[Visit]:
    """The visits to the same door that stand, in the order they were told."""
    rows = Visit.objects.filter(subject=visit.subject, community=visit.community, struck_at=None)
    return list(rows.order_by("recorded_at", "id"))


def open_lines(visit: Visit) -> None:
    """Lines of campaigns the visit had done are open again, or done by the first other visit that does them."""
    left = _left(visit)
    lines = Target.objects.select_for_update(of=("self",)).filter(subject=visit.subject, visit=visit.id)
    for line in lines.select_related("campaign"):
        other = next((one for one in left if _does(one, line)), None)
        line.visit, line.result, line.done_at = None, "", None
        if other is not None:
            line.visit, line.result, line.done_at = other.id, other.result, other.recorded_at
        line.save(update_fields=["visit", "result", "done_at"])


def _does(visit: Visit, line: Target) -> bool:
    """Whether a visit does a line: made while the campaign ran, and inside where only that counts; or nobody could be
    reached, as agreed."""
    campaign = line.campaign
    if timezone.localdate(visit.at) < campaign.from_on or not ran_at(campaign, visit.at):
        return False
    said = counted(Way(visit.way), Result(visit.result))
    reached = said.contact and (said.inside or said.declined or not campaign.inside)
    return reached or visit.approval == Approval.AGREED.value


def _give_back(row: Standing, visit: Visit, left: Sequence[Visit]) -> None:
    """A major change the visit had answered waits again, unless another visit answers it; one that was heard of on it
    was never heard of."""
    if visit.change:
        moment = visit.recorded_at + AFTER_CHANGE
        Visit.objects.filter(subject=visit.subject, eased_at=moment).update(eased="", eased_at=None)
        if row.change == visit.change and row.urgent_at == moment:
            row.change, row.urgent_at = "", None
    if not visit.eased or visit.eased_at is None:
        return
    other = next((one for one in left if answers(one, visit.eased_at)), None)
    if other is not None:
        Visit.objects.filter(id=other.id, eased_at=None).update(eased=visit.eased, eased_at=visit.eased_at)
    elif row.urgent_at is None:
        row.change, row.urgent_at = visit.eased, visit.eased_at
    Visit.objects.filter(id=visit.id).update(eased="", eased_at=None)
