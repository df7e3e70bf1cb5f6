"""Leave (请假) with a stand-in (代班): while it runs the stand-in sits in the absent person's posts beside his own. The
absent person keeps them and may come back any day."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from linli.accounts import queries as account_queries
from linli.delivery import actions as delivery
from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.areas import community_of
from linli.kit.errors import Conflict, Gone, NotFound, Refused
from linli.ledger import actions as ledger
from linli.workforce import rules
from linli.workforce.models import Leave, LeaveReason
from linli.workforce.queries import leave as reading
from linli.workforce.queries.posts import PostRef, forget_posts
from linli.workforce.rules import LeaveReason as Reason


def enter_leave(
    *,
    by: Actor,
    person_id: UUID,
    stand_in_id: UUID,
    first: date,
    last: date,
    reason: Reason,
    id: UUID | None = None,
) -> UUID:
    """Enter a leave of whole days, one's own or of somebody whose posts one fills, with who stands in; both are told,
    but for who enters it. Refuses days as `rules.leave_span` does, oneself as one's stand-in, days that cross another
    leave of either or on which the person himself stands in for somebody, and a stand-in to whom no post passes."""
    own = reading.absent(by, person_id=person_id)
    since, until = rules.leave_span(first, last, now=clock.now(), zone=timezone.get_default_timezone())
    reading.one_at_a_time([person_id, stand_in_id])
    _check_two(by, person_id, stand_in_id, since, until)
    theirs = reading.posts_of(stand_in_id)
    passes = reading.passed_on(by, person_id=person_id, own=own, theirs=theirs)
    if not passes:
        raise _nothing_passes(own, by_himself=person_id == by.id)
    leave = Leave(
        id=id or ids.new(),
        community=community_of(passes[0].area),
        area=passes[0].area,
        person_id=person_id,
        stand_in_id=stand_in_id,
        posts=[post.id for post in passes],
        since=since,
        until=until,
        entered_at=clock.now(),
        entered_by=by.id,
    )
    leave.save(force_insert=True)
    _keep_reason(leave, reason)
    forget_posts()
    _entered(leave, by, first, last)
    return leave.id


def _entered(leave: Leave, by: Actor, first: date, last: date) -> None:
    """Record it and tell both."""
    _record("leave.entered", leave, by, [first.isoformat(), last.isoformat()])
    days, days_en = f"{_day(first)}到{_day(last)}", f"from {first} to {last}"
    _tell(
        leave,
        by,
        stand_in=(f"请您代班，{days}", f"You stand in {days_en}"),
        absent=(f"已替您登记请假，{days}，代班", f"Your leave {days_en} was entered, stands in"),
    )


def _keep_reason(leave: Leave, reason: Reason) -> None:
    LeaveReason.objects.create(
        leave=leave,
        community=leave.community,
        area=leave.area,
        person=leave.person_id,
        reason=reason.value,
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _check_two(by: Actor, person_id: UUID, stand_in_id: UUID, since: datetime, until: datetime) -> None:
    """Refuse oneself, an unknown stand-in, and leaves that cross: nobody is away twice, nobody who is away stands in,
    and who stands in for somebody is not away."""
    if person_id == stand_in_id:
        raise Refused("leave/oneself", zh="不能自己给自己代班", en="Nobody stands in for himself")
    other = account_queries.person(by, user_id=stand_in_id)
    if other is None or not other.is_active:
        raise NotFound("account/not-found", zh="没有这个人", en="There is no such person")
    for one in reading.crossing(person_id, since=since, until=until):
        if one.person_id == person_id:
            raise _taken("leave/twice", "这几天已经登记过请假了", "A leave is entered for these days already")
        raise _taken(
            "leave/stands-in",
            f"这几天正代{one.person.name}的岗位，请先给{one.person.name}另找代班人",
            f"Stands in for {one.person.name} on these days: find another stand-in for {one.person.name} first",
        )
    if reading.crossing(stand_in_id, since=since, until=until).filter(person=stand_in_id).exists():
        raise _taken(
            "leave/stand-in-away",
            f"{other.name}这几天自己也请假，请另选代班人",
            f"{other.name} is away on these days too: choose somebody else",
        )


def _taken(type: str, zh: str, en: str) -> Refused:
    return Refused(type, zh=zh, en=en)


def _nothing_passes(own: list[PostRef], *, by_himself: bool) -> Refused:
    """Why nothing would pass to the stand-in."""
    if not any(rules.passes_on(post.role) for post in own):
        return Refused(
            "leave/no-post",
            zh="没有能交给别人代的岗位，不用登记请假；系统管理员的岗位不能代",
            en="There is no post to stand in for; an administrator's passes to nobody",
        )
    if by_himself:
        return Refused(
            "leave/too-low",
            zh="自己登记请假，代班人要是本社区同一职务的人，或者他本来就能办您岗位上的事；否则请书记或管理员登记",
            en="Name somebody of your role here, or who may do all your post does; else ask whoever fills your post",
        )
    return Refused(
        "leave/out-of-reach",
        zh="代班人要在同一社区或上级有岗位，而且代的岗位要是您能任免的",
        en="The stand-in needs a post in the same community or above, and the post must be yours to fill",
    )


def end_leave(*, by: Actor, leave_id: UUID, version: int | None = None) -> UUID:
    """End a leave early, or call it off before it begins: the stand-in leaves the posts at once. Both are told, but
    for who ends it. NotFound to all but the person himself and those who fill his posts; Gone when it is over; Conflict
    when it was changed."""
    leave, _ = reading.leave_locked(by, leave_id=leave_id)
    if leave.ended_at is not None or leave.until <= clock.now():
        raise Gone("leave/over", zh="这次请假已经结束", en="This leave is over")
    if version is not None and version != leave.version:
        raise Conflict(
            "leave/changed",
            zh="这次请假刚被别人改过，请刷新后再操作",
            en="The leave was changed meanwhile; refresh first",
            extra={"version": leave.version},
        )
    _end(leave, by)
    return leave.id


def end_leaves_of(*, by: Actor, person_id: UUID) -> int:
    """End all leaves of somebody and those in which he stands in, as far as the actor sees them; for closing his
    account. Returns how many."""
    rows = reading.unended().select_for_update(of=("self",))
    found = [*rows.filter(person=person_id), *rows.filter(stand_in=person_id)]
    for leave in found:
        _end(leave, by)
    return len(found)


def _end(leave: Leave, by: Actor) -> None:
    leave.ended_at, leave.ended_by, leave.version = clock.now(), by.id, leave.version + 1
    leave.save(update_fields=["ended_at", "ended_by", "version"])
    forget_posts()
    _record("leave.ended", leave, by)
    _tell(
        leave,
        by,
        stand_in=("代班提前结束了", "You no longer stand in"),
        absent=("您的请假提前结束了，代班", "Your leave was ended, stood in"),
    )


def _record(verb: str, leave: Leave, by: Actor, days: list[str] | None = None) -> None:
    """Who and until when; never why: that is nobody else's business."""
    ledger.record(
        verb,
        by=by,
        area=leave.area,
        subject=leave.id,
        person=leave.person_id,
        stand_in=leave.stand_in_id,
        days=days,
    )


def _tell(leave: Leave, by: Actor, *, stand_in: tuple[str, str], absent: tuple[str, str]) -> None:
    """Leave each of the two a message with the other's name; who did it himself knows."""
    for to, other, (zh, en) in (
        (leave.stand_in_id, leave.person, stand_in),
        (leave.person_id, leave.stand_in, absent),
    ):
        delivery.tell(
            by=by,
            area=leave.area,
            kind="leave.told",
            noun="leave",
            subject=leave.id,
            title=f"{zh}：{other.name}",
            title_en=f"{en}: {other.name}",
            users=[to],
        )
