"""Which place a text speaks of. A process keeps the names of the communities it was asked about, each as whoever may
see so much of it reads it, and reads them anew when anything among them changed. Rooms are looked up under the
actor's wall."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Q

from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.language.rules.locating import Candidate, Gazetteer, Kind, Located, Place, Room, Wanted
from linli.language.rules.locating import locate as read
from linli.register.models import Entrance
from linli.register.queries.finding import check_area
from linli.register.queries.sight import (
    areas_seen,
    visible_buildings,
    visible_dwellings,
    visible_estates,
    visible_nicknames,
    visible_organisations,
)
from linli.register.rules import Permission
from linli.territory import queries as territory

KEPT_MOST = 48
"""Gazetteers a process keeps; those not asked for longest go."""
ROOMS_MOST = 400

_STAMP = """
SELECT (SELECT array_agg(s) FROM (
 SELECT concat(max(changed_at), count(*), sum(version)) AS s FROM register_estate WHERE community = %(community)s
 UNION ALL SELECT concat(max(changed_at), count(*), sum(version)) FROM register_building
  WHERE community = %(community)s AND closed_at IS NULL
 UNION ALL SELECT concat(max(changed_at), count(*)) FROM register_entrance WHERE community = %(community)s
 UNION ALL SELECT concat(max(changed_at), count(*), sum(version)) FROM register_organisation
  WHERE community = %(community)s AND closed_at IS NULL
 UNION ALL SELECT concat(max(changed_at), count(*), sum(version)) FROM register_nickname
  WHERE community = %(community)s AND ended_at IS NULL) parts)
"""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: tuple[Any, ...]
    known: Gazetteer
    points: Mapping[str, tuple[float, float]]


_kept: OrderedDict[tuple[str, tuple[str, ...]], _Kept] = OrderedDict()
_lock = Lock()


def forget_places() -> None:
    """Drop the process's copies: between tests."""
    with _lock:
        _kept.clear()


def located(by: Actor, *, text: str, area: str = "") -> dict[str, Any]:
    """The places of a community a text may speak of, the likeliest first, each with why; `unsure` says why none is to
    be taken for granted. The community is that of the area, else the actor's; a grid decides between places that are
    called the same, as do the grids of the actor's own posts. Dwellings and shops are told only where the actor sees
    them."""
    check_area(area)
    require(by, Permission.SEE, within=None)
    community = (area or by.community)[: Level.COMMUNITY]
    if len(community) < Level.COMMUNITY or not _may_ask(by, community):
        return {
            "candidates": [],
            "unsure": "没有说是您的哪个社区",
            "unsure_en": "No community of yours is said",
        }
    kept = _gazetteer(by, community)
    found = read(kept.known, text, rooms=_Rooms(by, kept.known), near=_near(by, area))
    return _told(found, kept)


def _may_ask(by: Actor, community: str) -> bool:
    return by.everywhere or any(_meets(area, community) for area in areas_seen(by))


def _near(by: Actor, area: str) -> tuple[str, ...]:
    """The grids that decide between places called the same: the one that was said, else the actor's own."""
    if len(area) >= Level.GRID:
        return (area[: Level.GRID],)
    return tuple(one[: Level.GRID] for one in areas_seen(by) if len(one) >= Level.GRID)


def _told(found: Located, kept: _Kept) -> dict[str, Any]:
    return {
        "candidates": [_candidate(one, kept) for one in found.candidates],
        "unsure": found.unsure.zh if found.unsure else "",
        "unsure_en": found.unsure.en if found.unsure else "",
    }


def _candidate(one: Candidate, kept: _Kept) -> dict[str, Any]:
    point = next((kept.points[id] for id in (one.id, *one.inside) if id in kept.points), None)
    return {
        "kind": one.kind.value,
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "area": one.area,
        "area_name": territory.name_of(one.area[: Level.GRID]),
        "score": one.score,
        "why": [reason.zh for reason in one.why],
        "why_en": [reason.en for reason in one.why],
        "longitude": point[0] if point else None,
        "latitude": point[1] if point else None,
    }


def _gazetteer(by: Actor, community: str) -> _Kept:
    """The names of a community as far as the actor sees them, read anew where anything changed."""
    areas = ("",) if by.everywhere else tuple(a for a in areas_seen(by) if _meets(a, community))
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, {"community": community})
        stamp = (*cursor.fetchall()[0], *territory.grid_names(community))
    with _lock:
        kept = _kept.get((community, areas))
        if kept is not None:
            _kept.move_to_end((community, areas))
    if kept is None or kept.stamp != stamp:
        points: dict[str, tuple[float, float]] = {}
        kept = _Kept(stamp, Gazetteer(_places(by, community, points)), points)
        with _lock:
            _kept[community, areas] = kept
            while len(_kept) > KEPT_MOST:
                _kept.popitem(last=False)
    return kept


def _meets(area: str, community: str) -> bool:
    return area.startswith(community) or community.startswith(area)


def _places(by: Actor, community: str, points: dict[str, tuple[float, float]]) -> Iterator[Place]:
    """The rows of a community as places."""
    called = _called(by, community)
    yield from _estates(by, community, called, points)
    yield from _buildings(by, community, called, points)
    yield from _organisations(by, community, called, points)
    for code, name in territory.grid_names(community):
        yield Place(Kind.GRID, code, code, name, code)
    spots = visible_nicknames(by).filter(community=community, ended_at=None, longitude__isnull=False)
    for row in spots:
        _point(points, row)
        yield Place(Kind.POINT, str(row.id), "", row.words, row.area)


def _called(by: Actor, community: str) -> dict[str, tuple[str, ...]]:
    """Nicknames by what they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    rows = visible_nicknames(by).filter(community=community, ended_at=None, longitude=None)
    for words, *ids in rows.values_list("words", "estate_id", "building_id", "organisation_id"):
        of = str(next(id for id in ids if id))
        found[of] = (*found.get(of, ()), words)
    return found


def _point(points: dict[str, tuple[float, float]], row: Any) -> None:
    if row.longitude is not None and row.latitude is not None:
        points[str(row.id)] = (row.longitude, row.latitude)


def _estates(
    by: Actor, community: str, called: dict[str, tuple[str, ...]], points: dict[str, tuple[float, float]]
) -> Iterator[Place]:
    for row in visible_estates(by).filter(community=community).order_by("id"):
        _point(points, row)
        id = str(row.id)
        yield Place(Kind.ESTATE, id, "", row.name, row.area, aliases=called.get(id, ()), address=row.address)


def _buildings(
    by: Actor, community: str, called: dict[str, tuple[str, ...]], points: dict[str, tuple[float, float]]
) -> Iterator[Place]:
    stairs: dict[Any, set[str]] = {}
    entrances = Entrance.objects.filter(building__in=visible_buildings(by).filter(community=community))
    for building, number in entrances.values_list("building_id", "number"):
        stairs.setdefault(building, set()).add(number)
    for row in visible_buildings(by).filter(community=community).order_by("id"):
        _point(points, row)
        id = str(row.id)
        yield Place(
            Kind.BUILDING,
            id,
            row.number,
            row.name,
            row.area,
            parent=str(row.estate_id or ""),
            number=row.number,
            aliases=called.get(id, ()),
            address=row.address,
            entrances=frozenset(stairs.get(row.id, ())),
            floors=row.floors or 0,
        )


def _organisations(
    by: Actor, community: str, called: dict[str, tuple[str, ...]], points: dict[str, tuple[float, float]]
) -> Iterator[Place]:
    for row in visible_organisations(by).filter(community=community, closed_at=None).order_by("id"):
        _point(points, row)
        id = str(row.id)
        parent = str(row.building_id or "")  # type: ignore[attr-defined]
        yield Place(
            Kind.ORGANISATION,
            id,
            row.credit_code,
            row.name,
            row.area,
            parent=parent,
            aliases=called.get(id, ()),
            address=row.premises,
            trade=row.trade,
        )


class _Rooms:
    """Rooms of buildings as far as the actor sees them; a building outside his areas is left out."""

    def __init__(self, by: Actor, known: Gazetteer) -> None:
        self._by, self._known = by, known

    def __call__(self, wanted: Sequence[Wanted]) -> Mapping[str, Sequence[Room]]:
        seen = [one for one in wanted if self._sees(one.building)]
        if not seen:
            return {}
        asked = Q()
        for one in seen:
            asked |= _asked(one)
        found: dict[str, list[Room]] = {one.building: [] for one in seen}
        rows = visible_dwellings(self._by).filter(asked).order_by("sort", "id")
        columns = ("id", "building_id", "entrance__number", "room", "floor", "code", "area")
        for id, building, entrance, *rest in rows.values_list(*columns)[:ROOMS_MOST]:
            found[str(building)].append(Room(str(id), str(building), entrance or "", *rest))
        return found

    def _sees(self, building: str) -> bool:
        place = self._known.place(building)
        return place is not None and (
            self._by.everywhere or any(place.area.startswith(area) for area in areas_seen(self._by))
        )


def _asked(one: Wanted) -> Q:
    asked = Q(building=one.building)
    if one.entrance:
        asked &= Q(entrance__number__in=[one.entrance, one.entrance.zfill(2)])
    if one.room:
        return asked & Q(room__in=[one.room, one.room.zfill(4)])
    return asked & Q(floor=one.floor)


NICKNAMES_MOST = 100
"""What one place is called, at most."""


def nicknames(
    by: Actor, *, estate_id: Any = None, building_id: Any = None, organisation_id: Any = None
) -> list[dict[str, Any]]:
    """What people call a place, by when it was put down."""
    require(by, Permission.SEE, within=None)
    rows = visible_nicknames(by).filter(
        estate_id=estate_id, building_id=building_id, organisation_id=organisation_id, ended_at=None
    )
    return [
        {"id": row.id, "words": row.words, "by_name": row.by_name, "version": row.version}
        for row in rows.order_by("changed_at", "id")[:NICKNAMES_MOST]
    ]
