"""Three weeks of patrols in the demo: routes drawn, rounds walked by those who hold the grids, what came of what they
found, all by the same actions as real ones and at their own time."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from linli.calendars import queries as calendars
from linli.cli import progress
from linli.cli.demo import patrols as told
from linli.cli.demo import places
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.rules import Outcome
from linli.patrols import actions
from linli.patrols import queries as patrols
from linli.patrols.actions import FindingData, OfferData, PointData, RoundData, RouteData
from linli.patrols.rules.kinds import FindingWay, OfferStatus, PointKind, TickState
from linli.patrols.rules.rounds import Tick
from linli.patrols.rules.slots import USUAL, Slot, moment
from linli.register import queries as register

DAYS = 21
HELD, WITH_FINDING, WITH_OFFER, WITH_SKIP = 0.94, 0.16, 0.5, 0.06
"""Shares: of the asked-for rounds that are walked; of rounds on which something is found, something is offered (on the
route of shops), a point is not reached."""
SPOTS = (PointKind.GREEN, PointKind.STREET, PointKind.CHARGING)


def patrol(by: Actor, actors: Mapping[str, Actor], walkers: Mapping[str, UUID]) -> int:
    """Draw routes and walk them for three weeks; `walkers` are the posts that walk each grid. Returns how many rounds
    there are."""
    draw = random.Random(places.COMMUNITY)
    sitting = {seat.post: actor for actor in actors.values() for seat in actor.seats}
    with progress.step("装载巡查", "patrols"):
        begun = clock.now() - timedelta(days=DAYS + 1)
        with scope(by), clock.at(begun):
            drawn = [*_grids(by, walkers), _shops(by, walkers)]
        rounds, offers = 0, list(told.OFFERS)
        for route, data in drawn:
            by_post = [sitting[post] for post in data.posts if post in sitting]
            rounds += _walk(by_post, route, data, draw, offers) if by_post else 0
        _follow(actors["counter1"], actors["secretary"], by)
    return rounds


def _grids(by: Actor, walkers: Mapping[str, UUID]) -> Iterator[tuple[UUID, RouteData]]:
    for estate in places.ESTATES:
        area = f"{places.COMMUNITY}{estate.grid:03d}"
        if estate.grid not in told.GRIDS or area not in walkers:
            continue
        data = RouteData(
            area=area,
            name=f"{estate.name}线",
            note=told.NOTE,
            posts=[walkers[area]],
            points=[*_register_points(by, area), *_spots(area, estate)],
        )
        yield _draw(by, area, data), data


def _draw(by: Actor, key: str, data: RouteData) -> UUID:
    return actions.draw(by=by, route_id=ids.of("demo-route", key), data=data)


def _spots(area: str, estate: places.Estate) -> list[PointData]:
    named = [
        *((PointKind.FIRE_LANE, f"{spot}消防通道") for spot in estate.spots[:1]),
        *((kind, f"{estate.name}{spot}") for kind, spot in zip(SPOTS, estate.spots, strict=False)),
        (PointKind.RUBBISH, f"{estate.name}垃圾投放点"),
        (PointKind.STREET, f"{estate.roads[0]}沿街"),
    ]
    return [PointData(ids.of("demo-point", f"{area}/{name}"), kind, name) for kind, name in named]


def _register_points(by: Actor, area: str) -> list[PointData]:
    """Two buildings and a shop of the grid."""
    buildings = register.visible_buildings(by).filter(area=area, closed_at=None).order_by("sort", "id")
    shops = register.visible_organisations(by).filter(area=area, kind="shop", closed_at=None).order_by("id")
    points = [
        PointData(ids.of("demo-point", str(one.id)), PointKind.ENTRANCE, building=one.id)
        for one in buildings[:2]
    ]
    return points + [
        PointData(ids.of("demo-point", str(one.id)), PointKind.SHOP, organisation=one.id) for one in shops[:1]
    ]


def _shops(by: Actor, walkers: Mapping[str, UUID]) -> tuple[UUID, RouteData]:
    """A route over the whole community, once a day, walked by two."""
    shops = register.visible_organisations(by).filter(community=places.COMMUNITY, kind="shop", closed_at=None)
    data = RouteData(
        area=places.COMMUNITY,
        name=told.SHOPS_ROUTE,
        note=told.SHOPS_NOTE,
        slots=[Slot(1, USUAL[1].name, USUAL[1].begins, USUAL[1].until)],
        posts=[walkers[area] for area in sorted(walkers)[2:4]],
        points=[
            PointData(ids.of("demo-point", f"all/{one.id}"), PointKind.SHOP, organisation=one.id)
            for one in shops.order_by("area", "id")[1:40:5]
        ],
    )
    return _draw(by, "shops", data), data


def _walk(
    walkers: Sequence[Actor], route: UUID, data: RouteData, draw: random.Random, offers: list[str]
) -> int:
    today = timezone.localdate(clock.now())
    count = 0
    for number in range(DAYS, 0, -1):
        day = today - timedelta(days=number)
        if not calendars.working_calendar().is_working_day(day)[0]:
            continue
        for slot in data.slots:
            if draw.random() < HELD:
                said = _said(route, data, slot, day, draw, offers)
                by = draw.choice(walkers)
                with scope(by), clock.at(said.ended_at):
                    actions.record(by=by, data=said)
                count += 1
    return count


def _said(
    route: UUID, data: RouteData, slot: Slot, day: date, draw: random.Random, offers: list[str]
) -> RoundData:
    """A round of a slot as its walker would tell it; each offer is made once."""
    began = moment(day, slot.begins, timezone.get_current_timezone()) + timedelta(minutes=draw.randrange(75))
    ended = began + timedelta(minutes=draw.randrange(30, 70))
    ticks = [Tick(point.id) for point in data.points]
    if draw.random() < WITH_SKIP:
        at = draw.randrange(len(ticks))
        ticks[at] = Tick(ticks[at].point, TickState.SKIPPED, draw.choice(told.SKIPPED))
    return RoundData(
        id=ids.of("demo-round", f"{route}/{day}/{slot.number}"),
        route=route,
        slot=slot.number,
        started_at=began,
        ended_at=ended,
        ticks=ticks,
        findings=list(_found(data, ended, draw)),
        offers=list(_offered(data, ended, draw, offers)),
    )


def _found(data: RouteData, at: datetime, draw: random.Random) -> Iterator[FindingData]:
    kinds = {point.kind: point for point in data.points}
    fits = [one for one in told.FOUND if one.kind in kinds]
    if not fits or draw.random() > WITH_FINDING:
        return
    one = draw.choice(fits)
    way = FindingWay.MATTER if one.settled else FindingWay.SPOT
    points = [point.id for point in data.points if point.kind is one.kind]
    id = ids.of("demo-finding", f"{data.name}/{at:%Y%m%d%H%M}")
    yield FindingData(id, way, one.words, draw.choice(points))


def _offered(data: RouteData, at: datetime, draw: random.Random, left: list[str]) -> Iterator[OfferData]:
    if data.name != told.SHOPS_ROUTE or not left or draw.random() > WITH_OFFER:
        return
    point = draw.choice(data.points)
    id = ids.of("demo-offer", f"{data.name}/{at:%Y%m%d%H%M}")
    yield OfferData(id, left.pop(0), "店长", point.id)


def _follow(clerk: Actor, secretary: Actor, by: Actor) -> None:
    """What was found more than two days ago is settled by the counter; the first offers are taken up."""
    settled = {one.words: one.settled for one in told.FOUND}
    with scope(by, write=False):
        found = list(
            patrols.visible_findings(by).filter(at__lt=clock.now() - timedelta(days=2), matter__isnull=False)
        )
        offers = list(patrols.visible_offers(by).order_by("at", "id")[: len(told.TAKEN_UP)])
    for one in found:
        if one.matter is None:
            continue
        with scope(clerk), clock.at(one.at + timedelta(hours=1)):
            matters.accept(by=clerk, matter_id=one.matter)
        with scope(clerk), clock.at(one.at + timedelta(hours=26)):
            matters.settle(by=clerk, matter_id=one.matter, words=settled[one.words], outcome=Outcome.SOLVED)
    for offer, note in zip(offers, told.TAKEN_UP, strict=False):
        with scope(secretary), clock.at(offer.at + timedelta(days=1)):
            actions.handle_offer(
                by=secretary, offer_id=offer.id, status=OfferStatus.TAKEN, note=note, version=1
            )
