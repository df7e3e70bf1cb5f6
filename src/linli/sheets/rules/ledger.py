"""The ledger of residents as a subdistrict expects it: its columns in their usual order, and what stands in each cell.
Loaded again it changes nothing, unless numbers went out masked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from linli.documents.rules import Cell, Column
from linli.register.rules import kinds
from linli.register.rules.numbers import age_on

COLUMNS: tuple[Column, ...] = (
    Column("number", "序号", 6, centred=True),
    Column("grid", "网格名称", 12),
    Column("estate", "小区", 14),
    Column("building", "楼栋", 7, centred=True),
    Column("entrance", "单元", 6, centred=True),
    Column("room", "室号", 8, centred=True),
    Column("relation", "与户主关系", 10, centred=True),
    Column("name", "姓名", 10, centred=True),
    Column("sex", "性别", 6, centred=True),
    Column("id_number", "身份证号码", 21, centred=True),
    Column("born_on", "出生日期", 12, centred=True),
    Column("age", "年龄", 6, centred=True),
    Column("ethnicity", "民族", 8, centred=True),
    Column("politics", "政治面貌", 10),
    Column("education", "文化程度", 9),
    Column("marriage", "婚姻状况", 9),
    Column("occupation", "职业", 12),
    Column("workplace", "工作单位", 18),
    Column("phone", "联系电话", 14, centred=True),
    Column("other_phone", "备用电话", 14, centred=True),
    Column("registered_at", "户籍地址", 22),
    Column("presence", "人户状态", 12, centred=True),
    Column("labels", "人员类别", 16),
    Column("use", "房屋用途", 9, centred=True),
    Column("landlord", "房东", 10, centred=True),
    Column("landlord_phone", "房东电话", 14, centred=True),
    Column("note", "备注", 20),
)
_WORDS: dict[str, Mapping[str, str]] = {
    name: {str(one.value): one.zh for one in kind}
    for name, kind in (
        ("relation", kinds.Relation),
        ("sex", kinds.Sex),
        ("presence", kinds.Presence),
        ("use", kinds.DwellingUse),
    )
}


def worded(field: str, value: str) -> str:
    """What stands in a cell for a value as the register keeps it."""
    words = _WORDS.get(field)
    if words is None:
        return value
    return words.get(value, "") if value != "unknown" else ""


def cells(told: Mapping[str, Any], number: int, grid: str, today: date) -> list[Cell]:
    """One resident as a row; a day is a text, so that no program makes another of it."""
    born: date | None = told["born_on"]
    own: dict[str, Cell] = {
        "number": number,
        "grid": grid,
        "born_on": born.isoformat() if born else "",
        "age": age_on(born, today) if born else "",
        "labels": "、".join(dict.fromkeys(told["labels"])),
    }
    row: list[Cell] = []
    for column in COLUMNS:
        value = own[column.code] if column.code in own else told[column.code]
        row.append(worded(column.code, str(value)) if column.code in _WORDS else value)
    return row
