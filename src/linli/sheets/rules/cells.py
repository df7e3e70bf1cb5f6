"""Single cells: what stands in one, as the register keeps it. Whatever Excel made of it is said and never guessed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from linli.accounts.rules import check_phone
from linli.kit.errors import Refused
from linli.kit.spreadsheets import apart
from linli.register.rules import kinds, said, writing
from linli.register.rules.numbers import BadNumber, citizen_number

Problem: TypeAlias = tuple[str, str]
"""Why a cell cannot be taken, in Chinese and English."""
Checked: TypeAlias = tuple[Any, Problem | None]

NUMBERS: dict[str, Problem] = {
    "length": ("身份证号码应为18位", "An identity number has 18 characters"),
    "ruined": (
        "身份证号码被Excel改坏（只剩15位有效），请按证件重填",
        "Excel has ruined the number; enter it anew",
    ),
    "date": ("身份证号码里的出生日期不对", "The day of birth in the number cannot be"),
    "check": ("身份证号码校验位不对", "The number's check character is wrong"),
}
DATED: Problem = (
    "Excel把这一格改成了日期，请改成文本重填",
    "Excel has made a date of this; enter it as text",
)
BAD_DAY: Problem = ("日期不对，请写成1958-03-12", "Not a day; write 1958-03-12")
BAD_AGE: Problem = ("年龄应是0到130的整数", "An age is a whole number from 0 to 130")
FORMULA: Problem = ("公式算错了，当作没填", "The formula failed; taken as empty")
"""Of a cell whose formula failed: no mistake of its row, but told."""
NO_CHOICE: Problem = ("没有这个选项", "There is no such choice")

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d.*)?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NOTHING = frozenset(
    {"", "-", "--", "—", "/", "\\", "无", "空", "暂无", "null", "NULL", "None", "N/A", "#N/A"}
)

_SEX = {"男": "male", "男性": "male", "1": "male", "女": "female", "女性": "female", "2": "female"}
_RELATIONS = {
    "head": "户主 本人 本人或户主 户主本人",
    "spouse": "配偶 妻 夫 妻子 丈夫 爱人 老婆 老公",
    "son": "子 儿子 长子 次子 三子 四子 五子 独生子 儿 养子 继子",
    "daughter": "女 女儿 长女 次女 二女 三女 四女 五女 独生女 养女 继女",
    "grandchild": "孙子女 孙子 孙女 孙 外孙 外孙女 外孙子 外孙子女 曾孙 曾孙女 孙子或外孙子 孙女或外孙女 长孙 重孙",
    "parent": "父母 父亲 母亲 父 母 公公 婆婆 岳父 岳母 继父 继母 公婆 岳父母",
    "grandparent": "祖父母 祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 曾祖父 曾祖母",
    "sibling": "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 嫂子 弟媳",
    "in_law": "儿媳女婿 儿媳 女婿 媳妇 长媳 孙媳 孙女婿",
    "tenant": "合租人 租户 租客 承租人 合租 室友",
    "other": "其他 其它 非亲属 其他亲属 保姆 侄子 侄女 外甥 外甥女 舅舅 姑妈",
}
_RELATION = {word: value for value, words in _RELATIONS.items() for word in words.split()}
_PRESENCES = {
    "here": "户在人在 人户一致 人在户在 人户同在 在户 常住 户籍在住 否",
    "guest": "人在户不在 流入 流动 流动人口 外来 外来人口 租住 寄住 暂住 非户籍 外地户籍",
    "away": "人户分离 户在人不在 外出 户籍不在住 是",
    "hung": "空挂 空挂户 挂户",
    "unknown": "待核 未知 不详",
}
_PRESENCE = {word: value for value, words in _PRESENCES.items() for word in words.split()}
_USES = {
    "own": "自住 自有 自有自住 自用 住宅 自购",
    "let": "出租 租赁 租住 出租房 租房 出租屋",
    "shared": "群租 群租房 合租",
    "vacant": "空关 空置 空房 闲置 无人居住",
    "unknown": "待核 未知 不详",
}
_USE = {word: value for value, words in _USES.items() for word in words.split()}


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without a point, dashes and 无 as nothing."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    text = "" if cell is None else str(cell).strip()
    return "" if text in _NOTHING else text


def _from(table: dict[str, str]) -> Callable[[str, date], Checked]:
    def check(text: str, today: date) -> Checked:
        value = table.get(writing.narrow(text))
        return (value, None) if value else (None, NO_CHOICE)

    return check


def _relation(text: str, today: date) -> Checked:
    """A relation nobody knows is `other`; that it was is told (`people.REMARKS`)."""
    bare = re.sub(r"[(（].*?[)）]", "", writing.narrow(text))
    return _RELATION.get(bare, "unknown:" + text[:20]), None


def _through(field: str) -> Callable[[str, date], Checked]:
    """As the register itself checks it."""
    check = said.RESIDENT[field]

    def run(text: str, today: date) -> Checked:
        try:
            return check(text, field, today), None
        except Refused as no:
            return None, (no.zh, no.en)

    return run


def _ethnicity(text: str, today: date) -> Checked:
    bare = writing.tidy(text, 20)
    return (bare + "族" if len(bare) == 1 else bare), None


def day(text: str, today: date) -> Checked:
    """A day of birth: 1958-03-12, 1958年3月12日, 19580312, 1958.3 (its first day is not guessed: refused)."""
    plain = text.removeprefix(apart.DATE)
    found = _DAY.fullmatch(plain) or _EIGHT.fullmatch(plain)
    if found is None:
        return None, (BAD_DAY if not _MONTH.fullmatch(plain) else _NO_DAY)
    try:
        known = date(*map(int, found.groups()))
    except ValueError:
        return None, BAD_DAY
    return (known.isoformat(), None) if date(1880, 1, 1) <= known <= today else (None, BAD_DAY)


_NO_DAY: Problem = ("只有年月，请写全日期", "A month alone; give the day")


def number(cell: Any, today: date) -> Checked:
    """A citizen number, or its owner's other paper: (number, day of birth, sex). A number that Excel kept as a number
    has lost its last digits, whatever they look like now."""
    if isinstance(cell, float) and cell >= 1e15:
        return None, NUMBERS["ruined"]
    text = text_of(cell)
    if not text:
        return None, None
    try:
        read = citizen_number(text, today=today)
    except BadNumber as bad:
        return None, NUMBERS[bad.code]
    return (read.text, read.born_on.isoformat(), str(read.sex.value)), None


def phone(text: str, today: date) -> Checked:
    """The first of the phones in a cell."""
    if len(text) == 11 and text[0] == "1" and text.isdigit() and text.isascii():
        return text, None
    first = re.split(r"\s*[,，、;；/]\s*|\s+(?=\d{7,}|\+)", text)[0]
    try:
        return check_phone(first), None
    except Refused as no:
        return None, (no.zh, no.en)


def age(text: str, today: date) -> Checked:
    """Years of age, as said; 岁 may stand behind."""
    bare = text.removesuffix("岁").strip()
    return (int(bare), None) if bare.isdigit() and int(bare) <= 130 else (None, BAD_AGE)


def _short(make: Callable[[str], str]) -> Callable[[str, date], Checked]:
    def check(text: str, today: date) -> Checked:
        if text.startswith(apart.DATE):
            return None, DATED
        return make(text), None

    return check


def _labels(text: str, today: date) -> Checked:
    return tuple(part for part in re.split(r"[,，、;；/|\s]+", text) if part), None


CHECKS: dict[str, Callable[[str, date], Checked]] = {
    "grid": lambda text, today: (writing.tidy(text, 40), None),
    "estate": _short(lambda text: writing.tidy(text, 60)),
    "building": _short(writing.building_number),
    "entrance": _short(writing.entrance_number),
    "room": _short(writing.room_number),
    "address": _short(lambda text: writing.tidy(text, 120)),
    "relation": _relation,
    "sex": _from(_SEX),
    "born_on": day,
    "age": age,
    "ethnicity": _ethnicity,
    "presence": _from(_PRESENCE),
    "use": _from(_USE),
    "phone": phone,
    "other_phone": phone,
    "landlord_phone": phone,
    "landlord": lambda text, today: (writing.tidy(text, 40), None),
    "labels": _labels,
    **{
        field: _through(field)
        for field in (
            "name",
            "registered_at",
            "politics",
            "education",
            "marriage",
            "occupation",
            "workplace",
            "note",
        )
    },
}
"""How each thing is checked, but for the identity number."""
REPEATED = frozenset(CHECKS) - {"phone", "other_phone"}
"""Things whose cells are alike in many rows: each is checked once."""
SEX_WORDS = {str(kind.value): kind.zh for kind in kinds.Sex}
