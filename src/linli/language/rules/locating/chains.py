"""Reading the numbers of a place: 2幢301, 三号楼二单元三楼东户, 2-1-301, ３＃１０２, 廿三栋. It works on the shadow
of a text and gives parts; whether there is such a building or room is for the register to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.language.rules.locating.shadow import number
from linli.language.rules.rooms import COUNT

_NUM = r"(?:\d{1,3}|[\d十百廿卅]{1,5})"
_ID = rf"(?:[A-Z甲乙丙丁]?{_NUM}[A-Z]?|[A-Z甲乙丙丁](?=[幢栋座]|号楼))"
_GAP = r"[ ,、\-_/·.的第#]{0,2}"
_FIGURES = r"(?<![\d.A-Z])"
_UNIT_WORD = r"(?:单[元园原员]|[但丹]元|门洞|号门(?!口)|门(?![口面前外店岗卫禁窗牌诊])|梯|楼道)"
_ROOM_NUMBER = r"(?:[A-Z]?\d{3,4}[A-Z]?|\d?[十百]\d?[十百]?\d{1,2})"
_ROOM_WORD = r"(?:室|号房|房间?(?![屋产东子价租])|户(?![主型外口])|号(?![线令文路楼院幢栋]))"
_BUILDING = (
    rf"(?P<building>{_ID})(?:号[楼搂娄院幢栋座]|[幢栋座](?![椅位谈])|#楼?"
    rf"|[洞动冻懂东撞憧床](?=\d|{_NUM}单)|楼(?={_GAP}{_NUM}{_UNIT_WORD})"
    rf"|号(?={_GAP}(?:{_NUM}{_UNIT_WORD}|\d{{1,2}}-\d{{3,4}}|\d{{3,4}}(?:室|房)))|(?={_NUM}单元))"
)
_ENTRANCE = rf"(?P<entrance>{_NUM}|[A-Z甲乙丙丁]){_UNIT_WORD}"
_FLOOR = rf"(?P<floor>{_NUM})(?:楼|层)(?![顶梯道])"
_SIDE = r"(?P<side>[东西中南北左右](?:边|侧|首|手边|面)?(?:那?1?(?:户|家))|对门)"
_ROOM = rf"(?:(?P<room>{_ROOM_NUMBER})(?:{_ROOM_WORD}|(?=路灯)|{COUNT})|(?P<short>\d{{1,4}}|[十\d]{{2,3}})室|{_SIDE})"
_PAIRED = rf"(?P<pair_entrance>\d{{1,2}})-(?P<pair_room>{_ROOM_NUMBER}){_ROOM_WORD}?(?![\d-])"
_CHAIN = re.compile(
    rf"{_FIGURES}{_BUILDING}(?:{_GAP}{_PAIRED}|(?:{_GAP}{_ENTRANCE})?(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?)"
)
_LINK = r"[-_/.· #~]"
_TRIPLE = re.compile(
    rf"(?<![\d.:])(?<!\d[-/.])(?P<building>\d{{1,3}}|[A-Z甲乙丙丁]\d{{0,2}}){_LINK}(?P<entrance>\d{{1,2}}){_LINK}"
    rf"(?P<room>\d{{3,4}}[A-Z]?)(?![-/.]?\d|[年月:])"
)
_PAIR = re.compile(
    rf"(?<![\d.:])(?<!\d[-/.])(?P<building>\d{{1,3}}|[A-Z甲乙丙丁]\d{{0,2}})[-_/#](?P<room>\d{{3,4}}[A-Z]?)"
    rf"(?![-/]\d)(?:{_ROOM_WORD}|{COUNT})"
)
_INSIDE = re.compile(rf"{_FIGURES}{_ENTRANCE}(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?")
_FLOORED = re.compile(rf"{_FIGURES}{_FLOOR}{_GAP}{_ROOM}")
_ALONE = re.compile(rf"{_FIGURES}(?P<alone>{_ROOM_NUMBER})(?:室|号房|户(?![主型外口])|{COUNT})")
_EVERY = (_TRIPLE, _PAIR, _CHAIN, _INSIDE, _FLOORED, _ALONE)


@dataclass(frozen=True, slots=True)
class Chain:
    """Numbers that stand together; what is not said is empty. `side` is the door of a landing (东户), `floor` a floor
    that was named. `bare` is a room's number with nothing around it."""

    start: int
    end: int
    building: str = ""
    entrance: str = ""
    floor: str = ""
    room: str = ""
    side: str = ""
    bare: bool = False


def chains(text: str) -> list[Chain]:
    """Every chain of numbers in a shadow, none overlapping an earlier one; those without a building last."""
    found: list[Chain] = []
    for one in (one for pattern in _EVERY for one in _of(pattern, text)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: (not one.building, one.start))


def _of(pattern: re.Pattern[str], text: str) -> Iterator[Chain]:
    for found in pattern.finditer(text):
        part = found.groupdict(default="")
        alone = part.get("alone", "")
        room = part.get("room") or part.get("short") or part.get("pair_room") or alone
        entrance = part.get("entrance") or part.get("pair_entrance") or ""
        yield Chain(
            *found.span(),
            building=number(part.get("building", "")),
            entrance=number(entrance),
            floor=number(part.get("floor", "")),
            room=number(room),
            side=part.get("side", ""),
            bare=bool(alone),
        )
