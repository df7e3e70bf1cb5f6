"""What one line of pasted chat is: who speaks and when, a date, a title, a bar under a quote, or just words. The forms
are those of WeChat and QQ on computer and phone, copied, forwarded or exported."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from linli.language.rules.dates import MOMENT, moment_of, read_moment
from linli.language.rules.names import SURNAMES
from linli.language.rules.plain import plain


class Sort(Enum):
    """What a line is."""

    WORDS = "words"
    HEAD = "head"
    DAY = "day"
    MOMENT = "moment"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paste: its number from 1, what it is, and what it gives."""

    number: int
    sort: Sort
    words: str = ""
    speaker: str | None = None
    at: datetime | None = None
    day: date | None = None


_ACCOUNT = r"(?: ?\(\d{5,12}\)| ?<[^<>\s]{3,60}>)"
_NAME_THEN_TIME = re.compile(rf"(?P<name>\S.{{0,40}}?)(?P<account>{_ACCOUNT})?:? +[(\[]?{MOMENT}[)\]]?:?")
_TIME_THEN_NAME = re.compile(rf"[(\[]?{MOMENT}[)\]]? +(?P<name>\S.{{0,40}}?)(?P<account>{_ACCOUNT})?:?")
_TIME_NAME_WORDS = re.compile(
    rf"[(\[]?{MOMENT}[)\]]?,? *(?P<name>[^:\s][^:]{{0,30}}?){_ACCOUNT}? *: *(?P<words>\S.*)"
)
_NAME_TIME_WORDS = re.compile(
    rf"(?P<name>[^:\s][^:]{{0,30}}?){_ACCOUNT}?[ (\[]+{MOMENT}[)\]]? *:(?!\d) *(?P<words>\S.*)"
)
_NAME_WORDS = re.compile(rf"(?P<name>[^:\s][^:]{{0,30}}?){_ACCOUNT}? ?:(?!//) *(?P<words>.*)")
_DAY_BAR = re.compile(
    r"[-=_*· ]*(?P<y>(?:19|20)\d\d) ?[-/.年] ?(?P<m>\d{1,2}) ?[-/.月] ?(?P<d>\d{1,2}) ?日?"
    r"(?: *(?:星期|周)[一二三四五六日天])?[-=_*· ]*"
)
_TITLE = re.compile(
    r"(?:\[?聊天记录\]? ?)?.{0,40}(?:的聊天记录|聊天记录如下:?)"
    r"|DEAR:?|消息记录.{0,40}|消息(?:分组|对象):.{0,60}|={6,}|-{16,}|\[聊天记录\]"
    r"|导出时间:.{0,40}|查看\d+条?转发消息|以[上下]为?(?:历史|新)消息"
)
_GROUP = re.compile(r"[^,。!?;:@\s]{2,30}群聊?(?: ?\(\d{1,4}人?\))?")
_LABEL = re.compile(
    r"(?:原帖|问题|情况|内容|建议|诉求|原因|时间|地[址点]|电话|手机|方式|编号|事项|结果|意见|标题|主题|[答回]复|备注|说明|要求|日期|位置|单位|部门|网址|链接"
    r"|价格|费用|姓名|来源|地方|住址|房号|室号|小区|对象|范围|楼栋|名称|措施|进度|目的|状态|类[别型]|通知|公告|通告|[提温][示馨醒].{0,2}|注意|如下"
    r"|例如|比如|[备]?注|附|以下|[反联来投举当申求报][映系电诉报事请助修]人|(?:你|您|大家|各位.{0,6})好?|[第其][一二三四五六七八九十\d].{0,2}|[一二三]是|尊敬的.*"
    r"|HTTPS?|PS|TEL|QQ|微信号?|密码|口令|验证码|车牌号?|工单号?|单号)"
)
_NOT_IN_NAME = re.compile(
    r"[,。!?;「」《》“”\"、]|…|HTTP|(?:19|20)\d\d[-/.年]|^\d{1,2}$|^\d{1,2}点|^(?:于|在|到|是|把|被|请|我们|你们|今天|明天|昨天)"
)
_HANGING = re.compile(r"(?:[到至于在是约从前后了说时]|停[水电气]|开始|截[止至])$")
_CALLED = re.compile(
    r"(?:阿姨|叔叔|大[爷妈叔]|奶奶|爷爷|师傅|先生|女士|老师|物业|管家|网格[员长]|楼长|妈妈|爸爸|业主|[哥姐妈爸爷姨叔婶嫂])$"
)
_OFFICE = re.compile(r"(?:书记|[省市县区镇乡局处科院校厅部]长|主任|领导|经理)好?$")
_SALUTED = re.compile(r" ?[您你](?:们)?好|尊敬|敬爱")
_NICKNAME = 16
_HOME = re.compile(r"(?:\d{1,3}[-#栋幢号]+(?:楼)?\d{0,2}(?:单元)?[-#]?\d{0,4}|\d{3,4}室?)")


def read_lines(text: str, now: datetime) -> list[Line]:
    """Every line that is not blank, told what it is; stamps are read against `now` and the date bars above them."""
    raw = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    stamped = [_stamped(number, line, now, None) for number, line in raw]
    inline = not any(line.sort is Sort.HEAD for line in stamped) and _speaks_inline(stamped)
    lines: list[Line] = []
    day: date | None = None
    for (number, words), first in zip(raw, stamped, strict=True):
        line = first if first.at is None or day is None else _stamped(number, words, now, day)
        if line.sort is Sort.WORDS and inline:
            line = _inline(line) or line
        day = line.day or day
        lines.append(line)
    return _under_title(_paired(lines))


def _under_title(lines: list[Line]) -> list[Line]:
    """The name of a group that stands alone above all that is said, told apart from what is said."""
    first = lines[0] if lines else None
    spoken = any(line.sort is Sort.HEAD for line in lines)
    if first and spoken and first.sort is Sort.WORDS and _GROUP.fullmatch(plain(first.words).strip()):
        return [replace(first, sort=Sort.TITLE), *lines[1:]]
    return lines


def _paired(lines: list[Line]) -> list[Line]:
    """Names that stand alone above their time made one head, if every time in the paste stands under such a name."""
    places = [place for place, line in enumerate(lines) if line.sort is Sort.MOMENT]
    if any(line.sort is Sort.HEAD for line in lines) or not all(
        _under_name(lines, place) for place in places
    ):
        return lines
    for place in places:
        name = lines[place - 1]
        lines[place] = Line(name.number, Sort.HEAD, "", _shown(name.words), lines[place].at)
    return [line for place, line in enumerate(lines) if place + 1 not in places]


def _under_name(lines: list[Line], place: int) -> bool:
    above = lines[place - 1] if place else None
    below = lines[place + 1] if place + 1 < len(lines) else None
    return bool(above and below and above.sort is below.sort is Sort.WORDS and is_speaker(above.words))


def _stamped(number: int, words: str, now: datetime, day: date | None) -> Line:
    """The line by its stamp, date bar or title; words where it has none of them."""
    shadow = plain(words).strip()
    if bar := _DAY_BAR.fullmatch(shadow):
        return Line(number, Sort.DAY, words, day=_date(bar))
    if _TITLE.fullmatch(shadow):
        return Line(number, Sort.TITLE, words)
    if moment := read_moment(shadow, now, on=day):
        return Line(number, Sort.MOMENT, words, at=moment)
    return _head(number, words, now, day) or Line(number, Sort.WORDS, words)


def _date(bar: re.Match[str]) -> date | None:
    try:
        return date(int(bar["y"]), int(bar["m"]), int(bar["d"]))
    except ValueError:
        return None


def _head(number: int, words: str, now: datetime, day: date | None) -> Line | None:
    shadow = plain(words)
    for pattern in (_NAME_THEN_TIME, _TIME_THEN_NAME, _TIME_NAME_WORDS, _NAME_TIME_WORDS):
        found = pattern.fullmatch(shadow)
        if not found or not is_speaker(found["name"]):
            continue
        if pattern is _TIME_THEN_NAME and not (found["account"] or found["month"] or found["second"]):
            continue
        if moment := moment_of(found, now, on=day):
            said = words[found.start("words") :] if "words" in pattern.groupindex else ""
            return Line(number, Sort.HEAD, said, _shown(words[slice(*found.span("name"))]), moment)
    return None


def _shown(name: str) -> str:
    """A speaker's name as people know it, without the rank QQ puts before it."""
    return re.sub(
        r"^[【\[](?:群主|管理员|潜水|冒泡|吐槽|活跃|话唠|传说|LV\d+)[】\]]",
        "",
        name.strip(),
        flags=re.IGNORECASE,
    ).strip()


def _speaks_inline(lines: list[Line]) -> bool:
    """Whether the paste is of the form `name: words`: under a title or bar, by two speakers, or one known to be one."""
    spoken = [line for line in map(_inline, lines) if line]
    if not spoken:
        return False
    titled = any(line.sort in (Sort.TITLE, Sort.DAY, Sort.MOMENT) for line in lines)
    speakers = {line.speaker for line in spoken}
    if titled or spoken[0].number != lines[0].number:
        return titled
    if len(speakers) > 1:
        return True
    return is_named(spoken[0].speaker or "") and not _SALUTED.match(plain(spoken[0].words))


def _inline(line: Line) -> Line | None:
    found = _NAME_WORDS.fullmatch(plain(line.words)) if line.sort is Sort.WORDS else None
    if not found or not is_speaker(found["name"]) or _is_clock(found):
        return None
    said = line.words[found.start("words") :]
    return Line(line.number, Sort.HEAD, said.strip(), _shown(line.words[slice(*found.span("name"))]))


def _is_clock(found: re.Match[str]) -> bool:
    return found["name"][-1:].isdigit() and found["words"][:1].isdigit()


def is_speaker(name: str) -> bool:
    """Whether these words may be a nickname: short, no sentence, no form label, no sentence broken off at a time."""
    bare = plain(name).strip()
    if not bare or len(bare) > 30 or _LABEL.fullmatch(bare) or _NOT_IN_NAME.search(bare):
        return False
    label = len(bare) <= 10 and _ends_in_label(bare)
    return not label and not _HANGING.search(bare)


def _ends_in_label(name: str) -> bool:
    """Whether the last characters are a label of two or more characters, such as 停水时间 or 联系电话."""
    return any(_LABEL.fullmatch(name[-length:]) for length in (2, 3) if len(name) > length)


def is_named(name: str) -> bool:
    """Whether these words surely call a person: a home (3-2-501), a form of address, or a surname and a name."""
    shadow = plain(name).strip()
    if (_HOME.match(shadow) and len(shadow) <= _NICKNAME) or _CALLED.search(shadow):
        return True
    return (
        2 <= len(shadow) <= 4
        and not _OFFICE.search(shadow)
        and (shadow[0] in SURNAMES or shadow[:2] in SURNAMES)
    )
