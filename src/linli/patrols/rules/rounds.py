"""How a round must be said to be recorded, pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from linli.kit.errors import Refused
from linli.patrols.rules.kinds import TickState

REMARKS_MOST = 500
REASON_MOST = 60
WORDS_MOST = 1000
WHO_MOST = 40
FINDINGS_MOST = 20
OFFERS_MOST = 10
LATE_MOST = timedelta(days=92)
"""How long afterwards a round may still be entered, from paper for instance."""
AHEAD = timedelta(minutes=10)
"""How far a phone's clock may be ahead."""
LONGEST = timedelta(hours=12)


def refused(field: str, zh: str, en: str) -> Refused:
    """A route or a round that cannot be so, and the field it is about."""
    return Refused("patrol/cannot-be", zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])


@dataclass(frozen=True, slots=True)
class Tick:
    """What is said of a point: seen and fine, or not reached and why."""

    point: UUID
    state: TickState = TickState.FINE
    reason: str = ""


def check_hours(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse a round that ends before it begins, lasts over twelve hours, has not been yet, or was over 92 days ago."""
    if started_at > ended_at:
        raise refused("ended_at", "结束时间要晚于开始时间", "A round ends after it begins")
    if ended_at - started_at > LONGEST:
        raise refused("ended_at", "一次巡查不超过12小时，请核对时间", "A round lasts at most twelve hours")
    if ended_at > now + AHEAD:
        raise refused("ended_at", "巡查时间还没有到，请核对", "The round's time has not come yet")
    if started_at < now - LATE_MOST:
        raise refused(
            "started_at",
            f"{LATE_MOST.days}天以前的巡查不再补录",
            f"Rounds of over {LATE_MOST.days} days ago are not entered any more",
        )


def check_ticks(ticks: Sequence[Tick], known: frozenset[UUID], said: int) -> None:
    """Refuse a point of another route, one that is said twice, one skipped without a reason, and a round that says
    nothing at all; `said` is how many findings and offers it has."""
    named = [tick.point for tick in ticks]
    if not set(named) <= known:
        raise refused(
            "ticks", "有的点位不在这条线路上，请刷新后重选", "A point is not on this route; look again"
        )
    if len(named) != len(set(named)):
        raise refused("ticks", "同一个点位记了两次", "A point is said twice")
    if any(tick.state is TickState.SKIPPED and not tick.reason.strip() for tick in ticks):
        raise refused("ticks", "没走到的点位，请写明原因", "Say why a point was not reached")
    if not named and not said:
        raise refused("ticks", "还没有看过任何点位", "No point has been looked at yet")


def with_found(ticks: Sequence[Tick], found: Sequence[UUID]) -> list[Tick]:
    """The ticks with each point at which something was found marked so; one found at was also looked at, whether it is
    ticked or not."""
    at = dict.fromkeys(found)
    marked = [Tick(tick.point, TickState.FOUND) if tick.point in at else tick for tick in ticks]
    ticked = {tick.point for tick in ticks}
    return [*marked, *(Tick(point, TickState.FOUND) for point in at if point not in ticked)]
