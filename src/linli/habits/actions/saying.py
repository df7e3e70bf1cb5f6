"""What an administrator says where history and list disagree: that the list is right, or that he takes that back."""

from uuid import UUID

from linli.habits.models import Habit, PutAside
from linli.habits.queries import visible_habits, visible_put_aside
from linli.habits.queries.against import ruled_now
from linli.habits.queries.sight import missing
from linli.habits.queries.weighing import rests, stand
from linli.habits.rules import WHY_MOST, Permission, Stand
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.errors import Conflict
from linli.ledger import actions as ledger
from linli.matters.rules.words import check_reason


def put_aside(*, by: Actor, habit_id: UUID, why: str) -> UUID:
    """照规则，不再提: the list is right here, and the habit is not said beside it until another title or post is usual,
    the list names another, or the numbers changed much. Returns the habit's id. Refused: not visible (404), no right to
    tend it (403), no reason (422), it agrees with the list by now or was put aside already (409)."""
    why = check_reason(why, field="why")[:WHY_MOST]
    habit = _locked(by, habit_id)
    said, shows = ruled_now(habit)
    if not shows:
        raise Conflict(
            "habit/agrees",
            zh="这一条现在和规则一致，不用再处理；请刷新",
            en="It agrees with the list by now; look again",
        )
    now = stand(habit, said)
    if rests(visible_put_aside(by).filter(id=habit.id).first(), now):
        raise Conflict(
            "habit/put-aside",
            zh="别人已经设为照规则、不再提；请刷新",
            en="Somebody has put it aside already; look again",
        )
    _keep(by, habit, now, why)
    ledger.record(
        "habit.put-aside",
        by=by,
        area=habit.area,
        subject=habit.id,
        category=habit.category,
        title=habit.title,
        ruled=now.ruled,
        settled=habit.settled,
        count=habit.by,
    )
    return habit.id


def _keep(by: Actor, habit: Habit, now: Stand, why: str) -> None:
    PutAside.objects.update_or_create(
        id=habit.id,
        defaults={
            "community": habit.community,
            "area": habit.area,
            "title": now.title,
            "post": now.post,
            "settled": now.settled,
            "by": now.by,
            "ruled": now.ruled,
            "ruled_post": now.ruled_post,
            "why": why,
            "said_at": clock.now(),
            "said_by": by.id,
            "said_by_name": by.name[:80],
        },
    )


def restore(*, by: Actor, habit_id: UUID) -> UUID:
    """Take back that a habit was put aside. Returns its id. Refused: not visible (404), no right to tend it (403), it
    was not put aside (409)."""
    habit = _locked(by, habit_id)
    gone, _ = visible_put_aside(by).filter(id=habit.id).delete()
    if not gone:
        raise Conflict(
            "habit/not-put-aside",
            zh="这一条没有设为不再提；请刷新",
            en="It was not put aside; look again",
        )
    ledger.record("habit.restored", by=by, area=habit.area, subject=habit.id)
    return habit.id


def _locked(by: Actor, habit_id: UUID) -> Habit:
    habit = visible_habits(by).select_for_update(of=("self",)).filter(id=habit_id).first()
    if habit is None:
        raise missing()
    require(by, Permission.TEND, within=habit.area)
    return habit
