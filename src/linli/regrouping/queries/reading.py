"""A regrouping as it is looked at: its grids with what each holds before and after, its buildings, what stands in the
way of applying it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from linli.kit.actor import Actor
from linli.kit.areas import Level
from linli.register import queries as register
from linli.regrouping import rules
from linli.regrouping.models import Regrouping
from linli.regrouping.queries.sight import missing, visible_regroupings
from linli.regrouping.rules import Building, Counted, DraftGrid, Permission, Problem, State
from linli.territory import queries as territory
from linli.workforce import queries as workforce

LISTED = 100


@dataclass(frozen=True, slots=True)
class Facing:
    """A draft beside what there is: grids now by code, buildings, where each lies then, the problems."""

    now: dict[str, dict[str, Any]]
    buildings: list[Building]
    where: dict[UUID, str]
    problems: list[Problem]


def listed(by: Actor, *, community: str) -> list[dict[str, Any]]:
    """The regroupings of a community, the latest first."""
    rows = visible_regroupings(by).filter(community=community).order_by("-changed_at", "id")[:LISTED]
    return [_summary(by, row) for row in rows]


def _summary(by: Actor, row: Regrouping) -> dict[str, Any]:
    return {
        "id": row.id,
        "community": row.community,
        "name": row.name,
        "state": row.state,
        "reason": row.reason,
        "trouble": row.trouble,
        "made_at": row.made_at,
        "made_by_name": row.made_by_name,
        "applied_at": row.applied_at,
        "applied_by_name": row.applied_by_name,
        "changed_at": row.changed_at,
        "version": row.version,
        "grids_after": sum(1 for grid in row.grids if not grid["into"]),
        "abilities": ["plan"] if by.may(Permission.PLAN, within=row.area) else [],
    }


def current_grids(by: Actor, *, community: str) -> list[dict[str, Any]]:
    """The open grids of a community, without micro-grids."""
    return territory.grids(by, below=community, micro=False)


def buildings_of(by: Actor, *, community: str) -> list[Building]:
    """The standing buildings of a community with what they hold; a micro-grid counts as its grid."""
    return [
        Building(
            one.id,
            one.name,
            one.number,
            one.area[: Level.GRID],
            one.longitude,
            one.latitude,
            one.dwellings,
            one.households,
            one.residents,
            one.organisations,
        )
        for one in register.holdings(by, community=community)
    ]


def grids_of(row: Regrouping) -> list[DraftGrid]:
    """The grids a regrouping says."""
    return [DraftGrid(**one) for one in row.grids]


def moves_of(row: Regrouping) -> dict[UUID, str]:
    """The buildings a regrouping lays by hand."""
    return {UUID(id): code for id, code in row.moves.items()}


def facing(by: Actor, row: Regrouping) -> Facing:
    """A draft beside what there is today."""
    now = {one["code"]: one for one in current_grids(by, community=row.community)}
    buildings = buildings_of(by, community=row.community)
    grids = grids_of(row)
    shapes = {code: one["polygon"] for code, one in now.items()}
    where = rules.placed(buildings, grids, shapes, moves_of(row))
    found = [*_changed(row, now), *rules.problems(grids, buildings, where)]
    return Facing(now, buildings, where, found)


def _changed(row: Regrouping, now: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """Grids that were drawn, closed or opened by others since the draft was begun."""
    versions = {code: one["version"] for code, one in now.items()}
    seen: dict[str, int] = row.seen
    return [
        Problem(
            "changed",
            f"网格{code}在方案开始之后被别人改过，请“更新到现状”再核对",
            f"Grid {code} was changed by somebody since this was begun; take over what there is and check",
            True,
            code,
        )
        for code in sorted(versions.keys() | seen.keys())
        if versions.get(code) != seen.get(code)
    ]


@dataclass(frozen=True, slots=True)
class Applied:
    """What others need to follow an applied regrouping: closed grid → the one it went into."""

    community: str
    successors: dict[str, str]


def applied(by: Actor, regrouping_id: UUID) -> Applied | None:
    """An applied regrouping for those who follow it; nothing where it is none."""
    row = visible_regroupings(by).filter(id=regrouping_id, state=State.APPLIED.value).first()
    return Applied(row.community, rules.successors(grids_of(row))) if row else None


def regrouping(by: Actor, regrouping_id: UUID) -> dict[str, Any]:
    """One regrouping whole; a draft counted on what there is now, an applied one as it was counted then. NotFound."""
    row = visible_regroupings(by).filter(id=regrouping_id).first()
    if row is None:
        raise missing()
    if row.state in {State.APPLIED.value, State.DISCARDED.value}:
        return {**_summary(by, row), **_as_kept(row)}
    beside = facing(by, row)
    before = rules.counted(beside.buildings, {one.id: one.area for one in beside.buildings})
    after = rules.counted(beside.buildings, beside.where)
    posts = _posts(by, row.community)
    return {
        **_summary(by, row),
        "grids": [
            _grid(one, beside.now.get(one.code), before, after, posts.get(one.code, 0))
            for one in grids_of(row)
        ],
        "buildings": [_building(one, beside.where[one.id], row.moves) for one in beside.buildings],
        "problems": [{**asdict(one), "title": one.zh, "title_en": one.en} for one in beside.problems],
        "least": rules.HOUSEHOLDS_LEAST,
        "most": rules.HOUSEHOLDS_MOST,
    }


def _posts(by: Actor, community: str) -> dict[str, int]:
    found = workforce.posts(by, area=community)
    return dict(Counter(post["area"][: Level.GRID] for post in found))


def _grid(
    one: DraftGrid,
    now: Mapping[str, Any] | None,
    before: Mapping[str, Counted],
    after: Mapping[str, Counted],
    posts: int,
) -> dict[str, Any]:
    return {
        **one.told(),
        "new": now is None,
        "was": {"name": now["name"], "kind": now["kind"], "polygon": now["polygon"]} if now else None,
        "before": asdict(before.get(one.code, Counted())),
        "after": asdict(Counted() if one.into else after.get(one.code, Counted())),
        "posts": posts,
    }


def _building(one: Building, where: str, moves: Mapping[str, str]) -> dict[str, Any]:
    return {**asdict(one), "before": one.area, "after": where, "by_hand": str(one.id) in moves}


def _as_kept(row: Regrouping) -> dict[str, Any]:
    """What was kept when it ended; a discarded draft has its grids without counts."""
    kept: dict[str, Any] = row.result or {}
    none = asdict(Counted())
    blank = [
        {**one, "new": False, "was": None, "before": none, "after": none, "posts": 0} for one in row.grids
    ]
    return {
        "grids": kept.get("grids", blank),
        "buildings": kept.get("buildings", []),
        "problems": [],
        "least": rules.HOUSEHOLDS_LEAST,
        "most": rules.HOUSEHOLDS_MOST,
    }


def reseen(now: Sequence[Mapping[str, Any]], grids: Sequence[DraftGrid]) -> list[DraftGrid]:
    """A draft's grids brought up to what there is: those that were opened meanwhile are added, those closed meanwhile
    fall away, with whatever was to go into them; what the draft says of the others stays."""
    open_now = {one["code"]: one for one in now}
    kept = {one.code: one for one in grids}
    new = [
        DraftGrid(one["code"], one["name"], one["kind"], one["polygon"])
        for code, one in open_now.items()
        if code not in kept
    ]
    return [
        replace(one, into="" if one.into and one.into not in kept else one.into) for one in [*grids, *new]
    ]
