"""How the register writes things down: names tidy, numbers of buildings and rooms in one form and sorted as people
count, dwellings the way neighbours write them (3-2-501)."""

import re
import unicodedata
from datetime import date

from linli.kit.errors import Refused
from linli.language.rules.pinyin import pinyin

NAME_MOST = 40
_DIGITS = re.compile(r"\d+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BUILDING = re.compile(r"(?:号楼|号院|幢|栋|号|座|楼)$")
_ENTRANCE = re.compile(r"(?:单元|门洞|门|梯|楼道)$")
_ROOM = re.compile(r"(?:室|房|号|户)$")
_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffffA-Za-z·・.' \-]{1,40}")


def tidy(text: str, most: int) -> str:
    """A text on one line, without unseen characters and needless space, at most so long."""
    return " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", text)).split())[:most]


def narrow(text: str) -> str:
    """A short code with full-width signs made plain: ３幢 → 3幢."""
    return "".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).split())


def building_number(text: str) -> str:
    """What a building is called by number, without the word behind it: 3幢 → 3, 甲1号楼 → 甲1."""
    bare = narrow(text)
    return (_BUILDING.sub("", bare) or bare)[:20]


def entrance_number(text: str) -> str:
    """An entrance's number without the word behind it: 2单元 → 2."""
    bare = narrow(text)
    return (_ENTRANCE.sub("", bare) or bare)[:12]


def room_number(text: str) -> str:
    """A room's number without the word behind it: 501室 → 501."""
    bare = narrow(text)
    return (_ROOM.sub("", bare) or bare)[:20]


def floor_of(room: str) -> int | None:
    """The floor a room number tells: 501 → 5, 1203 → 12; nothing where it tells none."""
    return int(room[:-2]) if room.isdigit() and 3 <= len(room) <= 4 else None


def in_order(*parts: str) -> str:
    """A key that sorts numbers as people count: figures padded, so that 9 comes before 10."""
    return " ".join(_DIGITS.sub(lambda found: found[0].zfill(5), part) for part in parts)


def dwelling_code(building: str, entrance: str, room: str) -> str:
    """A dwelling as neighbours write it: 3-2-501, or 3-501 where there are no entrances."""
    return "-".join(part for part in (building, entrance, room) if part)[:60]


def name_sort(name: str) -> str:
    """What a person's name sorts by, ahead of the name itself: zhang san 张三."""
    return f"{pinyin(name)} {name}"[:80]


def organisation_sort(name: str) -> str:
    """The same for an organisation, whose name holds no surname."""
    return f"{pinyin(name, person=False)} {name}"[:160]


def check_name(text: str, *, field: str = "name") -> str:
    """A person's name; refused when it is none."""
    name = tidy(text, NAME_MOST).replace("・", "·")
    if not _NAME.fullmatch(name):
        raise refused(
            field, "请填写姓名（汉字或字母，不含数字）", "Give a name of characters or letters, no figures"
        )
    return name


def check_title(text: str, *, field: str, most: int) -> str:
    """A name of a place or an organisation; refused when there is none."""
    title = tidy(text, most)
    if not title:
        raise refused(field, "请填写名称", "Give a name")
    return title


def check_day(day: date | None, *, field: str, today: date, ahead: bool = False) -> date | None:
    """A day in living memory, and not ahead of today unless it may be."""
    if day is not None and (day < date(1880, 1, 1) or day > date(2100, 1, 1) or (day > today and not ahead)):
        raise refused(field, "日期不对，请核对", "That day cannot be right; check it")
    return day


def check_reason(text: str) -> str:
    """Why somebody looks behind a mask or changes what was: two characters at least."""
    reason = tidy(text, 200)
    if len(reason) < 2:
        raise refused("reason", "请写明原因", "Please give a reason")
    return reason


def refused(field: str, zh: str, en: str, *, type: str = "register/bad-value") -> Refused:
    """A refusal that names the field to mend."""
    return Refused(type, zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])
