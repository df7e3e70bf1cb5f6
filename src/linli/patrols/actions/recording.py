"""Recording a round: one act for the points that were looked at and all that was found at them. What there is to do
becomes a matter here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.files import actions as files
from linli.kit import clock, ids
from linli.kit.actor import Actor, Seat
from linli.kit.errors import Forbidden
from linli.ledger import actions as ledger
from linli.matters import actions as matters
from linli.matters.actions import RaiseData
from linli.matters.rules import Door, Urgency
from linli.matters.rules.words import tidy
from linli.patrols.models import Finding, Offer, Point, Round, Route, Tick
from linli.patrols.queries.days import asked_of
from linli.patrols.queries.sight import may_walk, missing, visible_points, visible_routes
from linli.patrols.rules import Permission, refused
from linli.patrols.rules import rounds as rules
from linli.patrols.rules.kinds import SEEN, FindingWay, OfferStatus, TickState
from linli.patrols.rules.slots import counts_for
from linli.register import queries as register


@dataclass(frozen=True, slots=True)
class FindingData:
    """What was found, at a point or on the way; raised as a matter it bears the same id."""

    id: UUID
    way: FindingWay
    words: str
    point: UUID | None = None
    urgent: bool = False
    files: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class OfferData:
    """What a shop or a unit offers; the organisation is the point's where none is said."""

    id: UUID
    what: str
    who: str = ""
    point: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoundData:
    """A round as it is told. `slot` is the round of the day it was walked for, 0 for another; points not said are left
    for later."""

    id: UUID
    route: UUID
    slot: int
    started_at: datetime
    ended_at: datetime
    ticks: Sequence[rules.Tick] = ()
    findings: Sequence[FindingData] = field(default_factory=tuple)
    offers: Sequence[OfferData] = field(default_factory=tuple)
    remarks: str = ""
    from_paper: bool = False


def record(*, by: Actor, data: RoundData) -> UUID:
    """Record a round and raise the matters it found. A slot that is not asked for that day, or had not begun, makes it
    one more round. Refuses a route that is not the actor's to walk, one archived before that day, points of another
    route, a point that was not reached without a reason, hours that cannot be, a finding without words."""
    route = visible_routes(by).filter(id=data.route).first()
    if route is None:
        raise missing()
    if not may_walk(by, route):
        raise Forbidden(
            "actor/not-allowed", zh="这条线路不归您的岗位走", en="This route is not your post's to walk"
        )
    now = clock.now()
    started, ended = min(data.started_at, now), min(data.ended_at, now)
    rules.check_hours(data.started_at, data.ended_at, now)
    _check_alive(route, started)
    _check_said(data)
    points = {one.id: one for one in visible_points(by).filter(route=route).select_for_update(of=("self",))}
    ticks = _ticks(data, points)
    made = _made(by, data, route, points, ticks, started=started, ended=ended, now=now)
    made.save(force_insert=True)
    _hang(by, made, data, points, ticks)
    _see(made, ticks)
    _record(by, made, data)
    return made.id


def _check_alive(route: Route, started: datetime) -> None:
    gone = route.archived_at
    if gone is not None and timezone.localdate(started) > timezone.localdate(gone):
        raise refused(
            "route",
            "这条线路已经停用，发现的事请用“记一笔”报",
            "This route is archived; raise what you found as a matter",
        )


def _check_said(data: RoundData) -> None:
    if len(data.findings) > rules.FINDINGS_MOST or len(data.offers) > rules.OFFERS_MOST:
        raise refused(
            "findings", "一次巡查发现太多，请分开记", "Too many findings on one round; record them apart"
        )
    for one in data.findings:
        if not 0 < len(tidy(one.words)) <= rules.WORDS_MOST:
            raise refused(
                "findings",
                f"请写明发现了什么，最多{rules.WORDS_MOST}字",
                f"Say what was found, in at most {rules.WORDS_MOST} characters",
            )
    if any(not tidy(one.what) for one in data.offers):
        raise refused("offers", "请写明愿意提供什么", "Say what is offered")


def _ticks(data: RoundData, points: dict[UUID, Point]) -> list[rules.Tick]:
    named = [*(one.point for one in data.findings), *(one.point for one in data.offers)]
    if not {one for one in named if one} <= set(points):
        raise refused(
            "findings", "有的点位不在这条线路上，请刷新后重选", "A point is not on this route; look again"
        )
    rules.check_ticks(data.ticks, frozenset(points), len(data.findings) + len(data.offers))
    return rules.with_found(data.ticks, [one.point for one in data.findings if one.point])


def _made(
    by: Actor,
    data: RoundData,
    route: Route,
    points: dict[UUID, Point],
    ticks: Sequence[rules.Tick],
    *,
    started: datetime,
    ended: datetime,
    now: datetime,
) -> Round:
    on = timezone.localdate(started)
    zone = timezone.get_current_timezone()
    seat = _seat(by, route)
    return Round(
        id=data.id,
        community=route.community,
        area=route.area,
        route=route,
        on=on,
        slot=counts_for(asked_of(by, route, on), data.slot, on, started, zone),
        started_at=started,
        ended_at=max(started, ended),
        walked_by=by.id,
        walked_by_name=by.name[:80],
        post=seat.post if seat else None,
        recorded_at=now,
        points=sum(1 for one in points.values() if one.dropped_at is None),
        seen=sum(1 for one in ticks if one.state in SEEN),
        skipped=sum(1 for one in ticks if one.state is TickState.SKIPPED),
        findings=len(data.findings),
        remarks=tidy(data.remarks)[: rules.REMARKS_MOST],
        from_paper=data.from_paper,
        synthetic=route.synthetic,
    )


def _seat(by: Actor, route: Route) -> Seat | None:
    named = [one for one in by.seats if one.post in route.posts and one.grants(Permission.WALK)]
    here = [one for one in by.seats if one.area.startswith(route.community) and one.grants(Permission.WALK)]
    return next(iter(named), None) or by.seat_for(Permission.WALK, route.area) or next(iter(here), None)


def _hang(
    by: Actor, made: Round, data: RoundData, points: dict[UUID, Point], ticks: Sequence[rules.Tick]
) -> None:
    """What the round says of each point, what was found, what was offered."""
    where = {"community": made.community, "area": made.area, "round": made}
    Tick.objects.bulk_create(
        Tick(
            id=ids.new(),
            point_id=one.point,
            state=one.state.value,
            reason=tidy(one.reason)[: rules.REASON_MOST] if one.state is TickState.SKIPPED else "",
            **where,
        )
        for one in ticks
    )
    for one in data.findings:
        _find(by, made, one, points.get(one.point) if one.point else None)
    for offer in data.offers:
        _offer(by, made, offer, points.get(offer.point) if offer.point else None)


def _find(by: Actor, made: Round, data: FindingData, point: Point | None) -> None:
    kept = list(dict.fromkeys(data.files))
    if kept:
        files.keep(by=by, file_ids=kept)
    raised = data.way is FindingWay.MATTER
    if raised:
        said = RaiseData(
            id=data.id,
            words=data.words,
            area=point.lies_in if point else made.area,
            door=Door.PATROL,
            place=point.name if point else "",
            urgency=Urgency.URGENT if data.urgent else None,
            files=kept,
        )
        matters.raise_(by=by, data=said)
    Finding.objects.create(
        id=data.id,
        community=made.community,
        area=made.area,
        round=made,
        point=point,
        at=made.ended_at,
        way=data.way.value,
        words=tidy(data.words),
        files=kept,
        matter=data.id if raised else None,
    )


def _offer(by: Actor, made: Round, data: OfferData, point: Point | None) -> None:
    firm = data.organisation or (point.organisation_id if point else None)
    if data.organisation and not register.visible_organisations(by).filter(id=firm).exists():
        raise refused("offers", "底册里没有这个单位", "This organisation is not on the register")
    if firm is None and not tidy(data.who):
        raise refused("offers", "请写明是谁愿意提供", "Say who offers it")
    Offer.objects.create(
        id=data.id,
        community=made.community,
        area=made.area,
        round=made,
        point=point,
        organisation_id=firm,
        at=made.ended_at,
        who=tidy(data.who)[: rules.WHO_MOST],
        what=tidy(data.what)[:300],
        heard_by_name=made.walked_by_name,
        status=OfferStatus.OPEN.value,
    )


def _see(made: Round, ticks: Sequence[rules.Tick]) -> None:
    """A point is seen when it was looked at last; a round told late moves nothing back."""
    seen = [one.point for one in ticks if one.state in SEEN]
    rows = Point.objects.filter(id__in=seen)
    rows.filter(seen_at=None).update(seen_at=made.ended_at)
    rows.filter(seen_at__lt=made.ended_at).update(seen_at=made.ended_at)


def _record(by: Actor, made: Round, data: RoundData) -> None:
    ledger.record(
        "round.recorded",
        by=by,
        area=made.area,
        subject=made.id,
        post=made.post,
        route=made.route_id,
        slot=made.slot,
        seen=made.seen,
        skipped=made.skipped,
        matters=sum(1 for one in data.findings if one.way is FindingWay.MATTER),
        spots=sum(1 for one in data.findings if one.way is FindingWay.SPOT),
        offers=len(data.offers),
        from_paper=made.from_paper,
    )
