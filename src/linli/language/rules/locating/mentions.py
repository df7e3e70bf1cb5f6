"""Putting names and numbers of a text together: which estate a building's number belongs to, what stands beside what,
and whether somebody only says where he lives."""

import re
from dataclasses import dataclass, replace

from linli.language.rules.locating.chains import Chain, chains
from linli.language.rules.locating.gazetteer import Gazetteer, Hit
from linli.language.rules.locating.places import Kind
from linli.language.rules.locating.variants import ESTATE_WORDS

_FOLLOWS = re.compile(rf"(?:{ESTATE_WORDS}|[园苑里坊院村区])?[ ,、\-_(#的内里]{{0,2}}$")
_BETWEEN = re.compile(
    rf"(?:(?:{ESTATE_WORDS}|[园苑里坊院村区]|社区)?[ ,、,\-_()#的内里]{{0,2}}(?:第|靠近|[东西南北]区)?[ ,的]?)$"
)
_STOP = re.compile(r"[。!?;\n]")
_FAR = 40
UNLED = 0.75
_RELATION = re.compile(
    r"^(?:小区|这边|那边)?的?(?:正|斜)?(?P<word>旁边?|边上|对面|对过|附近|隔壁|门口|门前|[东西南北正大后侧]门"
    r"|后面|背后|前面|楼下|楼后|楼前"
    r"|[东西南北]侧|[东西南北]面|周边|一带|围墙外|外面|路口)"
)
_UNKNOWN = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,7}?(?:小区|花园|花苑|家园|新村|公寓|公馆|山庄|豪庭|华庭|新城|家属院|大院|广场|大厦"
    r"|[园苑里村湾城府庭院墅郡坊舍都邸筑轩居阁台]))(?:\d期|[A-Z东西南北]区)?[ ,、\-_()#的第]{0,2}$"
)
_OURS = re.compile(
    r"^(?:.*(?:我们|咱们|你们|他们|我|咱|本|这个|那个|这|那|该|全|整个|住在|家住|住|在|到|去|我家|老|一个|某|各"
    r"|邻近|隔壁|同一|同|反映|关于))?"
    r"(?:小区|家属院|大院|院|院里|家里|楼里|这里|那里|公寓|新村|城|都|居|村里|里|区里|邻里|城里|夜里|心里|哪里|屋里)$"
)
_LIVES = re.compile(r"(?:家住|住在|居住在?|住址[是为:]?|住|业主|我是|来自)$")
_SPEAKS = re.compile(
    r"^的?(?:一位|某|几位|部分|这位)?(?:居民|业主|住户|群众|租户|老人|市民|村民|网友|来访人|来电人"
    r"|.{1,3}(?:阿姨|大爷|女士|先生))"
)
_PLACE_HEAD = re.compile(
    r"^的?(?:那[家个]|一家|这家)?(?P<head>[\u4e00-\u9fff]{1,5}?[站厂店馆所场铺吧行院校])"
)


_BARE = re.compile("(?:小区|大院|院|公寓)$")
_LEAD = re.compile(
    r"(?:^|[^\u4e00-\u9fff]"
    r"|[在到的是住于去从往和与跟及或家们咱映诉询说看问请是为里外边个给对]"
    r"|[向将把由被位来称有报我了呀啊吧下午上早晚处于区院社半点楼])"
    r"[ (#第]?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as a text speaks of it: the name before the number, the number, and what is said to stand there.
    `attached` says how near name and number stand (1 side by side); `stranger` is a name before the number that no
    place has."""

    start: int
    end: int
    name: Hit | None = None
    chain: Chain | None = None
    attached: float = 1.0
    relation: str = ""
    trade: str = ""
    head: str = ""
    stranger: str = ""
    lives: bool = False
    near: Hit | None = None


def mentions(known: Gazetteer, text: str) -> list[Mention]:
    """Every mention of a place in a shadow."""
    hits = [hit for hit in known.hits(text) if not _is_road(known, hit, text)]
    numbers = _joined([one for one in chains(text) if not _inside_name(one, hits)], text)
    hits = [_unled(hit, text) for hit in hits if _holds(hit, text, numbers)]
    found: list[Mention] = []
    used: set[int] = set()
    for chain in numbers:
        one = _of_chain(known, chain, hits, text)
        if one.name is not None:
            used.add(one.name.start)
        found.append(one)
    found += [Mention(hit.start, hit.end, name=hit) for hit in hits if hit.meant and hit.start not in used]
    found = [_with_surroundings(one, text) for one in sorted(found, key=lambda one: one.start)]
    return _with_trades(found, hits, text)


def _is_road(known: Gazetteer, hit: Hit, text: str) -> bool:
    """Whether an estate's name goes on as a street's (柳堤 in 柳堤路)."""
    if not hit.meant or hit.how == "address" or text[hit.end : hit.end + 1] not in tuple("路街巷道桥弄"):
        return False
    return all(known.places[one.place].kind in (Kind.ESTATE, Kind.GRID) for one in hit.meant)


def _inside_name(chain: Chain, hits: list[Hit]) -> bool:
    return any(hit.meant and chain.start < hit.end and hit.start < chain.end for hit in hits)


def _joined(numbers: list[Chain], text: str) -> list[Chain]:
    """A room that is named a little later goes with its building: 3号楼的王阿姨家，501."""
    kept: list[Chain] = []
    for one in sorted(numbers, key=lambda one: one.start):
        last = kept[-1] if kept else None
        between = text[last.end : one.start] if last else ""
        open_ = last is not None and last.building and not last.room and not last.side and not one.building
        if last and open_ and len(between) <= 8 and not _STOP.search(between) and not one.bare:
            entrance, floor = last.entrance or one.entrance, last.floor or one.floor
            kept[-1] = replace(
                last, end=one.end, entrance=entrance, floor=floor, room=one.room, side=one.side
            )
        else:
            kept.append(one)
    return kept


def _holds(hit: Hit, text: str, numbers: list[Chain]) -> bool:
    """Whether a name that is short or misspelt has behind it what makes it a place's."""
    if not hit.meant or not all(one.follow for one in hit.meant):
        return True
    if any(hit.end <= chain.start and _FOLLOWS.fullmatch(text[hit.end : chain.start]) for chain in numbers):
        return True
    rest = text[hit.end :]
    return bool(re.match(rf"(?:{ESTATE_WORDS}|网格)", rest)) or (
        hit.how != "near" and bool(_RELATION.match(rest))
    )


def _unled(hit: Hit, text: str) -> Hit:
    """A name that is short or written otherwise counts less where other characters stand before it, as it may be the
    end of a longer name (水木兰庭小区)."""
    if not hit.meant or (hit.how not in ("sound", "near") and not all(one.follow for one in hit.meant)):
        return hit
    if _LEAD.search(text[max(0, hit.start - 4) : hit.start]):
        return hit
    return replace(hit, meant=tuple(replace(one, quality=one.quality * UNLED) for one in hit.meant))


def _of_chain(known: Gazetteer, chain: Chain, hits: list[Hit], text: str) -> Mention:
    """A number with the name it belongs to: the one before it, else one further off in the sentence."""
    holders = [hit for hit in hits if any(_may_hold(known, one.place) for one in hit.meant)]
    before = [hit for hit in holders if hit.end <= chain.start]
    if before and _BETWEEN.fullmatch(text[before[-1].end : chain.start]):
        return Mention(before[-1].start, chain.end, name=before[-1], chain=chain)
    if stranger := _stranger(text[max(0, chain.start - 12) : chain.start], before, chain, text):
        return Mention(chain.start, chain.end, chain=chain, stranger=stranger)
    if (
        before
        and chain.start - before[-1].end <= _FAR
        and not _STOP.search(text[before[-1].end : chain.start])
    ):
        return Mention(before[-1].start, chain.end, name=before[-1], chain=chain, attached=0.9)
    if holders and len({one.place for hit in holders for one in hit.meant}) == 1:
        return Mention(chain.start, chain.end, name=holders[-1], chain=chain, attached=0.84)
    return Mention(chain.start, chain.end, chain=chain, attached=0.9)


def _may_hold(known: Gazetteer, at: int) -> bool:
    return known.places[at].kind in (Kind.ESTATE, Kind.BUILDING, Kind.GRID)


def _stranger(before: str, hits: list[Hit], chain: Chain, text: str) -> str:
    """The name right before a number that belongs to no place of the register; not what people call their own."""
    found = _UNKNOWN.search(before)
    if found is None:
        return _no_lead(before, hits, chain)
    if _OURS.match(found["name"]) or _LEAD.search(
        before[: found.start("name")] + _BARE.sub("", found["name"])
    ):
        return ""
    start = chain.start - (len(before) - found.start("name"))
    if any(hit.end > start + 1 for hit in hits):
        return ""
    return found["name"]


def _no_lead(before: str, hits: list[Hit], chain: Chain) -> str:
    """What stands right before a number that is no word one leads over with, as a name would (城西客运3号楼)."""
    if _LEAD.search(before) or any(hit.end > chain.start - 4 for hit in hits):
        return ""
    return before[-4:]


def _with_surroundings(one: Mention, text: str) -> Mention:
    relation = _RELATION.match(text[one.end :])
    rest = text[one.end + (relation.end() if relation else 0) :]
    head = _PLACE_HEAD.match(rest)
    lives = bool(_SPEAKS.match(rest)) and bool(one.chain or _LIVES.search(text[: one.start]))
    return replace(
        one,
        relation=relation["word"] if relation else "",
        head=head["head"] if head and relation else "",
        lives=lives,
    )


def _with_trades(found: list[Mention], hits: list[Hit], text: str) -> list[Mention]:
    """Trades without a name (药店), each with the place it stands at or beside, if one is said."""
    kept = list(found)
    for hit in (hit for hit in hits if hit.trade):
        before = [one for one in found if one.end <= hit.start and _leads(text[one.end : hit.start])]
        if before:
            kept.remove(before[-1]) if before[-1] in kept else None
            kept.append(
                replace(before[-1], end=hit.end, trade=hit.trade, head=hit.called, near=before[-1].name)
            )
        elif not any(one.start <= hit.start < one.end for one in found):
            kept.append(Mention(hit.start, hit.end, trade=hit.trade, head=hit.called))
    return sorted(kept, key=lambda one: one.start)


_LEADS = re.compile(
    r"(?:小区|这边|那边)?(?:的|里|内|里面|东边|西边|南边|北边)?(?:正|斜)?(?:旁边?|边上|对面|对过|附近|隔壁|门口"
    r"|门前|后面|背后|前面|楼下|底下|"
    r"[东西南北正大后侧]门口?|[东西南北][侧面边]|周边|一带|里面|里)?(?:的|有)?(?:那|这|一|几|某)?[家个]?(?:小|大|老)?"
)


def _leads(between: str) -> bool:
    return len(between) <= 10 and bool(_LEADS.fullmatch(between))
