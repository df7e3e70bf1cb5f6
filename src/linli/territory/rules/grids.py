"""What a grid is and who may draw it. Grids are general or dedicated (market, campus, enterprise); their code is the
community's 12 digits and 3 of their own, a micro-grid's 2 more."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from linli.kit.areas import Level, is_area, parent_of
from linli.kit.errors import Conflict, Refused
from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over the map."""

    DRAW = "territory:draw"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.DRAW}),
    Role.SECRETARY: frozenset({Permission.DRAW}),
    Role.SUBDISTRICT: frozenset({Permission.DRAW}),
    Role.SYSTEM: frozenset({Permission.DRAW}),
}


NAME_MOST = 60
REASON_MOST = 200
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


class GridKind(StrEnum):
    """综合网格 or 专属网格."""

    GENERAL = "general"
    DEDICATED = "dedicated"


LEVEL_NAMES: dict[int, tuple[str, str]] = {
    Level.PROVINCE: ("省", "province"),
    Level.CITY: ("市", "city"),
    Level.DISTRICT: ("区县", "district"),
    Level.SUBDISTRICT: ("街道", "subdistrict"),
    Level.COMMUNITY: ("社区", "community"),
    Level.GRID: ("网格", "grid"),
    Level.MICRO_GRID: ("微网格", "micro-grid"),
}


def check_division_code(code: str, *, row: int) -> None:
    """Refuse a code that is no division's, naming the row of the list it stands in."""
    if not is_area(code) or len(code) > Level.COMMUNITY:
        raise Refused(
            "territory/bad-code",
            zh=f"第{row}行的区划代码“{code}”不对：应为2、4、6、9或12位数字",
            en=f"Row {row}: bad division code {code!r}: 2, 4, 6, 9 or 12 digits are wanted",
        )


def trimmed(code: str) -> str:
    """A division's code without the zeros that lists fill it up with: 320508000000 is the district 320508."""
    if not (is_area(code) and len(code) == Level.COMMUNITY):
        return code
    for shorter in (Level.SUBDISTRICT, Level.DISTRICT, Level.CITY, Level.PROVINCE):
        if code[shorter:].strip("0"):
            return code
        code = code[:shorter]
    return code


def check_name(name: str, *, code: str) -> str:
    """A division's or grid's name as stored, without marks nobody sees, which would turn round what is written beside
    it; refused when nothing is left or it is over 60 characters."""
    tidy = " ".join(_UNSEEN.sub("", name).split())
    if not 0 < len(tidy) <= NAME_MOST:
        raise Refused(
            "territory/bad-name",
            zh=f"“{code}”的名称不对：必须填写，最多{NAME_MOST}个字",
            en=f"Bad name of {code!r}: it is wanted, {NAME_MOST} characters at most",
        )
    return tidy


def check_grid_code(code: str) -> None:
    """Refuse a code that is no grid's or micro-grid's."""
    if not is_area(code) or len(code) < Level.GRID:
        raise Refused(
            "territory/bad-code",
            zh=f"网格编码“{code}”不对：应为社区12位代码加3位网格号，微网格再加2位",
            en=f"Bad grid code {code!r}: 12 digits of the community and 3 of the grid, 2 more for a micro-grid",
        )


def check_reason(reason: str) -> str:
    """Why a boundary was redrawn, as stored with the old one; refused over 200 characters."""
    tidy = " ".join(_UNSEEN.sub("", reason).split())
    if len(tidy) > REASON_MOST:
        raise Refused(
            "territory/long-reason",
            zh=f"重划的原因最多{REASON_MOST}个字",
            en=f"The reason is too long: {REASON_MOST} characters at most",
        )
    return tidy


def check_version(shown: int, *, now: Mapping[str, Any]) -> None:
    """Refuse a change that was made on an older grid than `now` holds (name, kind, polygon, version); both stand in the
    refusal."""
    if shown != now["version"]:
        raise Conflict(
            "territory/stale",
            zh=f"“{now['name']}”刚被别人改过，请看一看现在的样子再保存",
            en=f"{now['name']!r} was changed by somebody else meanwhile; look at it as it is now, then save",
            extra={"yours": shown, "now": dict(now)},
        )


def has_taken(code: str, *, name: str) -> Conflict:
    """What is said to whoever draws a new grid under a code that another has, or once had."""
    return Conflict(
        "territory/code-taken",
        zh=f"编码{code}已经给了“{name}”，请换一个",
        en=f"Code {code} belongs to {name!r}; choose another",
    )


def check_parent(code: str, *, known: bool) -> None:
    """Refuse a grid of a community nobody knows, and a micro-grid of a grid that is not there."""
    if known:
        return
    micro = len(code) == Level.MICRO_GRID
    raise Refused(
        "territory/no-parent",
        zh=f"没有{'网格' if micro else '社区'}{parent_of(code)}，先建上一级",
        en=f"There is no {'grid' if micro else 'community'} {parent_of(code)}; make it first",
    )


_GRID = re.compile(r"(?:第?[0-9〇一二三四五六七八九十百]+号?)?(?:综合|专属|微)?网格(?:[（(].*[)）])?$")
_MERE_NUMBER = re.compile(r"[第0-9〇一二三四五六七八九十百号社区居委会村 ]*")
STEM_LEAST = 2


def stems(grids: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What grids are called by those who live there, each with its code: a name without 网格 and numbers, so long as it
    is more than a number and no other grid is called the same."""
    found: dict[str, set[str]] = {}
    for name, code in grids:
        stem = _GRID.sub("", name.strip()).strip()
        if len(stem) >= STEM_LEAST and not _MERE_NUMBER.fullmatch(stem):
            found.setdefault(stem, set()).add(code)
    return {stem: next(iter(codes)) for stem, codes in found.items() if len(codes) == 1}


def named(text: str, stems: Mapping[str, str]) -> set[str]:
    """The codes of the grids a text names; a name that lies in a longer one (棉纺 in 棉纺三舍) does not count, nor one
    that goes on as a street's (柳堤 in 柳堤路)."""
    left, found = text, set[str]()
    for stem in sorted(stems, key=len, reverse=True):
        parts = re.split(re.escape(stem) + r"(?![路街巷道桥])", left)
        if len(parts) > 1:
            found.add(stems[stem])
            left = "\n".join(parts)
    return found
