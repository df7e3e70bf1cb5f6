"""What a visit must say to be recorded, and what it counts for, pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.kit.errors import Refused
from linli.visits.rules.kinds import IN_PERSON, INSIDE, WAYS, Companion, Result, Way

NOTE_MOST = 2000
GOODS_MOST = 20
COMPANIONS_MOST = 20
LATE_MOST = timedelta(days=366)
"""How long afterwards a visit may still be written down, from paper for instance."""
AHEAD = timedelta(minutes=10)
"""How far a phone's clock may be ahead."""


def refused(field: str, zh: str, en: str) -> Refused:
    """A visit that cannot be recorded so, and the field it is about."""
    return Refused("visit/cannot-be", zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])


@dataclass(frozen=True, slots=True)
class Counted:
    """What a visit counts for: a contact, a visit inside, something declined."""

    contact: bool
    inside: bool
    declined: bool
    seen: bool = False
    """Met face to face, as a major change asks for."""


def counted(way: Way, result: Result) -> Counted:
    """Whoever was met or declined was contacted; only who was met inside was visited inside (入户). Nobody there and
    could not be reached count for nothing."""
    met = result is Result.MET
    return Counted(
        met or result is Result.DECLINED,
        met and way in INSIDE,
        result is Result.DECLINED,
        met and way in IN_PERSON,
    )


def check(noun: str, way: Way, result: Result, *, why: str, met: int, at: datetime, now: datetime) -> None:
    """Refuse a way that is not one to reach such, somebody met though nobody was there, a could-not-be-reached without
    saying what was tried, and a moment that has not come or is over a year past."""
    if way not in WAYS[noun]:
        raise refused("way", f"“{way.zh}”不用于这类对象", f"{way.en} is no way to reach these")
    if met and result is not Result.MET:
        raise refused(
            "met", "没有见到人，就不要选见到了谁", "Whom was met is said only where somebody was met"
        )
    if result is Result.UNREACHABLE and not why.strip():
        raise refused(
            "note",
            "请写明试过哪些办法、什么时候试的，网格长要据此确认",
            "Say what was tried and when; the lead agrees on it",
        )
    if at > now + AHEAD:
        raise refused("at", "走访时间还没有到，请核对", "The visit's time has not come yet")
    if at < now - LATE_MOST:
        raise refused("at", "一年以前的走访不再补录", "Visits of over a year ago are not entered any more")


def team_lacks(duties: Iterable[Companion]) -> list[tuple[str, str]]:
    """What a 2+1+N team (seed 001: two grid members, one pioneer, N neighbours, who know the hundred households) is
    short of; whoever records is one of the grid members."""
    there = Counter(duties)
    lacks: list[tuple[str, str]] = []
    if there[Companion.GRID_MEMBER] < 1:
        lacks.append(("还差1名网格成员", "one more grid member"))
    if there[Companion.PIONEER] < 1:
        lacks.append(("还差1名先锋", "a pioneer"))
    return lacks
