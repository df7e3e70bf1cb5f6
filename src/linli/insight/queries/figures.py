"""All figures of an area: its ground and grids, its posts, what the register tells."""

from typing import Any

from shapely.geometry import shape

from linli.insight.queries import register
from linli.insight.rules import GROUPS, UNITS, Figure, Period
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import NotFound
from linli.register.rules import Permission
from linli.territory import queries as territory
from linli.territory.rules import square_metres
from linli.workforce import queries as workforce
from linli.workforce.rules import Permission as Posts


def figures(by: Actor, *, area: str, period: Period | None = None) -> list[Figure]:
    """The figures of a community or a grid, in the order they are shown; those of what happens in time over a period,
    else over the year that ends today. Forbidden to whoever has no sight of the register there."""
    require(by, Permission.SEE, within=area)
    return [*_ground(by, area), *register.counted(by, area=area, period=period)]


def profile(by: Actor, *, area: str) -> dict[str, Any]:
    """The figures of an area by group, for its page, with the area's name and the moment. NotFound for an area that is
    neither a community nor a grid."""
    if len(area) not in {Level.COMMUNITY, Level.GRID} or not territory.exists(area):
        raise NotFound(
            "figure/unknown-area", zh="没有这个社区或网格", en="There is no such community or grid"
        )
    found = figures(by, area=area)
    grouped = [
        {
            "key": key,
            "name": zh,
            "name_en": en,
            "figures": [_shown(one) for one in found if one.group == key],
        }
        for key, (zh, en) in GROUPS.items()
    ]
    return {"area": area, "area_name": territory.full_name_of(area), "at": clock.now(), "groups": grouped}


def _shown(one: Figure) -> dict[str, Any]:
    return one.as_json() | {"unit_en": UNITS[one.unit], "behind": one.behind}


def _ground(by: Actor, area: str) -> list[Figure]:
    """Ground covered, grids, and how many of them have a post: the grids' boundaries are public, posts are for those
    who may see them."""
    drawn: list[dict[str, Any]] = territory.grids(by, below=area)
    wide = [one for one in drawn if len(one["code"]) == Level.GRID]
    micro = [one for one in drawn if len(one["code"]) == Level.MICRO_GRID]
    metres = sum(square_metres(shape(one["polygon"])) for one in wide if one["polygon"])
    found = [
        Figure("area", "面积", "Area", round(metres / 1_000_000, 3), "km²", "ground", "grids"),
        Figure("grids", "网格", "Grids", len(wide), "个", "ground", "grids"),
        Figure("micro_grids", "微网格", "Micro-grids", len(micro), "个", "ground", "grids"),
    ]
    if by.may(Posts.SEE, area):
        posts = workforce.posts(by, area=area)
        staffed = {one["area"][: Level.GRID] for one in posts if len(one["area"]) >= Level.GRID}
        found.append(
            Figure(
                "grids_posted", "设了岗位的网格", "Grids with posts", len(staffed), "个", "ground", "posts"
            )
        )
        found.append(Figure("posts", "岗位", "Posts", len(posts), "个", "ground", "posts"))
    return found
