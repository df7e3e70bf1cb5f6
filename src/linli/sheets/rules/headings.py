"""Headings of ledgers: which row of a sheet holds them, under titles and notes, and what each column is, in the words
subdistricts use. What somebody set for a source goes before what is guessed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.kit.spreadsheets import apart
from linli.kit.spreadsheets.headed import BRACKETS, bare
from linli.language.rules.names import could_be_name, names_in

FIELDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "grid": ("网格", "Grid", ("网格", "网格名称", "网格名", "所属网格", "所在网格", "网格编号", "网格号")),
    "estate": ("小区", "Estate", ("小区", "小区名称", "小区名", "所属小区", "居住小区")),
    "building": (
        "楼栋",
        "Building",
        ("楼栋", "楼栋号", "栋", "幢", "幢号", "栋号", "楼号", "楼幢", "楼幢号", "号楼", "楼"),
    ),
    "entrance": ("单元", "Entrance", ("单元", "单元号", "门洞", "梯号")),
    "room": ("室号", "Room", ("室号", "室", "房号", "房间号", "门牌号", "户号", "房室号", "门号", "房间")),
    "address": (
        "住址",
        "Address",
        (
            "住址",
            "家庭住址",
            "现住址",
            "居住地址",
            "现居住地址",
            "地址",
            "房屋地址",
            "详细住址",
            "现居住地",
            "实际居住地址",
            "居住地",
        ),
    ),
    "relation": (
        "与户主关系",
        "Relation to head",
        ("与户主关系", "户主关系", "和户主关系", "关系", "家庭关系"),
    ),
    "name": ("姓名", "Name", ("姓名", "居民姓名", "人员姓名", "名字", "住户姓名", "人口姓名")),
    "sex": ("性别", "Sex", ("性别",)),
    "id_number": (
        "身份证号码",
        "Identity number",
        (
            "身份证号码",
            "身份证号",
            "身份证",
            "公民身份号码",
            "公民身份证号码",
            "居民身份证号码",
            "居民身份证号",
            "证件号码",
            "证件号",
        ),
    ),
    "born_on": ("出生日期", "Born on", ("出生日期", "出生年月", "出生年月日", "生日", "出生")),
    "age": ("年龄", "Age", ("年龄", "周岁", "实足年龄")),
    "ethnicity": ("民族", "Ethnic group", ("民族",)),
    "politics": ("政治面貌", "Political status", ("政治面貌", "政治面目")),
    "education": ("文化程度", "Education", ("文化程度", "学历", "教育程度", "受教育程度")),
    "marriage": ("婚姻状况", "Marriage", ("婚姻状况", "婚姻", "婚姻情况", "婚否")),
    "occupation": ("职业", "Occupation", ("职业", "从业情况", "就业状况", "就业情况")),
    "workplace": (
        "工作单位",
        "Workplace",
        ("工作单位", "单位", "服务处所", "工作单位及职务", "学习或工作单位", "就读学校"),
    ),
    "phone": (
        "联系电话",
        "Phone",
        ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系号码", "本人电话"),
    ),
    "other_phone": (
        "备用电话",
        "Other phone",
        ("备用电话", "其他电话", "家属电话", "固定电话", "紧急联系电话", "联系电话2"),
    ),
    "registered_at": (
        "户籍地址",
        "Registered at",
        ("户籍地址", "户籍地", "户口所在地", "户籍所在地", "户口地址", "籍贯地址"),
    ),
    "presence": (
        "人户状态",
        "Presence",
        ("人户状态", "人户情况", "人户一致情况", "居住状态", "是否人户分离", "户籍状态"),
    ),
    "labels": (
        "人员类别",
        "Labels",
        ("人员类别", "标签", "人员标签", "人群类别", "特殊人群", "人员类型", "重点人群"),
    ),
    "use": (
        "房屋用途",
        "Use of dwelling",
        ("房屋用途", "房屋性质", "房屋状态", "居住类型", "房屋类型", "房屋使用情况"),
    ),
    "landlord": ("房东", "Landlord", ("房东", "房东姓名", "业主", "业主姓名", "产权人", "房主")),
    "landlord_phone": (
        "房东电话",
        "Landlord's phone",
        ("房东电话", "房东联系电话", "业主电话", "业主联系电话", "房主电话", "房东联系方式"),
    ),
    "note": ("备注", "Note", ("备注", "说明", "其他说明")),
}
"""Each thing a column may be: its name in Chinese and English, and what it is called on sheets."""
SKIP = ""
"""What a column is that is not read: a running number, and what the register has no place for."""
_KNOWN = {word: field for field, (_, _, words) in FIELDS.items() for word in words}
NAMES = frozenset(FIELDS["name"][2])
"""What the column of names is headed; nobody is called so."""
_IGNORED = frozenset({"序号", "编号", "行号", "户编号", "原因", "填表人", "填表日期", "社区", "街道"})
PLACE = ("estate", "building", "entrance", "room", "address")
HEADINGS_LEAST = 3
_LONG = re.compile(r"\d{7,}")
"""As many figures as a phone has at least."""
_APART = re.compile(r"[\s\-–—./_]")
_HEADED = re.compile(r".+[员额案产名教型积贯况别类码址期日证数级]|高龄|居民|毕业|行业|方言")
"""Words of headings that begin like family names."""
_CLOSING = re.compile(r"^(?:合计|总计|小计|填表|制表|审核|注[:：]|备注[:：]|说明[:：]|单位负责人|填报)")
_NOTE_ROW = re.compile(r"(?:必填|选填|下拉|格式|示例|样例|例如|例[:：]|填写|文本格式|说明)")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a sheet's headings are: the first row below them (from 0), and what each column is headed."""

    below: int
    titles: tuple[str, ...]


def field_of(title: str) -> str:
    """What a column headed like this is, or nothing."""
    known = bare(title)
    if known in _IGNORED or not known:
        return SKIP
    if known in _KNOWN:
        return _KNOWN[known]
    return _KNOWN.get(known.removeprefix("是否").removeprefix("居民").removesuffix("名称"), SKIP)


def shown(cell: Any) -> str:
    """A cell as a heading."""
    text = "" if cell is None else str(cell)
    return " ".join(text.replace(apart.DATE, "").split())[:60]


def find(head: Sequence[Sequence[Any]], remembered: Mapping[str, str]) -> Head | None:
    """The headings among the first rows of a sheet: the row that holds the most known ones; where two rows together
    head the columns (住址 over 楼栋 and 室号), both. Nothing where no row holds three."""
    best: tuple[int, int, list[str], int] | None = None
    for number in range(len(head)):
        titles, used = _titles(head, number)
        count = len({of for title in titles if (of := said(title, remembered))})
        if count >= HEADINGS_LEAST and (best is None or count > best[0]):
            best = (count, number, titles, used)
    if best is None:
        return None
    below = best[1] + best[3]
    while below < len(head) and _is_note(head[below]):
        below += 1
    return Head(below, tuple(kept(title, at, remembered) for at, title in enumerate(best[2])))


def likely(head: Sequence[Sequence[Any]]) -> Head | None:
    """Where no row holds known headings: columns called by their places, for somebody to say what they are. Nothing out
    of the rows is a heading, for it may be a person's; rows are read from the first that is filled like the others, but
    for one of words alone, which can only be headings nobody knows."""
    filled = [sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) for row in head]
    at = next((number for number, count in enumerate(filled) if count >= HEADINGS_LEAST), None)
    if at is None:
        return None
    there = {column for row in head[at:] for column, cell in enumerate(row) if cell not in {"", None}}
    titles = tuple(placed(column) if column in there else "" for column in range(max(there) + 1))
    words = not any(figure.isdigit() for cell in head[at] for figure in shown(cell))
    return Head(at + 1 if words else at, titles)


def placed(column: int) -> str:
    """What a column without a heading of its own is called."""
    return f"第{column + 1}列"


def is_placed(title: str) -> bool:
    """Whether a heading says nothing but where its column is."""
    return bool(re.fullmatch(r"第\d+列", title))


def kept(title: str, column: int, remembered: Mapping[str, str]) -> str:
    """A heading as it may be kept in the clear: one with a number as long as a phone, or a person's name, is called by
    its place, or by what is left of it if that is known."""
    if not title or not _tells(title, remembered):
        return title
    rest = bare(title)
    return rest if said(rest, remembered) and not _tells(rest, remembered) else placed(column)


def _tells(title: str, remembered: Mapping[str, str]) -> bool:
    """Whether a heading may say who somebody is."""
    if _LONG.search(_APART.sub("", unicodedata.normalize("NFKC", title))):
        return True
    plain, whole = bare(title), unicodedata.normalize("NFKC", title)
    named = [remark[1:-1] for remark in BRACKETS.findall(whole)]
    if plain not in remembered and not field_of(plain):
        named += [plain, *re.split(r"[:,;、\s]+", whole)]
    if any(could_be_name(text) and not _HEADED.fullmatch(text) for text in named):
        return True
    return any(True for _ in names_in(title))


def said(title: str, remembered: Mapping[str, str]) -> str:
    """What a column is: as it was set for this source, else as it is known."""
    key = bare(title)
    return remembered[key] if key in remembered else field_of(title)


def _titles(head: Sequence[Sequence[Any]], number: int) -> tuple[list[str], int]:
    """The headings of a row, with those of the next where it heads parts of them; and how many rows that is."""
    titles = [shown(cell) for cell in head[number]]
    if number + 1 < len(head):
        below = [shown(cell) for cell in head[number + 1]]
        parts = [at for at, title in enumerate(below) if field_of(title) and not _says(titles, at)]
        if len(parts) >= 2 and not any(
            field_of(title) and _says(titles, at) for at, title in enumerate(below)
        ):
            for at in range(min(len(titles), len(below))):
                titles[at] = below[at] if below[at] and not _says(titles, at) else titles[at]
            return titles, 2
    return titles, 1


def _says(titles: Sequence[str], at: int) -> bool:
    """Whether a heading says what its column is by itself; one over several columns does not."""
    if at >= len(titles) or not titles[at]:
        return False
    alone = at + 1 >= len(titles) or bool(titles[at + 1])
    return bool(field_of(titles[at])) and alone


def _is_note(row: Sequence[Any]) -> bool:
    """A row right below the headings that says how to fill the columns in."""
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    return sum(bool(_NOTE_ROW.search(text)) for text in texts) * 2 > len(texts) > 0


def is_closing(row: Sequence[Any]) -> bool:
    """A row below the people: a sum, or who filled the sheet in."""
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    return bool(texts) and bool(_CLOSING.search(texts[0].strip()))


def mapping_of(titles: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """What each heading is, by the heading as it is compared; of two columns that are the same thing the first."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for title in titles:
        key = bare(title)
        field = said(title, remembered)
        if key and key not in found:
            found[key] = SKIP if field in taken else field
            taken |= {field} - {SKIP}
    return found
