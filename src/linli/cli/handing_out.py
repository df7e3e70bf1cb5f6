"""What the demo's grid workers hand out and put up: cards with drawn portraits, a notice that hangs, two
noticeboards."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from linli.accounts import actions as accounts
from linli.cli import progress
from linli.cli.demo import papers, places
from linli.files import actions as files
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.scope import scope
from linli.visits.actions import Walker, boards, cards, notices
from linli.visits.actions.notices import NoticeData
from linli.visits.rules.boards import BoardKind


def hand_out(by: Actor, walkers: Sequence[Walker]) -> None:
    """Contact cards with drawn portraits of those who hold the grids, a notice that hangs, two noticeboards."""
    today = timezone.localdate(clock.now())
    with progress.step("装载联系卡与通知", "contact cards and a notice"), scope(by):
        for number, walker in enumerate(walkers):
            _card(by, walker, number)
        notice = NoticeData(
            area=places.COMMUNITY,
            what=papers.NOTICE,
            from_on=today + timedelta(days=4),
            until_on=today + timedelta(days=8),
            hours="",
            posts=[walker.post for walker in walkers[:3]],
            where="全社区各小区，按网格分日进行",
        )
        notices.make(by=by, notice_id=ids.of("demo-notice", "wiring"), data=notice)
        notices.put_up(by=by, notice_id=ids.of("demo-notice", "wiring"))
        for name, where, what, days in papers.BOARDS:
            _board(by, name, where, what, today + timedelta(days=days))


def _card(by: Actor, walker: Walker, number: int) -> None:
    content = papers.portrait(walker.name, number)
    photo = files.store(by=by, area=places.COMMUNITY, name="portrait.png", content=content, public=True)
    accounts.set_photo(by=by, user_id=walker.person, photo=photo)
    cards.make(
        by=by,
        card_id=ids.of("demo-card", str(walker.post)),
        post_id=walker.post,
        words=papers.WORDS[number % len(papers.WORDS)],
    )


def _board(by: Actor, name: str, where: str, what: str, until_on: date) -> None:
    id = ids.of("demo-board", name)
    boards.put(by=by, board_id=id, area=places.COMMUNITY, kind=BoardKind.BOARD, name=name, where=where)
    boards.put_up(
        by=by,
        posting_id=ids.of("demo-posting", name),
        board_id=id,
        what=what,
        since_on=until_on - timedelta(days=30),
        until_on=until_on,
    )
