"""Drafts: begun from the grids there are, changed, brought up to what there is, discarded."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level, is_area
from linli.kit.errors import Conflict, Refused
from linli.ledger import actions as ledger
from linli.register import queries as register
from linli.regrouping import queries, rules
from linli.regrouping.models import Regrouping
from linli.regrouping.queries.reading import grids_of, moves_of, reseen
from linli.regrouping.queries.sight import missing, visible_regroupings
from linli.regrouping.rules import DraftGrid, Permission, State
from linli.territory import queries as territory
from linli.territory.rules import System

NAME_MOST = 60


def start(*, by: Actor, regrouping_id: UUID, community: str, name: str) -> UUID:
    """Begin a draft that says what there is now. Refuses what is no community with grids, and a name that is none."""
    if not is_area(community) or len(community) != Level.COMMUNITY or not territory.exists(community):
        raise Refused("regrouping/no-community", zh="请选择社区", en="Choose a community")
    require(by, Permission.PLAN, within=community)
    now = queries.current_grids(by, community=community)
    if not now:
        raise Refused(
            "regrouping/no-grids",
            zh="这个社区还没有网格，请先画网格",
            en="This community has no grids yet; draw them first",
        )
    grids = [DraftGrid(one["code"], one["name"], one["kind"], one["polygon"]) for one in now]
    at = clock.now()
    Regrouping.objects.create(
        id=regrouping_id,
        community=community,
        area=community,
        name=_named(name),
        state=State.DRAFT.value,
        grids=[one.told() for one in grids],
        seen={one["code"]: one["version"] for one in now},
        made_at=at,
        made_by=by.id,
        made_by_name=by.name[:80],
        changed_at=at,
    )
    ledger.record("regrouping.begun", by=by, area=community, subject=regrouping_id, grids=len(grids))
    return regrouping_id


def _named(name: str) -> str:
    tidy = " ".join(name.split())[:NAME_MOST]
    if not tidy:
        raise Refused(
            "regrouping/no-name",
            zh="请给方案起个名字",
            en="Give the draft a name",
            fields=[{"field": "name", "title": "请给方案起个名字", "title_en": "Give the draft a name"}],
        )
    return tidy


def locked_draft(by: Actor, regrouping_id: UUID, version: int | None) -> Regrouping:
    """A draft the actor may change, locked. NotFound, Forbidden; refused when it is no draft any more, 409 when it was
    changed since it was looked at."""
    row = visible_regroupings(by).select_for_update(of=("self",)).filter(id=regrouping_id).first()
    if row is None:
        raise missing()
    require(by, Permission.PLAN, within=row.area)
    if row.state != State.DRAFT.value:
        raise Refused(
            "regrouping/ended", zh="这个方案已经执行或作废", en="This draft was applied or discarded already"
        )
    if version is not None and version != row.version:
        raise Conflict(
            "regrouping/changed",
            zh="方案刚被别人改过，请刷新后再改",
            en="Somebody has just changed this draft; look at it again first",
            extra={"version": row.version, "grids": row.grids, "moves": row.moves, "name": row.name},
        )
    return row


def change(
    *,
    by: Actor,
    regrouping_id: UUID,
    version: int,
    name: str,
    grids: Sequence[Mapping[str, Any]],
    moves: Mapping[str, str],
    system: System = System.WGS84,
) -> UUID:
    """Say anew how the grids shall be and which buildings are laid in by hand (building → grid). Refuses what
    `rules.read_grids` refuses, a new code that a closed grid bears, a grid that is left out (it is closed by `into`),
    and a building that is not the community's."""
    row = locked_draft(by, regrouping_id, version)
    read = rules.read_grids(grids, community=row.community, system=system)
    _check_codes(by, row, read)
    row.name, row.grids = _named(name), [one.told() for one in read]
    row.moves = _moves(by, row, read, moves)
    _save(row)
    ledger.record("regrouping.changed", by=by, area=row.area, subject=row.id, grids=len(read))
    return row.id


def _check_codes(by: Actor, row: Regrouping, read: Sequence[DraftGrid]) -> None:
    """Every grid there was is still spoken of, and no new one takes the code of one that was closed."""
    codes = {one.code for one in read}
    gone = sorted(set(row.seen) - codes)
    if gone:
        raise Refused(
            "regrouping/left-out",
            zh=f"网格{gone[0]}不见了；要撤销它，请选择并入哪个网格",
            en=f"Grid {gone[0]} is missing; to close it, choose the grid it goes into",
        )
    for code in sorted(codes - set(row.seen)):
        if territory.was_grid(by, code=code):
            raise Refused(
                "regrouping/code-used",
                zh=f"编码{code}用过（已撤销的网格），请换一个",
                en=f"Code {code} was a closed grid's; take another",
            )


def _moves(by: Actor, row: Regrouping, read: Sequence[DraftGrid], moves: Mapping[str, str]) -> dict[str, str]:
    """Buildings laid by hand, those of the community in open grids."""
    own = {str(one.id) for one in register.holdings(by, community=row.community)}
    open_codes = {one.code for one in read if not one.into}
    if set(moves) - own:
        raise Refused(
            "regrouping/no-building", zh="有楼栋不是本社区的", en="A building is not the community's"
        )
    return {id: code for id, code in sorted(moves.items()) if code in open_codes}


def catch_up(*, by: Actor, regrouping_id: UUID, version: int) -> UUID:
    """Take over what others did to the grids since the draft was begun; what the draft says stays where it can."""
    row = locked_draft(by, regrouping_id, version)
    now = queries.current_grids(by, community=row.community)
    open_now, seen = {one["code"] for one in now}, set(row.seen)
    kept = [one for one in grids_of(row) if one.code in open_now or one.code not in seen]
    grids = reseen(now, kept)
    row.grids = [one.told() for one in sorted(grids, key=lambda one: one.code)]
    row.seen = {one["code"]: one["version"] for one in now}
    codes = {one.code for one in grids if not one.into}
    row.moves = {str(id): code for id, code in moves_of(row).items() if code in codes}
    _save(row)
    ledger.record("regrouping.changed", by=by, area=row.area, subject=row.id, grids=len(grids))
    return row.id


def discard(*, by: Actor, regrouping_id: UUID, version: int | None = None) -> UUID:
    """Give a draft up; it stays to be read."""
    row = locked_draft(by, regrouping_id, version)
    row.state = State.DISCARDED.value
    _save(row)
    ledger.record("regrouping.discarded", by=by, area=row.area, subject=row.id)
    return row.id


def _save(row: Regrouping) -> None:
    row.changed_at = clock.now()
    row.version += 1
    row.trouble = ""
    row.save()
