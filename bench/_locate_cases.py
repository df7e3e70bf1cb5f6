"""Cases for `bench locate`: places of a register as people write them, with what is meant. Nothing here is taken from
what reads them: numerals, slips, colloquial words and noise are its own."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin

from linli.register.rules.rows import BuildingRow, DwellingRow, EstateRow, OrganisationRow, Rows

UNSURE = ("unsure", "")
_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789-#", "０１２３４５６７８９－＃")
_SHAPES = {
    "园": "圆", "苑": "宛", "里": "理", "枇": "批", "杷": "把", "柳": "抑", "堤": "提", "桐": "铜", "荫": "阴",
    "松": "忪", "听": "昕", "榴": "溜", "纺": "仿", "麦": "表", "渡": "度", "橘": "桔", "井": "并", "薰": "熏",
    "塘": "糖", "藕": "耦", "亩": "亩", "杏": "否", "梧": "悟", "禾": "木", "溪": "奚", "涛": "祷", "径": "经",
    "荷": "何", "兰": "蓝", "棠": "堂", "海": "悔", "坊": "访", "花": "化", "望": "忘", "榆": "愉", "银": "很",
}  # fmt: skip
_STRANGERS = (
    "翠湖天地", "金地名都", "紫荆花园", "丽水豪庭", "锦绣江南小区", "百合新城", "世纪东方苑", "虹桥新村", "凤凰山庄",
    "星河湾", "滨江一号院", "阳光里", "和谐家园", "东湖花园", "西子公寓",
)  # fmt: skip
_BEFORE = (
    "", "", "你好，", "反映一下：", "居民来电说", "麻烦看看，", "网格群里说的，", "今天早上8点半", "11月3号下午，",
    "请问", "大家注意，", "13年就报过了，", "急！", "@网格员 ", "昨晚10点多，", "已经报修3次了，",
)  # fmt: skip
_AFTER = (
    "路灯坏了", "漏水漏到楼下了", "垃圾没人清", "半夜吵得睡不着", "楼道里堆满东西", "电梯停了2天",
    "下水道堵了，味道很大",
    "有人养鸡", "电话13800001111，请尽快", "停水了，几点来？", "墙皮掉了一大块，差点砸到人",
    "充电桩冒烟", "，已经500多块了还没修好",
    "要办居住证", "飞线充电", "，3天了没人管", "😡😡", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A text, who writes it (area codes), and what is meant: kind and id, or that it is to be unsure."""

    form: str
    text: str
    near: tuple[str, ...]
    meant: tuple[str, str]


@dataclass(slots=True)
class Town:
    """One community of the register, by its parts."""

    code: str
    estates: list[EstateRow]
    buildings: dict[str, list[BuildingRow]] = field(default_factory=dict)
    dwellings: dict[str, list[DwellingRow]] = field(default_factory=dict)
    shops: list[OrganisationRow] = field(default_factory=list)
    nicknames: dict[str, str] = field(default_factory=dict)
    """What workers call an estate, by its id."""


_NICK = (
    "老棚户",
    "拐角楼",
    "大烟囱",
    "红砖房",
    "筒子楼",
    "三不管",
    "月亮门",
    "老油库",
    "旱桥底",
    "火车头",
    "南大坑",
    "八间房",
)


def towns(every: Sequence[Rows]) -> list[Town]:
    """The communities as cases are made of them, with a nickname for every other estate."""
    return [_town(rows) for rows in every]


def _town(rows: Rows) -> Town:
    town = Town(rows.estates[0].area[:12], rows.estates, shops=rows.organisations)
    for building in rows.buildings:
        town.buildings.setdefault(building.estate, []).append(building)
    for dwelling in rows.dwellings:
        town.dwellings.setdefault(dwelling.building, []).append(dwelling)
    town.nicknames = {one.id: nick for one, nick in zip(rows.estates[::2], _NICK, strict=False)}
    return town


def cases(every: Sequence[Town], count: int, *, seed: int) -> Iterator[Case]:
    """So many cases, forms by weight."""
    chance = random.Random(seed)
    weights = [weight for _, weight, _ in FORMS]
    while count:
        form, _, make = chance.choices(FORMS, weights)[0]
        said = make(_Teller(chance, chance.choice(every)))
        if said is None:
            continue
        count -= 1
        text, near, meant = said
        yield Case(form, chance.choice(_BEFORE) + text + chance.choice(_AFTER), near, meant)


Said = tuple[str, tuple[str, ...], tuple[str, str]]


class _Teller:
    """Says things about one town."""

    def __init__(self, chance: random.Random, town: Town) -> None:
        self.chance, self.town = chance, town
        self.near = (town.code,)
        self.estate = chance.choice(town.estates)
        self.building = chance.choice(town.buildings[self.estate.id])
        self.dwelling = chance.choice(town.dwellings[self.building.id])

    def pick(self, *words: str) -> str:
        return self.chance.choice(words)

    def figures(self, number: str) -> str:
        """A number in figures, wide figures or words."""
        how = self.chance.random()
        return number if how < 0.5 else number.translate(_WIDE) if how < 0.65 else spoken(number)

    def block(self) -> str:
        number = self.figures(self.building.number)
        return number + self.pick("号楼", "幢", "栋", "号楼", "座", "幢", "#", "号楼")

    def stair(self) -> str:
        return self.figures(self.dwelling.entrance_number) + self.pick("单元", "单元", "单元", "门")

    def door(self) -> str:
        room = self.dwelling.room
        how = self.chance.random()
        said = (
            room
            if how < 0.6
            else room.translate(_WIDE)
            if how < 0.75
            else "".join(_DIGITS[int(d)] for d in room)
        )
        return said + self.pick("室", "", "室", "号房")

    def home(self) -> str:
        """Building, entrance, room, joined in some way."""
        if self.chance.random() < 0.35:
            parts = (self.building.number, self.dwelling.entrance_number, self.dwelling.room)
            said = self.pick("-", "-", "－", "—", "/", " ").join(parts)
            return said.translate(_WIDE) if self.chance.random() < 0.2 else said
        gap = self.pick("", "", "", " ", "的")
        return gap.join((self.block(), self.stair(), self.door()))

    def name(self) -> str:
        return self.estate.name + self.pick(
            "", "", "", "小区" if not self.estate.name.endswith("小区") else ""
        )

    @property
    def meant_home(self) -> tuple[str, str]:
        return ("dwelling", self.dwelling.id)

    @property
    def meant_building(self) -> tuple[str, str]:
        return ("building", self.building.id)


def spoken(number: str) -> str:
    """A number up to 99 in words; twenty-odd now and then in the old way."""
    value = int(number)
    tens, ones = divmod(value, 10)
    head = (
        ""
        if not tens
        else "十"
        if tens == 1
        else "廿"
        if tens == 2 and ones and value % 2
        else _DIGITS[tens] + "十"
    )
    return head + (_DIGITS[ones] if ones or not tens else "")


def _home(t: _Teller) -> Said:
    return t.name() + t.pick("", "", "的", " ") + t.home(), t.near, t.meant_home


def _block(t: _Teller) -> Said:
    tail = t.stair() if t.chance.random() < 0.4 else ""
    return t.name() + t.block() + tail, t.near, t.meant_building


def _landing(t: _Teller) -> Said:
    floor = spoken(str(t.dwelling.floor)) + t.pick("楼", "层")
    text = t.name() + t.block() + t.stair() + floor + t.pick("东户", "西边户", "对门")
    beside = [
        d
        for d in t.town.dwellings[t.building.id]
        if (d.entrance, d.floor) == (t.dwelling.entrance, t.dwelling.floor)
    ]
    return text, t.near, t.meant_home if len(beside) == 1 else t.meant_building


def _slip(t: _Teller) -> Said | None:
    wrong = slip(t.estate.name, t.chance, [one.name for one in t.town.estates])
    return (wrong + t.home(), t.near, t.meant_home) if wrong else None


def _slip_block(t: _Teller) -> Said | None:
    wrong = slip(t.estate.name, t.chance, [one.name for one in t.town.estates])
    block = spoken(t.building.number) + t.pick("号楼", "栋", "幢")
    return (wrong + block + t.stair(), t.near, t.meant_building) if wrong else None


def _odd_word(t: _Teller) -> Said:
    odd = t.building.number + t.pick("懂", "冻", "洞", "橦", "号搂", "憧") + t.stair() + t.dwelling.room
    return t.estate.name + odd, t.near, t.meant_home


def _short(t: _Teller) -> Said | None:
    for tail in ("小区", "新村", "家园", "花园"):
        if t.estate.name.endswith(tail):
            stem = t.estate.name.removesuffix(tail)
            alike = [one for one in t.town.estates if one.name.startswith(stem)]
            return (stem + t.home(), t.near, t.meant_home) if len(alike) == 1 else None
    return None


def _nickname(t: _Teller) -> Said | None:
    nick = t.town.nicknames.get(t.estate.id)
    if nick is None:
        return None
    if t.chance.random() < 0.5:
        return t.pick("", "住在", "就是") + nick + t.home(), t.near, t.meant_home
    return nick + t.pick("那边", "门口", "对面", "里面"), t.near, ("estate", t.estate.id)


def _beside(t: _Teller) -> Said:
    beside = t.pick("旁边", "对面", "楼下", "前面", "后面", "附近", "门口")
    return t.name() + t.block() + beside, t.near, t.meant_building


def _estate(t: _Teller) -> Said:
    spot = t.pick("门口", "东门", "里面的健身器材那", "南门对面", "地下车库", "里", "旁边的路上", "大门口")
    return t.estate.name + spot, t.near, ("estate", t.estate.id)


def _own_grid(t: _Teller) -> Said:
    ours = t.pick("", "我们小区", "咱小区", "小区")
    return ours + t.home(), (t.building.area,), t.meant_home


def _whose(t: _Teller) -> Said | None:
    """A building's number alone, which several estates have."""
    several = sum(any(b.number == t.building.number for b in t.town.buildings[e.id]) for e in t.town.estates)
    return (t.block() + t.stair(), t.near, UNSURE) if several > 1 else None


def _stranger(t: _Teller) -> Said:
    return t.pick(*_STRANGERS) + t.home(), t.near, UNSURE


def _no_building(t: _Teller) -> Said:
    number = str(max(int(b.number) for b in t.town.buildings[t.estate.id]) + t.chance.randint(1, 30))
    return t.estate.name + number + t.pick("号楼", "幢", "栋") + t.stair() + t.dwelling.room, t.near, UNSURE


def _no_room(t: _Teller) -> Said:
    room = f"{(t.building.floors or 6) + t.chance.randint(1, 5)}{t.chance.randint(1, 4):02d}"
    return t.estate.name + t.block() + t.stair() + room + "室", t.near, UNSURE


def _nowhere(t: _Teller) -> Said:
    said = t.pick(
        "社区什么时候发老年证？", "想问下医保怎么交", "最近电动车乱停太多了", "希望多搞点活动",
        "公交301路等了50分钟没来",
        "前面那个路口红绿灯太短", "孩子上学的事想咨询", "楼上天天跳绳", "交了3200元押金不退",
        "2026-11-03 报的修到现在没来",
    )  # fmt: skip
    return said, t.near, UNSURE


def _shop(t: _Teller) -> Said | None:
    shop = t.chance.choice(t.town.shops)
    if sum(shop.name in other.name or other.name in shop.name for other in t.town.shops) > 1:
        return None
    return shop.name + t.pick("", "门口", "旁边", "里", "对面"), t.near, ("organisation", shop.id)


def _shop_slip(t: _Teller) -> Said | None:
    shop = t.chance.choice(t.town.shops)
    if len(shop.name) < 5:
        return None
    wrong = slip(shop.name, t.chance, [one.name for one in t.town.shops])
    return (wrong + t.pick("门口", "", "里"), t.near, ("organisation", shop.id)) if wrong else None


def _shop_by_trade(t: _Teller) -> Said | None:
    """The only shop of its trade in an estate and its grid, by what it is."""
    said = {
        "药店": ("药房", "药店"),
        "网吧": ("网吧",),
        "诊所": ("诊所",),
        "旅馆": ("旅馆", "宾馆"),
        "理发店": ("理发店",),
    }
    trade = t.pick(*said)
    alike = [
        one
        for one in t.town.shops
        if one.area[:15] == t.estate.area[:15] and trade in (one.trade, one.name[-2:])
    ]
    if len(alike) != 1:
        return None
    word = t.pick(*said[trade])
    return t.estate.name + t.pick("里的", "的", "门口那家") + word, t.near, ("organisation", alike[0].id)


FORMS: tuple[tuple[str, float, Callable[[_Teller], Said | None]], ...] = (
    ("home", 22, _home),
    ("building", 10, _block),
    ("landing", 4, _landing),
    ("home_slip", 12, _slip),
    ("building_slip", 5, _slip_block),
    ("odd_word", 3, _odd_word),
    ("short", 5, _short),
    ("nickname", 4, _nickname),
    ("beside", 5, _beside),
    ("estate", 4, _estate),
    ("own_grid", 5, _own_grid),
    ("shop", 5, _shop),
    ("shop_slip", 3, _shop_slip),
    ("trade", 2, _shop_by_trade),
    ("ambiguous", 3, _whose),
    ("stranger", 4, _stranger),
    ("no_building", 2, _no_building),
    ("no_room", 2, _no_room),
    ("nowhere", 3, _nowhere),
)


def slip(name: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """A name with one slip, as hands and ears make them; None where it would be as near to another name."""
    for _ in range(6):
        wrong = _slipped(name, chance)
        if wrong is None or wrong == name or wrong in others:
            continue
        rest = min((distance(wrong, other) for other in others if other != name), default=9)
        if rest > distance(wrong, name) and not _sounds_like_another(wrong, name, others):
            return wrong
    return None


def _slipped(name: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(name))
    how = chance.random()
    if how < 0.5:
        alike = _homophones(name[at])
        return name[:at] + chance.choice(alike) + name[at + 1 :] if alike else None
    if how < 0.75:
        return name[:at] + _SHAPES[name[at]] + name[at + 1 :] if name[at] in _SHAPES else None
    if how < 0.88 and len(name) > 3:
        return name[:at] + name[at + 1 :]
    if at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return None


_EVERYDAY = (
    "元圆原远院员愿园苑理李利力丽立里批皮怕把流刘留提低滴铜同通童因银印阴松送颂听停亭时石实师市是六楼漏棉面免房"
    "放防望忘王麦卖买"
    "度独肚口扣居局经井静颖印染然难蓝兰南寻巡熏藕偶糖唐塘堂搬班半幕木母银引姓行星杏树雨鱼玉榆青清轻和禾河合荷云"
    "运匀西溪希涛套淘竹"
    "主住径敬风峰丰亭庭挺海害孩化话画花村寸新心欣家佳加惠会慧民明铭顺瞬发法福服富满曼同心老劳街接小晓巷向日生升"
    "声和便辩鸿宏红运韵"
)
_BY_SOUND: dict[str, list[str]] = {}
for _sign in dict.fromkeys(_EVERYDAY):
    _BY_SOUND.setdefault(lazy_pinyin(_sign)[0], []).append(_sign)


def _homophones(sign: str) -> list[str]:
    return [one for one in _BY_SOUND.get(lazy_pinyin(sign)[0], []) if one != sign]


def _sounds_like_another(wrong: str, name: str, others: Sequence[str]) -> bool:
    heard = lazy_pinyin(wrong)
    return any(lazy_pinyin(other) == heard for other in others if other != name)


def distance(one: str, other: str) -> int:
    """Slips between two words: characters changed, left out, put in."""
    row = list(range(len(other) + 1))
    for at, a in enumerate(one, 1):
        last, row[0] = row[0], at
        for to, b in enumerate(other, 1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (a != b))
    return row[-1]
