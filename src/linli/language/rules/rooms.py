"""Finding the room a person lives in, and the building that may still be named: 3-2-501, 2幢1单元301室,
三号楼二单元五零一, 楼上501, 五组12号. It works on the digit shadow, so spaces and numerals do not hide a room."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.language.rules.plain import digits

_GAP = r"[ ,、\-_/·.的第]{0,3}"
_NUM = r"[0-9十百]{1,6}"
_BUILDING = (
    rf"(?:(?:{_NUM}|[A-Z]\d{{0,2}}|[甲乙丙丁戊东西南北中])(?: ?号? ?[楼幢栋橦座]|号院)|{_NUM} ?#楼?"
    rf"|{_NUM}弄{_GAP}{_NUM}号|{_NUM}号(?![线令文路]|公告))"
)
_UNIT = rf"(?:{_NUM}|[A-Z甲乙丙丁东西南北中]) ?(?:单元|号?门(?![口面前外店岗卫禁窗])|号?梯|楼道)"
_FLOOR = rf"{_NUM}(?:层|楼)(?![道梯顶栋])"
_SUFFIX = r" ?(?:室|号房|房间?(?![屋产东子价租])|户|号)"
_NUMBERED = r"(?:[A-Z]?\d(?: ?\d){2,3}(?:-\d)?[A-H]?|\d\d[A-H])"
_WORDY = r"(?:[0-9十百](?: ?[0-9十百]){0,4}|[A-Z])"
COUNT = (
    r"(?![ .:%°/]?\d|-\d{4}| ?(?:元|万|亿|人|名|位|户|家|个|米|公里|千米|厘米|毫米|平|㎡|M|年|月|日|天"
    r"|号?线|路|点|时|分|秒|度|吨|斤|公斤|KG|瓦|伏|V|W|多|余|左右|以[上下]|次|条|件|台|辆|套|间|棵|盏|块|张|份|页|期|小时|周|岁|级|%|之间|不等))"
)
_SIDE = r"(?:[东西中南北左右]边?户|[东西南北左右](?:边|侧|首|手边)(?:那?[一1]?(?:户|家))?|对门)"
_ROOM = rf"(?:{_NUMBERED}{_SUFFIX}|{_WORDY} ?(?:室|号房|户(?!主|型|外|口))|{_NUMBERED}{COUNT}|{_SIDE})"
_MORE = rf"(?: ?[、,/和及与至到\-] ?{_NUMBERED}(?:{_SUFFIX}|{COUNT}))*"

_CHAIN = re.compile(
    rf"(?:(?P<building>{_BUILDING}){_GAP}(?:{_UNIT}{_GAP})?(?:{_FLOOR}{_GAP}{_ROOM}|{_ROOM}|{_FLOOR})"
    rf"|(?P<unit>{_UNIT}){_GAP}(?:{_FLOOR}{_GAP})?{_ROOM}){_MORE}"
)
_LINK = r" ?[-_/.·#] ?"
_TRIPLE = re.compile(
    rf"(?<![\d.])(?<!\d[-/])(?P<building>(?:\d{{1,3}}{_LINK})?(?:\d{{1,3}}|[A-Z]\d{{0,2}})){_LINK}\d{{1,2}}{_LINK}"
    rf"(?:\d ?\d ?\d ?\d|\d ?\d ?\d)[A-Z]?(?:{_SUFFIX})?(?! ?\d|[-/]\d){_MORE}"
)
_PAIR = re.compile(
    rf"(?<![\d.:A-Z])(?<!\d[-/])(?!\d{{3}} ?- ?\d{{3,4}}{_SUFFIX})(?P<building>\d{{1,3}}|[A-Z]\d{{0,2}}) ?[-_#]"
    rf" ?\d{{3,4}}[A-Z]?(?:{_SUFFIX}|(?![-/]\d){COUNT}){_MORE}"
)
_ALONE = re.compile(
    rf"(?<![\dA-Z.])(?:\d{{3,4}} ?- ?)?(?:[A-Z]?\d(?: ?\d){{2,3}}|\d百(?:\d十?\d?|十\d?))(?:-\d)?[A-Z]?"
    rf" ?(?:室|号房|房(?![屋产子价租])|户主"
    rf"|号?(?=的?(?:住户|业主|户主|租户|租客|房东|邻居|那?家(?![人庭具电长属商企店单]))))"
    rf"|(?:(?<=住)|(?<=住在)|(?<=楼上)|(?<=楼下)|(?<=隔壁)|(?<=对门)|(?<=房号)|(?<=室号)|(?<=房间号)|(?<=门牌号)|(?<=我是)"
    r"|(?<=我家)|(?<=我们家))"
    rf"[是为: ]{{0,2}}(?P<bare>[A-Z]?\d(?: ?\d){{2,3}}[A-Z]?){COUNT}{_MORE}"
)
_HOUSE = re.compile(rf"(?<=[村组队巷埭浜])(?P<house> ?{_NUM}(?:-\d{{1,3}})?号)(?![楼院线幢栋令文路])")


@dataclass(frozen=True, slots=True)
class Room:
    """A stretch that names a room, and the stretch inside it that names the building alone, if any."""

    start: int
    end: int
    building: tuple[int, int] | None
    dashed: bool


def rooms(text: str) -> list[Room]:
    """Every room named in the text, none overlapping an earlier one."""
    found: list[Room] = []
    taken = 0
    for room in sorted(_all(digits(text)), key=lambda one: (one.start, -one.end)):
        if room.start >= taken:
            found.append(room)
            taken = room.end
    return found


def _all(shadow: str) -> Iterator[Room]:
    for place in _CHAIN.finditer(shadow):
        yield Room(*place.span(), place.span("building") if place["building"] else None, dashed=False)
    for pattern in (_TRIPLE, _PAIR):
        for place in pattern.finditer(shadow):
            yield Room(*place.span(), place.span("building"), dashed=True)
    for place in _ALONE.finditer(shadow):
        yield Room(*place.span("bare" if place["bare"] else 0), None, dashed=False)
    for place in _HOUSE.finditer(shadow):
        yield Room(*place.span("house"), None, dashed=False)
