"""Finding the numbers that point at a person: phones, identity and bank card numbers, plates, accounts, mail. The
finder looks through spaces, dashes, full-width forms and Chinese numerals, and when in doubt it finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from linli.language.rules.plain import digits, plain


class Kind(StrEnum):
    """What was found."""

    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"
    PLATE = "plate"
    ACCOUNT = "account"
    MAIL = "mail"
    NUMBER = "number"
    ROOM = "room"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text, from `start` up to `end`, that is personal."""

    start: int
    end: int
    kind: Kind


_GAP = r"(?:[ \n\-._/()·*]{0,3}|\*{4,8})"
_RUN = re.compile(rf"(?:\(0)?(?:\d{_GAP}){{6,}}[\dX](?: ?(?:转|分机号?) ?\d{{1,6}})?")
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_BEHIND = r"(?<!\d)(?<!\d[ \n\-._/()·*])(?<!\d[ \n\-._/()·*]{2})(?<!\d[ \n\-._/()·*]{3})"
_AHEAD = r"(?![ \n\-._/()·*]{0,3}\d)"
_DAY = rf"{_YEAR}[-/.]{_MONTH}(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?(?!\d)"
_DATE = re.compile(
    rf"{_BEHIND}(?:{_DAY}(?: ?-[ -]*{_DAY})?|{_YEAR} ?[- ]-* ?{_YEAR})(?:(?=[T ] ?\d{{1,2}}:\d\d)|{_AHEAD})"
)
_CLOCKS = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
_PAPER = re.compile(
    rf"{_BEHIND}[(\[〔【]{_YEAR}[)\]〕】] ?\d{{1,4}}{_AHEAD}"
    rf"|(?:GB|JGJ|CJJ|GBJ|DB|/T) ?\d{{2,6}}(?:\.\d)?-{_YEAR}{_AHEAD}"
)
_ROUND = re.compile(rf"{_BEHIND}(?:\d{{1,3}}00 ?- ?\d{{1,3}}00|\d{{1,7}}\.\d{{1,2}}){_AHEAD}")
_SHORT = r"1[12]\d{3}|9[56]\d{3,4}|1[12]\d"
_SERVICE = re.compile(rf"{_BEHIND}(?:\(?0\d{{2,3}}\)?[- ]?)?(?:{_SHORT})(?:[/.](?:{_SHORT}))*{_AHEAD}")
_AMOUNT = re.compile(r"\d{1,8}(?:\.\d+)?(?= ?(?:元|万|亿|平方|㎡|立方|米|公里|吨|千瓦|度电|户|人次|人口|人))")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领] ?[A-HJ-NP-Z][ ·•.\-]{0,2}"
    r"(?:[A-Z0-9] ?){4,5}[A-Z0-9学警港澳挂]"
    r"|(?<=车牌)(?:号码?)?[是为: ]{0,3}[A-Z][·. \-]?[A-Z0-9]{5,6}(?![A-Z0-9])"
)
_MAIL = re.compile(r"[A-Z0-9._%+\-]{1,64} ?@ ?[A-Z0-9\-]{1,63}(?:\.[A-Z0-9\-]{1,63}){1,4}")
_ACCOUNT = re.compile(
    r"(?:微信号?|WX|VX|V信|QQ号?|抖音号|支付宝(?:账号)?|账号|帐号)[是为: ]{0,3}(?P<id>[A-Z0-9][A-Z0-9_\-]{4,29})"
)
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}|0\d{9,11}|\d{7,8}|[48]00\d{7}")
_BLANK = str.maketrans(dict.fromkeys("0123456789", "▪"))


def personal_numbers(text: str) -> list[Found]:
    """Every personal number in the text, in order of place; public service numbers, dates and amounts are left."""
    shadow, plainly = digits(text), plain(text)
    found = [Found(*place.span("id"), Kind.ACCOUNT) for place in _ACCOUNT.finditer(plainly)]
    found += [Found(*place.span(), Kind.MAIL) for place in _MAIL.finditer(plainly)]
    found += [Found(*place.span(), Kind.PLATE) for place in _PLATE.finditer(plainly)]
    if _RUN.search(shadow):
        found += _runs(_without_dates(shadow))
    return sorted(found, key=lambda one: one.start)


def _without_dates(shadow: str) -> str:
    """The shadow with the digits of dates, papers, amounts and service numbers blanked, its length kept."""
    for pattern in (_DATE, _CLOCKS, _PAPER, _ROUND, _SERVICE):
        shadow = pattern.sub(lambda place: place[0].translate(_BLANK), shadow)
    return shadow


def _runs(shadow: str) -> Iterator[Found]:
    for place in _RUN.finditer(shadow):
        start, end = place.span()
        amount = _AMOUNT.match(shadow, start)
        if not amount or amount.end() < end:
            yield Found(start, end, _kind(re.sub(r"[^\dX*]", "", re.split("[转分]", place[0])[0])))


def _kind(run: str) -> Kind:
    """The kind of number by its length and first digits."""
    bare, starred = run.replace("*", ""), "*" in run
    if _PHONE.fullmatch(bare) or (starred and len(run) <= 13):
        return Kind.PHONE
    if re.fullmatch(r"[1-9]\d{16}[\dX]|[1-9]\d{14}", bare) or (len(run) in (15, 18) and starred):
        return Kind.IDENTITY
    return Kind.CARD if 13 <= len(bare) <= 19 else Kind.NUMBER
