"""Family names, and finding people's names where words around them give them away: 张先生, 联系人：李四,
业主王桂英反映, or a name that the caller already knows."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from linli.language.rules.plain import plain


def _read_surnames() -> dict[str, str]:
    """Surname to its reading, empty where the ordinary reading of the character is right."""
    path = Path(__file__).parent.parent / "data" / "surnames.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["surname"]: row["pinyin"] for row in csv.DictReader(file)}


SURNAMES = _read_surnames()
_UNLIKELY = frozenset(
    "家车水门时年能那有都过全干从向别和乐元平东应台官明位来保双通山国广公师相不行长重黑洗员种过南北班代党项管后法权利支养农益步游费童司祖区路习学"
)
_COMPOUND = "|".join(sorted((name for name in SURNAMES if len(name) > 1), key=len, reverse=True))
_SINGLE = "".join(name for name in SURNAMES if len(name) == 1 and name not in _UNLIKELY)
_SURNAME = rf"(?:{_COMPOUND}|[{re.escape(_SINGLE)}])"
_ADDRESS = (
    r"先生|女士|小姐|太太|阿姨|大爷|大妈|大娘|大姐|大哥|大伯|大嫂|奶奶|爷爷|叔叔|伯伯|老伯|老太|阿婆|婆婆|阿公|师傅|老师"
    r"|同志|医生|主任|书记|经理|队长|所长|科长|局长|警官"
)
_HAN = "\u4e00-\u9fff"
_OFFICE = "部理门业务居区局办社街镇村市县网大物单小的是在了和姓"
STRANGE = (
    "方面|张贴|高[度空层兴]|周[边围]|安全|全[部体家]|成员|代表|关[注心于]|应[当该]|万一|安[装置]|何[时况]|任[何意]"
    "|于是|时常|经常|明确|单位|水[电管]|车[辆位]|白天|平时|包括|解决|强烈|施工|许多|严[重禁]|金额|常[年常]|向[社物]"
)
_TITLED = re.compile(
    rf"(?<![由位对关至等属处])(?!(?<=[相有无机海])关)(?:{_SURNAME}(?: ?(?![{_OFFICE}])[{_HAN}]){{0,2}}?"
    rf" ?(?P<title>{_ADDRESS})"
    rf"|{_SURNAME}(?P<short>某某?|[叔婶嫂哥姐姨伯](?![妹弟夫]))|{_SURNAME}总(?=[,。;!? ]|$|你|您|说|好))"
)
GIVEN = rf"{_SURNAME} ?[{_HAN}](?: ?[{_HAN}])?"
_ALONE = re.compile(GIVEN)
_LABELLED = re.compile(
    r"(?:姓名|联系人|来电人|反映人|投诉人|举报人|当事人|诉求人|申请人|求助人|报修人|户主|业主|租户|居民|住户)"
    rf" ?: ?(?P<name>{GIVEN})"
)
_CALLED = re.compile(
    rf"(?:我叫|名叫|叫做|本人姓名|我是(?!于是))(?P<name>{GIVEN})(?=[,。.;、 \n!?的]|$|住|家)"
)
_SAYS = re.compile(
    r"(?:业主|居民|住户|租户|户主|村民|市民|老人|网格员|社工|网格长|楼长|楼栋长|志愿者|物业)"
    rf"(?!{STRANGE})(?P<name>{GIVEN}?)(?=反映|来电|投诉|表示|称|说|同志|已|在家|上门|到场|家中|的家)"
)


def mask_name(name: str) -> str:
    """A name with all but the family name hidden: 张三 → 张*, 欧阳娜娜 → 欧阳**."""
    bare = name.strip()
    shown = 2 if len(bare) > 2 and bare[:2] in SURNAMES else 1
    return bare[:shown] + "*" * max(len(bare) - shown, 1) if bare else ""


def could_be_name(text: str) -> bool:
    """Whether a text by itself may be a person's whole name: a family name and one or two characters more."""
    return bool(_ALONE.fullmatch(text.strip()))


def names_in(text: str, known: Iterable[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Stretches that name a person, each with the title that may stay (先生) or an empty string."""
    shadow = plain(text)
    for place in _TITLED.finditer(shadow):
        yield *place.span(), place["title"] or place["short"] or ""
    for pattern in (_LABELLED, _CALLED, _SAYS):
        for place in pattern.finditer(shadow):
            yield *place.span("name"), ""
    for name in known:
        bare = "".join(plain(name).split())
        for place in _known(bare).finditer(shadow) if len(bare) > 1 else ():
            yield *place.span(), ""


def _known(bare: str) -> re.Pattern[str]:
    """The name with spaces anywhere in it, or its family name as neighbours use it: 老张, 小张."""
    spaced = " {0,2}".join(re.escape(char) for char in bare)
    if len(bare) <= 4 and bare[0] in SURNAMES:
        return re.compile(rf"{spaced}|[老小阿]{re.escape(bare[0])}(?![区型板层时心学伙孩])")
    return re.compile(spaced)
