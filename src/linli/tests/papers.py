"""What is put on paper, talks and noticeboards on either side of the matrix, and what the matrix says to their
routes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.scope import scope
from linli.tests import community as c
from linli.visits.actions import boards, cards, interviews, notices, routesheets
from linli.visits.actions.interviews import InterviewData
from linli.visits.actions.notices import NoticeData
from linli.visits.models import Planned
from linli.visits.rules.boards import BoardKind
from linli.visits.rules.interviews import About

if TYPE_CHECKING:
    from linli.tests.sides import Side

SLOTS = ("card", "notice", "sheet", "interview", "board")
OURS = ("cards", "notices", "sheets", "relief", "interviews", "boards")


def things(area: str, key: str, words: str, household: UUID) -> dict[str, UUID]:
    """Ids by what they are: a card, a notice, a sheet with one door, a talk, a board with something on it."""
    by, post, day = system(), c.post_id(key), timezone.localdate(clock.now())
    made = {name: ids.new() for name in (*SLOTS, "posting")}
    talk = InterviewData(
        area=area, about=About.OTHER, person=f"{words[:2]}某", topic=words[:12], at=clock.now(), points=words
    )
    told = NoticeData(
        area=area,
        what=words,
        from_on=day + timedelta(days=3),
        until_on=day + timedelta(days=4),
        hours="",
        posts=[post],
        where=f"{words[:2]}新村",
    )
    with scope(by):
        cards.make(by=by, card_id=made["card"], post_id=post, words=words[:12])
        notices.make(by=by, notice_id=made["notice"], data=told)
        interviews.write(by=by, interview_id=made["interview"], data=talk)
        boards.put(by=by, board_id=made["board"], area=area, kind=BoardKind.BOARD, name=f"{words[:2]}宣传栏")
        boards.put_up(by=by, posting_id=made["posting"], board_id=made["board"], what=words[:12])
        _plan(area, post, household)
        routesheets.make(by=by, sheet_id=made["sheet"], post_id=post, on=day, most=1)
    return made


def _plan(area: str, post: UUID, household: UUID) -> None:
    """Whatever is planned for the day goes onto the sheet; where nothing is, the household."""
    now = clock.now()
    day = timezone.localdate(now)
    if Planned.objects.filter(post=post, on=day, done_at=None).exists():
        return
    Planned.objects.filter(subject=household, on=day).delete()
    Planned.objects.create(
        id=ids.new(),
        community=area[:12],
        area=area,
        noun="household",
        subject=household,
        on=day,
        post=post,
        order=1,
        way="home",
        planned_at=now,
        planned_by=c.user_id("grid1"),
    )


def body(path: str, side: "Side") -> dict[str, Any]:
    """What our own routes want otherwise than those of visits; nothing for the others."""
    if not path.removeprefix("/api/visits/").startswith(OURS):
        return {}
    day = timezone.localdate(clock.now())
    home = side.area.startswith(c.HOME)
    return {
        "post": str(c.post_id("grid2") if home and "/cards" in path else side.ids["post"]),
        "on": str(day),
        "most": 5,
        "order": 1,
        "at": clock.now().isoformat() if "/interviews" in path else None,
        "note": "身体好",
        "words": "有事您说话",
        "reason": "lost",
        "where": "梧桐新村",
        "what": "查电线",
        "from_on": str(day + timedelta(days=3)),
        "until_on": str(day + timedelta(days=4)),
        "posts": [str(side.ids["post"])],
        "file": None,
        "name": "新来的宣传栏",
        "kind": "board",
        "about": "other",
        "person": "张三",
        "topic": "噪声",
        "version": 1,
        "agreed": "本周清走",
        "posting": str(side.ids["posting"]),
        "whole": None,
        "campaign": None,
        "building": None,
        "subject": None,
    }
