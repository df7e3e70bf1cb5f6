"""Notices of visits (入户通知书): how long ahead they go up, what they and the chat group are told, pure."""

from collections.abc import Sequence
from datetime import date

from linli.kit.errors import Refused
from linli.visits.rules.kinds import Called

AHEAD_DAYS = 3
"""A notice hangs this many days before the first visit."""
SPAN_MOST = 120
WHAT_MOST, HOURS_MOST, URGENT_MOST = 300, 60, 100
PEOPLE_MOST, BUILDINGS_MOST = 12, 300
HOURS_USUAL = "9:00–11:30、14:30–17:30"
NEVER = "上门不收费、不推销，不要验证码，不要密码，不要转账。"


class NoticeState(Called):
    """Where a notice stands."""

    MADE = "made", "待上墙", "To be put up"
    POSTED = "posted", "已上墙", "Put up"
    PAST = "past", "已结束", "Over"
    CANCELLED = "cancelled", "已作废", "Cancelled"


def refused(field: str, zh: str, en: str, type: str = "notice/cannot-be") -> Refused:
    """A notice that cannot be so, and the field it is about."""
    return Refused(type, zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])


def check_days(from_on: date, until_on: date, *, today: date) -> None:
    """Refuse days that are past, turned round, or more than four months."""
    if until_on < from_on:
        raise refused("until_on", "结束日期早于开始日期", "It would end before it begins")
    if until_on < today:
        raise refused("until_on", "这些日子已经过去了", "These days are past")
    if (until_on - from_on).days > SPAN_MOST:
        raise refused(
            "until_on",
            f"一张通知最多写{SPAN_MOST}天，再长请分几张",
            f"A notice spans {SPAN_MOST} days at most; make several",
        )


def check_ahead(from_on: date, *, up_on: date, urgent: str) -> None:
    """Refuse a notice that would hang less than three days before the first visit, unless it says why that cannot
    wait."""
    days = (from_on - up_on).days
    if days < AHEAD_DAYS and not urgent.strip():
        raise refused(
            "from_on",
            f"通知要提前{AHEAD_DAYS}天上墙：最早{up_on.month}月{up_on.day}日上墙，"
            f"入户最早从第{AHEAD_DAYS}天以后开始；确实等不了，请写明紧急原因",
            f"A notice hangs {AHEAD_DAYS} days before the first visit. Choose a later day, or say why it cannot wait",
            type="notice/too-late",
        )


def check_content(*, what: str, places: Sequence[str], people: int) -> None:
    """Refuse a notice that does not say what for, where, or who comes."""
    if not what.strip():
        raise refused("what", "请写明上门做什么", "Say what somebody comes for")
    if not places:
        raise refused("buildings", "请选择楼栋，或写明范围", "Choose buildings, or say where")
    if not 1 <= people <= PEOPLE_MOST:
        raise refused(
            "posts",
            f"请选择上门的人，最多{PEOPLE_MOST}人",
            f"Choose who comes, {PEOPLE_MOST} at most",
        )


def state(*, posted: bool, cancelled: bool, until_on: date, today: date) -> NoticeState:
    """Where a notice stands today."""
    if cancelled:
        return NoticeState.CANCELLED
    if until_on < today:
        return NoticeState.PAST
    return NoticeState.POSTED if posted else NoticeState.MADE


def span(from_on: date, until_on: date) -> str:
    """11月25日至11月30日, one day as itself; the year of the end where it is another."""
    first = f"{from_on.month}月{from_on.day}日"
    if from_on == until_on:
        return first
    year = f"{until_on.year}年" if until_on.year != from_on.year else ""
    month = f"{until_on.month}月" if year or until_on.month != from_on.month else ""
    return f"{first}至{year}{month}{until_on.day}日"


def chat_words(
    *,
    community: str,
    what: str,
    places: Sequence[str],
    days: str,
    hours: str,
    people: Sequence[str],
    phone: str,
    link: str,
) -> str:
    """What is pasted into the estate's chat group: short, whole, and without a resident in it."""
    lines = [
        f"【入户通知】{community}",
        f"各位邻居：{days}（{hours}），我们要上门{what.rstrip('。')}。",
        f"范围：{'；'.join(places)}",
        f"来的人：{'、'.join(people)}",
        NEVER,
        f"开门前可以先核对证件，也可以打开核验：{link}",
        f"有疑问打社区电话{phone}；遇到冒充的打110。" if phone else "有疑问找社区；遇到冒充的打110。",
        "不方便的时间请告诉我们，改天再来；不想被打扰也可以直说。",
    ]
    return "\n".join(lines)
