"""The invented places of the demo community: divisions, estates, roads, spots. Province 99 does not exist in GB/T 2260,
so no code can collide with a real one. 5,426 households live here; 46 buildings are looked after by the community
itself because nobody else does."""

import random
from dataclasses import dataclass

MARK = "（演示）"
COMMUNITY = "990101001001"
SUBDISTRICT = COMMUNITY[:9]
DISTRICT = COMMUNITY[:6]

DIVISIONS: tuple[tuple[str, str], ...] = (
    (COMMUNITY[:2], f"虚构省{MARK}"),
    (COMMUNITY[:4], f"云岫市{MARK}"),
    (DISTRICT, f"若木区{MARK}"),
    (SUBDISTRICT, f"听雨街道{MARK}"),
    (COMMUNITY, f"芸窗社区{MARK}"),
)
"""Code and name from the province down, each trimmed to the length of its level."""


@dataclass(frozen=True, slots=True)
class Estate:
    """What stands in a grid. `kind`: `property` has a property company, `kept` is looked after by the community
    (社区代管), `abandoned` by nobody (弃管), `market` and `park` are dedicated grids. `entrances` a building has,
    `floors`, `lift`; `roads` and `spots` people name it by."""

    grid: int
    name: str
    kind: str
    households: int
    buildings: int
    entrances: int
    floors: int
    lift: bool
    roads: tuple[str, ...]
    spots: tuple[str, ...]


ESTATES: tuple[Estate, ...] = (
    Estate(1, "枇杷园", "property", 412, 9, 4, 6, False, ("听松路", "石榴街"), ("东门", "小花园", "车棚")),
    Estate(2, "桐荫里", "kept", 346, 11, 3, 6, False, ("听松路", "柳堤路"), ("大门口", "锅炉房旧址", "晒场")),
    Estate(
        3, "听松苑", "property", 438, 6, 2, 18, True, ("听松路", "望麦路"), ("南门", "快递驿站", "儿童乐园")
    ),
    Estate(4, "石榴坊", "property", 395, 8, 4, 6, False, ("石榴街", "橘井街"), ("西门", "牌楼", "停车场")),
    Estate(5, "棉纺三舍", "kept", 362, 13, 3, 5, False, ("棉纺街", "石榴街"), ("北门", "老水塔", "车棚")),
    Estate(
        6, "柳堤小区", "property", 421, 8, 4, 7, False, ("柳堤路", "石榴街"), ("正门", "小广场", "物业楼前")
    ),
    Estate(
        7, "望麦新村", "property", 468, 10, 4, 6, False, ("望麦路", "柳堤路"), ("东门", "篮球场", "健身角")
    ),
    Estate(8, "渡口市场", "market", 96, 3, 2, 4, False, ("渡口巷", "望麦路"), ("北门", "卸货口", "公厕旁")),
    Estate(
        9, "橘井苑", "property", 402, 7, 2, 11, True, ("橘井街", "石榴街"), ("南门", "喷泉边", "地库入口")
    ),
    Estate(
        10,
        "印染厂家属院",
        "kept",
        318,
        12,
        3,
        5,
        False,
        ("棉纺街", "橘井街"),
        ("大门口", "小卖部前", "老槐树下"),
    ),
    Estate(11, "南薰里", "property", 386, 8, 4, 6, False, ("橘井街", "柳堤路"), ("西门", "小花园", "门球场")),
    Estate(
        12, "藕塘里", "kept", 334, 10, 3, 6, False, ("藕塘巷", "渡口巷"), ("河边步道", "南门", "亲水平台")
    ),
    Estate(
        13, "半亩园", "property", 447, 5, 2, 18, True, ("棉纺街", "望麦路"), ("北门", "快递柜旁", "地库入口")
    ),
    Estate(14, "银杏院", "property", 377, 8, 4, 6, False, ("藕塘巷", "柳堤路"), ("东门", "凉亭", "小广场")),
    Estate(
        15, "榆荫老院", "abandoned", 172, 6, 3, 4, False, ("棉纺街", "藕塘巷"), ("院门口", "水房旁", "煤棚")
    ),
    Estate(
        16, "芸窗创业园", "park", 52, 4, 1, 9, True, ("望麦路", "藕塘巷"), ("一号门", "食堂门口", "装卸区")
    ),
)

DEMO_RULES: tuple[tuple[str, str, str, str, str], ...] = (
    (f"{COMMUNITY}015", "facility.", "grid_worker", "grid", "榆荫老院没有物业，公共设施先由网格员接"),
    (f"{COMMUNITY}015", "property.", "community_secretary", "community", "榆荫老院没有物业，由书记协调代管"),
    (f"{COMMUNITY}008", "env.", "property_company", "grid", "渡口市场的卫生由市场方负责"),
)
"""Rules of this community that stand before the shipped ones: area, category, title, level, note. Cleaning, greenery
and parking in 榆荫老院 still name a property company that does not exist there: such a rule cannot run and is shown."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a matter happens, with every name it can be called by. Codes are of the grid and micro-grid."""

    estate: Estate
    grid: str
    micro_grid: str
    building: str
    entrance: str
    floor: str
    spot: str
    road: str
    across: float
    up: float


NUMERALS = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def numeral(number: int) -> str:
    """A number up to 99 as people say it."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十"
    return head + (NUMERALS[ones] if ones or not tens else "")


def scene(rng: random.Random, estate: Estate) -> Scene:
    """A building, entrance, floor, spot and road of an estate; a building always lies in the same micro-grid and at the
    same point."""
    number = rng.randint(1, estate.buildings)
    micro = (number - 1) % 4 + 1
    still = random.Random(f"{estate.name}{number}")
    grid = f"{COMMUNITY}{estate.grid:03d}"
    road = rng.choice(estate.roads)
    return Scene(
        estate=estate,
        grid=grid,
        micro_grid=f"{grid}{micro:02d}",
        building=f"{estate.name}{number}号楼",
        entrance=f"{estate.name}{number}号楼{rng.randint(1, estate.entrances)}单元",
        floor=f"{numeral(rng.randint(2, estate.floors))}楼",
        spot=estate.name + rng.choice(estate.spots),
        road=rng.choice((road, f"{road}{estate.name}门口", "与".join(estate.roads) + "路口")),
        across=still.random(),
        up=still.random(),
    )
