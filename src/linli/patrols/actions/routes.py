"""Drawing routes: made with their points and hours, changed, archived."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.kit.errors import Conflict
from linli.kit.roles import granted
from linli.ledger import actions as ledger
from linli.matters.rules.words import tidy
from linli.patrols import queries
from linli.patrols.models import Point, Route, Schedule
from linli.patrols.queries.sight import missing, visible_points, visible_routes
from linli.patrols.rules import Permission, refused
from linli.patrols.rules.kinds import PointKind, WalkedOn
from linli.patrols.rules.papers import PAPER
from linli.patrols.rules.routes import NAME_MOST, NOTE_MOST, POINT_NAME_MOST, POINT_NOTE_MOST, check_route
from linli.patrols.rules.slots import USUAL, Slot, check_slots
from linli.register import queries as register
from linli.territory import queries as territory
from linli.workforce import queries as workforce


@dataclass(frozen=True, slots=True)
class PointData:
    """A point as it is said; one that was there keeps its id. Without a name it is called as the building or the
    organisation is."""

    id: UUID
    kind: PointKind
    name: str = ""
    note: str = ""
    building: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class RouteData:
    """A route as it is said: `posts` walk it, its points stand in the order they are walked."""

    area: str
    name: str
    note: str = ""
    days: WalkedOn = WalkedOn.WORKING
    slots: Sequence[Slot] = USUAL
    posts: Sequence[UUID] = ()
    points: Sequence[PointData] = field(default_factory=tuple)


def draw(*, by: Actor, route_id: UUID, data: RouteData) -> UUID:
    """Draw a route. It is asked for from today on, rounds whose hours are over excepted. Refused: no name or one
    that is taken, an area above a community, no points, hours that cross, a post that walks nowhere near."""
    require(by, Permission.LEAD, within=data.area)
    name = _checked(by, data, None)
    now = clock.now()
    route = Route.objects.create(
        id=route_id,
        community=community_of(data.area),
        area=data.area,
        name=name,
        note=tidy(data.note)[:NOTE_MOST],
        posts=list(dict.fromkeys(data.posts)),
        made_at=now,
        made_by=by.id,
        made_by_name=by.name[:80],
        changed_at=now,
        synthetic=by.everywhere,
    )
    _schedule(route, data, now)
    _place(by, route, data.points, now)
    ledger.record("route.drawn", by=by, area=route.area, subject=route.id, points=len(data.points))
    return route.id


def _checked(by: Actor, data: RouteData, route: Route | None) -> str:
    """The route's name, where all of it can be."""
    name = tidy(data.name)[:NAME_MOST]
    check_route(area=data.area, name=name, points=len(data.points), posts=len(set(data.posts)))
    check_slots(data.slots)
    if not territory.exists(data.area):
        raise refused("area", "没有这个社区或网格", "There is no such community or grid")
    same = Route.objects.filter(
        community=community_of(data.area), area=data.area, name=name, archived_at=None
    )
    if (same.exclude(id=route.id) if route else same).exists():
        raise refused("name", "这里已经有一条叫这个名字的线路", "A route of this name is there already")
    _check_posts(data, route)
    return name


def _check_posts(data: RouteData, route: Route | None) -> None:
    """A post that was named before may stay, though it is closed by now."""
    fresh = set(data.posts) - set(route.posts if route else ())
    known = workforce.posts_by_id(fresh)
    for id in fresh:
        post = known.get(id)
        near = post and (post.area.startswith(data.area) or data.area.startswith(post.area))
        if post is None or not near or Permission.WALK not in granted(post.role):
            raise refused(
                "posts",
                "有的岗位不在这条线路的范围里，或不做巡查",
                "A post is outside the route's area, or does not patrol",
            )


def _schedule(route: Route, data: RouteData, now: datetime) -> bool:
    """Say what is asked for. What was asked for until today stays as it was: a change counts from tomorrow, unless
    nothing was asked for before today. Returns whether anything is otherwise than before."""
    today = timezone.localdate(now)
    said = {"days": data.days.value, "slots": [slot.told() for slot in data.slots]}
    last = Schedule.objects.filter(route=route).order_by("-from_on").first()
    if last is not None and {"days": last.days, "slots": last.slots} == said:
        return False
    if last is not None and last.from_on >= today:
        Schedule.objects.filter(id=last.id).update(**said)
        return True
    Schedule.objects.create(
        id=ids.new(),
        community=route.community,
        area=route.area,
        route=route,
        from_on=today + timedelta(days=1) if last else today,
        **said,
    )
    return True


def _place(by: Actor, route: Route, points: Sequence[PointData], now: datetime) -> int:
    """Lay the points in their order; those that are said no more are taken off. Returns how many were."""
    ids_said = [one.id for one in points]
    if len(set(ids_said)) != len(ids_said):
        raise refused("points", "同一个点位列了两次", "A point stands there twice")
    there = {one.id: one for one in Point.objects.select_for_update().filter(route=route)}
    if Point.objects.filter(id__in=set(ids_said) - set(there)).exists():
        raise refused("points", "有的点位属于别的线路", "A point belongs to another route")
    places = _places(by, route, points)
    for order, one in enumerate(points, start=1):
        row = there.pop(one.id, None) or Point(id=one.id, route=route, added_at=now)
        row.community, row.area, row.order = route.community, route.area, order
        row.kind, row.note = one.kind.value, tidy(one.note)[:POINT_NOTE_MOST]
        row.building_id, row.organisation_id = one.building, one.organisation
        called, row.lies_in = places.get(one.building or one.organisation or one.id, ("", route.area))
        row.name = (tidy(one.name) or called)[:POINT_NAME_MOST]
        row.dropped_at = None
        if not row.name:
            raise refused("points", "每个点位都要写明在哪里", "Say where each point is")
        row.save()
    gone = [row.id for row in there.values() if row.dropped_at is None]
    return Point.objects.filter(id__in=gone).update(dropped_at=now)


def _places(by: Actor, route: Route, points: Sequence[PointData]) -> dict[UUID, tuple[str, str]]:
    """What buildings and organisations are called, and the grid they lie in. Refused where one is not in the community,
    and where a point names both."""
    buildings = {one.building for one in points if one.building}
    firms = {one.organisation for one in points if one.organisation}
    if any(one.building and one.organisation for one in points):
        raise refused(
            "points", "一个点位只能对应楼栋或单位中的一个", "A point is a building or an organisation"
        )
    found: dict[UUID, tuple[str, str]] = {}
    here: dict[str, Any] = {"community": route.community}
    if buildings:
        rows = register.visible_buildings(by).filter(id__in=buildings, **here).select_related("estate")
        found |= {
            row.id: (_called(row.estate.name if row.estate else "", row.name), row.area) for row in rows
        }
    if firms:
        rows = register.visible_organisations(by).filter(id__in=firms, **here)
        found |= {row.id: (row.name, row.area) for row in rows}
    if (buildings | firms) - set(found):
        raise refused(
            "points",
            "有的楼栋或单位不在这个社区的底册里，请重新选",
            "A building or organisation is not on this community's register",
        )
    return found


def _called(estate: str, building: str) -> str:
    """A building as neighbours say it; some bear their estate's name already."""
    return building if building.startswith(estate) else f"{estate}{building}"


def _locked(by: Actor, route_id: UUID, version: int) -> Route:
    row = visible_routes(by).select_for_update(of=("self",)).filter(id=route_id).first()
    if row is None:
        raise missing()
    require(by, Permission.LEAD, within=row.area)
    if row.archived_at is not None:
        raise Conflict("patrol/archived", zh="这条线路已经停用了", en="This route is archived already")
    if row.version != version:
        raise Conflict(
            "patrol/stale",
            zh="别人刚刚改过这条线路，请看过再存",
            en="Somebody changed this route meanwhile; look and save again",
            extra={"stands": queries.stands(by, row)},
        )
    return row


def change(*, by: Actor, route_id: UUID, data: RouteData, version: int) -> UUID:
    """Change a route: hours and days from tomorrow on, the rest at once; it stays where it is. Points that are said no
    more are taken off and keep their rounds. Refused as drawing one is, and where somebody changed it meanwhile (409,
    with what stands)."""
    row = _locked(by, route_id, version)
    if data.area != row.area:
        raise refused("area", "线路不能换到别处，请停用后新画一条", "A route stays where it is; draw another")
    name = _checked(by, data, row)
    now = clock.now()
    said = {"name": name, "note": tidy(data.note)[:NOTE_MOST], "posts": list(dict.fromkeys(data.posts))}
    changed = [field for field, value in said.items() if getattr(row, field) != value]
    before = _points_said(by, row)
    if _schedule(row, data, now):
        changed.append("slots")
    dropped = _place(by, row, data.points, now)
    if _points_said(by, row) != before:
        changed.append("points")
    for field_name, value in said.items():
        setattr(row, field_name, value)
    row.changed_at = now
    row.version += 1
    row.save()
    ledger.record("route.changed", by=by, area=row.area, subject=row.id, changed=changed, dropped=dropped)
    return row.id


def _points_said(by: Actor, row: Route) -> list[tuple[Any, ...]]:
    names = ("id", "kind", "name", "note", "building_id", "organisation_id")
    return list(visible_points(by).filter(route=row, dropped_at=None).order_by("order").values_list(*names))


def archive(*, by: Actor, route_id: UUID, version: int) -> UUID:
    """Archive a route: it is asked for no more; what was walked stays. Refused where it is archived, and where somebody
    changed it meanwhile (409)."""
    row = _locked(by, route_id, version)
    now = clock.now()
    row.archived_at, row.archived_by, row.changed_at = now, by.id, now
    row.version += 1
    row.save()
    ledger.record("route.archived", by=by, area=row.area, subject=row.id)
    return row.id


def log_print(*, by: Actor, route_id: UUID) -> UUID:
    """Write down that a route's sheet was printed. NotFound or Forbidden where the actor may not."""
    row = queries.printable(by, route_id)
    ledger.record("route.printed", by=by, area=row.area, subject=row.id, paper=PAPER)
    return row.id
