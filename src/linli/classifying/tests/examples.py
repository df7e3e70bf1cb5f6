"""Made-up texts to learn from, for tests: four categories of the dictionary, each said in many ways."""

from datetime import UTC, datetime, timedelta

from linli.classifying.rules.learning import Closed

WAYS = {
    "facility.lamp": ("路灯不亮", "路灯坏了", "灯杆歪了", "晚上没有路灯", "楼道灯不亮"),
    "facility.road": ("路面塌了", "人行道砖松动", "路面坑洼", "路上有大坑", "盲道断了"),
    "env.garbage": ("垃圾没人清运", "垃圾堆成山", "垃圾桶满了", "乱倒垃圾", "垃圾几天没收"),
    "neighbour.noise_home": ("楼上噪音太大", "半夜脚步声", "邻居唱歌太吵", "夜里太吵睡不着", "拖椅子声音大"),
}
PLACES = ("一号楼门口", "二期南门", "菜场旁边", "学校后面", "三栋楼下", "停车场边", "河边步道", "东区入口")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def closed(*, turned: dict[str, str] | None = None, after: int = 0) -> list[Closed]:
    """A closed matter an hour; `turned` closes those of one category under another, `after` begins days later."""
    found: list[Closed] = []
    for category, ways in WAYS.items():
        for way in ways:
            for place in PLACES:
                at = BEGAN + timedelta(days=after, hours=len(found))
                found.append(Closed((turned or {}).get(category, category), f"{place}{way}，请处理", at))
    return found


def no_keywords(_: str) -> dict[str, float]:
    """A dictionary without keywords."""
    return {}
