"""Applying a regrouping: ordered by somebody, carried out by a job in one transaction. Grids are drawn, closed and
opened; buildings are laid with all that is in them; posts of closing grids go on; open matters follow by a job of their
own. What was written down before keeps the grid it was in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from linli.kit import clock
from linli.kit.actor import Actor, require_system
from linli.kit.errors import Refused
from linli.ledger import actions as ledger
from linli.register import actions as register
from linli.regrouping import queries, rules
from linli.regrouping.actions.drafting import locked_draft
from linli.regrouping.models import Regrouping
from linli.regrouping.queries.reading import Facing, grids_of
from linli.regrouping.rules import Counted, DraftGrid, State
from linli.territory import actions as territory
from linli.territory import queries as maps
from linli.territory.rules import GridKind
from linli.workforce import actions as workforce

REASON_LEAST, REASON_MOST = 2, 200


def apply(*, by: Actor, regrouping_id: UUID, version: int, reason: str) -> UUID:
    """Order a draft to be carried out. Refused without a reason, and while something stands in its way."""
    row = locked_draft(by, regrouping_id, version)
    words = " ".join(reason.split())[:REASON_MOST]
    if len(words) < REASON_LEAST:
        raise Refused(
            "regrouping/no-reason",
            zh="请写明为什么调整",
            en="Say why the grids are regrouped",
            fields=[{"field": "reason", "title": "请写明为什么调整", "title_en": "Say why"}],
        )
    _check_clear(queries.facing(by, row))
    row.state, row.reason, row.trouble = State.APPLYING.value, words, ""
    row.applied_at = row.changed_at = clock.now()
    row.applied_by, row.applied_by_name = by.id, by.name[:80]
    row.version += 1
    row.save()
    ledger.record("regrouping.ordered", by=by, area=row.area, subject=row.id)
    app.configure_task("regrouping.carry_out").defer(regrouping=str(row.id))
    return row.id


def _check_clear(beside: Facing) -> None:
    blocking = [one for one in beside.problems if one.blocking]
    if blocking:
        raise Refused(
            "regrouping/blocked",
            zh=blocking[0].zh,
            en=blocking[0].en,
            fields=[{"field": "grids", "title": one.zh, "title_en": one.en} for one in blocking],
        )


def carry_out(*, by: Actor, regrouping_id: UUID) -> UUID:
    """Do what was ordered, all of it or nothing; one that was done already stays as it is. Only the system does this.
    Refused while something stands in its way."""
    require_system(by)
    row = Regrouping.objects.select_for_update(of=("self",)).get(id=regrouping_id)
    if row.state != State.APPLYING.value:
        return row.id
    beside = queries.facing(by, row)
    _check_clear(beside)
    grids, posts = grids_of(row), 0
    _draw(by, row, grids, beside)
    for old, new in rules.successors(grids).items():
        posts += len(workforce.move_posts(by=by, area=old, to=new))
    for old in rules.successors(grids):
        territory.close_grid(by=by, code=old, reason=row.reason)
    moved = register.lay_in_grids(
        by=by,
        regrouping=row.id,
        community=row.community,
        moves=beside.where,
        successors=rules.successors(grids),
        find=lambda longitude, latitude: maps.grid_at(longitude=longitude, latitude=latitude),
    )
    _keep(row, grids, beside)
    ledger.record(
        "regrouping.applied",
        by=by,
        area=row.area,
        subject=row.id,
        buildings=moved,
        posts=posts,
        closed=sorted(rules.successors(grids)),
    )
    app.configure_task("matters.follow_regrouping").defer(regrouping=str(row.id))
    return row.id


def _draw(by: Actor, row: Regrouping, grids: Sequence[DraftGrid], beside: Facing) -> None:
    """Grids that are new, or called or bounded otherwise than now."""
    for one in grids:
        if one.into or _same(one, beside.now.get(one.code)):
            continue
        territory.draw_grid(
            by=by,
            code=one.code,
            name=one.name,
            kind=GridKind(one.kind),
            polygon=one.polygon,
            synthetic=bool(beside.now.get(one.code, {}).get("synthetic")),
            reason=row.reason,
        )


def _same(one: DraftGrid, now: Mapping[str, Any] | None) -> bool:
    return now is not None and (one.name, one.kind, one.polygon) == (now["name"], now["kind"], now["polygon"])


def _keep(row: Regrouping, grids: Sequence[DraftGrid], beside: Facing) -> None:
    """What each grid held before and after, and where every building lay, for ever."""
    before = rules.counted(beside.buildings, {one.id: one.area for one in beside.buildings})
    after = rules.counted(beside.buildings, beside.where)
    none = Counted()
    row.result = {
        "grids": [
            {
                **one.told(),
                "new": one.code not in beside.now,
                "was": _was(beside.now.get(one.code)),
                "before": asdict(before.get(one.code, none)),
                "after": asdict(none if one.into else after.get(one.code, none)),
                "posts": 0,
            }
            for one in grids
        ],
        "buildings": [
            {
                **asdict(one),
                "id": str(one.id),
                "before": one.area,
                "after": beside.where[one.id],
                "by_hand": str(one.id) in row.moves,
            }
            for one in beside.buildings
        ],
    }
    row.state, row.changed_at = State.APPLIED.value, clock.now()
    row.version += 1
    row.save()


def _was(now: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {name: now[name] for name in ("name", "kind", "polygon")} if now else None


def give_up(*, by: Actor, regrouping_id: UUID, trouble: str) -> UUID:
    """Make what could not be carried out a draft again, with what stood in its way. Only the system does this."""
    require_system(by)
    row = Regrouping.objects.select_for_update(of=("self",)).get(id=regrouping_id)
    if row.state == State.APPLYING.value:
        row.state, row.trouble, row.changed_at = State.DRAFT.value, trouble[:300], clock.now()
        row.applied_at = row.applied_by = None
        row.applied_by_name = ""
        row.version += 1
        row.save()
        ledger.record("regrouping.stopped", by=by, area=row.area, subject=row.id)
    return row.id
