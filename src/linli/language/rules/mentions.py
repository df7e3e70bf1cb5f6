"""Finding the words of a text that say where: estate, road and number, building, entrance and room, and the spot
(北门, 地下车库). It only copies out words; which place they mean is for the register to say."""

import re

from linli.language.rules.plain import digits, plain
from linli.language.rules.rooms import rooms

_BAR = (
    "\\s,。.;:!?、()（）【】「」“”\"'《》@#/·在住于到的是和与跟从往我你您他她它们这那有把被让请给向对离就都也很又还没不了过"
    "后上下中映诉询里外说看问去来"
)
_NAME = rf"[^{_BAR}]"
_ESTATE = re.compile(
    rf"(?:{_NAME}|[里和中上][^{_BAR}]|[东南西北]){{1,8}}?(?:小区|花园|花苑|家园|新村|公寓|[嘉雅名佳华豪翠文锦景桂兰怡]苑|山庄|豪庭"
    r"|华庭|大厦|广场|菜场|市场|小学|中学|幼儿园|医院|公园|公交站|地铁站|社区(?!民警|书记|工作|居民|居委|干部)|[一二三四五六七八九十\d]{1,3}期)"
    r"(?:[一二三四五六七八九十\d]{1,3}期)?(?:[A-Z东南西北]区)?"
)
_ROAD = re.compile(
    rf"{_NAME}{{1,6}}?(?:大道|(?<![公跑道近各马让])[路街巷弄](?!口镇|边|上|面|灯|由))(?:\d{{1,5}}(?:弄\d{{0,4}}|号(?![楼线])))?"
    rf"(?:[和与]{_NAME}{{1,6}}?(?:大道|[路街巷]))?(?:交叉口|路口|交汇处|口)?"
)
_BUILDING = re.compile(
    r"(?:[0-9十百]{1,4}|[A-Z]\d{0,2}|[甲乙丙丁东西南北])(?:号?[楼幢栋座](?![上下道梯顶])|号院|#楼?)"
    r"(?: ?[0-9十]{1,3}(?:单元|号?门(?![口面])|号?梯))?"
)
_SPOT = re.compile(
    r"(?:[东南西北][南北]?|[正大后侧小]|(?<!\d)\d号)门(?:口|岗|外|旁边?)?(?:门口)?|地下(?:车库|停车场|室)|负[一二12]楼|车库|电梯[口厅间]|楼道口?|楼梯[间口]?|楼顶|天台"
    r"|垃圾[房站桶亭]|(?:非机动|电动|自行)?车棚|充电桩|充电棚|健身区|游乐场|儿童乐园|绿化带|花坛|凉亭|配电[房间]|水泵房|围墙|监控室|快递柜|门卫室?|岗亭|停车场|消防通道"
)
_LEAD = re.compile(
    r"^(?:反映|投诉|举报|咨询|关于|位于|坐落|家住|住址?|居住|请问|希望|建议|急|物业|小区)+(?=.{2,}(?:小区|路|街|[^小]区))"
)
_NEAR = 2
_BETWEEN = frozenset(" 的，,-里")


def find_place(text: str) -> str | None:
    """The words that say where, joined when they stand side by side, as written; None where nothing says so."""
    spans = _joined(sorted(_spans(text)), text)
    if not spans:
        return None
    start, end = max(spans, key=lambda span: (_weight(text[slice(*span)]), -span[0]))
    words = text[start:end].strip()
    return _LEAD.sub("", words) or words


def _spans(text: str) -> list[tuple[int, int]]:
    shadow, figures = plain(text), digits(text)
    found = [(room.start, room.end) for room in rooms(text)]
    found += [place.span() for place in _BUILDING.finditer(figures)]
    for pattern in (_ESTATE, _ROAD, _SPOT):
        found += [place.span() for place in pattern.finditer(shadow)]
    return found


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans that overlap or stand at most two characters apart, made one; 的 and blanks may lie between."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        between = text[joined[-1][1] : start] if joined else ""
        if joined and (start <= joined[-1][1] or (len(between) <= _NEAR and _BETWEEN.issuperset(between))):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _weight(words: str) -> int:
    """How much a mention tells: a building or room most, then an estate or road, a mere spot least."""
    told = (
        _BUILDING.search(digits(words)) or rooms(words),
        _ESTATE.search(plain(words)),
        _ROAD.search(plain(words)),
    )
    return sum(weight for weight, one in zip((4, 2, 2), told, strict=True) if one)
