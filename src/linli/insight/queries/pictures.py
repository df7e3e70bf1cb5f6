"""The contact network as pictures: the households of a building or a micro-grid with whoever reaches them, and one
household with everybody who is in touch with it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, UUIDField

from linli.insight.queries.completeness import in_order
from linli.insight.queries.network import (
    COLUMNS,
    Net,
    check,
    households,
    told_households,
    told_post,
    workers_of,
)
from linli.insight.rules.network import PICTURE_MOST
from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.kit.errors import NotFound, Refused
from linli.kit.roles import Role
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits import queries as visits
from linli.workforce import queries as workforce

TEAM = (Role.GRID_LEAD, Role.GRID_WORKER, Role.HELPER)
"""Roles of the team of a grid: lead, worker, and pioneers, stewards, heads of buildings and stairwells."""
_PLACED = (
    "dwelling__floor",
    "dwelling__entrance__number",
    "dwelling__room",
    "dwelling__building__name",
    "last_post",
)


def picture(by: Actor, net: Net) -> dict[str, Any]:
    """Households as knots where they live, workers and informants as hubs, and who reaches whom. Refused above 400
    households; NotFound and Forbidden as for the network."""
    check(by, net)
    last = visits.visible_standing(by).filter(id=OuterRef("pk")).values("last_post")[:1]
    rows = households(by, net).annotate(
        place_key=in_order("dwelling__"), last_post=Subquery(last, output_field=UUIDField())
    )
    found = list(rows.order_by("place_key", "id").values(*COLUMNS, *_PLACED)[: PICTURE_MOST + 1])
    if len(found) > PICTURE_MOST:
        raise Refused(
            "network/too-many",
            zh=f"超过{PICTURE_MOST}户画不清楚，请选一栋楼或一个微网格",
            en=f"More than {PICTURE_MOST} households cannot be told apart; choose a building or a micro-grid",
        )
    grids = {row["area"][: Level.GRID] for row in found}
    workers = [told_post(one) for one in workers_of(net.area) if one.area in grids]
    informing = _informing(by, net, {row["dwelling__building"] for row in found}, grids)
    knots = [knot | _placed(row) for knot, row in zip(told_households(by, found), found, strict=True)]
    ties = _ties(by, [row["id"] for row in found])
    outside: dict[UUID, int] = {}
    for one in ties:
        outside[one["household"]] = outside.get(one["household"], 0) + 1
    return {
        "area": net.area,
        "area_name": territory.full_name_of(net.area),
        "days": net.days,
        "households": [knot | {"ties": outside.get(knot["id"], 0)} for knot in knots],
        "workers": workers,
        "informants": informing,
        "links": [
            *_visited(found, workers),
            *_informed(found, informing),
            *_neighbours(ties, {row["id"] for row in found}),
        ],
    }


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "building_name": row["dwelling__building__name"] or "",
        "entrance": row["dwelling__entrance__number"] or "",
        "floor": row["dwelling__floor"],
        "room": row["dwelling__room"] or "",
    }


def _informing(
    by: Actor, net: Net, buildings: Collection[UUID | None], grids: Collection[str]
) -> list[dict[str, Any]]:
    """The informants of the buildings that are looked at, and of the grids and micro-grids they lie in."""
    found = register.standing_informants(by).filter(community=net.area[: Level.COMMUNITY])
    within = Q(building=None, pk__in=[])
    for grid in grids:
        within |= Q(building=None, area__startswith=grid)
    found = found.filter(Q(building__in=[one for one in buildings if one]) | within)
    return register.told_informants(by, found.order_by("since", "id"))


def _ties(by: Actor, homes: Collection[UUID]) -> list[dict[str, Any]]:
    rows = register.visible_ties(by).filter(household__in=list(homes), until=None)
    return list(rows.order_by("id").values("household", "other__household", "kind"))


def _visited(rows: Iterable[Mapping[str, Any]], workers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who met a household lately: who was there last, else whoever walks its grid."""
    by_id = {one["id"]: one for one in workers}
    by_grid = {one["area"]: one["id"] for one in reversed(workers)}
    return [
        _link(post, row["id"], "visit")
        for row in rows
        if row["of_visit"]
        and (
            post := row["last_post"] if row["last_post"] in by_id else by_grid.get(row["area"][: Level.GRID])
        )
    ]


def _informed(rows: Iterable[Mapping[str, Any]], people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _link(one["id"], row["id"], "informant")
        for row in rows
        for one in people
        if (one["building"] is not None and one["building"] == row["dwelling__building"])
        or (one["building"] is None and len(one["area"]) == Level.MICRO_GRID and one["area"] == row["area"])
    ]


def _neighbours(ties: Iterable[Mapping[str, Any]], shown: Collection[UUID]) -> list[dict[str, Any]]:
    return [
        _link(one["other__household"], one["household"], "tie")
        for one in ties
        if one["other__household"] in shown
    ]


def _link(source: UUID, target: UUID, kind: str) -> dict[str, Any]:
    return {"source": source, "target": target, "kind": kind}


def household_network(by: Actor, household_id: UUID, *, days: int) -> dict[str, Any]:
    """One household with everybody who is in touch with it: who lives there, contacts, informants, the worker and the
    team of its grid, and by what it is reached. NotFound where it is not seen or stands no longer."""
    home = register.visible_households(by).filter(id=household_id, ended_on=None).first()
    if home is None:
        raise NotFound(
            "register/not-found",
            zh="底册里没有这一条，或不在您的范围内",
            en="The register has no such record, or it is outside your area",
        )
    net = Net(home.area, days=days)
    check(by, net)
    found = list(households(by, net).filter(id=home.id).values(*COLUMNS))
    ties = register.household_ties(by, home.id)
    there = register.who_is_there(by, households=[home.id]).get(home.id, [])
    posts = workforce.held(area=home.area, roles=TEAM, shorter_than=Level.MICRO_GRID + 1)
    return {
        "days": days,
        "household": told_households(by, found)[0] if found else None,
        "members": [
            {name: one[name] for name in ("id", "name", "relation", "age", "phone")} for one in there
        ],
        "ties": [one for one in ties["rows"] if one["until"] is None],
        "informants": ties["informants"],
        "team": [told_post(one) | {"role": str(one.role)} for one in posts if len(one.area) >= Level.GRID],
        "abilities": ties["abilities"],
    }
