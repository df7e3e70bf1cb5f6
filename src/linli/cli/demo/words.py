"""What people of the demo say: residents' sentences by category, workers' answers by outcome, reasons and ratings. The
grammar is text in `grammar/`: a heading in brackets with the category and its options (`weight`, `months`, `needs`,
`leaf`), then one sentence a line with slots — {b} entrance, {g} building, {e} estate, {x} spot, {r} road, {f} floor,
{t} lately, {y} a moment ago, {d} for how long, {h} at night, {m} in the morning, {w} somebody old, {o} an elder of the
family, {s} a shop of the grid, {c} one that cooks, {k} one that sells food, {j} a sort of shop, {n} a small number."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from linli.cli.demo.neighbours import EATERIES, GROCERIES, shops
from linli.cli.demo.places import Scene

HERE = Path(__file__).parent / "grammar"

SLOTS: dict[str, tuple[str, ...]] = {
    "t": ("这两天", "这几天", "最近", "这一阵", "近来"),
    "y": ("昨天", "前天", "昨天下午", "昨天傍晚", "今天", "刚才"),
    "d": ("两天", "三天", "好几天", "快一个星期", "一个多星期", "十来天", "半个月", "快一个月", "一个多月"),
    "h": ("晚上十点多", "夜里十一点", "半夜", "凌晨一点", "夜里十二点"),
    "m": ("早上六点", "天刚亮", "清早五点多", "早上六点半"),
    "w": ("我妈", "我爸", "我家老人", "我婆婆", "我爷爷", "我奶奶", "隔壁老太太", "楼上大爷", "我岳父"),
    "o": ("我妈", "我爸", "家里老人", "我婆婆", "我爷爷", "我奶奶", "我岳父"),
    "j": ("小饭馆", "烧烤店", "水果店", "理发店", "小超市", "面馆", "早点铺", "麻辣烫店", "洗车店"),
    "n": ("两", "三", "四", "五"),
}
SHOPS: dict[str, frozenset[str]] = {
    "s": EATERIES | GROCERIES | {"理发店", "洗车店", "五金店", "绣庄"},
    "c": EATERIES,
    "k": GROCERIES,
}
"""Shops of the register, by trade."""
PLACES: dict[str, str] = {"b": "entrance", "g": "building", "x": "spot", "r": "road"}
STAFF_AVOID = re.compile(r"我|咱|您|你|请|想|谢|\{w\}|\{o\}|\{y\}")
_SLOT = re.compile(r"\{([a-z])\}")
_HEADING = re.compile(r"\[([^\]]+)\]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the grammar with its lines."""

    key: str
    options: dict[str, str]
    lines: list[str] = field(default_factory=list[str])

    @property
    def leaf(self) -> str:
        """The category it speaks of."""
        return self.options.get("leaf", self.key)

    def weight(self, month: int) -> float:
        """How often it is heard in a month: four times as often in its season as outside."""
        weight = float(self.options.get("weight", "1"))
        season = self.options.get("months")
        return weight if season is None or _in_season(month, season) else weight / 4


@dataclass(frozen=True, slots=True)
class Saying:
    """A resident's words and the place named in them; `point` is false when only the estate or nothing is named."""

    words: str
    place: str
    point: bool


def _in_season(month: int, season: str) -> bool:
    first, last = (int(part) for part in season.split("-"))
    return first <= month <= last if first <= last else month >= first or month <= last


@cache
def _read(name: str) -> tuple[Section, ...]:
    found: list[Section] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if heading := _HEADING.fullmatch(line):
            pairs = (pair.split("=", 1) for pair in heading[2].split())
            found.append(Section(heading[1], dict(pairs)))
        elif line.strip():
            found[-1].lines.append(line.strip())
    return tuple(found)


@cache
def sections() -> tuple[Section, ...]:
    """All that residents speak of."""
    return tuple(s for name in ("says_place.txt", "says_life.txt", "says_care.txt") for s in _read(name))


@cache
def _lines(name: str) -> dict[str, list[str]]:
    return {section.key: section.lines for section in _read(name)}


def suits(section: Section, scene: Scene) -> bool:
    """Whether people of this estate can say it: lifts, a property company, or the want of one."""
    match section.options.get("needs"):
        case "lift":
            return scene.estate.lift
        case "property":
            return scene.estate.kind in {"property", "market", "park"}
        case "unserved":
            return scene.estate.kind in {"kept", "abandoned"}
        case _:
            return True


def _fill(rng: random.Random, line: str, scene: Scene) -> str:
    fixed = {
        "b": scene.entrance,
        "g": scene.building,
        "x": scene.spot,
        "r": scene.road,
        "e": scene.estate.name,
        "f": scene.floor,
    }

    def slot(match: re.Match[str]) -> str:
        key = match[1]
        if key in SHOPS:
            return rng.choice(shops(scene.grid, SHOPS[key])).name
        return fixed[key] if key in fixed else rng.choice(SLOTS[key])

    return _SLOT.sub(slot, line)


def _place(line: str, scene: Scene, words: str) -> tuple[str, bool]:
    """The place a line names: the first exact one, else the shop named in the words, else the estate."""
    for key in _SLOT.findall(line):
        if key in SHOPS:
            return next(
                f"{shop.name}（{shop.premises}）" for shop in shops(scene.grid) if shop.name in words
            ), False
        if key in PLACES:
            return str(getattr(scene, PLACES[key])), True
    return (scene.estate.name, False) if "{e}" in line else ("", False)


def say(rng: random.Random, section: Section, scene: Scene, *, kind: str, again: bool = False) -> Saying:
    """A resident's sentence or two, with or without a greeting and a wish that suits the category's kind; `again` is
    another's voice about the same."""
    line = rng.choice(section.lines)
    frame = _lines("frame.txt")
    greeting = rng.choice(frame["again" if again else "open"]) if again or rng.random() < 0.4 else ""
    if line.startswith(("请问", "想问")):
        greeting = ""
    wish = rng.choice(frame.get(f"close {kind}", [""])) if rng.random() < 0.6 else ""
    said = _fill(rng, line, scene)
    return Saying(f"{greeting}{said}。{wish}", *_place(line, scene, said))


def find(rng: random.Random, section: Section, scene: Scene) -> Saying | None:
    """The same seen by a worker on his round, or None when only a resident could say it."""
    lines = [line for line in section.lines if not STAFF_AVOID.search(line)]
    if not lines:
        return None
    line = rng.choice(lines)
    said = _fill(rng, line, scene)
    words = rng.choice(_lines("reasons.txt")["patrol"]) + said + "。"
    return Saying(words, *_place(line, scene, said))


def answer(rng: random.Random, leaf: str, outcome: str, place: str) -> str:
    """A worker's words for an outcome (`solved`, `explained`) or on the way (`interim`)."""
    book = _lines("answers.txt")
    group = leaf.split(".")[0]
    lines = book.get(f"{leaf} {outcome}") or book[f"{group} {outcome}"]
    return rng.choice(lines).replace("{p}", place or "现场")


def has_answer(leaf: str, outcome: str) -> bool:
    """Whether there are words for this outcome."""
    book = _lines("answers.txt")
    return any(key in book for key in (f"{leaf} {outcome}", f"{leaf.split('.')[0]} {outcome}"))


def reason(rng: random.Random, key: str) -> str:
    """A reason or remark: `decline`, `refer court`, `return grid_worker`, `escalate`, `hold`, `resume`, `reopen`,
    `withdraw`, `follow_up`, `rate 1` … `rate 5`."""
    book = _lines("reasons.txt")
    return rng.choice(book.get(key) or book[key.split()[0]])
