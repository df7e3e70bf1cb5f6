"""Lists to take along: which there are (清单), what their columns say, what codes are called on paper. No reporter is
in clear on a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from linli.documents.rules import Cell, Column
from linli.language.rules.masking import mask_text
from linli.language.rules.names import mask_name
from linli.matters.rules.clocks import Standing, standing
from linli.matters.rules.loop import SCORES, State


class Sheet(StrEnum):
    """The lists there are: as narrowed on the screen, the needs (需求清单), the issues (问题清单)."""

    LIST = "list"
    NEEDS = "needs"
    ISSUES = "issues"


class Form(StrEnum):
    """What a list is made as."""

    XLSX = "xlsx"
    PDF = "pdf"


MOST: Mapping[Form, int] = {Form.XLSX: 5_000, Form.PDF: 500}
"""Rows a list holds at most, so that nobody waits long and no thread is held: a spreadsheet takes some 0.28 s of a
processor for each 1,000 rows, paper some 2 s for 500 (28 pages)."""

KINDS: Mapping[Sheet, frozenset[str]] = {
    Sheet.NEEDS: frozenset({"need", "errand"}),
    Sheet.ISSUES: frozenset({"issue", "urgent"}),
}
"""Kinds of category on each list (`data/README.md`): what somebody needs done for him is a need, what is wrong or in
danger an issue; advice and praise are neither."""

NAMES: Mapping[Sheet, str] = {Sheet.LIST: "事项清单", Sheet.NEEDS: "需求清单", Sheet.ISSUES: "问题清单"}

STATES = {
    "received": "待受理",
    "declined": "不予受理",
    "referred": "已转介",
    "accepted": "待派单",
    "dispatched": "待接单",
    "in_hand": "办理中",
    "long_term": "挂账",
    "merged": "并案办理",
    "resolved": "已办结·待回访",
    "followed_up": "已回访·待评价",
    "rated": "已评价",
    "closed": "已结案",
    "withdrawn": "已撤回",
}
DOORS = {
    "counter": "窗口",
    "phone": "电话",
    "chat": "群聊",
    "portal": "网上",
    "order_12345": "12345工单",
    "visit": "走访",
    "patrol": "巡查",
    "meeting": "会议",
    "letter": "来信",
    "api": "接口",
}
URGENCIES = {"urgent": "紧急", "soon": "较急", "ordinary": "一般"}
OUTCOMES = {"solved": "实际解决", "explained": "解释说明"}
CLOSED_AS = {
    "rated": "已评价",
    "unrated": "未评价",
    "decided": "审定结案",
    "declined": "不予受理",
    "referred": "已转介",
    "withdrawn": "已撤回",
}
STANDINGS = {"none": "", "on_time": "未到期", "approaching": "快到期", "overdue": "已超期"}
GROUPS = {"open": "未完结", "done": "已完结", "all": "全部"}
OWNERS = {
    "mine": "我承办的",
    "waiting": "等我办的",
    "first": "我首问的",
    "others": "别人承办的",
    "nobody": "没人认领",
    "asking": "延期待批",
}
LATE = {"late": "快到期和已超期", "approaching": "快到期", "overdue": "已超期"}

_NUMBER = Column("number", "序号", 7, centred=True)
_REFERENCE = Column("reference", "编号", 19, centred=True)
_PLACE = Column("place", "地点", 18)
_CATEGORY = Column("category", "分类", 18)
_RECEIVED = Column("received_at", "登记时间", 16, centred=True)
_SETTLE_BY = Column("settle_by", "办结时限", 16, centred=True)
_STATE = Column("state", "状态", 11, centred=True)
_OUTCOME = Column("outcome", "办理结果", 11, centred=True)
_RESPONSIBLE = (
    Column("unit", "责任单位", 14),
    Column("post", "责任岗位", 15),
    Column("holder", "责任人", 11, centred=True),
)


def _told(what: str) -> tuple[Column, ...]:
    return (
        _NUMBER,
        _REFERENCE,
        Column("subject", what, 32),
        _PLACE,
        _CATEGORY,
        _RECEIVED,
        *_RESPONSIBLE,
        _SETTLE_BY,
        _STATE,
        _OUTCOME,
    )


COLUMNS: Mapping[Sheet, tuple[Column, ...]] = {
    Sheet.LIST: (
        _NUMBER,
        _REFERENCE,
        Column("subject", "事项", 32),
        Column("grid", "网格", 14),
        _PLACE,
        _CATEGORY,
        Column("door", "来源", 10, centred=True),
        Column("urgency", "紧急程度", 9, centred=True),
        _RECEIVED,
        Column("reporter", "反映人", 9, centred=True),
        Column("phone", "联系电话", 14, centred=True),
        *_RESPONSIBLE,
        _SETTLE_BY,
        Column("standing", "时限情况", 10, centred=True),
        _STATE,
        _OUTCOME,
        Column("score", "满意度", 11, centred=True),
    ),
    Sheet.NEEDS: _told("需求内容"),
    Sheet.ISSUES: _told("问题描述"),
}
_PRINTED = {c.code for c in _told("")}


def columns(sheet: Sheet, form: Form) -> tuple[Column, ...]:
    """The columns of a list; on paper those that fit across."""
    return tuple(c for c in COLUMNS[sheet] if form is Form.XLSX or c.code in _PRINTED)


@dataclass(frozen=True, slots=True)
class Told:
    """One matter as lists tell it. Moments are without a zone, in that of the place. `name` and `phone` are masked
    already; `real_name` is not, and goes nowhere: it is what is hidden in the words."""

    number: int
    row: Mapping[str, Any]
    now: datetime
    real_name: str = ""
    name: str = ""
    phone: str = ""


def cells(told: Told, wanted: Sequence[Column]) -> list[Cell]:
    """The matter's cells, in the order of the columns."""
    values = _values(told)
    return [values[column.code] for column in wanted]


def _values(told: Told) -> dict[str, Cell]:
    row = told.row
    return {
        "number": told.number,
        "reference": row["reference"],
        "subject": hidden(row["subject"], told.real_name),
        "grid": row["grid"],
        "place": hidden(row["place"], told.real_name),
        "category": row["category_name"],
        "door": DOORS.get(row["door"], row["door"]),
        "urgency": URGENCIES.get(row["urgency"], row["urgency"]),
        "received_at": row["received_at"],
        "reporter": told.name,
        "phone": told.phone,
        "unit": row["unit"],
        "post": row["post_name"],
        "holder": row["holder_name"] or ("岗位空缺" if row["post_name"] else "没人认领"),
        "settle_by": row["settle_by"],
        "standing": kept(row, told.now),
        "state": STATES.get(row["state"], row["state"]),
        "outcome": OUTCOMES.get(row["outcome"], "") or CLOSED_AS.get(row["closed_as"], ""),
        "score": SCORES.get(row["score"] or 0, ""),
    }


def hidden(words: str, name: str) -> str:
    """Words for a list: the reporter's own name and every personal number in them starred."""
    return mask_text(words.replace(name, mask_name(name)) if len(name) > 1 else words)


def kept(row: Mapping[str, Any], now: datetime) -> str:
    """Whether the matter was settled in time, or how its time stands."""
    if row["resolved_at"] is not None:
        return "按时办结" if row["resolved_at"] <= row["settle_by"] else "超期办结"
    if row["state"] == State.LONG_TERM:
        return "挂账"
    if not row["is_open"]:
        return ""
    return STANDINGS[str(standing(row["settle_by"], row["settle_warn"], now=now) or Standing.NONE)]
