"""Reading a pasted 12345 work order, whatever the city's labels and however the page was copied, and writing the text
by which the answer is copied back into it. What no field takes is kept under its own label."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from linli.language.rules.dates import find_time, read_time
from linli.language.rules.plain import plain, tidy
from linli.language.rules.workorder_layout import FIELDS, label_pairs

_DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")
_NUMBER_LABEL = "工单编号"
_YES = re.compile(r"(?:是|保密|匿名|要求保密|需要?保密|个人信息保密|不公开|严格保密|Y|YES|TRUE|1|√|☑.*)")
_NO = re.compile(r"(?:否|不.{0,6}|N|NO|FALSE|0|×)")
_WANTS_SECRECY = re.compile(
    r"(?<![不无未没])(?<!没有)(?:要求|请求?|希望|需要?|申请)(?:对|为|替)?.{0,8}保密"
    r"|不(?:愿|愿意|想|希望)(?:透露|公开)|匿名(?:举报|反映|投诉)"
)
_URGENT = re.compile(r"特急|紧急|加急|急件|^急|非常|一级|^高$|^是$")
_NOT_URGENT = re.compile(r"不紧急|非紧急|不急|一般|普通")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][\d*]{9}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?|\d{14}")


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A hotline order as pasted; `number_label` is the city's own word for its number. `deadline` is None where the
    order gives a span (3个工作日) or nothing: `deadline_words` has what it says. A deadline that is a bare day
    means its last second. `secret` is True where the order or the caller asks for secrecy."""

    number: str
    number_label: str
    title: str
    words: str
    category: str
    kind: str
    reporter: str
    phone: str
    place: str
    area: str
    unit: str
    source: str
    urgency: str
    urgent: bool
    secret: bool
    deadline: datetime | None
    deadline_words: str
    sent_at: datetime | None
    received_at: datetime | None
    others: tuple[tuple[str, str], ...]


def read_order(text: str, *, tz: tzinfo = _DEFAULT_ZONE) -> WorkOrder | None:
    """The work order in a pasted text, or None if it is none: it must bear a number, or words and two more fields."""
    values: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    number_label = _NUMBER_LABEL
    for label, value in label_pairs(text):
        name = FIELDS.get(label)
        if name and name not in values and value:
            values[name] = value
            number_label = label if name == "number" else number_label
        elif value:
            others.append((label, value))
    numbered = bool(values.get("number")) and len(values) >= 2
    worded = ("words" in values or "title" in values) and len(values) >= 3
    return _order(values, number_label, others, tz) if numbered or worded else None


def _order(values: dict[str, str], number_label: str, others: list[tuple[str, str]], tz: tzinfo) -> WorkOrder:
    urgency = values.get("urgency", "")
    return WorkOrder(
        number="".join(plain(values.get("number", "")).split())[:64],
        number_label=number_label,
        title=" ".join(values.get("title", "").split()),
        words=values.get("words", "") or values.get("title", ""),
        category=values.get("category", ""),
        kind=values.get("kind", ""),
        reporter=values.get("reporter", ""),
        phone=_phone(values.get("phone", "")),
        place=values.get("place", ""),
        area=values.get("area", ""),
        unit=values.get("unit", ""),
        source=values.get("source", ""),
        urgency=urgency,
        urgent=bool(_URGENT.search(urgency)) and not _NOT_URGENT.search(urgency),
        secret=_is_secret(values, others),
        deadline=_time(values.get("deadline", ""), tz, end_of_day=True),
        deadline_words=values.get("deadline", ""),
        sent_at=_time(values.get("sent_at", ""), tz),
        received_at=_time(values.get("received_at", ""), tz),
        others=tuple(others),
    )


def _phone(written: str) -> str:
    """The phone with ordinary figures and no blanks; several are kept apart by a comma."""
    parts = [re.sub(r"[^\d+*\-]", "", part) for part in re.split(r"[,、;/\n]+", plain(written))]
    bare = [part.replace("-", "") for part in parts]
    return ",".join(
        one if _MOBILE.fullmatch(one) else part for one, part in zip(bare, parts, strict=True) if part
    )


def _is_secret(values: dict[str, str], others: list[tuple[str, str]]) -> bool:
    """Whether the order says so, or the caller asks for it in words: no cross in a box outweighs the caller."""
    flagged = _YES.fullmatch(plain(values.get("secret", "")).strip()) or _NO.fullmatch(
        plain(values.get("public", "")).strip()
    )
    told = " ".join([values.get("words", ""), *(value for _, value in others)])
    return bool(flagged) or _WANTS_SECRECY.search(told) is not None or "匿名" in values.get("reporter", "")


def _time(written: str, tz: tzinfo, *, end_of_day: bool = False) -> datetime | None:
    if _SERIAL.fullmatch(written.strip()):
        try:
            return read_time(written, tz)
        except ValueError:
            return None
    return find_time(written, tz, end_of_day=end_of_day)


def answer_back(
    order_number: str,
    words: str,
    *,
    settled: bool | None = None,
    unit: str = "",
    handled_at: datetime | None = None,
    contacted: bool | None = None,
    satisfied: str = "",
    number_label: str = _NUMBER_LABEL,
) -> str:
    """The answer as text to paste into the order: its number first, fields that are not known left out.

    `settled` tells 实际解决 from 解释说明; `contacted` says whether the caller was reached.
    """
    told = {True: "实际解决", False: "解释说明", None: ""}[settled]
    reached = {True: "已联系", False: "未联系上", None: ""}[contacted]
    fields = (
        (number_label, order_number.strip()),
        ("承办单位", unit.strip()),
        ("办理时间", f"{handled_at:%Y-%m-%d %H:%M}" if handled_at else ""),
        ("办理结果", told),
        ("联系诉求人", reached),
        ("诉求人评价", satisfied.strip()),
        ("答复内容", tidy(words)),
    )
    return "\n".join(f"{label}：{value}" for label, value in fields if value)
