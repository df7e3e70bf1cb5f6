"""Grids from a file: all of them or none."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from linli.kit import ids
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.kit.errors import Refused
from linli.ledger import actions as ledger
from linli.territory import queries
from linli.territory.actions import grids
from linli.territory.models import Grid
from linli.territory.queries import Plan
from linli.territory.rules import System, check_overlaps, check_reason, check_version, read_features


def load_grids(
    *,
    by: Actor,
    content: Any,
    system: System = System.WGS84,
    community: str = "",
    accept_overlaps: bool = False,
    versions: Mapping[str, int] | None = None,
    reason: str = "",
) -> UUID:
    """Load a GeoJSON FeatureCollection of grids in a coordinate system; with a community, its grids alone. Refused with
    every bad feature named, and for overlaps unless they are accepted; 409 when a grid is no longer in the version
    (code → version) the preview showed. A feature without a boundary leaves the one that is there. Returns the id the
    load has in the ledger."""
    tidy = check_reason(reason)
    for one in _communities(content, system, community):
        grids.alone_in(one)
    plan = queries.planned(by, content=content, system=system, community=community)
    _refuse_bad(plan)
    if not accept_overlaps:
        for found in plan.fits.values():
            check_overlaps(found, names=plan.names)
    load, states = ids.new(), [plan.state(one) for one in plan.features]
    _put_all(by, plan, versions or {}, tidy)
    ledger.record(
        "grid.loaded",
        by=by,
        area=community,
        subject=load,
        count=len(plan.features),
        new=states.count("new"),
        changed=states.count("changed"),
        system=system.value,
    )
    return load


def _put_all(by: Actor, plan: Plan, versions: Mapping[str, int], reason: str) -> None:
    """The grids before their micro-grids; a grid that was changed since the preview stops them all."""
    stored = _locked(plan)
    for code, shown in versions.items():
        if code in stored:
            check_version(shown, now=_now(stored[code]))
    for one in sorted(plan.features, key=lambda feature: len(feature.code)):
        grid = stored.get(one.code)
        made_up = grid.synthetic if grid else False
        drawing = grids.Drawing(one.code, one.name, one.kind, one.shape, made_up)
        grids.put(by, grid, drawing, reason=reason, keep_boundary=True)


def _communities(content: Any, system: System, community: str) -> list[str]:
    """Whose grids the file holds, in the order they are locked in."""
    if community:
        return [community]
    return sorted({community_of(one.code) for one in read_features(content, system=system) if not one.fault})


def _now(grid: Grid) -> dict[str, Any]:
    """A stored grid as a stale refusal shows it."""
    return {name: getattr(grid, name) for name in ("code", "name", "kind", "polygon", "version")}


def _locked(plan: Plan) -> dict[str, Grid]:
    codes = [one.code for one in plan.features]
    communities = {community_of(code) for code in codes}
    rows = Grid.objects.select_for_update(of=("self",)).order_by("code")
    return {grid.code: grid for grid in rows.filter(community__in=communities, code__in=codes)}


def _refuse_bad(plan: Plan) -> None:
    if not plan.faults:
        return
    by_number = {one.number: one for one in plan.features}
    raise Refused(
        "territory/bad-features",
        zh=f"{len(plan.faults)} 个网格有错，一个都没有装载",
        en=f"{len(plan.faults)} grids are wrong; none was loaded",
        fields=[
            {
                "field": f"features.{number - 1}",
                "type": fault.type,
                "title": f"第{number}个“{by_number[number].name or by_number[number].code}”：{fault.zh}",
                "title_en": f"Feature {number} ({by_number[number].name or by_number[number].code}): {fault.en}",
            }
            for number, fault in sorted(plan.faults.items())
        ],
    )
