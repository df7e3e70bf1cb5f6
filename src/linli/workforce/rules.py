"""What a title and a post are, who may fill them, and what a dictionary of titles must be."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from linli.editions.rules import Noun, Row, mistake
from linli.kit.areas import Level
from linli.kit.errors import Refused
from linli.kit.roles import Grants, Role, granted, kept


class Permission(StrEnum):
    """Rights over posts."""

    SEE = "post:see"
    FILL = "post:fill"
    CHANGE_TITLES = "title:change"


GRANTS: Grants = {
    Role.ADMINISTRATOR: frozenset({Permission.SEE, Permission.FILL, Permission.CHANGE_TITLES}),
    Role.SECRETARY: frozenset({Permission.SEE, Permission.FILL}),
    Role.SUBDISTRICT: frozenset({Permission.SEE, Permission.FILL}),
    Role.SUPERVISOR: frozenset({Permission.SEE}),
    Role.COUNTER: frozenset({Permission.SEE}),
    Role.GRID_LEAD: frozenset({Permission.SEE}),
    Role.GRID_WORKER: frozenset({Permission.SEE}),
    Role.DEPARTMENT: frozenset({Permission.SEE}),
    Role.SYSTEM: frozenset({Permission.SEE, Permission.FILL}),
}

KEPT = frozenset({Permission.FILL.value, Permission.CHANGE_TITLES.value})
"""Rights that stay with the holder: who stands in for somebody appoints nobody in his place, nor names a further
stand-in."""

UNGIVEN = frozenset({Role.VISITOR, Role.INTAKE, Role.SYSTEM})
"""Roles no post title may carry."""

RANK: dict[Role, int] = {
    Role.HELPER: 0,
    Role.PARTNER: 0,
    Role.GRID_WORKER: 1,
    Role.COUNTER: 1,
    Role.GRID_LEAD: 2,
    Role.SECRETARY: 3,
    Role.DEPARTMENT: 3,
    Role.SUBDISTRICT: 4,
    Role.SUPERVISOR: 4,
    Role.ADMINISTRATOR: 5,
}
"""Nobody fills a post above his own rank: a secretary makes no administrator."""


def may_fill(own: list[Role], wanted: Role) -> bool:
    """Whether somebody with these roles may fill a post of the wanted role."""
    return any(role is Role.SYSTEM or RANK.get(role, -1) >= RANK[wanted] for role in own)


class LeaveReason(StrEnum):
    """Why somebody is away: 年休假, 病假, 事假, 产假和陪产假, 学习培训, 其他. Nothing further is asked, least of
    all about health."""

    ANNUAL = "annual"
    SICK = "sick"
    PERSONAL = "personal"
    PARENTAL = "parental"
    TRAINING = "training"
    OTHER = "other"


LEAVE_MOST_DAYS = 90
"""Days of one leave: who is away for longer than a quarter has it entered again, so that somebody looks whether the
stand-in still fits, or the post is given to another."""

LEAVE_AHEAD_DAYS = 180
"""How long beforehand a leave can be entered."""


def passes_on(role: Role) -> bool:
    """Whether a post of this role passes to a stand-in at all: an administrator's never does."""
    return role is not Role.ADMINISTRATOR


def in_reach(own: str, area: str) -> bool:
    """Whether a post in one area is near enough to stand in for one in another: in the same community, or above it."""
    return own[: Level.COMMUNITY] == area[: Level.COMMUNITY] or area.startswith(own)


def may_stand_in(own: Sequence[tuple[Role, str]], wanted: Role, area: str) -> bool:
    """Whether somebody with these posts of his own may be named by the holder himself: nobody comes to rights this way
    that he does not have. One of his posts has the same role in the same community, or lies at or above the post and
    grants all that would pass with it. Rank is no measure: a department's officer is no lower than a secretary and
    may do other things."""
    return any(_same(one, wanted, area) or _covers(one, wanted, area) for one in own)


def _same(own: tuple[Role, str], wanted: Role, area: str) -> bool:
    return own[0] is wanted and in_reach(own[1], area)


def _covers(own: tuple[Role, str], wanted: Role, area: str) -> bool:
    return area.startswith(own[1]) and granted(own[0]) >= granted(wanted) - frozenset(kept())


def leave_span(first: date, last: date, *, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments a leave of whole days begins and ends; one that begins today begins now. Refuses days that are past,
    the wrong way round, too many, or too far ahead."""
    today = now.astimezone(zone).date()
    if first < today:
        raise _bad_days("first", "请假不能从过去的日子开始", "A leave cannot begin in the past")
    if last < first:
        raise _bad_days("last", "最后一天不能早于第一天", "The last day cannot come before the first")
    if (last - first).days >= LEAVE_MOST_DAYS:
        raise _bad_days(
            "last",
            f"一次最多请{LEAVE_MOST_DAYS}天；更长的请分次登记，或者另派人到岗",
            f"At most {LEAVE_MOST_DAYS} days at once; enter a longer one in parts, or fill the post",
        )
    if (first - today).days > LEAVE_AHEAD_DAYS:
        raise _bad_days(
            "first",
            f"最多提前{LEAVE_AHEAD_DAYS}天登记",
            f"It can be entered {LEAVE_AHEAD_DAYS} days ahead at most",
        )
    begins = datetime.combine(first, time.min, zone)
    return max(begins, now), datetime.combine(last + timedelta(days=1), time.min, zone)


def _bad_days(field: str, zh: str, en: str) -> Refused:
    told = {"field": field, "title": "请改日期", "title_en": "Change the date"}
    return Refused("leave/bad-days", zh=zh, en=en, fields=[told])


def account_abilities(*, own: bool, beyond: bool, closed: bool, secured: bool) -> list[str]:
    """What an administrator may do with an account: nothing while its posts reach beyond his area; with his own, only
    correct it, the rest stands on his own pages."""
    if beyond:
        return []
    if own:
        return ["change"]
    if closed:
        return ["change", "reopen"]
    return ["change", "password", "close", *(["reset"] if secured else [])]


TITLES = Noun("title", "code")
LEVELS = ("micro_grid", "grid", "community", "subdistrict", "district")
"""Where a post of a title usually lies."""
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


def check_titles(rows: Sequence[Row], before: Sequence[Row]) -> list[dict[str, Any]]:
    """What is wrong with a dictionary of titles: a code twice or unreadable, a title taken out instead of switched off,
    no name, a role no post may have, an unknown level."""
    bad: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in rows:
        code = str(row["code"])
        if code in seen:
            bad.append(mistake(code, "code", f"编码“{code}”重复了", f"The code {code!r} is there twice"))
        seen.add(code)
        bad += [mistake(code, column, zh, en) for column, zh, en in _wrong(row)]
    for row in before:
        if row["code"] not in seen:
            zh = f"“{row['name']}”不能删除，岗位上还记着它，请改为停用"
            en = f"{row['name_en']} cannot be taken out, posts name it; switch it off"
            bad.append(mistake(row["code"], "code", zh, en))
    return bad


def _wrong(row: Row) -> list[tuple[str, str, str]]:
    name = str(row["name"]).strip() or row["code"]
    checks = [
        (
            _CODE.fullmatch(str(row["code"])),
            "code",
            f"编码“{row['code']}”应为小写字母、数字和下划线，字母开头，2到40个",
            f"The code {row['code']!r} is 2 to 40 small letters, digits and underscores, a letter first",
        ),
        (str(row["name"]).strip(), "name", "请填写职务名称", "The title needs a name"),
        (
            row["role"] in set(Role) - UNGIVEN,
            "role",
            f"请为“{name}”选择对应的角色",
            f"Choose the role of {name}",
        ),
        (
            row["level"] in LEVELS,
            "level",
            f"请为“{name}”选择岗位所在的层级",
            f"Choose the level of {name}",
        ),
    ]
    return [(column, zh, en) for good, column, zh, en in checks if not good]
