"""What else a name may be called: an estate without its last word, a shop without the road before it or with another
word for its trade. Each variant has a quality from 0 to 1; `follow` says that it counts only where a number or
another word for an estate stands behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.language.rules.locating.places import Kind, Place
from linli.language.rules.locating.shadow import shadow

ESTATE_WORDS = (
    "小区|花园|花苑|家园|家苑|新村|公寓|公馆|山庄|豪庭|华庭|名苑|嘉苑|新城|家属院|宿舍|大院|老院|庭院|创业园|产业园"
    "|市场|广场|大厦"
)
_TAIL = re.compile(rf"(?:(?P<long>{ESTATE_WORDS})|(?P<short>[园苑里坊院村舍庭湾府城]))(?P<phase>\d期)?$")
_PHASE = re.compile(r"\d期$")
_BRACKETS = re.compile(r"\(.*?\)|（.*?）|【.*?】")
_COMPANY = re.compile(r"(?:股份|责任|有限|公司|分公司|集团|个体工商户|经营部|\(个体\))+$")

TRADES: dict[str, tuple[str, ...]] = {
    "market": ("农贸市场", "菜市场", "菜场", "集贸市场", "农产品市场"),
    "grocery": ("超市", "便利店", "小卖部", "小店", "商店", "副食店", "小超市", "杂货店", "百货店"),
    "pharmacy": ("大药房", "药店", "药房"),
    "food": ("饭店", "餐馆", "饭馆", "餐厅", "小吃店", "面馆", "餐饮店", "小饭店", "餐饮", "酒楼", "食堂"),
    "hair": ("理发店", "美发店", "发廊", "理发馆", "理发", "美发"),
    "hardware": ("五金店", "五金", "五金行", "五金建材"),
    "fruit": ("水果店", "水果摊", "果品店", "水果"),
    "clinic": ("卫生服务中心", "社区医院", "卫生院", "卫生服务站", "卫生站", "诊所", "医院"),
    "school": ("小学", "中学", "学校"),
    "nursery": ("幼儿园", "幼稚园", "托儿所"),
    "police": ("派出所", "警务室", "警务站"),
    "bank": ("银行", "农商行", "农商银行", "信用社"),
    "post": ("邮局", "邮政所", "邮政支局", "邮政"),
    "parcel": ("快递驿站", "菜鸟驿站", "驿站", "快递点"),
    "mixing": ("搅拌站", "混凝土站"),
    "internet": ("网吧", "网咖"),
    "hostel": ("旅馆", "宾馆", "旅店", "招待所", "民宿", "酒店"),
    "bath": ("浴室", "澡堂", "洗浴中心", "浴池"),
    "repair": ("修车铺", "修车店", "汽修店", "汽修厂", "修理铺", "维修店"),
    "bakery": ("面包店", "蛋糕店", "烘焙店"),
    "tea": ("奶茶店", "茶馆", "茶社", "茶楼"),
    "mahjong": ("棋牌室", "麻将馆", "棋牌"),
    "laundry": ("干洗店", "洗衣店"),
    "library": ("图书分馆", "图书馆"),
    "elders": ("为老服务中心", "养老服务中心", "日间照料中心", "养老院", "敬老院", "老年食堂"),
    "works": ("机械厂", "包装厂", "食品厂", "印刷厂", "工厂"),
    "site": ("工地", "建筑工地", "施工现场"),
}
"""Words for what a place does, by class; words of one class stand in for each other."""

SINGLE = frozenset({"market", "clinic", "police", "library", "elders", "mixing", "post", "nursery", "school"})
"""Classes of which a community has one or few, so that the word alone may name it."""

TRADE_OF = {word: code for code, words in TRADES.items() for word in words}
_TRADE_END = re.compile(f"(?:{'|'.join(sorted(TRADE_OF, key=len, reverse=True))})$")


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing a place is called, in the shadow's form; `head` characters of it tell it from others of its kind."""

    key: str
    quality: float
    how: str
    head: int
    follow: bool = False


def key_of(name: str) -> str:
    """A name as it is compared."""
    return shadow(_BRACKETS.sub("", name)).replace(" ", "")


def trade_of(place: Place) -> str:
    """The class of an organisation's trade, by its name or what it says of itself; nothing where no class is known."""
    for text in (key_of(place.name), key_of(place.trade)):
        if found := _TRADE_END.search(_COMPANY.sub("", text)):
            return TRADE_OF[found[0]]
    return ""


def variants(place: Place, *, before: frozenset[str]) -> Iterator[Variant]:
    """What a place is called; `before` are roads and estates that a shop's name may begin with and be called
    without."""
    key = key_of(place.name)
    if place.kind is Kind.ORGANISATION:
        yield from _of_organisation(key, before)
    elif place.kind is Kind.ESTATE:
        yield from _of_estate(key)
    elif len(key) > 1:
        yield Variant(key, 1.0, "name", len(key))
    for alias in place.aliases:
        if len(also := key_of(alias)) > 1:
            yield Variant(also, 0.98, "alias", len(also))
    if place.address and re.search(r"\d", place.address):
        yield Variant(key_of(place.address), 0.92, "address", 0)


def _of_estate(key: str) -> Iterator[Variant]:
    tail = _TAIL.search(key)
    yield Variant(key, 1.0, "name", tail.start() if tail else len(key))
    if _PHASE.search(key) and len(bare := _PHASE.sub("", key)) > 1:
        yield Variant(bare, 0.8, "short", len(bare))
        tail = _TAIL.search(bare)
    if tail and (stem := key[: tail.start()]) and len(stem) > 1:
        alone = bool(tail["long"]) and len(stem) > 2
        yield Variant(stem, 0.88 if tail["long"] else 0.84, "short", len(stem), follow=not alone)


def _of_organisation(key: str, before: frozenset[str]) -> Iterator[Variant]:
    names = {key: 1.0}
    if len(bare := _COMPANY.sub("", key)) > 2:
        names.setdefault(bare, 0.95)
    for start in range(2, max(3, len(bare) - 2)):
        if bare[:start] in before and len(bare) - start > 2:
            names.setdefault(bare[start:], 0.88)
    for name, quality in list(names.items()):
        found = _TRADE_END.search(name)
        head = found.start() if found else len(name)
        yield Variant(name, quality, "name" if quality > 0.9 else "short", head)
        if found and head > 1:
            for word in TRADES[TRADE_OF[found[0]]]:
                if word != found[0]:
                    yield Variant(name[:head] + word, quality * 0.92, "trade", head)
