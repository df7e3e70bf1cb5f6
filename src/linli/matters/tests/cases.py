"""Every step once, as it goes right: from which state, by whom, with what, and where it leads. Tests walk this table
for success, for a ledger that fails, for a repeat, and through the API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.matters import actions
from linli.matters.rules import Outcome, State
from linli.matters.tests import factories as make
from linli.tests import community as c

AHEAD = timezone.localdate() + timedelta(days=60)
RESIDENT = "resident"


@dataclass(frozen=True)
class Case:
    """A step that goes right. `body` is what the API is sent for it, where that differs."""

    name: str
    state: State
    who: str
    action: Callable[..., UUID]
    values: dict[str, Any]
    to: State
    entry: str
    body: dict[str, Any] = field(default_factory=dict)
    before: Callable[[UUID], object] = lambda _: None

    def made(self) -> UUID:
        """A matter in the state the step starts from."""
        id = make.IN[self.state]()
        self.before(id)
        return id

    def take(self, matter_id: UUID, **more: Any) -> UUID:
        """Take the step."""
        by = make.resident(matter_id) if self.who == RESIDENT else self.who
        return make.do(by, self.action, matter_id=matter_id, **(self.values | more))

    @property
    def sent(self) -> dict[str, Any]:
        """What the API is sent."""
        return self.body or self.values


S = State


def _asked(id: UUID) -> None:
    """Whoever has it asks for more time."""
    until = make.row(id).settle_by.date() + timedelta(days=9)
    make.do("grid1", actions.extend, matter_id=id, until=until, reason="配件还没到")


FIRST = UUID("0189a000-0000-7000-8000-00000000f157")


def _there_is_another(id: UUID) -> None:
    make.from_resident(id=FIRST)


def _supervised(id: UUID) -> None:
    make.do("secretary", actions.supervise, matter_id=id, reason="居民三次来问")


CASES: tuple[Case, ...] = (
    Case("accept", S.RECEIVED, "counter", actions.accept, {}, S.ACCEPTED, "accepted"),
    Case("decline", S.RECEIVED, "counter", actions.decline, {"reason": "不归社区"}, S.DECLINED, "declined"),
    Case(
        "refer",
        S.RECEIVED,
        "counter",
        actions.refer,
        {"to": "court", "reason": "请去法院"},
        S.REFERRED,
        "referred",
    ),
    Case(
        "classify",
        S.ACCEPTED,
        "counter",
        actions.classify,
        {"category": "env.garbage", "place": "三号楼东侧"},
        S.ACCEPTED,
        "classified",
    ),
    Case(
        "dispatch",
        S.ACCEPTED,
        "counter",
        actions.dispatch,
        {"post_id": c.post_id("grid1"), "words": "请今天去看"},
        S.DISPATCHED,
        "dispatched",
        {"post": str(c.post_id("grid1")), "words": "请今天去看"},
    ),
    Case(
        "settle",
        S.ACCEPTED,
        "counter",
        actions.settle,
        {"words": "当场告知办法", "outcome": Outcome.EXPLAINED},
        S.RESOLVED,
        "settled",
    ),
    Case("take", S.DISPATCHED, "grid1", actions.take, {}, S.IN_HAND, "taken"),
    Case("answer", S.IN_HAND, "grid1", actions.answer, {"words": "已联系电工"}, S.IN_HAND, "answered"),
    Case("note", S.IN_HAND, "grid1", actions.note, {"words": "配件周五到"}, S.IN_HAND, "noted"),
    Case("return", S.DISPATCHED, "grid1", actions.return_, {"reason": "归物业管"}, S.ACCEPTED, "returned"),
    Case("escalate", S.IN_HAND, "grid1", actions.escalate, {"reason": "要协调供电"}, S.ACCEPTED, "escalated"),
    Case(
        "hold",
        S.IN_HAND,
        "secretary",
        actions.hold,
        {"reason": "等管网改造", "review_on": AHEAD},
        S.LONG_TERM,
        "held",
        {"reason": "等管网改造", "review_on": AHEAD.isoformat()},
    ),
    Case("resume", S.LONG_TERM, "grid1", actions.resume, {}, S.IN_HAND, "resumed"),
    Case(
        "review",
        S.LONG_TERM,
        "secretary",
        actions.review,
        {"reason": "管网改造排到下季度", "review_on": AHEAD},
        S.LONG_TERM,
        "reviewed",
        {"reason": "管网改造排到下季度", "review_on": AHEAD.isoformat()},
    ),
    Case(
        "extend",
        S.IN_HAND,
        "grid1",
        actions.extend,
        {"until": AHEAD, "reason": "配件要从外地发"},
        S.IN_HAND,
        "extension-asked",
        {"until": AHEAD.isoformat(), "reason": "配件要从外地发"},
    ),
    Case(
        "grant", S.IN_HAND, "counter", actions.grant, {"words": "同意"}, S.IN_HAND, "extended", before=_asked
    ),
    Case(
        "refuse",
        S.IN_HAND,
        "counter",
        actions.refuse,
        {"reason": "当天能办完"},
        S.IN_HAND,
        "extension-refused",
        before=_asked,
    ),
    Case(
        "remind", S.IN_HAND, "counter", actions.remind, {"words": "居民又打电话来问"}, S.IN_HAND, "reminded"
    ),
    Case(
        "supervise",
        S.IN_HAND,
        "secretary",
        actions.supervise,
        {"reason": "居民三次来问"},
        S.IN_HAND,
        "supervised",
    ),
    Case(
        "lift",
        S.IN_HAND,
        "secretary",
        actions.lift,
        {"reason": "已经约好时间"},
        S.IN_HAND,
        "supervision-lifted",
        before=_supervised,
    ),
    Case(
        "merge",
        S.IN_HAND,
        "counter",
        actions.merge,
        {"into": FIRST, "words": "同一盏灯"},
        S.MERGED,
        "merged",
        {"into": str(FIRST), "words": "同一盏灯"},
        before=_there_is_another,
    ),
    Case("split", S.MERGED, "counter", actions.split, {"reason": "不是同一盏"}, S.ACCEPTED, "split"),
    Case(
        "resolve",
        S.IN_HAND,
        "grid1",
        actions.resolve,
        {"words": "灯泡换好了", "outcome": Outcome.SOLVED},
        S.RESOLVED,
        "resolved",
    ),
    Case(
        "follow_up",
        S.RESOLVED,
        "counter",
        actions.follow_up,
        {"reached": True, "words": "居民说亮了"},
        S.FOLLOWED_UP,
        "followed-up",
    ),
    Case(
        "rate",
        S.RESOLVED,
        RESIDENT,
        actions.rate,
        {"score": 1, "words": "还是不亮"},
        S.RATED,
        "rated",
    ),
    Case("reopen", S.RATED, "secretary", actions.reopen, {"reason": "再去看看"}, S.DISPATCHED, "reopened"),
    Case("close", S.RATED, "secretary", actions.close, {"reason": "已经修好"}, S.CLOSED, "closed"),
    Case(
        "withdraw",
        S.DISPATCHED,
        RESIDENT,
        actions.withdraw,
        {"reason": "自己修好了"},
        S.WITHDRAWN,
        "withdrawn",
    ),
)
