"""How a route must be said, pure."""

from linli.kit.areas import Level
from linli.patrols.rules.rounds import refused

NAME_MOST, NOTE_MOST = 40, 500
POINT_NAME_MOST, POINT_NOTE_MOST = 60, 100
POINTS_MOST = 60
POSTS_MOST = 40


def check_route(*, area: str, name: str, points: int, posts: int) -> None:
    """Refuse a route without a name, above a community, without points or with more than sixty, walked by over forty
    posts."""
    if len(area) not in (Level.COMMUNITY, Level.GRID):
        raise refused("area", "请选择一个社区或网格", "Choose a community or a grid")
    if not name:
        raise refused("name", "请给线路起个名字", "Give the route a name")
    if not 1 <= points <= POINTS_MOST:
        raise refused(
            "points",
            f"一条线路至少1个点位，最多{POINTS_MOST}个，多了请分成两条",
            f"A route has 1 to {POINTS_MOST} points; make two of it",
        )
    if posts > POSTS_MOST:
        raise refused(
            "posts", f"一条线路最多{POSTS_MOST}个岗位走", f"At most {POSTS_MOST} posts walk a route"
        )
