"""A file of grids: a GeoJSON FeatureCollection, one feature a grid with its code, name and kind. Every feature that
cannot be used is named by its number, and the others are read all the same."""

from dataclasses import dataclass
from typing import Any, cast

from linli.kit.areas import Level, community_of
from linli.kit.errors import Refused
from linli.territory.rules.boundaries import Area, members_of, read_polygon
from linli.territory.rules.coordinates import System
from linli.territory.rules.grids import GridKind, check_grid_code, check_name

FEATURES_MOST = 3000
"""Features of one file."""

_CODE = ("code", "grid_code", "编码", "网格编码", "代码", "网格代码")
_NAME = ("name", "grid_name", "名称", "网格名称")
_KIND = ("kind", "type", "类型", "网格类型", "类别")
_KINDS = {
    "": GridKind.GENERAL,
    "general": GridKind.GENERAL,
    "综合": GridKind.GENERAL,
    "综合网格": GridKind.GENERAL,
    "dedicated": GridKind.DEDICATED,
    "专属": GridKind.DEDICATED,
    "专属网格": GridKind.DEDICATED,
}


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature as read: what it says of itself, its boundary in WGS-84 if it has one, and why it cannot be used."""

    number: int
    code: str
    name: str
    kind: GridKind = GridKind.GENERAL
    shape: Area | None = None
    fault: Refused | None = None


def read_features(content: Any, *, system: System = System.WGS84, community: str = "") -> list[Feature]:
    """The features of a FeatureCollection in their order, numbered from 1. With a community, those of others are
    faults; so is a code that stands twice. Refused when the whole is no FeatureCollection, empty, or has over 3000
    features."""
    features = _features(content)
    seen: dict[str, int] = {}
    found: list[Feature] = []
    for number, raw in enumerate(features, start=1):
        one = _feature(number, raw, system, community)
        if not one.fault and one.code in seen:
            one = Feature(number, one.code, one.name, fault=_twice(one.code, seen[one.code]))
        if not one.fault:
            seen[one.code] = number
        found.append(one)
    return found


def _features(content: Any) -> list[Any]:
    said = members_of(content)
    features = said.get("features")
    if not isinstance(features, list) or said.get("type") != "FeatureCollection":
        raise Refused(
            "territory/bad-collection",
            zh="文件不是 GeoJSON 的 FeatureCollection",
            en="The file is no GeoJSON FeatureCollection",
        )
    found = cast("list[Any]", features)
    if not 0 < len(found) <= FEATURES_MOST:
        raise Refused(
            "territory/bad-collection",
            zh=f"文件里要有 1 到 {FEATURES_MOST} 个网格，现在是 {len(found)} 个",
            en=f"The file must hold 1 to {FEATURES_MOST} grids; it holds {len(found)}",
        )
    return found


def _feature(number: int, raw: Any, system: System, community: str) -> Feature:
    feature = members_of(raw)
    properties = members_of(feature.get("properties"))
    code, name, kind = (_said(properties, names) for names in (_CODE, _NAME, _KIND))
    try:
        check_grid_code(code)
        _check_community(code, community)
        tidy = check_name(name, code=code)
        geometry = feature.get("geometry")
        shape = read_polygon(geometry, system=system) if geometry is not None else None
        return Feature(number, code, tidy, _kind(kind), shape)
    except Refused as fault:
        return Feature(number, code[:40], name[:80], fault=fault)


def _said(properties: dict[str, Any], names: tuple[str, ...]) -> str:
    value = next((properties[name] for name in names if properties.get(name) is not None), "")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e17:
        value = int(value)
    return str(value).strip()[:200] if isinstance(value, str | int) else ""


def _kind(said: str) -> GridKind:
    found = _KINDS.get(said.lower())
    if found is None:
        raise Refused(
            "territory/bad-kind",
            zh=f"网格类型“{said[:20]}”不对：填 general（综合）或 dedicated（专属）",
            en=f"Bad kind {said[:20]!r}: general or dedicated",
        )
    return found


def _check_community(code: str, community: str) -> None:
    if community and community_of(code) != community:
        raise Refused(
            "territory/other-community",
            zh=f"编码{code}不是本社区（{community}）的",
            en=f"Code {code} is not of this community ({community})",
        )


def _twice(code: str, first: int) -> Refused:
    return Refused(
        "territory/twice",
        zh=f"编码{code}和第{first}个重复了",
        en=f"Code {code} stands twice: feature {first} has it too",
    )


def missing_parents(features: list[Feature], *, known: set[str]) -> dict[int, str]:
    """Numbers of micro-grids whose grid is neither in the file nor known, with the grid's code."""
    there = known | {one.code for one in features if not one.fault}
    return {
        one.number: one.code[: Level.GRID]
        for one in features
        if not one.fault and len(one.code) == Level.MICRO_GRID and one.code[: Level.GRID] not in there
    }
