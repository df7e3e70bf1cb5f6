"""What the demo's grid workers look at on patrols, and what they find there: invented, of nobody."""

from dataclasses import dataclass

from linli.patrols.rules.kinds import PointKind


@dataclass(frozen=True, slots=True)
class Found:
    """Something found at a sort of point: raised as a matter and settled with these words, or dealt with on the spot
    where there are none."""

    kind: PointKind
    words: str
    settled: str = ""


K = PointKind
GRIDS = (1, 2, 3, 4, 5, 6)
"""Grids whose routes are drawn; the first is walked by the worker who shows the demo's phone."""
NOTE = "重点看消防通道、楼道堆物和飞线充电；遇到商户多问一句有什么要帮忙的"
SHOPS_ROUTE = "沿街商户线"
SHOPS_NOTE = "每家店看灭火器和后门，问问愿不愿意出点力"
FOUND = (
    Found(K.FIRE_LANE, "消防通道停了一辆面包车，电话挪车没有人接", "联系车主挪走，补画了禁停线"),
    Found(K.FIRE_LANE, "消防通道口堆了两堆装修沙子", "已让施工队清走，向业主讲清不能再堆"),
    Found(K.FIRE_LANE, "两辆电动车压线停在消防通道口，当场请车主推走了"),
    Found(K.ENTRANCE, "三层声控灯不亮，晚上上下楼看不清", "换了灯头，当晚已亮"),
    Found(K.ENTRANCE, "楼道转角堆了纸箱和旧婴儿车，敲门后住户自己搬走了"),
    Found(K.ENTRANCE, "单元门闭门器坏了，门关不上", "物业换了闭门器"),
    Found(K.RUBBISH, "投放点外面散落大件垃圾，味道大", "清运公司当天下午清走"),
    Found(K.RUBBISH, "桶盖没有盖，当场盖好并请保洁冲了地面"),
    Found(K.CHARGING, "一层窗口拉出飞线给电动车充电，上门劝收了"),
    Found(K.CHARGING, "充电棚一个插座外壳裂开", "运营公司停用并换新"),
    Found(K.GREEN, "健身器材踏板松动，有孩子在玩", "厂家来人紧固，试用正常"),
    Found(K.GREEN, "绿化带里有碎玻璃，当场捡干净"),
    Found(K.STREET, "人行道两块地砖翘起，老人容易绊到", "市政重新铺平"),
    Found(K.STREET, "共享单车倒在盲道上，扶起摆好"),
    Found(K.SHOP, "后厨灭火器压力不足，已嘱咐三天内换"),
)
OFFERS: tuple[str, ...] = (
    "愿意每月第一个周六给七十岁以上老人免费理发",
    "店里可以当暖心驿站，外卖员进来喝水充电",
    "愿意出借二楼会议室给居民议事，周三晚上空着",
    "店员会修小家电，愿意参加月底的便民服务日",
    "可以给困难家庭每周送一次菜，量不大",
)
TAKEN_UP = ("已排进本月便民服务日，社区出了桌椅", "和网格微信群说好，周三晚上用")
SKIPPED = ("围挡施工，过不去", "门锁着，没有钥匙", "雨大，没有走到")
